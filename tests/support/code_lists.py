"""All lists of codes of the program."""

from __future__ import annotations

import inspect
import pkgutil
from importlib import import_module

from casework.domain import codes
from casework.domain.codes.code import Code


def code_lists() -> dict[str, type[Code]]:
    """The lists that stand in the room of codes and in the rooms inside it, by name."""
    found = pkgutil.walk_packages(codes.__path__, f"{codes.__name__}.")
    modules = [import_module(each.name) for each in found]
    classes = [kind for module in modules for _, kind in inspect.getmembers(module, inspect.isclass)]
    return {kind.__name__: kind for kind in classes if issubclass(kind, Code) and kind is not Code}

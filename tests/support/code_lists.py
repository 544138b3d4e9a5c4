"""All lists of codes of the program."""

from __future__ import annotations

import inspect
import pkgutil
from importlib import import_module

from casework.domain import codes
from casework.domain.codes.code import Code


def code_lists() -> dict[str, type[Code]]:
    """The lists that stand in the room of codes, by name."""
    modules = [import_module(f"{codes.__name__}.{each.name}") for each in pkgutil.iter_modules(codes.__path__)]
    classes = [kind for module in modules for _, kind in inspect.getmembers(module, inspect.isclass)]
    return {kind.__name__: kind for kind in classes if issubclass(kind, Code) and kind is not Code}

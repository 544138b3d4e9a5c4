"""Which refusals a decision can raise: read from its code, and from that of everything of the domain that it calls."""

from __future__ import annotations

import ast
import builtins
import inspect
import textwrap
from collections.abc import Callable, Iterator
from functools import cache
from types import FunctionType
from typing import Any

from casework.domain.calendar.work_calendar import WorkCalendar
from casework.domain.errors import CaseworkError
from casework.domain.household.state import Household

METHODS = {
    name: method
    for kind in (Household, WorkCalendar)
    for name, method in vars(kind).items()
    if isinstance(method, FunctionType)
}
"""Methods are found by their name alone: no two of the domain that refuse share one."""


def refusals_of(decide: Callable[..., Any]) -> set[type[CaseworkError]]:
    """Every refusal that stands in a `raise` on the way, each function looked into once."""
    seen: set[FunctionType] = set()
    todo, found = [decide], set[type[CaseworkError]]()
    while todo:
        function = inspect.unwrap(todo.pop())
        if not isinstance(function, FunctionType) or function in seen:
            continue
        seen.add(function)
        if not function.__module__.startswith("casework.domain."):
            continue
        for named in _named(function):
            if isinstance(named, type) and issubclass(named, CaseworkError):
                found.add(named)
            else:
                todo.append(named)
    return found


def _named(function: FunctionType) -> Iterator[Any]:
    tree = _tree(function)
    kept = {id(node) for part in _answered_otherwise(tree) for node in ast.walk(part)}
    for node in ast.walk(tree):
        if id(node) in kept:
            continue
        if isinstance(node, ast.Raise) and node.exc is not None:
            yield from _raised(node.exc, function)
        elif isinstance(node, ast.Call):
            yield from _called(node.func, function)


def _answered_otherwise(tree: ast.AST) -> Iterator[ast.stmt]:
    """What stands in a `try` after which any refusal becomes another one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Try) and any(
            isinstance(h.type, ast.Name) and h.type.id == "RefusedError" for h in node.handlers
        ):
            yield from node.body


def _raised(said: ast.expr, function: FunctionType) -> Iterator[Any]:
    named = _value(said.func if isinstance(said, ast.Call) else said, function)
    if isinstance(named, FunctionType):  # it answers the refusal that is raised
        named = function.__globals__.get(str(named.__annotations__.get("return")))
    if named is not None:
        yield named


def _called(said: ast.expr, function: FunctionType) -> Iterator[Any]:
    named = METHODS.get(said.attr) if isinstance(said, ast.Attribute) else _value(said, function)
    if isinstance(named, FunctionType):
        yield named


def _value(said: ast.expr, function: FunctionType) -> Any:
    if isinstance(said, ast.Name) and not hasattr(builtins, said.id):
        return function.__globals__.get(said.id)
    return None


@cache
def _tree(function: FunctionType) -> ast.AST:
    return ast.parse(textwrap.dedent(inspect.getsource(function)))

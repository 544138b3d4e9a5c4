"""Every query for people takes the scope of whoever asks, and none has a default: what is forgotten does not run (ADR 0044)."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from casework.application.accounts.readers import ASKED_INSIDE
from casework.domain.rights.table import rights_table
from tests.architecture.tree import modules, parsed, shown

OF_NOBODY = {
    "projections/lists/detection_days.py: households": "the daily detection's own walk, of ids alone",
    **{
        f"projections/lists/division_lookup.py: {name}": "names of divisions"
        for name in ("beside", "get", "meant", "whole")
    },
    "projections/lists/division_lookup.py: kept_ledgers": "which divisions keep a ledger",
    "projections/lists/division_names.py: divisions": "names of divisions",
    "projections/lists/division_names.py: named_divisions": "names of divisions",
    "projections/lists/entries/import_batches.py: written_by": "ids alone, for an act that asks of each of them",
    "projections/lists/figures/workload.py: carried": "one number, for the decision about whoever is given one more",
}
"""What asks the read models and tells of nobody, with the reason."""

SCOPES = {"scope", "seen"}
"""How far is seen, or which of some households are."""


def queries(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    """The public functions that open the read models or answer with their rows."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            answers = node.returns is not None and "Answer[" in ast.unparse(node.returns)
            opens = any(isinstance(each, ast.Call) and ast.unparse(each.func) == "reading" for each in ast.walk(node))
            if (answers or opens) and node.name != "answer":
                yield node


def without_scope(tree: ast.Module) -> list[str]:
    """The queries that take no scope by its name alone, or have one to fall back on."""
    found = []
    for query in queries(tree):
        given = zip(query.args.kwonlyargs, query.args.kw_defaults, strict=True)
        if not any(argument.arg in SCOPES and default is None for argument, default in given):
            found.append(query.name)
    return found


def test_every_query_takes_a_scope() -> None:
    """Of the lists and figures; what tells of nobody is named, with why."""
    found = {
        f"{shown(path)}: {name}"
        for path in modules("projections")
        if shown(path).startswith("projections/lists")
        for name in without_scope(parsed(path))
    }
    assert found == OF_NOBODY.keys()


@pytest.mark.parametrize("arguments", ["self", "self, scope", "self, *, scope=EVERYWHERE", "self, *, region=None"])
def test_a_query_without_is_noticed(arguments: str) -> None:
    """The control: none, one by its place, one with a default."""
    assert without_scope(ast.parse(f"def households({arguments}) -> Answer[Row]: ...")) == ["households"]
    assert without_scope(ast.parse(f"def ids({arguments}):\n    with reading(self.engine): ...")) == ["ids"]
    assert without_scope(ast.parse("def households(self, *, scope) -> Answer[Row]: ...")) == []


def test_ways_in_make_no_scope() -> None:
    """They hand on what the door gave them: none of them writes one down."""
    for path in modules("src"):
        if shown(path).startswith("src/casework/interfaces"):
            made = [ast.unparse(each) for each in ast.walk(parsed(path)) if _makes_a_scope(each)]
            assert made in ([], ["Scope()"]), shown(path)


def _makes_a_scope(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "Scope"


def asked_inside(tree: ast.Module) -> set[str]:
    """What a module asks for by its name in the table of rights, beside the words that were typed."""
    calls = (each for each in ast.walk(tree) if isinstance(each, ast.Call) and isinstance(each.func, ast.Attribute))
    asking = (each for each in calls if isinstance(each.func, ast.Attribute) and each.func.attr in {"reading", "sight"})
    return {word.value for each in asking for word in each.args if _is_text(word)}  # type: ignore[attr-defined]


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def test_every_reading_asked_inside_has_its_line() -> None:
    """Not only the words of the command line: what a module asks for by name stands in the table as well (ADR 0038)."""
    asked = {name for path in modules("src") for name in asked_inside(parsed(path))}
    assert asked == ASKED_INSIDE <= rights_table().lines.keys()
    assert asked_inside(ast.parse("readers.sight(_words(), 'fly', by=by)")) == {"fly"}

"""No list ranks people, and none counts what they entered, how often they came or how fast they are (国办函〔2026〕12号)."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

from casework.domain.columns import ListRow, columns_of
from tests.architecture.tree import PRODUCT, modules, parsed, shown

PEOPLE = {"cadre", "account", "by", "person", "holder"}
"""Columns that say who of the office's own people something is about."""

DILIGENCE = ("login", "log_in", "minutes", "seconds", "speed", "rank", "score", "visits_made", "entries_made", "online")
"""Words in the name of a column, or of what a list is sorted by, that would measure somebody's diligence."""


def rows() -> Iterator[type[ListRow]]:
    """Every declared row of a list."""
    for path in modules(*PRODUCT):
        if "ListRow" in path.read_text(encoding="utf-8") or "HouseholdRow" in path.read_text(encoding="utf-8"):
            importlib.import_module(module_of(path))
    todo = [ListRow]
    while todo:
        kind = todo.pop()
        if kind.__module__.partition(".")[0] != "tests":  # other tests declare rows of their own
            yield kind
        todo += kind.__subclasses__()


def module_of(path: Path) -> str:
    return shown(path).removeprefix("src/").removesuffix(".py").replace("/", ".")


def test_no_column_measures_diligence() -> None:
    """Neither entries, log-ins, minutes nor speed of anybody is a column of any list."""
    assert sorted({f"{kind.__name__}.{name}" for kind in rows() for name in columns_of(kind) if measures(name)}) == []
    assert len(list(rows())) > 20


def test_access_records_are_counted_nowhere() -> None:
    """They are read by the auditor's list and purged; nothing else asks for them, and nothing groups or counts them."""
    asking = {shown(path) for path in modules(*PRODUCT) if "access_records" in path.read_text(encoding="utf-8")}
    statements = [text for path in modules(*PRODUCT) if shown(path) in asking for text in texts(path)]
    counted = [text for text in statements if "FROM access_records" in text and counts(text)]
    assert counted == []
    assert any("FROM access_records" in text for text in statements)


def test_lists_of_people_stand_in_the_order_of_names() -> None:
    """Nothing that lists people of the office is sorted by a figure, be it upwards or downwards."""
    assert [found for path in modules(*PRODUCT) for found in sorted_by_figures(path)] == []


def test_what_counts_as_ranking(tmp_path: Path) -> None:
    """The controls: a column, a statement and a sorting that would rank people are found."""
    assert measures("minutes_online")
    assert not measures("households")
    assert counts("SELECT account, count(*) FROM access_records GROUP BY account")
    assert not counts("SELECT account FROM access_records ORDER BY number")
    path = tmp_path / "ranked.py"
    path.write_text("def per_cadre(rows):\n    return sorted(rows, key=lambda row: -row.entries)\n")
    assert sorted_by_figures(path) == ["ranked.py:2 per_cadre"]
    path.write_text("def per_cadre(rows):\n    return sorted(rows, key=lambda row: row.cadre)\n")
    assert sorted_by_figures(path) == []
    path.write_text("def per_cadre(t):\n    return select(t).order_by(t.c.households.desc())\n")
    assert sorted_by_figures(path) == ["ranked.py:2 per_cadre"]


def measures(name: str) -> bool:
    """Whether the name of a column says that somebody's diligence is measured."""
    return any(word in name for word in DILIGENCE)


def counts(statement: str) -> bool:
    """Whether a statement groups or counts what it selects."""
    return any(word in statement.lower() for word in ("count(", "group by", "sum(", "avg("))


def texts(path: Path) -> Iterator[str]:
    """The texts that stand in a module, those with values in them among them."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def sorted_by_figures(path: Path) -> list[str]:
    """Where a function about cadres or accounts sorts by something else than who they are."""
    found = []
    for function in ast.walk(parsed(path)):
        if not (isinstance(function, ast.FunctionDef) and about_people(function.name)):
            continue
        for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            if name in ("sorted", "sort"):
                keys = [ast.unparse(each.value) for each in call.keywords if each.arg == "key"]
                falls = any(each.arg == "reverse" for each in call.keywords)
                if falls or any(not names_somebody(key) for key in keys):
                    found.append(f"{shown(path)}:{call.lineno} {function.name}")
            elif name == "order_by" and not all(names_somebody(ast.unparse(each)) for each in call.args):
                found.append(f"{shown(path)}:{call.lineno} {function.name}")
    return found


def about_people(name: str) -> bool:
    """Whether a function lists people of the office, by its name."""
    return any(word in name for word in ("per_cadre", "per_account", "listed_accounts", "listed_holders", "lateness"))


def names_somebody(key: str) -> bool:
    """Whether what is sorted by says who somebody is."""
    return any(word in key for word in (*PEOPLE, "number", "name", "signature", "place"))

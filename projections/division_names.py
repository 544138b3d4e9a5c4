"""The names of divisions, as the loaded tables give them: lists show them beside the codes."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Column, Connection, Engine, select

from casework.domain.divisions import Divisions
from casework.domain.facts.divisions import DivisionsLoaded
from projections.columns import TEXT, Row
from projections.engine import reading
from projections.tables import IN_USE, Change, Edition, difference, raw_rows, read_table

# ---- Table

DIVISION_NAMES = read_table(
    "rm_division_names",
    Column("code", TEXT, primary_key=True),
    Column("name", TEXT, nullable=False),
    Column("level", TEXT, nullable=False),
    Column("parent", TEXT),
)

# ---- Follower


def division_changes(before: Iterable[Row], facts: Iterable[DivisionsLoaded]) -> Change | None:
    """What the tables newly loaded change; a code named again has its later name, and parents are found anew."""
    rows = sorted(tuple(row) for row in before)
    entries = [(row[0], row[1]) for row in rows]
    entries += [(entry.code, entry.name) for fact in facts for entry in fact.divisions]
    return difference(DIVISION_NAMES, rows, division_rows(Divisions.of(entries)))


def division_rows(divisions: Divisions) -> list[Row]:
    """One row a division, by code."""
    return [(d.code, d.name, str(d.level), d.parent) for d in divisions.by_code.values()]


# ---- Queries


class DivisionNames:
    """Names by code; a code that is not loaded stands for itself, so that no list shows a blank."""

    def __init__(self, names: dict[str, str]) -> None:
        self._names = names

    def name(self, code: str) -> str:
        """The division's name."""
        return self._names.get(code, code)


def names_of(connection: Connection) -> DivisionNames:
    """The names as of the connection's snapshot."""
    query = select(DIVISION_NAMES.c.code, DIVISION_NAMES.c.name)
    return DivisionNames({row.code: row.name for row in connection.execute(query)})


def stored_divisions(connection: Connection, edition: Edition = IN_USE) -> list[Row]:
    """Every row as it is stored."""
    return raw_rows(connection, edition.of(DIVISION_NAMES))


def divisions(engine: Engine) -> Divisions:
    """The tree of everything loaded, for resolving names."""
    with reading(engine) as connection:
        return Divisions.of((row[0], row[1]) for row in stored_divisions(connection))

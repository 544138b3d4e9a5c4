"""The names of divisions, each for its time: lists show them beside the codes, those of the day they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Engine, or_, select
from sqlalchemy import Row as Found

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.columns import ListRow, column
from casework.domain.divisions import name_periods
from casework.domain.divisions.codes import FULL_LENGTH, DivisionLevel, level_of, nearest_above
from casework.domain.divisions.name_periods import Period, Periods, tree_on
from casework.domain.divisions.tree import Divisions, name_key
from casework.domain.fact import Fact, Recorded
from casework.domain.facts.office.divisions import DivisionsChanged, DivisionsLoaded
from casework.domain.labels import Label
from projections.storage.answers import Answer, answer, listed
from projections.storage.columns import DayCell, Row, day_text
from projections.storage.engine import reading
from projections.storage.sight import in_region
from projections.storage.tables import IN_USE, Change, Edition, Lookup, difference, raw_rows, read_table

DivisionFact = DivisionsLoaded | DivisionsChanged

_PROVINCE_DIGITS = 2

# ---- Table


class DivisionRow(NamedTuple):
    """A row of the names of divisions as it is stored."""

    code: str
    since: DayCell
    until: DayCell | None
    name: str
    level: str
    parent: str | None
    became: str
    name_key: str


DIVISION_NAMES = read_table("rm_division_names", DivisionRow, key=2, lookups=(Lookup(columns=("name_key",)),))
"""
`since` is the first day, `until` the day after the last; `became` are the codes that stand in its place then.

By the `name_key`, the name without what says the kind of place, a ledger's village is found among those of a country.
"""

# ---- Follower


def division_changes(before: Iterable[Row], recorded: Iterable[Recorded]) -> Change | None:
    """What facts about divisions change; a code loaded again has its later name, and parents are found anew."""
    rows = sorted(tuple(row) for row in before)
    periods = _periods(rows)
    for entry in recorded:
        match entry.fact:
            case DivisionsLoaded():
                name_periods.load(periods, entry.fact, shanghai_date(entry.occurred_at))
            case DivisionsChanged():
                for change in entry.fact.changes:
                    name_periods.change(periods, change, entry.fact.effective_on)
    return difference(DIVISION_NAMES, rows, division_rows(periods))


def division_rows(periods: Periods) -> list[DivisionRow]:
    """One row for each division and name, by code and first day."""
    known = {code for code, named in periods.items() if named}
    return [
        DivisionRow(
            code=code,
            since=day_text(period.since),
            until=day_text(period.until),
            name=period.name,
            level=str(level_of(code)),
            parent=nearest_above(code, known),
            became=",".join(period.became),
            name_key=name_key(code, period.name),
        )
        for code in sorted(periods)
        for period in periods[code]
    ]


def _periods(rows: Iterable[Row]) -> Periods:
    periods: Periods = {}
    for stored in rows:
        row = DivisionRow(*stored)
        period = Period(
            since=date.fromisoformat(row.since),
            until=date.fromisoformat(row.until) if row.until else None,
            name=row.name,
            became=tuple(row.became.split(",")) if row.became else (),
        )
        periods.setdefault(row.code, []).append(period)
    return periods


# ---- Queries


_AT_ONCE = 500


class DivisionNames:
    """Names by code; a code that is not loaded stands for itself, so that no list shows a blank."""

    def __init__(self, names: dict[str, str]) -> None:
        self._names = names

    def name(self, code: str) -> str:
        """What the division is called now; its code where the name is not known."""
        return self._names.get(code, code)

    def of_household(self, row: Found[Any]) -> dict[str, object]:
        """What every list says first of a household: its number, its id, and its village with the name."""
        place = {"village": row.village, "village_name": self.name(row.village)}
        return {"household": row.number, "id": row.household, **place}


def names_of(connection: Connection, codes: Iterable[str], on: date | None = None) -> DivisionNames:
    """
    The names of these divisions as of the connection's snapshot, those of a day; without one the last that are known.

    A division that is no longer there, or not yet, has the name nearest to the day: old reports stay readable.
    """
    columns, wanted = DIVISION_NAMES.c, sorted(set(codes))
    names: dict[str, str] = {}
    for first in range(0, len(wanted), _AT_ONCE):
        query = select(columns.code, columns.since, columns.name).where(
            columns.code.in_(wanted[first : first + _AT_ONCE])
        )
        for row in connection.execute(query.order_by(columns.code, columns.since)):
            if row.code not in names or on is None or row.since <= on:
                names[row.code] = row.name
    return DivisionNames(names)


class NamedDivision(ListRow, frozen=True, kw_only=True):
    """
    A division on a day: its name then, since when it has it, the first day on which it is gone or another name counts.
    """

    title = Label("共 {} 个区划", "{} divisions")
    on_screen = ("code", "name", "level", "since", "until")

    code: Annotated[str, column("代码", "code")]
    name: Annotated[str, column("名称", "name")]
    level: Annotated[DivisionLevel, column("级别", "level")]
    parent: Annotated[str | None, column("上级代码", "code above")]
    since: Annotated[date | None, column("自", "from")]
    until: Annotated[date | None, column("至（不含）", "until")]


def named_divisions(engine: Engine, *, on: date, region: str | None = None) -> Answer[NamedDivision]:
    """The divisions that stand on a day, by code. Raises DivisionCodeError."""
    columns = DIVISION_NAMES.c
    stands = (columns.since <= on) & (columns.until.is_(None) | (columns.until > on))
    query = select(DIVISION_NAMES).where(stands, in_region(columns.code, region)).order_by(columns.code)
    with reading(engine) as connection:
        rows = connection.execute(query)
        return answer(
            connection,
            [listed(NamedDivision, row, since=None if row.since == date.min else row.since) for row in rows],
            None,
        )


def stored_divisions(
    connection: Connection, edition: Edition = IN_USE, *, recorded: Iterable[Recorded] | None = None
) -> list[Row]:
    """
    Every row as it is stored; with `recorded` those of the provinces that these facts concern, which is all they
    change.
    """
    table = edition.of(DIVISION_NAMES)
    provinces = (
        None if recorded is None else {code[:_PROVINCE_DIGITS] for entry in recorded for code in _codes(entry.fact)}
    )
    return raw_rows(connection, table, *(() if provinces is None else (_within(table.c.code, sorted(provinces)),)))


def _codes(fact: Fact) -> Iterator[str]:
    match fact:
        case DivisionsLoaded():
            yield from (entry.code for entry in fact.divisions)
        case DivisionsChanged():
            yield from (code for change in fact.changes for code in change.codes)
            yield from (entry.code for change in fact.changes for entry in change.into)


def _within(code: ColumnElement[str], provinces: Iterable[str]) -> ColumnElement[bool]:
    ranges = ((digits.ljust(FULL_LENGTH, "0"), digits.ljust(FULL_LENGTH, "9")) for digits in provinces)
    return or_(False, *((code >= first) & (code <= last) for first, last in ranges))


def divisions(engine: Engine, on: date | None = None) -> Divisions:
    """
    The tree for resolving names, as it stands on a day; without one as it stands after all changes that are known.

    Divisions that have ended are in it, with what became of them, and names from before they were renamed; those that do
    not stand yet are not.
    """
    with reading(engine) as connection:
        return standing_on(stored_divisions(connection), on or date.max)


def standing_on(rows: Iterable[Row], day: date) -> Divisions:
    """The tree of these stored rows on a day."""
    return tree_on(_periods(rows), day)

"""Divisions have the names of the day a list is about; a code never shows a blank (ADR 0019)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from casework.domain.calendar.work_calendar import SHANGHAI
from casework.domain.codes.offices import ChangeKind
from casework.domain.fact import Fact, Recorded
from casework.domain.facts.office.divisions import DivisionChange, DivisionEntry, DivisionsChanged, DivisionsLoaded
from projections.as_of.scratch import scratch_engine
from projections.lists.division_names import (
    DIVISION_NAMES,
    DivisionNames,
    division_changes,
    divisions,
    named_divisions,
    names_of,
    stored_divisions,
)
from projections.storage.columns import Row
from projections.storage.engine import reading, writing
from projections.storage.tables import Change
from projections.storage.writer import write
from tests.support.households.stories import HOUSEHOLD_ID

TOWN, RICE, EARS, NEW = "990101001000", "990101001001", "990101001002", "990101001009"
MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)
DAY = timedelta(days=1)


def told(fact: Fact, on: date = date(2026, 2, 1)) -> Recorded:
    """The fact as recorded at nine on a day."""
    moment = datetime(on.year, on.month, on.day, 9, tzinfo=SHANGHAI)
    return Recorded(
        originator_id=HOUSEHOLD_ID,
        originator_version=1,
        timestamp=moment,
        occurred_at=moment,
        by="clerk",
        command_id="",
        fact=fact,
    )


def loaded(*entries: tuple[str, str], on: date = date(2026, 2, 1)) -> Recorded:
    names = tuple(DivisionEntry(code=code, name=name) for code, name in entries)
    return told(DivisionsLoaded(county="990101", divisions=names), on)


def changed(kind: ChangeKind, *codes: str, into: tuple[str, str], on: date) -> Recorded:
    entry = DivisionEntry(code=into[0], name=into[1])
    return told(DivisionsChanged(effective_on=on, changes=(DivisionChange(kind=kind, codes=codes, into=(entry,)),)))


TABLE = loaded((TOWN, "五镰镇"), (RICE, "禾坪村"), (EARS, "双穗村"))
RENAMED = changed(ChangeKind.RENAMED, RICE, into=(RICE, "禾湾村"), on=MARCH)
MERGED = changed(ChangeKind.MERGED, RICE, EARS, into=(NEW, "禾穗村"), on=APRIL)


@pytest.fixture
def engine() -> Iterator[Engine]:
    """Empty read models."""
    made = scratch_engine(0)
    yield made
    made.dispose()


def follow(engine: Engine, *entries: Recorded) -> None:
    """The facts are in the read model."""
    with writing(engine) as connection:
        change = division_changes(stored_divisions(connection), entries)
        write(connection, [change] if change else [])


def names(engine: Engine, on: date | None = None) -> DivisionNames:
    with reading(engine) as connection:
        return names_of(connection, (RICE, EARS, NEW, TOWN), on)


def test_a_division_has_the_name_of_the_day(engine: Engine) -> None:
    """Renamed from 1 March: the day before it has the old name, on the day the new one."""
    follow(engine, TABLE, RENAMED)
    assert names(engine, MARCH - DAY).name(RICE) == "禾坪村"
    assert names(engine, MARCH).name(RICE) == "禾湾村"
    assert names(engine).name(RICE) == "禾湾村"


def test_a_code_never_shows_a_blank(engine: Engine) -> None:
    """A merged village keeps its last name, one to come has its first; a code nobody knows stands for itself."""
    follow(engine, TABLE, RENAMED, MERGED)
    assert [names(engine, day).name(RICE) for day in (APRIL - DAY, MAY)] == ["禾湾村", "禾湾村"]
    assert [names(engine, day).name(NEW) for day in (MARCH, MAY)] == ["禾穗村", "禾穗村"]
    assert names(engine, MAY).name("990109999999") == "990109999999"


def test_the_tree_stands_as_of_a_day(engine: Engine) -> None:
    """Before the merger two villages, after it one, with what the others became."""
    follow(engine, TABLE, MERGED)
    before, after = divisions(engine, APRIL - DAY), divisions(engine, APRIL)
    assert [before.stands(code) for code in (RICE, EARS, NEW)] == [True, True, False]
    assert [after.stands(code) for code in (RICE, EARS, NEW)] == [False, False, True]
    assert (before.became, after.became) == ({}, {RICE: (NEW,), EARS: (NEW,)})
    assert [row.code for row in named_divisions(engine, on=APRIL).rows] == [TOWN, NEW]
    listed = named_divisions(engine, on=APRIL - DAY, region="990101001").rows
    assert [(row.code, row.since, row.until) for row in listed] == [
        (TOWN, None, None),
        (RICE, None, APRIL),
        (EARS, None, APRIL),
    ]
    assert [row.parent for row in listed] == [None, TOWN, TOWN]


def test_a_table_loaded_later_names_what_stands_on_its_day(engine: Engine) -> None:
    """A table of February leaves the name announced for March; one of March changes it; a former village stays former."""
    follow(engine, TABLE, RENAMED, MERGED)
    follow(engine, loaded((RICE, "禾平村"), on=date(2026, 2, 10)))
    assert [names(engine, day).name(RICE) for day in (MARCH - DAY, MARCH)] == ["禾平村", "禾湾村"]
    follow(engine, loaded((RICE, "禾弯村"), on=MARCH))
    assert [names(engine, day).name(RICE) for day in (MARCH - DAY, MARCH)] == ["禾平村", "禾弯村"]
    follow(engine, loaded((RICE, "旧村"), on=MAY))
    assert divisions(engine, MAY).became[RICE] == (NEW,)


CODES = st.sampled_from((RICE, EARS, NEW))
NAMES = st.sampled_from(("禾坪村", "双穗村", "禾穗村"))
ENTRIES = st.one_of(
    st.builds(lambda code, name, on: loaded((code, name), on=on), CODES, NAMES, st.dates(MARCH, MAY)),
    st.builds(
        lambda kind, code, into, name, on: changed(kind, code, into=(into, name), on=on),
        st.sampled_from(ChangeKind),
        CODES,
        CODES,
        NAMES,
        st.dates(MARCH, MAY),
    ),
)


@given(entries=st.lists(ENTRIES, max_size=8), page=st.integers(1, 3))
def test_followed_page_by_page_is_made_anew(entries: list[Recorded], page: int) -> None:
    """Whatever is told in whatever order, pages of any size leave the rows that one reading makes."""
    whole: list[Row] = _after([], division_changes([], entries))
    followed: list[Row] = []
    for first in range(0, len(entries), page):
        followed = _after(followed, division_changes(followed, entries[first : first + page]))
    assert followed == whole
    keys = [row[: len(DIVISION_NAMES.primary_key)] for row in whole]
    assert len(keys) == len(set(keys))


def _after(rows: list[Row], change: Change | None) -> list[Row]:
    if change is None:
        return rows
    gone = set(change.gone)
    return sorted([row for row in rows if row[:2] not in gone] + list(change.rows))


def test_former_names_are_those_of_the_same_division(engine: Engine) -> None:
    """Renamed twice, it is known by both; one that was merged away and founded anew with its code is another."""
    facts = [
        loaded((TOWN, "五镰镇"), (RICE, "禾坪村"), (EARS, "双穗村"), (NEW, "新村")),
        changed(ChangeKind.RENAMED, RICE, into=(RICE, "禾湾村"), on=MARCH),
        changed(ChangeKind.RENAMED, RICE, into=(RICE, "朝阳村"), on=APRIL),
        changed(ChangeKind.MERGED, EARS, into=(NEW, "新村"), on=MARCH),
        changed(ChangeKind.SPLIT, NEW, into=(EARS, "穗湾村"), on=APRIL),
    ]
    follow(engine, *facts)
    assert divisions(engine, MARCH).former == {RICE: ("禾坪村",)}
    assert divisions(engine, MAY).former == {RICE: ("禾坪村", "禾湾村")}
    assert divisions(engine, MARCH - DAY).former == {}


@pytest.mark.parametrize("renamed_first", [True, False])
def test_what_began_and_ended_on_one_day_leads_on(engine: Engine, renamed_first: bool) -> None:
    """Merged and moved from one day: the villages became the moved one, and the code between never stood."""
    there = "990102007009"
    between = (
        [changed(ChangeKind.RENAMED, RICE, into=(RICE, "朝阳村"), on=MARCH)]
        if renamed_first
        else [changed(ChangeKind.RENAMED, EARS, into=(EARS, "朝阳村"), on=MARCH)]
    )
    follow(
        engine,
        loaded((TOWN, "五镰镇"), ("990102007000", "谷雨镇"), (RICE, "禾坪村"), (EARS, "双穗村")),
        *between,
        changed(ChangeKind.MERGED, RICE, EARS, into=(NEW, "禾穗村"), on=MARCH),
        changed(ChangeKind.MOVED, NEW, into=(there, "禾穗村"), on=MARCH),
    )
    tree = divisions(engine, MARCH)
    assert [tree.successors(code) for code in (RICE, EARS)] == [(there,), (there,)]
    assert (NEW in tree.by_code, tree.stands(there), tree.name(there)) == (False, True, "禾穗村")
    assert divisions(engine, MARCH - DAY).stands(RICE)

"""Read models as of an earlier position say what the followed ones said there; those of a moment what held (ADR 0017)."""

from __future__ import annotations

import random
from datetime import date, timedelta
from unittest.mock import patch
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import Engine, create_engine

from casework.domain.codes.offices import ChangeKind
from casework.domain.codes.service.assistance import Level
from casework.domain.decisions.service.levels import set_level
from casework.domain.fact import Fact, Recorded, topic_of
from casework.domain.facts.office.divisions import DivisionChange, DivisionEntry, DivisionsChanged, DivisionsLoaded
from casework.domain.rights.everywhere import EVERYWHERE
from projections.as_of.as_of import AsOf, read_models_as_of, source_prefixes
from projections.as_of.true_at import state_at
from projections.following.catch_up import catch_up
from projections.following.follower import Follower, FollowerStoppedError
from projections.lists.board import BOARD, Board
from projections.storage.columns import Row
from projections.storage.engine import read_engine
from tests.support.households.life_stories import (
    MORNING,
    OTHER_VILLAGE,
    VILLAGE,
    World,
    a_batch_id,
    a_full_life,
    a_random_world,
    correct,
    register,
)
from tests.support.households.rule_books import BOOK, BOOKS
from tests.support.installations.table_rows import all_rows

NOTHING = create_engine("sqlite://")
"""Whoever sees everything is not asked where households are now."""


def as_of(world: World, wanted: AsOf) -> dict[str, list[Row]]:
    """Every row of the read models as of an earlier position."""
    engine = read_models_as_of(world, BOOKS, wanted, scope=EVERYWHERE, now=NOTHING).engine
    rows = all_rows(engine)
    engine.dispose()
    return rows


def until(world: World, position: int) -> World:
    """The world as it was at a position."""
    earlier = World()
    earlier.facts = world.facts[:position]
    return earlier


def followed(world: World, engine: Engine) -> dict[str, list[Row]]:
    """Every row after the world was followed fact by fact."""
    catch_up(World(), engine, BOOKS)
    follower = Follower(world, engine, BOOKS)
    while follower.step(3):
        pass
    return all_rows(engine)


@settings(max_examples=15)
@given(seed=st.integers(0, 10_000), share=st.floats(0, 1))
def test_read_models_as_of_a_position_are_the_followed_ones_of_then(
    tmp_path_factory: pytest.TempPathFactory, seed: int, share: float
) -> None:
    """Whatever happened, and at every position: the same rows in every table, corrections and relapses included."""
    world = a_random_world(seed, households=4, steps=60)
    position = int(share * len(world.facts))
    engine = read_engine(f"sqlite:///{tmp_path_factory.mktemp('then') / 'read.sqlite'}")
    then = followed(until(world, position), engine)
    engine.dispose()
    assert as_of(world, AsOf(position=position)) == then


def test_a_region_and_a_household_are_read_alone() -> None:
    """Only the region's streams are read; what they give is what everything gives."""
    world = World()
    mine, other = register(world), register(world, "H2", village=OTHER_VILLAGE)
    everything = as_of(world, AsOf(position=len(world.facts)))
    for wanted in (AsOf(position=len(world.facts), region=VILLAGE), AsOf(position=len(world.facts), household=mine)):
        rows = as_of(world, wanted)
        assert rows["rm_board"] == [row for row in everything["rm_board"] if row[0] == mine.bytes]
        assert {row[0] for row in rows["rm_deadline_list"]} == {mine.bytes}
    assert as_of(world, AsOf(position=2, household=other))["rm_board"] == []


def test_only_the_tables_that_are_asked_are_filled() -> None:
    """A list needs no history."""
    world = World()
    a_full_life(world)
    engine = read_models_as_of(
        world, BOOKS, AsOf(position=len(world.facts)), tables=(BOARD,), scope=EVERYWHERE, now=NOTHING
    ).engine
    rows = all_rows(engine)
    engine.dispose()
    assert {name for name, found in rows.items() if found} == {BOARD.name}


def test_names_and_imports_are_those_of_then() -> None:
    """A division that was renamed later has its old name."""
    world, divisions = World(), a_batch_id("divisions")
    register(world)
    world.add(divisions, _named("禾坪村"))
    before = len(world.facts)
    world.add(divisions, _named("新禾村"))
    for position, name in ((before - 1, VILLAGE), (before, "禾坪村"), (before + 1, "新禾村")):
        engine = read_models_as_of(
            world, BOOKS, AsOf(position=position), tables=(BOARD,), scope=EVERYWHERE, now=NOTHING
        ).engine
        assert [row.village_name for row in Board(engine).households(scope=EVERYWHERE).rows] == [name]
        engine.dispose()


def test_an_unreadable_entry_sets_its_household_aside_only_after_it() -> None:
    """As of a position before it, nothing is amiss; a reference entry that cannot be read refuses the whole."""
    world = World()
    household = register(world)
    before = len(world.facts)
    world.spoil(household)
    assert as_of(world, AsOf(position=before))["rm_parked"] == []
    then = as_of(world, AsOf(position=before + 1))
    assert (len(then["rm_parked"]), len(then["rm_board"])) == (1, 1)
    held = as_of(world, AsOf(position=before + 1, true_at=MORNING))
    assert (held["rm_parked"], held["rm_board"]) == (then["rm_parked"], then["rm_board"])
    world.spoil(a_batch_id("divisions"))
    with pytest.raises(FollowerStoppedError):
        as_of(world, AsOf(position=before + 2))


@settings(max_examples=10)
@given(seed=st.integers(0, 10_000))
def test_when_nothing_was_late_what_held_is_what_was_known(seed: int) -> None:
    """Entries made at once: true at a moment and as of that moment are the same households, corrections apart."""
    world = a_random_world(seed, households=3, steps=40)
    facts = [(position, entry) for position, entry in world.facts if isinstance(entry, Recorded)]
    _, entry = random.Random(seed).choice(facts)
    last = max(each for each, other in facts if other.timestamp <= entry.timestamp)
    corrected = {each.originator_id for at, each in facts if at > last and topic_of(each.fact) == "entry-corrected"}
    known = as_of(world, AsOf(position=last))["rm_deadline_list"]
    held = as_of(world, AsOf(position=len(world.facts), true_at=entry.timestamp))["rm_deadline_list"]
    assert [row for row in held if UUID(bytes=row[0]) not in corrected] == [
        row for row in known if UUID(bytes=row[0]) not in corrected
    ]


def test_a_correction_counts_for_what_held() -> None:
    """What was typed wrong on the day was never true: the correction of a week later says what held."""
    world = World()
    household = register(world)
    world.do(household, set_level, level=Level.KEY)
    position = len(world.facts)
    correct(world, household, 3, {"level": "special"}, at=MORNING + timedelta(days=7))
    asked = ((AsOf(position=position), "key"), (AsOf(position=position + 1, true_at=MORNING), "special"))
    for wanted, level in asked:
        engine = read_models_as_of(world, BOOKS, wanted, tables=(BOARD,), scope=EVERYWHERE, now=NOTHING).engine
        assert [row.level for row in Board(engine).households(scope=EVERYWHERE).rows] == [level]
        engine.dispose()


def test_late_entries_stand_where_they_happened() -> None:
    """A level set on the 2nd and entered on the 9th held on the 2nd; later versions are left out with a gap."""
    world = World()
    household = register(world)
    later = MORNING + timedelta(days=7)
    world.do(household, set_level, level=Level.KEY, at=later)
    (entry,) = world.do(household, set_level, level=Level.SPECIAL, at=later)
    world.facts[-1] = (len(world.facts), replace(entry, occurred_at=MORNING))
    folded = state_at(household, world.streams([household])[household], MORNING, BOOK).after
    assert folded is not None
    assert folded.household.episode is not None
    assert (folded.household.episode.level, folded.household.version) == (Level.SPECIAL, 4)


def test_what_cannot_be_told_that_way_is_set_aside() -> None:
    """A household whose later entries make no sense without the ones left out is named, never guessed."""
    world = World()
    household = register(world)
    with patch("projections.as_of.true_at.fold_history", side_effect=KeyError("secret")):
        told = state_at(household, world.streams([household])[household], MORNING, BOOK)
    assert told.after is None
    assert told.parked is not None
    assert told.parked.reason == "KeyError"


@pytest.mark.parametrize(
    ("region", "prefixes"),
    [
        (None, tuple("123456789")),
        ("510802", ("510802", "510811203")),
        ("510802101203", ("510802101201", "510802101202", "510802101203", "510811203")),
        ("510802101", ("510802101", "510811203")),
        ("510811203204", ("510811203204",)),
        ("510811", ("510811",)),
    ],
)
def test_households_carried_into_a_region_are_looked_for_where_they_come_from(
    region: str | None, prefixes: tuple[str, ...]
) -> None:
    """Ids keep the first village: the streams of merged and moved divisions are read too, one after the other."""
    world, divisions = World(), a_batch_id("divisions")
    world.add(
        divisions,
        _changed(ChangeKind.MERGED, ("510802101201", "510802101202"), "510802101203"),
        _changed(ChangeKind.MOVED, ("510811203000",), "510802101201"),
    )
    reference = [(position, entry) for position, entry in world.facts if isinstance(entry, Recorded)]
    assert source_prefixes(region, reference) == prefixes


def _named(name: str) -> Fact:
    return DivisionsLoaded(county="510802", divisions=(DivisionEntry(code=VILLAGE, name=name),))


def _changed(kind: ChangeKind, codes: tuple[str, ...], into: str) -> Fact:
    change = DivisionChange(kind=kind, codes=codes, into=(DivisionEntry(code=into, name="新村"),))
    return DivisionsChanged(effective_on=date(2026, 4, 1), changes=(change,))

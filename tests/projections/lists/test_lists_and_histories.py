"""What a list says of a household is what its history comes to, and what its page says too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import pytest
from msgspec import UNSET
from msgspec.structs import replace
from sqlalchemy import Engine

from casework.domain.codes.stages import Stage
from casework.domain.deadlines.instances import instances
from casework.domain.fact import Fact
from casework.domain.facts.catalogue import FACTS
from casework.domain.household.evolution.evolve import fold_history
from casework.domain.household.stages import stage_of
from casework.domain.household.state import Household
from casework.domain.rights.everywhere import EVERYWHERE
from projections.following import changes
from projections.following.catch_up import catch_up
from projections.lists import board
from projections.lists.board import Board
from projections.lists.deadline_list import deadline_rows
from projections.lists.entries.history import History, history_row
from projections.lists.overdue_list import Overdue
from projections.storage.engine import read_engine
from tests.support.households.life_stories import MORNING, RULES, World, a_random_world
from tests.support.households.rule_books import BOOK, BOOKS

LATER = MORNING + timedelta(days=200)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """Read models that hold nothing yet."""
    made = read_engine(f"sqlite:///{tmp_path / 'casework.sqlite'}")
    yield made
    made.dispose()


@pytest.mark.parametrize("seed", range(3))
def test_the_board_says_what_the_history_comes_to(engine: Engine, seed: int) -> None:
    """Stage, episode, cadre, level and last entry of every household."""
    world = followed(engine, seed)
    assert listed(engine) == {state.id: as_listed(state) for state in states(world)}


def test_a_board_that_says_otherwise_is_found(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: a list with a rule of its own for the stage."""
    monkeypatch.setattr(board, "stage_of", lambda household: Stage.REGISTERED)
    world = followed(engine, 0)
    assert listed(engine) != {state.id: as_listed(state) for state in states(world)}


@pytest.mark.parametrize("seed", range(3))
def test_the_overdue_list_says_what_the_deadlines_come_to(engine: Engine, seed: int) -> None:
    """Every unmet deadline of the past stands in it, and no other."""
    world = followed(engine, seed)
    assert overdue(engine) == as_due(world)


def test_an_overdue_list_that_leaves_one_out_is_found(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: a follower that loses a deadline of each household."""
    monkeypatch.setattr(changes, "deadline_rows", lambda folded: deadline_rows(folded)[1:])
    world = followed(engine, 0)
    assert overdue(engine) != as_due(world)


@pytest.mark.parametrize("seed", range(3))
def test_the_page_of_a_household_says_what_the_list_and_the_log_say(engine: Engine, seed: int) -> None:
    """
    The history has as many entries as the board's last one says, each of them once, and each is the fact of the log.
    """
    world = followed(engine, seed)
    for entry in Board(engine).households(scope=EVERYWHERE).rows:
        assert paged(engine, entry.id) == as_recorded(world, entry.id)
        assert len(paged(engine, entry.id)) == entry.version


@pytest.mark.parametrize(
    "changed", [{"version": 7}, {"by": "somebody-else"}, {"topic": "household-reported"}, {"fields": "{}"}]
)
def test_a_history_that_says_otherwise_is_found(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, changed: dict[str, Any]
) -> None:
    """The controls: an entry under another number, by another account, as another fact, without its values."""
    monkeypatch.setattr(changes, "history_row", lambda *entry: history_row(*entry)._replace(**changed))
    world = followed(engine, 0)
    household = Board(engine).households(scope=EVERYWHERE).rows[0].id
    try:
        assert paged(engine, household) != as_recorded(world, household)
    except msgspec.ValidationError:
        assert set(changed) <= {"topic", "fields"}


def overdue(engine: Engine) -> set[tuple[UUID, str, str]]:
    """What the overdue list says."""
    return {
        (row.id, row.deadline, row.occurrence) for row in Overdue(engine, BOOK).list(now=LATER, scope=EVERYWHERE).rows
    }


def as_due(world: World) -> set[tuple[UUID, str, str]]:
    """What it has to say."""
    return {
        (state.id, each.deadline, each.occurrence)
        for state in states(world)
        for each in instances(state, RULES, until=LATER)
        if each.unmet and each.due_at is not None and each.due_at <= LATER
    }


def paged(engine: Engine, household: UUID) -> list[tuple[int, str, Fact]]:
    """What the page says was recorded: number, account and fact, the clear values alone."""
    rows = History(engine, BOOK).of(household=household, scope=EVERYWHERE).rows
    return [(row.version, row.by, msgspec.convert({"fact": row.fact} | row.fields, FACTS[row.fact])) for row in rows]


def as_recorded(world: World, household: UUID) -> list[tuple[int, str, Fact]]:
    """What it has to say."""
    return [(entry.version, entry.by, clear(entry.fact)) for entry in world.stream(household)]


def clear(fact: Fact) -> Fact:
    """The fact without its personal data."""
    return replace(fact, private=UNSET) if "private" in fact.__struct_fields__ else fact


def followed(engine: Engine, seed: int) -> World:
    """A world of random lives, followed to its end."""
    world = a_random_world(seed, households=6, steps=80)
    catch_up(world, engine, BOOKS)
    return world


def states(world: World) -> list[Household]:
    """Every registered household as its history leaves it."""
    ids = {entry.originator_id for _, entry in world.facts}
    folded = (fold_history(household, world.stream(household)) for household in ids)
    return [state for state in folded if state.known]


def as_listed(state: Household) -> tuple[Any, ...]:
    """What a list has to say of the household."""
    episode = state.episode
    if episode is None:
        return (stage_of(state), None, state.cadre, state.level, state.version)
    return (stage_of(state), episode.number, state.cadre, state.level, state.version)


def listed(engine: Engine) -> dict[UUID, tuple[Any, ...]]:
    """What the board says of each household."""
    rows = Board(engine).households(scope=EVERYWHERE).rows
    return {row.id: (row.stage, row.episode, row.cadre, row.level, row.version) for row in rows}

"""One process at a time has the turn, and nobody who stands still keeps it (S6)."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from projections.storage.engine import read_engine
from scheduler.records.lease import Lease
from scheduler.records.tables import ensure_tables


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = read_engine(database_url)
    ensure_tables(made)
    ensure_tables(made)
    yield made
    made.dispose()


def test_one_has_the_turn(engine: Engine) -> None:
    """Who has it takes it again; another one has to wait."""
    mine, yours = Lease(engine, "sweep"), Lease(engine, "sweep")

    assert mine.take(60)
    assert mine.take(60)
    assert not yours.take(60)
    assert yours.held_by() == mine.holder


def test_a_turn_ends_by_itself(engine: Engine) -> None:
    """A holder that is frozen or killed loses its turn by the database's clock."""
    frozen, other = Lease(engine, "sweep"), Lease(engine, "sweep")
    assert frozen.take(0.2)
    assert not other.take(60)

    time.sleep(0.3)

    assert other.take(60)
    assert not frozen.take(60)


def test_a_turn_is_given_back(engine: Engine) -> None:
    """A process that ends in good order keeps nobody waiting, and takes nothing from others."""
    mine, yours = Lease(engine, "sweep"), Lease(engine, "sweep")
    mine.take(60)
    yours.give_back()
    assert not yours.take(60)

    mine.give_back()

    assert mine.held_by() is None
    assert yours.take(60)


def test_turns_of_different_jobs_are_apart(engine: Engine) -> None:
    """Who sweeps does not keep another one from judging."""
    assert Lease(engine, "sweep").take(60)
    assert Lease(engine, "judgement").take(60)

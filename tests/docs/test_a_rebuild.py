"""The promise of docs/how-to/a-rebuild.md: read models can be made anew, and are then what they were."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, delete

from projections.following.catch_up import catch_up
from projections.following.rebuild import rebuild
from projections.lists.board import BOARD
from projections.storage.engine import read_engine, writing
from tests.support.households.life_stories import World, a_full_life, register
from tests.support.households.rule_books import BOOKS
from tests.support.installations.table_rows import all_rows


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """Read models on a fresh database."""
    engine = read_engine(database_url)
    yield engine
    engine.dispose()


# page: test
def test_a_rebuild_brings_back_what_was_lost(engine: Engine) -> None:
    """A board that lost its rows is whole again, and everything else is row for row the same."""
    log = World()
    a_full_life(log, "H1")
    register(log, "H2")
    catch_up(log, engine, BOOKS)
    before = all_rows(engine)
    with writing(engine) as connection:
        connection.execute(delete(BOARD))
    assert rebuild(log, engine, BOOKS) == log.last_position()
    assert all_rows(engine) == before
    # page: end


def test_the_loss_is_real(engine: Engine) -> None:
    """Without the rebuild the rows stay lost: following alone does not bring them back."""
    log = World()
    register(log, "H1")
    catch_up(log, engine, BOOKS)
    with writing(engine) as connection:
        connection.execute(delete(BOARD))
    catch_up(log, engine, BOOKS)
    assert all_rows(engine)[BOARD.name] == []

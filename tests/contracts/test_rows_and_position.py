"""Rows and position move in one transaction: a follower that dies between them has done neither."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any
from unittest.mock import patch

import pytest
from sqlalchemy import Connection, Engine

from casework.application.log.encoding.keys import KeyRing
from projections.following import follower, page_rows
from projections.following.advance import Advance
from projections.following.changes import household_changes
from projections.following.follower import Follower
from projections.following.page_rows import Hold
from projections.storage.engine import reading, writing
from projections.storage.position import position_of
from projections.storage.tables import Change, Edition
from projections.storage.writer import write
from tests.support.installations.installations import Office, open_office
from tests.support.installations.table_rows import all_rows

RING = KeyRing.random()

WritePage = Callable[..., Sequence[Advance]]


class DiedError(Exception):
    """The process ends here."""


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with open_office(database_url, RING) as opened:
        opened.at_risk(2)
        opened.catch_up()
        opened.at_risk(2, first=3)
        yield opened


def position(office: Office) -> int:
    with reading(office.engine) as connection:
        return position_of(connection).at


def die_after_writing(*given: Any, **named: Any) -> None:
    write(*given, **named)
    raise DiedError


def one_page(office: Office) -> None:
    """Carry one page and die when its rows are written."""
    carried = Follower(office.log, office.engine, office.casework.books)
    with patch.object(page_rows, "write", die_after_writing), pytest.raises(DiedError):
        carried.step(100)


def test_a_follower_that_dies_has_moved_neither(office: Office) -> None:
    """The rows are gone with the position, and the next follower makes the same ones."""
    before, rows = position(office), all_rows(office.engine)

    one_page(office)

    assert (position(office), all_rows(office.engine)) == (before, rows)
    assert office.catch_up() == office.log.last_position()
    assert len(all_rows(office.engine)["rm_board"]) == 4


def test_the_control_keeps_half(office: Office) -> None:
    """With a transaction that keeps what was done when its process dies, the test above would see it."""
    before = position(office)

    @contextmanager
    def keeping_half(engine: Engine) -> Iterator[Connection]:
        with engine.connect().execution_options(writes=True) as connection:
            transaction = connection.begin()
            try:
                yield connection
            finally:
                transaction.commit()

    with patch.object(page_rows, "writing", keeping_half):
        one_page(office)

    assert position(office) > before


@contextmanager
def ends_with_its_commit(engine: Engine) -> Iterator[Connection]:
    """The process dies with the first transaction that it commits."""
    with writing(engine) as connection:
        yield connection
    raise DiedError


def begun(engine: Engine) -> AbstractContextManager[Connection]:
    """A transaction as the follower begins it, whatever is planted there."""
    made: AbstractContextManager[Connection] = vars(page_rows)["writing"](engine)
    return made


def position_first(
    engine: Engine, advances: Sequence[Advance], edition: Edition, *, hold: Hold, others: Sequence[Change] = ()
) -> Sequence[Advance]:
    """The follower with its position in a transaction of its own, before the rows."""
    with begun(engine) as connection:
        hold(connection)
    with begun(engine) as connection:
        write(connection, [*household_changes(advances), *others], edition)
    return advances


def rows_first(
    engine: Engine, advances: Sequence[Advance], edition: Edition, *, hold: Hold, others: Sequence[Change] = ()
) -> Sequence[Advance]:
    """The same, after the rows."""
    with begun(engine) as connection:
        write(connection, [*household_changes(advances), *others], edition)
    with begun(engine) as connection:
        hold(connection)
    return advances


def is_whole_after_one_commit(office: Office) -> bool:
    """Whether a follower that dies with its first commit leaves the position and the rows of one page, or neither."""
    with patch.object(page_rows, "writing", ends_with_its_commit), pytest.raises(DiedError):
        Follower(office.log, office.engine, office.casework.books).step(100)
    households = len(all_rows(office.engine)["rm_board"])
    return (position(office), households) in {(4, 2), (8, 4)}


def test_one_commit_holds_a_page_and_its_position(office: Office) -> None:
    """Whenever the process ends, what is committed is whole."""
    assert is_whole_after_one_commit(office)
    assert position(office) == office.log.last_position()


@pytest.mark.parametrize("apart", [position_first, rows_first])
def test_the_control_with_a_transaction_of_its_own(office: Office, apart: WritePage) -> None:
    """Planted: the position is moved in a transaction of its own. The test above sees it, whichever comes first."""
    with patch.object(follower, "write_page", apart):
        assert not is_whole_after_one_commit(office)

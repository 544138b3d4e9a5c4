"""Rows and position move in one transaction: a follower that dies between them has done neither."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import pytest
from sqlalchemy import Connection, Engine

from casework.application.log.encoding.keys import KeyRing
from projections.following import page_writing
from projections.following.follower import Follower
from projections.storage.engine import reading
from projections.storage.position import position_of
from projections.storage.writer import write
from tests.support.installations.installations import Office, open_office
from tests.support.installations.table_rows import all_rows

RING = KeyRing.random()


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
    with patch.object(page_writing, "write", die_after_writing), pytest.raises(DiedError):
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

    with patch.object(page_writing, "writing", keeping_half):
        one_page(office)

    assert position(office) > before

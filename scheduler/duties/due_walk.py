"""The walk over what fell due, a chunk at a time, each sweeper on rows of its own (ADR 0010)."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, Engine, RootTransaction, text
from sqlalchemy.exc import DBAPIError

from projections.lists.deadline_list import Due, due_households
from projections.storage.engine import reading

CHUNK = 500
"""So many deadlines are taken together; a household is decided whole."""

FROZEN_SECONDS = 15
"""A sweeper that stands still so long loses its rows; shorter than a follower waits for a row."""


def walk(engine: Engine, now: datetime, *, seen: set[UUID], apart: bool, chunk: int = CHUNK) -> Generator[set[UUID]]:
    """
    The households in which something is due at `now`, in chunks, in the order in which it fell due; no household twice.

    Those handed out are added to `seen`, and those in it are left out. With `apart`, on PostgreSQL, the rows of a chunk
    are held until the next one is asked for, and those that another sweeper holds are left to it.
    """
    after: Due | None = None
    while True:
        with _rows(engine, now, after, chunk, apart) as rows:
            fresh = {row.household for row in rows} - seen
            seen |= fresh
            if fresh:
                yield fresh
        if not rows:
            return
        after = rows[-1]


@contextmanager
def _rows(engine: Engine, now: datetime, after: Due | None, chunk: int, apart: bool) -> Iterator[list[Due]]:
    if not (apart and engine.dialect.name == "postgresql"):
        with reading(engine) as connection:
            rows = due_households(connection, now=now, after=after, limit=chunk)
        yield rows
        return
    with engine.connect() as connection:
        transaction = connection.begin()
        connection.execute(text(f"SET LOCAL idle_in_transaction_session_timeout = '{FROZEN_SECONDS}s'"))
        try:
            yield due_households(connection, now=now, after=after, limit=chunk, skip_locked=True)
        finally:
            _let_go(connection, transaction)


def _let_go(connection: Connection, transaction: RootTransaction) -> None:
    """Release the rows; a line that broke meanwhile has released them already, and nothing else rests on them."""
    try:
        transaction.rollback()
    except DBAPIError:
        connection.invalidate()

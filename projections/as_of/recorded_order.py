"""Where in the log recorded time ran back: a list of then has to know of it, for it is found by the order of time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, insert, select

from casework.application.inquiries.known_at import Pages
from casework.domain.fact import Recorded
from projections.storage.engine import reading, writing
from projections.storage.position import ORDER_BREAKS, Position, position_of, set_position

TOLERANCE = timedelta(minutes=1)
"""Writers at the same moment may store in another order than their times; that is no break."""

_READ = "recorded-order"
_PAGE = 20_000


def order_breaks(source: Pages, engine: Engine, until: int) -> tuple[int, ...]:
    """
    The positions up to `until` at which recorded time ran back; none in a log that one clock has kept.

    Each entry is looked at once: how far that is done is remembered. The log stands still up to `until`.
    """
    with reading(engine) as connection:
        done = position_of(connection, _READ).at
    if done < until:
        found = list(_found(source, done, until))
        with writing(engine) as connection:
            if position_of(connection, _READ).at == done:
                _remember(connection, found, until)
    with reading(engine) as connection:
        positions = connection.scalars(select(ORDER_BREAKS.c.position).where(ORDER_BREAKS.c.position <= until))
        return tuple(sorted(positions))


def _remember(connection: Connection, found: list[int], until: int) -> None:
    if found:
        connection.execute(insert(ORDER_BREAKS), [{"position": position} for position in found])
    set_position(connection, _READ, Position(at=until))


def _found(source: Pages, done: int, until: int) -> Iterator[int]:
    before: datetime | None = None
    after = max(done - 1, 0)
    while page := source.page(after, _PAGE):
        for position, entry in page:
            if position > until:
                return
            if not isinstance(entry, Recorded):
                continue
            if before is not None and position > done and before - entry.timestamp > TOLERANCE:
                yield position
            before = entry.timestamp
        after = page[-1][0]

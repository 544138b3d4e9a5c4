"""In which households a reminder or a step is to be decided: what the sweep walks through (design, 7)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from msgspec import Struct
from sqlalchemy import Connection, and_, literal, or_, select, tuple_

from casework.domain.fact import Moment
from projections.columns import HouseholdId, MomentNumber
from projections.deadline_list import DEADLINES


class Due(Struct, frozen=True, kw_only=True):
    """A household in which a reminder or a step is to be decided, and since when: the place in the sweep's walk."""

    since: Moment
    household: UUID


def due_households(
    connection: Connection, *, now: datetime, after: Due | None = None, limit: int = 500, skip_locked: bool = False
) -> list[Due]:
    """
    The next households in which a reminder or a step is due at `now`, walking on after `after`.

    A household stands there once for each of its deadlines. With `skip_locked` (PostgreSQL) the rows stay locked until
    the transaction ends, and those another sweeper holds are left out.
    """
    table = DEADLINES.c
    reminder = and_(table.remind_at <= now, table.due_at > now)
    query = (
        select(table.wakes_at, table.household)
        .where(table.wakes_at <= now, or_(reminder, table.next_step_at <= now))
        .order_by(table.wakes_at, table.household)
        .limit(limit)
    )
    if after is not None:
        query = query.where(
            tuple_(table.wakes_at, table.household)
            > tuple_(literal(after.since, MomentNumber), literal(after.household, HouseholdId))
        )
    if skip_locked and connection.dialect.name == "postgresql":
        query = query.with_for_update(skip_locked=True)
    return [Due(since=row.wakes_at, household=row.household) for row in connection.execute(query)]

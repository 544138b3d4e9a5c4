"""What came of duties at a moment: done in time, late or not at all, and those set by law that were missed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, func, literal_column, not_, or_, select

from projections.lists.deadline_list import DEADLINES
from projections.storage.sight import Sight
from projections.storage.tables import SWITCHED


def outcome_column(now: datetime, met: ColumnElement[bool]) -> ColumnElement[str | None]:
    """
    What came of a duty at `now`, as `outcome_of` tells it: `nothing_done`, `done_late`, `in_time` or `logged_late`.

    None while it runs, when it ended unmet, and for a duty that was met and is none of the `met` that are asked for.
    """
    table = DEADLINES.c
    in_time = or_(table.due_at.is_(None), table.met_recorded_at < table.due_at)
    return case(
        (and_(table.unmet == 1, table.due_at <= now), literal_column("'nothing_done'")),
        (not_(met), None),
        (table.met_at >= table.due_at, literal_column("'done_late'")),
        (in_time, literal_column("'in_time'")),
        else_=literal_column("'logged_late'"),
    )


def outcome_counts(
    sight: Sight, *, now: datetime, of: Sequence[ColumnElement[bool]] = ()
) -> dict[UUID, dict[str, int]]:
    """
    How many duties of each household came to what at `now`, by the names of `outcome_column`; what is missing is 0.

    `of` are conditions on the rows of the board, of households that are asked for; without any, of all that are seen.
    """
    table = DEADLINES.c
    came = outcome_column(now, table.met_at.is_not(None)).label("outcome")
    each = [select(table.household, came).where(part).subquery() for part in _parts(sight, of)]
    queries = [
        select(duties.c.household, duties.c.outcome, func.count().label("duties"))
        .where(duties.c.outcome.is_not(None))
        .group_by(duties.c.household, duties.c.outcome)
        for duties in each
    ]
    counts: dict[UUID, dict[str, int]] = {}
    for row in sight.together(queries):
        counts.setdefault(row.household, {})[row.outcome] = row.duties
    return counts


def was_missed(now: datetime) -> ColumnElement[bool]:
    """
    Whether the last day of a deadline set by law passed unmet by `now`, as `outcomes.missed_by_law` tells it.

    Met late, or ended since, it stays so.
    """
    table = DEADLINES.c
    done_at = func.coalesce(table.met_at, table.ended_at)
    return and_(table.law_due_at <= now, or_(table.unmet == 1, done_at >= table.law_due_at))


def missed_counts(sight: Sight, *, now: datetime, of: Sequence[ColumnElement[bool]] = ()) -> dict[UUID, dict[int, int]]:
    """
    How many deadlines set by law were missed by `now`, by household that is seen and episode; what is missing is 0.

    `of` as for `outcome_counts`.
    """
    table = DEADLINES.c
    query = (
        select(table.household, table.episode, func.count().label("duties"))
        .where(was_missed(now))
        .group_by(table.household, table.episode)
    )
    counts: dict[UUID, dict[int, int]] = {}
    for row in sight.together([query.where(part) for part in _parts(sight, of)]):
        counts.setdefault(row.household, {})[row.episode] = row.duties
    return counts


def _parts(sight: Sight, of: Sequence[ColumnElement[bool]]) -> list[ColumnElement[bool]]:
    """A condition for each part of the duties of what is seen, and asked for by the board."""
    if not of:
        return sight.parts(DEADLINES)
    board = SWITCHED.tables["rm_board"]
    asked = (select(board.c.household).where(part, *of) for part in sight.parts(board))
    return [DEADLINES.c.household.in_(each) for each in asked]

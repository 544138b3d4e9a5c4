"""What each cadre carries: households, by stage, and how many are overdue; asked of the board and the deadline list."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, datetime
from typing import Annotated

from sqlalchemy import ColumnElement, Engine, and_, func, not_, or_, select

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.stages import Stage
from casework.domain.columns import ListRow, column
from casework.domain.household.context import NamesHolders
from casework.domain.labels import Label
from casework.domain.rights.scope import Scope
from projections.lists.board import BOARD
from projections.lists.deadline_list import DEADLINES
from projections.lists.filters import stand_in_for
from projections.storage.answers import Answer, answer
from projections.storage.engine import reading
from projections.storage.sight import Sight

# ---- Queries: this read model has no table of its own


class CadreLoad(ListRow, frozen=True, kw_only=True):
    """
    One cadre's load; `cadre` None stands for the open households without one.

    While a cadre is on leave, it is the load of whoever stands in; of `open`, `standing_in` counts those (GY-12d).
    `open` counts households whose episode is open, `overdue` the cadre's overdue deadlines and `overdue_households` the
    households they stand in; `capacity` is how many open ones the cadre can carry and `away_until` the last day of an
    absence, None where nobody has said; `by_stage` counts all households that are the cadre's, or whose last episode was.
    """

    title = Label("工作量", "Workload")
    on_screen = ("cadre", "open", "capacity", "overdue", "overdue_households", "by_stage", "away_until")

    cadre: Annotated[str | None, column("帮扶干部", "cadre", nothing=Label("（尚无帮扶干部）", "(nobody)"))]
    open: Annotated[int, column("在办户数", "open households")]
    overdue: Annotated[int, column("逾期期限", "overdue deadlines")]
    overdue_households: Annotated[int, column("逾期户数", "households overdue")]
    by_stage: Annotated[dict[Stage, int], column("阶段", "by stage")]
    standing_in: Annotated[int, column("其中代管", "of them standing in")] = 0
    capacity: Annotated[int | None, column("承担上限", "capacity")] = None
    away_until: Annotated[date | None, column("外出至", "away until")] = None


class Workload:
    """Who carries how much."""

    def __init__(self, engine: Engine, holders: NamesHolders | None = None) -> None:
        """`holders` say who stands in for whom, once there are accounts."""
        self._engine = engine
        self._holders = holders

    def per_cadre(self, *, scope: Scope, now: datetime, region: str | None = None) -> Answer[CadreLoad]:
        """Every cadre of what is seen of a region by account, the households without one last. Raises DivisionCodeError."""
        with reading(self._engine) as connection:
            today, sight = shanghai_date(now), Sight(connection, scope, region)
            stages, opened, stood_in = _households(sight, today, self._holders)
            late = _overdue(sight, now, today, self._holders)
            cadres = sorted(filter(None, {*stages, *late}))
            cadres_and_nobody = [*cadres, None] if stages[None] else cadres
            return answer(
                connection,
                [
                    CadreLoad(
                        cadre=cadre,
                        open=opened[cadre],
                        overdue=late.get(cadre, (0, 0))[0],
                        overdue_households=late.get(cadre, (0, 0))[1],
                        by_stage=dict(stages[cadre]),
                        standing_in=stood_in[cadre],
                        capacity=self._holders.capacity(cadre) if self._holders and cadre else None,
                        away_until=self._holders.away_until(cadre, today) if self._holders and cadre else None,
                    )
                    for cadre in cadres_and_nobody
                ],
                sight,
            )

    def carried(self, cadre: str) -> int:
        """How many open households are a cadre's own."""
        board = BOARD.c
        with reading(self._engine) as connection:
            mine = select(func.count()).where(board.cadre == cadre, board.open == 1)
            return connection.execute(mine).scalar_one()


def _households(
    sight: Sight, today: date, holders: NamesHolders | None
) -> tuple[defaultdict[str | None, Counter[Stage]], Counter[str | None], Counter[str | None]]:
    """By who has them today: the households by stage, the open ones, and those of them in somebody else's place."""
    stages: defaultdict[str | None, Counter[Stage]] = defaultdict(Counter)
    opened, stood_in = Counter[str | None](), Counter[str | None]()
    board = BOARD.c
    query = (
        select(board.cadre, board.stage, board.open, board.stand_ins, func.count().label("households"))
        .where(or_(board.episode.is_not(None), board.cadre.is_not(None)))
        .group_by(board.cadre, board.stage, board.open, board.stand_ins)
        .order_by(board.stage)
    )
    for row in sight.each(query, BOARD):
        if row.cadre is not None or row.open:
            acting = stand_in_for(row.cadre, row.stand_ins, today, holders)
            has_it = acting or row.cadre
            stages[has_it][Stage(row.stage)] += row.households
            opened[has_it] += row.households if row.open else 0
            stood_in[has_it] += row.households if row.open and acting else 0
    return stages, opened, stood_in


def _overdue(
    sight: Sight, now: datetime, today: date, holders: NamesHolders | None
) -> dict[str | None, tuple[int, int]]:
    """By who owes them today: the overdue deadlines, and the households that they stand in."""
    table = DEADLINES.c
    late = and_(table.unmet == 1, table.due_at <= now, table.account.is_not(None))
    of_board = BOARD.c.household == table.household
    stood_in: ColumnElement[bool] = BOARD.c.stand_ins.is_not(None)
    if holders is not None and (away := holders.acting(today)):
        stood_in = or_(stood_in, table.account.in_({*away, *away.values()}))
    query = (
        select(
            table.account, func.count().label("deadlines"), func.count(table.household.distinct()).label("households")
        )
        .join(BOARD, of_board)
        .where(late, not_(stood_in))
        .group_by(table.account)
    )
    found: dict[str | None, tuple[int, int]] = {}
    for row in sight.each(query, DEADLINES):
        deadlines, distinct = found.get(row.account, (0, 0))
        found[row.account] = (deadlines + row.deadlines, distinct + row.households)
    with_leaves = select(table.account, table.household, BOARD.c.stand_ins).join(BOARD, of_board)
    theirs: defaultdict[str, list[object]] = defaultdict(list)
    for row in sight.each(with_leaves.where(late, stood_in), DEADLINES):
        theirs[stand_in_for(row.account, row.stand_ins, today, holders) or row.account].append(row.household)
    for account, households in theirs.items():
        deadlines, distinct = found.get(account, (0, 0))
        found[account] = (deadlines + len(households), distinct + len(set(households)))
    return found

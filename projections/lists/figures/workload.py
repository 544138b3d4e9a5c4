"""What each cadre carries: households, by stage, and how many are overdue; asked of the board and the deadline list."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime
from typing import Annotated

from sqlalchemy import Connection, Engine, func, or_, select

from casework.domain.codes.stages import Stage
from casework.domain.columns import ListRow, column
from casework.domain.labels import Label
from projections.lists.board import BOARD
from projections.lists.deadline_list import DEADLINES
from projections.storage.answers import Answer, answer, in_region
from projections.storage.engine import reading

# ---- Queries: this read model has no table of its own


class CadreLoad(ListRow, frozen=True, kw_only=True):
    """
    One cadre's load; `cadre` None stands for the open households without one.

    `open` counts households whose episode is open, `overdue` the cadre's overdue deadlines and `overdue_households` the
    households they stand in; `by_stage` counts all households that are the cadre's, or whose last episode was.
    """

    title = Label("工作量", "Workload")
    on_screen = ("cadre", "open", "overdue", "overdue_households", "by_stage")

    cadre: Annotated[str | None, column("帮扶干部", "cadre", nothing=Label("（尚无帮扶干部）", "(nobody)"))]
    open: Annotated[int, column("在办户数", "open households")]
    overdue: Annotated[int, column("逾期期限", "overdue deadlines")]
    overdue_households: Annotated[int, column("逾期户数", "households overdue")]
    by_stage: Annotated[dict[Stage, int], column("阶段", "by stage")]


class Workload:
    """Who carries how much."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def per_cadre(self, *, now: datetime, region: str | None = None) -> Answer[CadreLoad]:
        """Every cadre of a region by account, the households without one last. Raises DivisionCodeError."""
        with reading(self._engine) as connection:
            stages, opened = _households(connection, region)
            late = _overdue(connection, now, region)
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
                    )
                    for cadre in cadres_and_nobody
                ],
            )


def _households(
    connection: Connection, region: str | None
) -> tuple[defaultdict[str | None, Counter[Stage]], Counter[str | None]]:
    stages: defaultdict[str | None, Counter[Stage]] = defaultdict(Counter)
    opened: Counter[str | None] = Counter()
    query = (
        select(BOARD.c.cadre, BOARD.c.stage, BOARD.c.open, func.count().label("households"))
        .where(or_(BOARD.c.episode.is_not(None), BOARD.c.cadre.is_not(None)), in_region(BOARD.c.village, region))
        .group_by(BOARD.c.cadre, BOARD.c.stage, BOARD.c.open)
        .order_by(BOARD.c.stage)
    )
    for row in connection.execute(query):
        if row.cadre is not None or row.open:
            stages[row.cadre][Stage(row.stage)] += row.households
            opened[row.cadre] += row.households if row.open else 0
    return stages, opened


def _overdue(connection: Connection, now: datetime, region: str | None) -> dict[str | None, tuple[int, int]]:
    table = DEADLINES.c
    query = (
        select(
            table.account, func.count().label("deadlines"), func.count(table.household.distinct()).label("households")
        )
        .where(table.unmet == 1, table.due_at <= now, table.account.is_not(None), in_region(table.village, region))
        .group_by(table.account)
    )
    return {row.account: (row.deadlines, row.households) for row in connection.execute(query)}

"""What is overdue: the list that the offices work off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from msgspec import Struct
from sqlalchemy import Connection, Engine, select

from casework.domain.calendar.due_dates import working_days_late
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.fact import Moment
from casework.domain.rules.rule_book import RuleBook
from projections.lists.board import BOARD
from projections.lists.deadline_list import DEADLINES
from projections.lists.division_names import names_of
from projections.storage.answers import Answer, answer, in_region
from projections.storage.engine import reading


class OverdueDeadline(Struct, frozen=True, kw_only=True):
    """
    A deadline that has passed unmet; `step` is the highest recorded escalation, 0 for none or the reminder only.

    `responsible` is the account of the cadre or owner, else the office: its role and the name of its division;
    `account` is None for an office.
    """

    household: str
    id: UUID
    village: str
    village_name: str
    episode: int
    deadline: str
    occurrence: str
    due_on: date
    due_at: Moment
    working_days_late: int
    step: int
    duty: str
    responsible: str
    responsible_division: str
    role: str
    account: str | None
    provisional: bool


class Overdue:
    """What is overdue, for the list that the offices work off."""

    def __init__(self, engine: Engine, book: RuleBook) -> None:
        self._engine = engine
        self._book = book

    def list(self, *, now: datetime, region: str | None = None) -> Answer[OverdueDeadline]:
        """Every deadline overdue at `now` in a region, worst first. Raises DivisionCodeError."""
        with reading(self._engine) as connection:
            return answer(connection, list(self._rows(connection, now, region)))

    def _rows(self, connection: Connection, now: datetime, region: str | None) -> Iterator[OverdueDeadline]:
        today = shanghai_date(now)
        query = (
            select(DEADLINES, BOARD.c.number)
            .join(BOARD, BOARD.c.household == DEADLINES.c.household)
            .where(DEADLINES.c.unmet == 1, DEADLINES.c.due_at <= now, in_region(DEADLINES.c.village, region))
            .order_by(DEADLINES.c.due_at, DEADLINES.c.household, DEADLINES.c.deadline, DEADLINES.c.occurrence)
        )
        rows = connection.execute(query).all()
        names = names_of(connection, {code for row in rows for code in (row.village, row.division)}, today)
        for row in rows:
            office = f"{row.role} {names.name(row.division)}"
            yield OverdueDeadline(
                household=row.number,
                id=row.household,
                village=row.village,
                village_name=names.name(row.village),
                episode=row.episode,
                deadline=row.deadline,
                occurrence=row.occurrence,
                due_on=row.due_on,
                due_at=row.due_at,
                working_days_late=working_days_late(row.due_on, today, self._book.of(row.village).calendar),
                step=row.step,
                duty=row.duty,
                responsible=row.account or office,
                responsible_division=row.division,
                role=row.role,
                account=row.account,
                provisional=bool(row.provisional),
            )

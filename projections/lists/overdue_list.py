"""What is overdue: the list that the offices work off; and what ends next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, Any, TypeVar
from uuid import UUID

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Engine, and_, func, select

from casework.domain.calendar.due_dates import working_days_late
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.sources import NOT_STATED, Force
from casework.domain.columns import Cell, HouseholdRow, column
from casework.domain.deadlines.names import DeadlineColumn, OccurrenceColumn
from casework.domain.deadlines.outcomes import DutyOutcome
from casework.domain.fact import Moment
from casework.domain.facts.deadlines import Recipient
from casework.domain.labels import Label, household_name
from casework.domain.rights.scope import Scope
from casework.domain.rules.rule_book import RuleBook
from projections.lists.board import BOARD
from projections.lists.deadline_list import DEADLINES
from projections.lists.division_names import names_of
from projections.lists.duty_outcomes import was_missed
from projections.lists.filters import EVERY, HouseholdFilter, stand_in_for
from projections.storage.answers import Answer, answer, listed
from projections.storage.columns import MICROSECOND
from projections.storage.engine import reading
from projections.storage.sight import Sight


class OverdueDeadline(HouseholdRow, frozen=True, kw_only=True):
    """
    A deadline that has passed unmet; `step` is the highest recorded escalation, 0 for none or the reminder only.

    `responsible` is the account of the cadre or owner, else the office: its role and the name of its division;
    `account` is None for an office.
    """

    title = Label("逾期 {} 项", "{} overdue deadlines")
    on_screen = (
        "household", "deadline", "occurrence", "force", "due_on", "working_days_late", "step", "responsible",
    )  # fmt: skip

    episode: Annotated[int, column("处置周期", "episode", in_json=False)]
    deadline: DeadlineColumn
    occurrence: OccurrenceColumn
    due_on: Annotated[date, column("截止日", "due")]
    due_at: Annotated[Moment, column("截止时间", "due at")]
    working_days_late: Annotated[int, column("逾期工作日", "working days late")]
    step: Annotated[int, column("级次", "step")]
    duty: Annotated[str, column("责任方", "duty holder", in_json=False)]
    responsible: Annotated[str, column("责任人", "responsible", cell=Cell.RESPONSIBLE)]
    responsible_division: Annotated[str, column("责任部门区划", "division of the office", in_json=False)]
    role: Annotated[str, column("角色", "role", in_json=False)]
    account: Annotated[str | None, column("账号", "account", in_json=False)]
    provisional: Annotated[bool, column("暂定", "provisional")]
    force: Annotated[Force | None, column("效力", "force", nothing=NOT_STATED)] = None


class MissedDeadline(OverdueDeadline, frozen=True, kw_only=True):
    """
    A deadline set by law whose last day passed unmet; it stays in this list for ever, met late or ended since.

    `done_at` is when it was met or ended, None while it stands; `working_days_late` count until then.
    """

    title = Label("法定期限逾期（永久记录） {} 项", "{} deadlines set by law were missed (marked for ever)")
    on_screen = (
        "household", "deadline", "occurrence", "due_on", "outcome", "done_at", "working_days_late", "responsible",
    )  # fmt: skip

    outcome: Annotated[DutyOutcome, column("办理结果", "outcome")]
    done_at: Annotated[Moment | None, column("完成或终止", "done or ended")] = None


R = TypeVar("R", bound=OverdueDeadline)


class FirstAhead(Struct, frozen=True, kw_only=True):
    """The duty that ends next of many households: what it is called, of which household, until when, and whose it is."""

    deadline: str
    label: Label
    occurrence: str
    due_on: date
    due_at: Moment
    household: str
    id: UUID
    village: str
    called: Label
    to: Recipient


class DutiesAhead(Struct, frozen=True, kw_only=True):
    """How many `duties` end next, together with the `first` of them (None: none is ahead), and how many are `overdue`."""

    first: FirstAhead | None
    duties: int
    overdue: int


class Overdue:
    """What is overdue, for the list that the offices work off."""

    def __init__(self, engine: Engine, book: RuleBook) -> None:
        self._engine = engine
        self._book = book

    def list(
        self, wanted: HouseholdFilter = EVERY, *, scope: Scope, now: datetime, region: str | None = None
    ) -> Answer[OverdueDeadline]:
        """
        Every deadline overdue at `now` in the households of a region that are asked for, worst first.

        Raises DivisionCodeError, CalendarError.
        """
        with reading(self._engine) as connection:
            sight, overdue = Sight(connection, scope, region), and_(DEADLINES.c.unmet == 1, DEADLINES.c.due_at <= now)
            return answer(connection, list(self._rows(connection, sight, OverdueDeadline, overdue, wanted, now)), sight)

    def missed_by_law(
        self, wanted: HouseholdFilter = EVERY, *, scope: Scope, now: datetime, region: str | None = None
    ) -> Answer[MissedDeadline]:
        """
        Every deadline set by law that was missed by `now` in the households of a region that are asked for, the longest
        ago first.

        Raises DivisionCodeError, CalendarError.
        """
        with reading(self._engine) as connection:
            sight, missed = Sight(connection, scope, region), was_missed(now)
            return answer(connection, list(self._rows(connection, sight, MissedDeadline, missed, wanted, now)), sight)

    def ahead(self, *, scope: Scope, now: datetime, region: str | None = None) -> DutiesAhead:
        """What ends next of all that is seen in a region at `now`, and how much is overdue. Raises DivisionCodeError."""
        unmet = DEADLINES.c.unmet == 1
        first = (
            select(DEADLINES, BOARD.c.number)
            .join(BOARD, BOARD.c.household == DEADLINES.c.household)
            .where(unmet, DEADLINES.c.due_at > now)
            .order_by(*_by_due_at(DEADLINES.c))
            .limit(1)
        )
        count = select(func.count().label("duties")).select_from(DEADLINES).where(unmet)
        with reading(self._engine) as connection:
            sight = Sight(connection, scope, region)
            overdue = sum(each.duties for each in sight.each(count.where(DEADLINES.c.due_at <= now), DEADLINES))
            following = list(sight.each(first, DEADLINES))
            if not following:
                return DutiesAhead(first=None, duties=0, overdue=overdue)
            row = min(following, key=_by_due_at)
            together = sum(each.duties for each in sight.each(count.where(DEADLINES.c.due_at == row.due_at), DEADLINES))
            village = names_of(connection, {row.village}, shanghai_date(now)).name(row.village)
        found = listed(
            FirstAhead,
            row,
            id=row.household,
            household=row.number,
            called=household_name(row.number, village),
            label=self._book.deadline_label(row.deadline, row.village),
            to=Recipient(role=row.role, division=row.division, account=row.account),
        )
        return DutiesAhead(first=found, duties=together, overdue=overdue)

    def _rows(
        self,
        connection: Connection,
        sight: Sight,
        kind: type[R],
        asked: ColumnElement[bool],
        wanted: HouseholdFilter,
        now: datetime,
    ) -> Iterator[R]:
        today = shanghai_date(now)
        query = (
            select(DEADLINES, BOARD.c.number, BOARD.c.last_entry_on, BOARD.c.cadre, BOARD.c.stand_ins)
            .join(BOARD, BOARD.c.household == DEADLINES.c.household)
            .where(asked, *wanted.conditions(BOARD.c, today, self._book))
        )
        rows = list(filter(wanted.keeps(self._book, today), sight.rows(query, DEADLINES, _by_due_at)))
        codes = {code for row in rows for code in (row.village, row.division, _township(row.village))}
        names = names_of(connection, codes, today)
        for row in rows:
            office = f"{row.role} {names.name(row.division)}"
            done_at = row.met_at or row.ended_at
            acting = None if done_at else stand_in_for(row.account, row.stand_ins, today, self._book.holders)
            account = acting or row.account
            if kind is MissedDeadline and row.missed_account is not None:
                account = row.missed_account or None  # whose it was then, whoever has the household now
                office = f"township {names.name(_township(row.village))}"
            until = shanghai_date(done_at) if done_at else today
            due_at = row.law_due_at if kind is MissedDeadline else row.due_at
            due_on = shanghai_date(due_at - MICROSECOND)
            yield listed(
                kind,
                row,
                **names.of_household(row),
                working_days_late=working_days_late(due_on, until, self._book.of(row.village).calendar),
                account=account,
                responsible=account or office,
                responsible_division=row.division,
                provisional=bool(row.provisional),
                due_on=due_on,
                due_at=due_at,
                outcome=_outcome(row),
                done_at=done_at,
            )


def _township(village: str) -> str:
    return village[:9].ljust(12, "0")


def _by_due_at(of: Any) -> tuple[Any, ...]:
    """The values, or the columns, by which duties are sorted: the longest ago first."""
    return of.due_at, of.household, of.deadline, of.occurrence


def _outcome(row: Any) -> DutyOutcome:
    """What came of a duty whose last day passed unmet."""
    if row.unmet:
        return DutyOutcome.NOTHING_DONE
    return DutyOutcome.ENDED_OVERDUE if row.met_at is None else DutyOutcome.DONE_LATE

"""A village's ledger of workers: one line a worker, also of the three groups who have ledgers of their own (GY-1b, GY-2c)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from sqlalchemy import Connection, Engine, select

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.people import (
    Capacity,
    Employment,
    EmploymentStated,
    HouseholdCategory,
    LedgerGroup,
    Sex,
    Willingness,
)
from casework.domain.codes.service.assistance import Measure
from casework.domain.codes.service.contacts import NextAction
from casework.domain.codes.service.needs import Wish
from casework.domain.codes.work import WorkKind
from casework.domain.columns import HouseholdRow, column
from casework.domain.household.state import Household
from casework.domain.household.workers import Worker, workers
from casework.domain.labels import Label
from casework.domain.persons import age_on
from casework.domain.rights.scope import Scope
from casework.domain.rules.rule_book import RuleBook
from casework.domain.statuses import Employability
from projections.lists.board import A_HOUSEHOLD, BOARD
from projections.lists.division_names import names_of
from projections.storage.answers import Answer, answer
from projections.storage.engine import reading
from projections.storage.kept_states import states
from projections.storage.sight import Sight

_AT_ONCE = 2_000


class WorkerLine(HouseholdRow, frozen=True, kw_only=True):
    """
    One worker of a village; names stand on the household's page.

    `counts` says why somebody counts as labour or does not; `since`, `monthly_pay` (yuan) and `months` (of the last
    twelve) are those of the work that was last stated; `groups` are the ledgers of GY-2c to which the worker belongs.
    """

    title = Label("劳动力台账 {} 人", "Workers: {}")
    on_screen = (
        "household", "member", "age", "employment", "stated", "since", "monthly_pay",
        "wishes", "returned_days", "contacted_on", "next_action", "next_on", "measure", "measure_due_on", "cadre",
    )  # fmt: skip

    member: Annotated[int, column("成员", "member")]
    sex: Annotated[Sex | None, column("性别", "sex")]
    age: Annotated[int | None, column("年龄", "age")]
    capacity: Annotated[Capacity | None, column("劳动能力", "capacity")]
    counts: Annotated[Employability, column("是否劳动力", "counts")]
    category: Annotated[HouseholdCategory | None, column("类别", "category")]
    employment: Annotated[Employment, column("就业状态", "employment")]
    stated: Annotated[EmploymentStated | None, column("就业形式", "kind of work")]
    kind: Annotated[WorkKind | None, column("安置方式", "placed as")]
    since: Annotated[date | None, column("务工开始", "since")]
    monthly_pay: Annotated[Decimal | None, column("月收入", "monthly pay")]
    months: Annotated[int | None, column("务工月数", "months worked")]
    willingness: Annotated[Willingness | None, column("就业意愿", "willingness")]
    wishes: Annotated[tuple[Wish, ...], column("意愿", "wishes")]
    returned_on: Annotated[date | None, column("返乡日期", "returned on")]
    returned_days: Annotated[int | None, column("返乡天数", "days since return")]
    contacted_on: Annotated[date | None, column("最近联系", "last contact")]
    next_action: Annotated[NextAction | None, column("下一步", "next")]
    next_on: Annotated[date | None, column("计划日期", "planned for")]
    measure: Annotated[Measure | None, column("帮扶措施", "measure")]
    measure_due_on: Annotated[date | None, column("措施期限", "measure due")]
    cadre: Annotated[str | None, column("帮扶干部", "cadre")]
    groups: Annotated[tuple[LedgerGroup, ...], column("专门台账", "ledgers")]


class Workers:
    """The workers of a region by village and household, as the folded households say."""

    def __init__(self, engine: Engine, book: RuleBook) -> None:
        self._engine = engine
        self._book = book

    def lines(
        self, *, scope: Scope, now: datetime, region: str | None = None, group: LedgerGroup | None = None
    ) -> Answer[WorkerLine]:
        """
        The workers of a region at `now`, of one group or of all, by village, household number and member.

        Raises DivisionCodeError.
        """
        with reading(self._engine) as connection:
            sight = Sight(connection, scope, region)
            found = (line for line in self._lines(connection, sight, now))
            return answer(connection, [line for line in found if group is None or group in line.groups], sight)

    def _lines(self, connection: Connection, sight: Sight, now: datetime) -> Iterator[WorkerLine]:
        today = shanghai_date(now)
        for household, village_name in households_in(connection, sight, today):
            rule = self._book.of_household(household).policies.in_force(now).detection
            for worker in workers(household, today, rule):
                yield _line(household, worker, village_name, today)


def households_in(connection: Connection, sight: Sight, on: date) -> Iterator[tuple[Household, str]]:
    """The households that are seen by village and number, folded, each with its village's name."""
    query = select(BOARD.c.household, BOARD.c.village, BOARD.c.number).where(A_HOUSEHOLD)
    found = sight.rows(query, BOARD, lambda of: (of.village, of.number, of.household))
    names = names_of(connection, {row.village for row in found}, on)
    for first in range(0, len(found), _AT_ONCE):
        rows = found[first : first + _AT_ONCE]
        kept = states(connection, [row.household for row in rows])
        yield from ((kept[row.household].household, names.name(row.village)) for row in rows)


def _line(household: Household, worker: Worker, village_name: str, today: date) -> WorkerLine:
    member = worker.state.now
    return WorkerLine(
        household=household.number,
        id=household.id,
        village=household.village,
        village_name=village_name,
        member=member.number,
        sex=member.sex,
        age=age_on(member.birth_date, today) if member.birth_date else None,
        capacity=member.capacity,
        counts=worker.why,
        category=member.category or household.values.category,
        employment=Employment.EMPLOYED if worker.in_work else member.employment,
        stated=member.stated,
        kind=worker.kind,
        since=member.work_started_on,
        monthly_pay=member.monthly_pay,
        months=member.work_months,
        willingness=member.willingness,
        wishes=worker.wishes,
        returned_on=member.returned_on,
        returned_days=worker.days_since_return(today),
        contacted_on=worker.contacted_on,
        next_action=worker.next_action,
        next_on=worker.next_on,
        measure=worker.measure,
        measure_due_on=worker.measure_due_on,
        cadre=household.cadre,
        groups=worker.groups,
    )

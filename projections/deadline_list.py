"""Every deadline of a household's last episode, what was met in earlier ones and what still runs from them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from msgspec import Struct
from sqlalchemy import Column, Connection, Engine, Integer, func, select

from casework.domain.calendar.due_dates import working_days_late
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.deadlines.instances import Instance, instances
from casework.domain.deadlines.ladder import REMINDER, open_steps, recipients
from casework.domain.fact import Moment
from casework.domain.household.state import Household
from casework.domain.policy.rules import Rules
from casework.domain.rules.rule_book import RuleBook
from projections.answers import Answer, answer, in_region
from projections.board import BOARD
from projections.columns import (
    EPOCH,
    FLAG,
    MICROSECOND,
    TEXT,
    DayText,
    HouseholdId,
    MomentNumber,
    Row,
    day_text,
    moment_number,
)
from projections.division_names import names_of
from projections.engine import reading
from projections.folded import Folded, InstanceRow
from projections.tables import Lookup, read_table

# ---- Table

DEADLINES = read_table(
    "rm_deadline_list",
    Column("household", HouseholdId, primary_key=True),
    Column("episode", Integer, primary_key=True),
    Column("deadline", TEXT, primary_key=True),
    Column("occurrence", TEXT, primary_key=True),
    Column("village", TEXT, nullable=False),
    Column("started_at", MomentNumber, nullable=False),
    Column("due_on", DayText),
    Column("due_at", MomentNumber),
    Column("remind_at", MomentNumber),
    Column("next_step_at", MomentNumber),
    Column("wakes_at", MomentNumber),
    Column("step", Integer, nullable=False),
    Column("duty", TEXT, nullable=False),
    Column("role", TEXT, nullable=False),
    Column("division", TEXT, nullable=False),
    Column("account", TEXT),
    Column("met_at", MomentNumber),
    Column("met_recorded_at", MomentNumber),
    Column("ended_at", MomentNumber),
    Column("unmet", FLAG, nullable=False),
    Column("paused", FLAG, nullable=False),
    Column("provisional", FLAG, nullable=False),
    Column("policy", TEXT, nullable=False),
    lookups=(
        Lookup(columns=("wakes_at", "household"), where="wakes_at IS NOT NULL"),
        Lookup(columns=("due_at", "household"), where="unmet = 1"),
        Lookup(columns=("village", "due_at"), where="unmet = 1"),
        Lookup(columns=("account", "due_at"), where="unmet = 1"),
    ),
)

# ---- Follower


def instance_rows(household: Household, rules: Rules) -> tuple[InstanceRow, ...]:
    """What the household's rows say, without household and village; none while its registration is withdrawn."""
    if not household.known:
        return ()
    last = household.episodes[-1].number if household.episodes else 0
    return tuple(
        _row(household, instance, rules)
        for instance in instances(household, rules)
        if instance.episode == last or instance.ended_at is None
    )


def deadline_rows(folded: Folded) -> list[Row]:
    """The household's rows."""
    key, village = folded.household.id.bytes, folded.household.village
    return [(key, *row[:3], village, *row[3:]) for row in folded.deadlines]


def _row(household: Household, instance: Instance, rules: Rules) -> InstanceRow:
    remind_at, next_step_at = _open_moments(instance, rules)
    responsible = recipients(household, instance, ("duty",))[0]
    return InstanceRow(
        episode=instance.episode,
        deadline=instance.deadline,
        occurrence=instance.occurrence,
        started_at=(instance.started_at - EPOCH) // MICROSECOND,
        due_on=day_text(instance.due_on),
        due_at=moment_number(instance.due_at),
        remind_at=remind_at,
        next_step_at=next_step_at,
        wakes_at=min(filter(None, (remind_at, next_step_at)), default=None),
        step=max(instance.steps, default=0),
        duty=instance.duty,
        role=responsible.role,
        division=responsible.division,
        account=responsible.account,
        met_at=moment_number(instance.met_at),
        met_recorded_at=moment_number(instance.met_recorded_at),
        ended_at=moment_number(instance.ended_at),
        unmet=int(instance.unmet),
        paused=int(instance.paused),
        provisional=int(instance.provisional),
        policy=instance.policy,
    )


def _open_moments(instance: Instance, rules: Rules) -> tuple[int | None, int | None]:
    """
    When the reminder and the next step up are due, as far as they are not decided.

    While a pause stands, the next step is that it lapses.
    """
    if instance.unmet and instance.open_pause is not None:
        return None, moment_number(instance.open_pause.lapses_at)
    remind_at = None
    for step in open_steps(instance, rules):
        if step.number != REMINDER:
            return remind_at, moment_number(step.at)
        remind_at = moment_number(step.at)
    return remind_at, None


# ---- Queries


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
        names = names_of(connection, today)
        query = (
            select(DEADLINES, BOARD.c.number)
            .join(BOARD, BOARD.c.household == DEADLINES.c.household)
            .where(DEADLINES.c.unmet == 1, DEADLINES.c.due_at <= now, in_region(DEADLINES.c.village, region))
            .order_by(DEADLINES.c.due_at, DEADLINES.c.household, DEADLINES.c.deadline, DEADLINES.c.occurrence)
        )
        for row in connection.execute(query):
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


def overdue_counts(connection: Connection, *, now: datetime, region: str | None = None) -> dict[UUID, int]:
    """How many deadlines of each household are overdue at `now`; the others are missing."""
    table = DEADLINES.c
    query = (
        select(table.household, func.count().label("deadlines"))
        .where(table.unmet == 1, table.due_at <= now, in_region(table.village, region))
        .group_by(table.household)
    )
    return {row.household: row.deadlines for row in connection.execute(query)}

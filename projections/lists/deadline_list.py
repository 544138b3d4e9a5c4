"""Every deadline of a household's last episode, and of earlier ones what was met, missed or still runs."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from msgspec import Struct
from sqlalchemy import Connection, and_, literal, or_, select, tuple_

from casework.application.log.records.household_ids import village_of
from casework.domain.accountability.missed_duties import of_dropped_rules
from casework.domain.codes.sources import Force
from casework.domain.deadlines.instances import Instance, instances
from casework.domain.deadlines.ladder import REMINDER, open_steps, recipients
from casework.domain.deadlines.outcomes import law_due_at, missed_by_law, outcome_of
from casework.domain.fact import Moment, topic_of
from casework.domain.facts.corrections import EntryCorrected
from casework.domain.household.evolution.responsible import cadre_at
from casework.domain.household.parts import OUTSIDE, Missed
from casework.domain.household.state import Household
from casework.domain.policy.rules import Rules
from projections.storage.columns import (
    EPOCH,
    MICROSECOND,
    HouseholdId,
    IdCell,
    MomentNumber,
    Row,
    day_text,
    moment_number,
)
from projections.storage.kept_states import Folded, InstanceRow
from projections.storage.tables import Lookup, fields_of, read_table

# ---- Table

_INSTANCE = fields_of(InstanceRow)
_KEY = tuple(_INSTANCE)[:3]
"""The fields that name an instance among its household's; the village stands behind them."""

DEADLINES = read_table(
    "rm_deadline_list",
    {"household": IdCell, **{name: _INSTANCE[name] for name in _KEY}, "village": str, **_INSTANCE},
    key=1 + len(_KEY),
    lookups=(
        Lookup(columns=("wakes_at", "household"), where="wakes_at IS NOT NULL"),
        Lookup(columns=("due_at", "household"), where="unmet = 1"),
        Lookup(columns=("village", "due_at"), where="unmet = 1"),
        Lookup(columns=("account", "due_at"), where="unmet = 1"),
        Lookup(columns=("village", "household"), where="law_due_at IS NOT NULL"),
    ),
)

# ---- Follower


def instance_rows(household: Household, rules: Rules) -> tuple[InstanceRow, ...]:
    """
    What the household's rows say, without household and village.

    While its registration is withdrawn those of the duties that were missed are left.
    """
    last = household.episodes[-1].number if household.episodes else 0
    found = instances(household, rules) if household.known else ()
    there = {(instance.deadline, instance.occurrence, instance.due_on) for instance in found}
    return (
        *(
            _row(household, each, rules)
            for each in found
            if each.episode in (OUTSIDE, last)
            or each.ended_at is None
            or outcome_of(each, each.ended_at) is not None
            or missed_by_law(each, each.ended_at)
        ),
        *(_row(household, each, rules) for each in of_dropped_rules(household, rules, found)),
        *(
            _missed_row(missed)
            for missed in household.missed
            if (missed.duty.deadline, missed.duty.occurrence, missed.duty.due_on) not in there
        ),
    )


def deadline_rows(folded: Folded) -> list[Row]:
    """One row for each deadline instance of the household, running or done; without a registration, where it was first."""
    household, split = folded.household, len(_KEY)
    key, village = household.id.bytes, household.village if household.known else village_of(household.id)
    return [(key, *row[:split], village, *row[split:]) for row in folded.deadlines]


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
        ended_by=instance.ended_by,
        unmet=int(instance.unmet),
        paused=int(instance.paused),
        provisional=int(instance.provisional),
        policy=instance.policy,
        force=None if instance.force is None else str(instance.force),
        law_due_at=moment_number(law_due_at(instance)),
        missed_account=_missed_account(household, instance),
    )


def _missed_account(household: Household, instance: Instance) -> str | None:
    """The cadre of the day on which a duty of the cadre's that is set by law ends, blank where there was none then."""
    at = law_due_at(instance)
    return None if at is None or instance.duty != "cadre" else cadre_at(household, instance.episode, at) or ""


def _missed_row(missed: Missed) -> InstanceRow:
    """The row of a duty that is left of its beginning alone: the correction that ended it stands in its occurrence."""
    duty = missed.duty
    return InstanceRow(
        episode=duty.episode,
        deadline=duty.deadline,
        occurrence=f"{duty.occurrence}@{missed.version}",
        started_at=(duty.started_at - EPOCH) // MICROSECOND,
        due_on=day_text(duty.due_on),
        due_at=moment_number(duty.due_at),
        remind_at=None,
        next_step_at=None,
        wakes_at=None,
        step=duty.step,
        duty=duty.duty,
        role=duty.responsible.role,
        division=duty.responsible.division,
        account=duty.responsible.account,
        met_at=None,
        met_recorded_at=None,
        ended_at=moment_number(missed.ended_at),
        ended_by=topic_of(EntryCorrected),
        unmet=0,
        paused=0,
        provisional=0,
        policy=duty.policy,
        force=None if duty.force is None else str(duty.force),
        law_due_at=moment_number(duty.due_at) if duty.force is Force.LAW else None,
        missed_account=None,
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
        if step.number == REMINDER and instance.steps:
            continue  # it was missed: with a step raised the deadline has passed, and would wake every sweep for ever
        if step.number != REMINDER:
            return remind_at, moment_number(step.at)
        remind_at = moment_number(step.at)
    return remind_at, None


# ---- Queries


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

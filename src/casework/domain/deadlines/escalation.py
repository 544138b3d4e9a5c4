"""Raising what fell due: one decision for each deadline instance and step, whoever sweeps and how often (GY-17c)."""

from __future__ import annotations

from casework.domain.calendar.due_dates import working_days_late
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.deadlines.instances import Instance, instances
from casework.domain.deadlines.ladder import REMINDER, Step, open_steps, recipients_by_name
from casework.domain.deadlines.pause_and_resume import resumed
from casework.domain.fact import Fact
from casework.domain.facts.deadlines import DeadlineResumed, Escalated, Reminded
from casework.domain.household.context import DecisionContext
from casework.domain.household.state import Household


def escalate(household: Household, context: DecisionContext) -> list[Fact]:
    """
    Every reminder and step up that is due at the moment of recording and not decided yet; quiet when there is none.

    After a long outage each missed step is raised once; a reminder whose deadline has passed never is. A deadline whose
    pauses have used up their limit is recorded as running again first (ADR 0018).
    """
    if not household.known:
        return []
    running = instances(household, context.rules, until=context.now)
    again = [resumed(instance) for instance in running if instance.lapsed]
    steps = [
        raised(household, instance, step, context)
        for instance in running
        for step in open_steps(instance, context.rules)
        if step.is_due(context.now)
    ]
    return [*again, *steps]


def step_key(household: Household, fact: Reminded | Escalated) -> str:
    """The key that is unique everywhere: household, episode, deadline, occurrence, step, last day (ADR 0006)."""
    return f"{household.id}/{fact.episode}/{fact.deadline}/{fact.occurrence}/{fact.step}/{fact.due_on}"


def resumption_key(household: Household, fact: DeadlineResumed) -> str:
    """The key of a deadline's running again by itself, after what was recorded of the household by then."""
    return f"{household.id}/{fact.deadline}/{fact.occurrence}/resumed-after-{household.version}"


def raised(household: Household, instance: Instance, step: Step, context: DecisionContext) -> Reminded | Escalated:
    """What is recorded when a step is raised on a context; the instance must not stand still."""
    if instance.due_on is None or instance.due_at is None:
        raise ValueError("a paused deadline has no step due")
    to = recipients_by_name(household, instance, step.roles, on=shanghai_date(context.now), holders=context.holders)
    if step.number == REMINDER:
        return Reminded(
            episode=instance.episode,
            deadline=instance.deadline,
            occurrence=instance.occurrence,
            due_on=instance.due_on,
            due_at=instance.due_at,
            policy=instance.policy,
            calendar=instance.calendar,
            to=to,
        )
    return Escalated(
        episode=instance.episode,
        deadline=instance.deadline,
        occurrence=instance.occurrence,
        step=step.number,
        due_on=instance.due_on,
        due_at=instance.due_at,
        working_days_late=working_days_late(instance.due_on, shanghai_date(context.now), context.rules.calendar),
        policy=instance.policy,
        calendar=instance.calendar,
        to=to,
        force=instance.force,
    )

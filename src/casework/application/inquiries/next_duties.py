"""What a household's next duty is and whose: the last line of every answer that wrote to it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from casework.application.writing.casework import Casework
from casework.domain.accountability.next_duty import next_duty
from casework.domain.calendar.due_dates import working_days_late
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.deadlines.instances import Instance
from casework.domain.deadlines.ladder import recipients
from casework.domain.deadlines.names import deadline_label
from casework.domain.facts.deadlines import Recipient
from casework.domain.household.context import NamesHolders
from casework.domain.household.detection import waits_for
from casework.domain.household.evolution.evolve import fold_history
from casework.domain.household.state import Household
from casework.domain.labels import Label
from casework.domain.policy.rules import Rules
from casework.domain.statuses import Employability


class ComingDuty(Struct, frozen=True, kw_only=True):
    """
    A household's next duty: what it is called, until when, whose; `others` are unmet beside it, some of them overdue.
    """

    deadline: str
    label: Label
    occurrence: str
    due_on: date
    due_at: datetime
    overdue: bool
    working_days_late: int
    to: Recipient
    others: int
    others_overdue: int


class WhatComes(Struct, frozen=True, kw_only=True):
    """
    What an answer ends with: the next duty, None when nothing is open, and what has to be said of which members before it
    is concluded whether the household is at risk, which is mostly nothing.
    """

    duty: ComingDuty | None
    waits: dict[int, Employability]


def what_comes(casework: Casework, household: UUID) -> WhatComes:
    """What comes next for a household as it stands now; nothing for one that is not registered."""
    state, now = fold_history(household, casework.log.entries(household)), casework.clock.now()
    rules = casework.books.current().of_household(state)
    waits = waits_for(state, on=shanghai_date(now), policy=rules.policies.in_force(now))
    return WhatComes(
        duty=_coming_duty(state, rules, now, casework.directories.holders) if state.known else None, waits=waits
    )


def _coming_duty(state: Household, rules: Rules, now: datetime, holders: NamesHolders | None) -> ComingDuty | None:
    found = next_duty(state, rules, now)
    if found is None:
        return None
    instance, due_on, due_at = found.instance, found.instance.due_on, found.instance.due_at
    if due_on is None or due_at is None:
        return None
    return ComingDuty(
        deadline=instance.deadline,
        label=deadline_label(instance.deadline, rules.policies),
        occurrence=instance.occurrence,
        due_on=due_on,
        due_at=due_at,
        overdue=due_at <= now,
        working_days_late=working_days_late(due_on, shanghai_date(now), rules.calendar),
        to=_whose(state, instance, shanghai_date(now), holders),
        others=found.others,
        others_overdue=found.others_overdue,
    )


def _whose(state: Household, instance: Instance, on: date, holders: NamesHolders | None) -> Recipient:
    """Whose it is on a day: an office as such, a cadre or owner by name, or whoever stands in."""
    (to,) = recipients(state, instance, ("duty",), on=on)
    if to.account is None or holders is None:
        return to
    return replace(to, account=holders.acting(on).get(to.account, to.account))

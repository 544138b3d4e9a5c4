"""What has to be done next in a household: the duty that ends next, and how many others run beside it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple, Protocol, TypeVar

from casework.domain.calendar.due_dates import Count, due_date
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.deadlines.instances import Instance, instances
from casework.domain.fact import topic_of
from casework.domain.facts.households import Detected
from casework.domain.household.state import Household
from casework.domain.policy.deadline_rules import DeadlineRule
from casework.domain.policy.rules import Rules


class Running(Protocol):
    """A duty as it stands: what it is, and when it ends in whatever measure; None while it stands still."""

    @property
    def deadline(self) -> str: ...
    @property
    def occurrence(self) -> str: ...
    @property
    def due_at(self) -> Any: ...


D = TypeVar("D", bound=Running)


class NextDuty(NamedTuple):
    """The unmet duty that ends next, how many others are unmet, and how many of them are overdue."""

    instance: Instance
    others: int
    others_overdue: int


def first_due(duties: Iterable[D]) -> D | None:
    """The duty that ends first, by its name where several end together; None when there is none, or all stand still."""
    running = [(each.due_at, each.deadline, each.occurrence, each) for each in duties if each.due_at is not None]
    return min(running)[-1] if running else None


def next_duty(household: Household, rules: Rules, now: datetime) -> NextDuty | None:
    """
    The next duty at a moment: the first that can still be met in time, else the one that is overdue longest.

    None when there is none, or all of them stand still.
    """
    unmet = [each for each in instances(household, rules, until=now) if each.unmet]
    ahead = [each for each in unmet if each.due_at is not None and each.due_at > now]
    late = sum(each.due_at is not None and each.due_at <= now for each in unmet)
    found = first_due(ahead or unmet)
    return NextDuty(found, len(unmet) - 1, late if ahead else late - 1) if found else None


def first_duty(rules: Rules, now: datetime) -> tuple[DeadlineRule, date] | None:
    """What a detection made now asks for first, and until which day; None when the policy asks for nothing."""
    today = shanghai_date(now)
    begun = [r for r in rules.policies.in_force(now).deadline if any(m.fact == topic_of(Detected) for m in r.starts)]
    ends = [(due_date(Count(today, rule.limit, today), rules.calendar), rule.name, rule) for rule in begun]
    return (min(ends)[2], min(ends)[0]) if ends else None

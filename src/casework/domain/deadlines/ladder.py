"""Which steps of a deadline are due, and whom each is for (GY-17c, OF-48)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace

from casework.domain.calendar.due_dates import late_moment, reminder_moment
from casework.domain.codes.offices import DIVISION_DIGITS
from casework.domain.deadlines.instances import Instance
from casework.domain.fact import Moment
from casework.domain.facts.deadlines import Recipient
from casework.domain.household.context import NamesHolders
from casework.domain.household.state import Household
from casework.domain.policy.deadline_rules import Ladder
from casework.domain.policy.policy import Policy
from casework.domain.policy.rules import Rules

REMINDER = 0


class Step(Struct, frozen=True, kw_only=True):
    """A step that is not decided yet: the reminder (0) until the deadline ends, or a step up from a moment on."""

    number: int
    at: Moment
    until: Moment | None
    roles: tuple[str, ...]
    working_days_late: int = 0

    def is_due(self, now: datetime) -> bool:
        """Whether it is to be raised at a moment."""
        return self.at <= now and (self.until is None or now < self.until)


def open_steps(instance: Instance, rules: Rules) -> Iterator[Step]:
    """
    The steps of an unmet instance that nobody has decided, in order; none while it is met, ended or paused.

    The reminder is left out when nobody is to be reminded, and when its moment is not after the start; it is never
    raised once the deadline has passed.
    """
    if not instance.unmet or instance.due_on is None or instance.due_at is None:
        return
    ladder = _ladder(instance, rules)
    reminder = reminder_moment(instance.due_on, ladder.remind_working_days_before, rules.calendar)
    if ladder.remind and REMINDER not in instance.steps and reminder > instance.started_at:
        yield Step(number=REMINDER, at=reminder, until=instance.due_at, roles=ladder.remind)
    for number, step in enumerate(ladder.steps, start=1):
        if number not in instance.steps:
            moment = late_moment(instance.due_on, step.working_days_late, rules.calendar)
            late = step.working_days_late
            yield Step(number=number, at=moment, until=None, roles=step.to, working_days_late=late)


def recipients(
    household: Household, instance: Instance, roles: tuple[str, ...], *, on: date | None = None
) -> tuple[Recipient, ...]:
    """
    Whom a step is for: offices by their division's code, the cadre or owner by account, `on` a day whoever stands in.

    A duty of a cadre whom nobody is falls to the township, and the recipient's account is None: a vacant office.
    """
    named = (instance.duty if role == "duty" else role for role in roles)
    found = {_recipient(household, instance, role, on): None for role in named}
    return tuple(found)


def recipients_by_name(
    household: Household, instance: Instance, roles: tuple[str, ...], *, on: date, holders: NamesHolders | None
) -> tuple[Recipient, ...]:
    """
    Whom a step reaches on a day: who holds the offices then, by name; the offices themselves while nobody has an account.

    Whoever holds two of them by the same office, as where the one below was vacant, is reached once.
    """
    offices = recipients(household, instance, roles, on=on)
    if holders is None:
        return offices
    found: dict[tuple[str, str, str | None], Recipient] = {}
    for to in (each for office in offices for each in holders.named(office, on)):
        key = to.role, to.division, to.account
        vacant = found[key].vacant if key in found else ()
        found[key] = replace(to, vacant=tuple(dict.fromkeys((*vacant, *to.vacant))))
    return tuple(found.values())


def policy_of(instance: Instance, rules: Rules) -> Policy:
    """The policy that governs an instance."""
    return next(policy for policy in rules.policies.dated if policy.version == instance.policy)


def _ladder(instance: Instance, rules: Rules) -> Ladder:
    policy = policy_of(instance, rules)
    rule = policy.rule(instance.deadline)
    if rule is None:
        raise KeyError(instance.deadline)
    return policy.ladder_of(rule)


def _recipient(household: Household, instance: Instance, role: str, on: date | None) -> Recipient:
    cadre = household.cadre_of(instance.episode)
    if role == "office" and instance.subject is not None:
        role = instance.subject
    if role == "owner":
        owner = household.on_duty(instance.owner, on)
        return Recipient(role=role, division=_division(household, "township"), account=owner)
    if role == "cadre" and cadre is None:
        role = "township"
    account = household.on_duty(cadre, on) if role == "cadre" else None
    return Recipient(role=role, division=_division(household, role), account=account)


def _division(household: Household, role: str) -> str:
    return household.village[: DIVISION_DIGITS.get(role, 12)].ljust(12, "0")

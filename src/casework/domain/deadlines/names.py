"""Deadlines by their names: which ones the policies have, and which have begun in a household."""

from __future__ import annotations

from casework.domain.errors import NotFoundError, WronglyAskedError
from casework.domain.labels import Label
from casework.domain.policy.policy import Policies


class UnknownDeadlineError(WronglyAskedError):
    """No policy that governs the household has a deadline of this name."""

    def __init__(self, deadline: str, policies: Policies) -> None:
        self.deadline = deadline
        known = {rule.name: rule.zh for policy in policies.dated for rule in policy.deadline}
        self.zh = f"没有期限“{deadline}”，可用：{'、'.join(f'{name} {zh}' for name, zh in known.items())}"
        self.en = f"There is no deadline {deadline}; there are {', '.join(known)}"


class NoSuchDeadlineError(NotFoundError):
    """The deadline has not started in this household, or not in this occurrence."""

    def __init__(self, deadline: str, occurrence: str | None, name: Label) -> None:
        self.deadline = deadline
        self.occurrence = occurrence
        zh, en = (f"（期次{occurrence}）", f", occurrence {occurrence}") if occurrence else ("", "")
        self.zh = f"该户没有已起算的期限“{name.zh}”{zh}"
        self.en = f"No deadline {deadline}{en} has begun in this household"


def refuse_unknown(deadline: str, policies: Policies) -> None:
    """Raise UnknownDeadlineError unless one of the policies, of whatever date, has the deadline."""
    if not any(policy.rule(deadline) for policy in policies.dated):
        raise UnknownDeadlineError(deadline, policies)


def deadline_label(name: str, policies: Policies) -> Label:
    """What the newest policy that knows a deadline calls it."""
    for policy in reversed(policies.dated):
        if rule := policy.rule(name):
            return Label(rule.zh, rule.en)
    return Label(name, name)

"""Deadlines by their names: which ones the policies have, and which have begun in a household."""

from __future__ import annotations

from typing import Annotated

from casework.domain.codes.clearance import Milestone
from casework.domain.columns import Cell, column
from casework.domain.errors import NotFoundError, WronglyAskedError
from casework.domain.labels import Label, role_label, same
from casework.domain.policy.policy import Policies
from casework.domain.written.code_words import AmbiguousWordError, names_meant


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
        zh, en = (f"（针对：{occurrence}）", f", occurrence {occurrence},") if occurrence else ("", "")
        self.zh = f"该户没有已起算的期限“{name.zh}”{zh}"
        self.en = f"No deadline {deadline}{en} has begun in this household"


def deadline_meant(said: str, policies: Policies) -> str:
    """
    The name of the deadline that is meant, by its name or by what one of the policies calls it.

    Raises UnknownDeadlineError, AmbiguousWordError.
    """
    labels = {rule.name: Label(rule.zh, rule.en) for policy in policies.dated for rule in policy.deadline}
    found = names_meant(said, {name: (label, ()) for name, label in labels.items()})
    if not found:
        raise UnknownDeadlineError(said, policies)
    if len(found) > 1:
        raise AmbiguousWordError(said, ((name, labels[name]) for name in found))
    return found[0]


def occurrence_label(occurrence: str) -> Label:
    """
    What one instance of a deadline is about: an office, a member, a month, a milestone; else the entry it began with.

    `3/county-hrss` is that office's, `11/1` member 1's, `2026-04/1` that of member 1 in April, `2026Q2` the second
    quarter's, `2026Y` that of the year.
    """
    start, _, subject = occurrence.partition("/")
    about = _subject(subject)
    if start.isdigit():
        return about or Label(f"第{start}条起", f"since entry {start}")
    when = Milestone(start).label if start in tuple(Milestone) else _period(start)
    return Label(f"{when.zh}，{about.zh}", f"{when.en}, {about.en}") if about else when


DeadlineColumn = Annotated[str, column("期限", "deadline", cell=Cell.DEADLINE)]
OccurrenceColumn = Annotated[str, column("针对", "for", words=occurrence_label)]
"""The columns of a list that name a duty: its deadline, and what the instance is about."""


def is_meant(said: str | None, occurrence: str) -> bool:
    """Whether an instance is meant, by its occurrence or by what that is called; None means any."""
    return said is None or said in (occurrence, *occurrence_label(occurrence))


def _period(name: str) -> Label:
    year, quarter = name[:4], name[5:]
    if name[4:5] == "Q":
        return Label(f"{year}年第{quarter}季度", f"{year}, quarter {quarter}")
    return Label(f"{year}年", year) if name[4:] == "Y" else same(name)


def _subject(subject: str) -> Label | None:
    if not subject:
        return None
    if subject.isdigit():
        return Label(f"成员{subject}", f"member {subject}")
    return role_label(subject)


def deadline_label(name: str, policies: Policies) -> Label:
    """What the newest policy that knows a deadline calls it."""
    for policy in reversed(policies.dated):
        if rule := policy.rule(name):
            return Label(rule.zh, rule.en)
    return Label(name, name)

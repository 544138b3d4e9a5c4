"""The policies of a division in the order of their dates, each with the division and the text it was published with."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from casework.domain.calendar.work_calendar import start_of
from casework.domain.divisions.codes import significant_digits
from casework.domain.facts.office.rules import EVERYWHERE
from casework.domain.policy.policy import Policies, Policy
from casework.domain.policy.text import default_policy_text
from casework.domain.rules.rule_book import Publication, RuleBook


def dated(book: RuleBook, division: str = EVERYWHERE) -> tuple[Publication, ...]:
    """What rules a division, the earliest first; the policy that casework starts with was published nowhere."""
    return tuple(_published(book, policy) for policy in book.of(division).policies.dated)


class OwnPolicy(Struct, frozen=True, kw_only=True):
    """A division that follows policies of its own from a day on, and the version that is in force there then."""

    division: str
    version: str
    since: date


def own_below(book: RuleBook, division: str, on: date) -> tuple[OwnPolicy, ...]:
    """
    The divisions below that a policy of `division` from a day on does not reach, or only until a later day.

    In the order of their codes; each has published texts of its own.
    """
    inside = significant_digits(division) if division else ""
    own: dict[str, list[date]] = {}
    for each in book.policies:
        if each.division not in (EVERYWHERE, division) and each.division.startswith(inside):
            own.setdefault(each.division, []).append(each.policy.effective_on)
    return tuple(
        OwnPolicy(division=below, version=in_force_on(book.of(below).policies, max(on, first)).version, since=first)
        for below, first in sorted((below, min(days)) for below, days in own.items())
    )


def in_force_on(policies: Policies, day: date) -> Policy:
    """The policy in force on a day, Asia/Shanghai."""
    return policies.in_force(start_of(day))


def _published(book: RuleBook, policy: Policy) -> Publication:
    for each in book.policies:
        if each.policy is policy:
            return each
    return Publication(division=EVERYWHERE, policy=policy, text=default_policy_text())

"""The policies of a division in the order of their dates, each with the division and the text it was published with."""

from __future__ import annotations

from datetime import date

from casework.domain.calendar.work_calendar import start_of
from casework.domain.facts.rules import EVERYWHERE
from casework.domain.policy.policy import Policies, Policy
from casework.domain.policy.text import default_policy_text
from casework.domain.rules.rule_book import Publication, RuleBook


def dated(book: RuleBook, division: str = EVERYWHERE) -> tuple[Publication, ...]:
    """What rules a division, the earliest first; the policy that casework starts with was published nowhere."""
    return tuple(_published(book, policy) for policy in book.of(division).policies.dated)


def in_force_on(policies: Policies, day: date) -> Policy:
    """The policy in force on a day, Asia/Shanghai."""
    return policies.in_force(start_of(day))


def _published(book: RuleBook, policy: Policy) -> Publication:
    for each in book.policies:
        if each.policy is policy:
            return each
    return Publication(division=EVERYWHERE, policy=policy, text=default_policy_text())

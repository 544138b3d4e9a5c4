"""The policies of a division in the order of their dates, each with the division and the text it was published with."""

from __future__ import annotations

from datetime import date

from casework.domain.facts.rules import EVERYWHERE
from casework.domain.policy import Policies, Policy
from casework.domain.policy_text import default_policy_text
from casework.domain.rule_book import Publication, RuleBook
from casework.domain.work_calendar import start_of


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

"""The rules that casework comes with, until an office publishes its own."""

from __future__ import annotations

from functools import cache

from casework.domain.calendar.work_calendar import seed, seed_text
from casework.domain.policy.rules import Rules, TextDigests, text_digest
from casework.domain.policy.text import default_policies, default_policy_text


@cache
def built_in_rules() -> Rules:
    """The default policy and the notices that come with the product, with the digests of both files."""
    policies = default_policies()
    digests = TextDigests(
        policies={policies.dated[0].version: text_digest(default_policy_text())}, calendar=(text_digest(seed_text()),)
    )
    return Rules(policies=policies, calendar=seed(), digests=digests)

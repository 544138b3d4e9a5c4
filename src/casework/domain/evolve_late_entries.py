"""What an allowed late entry changes in a household; branches are named after the facts."""

from __future__ import annotations

from msgspec.structs import replace

from casework.domain.facts.deadlines import LateEntryAllowed
from casework.domain.facts.fact import Recorded
from casework.domain.household import Household, LateAllowance


def late_entry_allowed(household: Household, recorded: Recorded, fact: LateEntryAllowed) -> Household:
    """A supervisor's word stands beside those before it."""
    allowance = LateAllowance(first_on=fact.first_on, last_on=fact.last_on, account=fact.account, by=recorded.by)
    return replace(household, late_allowances=(*household.late_allowances, allowance))

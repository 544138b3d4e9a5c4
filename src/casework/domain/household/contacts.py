"""When a household was last spoken to (CZ-13b, BJ-3.1b)."""

from __future__ import annotations

from datetime import datetime

from casework.domain.codes.service.assistance import Outcome
from casework.domain.facts.assistance import FollowUpLogged
from casework.domain.household.state import Household


def last_reached_at(household: Household) -> datetime | None:
    """When somebody of the household was last reached, in an episode or not; None while nobody ever was."""
    found = None
    for record in household.records:
        for entry in reversed(record.entries):
            if isinstance(entry.fact, FollowUpLogged) and entry.fact.outcome is Outcome.REACHED:
                found = entry.occurred_at if found is None else max(found, entry.occurred_at)
                break
    return found

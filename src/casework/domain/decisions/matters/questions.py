"""What was asked and nobody has answered, out of the entries of a household."""

from __future__ import annotations

from typing import Any

from casework.domain.fact import Fact
from casework.domain.facts.episode_entries import EpisodeEntry
from casework.domain.household.state import Household


def last_unanswered(household: Household, asked: type[Fact], answered: type[Fact], **same: Any) -> EpisodeEntry | None:
    """The newest entry of a kind that none of another kind follows, both with these values; None without one."""
    entries = [entry for record in household.records for entry in record.entries]
    found = [
        entry
        for entry in sorted(entries, key=_order)
        if isinstance(entry.fact, asked | answered)
        and all(getattr(entry.fact, name) == value for name, value in same.items())
    ]
    return found[-1] if found and isinstance(found[-1].fact, asked) else None


def _order(entry: EpisodeEntry) -> Any:
    return entry.order

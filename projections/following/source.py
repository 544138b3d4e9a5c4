"""Where the followers get the facts from: what they ask of the log, and no more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol
from uuid import UUID

from casework.application.log.records.groups import Entry, Unreadable
from casework.application.log.records.household_ids import NO_VILLAGE, village_of
from casework.domain.fact import Recorded
from casework.domain.facts.catalogue import HOUSEHOLD_FACTS

_OF_HOUSEHOLDS = frozenset(HOUSEHOLD_FACTS)


class FactTail(Protocol):
    """Hands out the facts in the order of their positions and never passes one that may still come."""

    def page(self, limit: int) -> list[Entry]:
        """The next facts; empty at the end, or while an earlier one may still come."""


class FactSource(Protocol):
    """The log as its readers need it; `Log` is one."""

    def tail(self, position: int = 0) -> FactTail:
        """A reader of everything after `position`."""

    def last_position(self) -> int:
        """The highest position stored; 0 in an empty log."""

    def streams(self, households: Sequence[UUID]) -> Mapping[UUID, list[Entry]]:
        """The whole histories of these households by version, each fact with its position."""

    def stream_range(self, prefix: str, *, until: int | None = None) -> Iterator[Entry]:
        """The facts of all streams whose id begins with these digits, stream by stream, up to a position."""


def is_of_household(entry: Recorded | Unreadable) -> bool:
    """Whether the fact is a household's; what cannot be read is judged by the stream it stands in."""
    if isinstance(entry, Recorded):
        return type(entry.fact) in _OF_HOUSEHOLDS
    return village_of(entry.originator_id) != NO_VILLAGE

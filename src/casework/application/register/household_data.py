"""Households opened with their members' personal data, a few hundred at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final
from uuid import UUID

from casework.application.log.store import Log
from casework.application.people.personal_data import PersonalData, personal_data
from casework.domain.fact import Recorded
from casework.domain.household.evolution.evolve import fold_history
from casework.domain.household.state import Household

_AT_ONCE: Final = 200


def opened_households(
    log: Log, households: Sequence[UUID], progress: Callable[[int], None] = lambda _: None
) -> Iterator[tuple[Household, PersonalData]]:
    """Each registered household that can be read, as it stands; `progress` is told how many were opened so far."""
    for first in range(0, len(households), _AT_ONCE):
        for household, found in log.streams(households[first : first + _AT_ONCE]).items():
            entries = [entry for _, entry in found if isinstance(entry, Recorded)]
            state = fold_history(household, entries)
            if state.known and len(entries) == len(found):
                yield state, personal_data(entries, log.unseal_all(entries))
        progress(min(first + _AT_ONCE, len(households)))

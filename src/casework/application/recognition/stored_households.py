"""What the log holds of many households at once: their state and their members' personal data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from msgspec import Struct

from casework.application.log.records.groups import Unreadable
from casework.application.log.store import Log
from casework.application.people.personal_data import PersonalData, personal_data
from casework.domain.fact import Recorded
from casework.domain.household.evolution.evolve import fold_history
from casework.domain.household.state import Household


class Stored(Struct, frozen=True, kw_only=True):
    """One household as the log holds it; version 0 and nobody when it is new. `readable` is False when it is parked."""

    household: Household
    known: PersonalData
    readable: bool = True


def stored_households(log: Log, households: Sequence[UUID]) -> dict[UUID, Stored]:
    """The households as they stand, with one reading of facts and one of keys."""
    streams = log.streams(households)
    readable = {h: _entries(found) for h, found in streams.items()}
    flat = [entry for entries in readable.values() for entry in entries or ()]
    unsealed = iter(log.unseal_all(flat) if flat else ())
    return {
        household: Stored(household=Household(id=household), known=PersonalData(), readable=False)
        if entries is None
        else Stored(
            household=fold_history(household, entries),
            known=personal_data(entries, [next(unsealed) for _ in entries]),
        )
        for household, entries in readable.items()
    }


def _entries(found: Iterable[tuple[int, Recorded | Unreadable]]) -> list[Recorded] | None:
    entries: list[Recorded] = []
    for _, entry in found:
        if isinstance(entry, Unreadable):
            return None
        entries.append(entry)
    return entries

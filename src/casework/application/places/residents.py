"""Which households belong to a village now: those registered there, and those that came from elsewhere (ADR 0019, 0026)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from uuid import UUID

from casework.application.log.encoding.keys import KeyRing
from casework.application.log.reader import LogReader
from casework.application.log.records.groups import Entry
from casework.application.places.listings import LISTING
from casework.application.places.villages import changes_until
from casework.domain.fact import Recorded
from casework.domain.household.evolution.evolve import fold_history
from casework.domain.household.state import Household


def households_in(log: LogReader, keys: KeyRing, village: str, on: date) -> list[Household]:
    """
    The households of a village (12 digits) by number, as everything recorded leaves them; one that cannot be read is out.

    `on` is the day up to which changes of divisions count.
    """
    changes = changes_until(log, keys, on)
    streams = [stream for place in (village, *changes.predecessors(village)) for stream in _registered_in(log, place)]
    moved = log.streams(sorted(set(log.look_ups(LISTING).values()) - {household for household, _ in streams}))
    states = (
        fold_history(household, [entry for _, entry in found if isinstance(entry, Recorded)])
        for household, found in (*streams, *moved.items())
        if found and all(isinstance(entry, Recorded) for _, entry in found)
    )
    here = [state for state in states if state.village == village and state.ledger is None]
    return sorted(here, key=lambda state: state.number)


def _registered_in(log: LogReader, village: str) -> Iterator[tuple[UUID, Sequence[Entry]]]:
    for household, entries in groupby(log.stream_range(village), key=lambda entry: entry[1].originator_id):
        yield household, list(entries)

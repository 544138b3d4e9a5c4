"""Which villages there are: as they were loaded, and as changes of divisions left them (ADR 0019)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from casework.application.log.encoding.keys import KeyRing
from casework.application.log.reader import LogReader
from casework.application.log.records.errors import UnreadableFactError
from casework.application.log.records.household_ids import reference_id
from casework.domain.divisions.changes import NumberedChange, VillageChanges
from casework.domain.divisions.villages import standing_village
from casework.domain.fact import Recorded
from casework.domain.facts.office.divisions import DivisionsChanged, DivisionsLoaded

COUNTY_DIGITS = 6


def changes_stream(keys: KeyRing) -> UUID:
    """The stream of all changes of divisions."""
    return reference_id(keys.ids, kind="divisions", name="changes")


def change_entries(log: LogReader, keys: KeyRing) -> Iterator[Recorded]:
    """Every change of divisions with its envelope, as recorded. Raises UnreadableFactError."""
    stream = changes_stream(keys)
    for _, entry in log.streams([stream])[stream]:
        if not isinstance(entry, Recorded):
            raise UnreadableFactError(entry.originator_id, entry.originator_version, entry.topic, entry.reason)
        yield entry


def numbered_changes(log: LogReader, keys: KeyRing) -> Iterator[NumberedChange]:
    """Every change of divisions with its number, as recorded. Raises UnreadableFactError."""
    for entry in change_entries(log, keys):
        if isinstance(entry.fact, DivisionsChanged):
            yield NumberedChange(number=entry.version, fact=entry.fact)


def names_loaded(entries: Sequence[tuple[int, object]]) -> dict[str, str]:
    """The names by their codes that the entries of one county's stream loaded."""
    names: dict[str, str] = {}
    for _, entry in entries:
        if isinstance(entry, Recorded) and isinstance(entry.fact, DivisionsLoaded):
            names |= {division.code: division.name for division in entry.fact.divisions}
    return names


def village_named(log: LogReader, keys: KeyRing, code: str, on: date) -> str:
    """The village that a code means on a day: itself, or the one that it became part of. Raises InvalidValueError."""
    changes = changes_until(log, keys, on)
    return standing_village(code, _names_in_county(log, keys, code) | changes.names(), changes)


def village_name(log: LogReader, keys: KeyRing, village: str, on: date) -> str:
    """What a village (12 digits) is called on a day; its code where it was never named."""
    names = _names_in_county(log, keys, village) | changes_until(log, keys, on).names()
    return names.get(village, village)


def _names_in_county(log: LogReader, keys: KeyRing, code: str) -> dict[str, str]:
    county = reference_id(keys.ids, kind="divisions", name=code[:COUNTY_DIGITS])
    return names_loaded(log.streams([county])[county])


def changes_until(log: LogReader, keys: KeyRing, on: date) -> VillageChanges:
    """The changes of divisions whose day has come. Raises UnreadableFactError."""
    return VillageChanges.in_force(numbered_changes(log, keys), on)

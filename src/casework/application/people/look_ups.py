"""
Filling the look-ups by name and telephone anew, after the spelling under which they are kept has changed (ADR 0003).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from uuid import UUID

from casework.application.log.encoding.keys import KeyRing
from casework.application.log.records.groups import Entry, Unreadable
from casework.application.log.setup.schema import look_ups_are_filled, look_ups_were_filled
from casework.application.log.store import Log
from casework.application.people.identities import index_rows
from casework.application.people.personal_data import personal_data
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.fact import Recorded
from casework.domain.household.evolution.evolve import fold_history
from casework.domain.members import PersonPrivate

FORM = "3"
"""How spellings are folded; raised with each change of `name_key` or `telephone_numbers`."""

_REGIONS = "123456789"


def fill_look_ups(url: str, keys: KeyRing) -> int:
    """
    Everybody is found by name and telephones as they are folded now; returns for how many households that was done.

    Nothing is done where they are folded so already. Safe to break off and to repeat.
    """
    if look_ups_are_filled(url, FORM):
        return 0
    filled = 0
    with Log.open(url, keys) as log:
        on = shanghai_date(log.now())
        for region in _REGIONS:
            for household, group in groupby(log.stream_range(region), key=_household):
                filled += _fill(log, keys, household, [entry for _, entry in group], on)
    look_ups_were_filled(url, FORM)
    return filled


def _household(entry: Entry) -> UUID:
    fact = entry[1]
    return fact.originator_id if isinstance(fact, Unreadable) else fact.household


def _fill(log: Log, keys: KeyRing, household: UUID, found: Sequence[Recorded | Unreadable], on: date) -> bool:
    entries = [entry for entry in found if isinstance(entry, Recorded)]
    if len(entries) < len(found):
        return False  # parked: a withdrawal brings it back, its next statement its look-ups
    state = fold_history(household, entries)
    known = personal_data(entries, log.unseal_all(entries))
    rows = [
        row
        for member in state.members
        for row in index_rows(member.now, known.now.get(member.number, PersonPrivate()), keys, on, known=True)
    ]
    if rows:
        log.replace_index(household, rows)
    return bool(rows)

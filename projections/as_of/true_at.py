"""A household as it was at a moment, by what is known of it: late entries count from when they happened (ADR 0017)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from msgspec.structs import replace

from casework.application.log.records.groups import Entry, Unreadable
from casework.domain.fact import Recorded
from casework.domain.facts.corrections import EntryCorrected
from casework.domain.household.evolution.evolve import fold_history
from casework.domain.household.state import Household
from casework.domain.rules.rule_book import RuleBook
from projections.following.advance import Advance, Positioned
from projections.lists.deadline_list import instance_rows
from projections.lists.detection_days import days_of
from projections.storage.kept_states import Folded
from projections.storage.parked_households import Parked


def entries_until(moment: datetime, entries: Iterable[Entry]) -> list[Entry]:
    """
    The entries that tell what happened by a moment, whenever they were recorded, and all corrections.

    An entry that cannot be read stays: nobody knows when it happened.
    """
    return [
        (position, entry)
        for position, entry in entries
        if not isinstance(entry, Recorded) or entry.occurred_at <= moment or isinstance(entry.fact, EntryCorrected)
    ]


def state_at(household: UUID, entries: Sequence[Entry], moment: datetime, book: RuleBook) -> Advance:
    """
    The household after what happened by a moment; its versions have gaps, for later ones are left out.

    One that cannot be told that way is set aside at the entry where it stopped.
    """
    run: list[Positioned] = []
    for position, entry in entries_until(moment, entries):
        if not isinstance(entry, Recorded):
            return _folded(household, run, moment, book, _stopped(position, entry, entry.reason))
        run.append((position, entry))
    try:
        return _folded(household, run, moment, book)
    except Exception as error:  # the kind alone is kept: a message could quote the fact
        return Advance(before=None, after=None, parked=_stopped(*run[-1], type(error).__name__))


def _folded(
    household: UUID, run: Sequence[Positioned], moment: datetime, book: RuleBook, parked: Parked | None = None
) -> Advance:
    if not run:
        return Advance(before=None, after=None, parked=parked)
    state = fold_history(household, [entry for _, entry in run])
    rules = book.of_household(state)
    state = _known_until(moment, state)
    after = Folded(
        household=state, position=run[-1][0], deadlines=instance_rows(state, rules), days=days_of(state, rules)
    )
    return Advance(before=None, after=after, applied=run, parked=parked)


def _known_until(moment: datetime, state: Household) -> Household:
    """Late entries and corrections are recorded after the moment; deadlines are reckoned no further than to it."""
    recorded = state.last_recorded_at
    return replace(state, last_recorded_at=min(recorded, moment)) if recorded else state


def _stopped(position: int, entry: Recorded | Unreadable, reason: str) -> Parked:
    return Parked(household=entry.originator_id, position=position, version=entry.originator_version, reason=reason)

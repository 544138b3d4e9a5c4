"""What facts about divisions and imports change, and how many of them are carried at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import Connection

from casework.application.log.records.groups import Entry
from casework.domain.fact import Recorded
from casework.domain.facts.office.divisions import DivisionsLoaded
from projections.following.advance import Positioned
from projections.lists.division_names import DivisionFact, division_changes, stored_divisions
from projections.lists.entries.import_batches import BatchFact, batch_changes, stored_batches
from projections.storage.tables import Change, Edition

E = TypeVar("E", bound=Entry)

DIVISIONS_AT_ONCE = 50_000
"""With more divisions than these in its facts a page is carried in parts."""


def reference_changes(connection: Connection, entries: Sequence[Positioned], edition: Edition) -> list[Change]:
    """What facts about divisions and imports change."""
    of_divisions = [entry for _, entry in entries if isinstance(entry.fact, DivisionFact)]
    batches = {entry.fact.batch for _, entry in entries if isinstance(entry.fact, BatchFact)}
    changes = [
        division_changes(stored_divisions(connection, edition, recorded=of_divisions), of_divisions)
        if of_divisions
        else None,
        batch_changes(stored_batches(connection, batches, edition), entries) if batches else None,
    ]
    return [change for change in changes if change is not None]


def as_many_divisions_as_fit(page: Sequence[E]) -> Sequence[E]:
    """The page as far as memory holds its divisions: the tables of a country are hundreds of thousands of rows."""
    divisions = 0
    for place, (_, entry) in enumerate(page):
        if isinstance(entry, Recorded) and type(entry.fact) is DivisionsLoaded:
            divisions += len(entry.fact.divisions)
            if place and divisions > DIVISIONS_AT_ONCE:
                return page[:place]
    return page

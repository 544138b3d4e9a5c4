"""Writing a page's households: whose rows no table takes is parked alone, and everybody else goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import structlog
from msgspec.structs import replace
from sqlalchemy import Connection, Engine

from projections.following.advance import Advance
from projections.following.changes import household_changes, recomputed_changes
from projections.following.recomputation import Recomputed, stopped_at
from projections.storage.engine import writing
from projections.storage.kept_states import Folded
from projections.storage.parked_households import Parked
from projections.storage.tables import Change, Edition
from projections.storage.writer import UnwritableRowsError, write

_NAMED = 20
_log = structlog.get_logger()

Hold = Callable[[Connection], None]
"""Makes sure, first in the transaction, that nobody else has written since the page was made."""


def write_page(
    engine: Engine, advances: Sequence[Advance], edition: Edition, *, hold: Hold, others: Sequence[Change] = ()
) -> Sequence[Advance]:
    """
    Write what becomes of the households, and the `others`, in one transaction; answers how the households stand now.

    Only when a table refuses a value is each household written by itself, so that the one it belongs to is found.
    """
    try:
        with writing(engine) as connection:
            hold(connection)
            write(connection, [*household_changes(advances), *others], edition)
        return advances
    except UnwritableRowsError:
        with writing(engine) as connection:
            hold(connection)
            stand = [_written_alone(connection, each, edition) for each in advances]
            write(connection, others, edition)
        return stand


def write_recomputed(engine: Engine, page: Recomputed, edition: Edition, *, hold: Hold) -> Recomputed:
    """
    The same for households under changed rules; answers the page as it stands now.

    One whose rows no table takes keeps those from before the change, and is parked.
    """
    try:
        with writing(engine) as connection:
            hold(connection)
            write(connection, page.changes(), edition)
        return page
    except UnwritableRowsError as error:
        with writing(engine) as connection:
            hold(connection)
            refused = [after for pair in page.moved if (after := _refused_alone(connection, pair, edition))]
            stopped = (*page.parked, *(stopped_at(each, error) for each in refused))
            write(connection, replace(page, moved=[], parked=stopped).changes(), edition)
        return replace(page, parked=stopped)


def _refused_alone(connection: Connection, pair: tuple[Folded | None, Folded], edition: Edition) -> Folded | None:
    """Write one household; it is answered when a table refuses it."""
    try:
        with connection.begin_nested():
            write(connection, recomputed_changes([pair]), edition)
    except UnwritableRowsError:
        return pair[1]
    return None


def _written_alone(connection: Connection, one: Advance, edition: Edition) -> Advance:
    try:
        with connection.begin_nested():
            write(connection, household_changes([one]), edition)
        return one
    except UnwritableRowsError:
        position, first = one.applied[0]
        parked = Parked(household=first.household, position=position, version=first.version, reason="UnwritableRows")
        stopped = replace(one, after=None, applied=(), parked=parked)
        write(connection, household_changes([stopped]), edition)
        return stopped


def alarm(parked: Iterable[Parked | None]) -> None:
    """Say aloud which households were set aside; of very many, a fault of the program, the first ones and how many."""
    stopped = [stop for stop in parked if stop is not None]
    for stop in stopped[:_NAMED]:
        _log.error(
            "household.parked",
            household=str(stop.household),
            position=stop.position,
            version=stop.version,
            reason=stop.reason,
        )
    if len(stopped) > _NAMED:
        _log.critical("households.parked", households=len(stopped))

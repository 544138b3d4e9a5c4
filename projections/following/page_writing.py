"""Writing a page's households: whose rows no table takes is parked alone, and everybody else goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import structlog
from msgspec.structs import replace
from sqlalchemy import Connection, Engine

from projections.following.changes import household_changes
from projections.following.folding import Advance
from projections.storage.engine import writing
from projections.storage.parked import Parked
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

"""Taking parked households up again once the program, the rules or the record allow it (design, 6)."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Engine
from structlog import get_logger

from casework.domain.deadlines import Rules
from projections.changes import household_changes
from projections.engine import reading, writing
from projections.folded import states
from projections.folding import advance
from projections.follower import alarm
from projections.parked import PARKED, Parked, parked_households, parked_ids
from projections.position import move, position_of
from projections.source import FactSource
from projections.tables import Change
from projections.writer import write

_ATTEMPTS = 20
_log = get_logger()


def repair(source: FactSource, engine: Engine, rules: Rules, *, household: UUID) -> Parked | None:
    """
    Replay what waits of a parked household; None when it follows the log again, else where it stopped now.

    Quiet when it is not parked.
    """
    for _ in range(_ATTEMPTS):
        stopped, moved = _replayed(source, engine, rules, household)
        if moved:
            return stopped
    raise TimeoutError("the read models moved on each time")


def repair_all(source: FactSource, engine: Engine, rules: Rules) -> tuple[Parked, ...]:
    """Replay every parked household; returns those that are still parked."""
    with reading(engine) as connection:
        waiting = parked_households(connection)
    return tuple(
        still for parked in waiting if (still := repair(source, engine, rules, household=parked.household)) is not None
    )


def _replayed(source: FactSource, engine: Engine, rules: Rules, household: UUID) -> tuple[Parked | None, bool]:
    history = source.streams([household]).get(household, [])
    with reading(engine) as connection:
        position = position_of(connection)
        if household not in parked_ids(connection):
            return None, True
        before = states(connection, [household]).get(household)
    known = before.household.version if before else 0
    waiting = [(at, entry) for at, entry in history if at <= position.at and entry.originator_version > known]
    result = advance(household, before, waiting, history, rules)
    released = Change(table=PARKED, gone=[(household.bytes,)])
    with writing(engine) as connection:
        # The position stays where it is, but nobody may move it meanwhile.
        if not move(connection, position, position):
            return None, False
        write(connection, [released, *household_changes([result])])
    alarm([result.parked])
    if result.parked is None:
        _log.info("household.repaired", household=str(household))
    return result.parked, True

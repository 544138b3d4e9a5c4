"""Taking parked households up again once the program, the rules or the record allow it (ADR 0005)."""

from __future__ import annotations

from uuid import UUID

from msgspec import Struct
from sqlalchemy import Engine
from structlog import get_logger

from casework.application.writing.rule_books import RuleSource
from casework.domain.rules.rule_book import RuleBook
from projections.following.advance import advance
from projections.following.changes import household_changes, recomputed_changes
from projections.following.page_rows import alarm
from projections.following.recomputation import recomputed, stopped_at
from projections.following.source import FactSource
from projections.storage.engine import reading, writing
from projections.storage.kept_states import Folded, states
from projections.storage.parked_households import PARKED, Parked, parked_households, parked_ids, parked_rows
from projections.storage.position import advance_position, position_of, recomputing_of
from projections.storage.tables import Change
from projections.storage.writer import UnwritableRowsError, write

_ATTEMPTS = 20
_log = get_logger()


def repair(source: FactSource, engine: Engine, books: RuleSource, *, household: UUID) -> Parked | None:
    """
    Replay what waits of a parked household; None when it follows the log again, else where it stopped now.

    Quiet when it is not parked.
    """
    for _ in range(_ATTEMPTS):
        stopped, moved = _replayed(source, engine, books, household)
        if moved:
            return stopped
    raise TimeoutError("the read models moved on each time")


class Repaired(Struct, frozen=True, kw_only=True):
    """How many households follow the log again, and those that are still parked."""

    repaired: int
    parked: tuple[Parked, ...]


def repair_all(source: FactSource, engine: Engine, books: RuleSource) -> Repaired:
    """Replay what waits of every parked household."""
    with reading(engine) as connection:
        waiting = parked_households(connection)
    found = [repair(source, engine, books, household=parked.household) for parked in waiting]
    still = tuple(parked for parked in found if parked is not None)
    return Repaired(repaired=len(waiting) - len(still), parked=still)


def _replayed(source: FactSource, engine: Engine, books: RuleSource, household: UUID) -> tuple[Parked | None, bool]:
    history = source.streams([household]).get(household, [])
    with reading(engine) as connection:
        position, under_way = position_of(connection), recomputing_of(connection)
        if household not in parked_ids(connection):
            return None, True
        before = states(connection, [household]).get(household)
    # While households are carried into changed rules this one may have been passed already, so it stands under them.
    book = books.at(under_way.rules_at if under_way else position.at)
    known = before.household.version if before else 0
    waiting = [(at, entry) for at, entry in history if at <= position.at and entry.originator_version > known]
    if waiting or before is None:
        result = advance(household, before, waiting, history, book)
        changes, stopped = household_changes([result]), result.parked
    else:
        changes, stopped = _under_other_rules(before, book)
    with writing(engine) as connection:
        # The position stays where it is, but nobody may move it meanwhile.
        if not advance_position(connection, position, position) or recomputing_of(connection) != under_way:
            return None, False
        try:
            with connection.begin_nested():
                write(connection, [Change(table=PARKED, gone=[(household.bytes,)]), *changes])
        except UnwritableRowsError:
            return next(each for each in parked_households(connection) if each.household == household), True
    alarm([stopped])
    if stopped is None:
        _log.info("household.repaired", household=str(household))
    return stopped, True


def _under_other_rules(before: Folded, book: RuleBook) -> tuple[list[Change], Parked | None]:
    """A household that a change of rules stopped, and no fact of its own."""
    try:
        return recomputed_changes([(before, recomputed(before, book))]), None
    except Exception as error:  # the kind alone is kept, as when it stopped
        stopped = stopped_at(before, error)
        return [Change(table=PARKED, rows=parked_rows(stopped))], stopped

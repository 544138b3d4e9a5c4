"""Makes all read models anew beside the ones in use, then puts them in their place in one moment (ADR 0005)."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from itertools import groupby
from uuid import UUID

from msgspec.structs import replace
from sqlalchemy import Connection, Engine, delete, text
from sqlalchemy.exc import OperationalError

from casework.application.log.records.groups import Entry
from casework.application.writing.rule_books import RuleSource
from casework.domain.errors import RefusedError
from casework.domain.fact import Recorded
from casework.domain.rules.rule_book import RuleBook
from projections.following.advance import Advance, Positioned, advance
from projections.following.follower import (
    BEHIND,
    Follower,
    FollowerStoppedError,
    OvertakenError,
    known_book,
)
from projections.following.page_rows import alarm, write_page
from projections.following.reference_changes import as_many_divisions_as_fit, reference_changes
from projections.following.source import FactSource
from projections.storage.engine import writing
from projections.storage.position import (
    LIVE,
    POSITION,
    REBUILD,
    Position,
    advance_position,
    position_of,
    set_position,
    set_recompute_progress,
    under,
)
from projections.storage.schema import (
    create_tables,
    drop_unfinished,
    ensure_read_schema,
    locked,
    lookup_statements,
    swap_tables,
)
from projections.storage.tables import Edition
from projections.storage.writer import write

Progress = Callable[[int, int], object]
"""Told now and then how many facts are done, and about how many there are."""

_REFERENCE = "0"
_HOUSEHOLDS = tuple("123456789")
"""First digits of ids: small aggregates stand in no village, households begin with their province."""

_PATIENCE = timedelta(seconds=30)


class RebuildOvertakenError(RefusedError):
    """Another rebuild began; it goes on, and the read models in use stand unchanged until it ends."""

    zh = "另一次重建已经开始，本次重建停止"
    en = "Another rebuild has begun; this one gave way"


def rebuild(source: FactSource, engine: Engine, books: RuleSource, *, progress: Progress | None = None) -> int:
    """
    The read models are made anew from the whole log and in use; returns the position they are complete up to.

    Until then the old ones answer and are followed as before. One that is killed leaves them untouched; the next begins
    afresh.

    Raises:
        RebuildOvertakenError: Another rebuild began later; the old read models stand.
        FollowerStoppedError: A fact about divisions, imports or rules cannot be read; the old read models stand.
    """
    ensure_read_schema(engine)
    edition = Edition(token=secrets.token_hex(4))
    claim = Position(generation=edition.token, made_under=under(books))
    try:
        at = stable_position(source, _claimed(engine, claim, edition))
        _fill(source, engine, books, edition, claim, at, progress or _silent)
        for statement in lookup_statements(edition):
            # One at a time: on SQLite nobody can record meanwhile.
            with writing(engine, at_length=True) as connection:
                _hold(connection, claim, claim)
                connection.execute(statement)
        with writing(engine) as connection:
            _hold(connection, claim, replace(claim, at=at))
        _follow_to_the_end(source, engine, books, edition)
        return _switch(engine, edition)
    except OvertakenError as error:
        raise RebuildOvertakenError from error


def stable_position(source: FactSource, after: int) -> int:
    """The last position up to which nothing can come any more, read from one known to be so."""
    last = source.last_position()
    position = min(after, last)
    tail = source.tail(position)
    give_up_at = time.monotonic() + _PATIENCE.total_seconds()
    while position < last and time.monotonic() < give_up_at:
        if page := tail.page(BEHIND):
            position = page[-1][0]
            give_up_at = time.monotonic() + _PATIENCE.total_seconds()
        else:
            time.sleep(0.005)
    return position


def _claimed(engine: Engine, claim: Position, edition: Edition) -> int:
    with locked(engine) as connection:
        set_position(connection, REBUILD, claim)
        set_recompute_progress(connection, None, REBUILD)
        drop_unfinished(connection)
        create_tables(connection, edition)
        return position_of(connection, LIVE).at


def _fill(
    source: FactSource,
    engine: Engine,
    books: RuleSource,
    edition: Edition,
    claim: Position,
    at: int,
    progress: Progress,
) -> None:
    others = sorted(source.stream_range(_REFERENCE, until=at), key=lambda entry: entry[0])
    with writing(engine) as connection:
        _hold(connection, claim, claim)
        for some in _portions(_all_readable(others)):
            write(connection, reference_changes(connection, some, edition), edition)
    done = len(others)
    for facts, advances in _chunks(source, known_book(books, at), at):
        stand = write_page(engine, advances, edition, hold=lambda connection: _hold(connection, claim, claim))
        alarm(a.parked for a in stand)
        done += facts
        progress(done, at)


def _portions(entries: Sequence[Positioned]) -> Iterator[Sequence[Positioned]]:
    """All of them, in parts that memory holds."""
    while entries:
        some = as_many_divisions_as_fit(entries)
        yield some
        entries = entries[len(some) :]


def _chunks(source: FactSource, book: RuleBook, at: int) -> Iterator[tuple[int, list[Advance]]]:
    """Whole households, folded, some thousand facts at a time: memory stays flat however long the log is."""
    facts, advances = 0, []
    for household, entries in _households(source, at):
        advances.append(advance(household, None, entries, entries, book))
        facts += len(entries)
        if facts >= BEHIND:
            yield facts, advances
            facts, advances = 0, []
    if advances:
        yield facts, advances


def _households(source: FactSource, at: int) -> Iterator[tuple[UUID, list[Entry]]]:
    for digit in _HOUSEHOLDS:
        entries = source.stream_range(digit, until=at)
        for household, stream in groupby(entries, key=lambda entry: entry[1].originator_id):
            yield household, list(stream)


def _all_readable(entries: list[Entry]) -> list[tuple[int, Recorded]]:
    found = []
    for position, entry in entries:
        if not isinstance(entry, Recorded):
            raise FollowerStoppedError(position, entry.topic, entry.reason)
        found.append((position, entry))
    return found


def _follow_to_the_end(source: FactSource, engine: Engine, books: RuleSource, edition: Edition) -> None:
    follower = Follower(source, engine, books, name=REBUILD, edition=edition)
    while follower.step(BEHIND):
        pass


def _hold(connection: Connection, claim: Position, new: Position) -> None:
    """Nobody began another rebuild; until the transaction ends nobody can."""
    if not advance_position(connection, claim, new, REBUILD):
        raise OvertakenError


def _switch(engine: Engine, edition: Edition) -> int:
    """
    In one transaction: these tables in use, the position theirs, the claim gone.

    It gives up its wait before a reader could be chosen as the victim of a deadlock, and tries again.
    """
    give_up_at = time.monotonic() + _PATIENCE.total_seconds()
    while True:
        try:
            with locked(engine) as connection:
                return _switched(connection, edition)
        except OperationalError:
            if time.monotonic() > give_up_at:
                raise
            time.sleep(0.05)


def _switched(connection: Connection, edition: Edition) -> int:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL lock_timeout = '300ms'"))
    made = position_of(connection, REBUILD)
    if made.generation != edition.token:
        raise OvertakenError
    _hold(connection, made, made)
    set_position(connection, LIVE, made)
    set_recompute_progress(connection, None, LIVE)  # that one was about the old tables
    connection.execute(delete(POSITION).where(POSITION.c.name == REBUILD))
    swap_tables(connection, edition)
    return made.at


def _silent(done: int, of: int) -> None:
    """Nobody wants to know."""

"""The read models as they were at an earlier position of the log, or as they would have been (ADR 0017)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain, groupby, islice
from typing import NamedTuple
from uuid import UUID

from msgspec import Struct
from sqlalchemy import Engine, Table

from casework.application.log.records.groups import Entry
from casework.application.log.records.household_ids import village_of
from casework.application.writing.rule_books import RuleSource
from casework.domain.divisions.codes import significant_digits, without_nested
from casework.domain.fact import Recorded
from casework.domain.facts.office.divisions import DivisionsChanged
from casework.domain.rights.everywhere import EVERYWHERE
from casework.domain.rights.scope import Scope
from casework.domain.rules.rule_book import RuleBook
from projections.as_of.scratch import scratch_engine
from projections.as_of.true_at import entries_until, state_at
from projections.following.advance import Advance, Positioned, advance
from projections.following.changes import household_changes
from projections.following.follower import BEHIND, FollowerStoppedError, gc_paused
from projections.following.reference_changes import reference_changes
from projections.following.source import FactSource
from projections.storage.engine import reading, writing
from projections.storage.sight import Sight
from projections.storage.tables import IN_USE
from projections.storage.writer import write

Progress = Callable[[int], None]
"""Told now and then how many facts are done."""

_Stream = tuple[UUID, list[Entry]]

_AT_ONCE = 500

_REFERENCE = "0"
_EVERYWHERE = tuple("123456789")
"""First digits of ids: small aggregates stand in no village, households begin with their province."""


class AsOf(Struct, frozen=True, kw_only=True):
    """
    What is to be known of the past: everything up to `position`, below a division or of one household, else of all.

    With `true_at` only what happened by that moment counts, and every correction of it that was known at `position`.
    """

    position: int
    true_at: datetime | None = None
    region: str | None = None
    household: UUID | None = None


class Then(NamedTuple):
    """Read models of an earlier moment that hold nothing but what was to be seen: in them everything is."""

    engine: Engine
    scope: Scope


def read_models_as_of(
    source: FactSource,
    books: RuleSource,
    wanted: AsOf,
    *,
    scope: Scope,
    now: Engine,
    tables: Collection[Table] | None = None,
    progress: Progress | None = None,
) -> Then:
    """
    The read models that say what the ones in use said at that position; whoever asked disposes of their engine.

    Of people they hold what the scope reaches by where each household is `now` and whose: the past is seen from there.

    Args:
        source: The log; everything up to the position stands still.
        now: The read models in use.
        tables: The tables to fill, all without it; names of divisions and imports are always there, also alone.

    Raises:
        DivisionCodeError: The region is no division code.
        FollowerStoppedError: A fact about divisions or imports cannot be read.
        UnreadableFactError: A publication of rules cannot be read.
    """
    reference, book = _reference(source, wanted), books.at(wanted.position)
    engine = scratch_engine(wanted.position)
    try:
        with gc_paused(True), writing(engine) as connection:
            write(connection, reference_changes(connection, reference, IN_USE))
            done = len(reference)
            streams = _seen(source, wanted, reference, scope, now) if tables is None or tables else ()
            for facts, advances in _chunks(streams, wanted, book):
                write(connection, household_changes(advances, tables))
                done += facts
                (progress or _silent)(done)
    except BaseException:
        engine.dispose()
        raise
    return Then(engine, EVERYWHERE)


def source_prefixes(region: str | None, reference: Iterable[Positioned]) -> tuple[str, ...]:
    """
    The leading digits of the ids among which a region's households are found; none of them begins with another.

    A household keeps the id of the village where it was first registered: those of divisions that were carried into the
    region, also by several changes one after the other, stand below other codes (ADR 0019).
    """
    if region is None:
        return _EVERYWHERE
    carried = [
        ({significant_digits(code) for code in change.codes}, [significant_digits(into.code) for into in change.into])
        for _, entry in reference
        if isinstance(entry.fact, DivisionsChanged)
        for change in entry.fact.changes
    ]
    wanted = {significant_digits(region)}
    for _ in carried:
        for codes, into in carried:
            if any(_overlap(one, other) for one in into for other in wanted):
                wanted |= codes
    return without_nested(wanted)


def _overlap(one: str, other: str) -> bool:
    """Whether one of two divisions lies below the other, or they are the same."""
    return one.startswith(other) or other.startswith(one)


def _reference(source: FactSource, wanted: AsOf) -> list[Positioned]:
    entries: Iterable[Entry] = source.stream_range(_REFERENCE, until=wanted.position)
    if wanted.true_at is not None:
        entries = entries_until(wanted.true_at, entries)
    found: list[Positioned] = []
    for position, entry in sorted(entries, key=lambda each: each[0]):
        if not isinstance(entry, Recorded):
            raise FollowerStoppedError(position, entry.topic, entry.reason)
        found.append((position, entry))
    return found


def _seen(
    source: FactSource, wanted: AsOf, reference: Sequence[Positioned], scope: Scope, now: Engine
) -> Iterator[_Stream]:
    """The entries of the households that are asked for and seen."""
    if scope.is_everywhere:
        asked = None if wanted.household is None else [wanted.household]
        prefixes = source_prefixes(wanted.region, reference) if asked is None else ()
        yield from _streams(source, wanted, prefixes, asked or ())
        return
    with reading(now) as connection:
        sight = Sight(connection, scope)
        if wanted.household is not None:
            yield from _streams(source, wanted, (), sight.among([wanted.household]))
            return
        found = (source_prefixes(prefix, reference) for prefix in sight.divisions(wanted.region))
        prefixes = without_nested(chain.from_iterable(found))
        elsewhere = [each for each in sight.ids() if not village_of(each).startswith(prefixes)]
        streams = _streams(source, wanted, prefixes, elsewhere)
        while some := list(islice(streams, _AT_ONCE)):
            there = sight.among([household for household, _ in some])
            yield from (each for each in some if each[0] in there)


def _streams(
    source: FactSource, wanted: AsOf, prefixes: Iterable[str], households: Collection[UUID]
) -> Iterator[_Stream]:
    """The entries of the households whose ids begin with one of the prefixes, and of some more."""
    entries = chain.from_iterable(source.stream_range(prefix, until=wanted.position) for prefix in prefixes)
    for household, stream in groupby(entries, key=lambda entry: entry[1].originator_id):
        yield household, list(stream)
    listed = sorted(households)
    for first in range(0, len(listed), _AT_ONCE):
        for household, whole in source.streams(listed[first : first + _AT_ONCE]).items():
            yield household, [entry for entry in whole if entry[0] <= wanted.position]


def _chunks(streams: Iterable[_Stream], wanted: AsOf, book: RuleBook) -> Iterator[tuple[int, list[Advance]]]:
    """Whole households, folded, some thousand facts at a time: memory stays flat however large the region is."""
    facts, advances = 0, []
    for household, entries in streams:
        if wanted.true_at is None:
            advances.append(advance(household, None, entries, entries, book))
        else:
            advances.append(state_at(household, entries, wanted.true_at, book))
        facts += len(entries)
        if facts >= BEHIND:
            yield facts, advances
            facts, advances = 0, []
    if advances:
        yield facts, advances


def _silent(done: int) -> None:
    pass

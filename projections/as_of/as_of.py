"""The read models as they were at an earlier position of the log, or as they would have been (ADR 0017)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain, groupby
from uuid import UUID

from msgspec import Struct
from sqlalchemy import Engine, Table

from casework.application.log.records.groups import Entry
from casework.application.writing.rule_books import RuleSource
from casework.domain.divisions.codes import significant_digits, without_nested
from casework.domain.fact import Recorded
from casework.domain.facts.office.divisions import DivisionsChanged
from casework.domain.rules.rule_book import RuleBook
from projections.as_of.scratch import scratch_engine
from projections.as_of.true_at import entries_until, state_at
from projections.following.advance import Advance, Positioned, advance
from projections.following.changes import household_changes
from projections.following.follower import BEHIND, FollowerStoppedError, gc_paused, reference_changes
from projections.following.source import FactSource
from projections.storage.engine import writing
from projections.storage.tables import IN_USE
from projections.storage.writer import write

Progress = Callable[[int], None]
"""Told now and then how many facts are done."""

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


def read_models_as_of(
    source: FactSource,
    books: RuleSource,
    wanted: AsOf,
    *,
    tables: Collection[Table] | None = None,
    progress: Progress | None = None,
) -> Engine:
    """
    The engine of read models that say what the ones in use said at that position; whoever asked disposes of it.

    Args:
        source: The log; everything up to the position stands still.
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
            streams = _streams(source, wanted, reference) if tables is None or tables else ()
            for facts, advances in _chunks(streams, wanted, book):
                write(connection, household_changes(advances, tables))
                done += facts
                (progress or _silent)(done)
    except BaseException:
        engine.dispose()
        raise
    return engine


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


def _streams(source: FactSource, wanted: AsOf, reference: Sequence[Positioned]) -> Iterator[tuple[UUID, list[Entry]]]:
    if wanted.household is not None:
        whole = source.streams([wanted.household])[wanted.household]
        yield wanted.household, [entry for entry in whole if entry[0] <= wanted.position]
        return
    prefixes = source_prefixes(wanted.region, reference)
    entries = chain.from_iterable(source.stream_range(prefix, until=wanted.position) for prefix in prefixes)
    for household, stream in groupby(entries, key=lambda entry: entry[1].originator_id):
        yield household, list(stream)


def _chunks(
    streams: Iterable[tuple[UUID, list[Entry]]], wanted: AsOf, book: RuleBook
) -> Iterator[tuple[int, list[Advance]]]:
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

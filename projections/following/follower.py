"""Carries the read models on from page to page of the log: rows and position move together or not at all (ADR 0005)."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

import structlog
from msgspec.structs import replace
from sqlalchemy import Connection, Engine

from casework.application.log.records.groups import Entry
from casework.application.writing.rule_books import RuleSource, RulesUnreadableError
from casework.domain.errors import RefusedError
from casework.domain.fact import Recorded
from casework.domain.rules.rule_book import RuleBook
from projections.following.advance import Advance, advance, corrected_in
from projections.following.page_rows import alarm, write_page, write_recomputed
from projections.following.recomputation import changes_rules, recomputed_page
from projections.following.reference_changes import as_many_divisions_as_fit, reference_changes
from projections.following.source import FactSource, is_of_household
from projections.storage.engine import reading
from projections.storage.kept_states import states
from projections.storage.parked_households import PARKED, Parked, parked_households
from projections.storage.position import (
    LIVE,
    Position,
    Recomputing,
    advance_position,
    position_of,
    recomputing_of,
    set_recompute_progress,
)
from projections.storage.tables import IN_USE, Change, Edition
from projections.storage.writer import write

BEHIND = 20_000
"""Facts a page while there are many to come."""

UP_TO_DATE = 500
"""Facts a page when the log is followed as it grows."""

_log = structlog.get_logger()


class OvertakenError(Exception):
    """Another follower moved the position, or a rebuild put other tables in place; nothing was written."""


class FollowerStoppedError(RefusedError):
    """A fact about divisions, imports or rules cannot be read: the read models stay where they are until it can."""

    def __init__(self, position: int, topic: str, reason: str) -> None:
        self.position = position
        self.topic = topic
        self.reason = reason
        self.zh = f"第{position}条记录（{topic}）无法读取：{reason}；统计表停在这一条之前"
        self.en = f"Entry {position} ({topic}) cannot be read: {reason}; the read models stop before it"


class Follower:
    """
    Follows the log for one edition of the read models; for one thread.

    The order of things in a page is what makes it safe:

    1. Reading comes first and in no transaction of its own: the page, the kept states, who is parked.
    2. Folding is done in memory. A household that cannot be folded is parked; the others do not wait for it.
    3. One transaction then moves the position, as its first statement and only if it is still the one that was read,
       and writes all rows. Two followers at once are therefore harmless: the second finds the position moved, writes
       nothing, and reads again (`OvertakenError`). A kill before the commit loses nothing; after it, nothing is done
       twice.
    4. Who is parked must be the same as when it was read: a repair between reading and writing would be undone.
    5. A change of rules is a page of its own. Its households are made anew page by page, with the progress stored beside
       the position, which passes the change only when the last of them stands under the new rules.
    6. After any error the tail has passed facts that were not written, so it is opened again at the stored position.
    """

    def __init__(
        self, source: FactSource, engine: Engine, books: RuleSource, *, name: str = LIVE, edition: Edition = IN_USE
    ) -> None:
        self._source = source
        self._engine = engine
        self._books = books
        self._name = name
        self._edition = edition
        self.worked_out = 0
        """So many households stand under rules that changed since it began."""
        self.reopen()

    def reopen(self) -> None:
        """Go on from the position that is stored."""
        with reading(self._engine) as connection:
            self.position = position_of(connection, self._name)
        self._tail = self._source.tail(self.position.at)
        self._book: RuleBook | None = None
        self._change: Entry | None = None

    def step(self, limit: int) -> int:
        """
        Carry the next page, or where the rules change the next households into them.

        Returns how many facts or households it held, 0 at the end of the log or while a fact may still come. The
        position passes a change of rules when every household stands under it.

        Raises:
            OvertakenError: Somebody else did; `reopen` and go on.
            FollowerStoppedError: The next fact is about divisions, imports or rules and cannot be read.
        """
        try:
            if self._change is None:
                page = self._tail.page(limit)
                if not page:
                    return 0
                carried = as_many_divisions_as_fit(_before_what_stops(page))
                if not changes_rules(carried[0]):
                    with gc_paused(len(page) > UP_TO_DATE):
                        self._carry(carried)
                    if len(carried) < len(page):
                        self.reopen()
                    return len(carried)
                self._change = carried[0]
            return self._recompute(self._change)
        except BaseException:
            self.reopen()  # the tail has passed what was not written
            raise

    def _carry(self, page: Sequence[Entry]) -> None:
        with reading(self._engine) as connection:
            parked = parked_households(connection, self._edition)
            waiting = frozenset(each.household for each in parked)
            again = waiting & corrected_in(page)
            advances = self._advances(connection, page, waiting - again, again)
            others = self._reference_changes(connection, page)
        new = replace(self.position, at=page[-1][0])

        def hold(connection: Connection) -> None:
            self._move(connection, new, parked)
            write(connection, [Change(table=PARKED, gone=[(household.bytes,) for household in again])], self._edition)

        stand = write_page(self._engine, advances, self._edition, hold=hold, others=others)
        self.position = new
        alarm(a.parked for a in stand)

    def _recompute(self, change: Entry) -> int:
        book = known_book(self._books, change[0])
        with reading(self._engine) as connection:
            parked = parked_households(connection, self._edition)
            under_way = recomputing_of(connection, self._name)
            waiting = frozenset(each.household for each in parked)
            page = recomputed_page(
                connection, change, book, under_way=under_way, waiting=waiting, edition=self._edition
            )
        new = self.position if page.last else replace(self.position, at=change[0])

        def hold(connection: Connection) -> None:
            self._move(connection, new, parked)
            if recomputing_of(connection, self._name) != under_way:
                raise OvertakenError
            done = Recomputing(rules_at=change[0], done=page.last) if page.last else None
            set_recompute_progress(connection, done, self._name)

        stand = write_recomputed(self._engine, page, self._edition, hold=hold)
        self.position = new
        alarm(stand.parked)
        if page.last is None:
            self.reopen()
        self.worked_out += page.looked_at
        return page.looked_at or 1

    def _move(self, connection: Connection, new: Position, parked: Sequence[Parked]) -> None:
        """Nobody moved the position since it was read, and nobody repaired a household, which leaves it as it is."""
        if not advance_position(connection, self.position, new, self._name):
            raise OvertakenError
        if parked_households(connection, self._edition) != parked:
            raise OvertakenError

    def _advances(
        self, connection: Connection, page: Sequence[Entry], waiting: frozenset[UUID], again: frozenset[UUID]
    ) -> list[Advance]:
        """What becomes of the page's households; those `again` were parked, and a correction may bring them back."""
        by_household: dict[UUID, list[Entry]] = {}
        for position, entry in page:
            if is_of_household(entry) and entry.originator_id not in waiting:
                by_household.setdefault(entry.originator_id, []).append((position, entry))
        corrected = corrected_in(page) - waiting
        histories = self._source.streams(list(corrected)) if corrected else {}
        self._book = book = self._book or known_book(self._books, self.position.at)
        before = states(connection, by_household, self._edition)
        for household in again:
            folded, end = before.get(household), page[-1][0]
            known = folded.household.version if folded else 0
            by_household[household] = [
                (at, entry) for at, entry in histories[household] if at <= end and entry.originator_version > known
            ]
        return [
            advance(household, before.get(household), entries, histories.get(household, ()), book)
            for household, entries in by_household.items()
        ]

    def _reference_changes(self, connection: Connection, page: Sequence[Entry]) -> list[Change]:
        others = [
            (position, entry) for position, entry in page if isinstance(entry, Recorded) and not is_of_household(entry)
        ]
        return reference_changes(connection, others, self._edition) if others else []


def known_book(books: RuleSource, position: int) -> RuleBook:
    """The book as of a position. Raises FollowerStoppedError when a publication up to it cannot be read."""
    try:
        return books.at(position)
    except RulesUnreadableError as error:
        raise _stopped(error.position, error.topic, error.reason) from error


def _before_what_stops(page: Sequence[Entry]) -> Sequence[Entry]:
    """
    The page up to a change of rules, which alone is a page of its own.

    Or up to a fact about divisions, imports or rules that cannot be read; that fact itself stops the follower.
    """
    for place, entry in enumerate(page):
        position, found = entry
        unreadable = not isinstance(found, Recorded) and not is_of_household(found)
        if unreadable or changes_rules(entry):
            if place:
                return page[:place]
            if not isinstance(found, Recorded):
                raise _stopped(position, found.topic, found.reason)
            return page[:1]
    return page


def _stopped(position: int, topic: str, reason: str) -> FollowerStoppedError:
    _log.error("follower.stopped", position=position, topic=topic, reason=reason)
    return FollowerStoppedError(position, topic, reason)


@contextmanager
def gc_paused(rests: bool) -> Iterator[None]:
    """A large page makes many objects and no garbage in circles: looking for it costs a third of the time (ADR 0005)."""
    rests = rests and gc.isenabled()
    if rests:
        gc.disable()
    try:
        yield
    finally:
        if rests:
            gc.enable()

"""Carries the read models on from page to page of the log: rows and position move together or not at all (design, 6)."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

import structlog
from msgspec.structs import replace
from sqlalchemy import Connection, Engine

from casework.application.log.groups import Entry
from casework.domain.deadlines import Rules
from casework.domain.errors import CaseworkError
from casework.domain.facts.divisions import DivisionsLoaded
from casework.domain.facts.fact import Recorded
from projections.changes import household_changes
from projections.division_names import division_changes, stored_divisions
from projections.engine import reading, writing
from projections.folded import states
from projections.folding import Advance, Positioned, advance, corrected_in
from projections.import_batches import BatchFact, batch_changes, stored_batches
from projections.parked import Parked, parked_ids
from projections.position import LIVE, move, position_of
from projections.source import FactSource, is_of_household
from projections.tables import IN_USE, Change, Edition
from projections.writer import write

BEHIND = 20_000
"""Facts a page while there are many to come."""

UP_TO_DATE = 500
"""Facts a page when the log is followed as it grows."""

_NAMED = 20
_log = structlog.get_logger()


class OvertakenError(Exception):
    """Another follower moved the position, or a rebuild put other tables in place; nothing was written."""


class FollowerStoppedError(CaseworkError):
    """A fact about divisions or imports cannot be read: the read models stay where they are until it can."""

    def __init__(self, position: int, topic: str, reason: str) -> None:
        self.position = position
        self.topic = topic
        self.reason = reason
        self.zh = f"第{position}条记录（{topic}）无法读取：{reason}；查询视图停在这一条之前"
        self.en = f"Entry {position} ({topic}) cannot be read: {reason}; the read models stop before it"


class Follower:
    """Follows the log for one edition of the read models; for one thread."""

    def __init__(
        self, source: FactSource, engine: Engine, rules: Rules, *, name: str = LIVE, edition: Edition = IN_USE
    ) -> None:
        self._source = source
        self._engine = engine
        self._rules = rules
        self._name = name
        self._edition = edition
        self.reopen()

    def reopen(self) -> None:
        """Go on from the position that is stored."""
        with reading(self._engine) as connection:
            self.position = position_of(connection, self._name)
        self._tail = self._source.tail(self.position.at)

    def step(self, limit: int) -> int:
        """
        Carry the next page; returns how many facts it held, 0 at the end of the log or while one may still come.

        Raises:
            OvertakenError: Somebody else did; `reopen` and go on.
            FollowerStoppedError: The next fact is about divisions or imports and cannot be read.
        """
        page = self._tail.page(limit)
        if not page:
            return 0
        try:
            with _collector_resting(len(page) > UP_TO_DATE):
                carried = _before_the_unreadable(page)
                self._carry(carried)
        except BaseException:
            self.reopen()  # the tail has passed what was not written
            raise
        if len(carried) < len(page):
            self.reopen()
        return len(carried)

    def _carry(self, page: Sequence[Entry]) -> None:
        with reading(self._engine) as connection:
            advances = self._advances(connection, page)
            changes = household_changes(advances) + self._reference_changes(connection, page)
        new = replace(self.position, at=page[-1][0])
        with writing(self._engine) as connection:
            if not move(connection, self.position, new, self._name):
                raise OvertakenError
            write(connection, changes, self._edition)
        self.position = new
        alarm(a.parked for a in advances)

    def _advances(self, connection: Connection, page: Sequence[Entry]) -> list[Advance]:
        waiting = parked_ids(connection, self._edition)
        by_household: dict[UUID, list[Entry]] = {}
        for position, entry in page:
            if is_of_household(entry) and entry.originator_id not in waiting:
                by_household.setdefault(entry.originator_id, []).append((position, entry))
        corrected = corrected_in(page) - waiting
        histories = self._source.streams(list(corrected)) if corrected else {}
        before = states(connection, by_household, self._edition)
        return [
            advance(household, before.get(household), entries, histories.get(household, ()), self._rules)
            for household, entries in by_household.items()
        ]

    def _reference_changes(self, connection: Connection, page: Sequence[Entry]) -> list[Change]:
        others = [
            (position, entry) for position, entry in page if isinstance(entry, Recorded) and not is_of_household(entry)
        ]
        return reference_changes(connection, others, self._edition) if others else []


def reference_changes(connection: Connection, entries: Sequence[Positioned], edition: Edition) -> list[Change]:
    """What facts about divisions and imports change."""
    loaded = [entry.fact for _, entry in entries if isinstance(entry.fact, DivisionsLoaded)]
    batches = {entry.fact.batch for _, entry in entries if isinstance(entry.fact, BatchFact)}
    changes = [
        division_changes(stored_divisions(connection, edition), loaded) if loaded else None,
        batch_changes(stored_batches(connection, batches, edition), entries) if batches else None,
    ]
    return [change for change in changes if change is not None]


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


def _before_the_unreadable(page: Sequence[Entry]) -> Sequence[Entry]:
    """The page up to a fact about divisions or imports that cannot be read; that fact itself stops the follower."""
    for place, (position, entry) in enumerate(page):
        if not isinstance(entry, Recorded) and not is_of_household(entry):
            if place:
                return page[:place]
            _log.error("follower.stopped", position=position, topic=entry.topic, reason=entry.reason)
            raise FollowerStoppedError(position, entry.topic, entry.reason)
    return page


@contextmanager
def _collector_resting(rests: bool) -> Iterator[None]:
    """A large page makes many objects and no garbage in circles: looking for it costs a third of the time (spike, 4)."""
    rests = rests and gc.isenabled()
    if rests:
        gc.disable()
    try:
        yield
    finally:
        if rests:
            gc.enable()

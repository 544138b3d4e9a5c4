"""Reading the log: by household, by region, to its end, and by person; the one way to facts for every reader."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import cast
from uuid import UUID

from eventsourcing.application import Repository
from eventsourcing.persistence import PersistenceError, StoredEvent
from msgspec import Struct

from casework.application.log.encoding.mapper import recorded_at
from casework.application.log.encoding.sealer import Erased, Sealer
from casework.application.log.fact_store import FactStore
from casework.application.log.records.access import AccessTable
from casework.application.log.records.errors import UnreadableFactError
from casework.application.log.records.groups import Entry, ErasedKey, KeyRow, StoredAnswer, Unreadable
from casework.application.log.records.household_ids import region_range
from casework.application.log.records.patience import USUAL, Patience
from casework.application.log.records.recorder import LogRecorder, Row, TailRecorder
from casework.application.log.tail import PatientTail, SimpleTail, Tail
from casework.domain.fact import Private, Recorded
from casework.domain.household.evolution.corrections import with_corrected_words

_RANGE_PAGE = 20_000
_PAUSE_SECONDS = 0.2


class LogHead(Struct, frozen=True, kw_only=True):
    """
    Where the log stands at a moment, cheaply asked.

    `recorded_at` is the recording moment of the newest fact, None in an empty log or when it cannot be read;
    `versions` are those of the streams that were asked for, in their order, 0 for one without facts.
    """

    versions: tuple[int, ...]
    recorded_at: datetime | None


class LogReader:
    """The facts as they were stored, their personal data sealed until it is asked for."""

    def __init__(self, store: FactStore, sealer: Sealer, *, waits_at_holes: bool, patience: Patience = USUAL) -> None:
        self._store = store
        self._sealer = sealer
        self._recorder = cast("LogRecorder", store.recorder)
        self._waits_at_holes = waits_at_holes
        self.patience = patience

    @property
    def access(self) -> AccessTable:
        """The access records beside the facts: who saw or was refused what."""
        return self._recorder.access

    @property
    def repository(self) -> Repository[UUID]:
        """The library's repository: `repository.get(id, projector_func=...)` folds a household."""
        return self._store.repository

    def find_command(self, actor: str, command_id: str) -> StoredAnswer | None:
        """What the actor's command came to, if it was carried out."""
        return self._recorder.find_answer(actor, command_id)

    def final_command(self, actor: str, command_id: str) -> StoredAnswer | None:
        """
        What the actor's command came to, when nobody is still carrying it out: whoever does is waited for.

        Raises:
            eventsourcing.persistence.PersistenceError: It could not be found out.
        """
        give_up_at = time.monotonic() + self.patience.settle_seconds
        while True:
            try:
                return self._recorder.final_answer(actor, command_id)
            except PersistenceError as error:
                if not self._recorder.lost_contact(error) or time.monotonic() > give_up_at:
                    raise
            time.sleep(_PAUSE_SECONDS)

    def stream(self, household: UUID) -> list[tuple[int, Recorded]]:
        """
        The household's facts by version, each with its position.

        Raises:
            UnreadableFactError: One of them cannot be read.
        """
        rows = self._recorder.select_streams([household])
        return [(position, self._recorded(stored)) for position, stored in rows]

    def entries(self, household: UUID) -> list[Recorded]:
        """The household's facts by version; raises as `stream` does."""
        return [entry for _, entry in self.stream(household)]

    def entries_after(self, stream: UUID, version: int) -> list[Recorded]:
        """The facts of a stream beyond a version, in their order; raises as `stream` does."""
        last, after, found = self.last_position(), (stream, version), list[Recorded]()
        while rows := self._recorder.select_range(after, stream, last, _RANGE_PAGE):
            found += (self._recorded(stored) for _, stored in rows)
            after = (stream, found[-1].version)
        return found

    def entry(self, stream: UUID, version: int) -> Recorded:
        """The fact of a stream at a version that it has; raises as `stream` does."""
        ((_, stored),) = self._recorder.select_range((stream, version - 1), stream, self.last_position(), 1)
        return self._recorded(stored)

    def positions(self, household: UUID) -> list[int]:
        """The positions of the household's facts, by version."""
        return [position for position, _ in self._recorder.select_streams([household])]

    def streams(self, households: Sequence[UUID]) -> dict[UUID, list[Entry]]:
        """The facts of many households in one reading; an unknown household has an empty list."""
        found: dict[UUID, list[Entry]] = {household: [] for household in households}
        for row in self._recorder.select_streams(list(found)):
            found[cast("UUID", row[1].originator_id)].append(self._read(row))
        return found

    def stream_range(
        self, prefix: str, *, until: int | None = None, only: Collection[str] | None = None
    ) -> Iterator[Entry]:
        """
        The facts of all households first registered below a division code, by household and version.

        `until`: the highest position that counts; on PostgreSQL one that a tail has reached, so that it stands still.
        `only`: the names of the facts that are wanted; others are passed over without being read.
        """
        lowest, highest = region_range(prefix)
        last = self.last_position() if until is None else until
        after = (lowest, 0)
        while rows := self._recorder.select_range(after, highest, last, _RANGE_PAGE):
            yield from (self._read(row) for row in rows if only is None or row[1].topic.partition("@")[0] in only)
            after = (cast("UUID", rows[-1][1].originator_id), rows[-1][1].originator_version)

    def tail(self, position: int = 0) -> Tail:
        """A reader of everything after `position`, which never passes over a fact; for one thread."""
        if self._waits_at_holes:
            return PatientTail(cast("TailRecorder", self._recorder), self._read, position)
        return SimpleTail(self._recorder, self._read, position)

    def page(self, after: int, limit: int) -> list[Entry]:
        """The facts that stand after a position now, at most `limit`; one that may still come is not waited for."""
        return [self._read(row) for row in self._recorder.select_page(after, limit)]

    def last_position(self) -> int:
        """The highest position stored; 0 in an empty log. Whether all before it is there, a tail knows."""
        return self._recorder.last_position()

    def head(self, streams: Sequence[UUID] = ()) -> LogHead:
        """Where the log stands: when its newest fact was recorded, and which versions these streams have reached."""
        versions, body = self._recorder.select_head(list(streams))
        return LogHead(versions=tuple(versions), recorded_at=None if body is None else recorded_at(body))

    def person(self, digest: bytes) -> tuple[UUID, int] | None:
        """Household and member number of the person with this digest of the resident id."""
        return self.persons([digest]).get(digest)

    def persons(self, digests: Sequence[bytes]) -> dict[bytes, tuple[UUID, int]]:
        """Household and member number of each of these persons that is known."""
        return self._recorder.select_people(digests)

    def lookup(self, kind: str, digest: bytes) -> list[tuple[UUID, int]]:
        """Household and member number of everybody found by this digest, in order."""
        return self._recorder.select_index(kind, digest)

    def found_by(self, kind: str, digests: Sequence[bytes]) -> dict[bytes, tuple[UUID, int]]:
        """Household and member number of somebody found by each of these digests."""
        return self._recorder.select_indexed(kind, digests)

    def look_ups(self, kind: str) -> dict[bytes, UUID]:
        """Every digest of a kind, with its household; for kinds of which few households have one."""
        return self._recorder.select_look_ups(kind)

    def same_key(self, household: UUID, subject: str) -> list[tuple[UUID, str]]:
        """Wherever a person stands, or stood, under the key that they have in this household, itself included."""
        key_ids = [row.key_id for row in self._recorder.select_keys([household]) if row.subject == subject]
        return [place for key_id in key_ids for place in self._recorder.select_same_keys(key_id)]

    def erasures(self) -> list[ErasedKey]:
        """Every data key that was destroyed on purpose."""
        return self._recorder.select_erasures()

    def come_back(self, erasures: Sequence[ErasedKey]) -> list[ErasedKey]:
        """Those of these destroyed keys that are there again, because a backup was restored."""
        there = {
            (row.household, row.subject, row.key_id)
            for row in self._recorder.select_keys(sorted({each.household for each in erasures}))
        }
        return [each for each in erasures if (each.household, each.subject, each.key_id) in there]

    def now(self) -> datetime:
        """The database's clock, in UTC; SQLite has the host's."""
        return self._recorder.now()

    def unseal(self, entry: Recorded) -> Mapping[str, Private | Erased]:
        """
        The entry's personal data by subject as it was recorded; `ERASED` where the key was destroyed.

        Raises:
            SealBrokenError: A block was altered or moved here from elsewhere.
        """
        return self.unseal_all([entry])[0]

    def unseal_all(self, entries: Sequence[Recorded]) -> list[Mapping[str, Private | Erased]]:
        """
        The personal data of many entries, in their order, with one reading of the keys; raises as `unseal` does.

        Sealed words that one of these entries puts right in another one stand as they were put right.
        """
        keys = self._keys_of({entry.household for entry in entries if entry.sealed})
        return with_corrected_words(
            entries, [self._sealer.unseal(entry, keys.get(entry.household, ())) for entry in entries]
        )

    def _keys_of(self, households: set[UUID]) -> dict[UUID, list[KeyRow]]:
        found: dict[UUID, list[KeyRow]] = {}
        for row in self._recorder.select_keys(list(households)) if households else ():
            found.setdefault(row.household, []).append(row)
        return found

    def _recorded(self, stored: StoredEvent) -> Recorded:
        return cast("Recorded", self._store.mapper.to_domain_event(stored))

    def _read(self, row: Row) -> Entry:
        position, stored = row
        try:
            return position, self._recorded(stored)
        except UnreadableFactError as error:
            return position, Unreadable(
                originator_id=error.household,
                originator_version=error.version,
                topic=error.topic,
                reason=error.reason,
            )

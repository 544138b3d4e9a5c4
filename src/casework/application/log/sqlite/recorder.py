"""The log's rows in SQLite: facts, and in the same transaction command, person, key and look-up rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, cast
from uuid import UUID

from eventsourcing.persistence import Notification, NotSupportedError, StoredEvent
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteCursor, SQLiteDatastore

from casework.application.log.records.admission import (
    DatabaseState,
    Prepared,
    Refusal,
    SideRows,
    admit,
    placed,
    side_rows,
)
from casework.application.log.records.groups import Appended, ErasedKey, KeyRow, StoredAnswer
from casework.application.log.records.recorder import Row, Run, T
from casework.application.log.sqlite.access_table import SQLiteAccessTable, refuse_unrecordable

_MOST_PARAMETERS = 10_000
_SELECT_FACTS = "SELECT notification_id, originator_id, originator_version, topic, state FROM stored_events "
_NEWEST_BODY = "SELECT state FROM stored_events ORDER BY notification_id DESC LIMIT 1"
_VERSION_OF = "(SELECT COALESCE(MAX(originator_version), 0) FROM stored_events WHERE originator_id = ?)"
_SELECT_ANSWER = """
    SELECT c.household, c.first_version, c.last_version, c.request_hash, e.notification_id
    FROM commands c LEFT JOIN stored_events e ON c.facts > 0 AND e.originator_id = c.household
        AND e.originator_version BETWEEN c.first_version AND c.last_version
    WHERE c.actor = ? AND c.command_id = ? ORDER BY e.originator_version
"""
_WRITE_SIDE_ROWS = {
    "commands": "INSERT INTO commands VALUES (?, ?, ?, ?, ?, ?, ?)",  # first: a repeat fails on its key
    "erasures": "INSERT OR IGNORE INTO erasures VALUES (?, ?, ?)",
    "keys_gone": "DELETE FROM data_keys WHERE household = ? AND subject = ?",
    "person_forgotten": "DELETE FROM person WHERE household = ? AND member = ?",
    "index_forgotten": "DELETE FROM blind_index WHERE household = ? AND member = ?",
    "people_gone": "DELETE FROM person WHERE household = ? AND digest = ?",
    "people": "INSERT INTO person VALUES (?, ?, ?)",
    "keys": "INSERT INTO data_keys VALUES (?, ?, ?, ?, ?)",
    "index_gone": "DELETE FROM blind_index WHERE household = ? AND member = ? AND kind = ?",
    "index": "INSERT INTO blind_index VALUES (?, ?, ?, ?)",
}


class SQLiteLogRecorder(SQLiteApplicationRecorder):
    """The library's recorder, named by APPLICATION_RECORDER_TOPIC, with the rows beside the facts."""

    def __init__(self, datastore: SQLiteDatastore, events_table_name: str = "stored_events") -> None:
        super().__init__(datastore, events_table_name)
        self.insert_events_statement = (
            f"INSERT INTO {events_table_name} (originator_id, originator_version, topic, state) VALUES (?, ?, ?, ?)"
        )
        self.access = SQLiteAccessTable(datastore)

    def _insert_events(
        self, c: SQLiteCursor, stored_events: Sequence[StoredEvent], *, side: SideRows | None = None, **_: Any
    ) -> Sequence[int]:
        refuse_unrecordable(c)
        if side is not None:
            for kind, statement in _WRITE_SIDE_ROWS.items():
                if rows := getattr(side, kind):
                    c.executemany(statement, [_plain(row) for row in rows])
        # One writer at a time, so the numbers follow the last one without a hole.
        c.execute("SELECT seq FROM sqlite_sequence WHERE name = 'stored_events'")
        before = int((c.fetchone() or (0,))[0])
        rows = [_plain((s.originator_id, s.originator_version, s.topic, s.state)) for s in stored_events]
        c.executemany(self.insert_events_statement, rows)
        return range(before + 1, before + 1 + len(rows))

    def insert_groups(self, prepared: Sequence[Prepared], *, together: bool = False) -> dict[UUID, Appended | Refusal]:
        """
        Write every group that may be written, in one transaction, and say why the others may not.

        `together`: none is written unless all are.
        """
        with self.datastore.transaction(commit=True) as c:
            admitted, refused = admit(prepared, _standing(c, prepared), together=together)
            stored = [event for item in admitted for event in item.stored]
            positions = self._insert_events(c, stored, side=side_rows(admitted)) if admitted else []
        return {**placed(admitted, positions), **refused}

    def select_page(self, after: int, limit: int) -> list[Row]:
        """The next stored facts by position."""
        return self._facts("WHERE notification_id > ? ORDER BY notification_id LIMIT ?", (after, limit))

    def select_streams(self, households: Sequence[UUID]) -> list[Row]:
        """All facts of these households, by household and version."""
        found: list[Row] = []
        for marks, ids in _portions([household.hex for household in households]):
            found += self._facts(f"WHERE originator_id IN ({marks}) ORDER BY originator_id, originator_version", ids)
        return found

    def select_range(self, after: tuple[UUID, int], highest: UUID, until: int, limit: int) -> list[Row]:
        """The next facts by household and version, up to that id and that position."""
        return self._facts(
            "WHERE (originator_id, originator_version) > (?, ?) AND originator_id <= ? AND notification_id <= ?"
            " ORDER BY originator_id, originator_version LIMIT ?",
            (after[0].hex, after[1], highest.hex, until, limit),
        )

    def select_head(self, streams: Sequence[UUID]) -> tuple[list[int], bytes | None]:
        """The versions that these streams have reached (0: none yet), and the body of the newest fact of the log."""
        versions = ", ".join([_VERSION_OF] * len(streams))
        statement = f"SELECT ({_NEWEST_BODY}), {versions}"
        ((body, *found),) = self._read(statement, [stream.hex for stream in streams])
        return found, body

    def last_position(self) -> int:
        """The highest position stored; 0 in an empty log."""
        return int(self._read("SELECT COALESCE(MAX(notification_id), 0) FROM stored_events", ())[0][0])

    def find_answer(self, actor: str, command_id: str) -> StoredAnswer | None:
        """What the command came to, if it was carried out."""
        with self.datastore.transaction(commit=False) as c:
            return _answer(c, actor, command_id)

    def final_answer(self, actor: str, command_id: str) -> StoredAnswer | None:
        """The same: the writer has the file alone, and nobody who loads sees half of it."""
        return self.find_answer(actor, command_id)

    def select_people(self, digests: Sequence[bytes]) -> dict[bytes, tuple[UUID, int]]:
        """Household and member of each person that is known."""
        with self.datastore.transaction(commit=False) as c:
            return _people(c, digests)

    def select_index(self, kind: str, digest: bytes) -> list[tuple[UUID, int]]:
        """Household and member of everybody found by the digest, in order."""
        statement = "SELECT household, member FROM blind_index WHERE kind = ? AND digest = ? ORDER BY household, member"
        return [(UUID(household), member) for household, member in self._read(statement, (kind, digest))]

    def select_indexed(self, kind: str, digests: Sequence[bytes]) -> dict[bytes, tuple[UUID, int]]:
        """Household and member of somebody found by each of the digests; of several the last in order."""
        found: dict[bytes, tuple[UUID, int]] = {}
        for marks, some in _portions(digests):
            statement = (
                f"SELECT digest, household, member FROM blind_index WHERE kind = ? AND digest IN ({marks})"
                " ORDER BY household, member"
            )
            rows = self._read(statement, (kind, *some))
            found.update((digest, (UUID(household), member)) for digest, household, member in rows)
        return found

    def select_look_ups(self, kind: str) -> dict[bytes, UUID]:
        """Every digest of a kind, with its household."""
        rows = self._read("SELECT digest, household FROM blind_index WHERE kind = ?", (kind,))
        return {digest: UUID(household) for digest, household in rows}

    def select_keys(self, households: Sequence[UUID]) -> list[KeyRow]:
        """The data keys of these households, wrapped."""
        found: list[KeyRow] = []
        for marks, ids in _portions([household.hex for household in households]):
            statement = f"SELECT household, subject, key_id, kek, wrapped FROM data_keys WHERE household IN ({marks})"
            for household, subject, key_id, kek, wrapped in self._read(statement, ids):
                row = KeyRow(household=UUID(household), subject=subject, key_id=key_id, kek=kek, wrapped=wrapped)
                found.append(row)
        return found

    def beside(self, work: Callable[[Run], T], *, writes: bool) -> T:
        """Do some work on the tables that stand beside the log, in one transaction."""
        with self.datastore.transaction(commit=writes) as c:

            def run(statement: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
                c.execute(statement, values)
                return [tuple(row) for row in c.fetchall()]

            return work(run)

    def select_same_keys(self, key_id: bytes) -> list[tuple[UUID, str]]:
        """Every household and subject that has the data key of this id."""
        rows = self._read("SELECT household, subject FROM data_keys WHERE key_id = ? ORDER BY 1, 2", (key_id,))
        return [(UUID(household), subject) for household, subject in rows]

    def select_erasures(self) -> list[ErasedKey]:
        """Every data key that was destroyed."""
        rows = self._read("SELECT household, subject, key_id FROM erasures ORDER BY 1, 2, 3", ())
        return [ErasedKey(household=UUID(home), subject=subject, key_id=key_id) for home, subject, key_id in rows]

    def scrub(self) -> None:
        """What was deleted is in the write-ahead log no more, as far as no reader still needs it."""
        with self.datastore.transaction(commit=False) as c:
            c.execute("ROLLBACK")
            c.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            c.execute("BEGIN")

    def now(self) -> datetime:
        """The host's clock, in UTC: a SQLite file has none of its own."""
        return datetime.now(UTC)

    def lost_contact(self, error: Exception) -> bool:
        """Never: there is no line to lose, and a busy file was waited for already."""
        return False

    def select_notifications(self, *args: Any, **kwargs: Any) -> Sequence[Notification]:
        """Refused: the log is read through `Tail`."""
        raise NotSupportedError("the log is read through Tail")

    def _facts(self, condition: str, parameters: Sequence[object]) -> list[Row]:
        rows = self._read(_SELECT_FACTS + condition, parameters)
        return [
            (position, StoredEvent(UUID(household), version, topic, state))
            for position, household, version, topic, state in rows
        ]

    def _read(self, statement: str, parameters: Sequence[object]) -> list[Any]:
        with self.datastore.transaction(commit=False) as c:
            c.execute(statement, parameters)
            return cast("list[Any]", c.fetchall())


def _standing(c: SQLiteCursor, prepared: Sequence[Prepared]) -> DatabaseState:
    versions: dict[UUID, int] = {}
    for marks, ids in _portions([item.group.household.hex for item in prepared]):
        c.execute(
            "SELECT originator_id, MAX(originator_version) FROM stored_events"
            f" WHERE originator_id IN ({marks}) GROUP BY originator_id",
            ids,
        )
        versions.update((UUID(household), version) for household, version in c.fetchall())
    people = _people(c, [row.digest for item in prepared for row in item.group.people if row.action == "add"])
    keys = [(item.group.command.actor, item.group.command.command_id) for item in prepared if item.group.command]
    answers = {key: answer for key in keys if (answer := _answer(c, *key))}
    return DatabaseState(versions=versions, owners={d: owner for d, (owner, _) in people.items()}, answers=answers)


def _people(c: SQLiteCursor, digests: Sequence[bytes]) -> dict[bytes, tuple[UUID, int]]:
    found: dict[bytes, tuple[UUID, int]] = {}
    for marks, some in _portions(digests):
        c.execute(f"SELECT digest, household, member FROM person WHERE digest IN ({marks})", some)
        found.update((digest, (UUID(household), member)) for digest, household, member in c.fetchall())
    return found


def _answer(c: SQLiteCursor, actor: str, command_id: str) -> StoredAnswer | None:
    c.execute(_SELECT_ANSWER, (actor, command_id))
    rows = c.fetchall()
    if not rows:
        return None
    household, first, last, request_hash, _ = rows[0]
    positions = tuple(row[4] for row in rows if row[4] is not None)
    return StoredAnswer(
        household=UUID(household),
        first_version=first,
        last_version=last,
        request_hash=request_hash,
        positions=positions,
    )


def _portions(values: Sequence[Any]) -> Iterator[tuple[str, Sequence[Any]]]:
    """As many values as one statement takes, with their marks."""
    for start in range(0, len(values), _MOST_PARAMETERS):
        some = values[start : start + _MOST_PARAMETERS]
        yield ",".join("?" * len(some)), some


def _plain(row: Iterable[object]) -> list[object]:
    return [value.hex if isinstance(value, UUID) else value for value in row]

"""The log's rows in PostgreSQL: facts, and in the same transaction command, person, key and look-up rows."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, LiteralString, cast
from uuid import UUID

import psycopg
from eventsourcing.persistence import (
    IntegrityError,
    InterfaceError,
    Notification,
    NotSupportedError,
    OperationalError,
    ProgrammingError,
    StoredEvent,
)
from eventsourcing.postgres import PostgresApplicationRecorder
from psycopg.rows import tuple_row
from psycopg.sql import Composed

from casework.application.log.postgres.access_table import TRY_TO_RECORD, PostgresAccessTable, concerns_access
from casework.application.log.postgres.connections import LogDatastore, NoAnswerError
from casework.application.log.postgres.statements import (
    CLAIM_COMMAND,
    INSERT_FACTS,
    SELECT_ANSWERS,
    SELECT_FACTS,
    SELECT_HEAD,
    WRITE_SIDE_ROWS,
)
from casework.application.log.records.admission import (
    DatabaseState,
    Prepared,
    Refusal,
    SideRows,
    admit,
    placed,
    side_rows,
)
from casework.application.log.records.errors import AccessUnrecordedError, ConflictError
from casework.application.log.records.groups import Appended, ErasedKey, KeyRow, StoredAnswer
from casework.application.log.records.recorder import Row, Run, T

_GROUP_ATTEMPTS = 5
_LAST_VERSION = 2**62
_MOMENTARY = ("08", "40", "57P")
_READ_AGAIN_AFTER = (0.05, 0.2)
"""Seconds after which a reading whose line broke is tried on a fresh connection."""


class PostgresLogRecorder(PostgresApplicationRecorder):
    """
    The library's recorder, named by APPLICATION_RECORDER_TOPIC, with the rows beside the facts.

    Appends take no table lock and notify nobody: the lock fails under grants of INSERT alone and waits behind a vacuum,
    and readers keep the order by `Tail` (ADR 0004).
    """

    @property
    def access(self) -> PostgresAccessTable:
        """The access records beside the facts."""
        return PostgresAccessTable(cast("LogDatastore", self.datastore))

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int] | None:
        """
        One attempt, in one transaction. An unknown outcome is not tried again here: the command key settles it.

        Raises:
            IntegrityError: A version, a command key or a person is taken; nothing was stored.
            AccessUnrecordedError: Who writes could not be recorded; nothing was stored.
            OperationalError: Refused, or the line broke and the outcome is unknown.
        """
        failure: psycopg.Error | None = None
        positions: Sequence[int] = []
        with self.datastore.get_connection() as connection:
            with connection.pipeline() as pipeline, connection.transaction():
                try:
                    connection.execute(self._limits)
                    with connection.cursor() as cursor:
                        self._insert_events(cursor, stored_events, **kwargs)
                    with connection.cursor(row_factory=tuple_row) as facts:
                        if stored_events:
                            facts.execute(INSERT_FACTS, _columns_of(stored_events))
                        pipeline.sync()
                        positions = [row[0] for row in facts.fetchall()] if stored_events else []
                except psycopg.Error as error:
                    failure = error
            if failure is not None and concerns_access(failure):
                raise AccessUnrecordedError from failure
            if failure:
                # Only now: raised inside, it would be reported as a pipeline that was left in disorder.
                raise failure
        return positions

    def _insert_events(
        self,
        curs: psycopg.Cursor[Any],
        stored_events: Sequence[StoredEvent],
        *,
        side: SideRows | None = None,
        **_: Any,
    ) -> None:
        curs.connection.execute(TRY_TO_RECORD)
        if side is not None:
            for kind, statement in WRITE_SIDE_ROWS.items():
                if rows := getattr(side, kind):
                    curs.connection.execute(statement, [list(column) for column in zip(*rows, strict=True)])

    def insert_groups(self, prepared: Sequence[Prepared], *, together: bool = False) -> dict[UUID, Appended | Refusal]:
        """
        Write every group that may be written, in one transaction, and say why the others may not.

        `together`: none is written unless all are. A rival that comes in between makes the whole transaction fail; it is then looked at anew and tried again.
        """
        ordered = sorted(prepared, key=lambda item: item.group.household)
        for _ in range(_GROUP_ATTEMPTS):
            try:
                return self._try_groups(ordered, together)
            except ProgrammingError as error:
                if isinstance(error.__cause__, psycopg.Error) and concerns_access(error.__cause__):
                    raise AccessUnrecordedError from error
                raise
            except IntegrityError:
                continue
            except OperationalError as error:
                if _sqlstate(error)[:2] != "40":
                    raise
        return {item.group.household: ConflictError(item.group.household) for item in ordered}

    def _try_groups(self, prepared: Sequence[Prepared], together: bool) -> dict[UUID, Appended | Refusal]:
        with (
            self.datastore.get_connection() as connection,
            connection.transaction(),
            connection.cursor(row_factory=tuple_row) as cursor,
        ):
            cursor.execute(self._limits)
            admitted, refused = admit(prepared, _standing(cursor, prepared), together=together)
            stored = [event for item in admitted for event in item.stored]
            positions: list[int] = []
            if stored:
                self._insert_events(cast("psycopg.Cursor[Any]", cursor), stored, side=side_rows(admitted))
                cursor.execute(INSERT_FACTS, _columns_of(stored))
                positions = [row[0] for row in cursor.fetchall()]
        return {**placed(admitted, positions), **refused}

    def select_page(self, after: int, limit: int) -> list[Row]:
        """The next stored facts by position."""
        return self._facts("WHERE notification_id > %s ORDER BY notification_id LIMIT %s", (after, limit))

    def select_streams(self, households: Sequence[UUID]) -> list[Row]:
        """All facts of these households, by household and version."""
        condition: LiteralString = "WHERE originator_id = ANY(%s) ORDER BY originator_id, originator_version"
        return self._facts(condition, (list(households),))

    def select_range(self, after: tuple[UUID, int], highest: UUID, until: int, limit: int) -> list[Row]:
        """The next facts by household and version, up to that id and that position."""
        return self._facts(
            "WHERE (originator_id, originator_version) > (%s, %s) AND originator_id <= %s AND notification_id <= %s"
            " ORDER BY originator_id, originator_version LIMIT %s",
            (*after, highest, until, limit),
        )

    def select_head(self, streams: Sequence[UUID]) -> tuple[list[int], bytes | None]:
        """The versions that these streams have reached (0: none yet), and the body of the newest fact of the log."""
        ((versions, body),) = self._read(SELECT_HEAD, (list(streams),))
        return versions, body

    def last_position(self) -> int:
        """The highest position stored; 0 in an empty log. A lower one may still be committed: see `Tail`."""
        return int(self._read("SELECT COALESCE(MAX(notification_id), 0) FROM public.stored_events", ())[0][0])

    def writers(self) -> frozenset[str]:
        """The transactions that have written to the facts and are not over."""
        statement: LiteralString = """
            SELECT virtualtransaction FROM pg_locks WHERE relation = 'public.stored_events'::regclass
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                AND mode = 'RowExclusiveLock'
        """
        return frozenset(row[0] for row in self._read(statement, ()))

    def find_answer(self, actor: str, command_id: str) -> StoredAnswer | None:
        """What the command came to, if it was carried out; one attempt, because who asks has lost a line already."""
        return _answers_from(self._read_once(SELECT_ANSWERS, ([actor], [command_id]))).get((actor, command_id))

    def final_answer(self, actor: str, command_id: str) -> StoredAnswer | None:
        """The same, when the transaction that holds the command's key is over: claiming the key waits for it."""
        with self.datastore.get_connection() as connection, connection.transaction(force_rollback=True):
            connection.execute(self._limits)
            is_free = connection.execute(CLAIM_COMMAND, (actor, command_id)).rowcount == 1
        return None if is_free else self.find_answer(actor, command_id)

    def select_people(self, digests: Sequence[bytes]) -> dict[bytes, tuple[UUID, int]]:
        """Household and member of each person that is known."""
        statement: LiteralString = "SELECT digest, household, member FROM public.person WHERE digest = ANY(%s)"
        return {digest: (household, member) for digest, household, member in self._read(statement, (list(digests),))}

    def select_index(self, kind: str, digest: bytes) -> list[tuple[UUID, int]]:
        """Household and member of everybody found by the digest, in order."""
        statement: LiteralString = (
            "SELECT household, member FROM public.blind_index WHERE kind = %s AND digest = %s ORDER BY 1, 2"
        )
        return [(household, member) for household, member in self._read(statement, (kind, digest))]

    def select_indexed(self, kind: str, digests: Sequence[bytes]) -> dict[bytes, tuple[UUID, int]]:
        """Household and member of somebody found by each of the digests; of several the last in order."""
        statement: LiteralString = "SELECT digest, household, member FROM public.blind_index WHERE kind = %s AND digest = ANY(%s) ORDER BY 2, 3"
        rows = self._read(statement, (kind, list(digests)))
        return {digest: (household, member) for digest, household, member in rows}

    def select_look_ups(self, kind: str) -> dict[bytes, UUID]:
        """Every digest of a kind, with its household."""
        statement: LiteralString = "SELECT digest, household FROM public.blind_index WHERE kind = %s"
        return dict(self._read(statement, (kind,)))

    def select_keys(self, households: Sequence[UUID]) -> list[KeyRow]:
        """The data keys of these households, wrapped."""
        statement: LiteralString = (
            "SELECT household, subject, key_id, kek, wrapped FROM public.data_keys WHERE household = ANY(%s)"
        )
        return [
            KeyRow(household=household, subject=subject, key_id=key_id, kek=kek, wrapped=wrapped)
            for household, subject, key_id, kek, wrapped in self._read(statement, (list(households),))
        ]

    def beside(self, work: Callable[[Run], T], *, writes: bool) -> T:
        """Do some work on the tables that stand beside the log, in one transaction."""
        with (
            self.datastore.get_connection() as connection,
            connection.transaction(),
            connection.cursor(row_factory=tuple_row) as cursor,
        ):
            cursor.execute(self._limits)

            def run(statement: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
                cursor.execute(statement.replace("main.", "public.").replace("?", "%s").encode(), values)
                return cursor.fetchall() if cursor.description else []

            return work(run)

    def select_same_keys(self, key_id: bytes) -> list[tuple[UUID, str]]:
        """Every household and subject that has the data key of this id."""
        statement: LiteralString = "SELECT household, subject FROM public.data_keys WHERE key_id = %s ORDER BY 1, 2"
        return [(household, subject) for household, subject in self._read(statement, (key_id,))]

    def select_erasures(self) -> list[ErasedKey]:
        """Every data key that was destroyed."""
        statement: LiteralString = "SELECT household, subject, key_id FROM public.erasures ORDER BY 1, 2, 3"
        rows = self._read(statement, ())
        return [ErasedKey(household=home, subject=subject, key_id=key_id) for home, subject, key_id in rows]

    def scrub(self) -> None:
        """What was deleted is vacuumed away, where this role owns the tables; else it goes with the next vacuum."""
        with self.datastore.get_connection() as connection:
            connection.execute("VACUUM public.data_keys, public.person, public.blind_index")

    def now(self) -> datetime:
        """The database's clock, in UTC."""
        moment: datetime = self._read("SELECT clock_timestamp()", ())[0][0]
        return moment.astimezone(UTC)

    def lost_contact(self, error: Exception) -> bool:
        """Whether the error leaves open what became of the write, or lasts a moment only."""
        if not isinstance(error, InterfaceError | OperationalError):
            return False
        state = _sqlstate(error)
        return not state or state.startswith(_MOMENTARY)

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """The stream by version, for the library's repository, which asks for the whole of it."""
        if desc or limit is not None:
            raise NotSupportedError("streams are read whole and forwards")
        condition: LiteralString = "WHERE originator_id = %s AND originator_version > %s AND originator_version <= %s ORDER BY originator_version"
        versions = (gt or 0, _LAST_VERSION if lte is None else lte)
        return [stored for _, stored in self._facts(condition, (originator_id, *versions))]

    def select_notifications(self, *args: Any, **kwargs: Any) -> Sequence[Notification]:
        """Refused: without the table lock the library's reader would pass over facts; the log is read through `Tail`."""
        raise NotSupportedError("the log is read through Tail")

    def _facts(self, condition: LiteralString, parameters: Sequence[object]) -> list[Row]:
        return [
            (position, StoredEvent(household, version, topic, state))
            for position, household, version, topic, state in self._read(SELECT_FACTS + condition, parameters)
        ]

    @property
    def _limits(self) -> Composed:
        return cast("LogDatastore", self.datastore).limits

    def _read(self, statement: LiteralString, parameters: Sequence[object]) -> list[Any]:
        """Read, on another connection when the line is broken: an idle one may have died without a word."""
        for pause in _READ_AGAIN_AFTER:
            try:
                return self._read_once(statement, parameters)
            except (InterfaceError, OperationalError) as error:
                if not self.lost_contact(error) or isinstance(error.__cause__, NoAnswerError):
                    raise
                time.sleep(pause)
        return self._read_once(statement, parameters)

    def _read_once(self, statement: LiteralString, parameters: Sequence[object]) -> list[Any]:
        with (
            self.datastore.get_connection() as connection,
            connection.cursor(row_factory=tuple_row, binary=True) as cursor,
        ):
            return cursor.execute(statement, parameters).fetchall()


def _standing(cursor: psycopg.Cursor[Any], prepared: Sequence[Prepared]) -> DatabaseState:
    cursor.execute(
        "SELECT originator_id, MAX(originator_version) FROM public.stored_events"
        " WHERE originator_id = ANY(%s) GROUP BY originator_id",
        ([item.group.household for item in prepared],),
    )
    versions = dict(cursor.fetchall())
    digests = [row.digest for item in prepared for row in item.group.people if row.action == "add"]
    owners: dict[bytes, UUID] = {}
    if digests:
        cursor.execute("SELECT digest, household FROM public.person WHERE digest = ANY(%s)", (digests,))
        owners = dict(cursor.fetchall())
    answers: dict[tuple[str, str], StoredAnswer] = {}
    commands = [item.group.command for item in prepared if item.group.command]
    if commands:
        cursor.execute(SELECT_ANSWERS, ([c.actor for c in commands], [c.command_id for c in commands]))
        answers = _answers_from(cursor.fetchall())
    return DatabaseState(versions=versions, owners=owners, answers=answers)


def _answers_from(rows: Sequence[Any]) -> dict[tuple[str, str], StoredAnswer]:
    return {
        (actor, command_id): StoredAnswer(
            household=household,
            first_version=first,
            last_version=last,
            request_hash=request,
            positions=tuple(positions),
        )
        for actor, command_id, household, first, last, request, positions in rows
    }


def _columns_of(stored: Sequence[StoredEvent]) -> list[list[object]]:
    return [
        [s.originator_id for s in stored],
        [s.originator_version for s in stored],
        [s.topic for s in stored],
        [s.state for s in stored],
    ]


def _sqlstate(error: Exception) -> str:
    return getattr(error.__cause__, "sqlstate", None) or ""

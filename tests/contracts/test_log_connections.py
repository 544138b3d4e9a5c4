"""The log's connections are durable, strict and impatient, and need few rights."""

from __future__ import annotations

import secrets
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, cast
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from eventsourcing.persistence import OperationalError
from eventsourcing.sqlite import SQLiteCursor

from casework.application.log.encoding.keys import KeyRing
from casework.application.log.postgres.connections import LogDatastore
from casework.application.log.postgres.recorder import PostgresLogRecorder
from casework.application.log.records.addresses import sqlite_path
from casework.application.log.records.groups import Appended, IndexRow, PersonRow
from casework.application.log.sqlite.recorder import SQLiteLogRecorder
from casework.application.log.store import Log
from casework.domain.facts.assistance import NotePrivate
from casework.domain.facts.responsibility import CadreAssigned
from tests.support.households.samples import a_group, an_id, with_private

HOME = an_id(1)
RING = KeyRing.random()
READ_AND_ADD = "GRANT SELECT, INSERT ON stored_events, commands, person, data_keys, blind_index, log_settings, access_records, erasures TO {role}"
MOVE = "GRANT DELETE ON person, data_keys, blind_index TO {role}"


def test_every_sqlite_connection_is_set_up(sqlite_url: str) -> None:
    """No build of SQLite and no second connection weakens what a commit promises (D14)."""
    with Log.open(sqlite_url, RING) as log:
        datastore = cast("SQLiteLogRecorder", log._recorder).datastore

        def value(cursor: SQLiteCursor, name: str) -> Any:
            cursor.execute(f"PRAGMA {name}")
            return cursor.fetchone()[0]

        with datastore.transaction(commit=False) as one, datastore.transaction(commit=False) as two:
            for cursor in (one, two):
                found = {
                    name: value(cursor, name)
                    for name in ("synchronous", "foreign_keys", "secure_delete", "busy_timeout")
                }
                assert found == {"synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "busy_timeout": 7_500}
                assert value(cursor, "journal_mode") == "wal"


def test_sqlite_writers_wait_for_each_other_from_the_start(sqlite_url: str) -> None:
    """A portion of an import reads before it writes and is not thrown back by a rival in between (D15)."""
    with Log.open(sqlite_url, RING) as log, ThreadPoolExecutor(1) as pool:
        rival = sqlite3.connect(sqlite_path(sqlite_url), isolation_level=None)
        rival.execute("BEGIN IMMEDIATE")
        rival.execute("INSERT INTO person VALUES (x'00', 'elsewhere', 1)")
        waiting = pool.submit(log.append_groups, [a_group(HOME)])
        time.sleep(0.2)
        assert not waiting.done()
        assert log.entries(HOME) == []

        rival.execute("COMMIT")
        rival.close()

        assert isinstance(waiting.result(timeout=20)[HOME], Appended)


LIMITED = ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout")


def limits(log: Log, *, in_transaction: bool) -> dict[str, Any]:
    """The limits of a connection by itself, or of a transaction that the log begins on it."""
    datastore = cast("LogDatastore", cast("PostgresLogRecorder", log._recorder).datastore)
    with datastore.get_connection() as connection, connection.transaction():
        if in_transaction:
            connection.execute(datastore.limits)
        rows = [connection.execute("SELECT current_setting(%s) AS value", (name,)).fetchone() for name in LIMITED]
    return {name: row and row["value"] for name, row in zip(LIMITED, rows, strict=True)}


def test_every_postgresql_connection_is_set_up(postgres_url: str) -> None:
    """A dead line or a frozen rival is noticed in seconds (D9, D10); nothing is set for a session behind a pooler."""
    with Log.open(postgres_url, RING) as log:
        with cast("PostgresLogRecorder", log._recorder).datastore.get_connection() as connection:
            parameters, prepares = connection.info.get_parameters(), connection.prepare_threshold

        assert limits(log, in_transaction=True) == {
            "lock_timeout": "5s",
            "statement_timeout": "7500ms",
            "idle_in_transaction_session_timeout": "5s",
        }
        assert limits(log, in_transaction=False) == dict.fromkeys(LIMITED, "0")
    assert prepares is None
    assert "options" not in parameters
    assert {name: parameters[name] for name in ("keepalives_idle", "tcp_user_timeout", "connect_timeout")} == {
        "keepalives_idle": "2",
        "tcp_user_timeout": "5000",
        "connect_timeout": "2",
    }


def test_parameters_of_the_url_go_first(postgres_url: str) -> None:
    """An operator can set what the log has a default for."""
    url = f"{postgres_url}?connect_timeout=7&options=-c%20lock_timeout%3D1s"
    with Log.open(url, RING) as log:
        log.append(a_group(HOME))
        with cast("PostgresLogRecorder", log._recorder).datastore.get_connection() as connection:
            parameters = connection.info.get_parameters()

        assert limits(log, in_transaction=True)["lock_timeout"] == "1s"
    assert parameters["connect_timeout"] == "7"


def test_a_held_lock_is_not_waited_for_forever(postgres_url: str) -> None:
    """The caller hears of it after the lock's time, and nothing is stored."""
    with Log.open(f"{postgres_url}?options=-c%20lock_timeout%3D200ms", RING) as log:
        with psycopg.connect(postgres_url) as frozen:
            frozen.execute("INSERT INTO person VALUES ('a', gen_random_uuid(), 1)")
            started = time.monotonic()

            with pytest.raises(OperationalError, match="lock timeout"):
                log.append(a_group(HOME, people=(PersonRow(digest=b"a", member=1),)))

            assert time.monotonic() - started < 2
        assert log.entries(HOME) == []


def test_appends_do_not_wait_for_a_lock_that_lets_others_read_and_write(postgres_url: str) -> None:
    """A vacuum or an analysis of the table holds nobody up (ADR 0004)."""
    with Log.open(postgres_url, RING) as log, psycopg.connect(postgres_url) as vacuum:
        vacuum.execute("LOCK TABLE stored_events IN SHARE UPDATE EXCLUSIVE MODE")

        started = time.monotonic()
        log.append(a_group(HOME))

        assert time.monotonic() - started < 2


@pytest.fixture
def role(postgres_url: str) -> Iterator[str]:
    """An account of its own that owns nothing."""
    name = f"clerk_{secrets.token_hex(4)}"
    with psycopg.connect(postgres_url, autocommit=True) as owner:
        owner.execute(f"CREATE ROLE {name} LOGIN PASSWORD 'clerk'".encode())
        yield name
        owner.execute(f"DROP OWNED BY {name}".encode())
        owner.execute(f"DROP ROLE {name}".encode())


def test_the_application_needs_no_right_to_change_facts(postgres_url: str, role: str) -> None:
    """An account that may only read and add does all the log does, and cannot rewrite anything."""
    with Log.open(postgres_url, RING):
        pass
    with psycopg.connect(postgres_url, autocommit=True) as owner:
        for grant in (READ_AND_ADD, MOVE):
            owner.execute(grant.format(role=role).encode())
    parts = urlsplit(postgres_url)
    url = urlunsplit(parts._replace(netloc=f"{role}:clerk@{parts.netloc.rpartition('@')[2]}"))
    fact = with_private(CadreAssigned(cadre="x"), m1=NotePrivate(text="n"))
    person, index = PersonRow(digest=b"p" * 16, member=1), IndexRow(kind="name", digest=b"n" * 16, member=1)

    with Log.open(url, RING) as log:
        log.append(a_group(HOME, fact, key="k", people=(person,), index=(index,)))
        log.append_groups([a_group(HOME, fact, after=1, people=(person,), index=(index,))])
        assert [position for position, _ in log.tail().page(10)] == [1, 2]

    with psycopg.connect(url, autocommit=True) as clerk:
        for statement in (
            "UPDATE stored_events SET topic = 'x'",
            "DELETE FROM stored_events",
            "ALTER TABLE stored_events DISABLE TRIGGER ALL",
            "SET session_replication_role = replica",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                clerk.execute(statement.encode())

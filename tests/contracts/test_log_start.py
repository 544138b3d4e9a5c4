"""Setting a database up: once, whoever comes first, and never by a program of another release."""

from __future__ import annotations

import multiprocessing
import stat
from contextlib import closing
from multiprocessing.synchronize import Barrier
from pathlib import Path

import psycopg
import pytest

from casework.application.log.encoding.keys import KeyRing
from casework.application.log.records.addresses import sqlite_path
from casework.application.log.records.errors import (
    DatabaseUnusableError,
    KeysError,
    SchemaNewerError,
    SchemaOutdatedError,
)
from casework.application.log.setup.schema import SCHEMA_VERSION, ensure_schema, migrate
from casework.application.log.store import Log
from tests.support.households.samples import a_group, an_id
from tests.support.installations.raw_database import run_sql

PROCESSES = 8


def _open_and_append(url: str, keys: str, number: int, barrier: Barrier) -> None:
    ring = KeyRing.load(Path(keys))
    barrier.wait(timeout=60)
    with Log.open(url, ring) as log:
        log.append(a_group(an_id(number)))


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    path = tmp_path / "keys.json"
    KeyRing.create(path)
    return path


def test_eight_processes_open_an_empty_database_at_once(database_url: str, keys: Path) -> None:
    """Web workers, follower and scheduler may start together on an empty machine (R20)."""
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(PROCESSES)
    processes = [
        context.Process(target=_open_and_append, args=(database_url, str(keys), number, barrier))
        for number in range(PROCESSES)
    ]

    for process in processes:
        process.start()
    for process in processes:
        process.join(timeout=120)

    assert [process.exitcode for process in processes] == [0] * PROCESSES
    with Log.open(database_url, KeyRing.load(keys)) as log:
        assert log.last_position() == PROCESSES


def test_opening_a_second_time_changes_nothing(database_url: str) -> None:
    """A restart leaves everything in place."""
    ring = KeyRing.random()
    with Log.open(database_url, ring) as log:
        log.append(a_group(an_id()))

    with Log.open(database_url, ring) as log:
        assert len(log.entries(an_id())) == 1


def test_an_older_schema_is_refused_until_it_is_migrated(database_url: str) -> None:
    """The sentence says what to do; nothing is touched before."""
    ensure_schema(database_url)
    run_sql(database_url, "UPDATE log_settings SET value = '0' WHERE name = 'schema'")

    with pytest.raises(SchemaOutdatedError, match="run casework migrate") as refusal:
        ensure_schema(database_url)

    assert "casework migrate" in refusal.value.zh


def test_a_newer_schema_is_left_alone(database_url: str) -> None:
    """An old program does not write into a new database."""
    ensure_schema(database_url)
    run_sql(database_url, f"UPDATE log_settings SET value = '{SCHEMA_VERSION + 1}' WHERE name = 'schema'")

    with pytest.raises(SchemaNewerError):
        ensure_schema(database_url)
    with pytest.raises(SchemaNewerError):
        migrate(database_url)


def test_migrating_an_empty_database_sets_it_up(database_url: str) -> None:
    """`migrate` is the whole setup of a new installation, and harmless when repeated."""
    assert (migrate(database_url), migrate(database_url)) == (0, SCHEMA_VERSION)

    with Log.open(database_url, KeyRing.random()) as log:
        assert log.last_position() == 0


def test_a_migration_that_fails_leaves_the_database_as_it_was(database_url: str) -> None:
    """Half a schema would be worse than the old one."""
    run_sql(database_url, "CREATE TABLE person (unrelated integer)")

    with pytest.raises(Exception, match="person"):
        migrate(database_url)

    with pytest.raises(Exception, match="stored_events"):
        run_sql(database_url, "SELECT * FROM stored_events")


def test_other_keys_than_those_it_was_filled_with_are_refused(database_url: str) -> None:
    """With the wrong key file nothing could be found or read, and every household would be imported again."""
    with Log.open(database_url, KeyRing.random()):
        pass

    with pytest.raises(KeysError, match="other keys"):
        Log.open(database_url, KeyRing.random())


def test_the_database_file_is_its_owners_only(sqlite_url: str) -> None:
    """It holds birth dates and pay in clear."""
    with Log.open(sqlite_url, KeyRing.random()) as log:
        log.append(a_group(an_id()))

        modes = [stat.S_IMODE(path.stat().st_mode) for path in sqlite_path(sqlite_url).parent.glob("casework.sqlite*")]

    assert set(modes) == {0o600}


def test_a_file_that_is_no_database_is_refused(sqlite_url: str) -> None:
    """One clear sentence instead of a traceback."""
    sqlite_path(sqlite_url).write_bytes(b"PK\x03\x04 a ledger, not a database" * 100)

    with pytest.raises(DatabaseUnusableError, match="not a database"):
        Log.open(sqlite_url, KeyRing.random())


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////absent/folder/casework.sqlite",
        "postgresql://nobody:secret@127.0.0.1:1/none",
        "mysql://x",
        "sqlite:///",
        "casework.sqlite",
    ],
)
def test_an_address_that_leads_nowhere_is_refused(url: str) -> None:
    """One clear sentence, and no password in it."""
    with pytest.raises(DatabaseUnusableError) as refusal:
        Log.open(url, KeyRing.random())

    assert "secret" not in str(refusal.value) + refusal.value.zh


def test_a_setting_in_the_environment_changes_nothing(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library reads settings from anywhere in the environment; the log does not let it (D3)."""
    for prefix in ("", "FACTSTORE_", "STORED_"):
        monkeypatch.setenv(f"{prefix}POSTGRES_ENABLE_DB_FUNCTIONS", "y")
        monkeypatch.setenv(f"{prefix}MAPPER_TOPIC", "os:system")
        monkeypatch.setenv(f"{prefix}CREATE_TABLE", "y")

    with Log.open(postgres_url, KeyRing.random()) as log:
        log.append(a_group(an_id()))
        assert len(log.entries(an_id())) == 1
    with closing(psycopg.connect(postgres_url)) as connection:
        found = connection.execute("SELECT count(*) FROM pg_proc WHERE proname LIKE 'es_%'").fetchone()
    assert found == (0,)

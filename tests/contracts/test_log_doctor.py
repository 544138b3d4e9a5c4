"""The doctor refuses every setting under which something acknowledged could be lost or rewritten."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from casework.application.log.encoding.keys import KeyRing
from casework.application.log.records.addresses import sqlite_path
from casework.application.log.records.checks import Check
from casework.application.log.setup.doctor import doctor
from casework.application.log.setup.schema import ensure_schema
from tests.postgres_server import PostgresServer
from tests.support.installations.raw_database import run_sql

# What the server itself was started with: not ours to choose when the tests are given one.
OF_THE_SERVER = {"fsync", "full-page-writes", "data-checksums"}


def refused(checks: list[Check]) -> list[str]:
    return [check.name for check in checks if not check.ok]


def test_a_database_as_we_set_it_up_is_healthy(database_url: str, tmp_path: Path) -> None:
    """What casework makes itself passes its own examination."""
    ensure_schema(database_url)
    keys = tmp_path / "keys.json"
    KeyRing.create(keys)

    checks = doctor(database_url, keys)

    assert set(refused(checks)) <= OF_THE_SERVER
    assert {"append-only", "positions", "schema", "keys-file"} <= {check.name for check in checks}
    assert all(check.message.zh and check.message.en for check in checks)


@pytest.mark.parametrize("schema", ["0", "99"])
def test_a_database_of_another_release_is_named(database_url: str, schema: str) -> None:
    """Neither an earlier nor a later schema is taken for ours."""
    ensure_schema(database_url)
    run_sql(database_url, f"UPDATE log_settings SET value = '{schema}' WHERE name = 'schema'")

    (check,) = [check for check in doctor(database_url) if check.name == "schema"]

    assert not check.ok
    assert check.message.zh.startswith("不符合要求")


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("PRAGMA journal_mode = DELETE", "journal-mode"),
        ("DROP TRIGGER facts_not_changed", "append-only"),
        ("DROP TRIGGER facts_not_removed", "append-only"),
        ("DROP TRIGGER facts_not_replaced", "append-only"),
    ],
)
def test_a_spoilt_sqlite_file_is_named(sqlite_url: str, statement: str, name: str) -> None:
    """Each missing protection is one refused line with a sentence in both languages."""
    ensure_schema(sqlite_url)
    run_sql(sqlite_url, statement)

    checks = doctor(sqlite_url)

    assert refused(checks) == [name]
    (check,) = [check for check in checks if not check.ok]
    assert check.message.zh.startswith("不符合要求")
    assert check.message.en.startswith("Refused")


def test_files_that_others_can_read_are_named(sqlite_url: str, tmp_path: Path) -> None:
    """Database and keys belong to one account."""
    ensure_schema(sqlite_url)
    keys = tmp_path / "keys.json"
    KeyRing.create(keys)
    keys.chmod(0o640)
    sqlite_path(sqlite_url).chmod(0o644)

    assert refused(doctor(sqlite_url, keys)) == ["database-file", "keys-file"]


def test_a_damaged_file_is_named(sqlite_url: str) -> None:
    """A page that was overwritten is found before anybody works on it."""
    ensure_schema(sqlite_url)
    with closing(sqlite3.connect(sqlite_path(sqlite_url))) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(sqlite_path(sqlite_url).read_bytes())
    content[4096 * 2 : 4096 * 3] = b"\xff" * 4096
    sqlite_path(sqlite_url).write_bytes(content)

    assert set(refused(doctor(sqlite_url))) & {"intact", "readable"}


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    """Absent files are refused, not made."""
    url = f"sqlite:///{tmp_path / 'absent.sqlite'}"

    assert refused(doctor(url, tmp_path / "absent.json")) == ["database-file", "keys-file"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("ALTER TABLE stored_events DISABLE TRIGGER facts_append_only", "append-only"),
        ("ALTER TABLE stored_events ENABLE TRIGGER facts_append_only", "append-only"),
        ("DROP TRIGGER facts_append_only ON stored_events", "append-only"),
        ("ALTER TABLE stored_events ALTER notification_id SET CACHE 20", "positions"),
        ("CREATE FUNCTION es_insert_events_uuid() RETURNS int LANGUAGE sql AS 'SELECT 1'", "insert-function"),
        ("ALTER DATABASE {database} SET synchronous_commit = off", "synchronous-commit"),
    ],
)
def test_a_spoilt_postgresql_database_is_named(postgres_url: str, statement: str, name: str) -> None:
    """Each missing protection is one refused line."""
    ensure_schema(postgres_url)
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(statement.format(database=connection.info.dbname).encode())

    assert set(refused(doctor(postgres_url))) - OF_THE_SERVER == {name}


@pytest.mark.parametrize(("value", "expected"), [("y", {"db-functions"}), ("n", set())])
def test_the_librarys_insert_functions_are_refused(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch, value: str, expected: set[str]
) -> None:
    """They store facts in an order that readers cannot trust (D3)."""
    ensure_schema(postgres_url)
    monkeypatch.setenv("CASEWORK_POSTGRES_ENABLE_DB_FUNCTIONS", value)

    assert set(refused(doctor(postgres_url))) - OF_THE_SERVER == expected


def test_a_server_that_does_not_write_to_the_disk_is_named() -> None:
    """A test server is not taken for a real one."""
    with PostgresServer(fsync=False) as server:
        ensure_schema(server.url)

        assert refused(doctor(server.url)) == ["fsync", "full-page-writes"]


def test_a_server_that_is_away_is_named_without_its_password() -> None:
    """The sentence may be shown to anybody."""
    (check,) = doctor("postgresql://nobody:secret@127.0.0.1:1/none")

    assert (check.name, check.ok) == ("reachable", False)
    assert "secret" not in check.message.en + check.message.zh

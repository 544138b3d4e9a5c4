"""Facts can be added and nothing else, whoever holds the connection."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import psycopg
import pytest
from eventsourcing.persistence import IntegrityError

from casework.application.log.encoding.keys import KeyRing
from casework.application.log.records.errors import ConflictError
from casework.application.log.store import Log
from tests.support.households.samples import a_group, an_id
from tests.support.installations.raw_database import run_sql

HOME = an_id(1)
RING = KeyRing.random()
COLUMNS = "originator_id, originator_version, topic, state"
FORGERY = f"({COLUMNS}) VALUES ({{id}}, 1, 'cadre-assigned', {{bytes}})"


@pytest.fixture
def log(database_url: str) -> Iterator[Log]:
    with Log.open(database_url, RING) as opened:
        opened.append(a_group(HOME))
        yield opened


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE stored_events SET state = {bytes}",
        "UPDATE stored_events SET originator_version = 2",
        "DELETE FROM stored_events",
        f"INSERT INTO stored_events {FORGERY} ON CONFLICT (originator_id, originator_version) DO UPDATE SET state = {{bytes}}",
    ],
)
def test_no_fact_is_changed_or_removed(log: Log, database_url: str, statement: str) -> None:
    """Nobody can rewrite or lose a household's history through the database."""
    before = log.entries(HOME)

    with pytest.raises((sqlite3.IntegrityError, psycopg.errors.RestrictViolation), match="append-only"):
        run_sql(database_url, statement, household=HOME)

    assert log.entries(HOME) == before


@pytest.mark.parametrize(
    "statement",
    [
        f"INSERT OR REPLACE INTO stored_events {FORGERY}",
        f"REPLACE INTO stored_events {FORGERY}",
        f"REPLACE INTO stored_events (notification_id, {COLUMNS}) VALUES (1, 'other', 1, 'cadre-assigned', {{bytes}})",
        "UPDATE OR REPLACE stored_events SET state = {bytes}",
    ],
)
def test_on_sqlite_nothing_is_replaced(sqlite_url: str, statement: str) -> None:
    """REPLACE would remove the old fact without firing the trigger against removal."""
    with Log.open(sqlite_url, RING) as log:
        log.append(a_group(HOME))
        before = log.entries(HOME)

        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            run_sql(sqlite_url, statement, household=HOME)

        assert log.entries(HOME) == before


def test_without_the_third_trigger_a_fact_could_be_forged(sqlite_url: str) -> None:
    """The control: the two obvious triggers alone do not see REPLACE."""
    with Log.open(sqlite_url, RING) as log:
        log.append(a_group(HOME))
        run_sql(sqlite_url, "DROP TRIGGER facts_not_replaced")

        run_sql(sqlite_url, f"REPLACE INTO stored_events {FORGERY}", household=HOME)

        assert run_sql(sqlite_url, "SELECT state FROM stored_events") == [(b"{}",)]


@pytest.mark.parametrize(
    "statement", ["TRUNCATE stored_events", "DELETE FROM stored_events", "UPDATE stored_events SET topic = 'x'"]
)
def test_on_postgresql_not_even_as_a_replica(postgres_url: str, statement: str) -> None:
    """A session that pretends to replay from elsewhere is refused, too."""
    with Log.open(postgres_url, RING) as log:
        log.append(a_group(HOME))

        with psycopg.connect(postgres_url, autocommit=True) as connection:
            connection.execute("SET session_replication_role = replica")
            with pytest.raises(psycopg.errors.RestrictViolation, match="append-only"):
                connection.execute(statement.encode())

        assert len(log.entries(HOME)) == 1


def test_a_second_fact_at_the_same_version_is_a_conflict(log: Log) -> None:
    """The triggers do not change how the library hears of a lost race."""
    with pytest.raises(ConflictError) as refusal:
        log.append(a_group(HOME))

    assert isinstance(refusal.value.__cause__, IntegrityError)


def test_on_sqlite_a_position_is_never_used_twice(sqlite_url: str) -> None:
    """A reader that was at the end stays right even after a hole was torn by force (D16)."""
    with Log.open(sqlite_url, RING) as log:
        log.append(a_group(HOME))
        run_sql(sqlite_url, "DROP TRIGGER facts_not_removed")
        run_sql(sqlite_url, "DELETE FROM stored_events")

        appended = log.append(a_group(HOME))

        assert appended.first_position == 2

"""Access records can be added and nothing else; what cannot be recorded is not answered and not done (A9, A13)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from msgspec.structs import replace

from casework.application.commands.assistance import LogFollowUp
from casework.application.log.encoding.keys import KeyRing
from casework.application.log.records.access import AccessWanted
from casework.application.log.records.addresses import is_sqlite
from casework.application.log.records.errors import AccessUnrecordedError
from casework.application.log.store import Log
from casework.domain.access.records import KEPT_FOR, AccessRecord, TooEarlyToPurgeError, refuse_early_purge
from casework.domain.codes.rights import AccessChannel, AccessKind, AccessOutcome, AccessRetention
from casework.domain.codes.service.assistance import FollowUpKind, Outcome
from tests.support.households.samples import a_group, an_id
from tests.support.installations.installations import Office, open_office
from tests.support.installations.raw_database import run_sql

HOME = an_id(1)
RING = KeyRing.random()
DAY = timedelta(days=1)
REFUSED = (sqlite3.IntegrityError, psycopg.errors.RestrictViolation)
EVERYTHING = AccessWanted()


def read(at: datetime, *, kind: AccessKind = AccessKind.READ, **more: Any) -> AccessRecord:
    told = AccessRecord(
        at=at,
        kind=kind,
        what="history",
        account="10000001",
        office="township@990101001000",
        channel=AccessChannel.COMMAND_LINE,
        outcome=AccessOutcome.ALLOWED,
        household=HOME,
    )
    return replace(told, **more)


@pytest.fixture
def log(database_url: str) -> Iterator[Log]:
    with Log.open(database_url, RING) as opened:
        yield opened


def test_a_record_comes_back_as_it_was_made(log: Log) -> None:
    """Whole, in order, and only what was asked for: an account, a household, from and until."""
    now = datetime(2026, 3, 2, 1, 2, 3, 456, tzinfo=UTC)
    first = read(now)
    second = read(now + DAY, kind=AccessKind.UNMASK, position=7, account="", region="990101000000", household=None)
    third = read(now + 2 * DAY, outcome=AccessOutcome.DENIED, why="not-allowed", household=an_id(2))
    for each in (first, second, third):
        log.access.insert(each)

    assert log.access.select(EVERYTHING) == [first, second, third]
    assert log.access.select(AccessWanted(accounts=("10000001", "li.na"))) == [first, third]
    assert log.access.select(AccessWanted(household=HOME)) == [first]
    assert log.access.select(AccessWanted(since=now + DAY, until=now + 2 * DAY)) == [second]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE access_records SET account = 'nobody'",
        "UPDATE access_records SET keep_until = at",
        "DELETE FROM access_records",
    ],
)
def test_no_record_is_changed_or_removed(log: Log, database_url: str, statement: str) -> None:
    """Nobody can make a record say something else or go, through whichever connection (MLPS 2.0 level 3, item 14)."""
    kept = read(datetime.now(UTC))
    log.access.insert(kept)

    with pytest.raises(REFUSED, match="access records are"):
        run_sql(database_url, statement)

    assert log.access.select(EVERYTHING) == [kept]


def test_on_sqlite_no_record_is_replaced(sqlite_url: str) -> None:
    """REPLACE would remove the old row without firing the trigger; without the third trigger it does."""
    forgery = (
        "REPLACE INTO access_records SELECT 1, at, kind, 'x', '', '', '', '', NULL, '', '', NULL, '', keep_until"
        " FROM access_records"
    )
    with Log.open(sqlite_url, RING) as log:
        log.access.insert(read(datetime.now(UTC)))
        with pytest.raises(REFUSED, match="append-only"):
            run_sql(sqlite_url, forgery)
        run_sql(sqlite_url, "DROP TRIGGER access_not_replaced")
        run_sql(sqlite_url, forgery)
        assert run_sql(sqlite_url, "SELECT what FROM access_records") == [("x",)]


@pytest.mark.parametrize("statement", ["TRUNCATE access_records", "DELETE FROM access_records"])
def test_on_postgresql_not_even_as_a_replica(postgres_url: str, statement: str) -> None:
    """A session that pretends to replay from elsewhere is refused, too."""
    with Log.open(postgres_url, RING) as log:
        log.access.insert(read(datetime.now(UTC)))
        with psycopg.connect(postgres_url, autocommit=True) as connection:
            connection.execute("SET session_replication_role = replica")
            with pytest.raises(psycopg.errors.RestrictViolation, match="access records are"):
                connection.execute(statement.encode())
        assert len(log.access.select(EVERYTHING)) == 1


@pytest.mark.parametrize(
    ("kind", "retention"),
    [
        (AccessKind.READ, AccessRetention.ACCESS),
        (AccessKind.SEARCH, AccessRetention.ACCESS),
        (AccessKind.ACT, AccessRetention.ACCESS),
        (AccessKind.EXPORT, AccessRetention.PROCESSING),
        (AccessKind.UNMASK, AccessRetention.PROCESSING),
        (AccessKind.ERASE, AccessRetention.PROCESSING),
        (AccessKind.PURGE, AccessRetention.PROCESSING),
    ],
)
def test_a_record_goes_when_its_time_is_over_and_no_day_earlier(
    log: Log, kind: AccessKind, retention: AccessRetention
) -> None:
    """Half a year, or three years for the processing of personal data; the rule and the database refuse the day before."""
    now = log.now()
    due = read(now - KEPT_FOR[retention] - DAY, kind=kind)
    waits = read(now - KEPT_FOR[retention] + DAY, kind=kind)
    log.access.insert(due)
    log.access.insert(waits)
    assert due.retention is retention

    with pytest.raises(TooEarlyToPurgeError):
        refuse_early_purge(retention, now - KEPT_FOR[retention] + DAY, now)
    with pytest.raises(Exception, match="access records are kept"):
        log.access.purge(retention, now)
    assert log.access.select(EVERYTHING) == [due, waits]

    before = now - KEPT_FOR[retention]
    refuse_early_purge(retention, before, now)
    assert log.access.purge(retention, before) == 1
    assert log.access.select(EVERYTHING) == [waits]


def test_a_time_that_is_too_short_is_not_stored(log: Log, database_url: str) -> None:
    """Not even who writes the row by hand makes one that goes before half a year."""
    columns = "at, kind, what, account, office, channel, outcome, region, why, retention, keep_until"
    row = "('2026-01-01T00:00:00.0', '', '', '', '', '', '', '', '', '', '2026-06-30T00:00:00.0')"
    with pytest.raises((sqlite3.IntegrityError, psycopg.errors.CheckViolation)):
        run_sql(database_url, f"INSERT INTO access_records ({columns}) VALUES {row}")


UNWRITABLE = {
    "sqlite": (
        "ALTER TABLE access_records RENAME TO away",
        "CREATE TRIGGER full BEFORE INSERT ON access_records BEGIN SELECT RAISE(ABORT, 'full'); END",
    ),
    "postgresql": (
        "ALTER TABLE access_records RENAME TO away",
        "REVOKE INSERT ON access_records FROM clerk",
    ),
}


def as_clerk(url: str) -> str:
    """The URL for a role that may read and add, and nothing else; made in the database's server."""
    if is_sqlite(url):
        return url
    with psycopg.connect(url, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = 'clerk'").fetchone():
            connection.execute("CREATE ROLE clerk LOGIN PASSWORD 'clerk'")
        connection.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO clerk")
        connection.execute("GRANT CREATE, USAGE ON SCHEMA public TO clerk")
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=f"clerk:clerk@{parts.netloc.rpartition('@')[2]}"))


@pytest.mark.parametrize("way", [0, 1])
def test_nothing_is_written_that_could_not_be_recorded(database_url: str, way: int) -> None:
    """One household, many at once, a command that finds nothing to do: all refused, and nothing is stored (A9)."""
    ring = KeyRing.random()
    with open_office(database_url, ring) as office:
        home, *_ = office.at_risk(2)
        before = office.log.last_position()
    run_sql_as_owner = UNWRITABLE["sqlite" if is_sqlite(database_url) else "postgresql"][way]
    url = as_clerk(database_url)
    run_sql(database_url, run_sql_as_owner)

    with Log.open(url, ring) as log:
        with pytest.raises(AccessUnrecordedError):
            log.append(a_group(an_id(7)))
        with pytest.raises(AccessUnrecordedError):
            log.append_groups([a_group(an_id(8)), a_group(an_id(9))])
        with pytest.raises(AccessUnrecordedError):
            log.replace_index(home, [])
        with pytest.raises(AccessUnrecordedError):
            log.access.insert(read(datetime.now(UTC)))
        assert log.last_position() == before


def test_without_the_trial_it_would_be_written(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: where nobody tries whether access can be recorded, a write goes through without (A9)."""
    monkeypatch.setattr("casework.application.log.sqlite.recorder.refuse_unrecordable", lambda c: None)
    monkeypatch.setattr("casework.application.log.postgres.recorder.TRY_TO_RECORD", "SELECT 1")
    with Log.open(database_url, RING) as log:
        run_sql(database_url, "ALTER TABLE access_records RENAME TO away")
        assert log.append(a_group(an_id(7))).last_position == 1


def test_without_its_trigger_a_record_goes_too_early(database_url: str) -> None:
    """The control: it is the database that keeps what the program would remove (A13)."""
    with Log.open(database_url, RING) as log:
        now = log.now()
        log.access.insert(read(now))
        with pytest.raises(Exception, match="access records are kept"):
            log.access.purge(AccessRetention.ACCESS, now + DAY)
        run_sql(database_url, f"DROP TRIGGER access_kept{'' if is_sqlite(database_url) else ' ON access_records'}")
        assert log.access.purge(AccessRetention.ACCESS, now + DAY) == 1


def test_a_command_is_refused_as_well(database_url: str) -> None:
    """Through the door, with the sentence that says so; and it is done once the table takes rows again."""
    visit = LogFollowUp(kind=FollowUpKind.VISIT, outcome=Outcome.REACHED)
    with open_office(database_url) as office:
        home = office.at_risk(1)[0]
        run_sql(database_url, "ALTER TABLE access_records RENAME TO away")
        with pytest.raises(AccessUnrecordedError) as refusal:
            office.casework.carry_out(visit, home, by="li.na", command_id="1")
        assert refusal.value.zh.startswith("访问记录无法写入")

        run_sql(database_url, "ALTER TABLE away RENAME TO access_records")
        assert office.casework.carry_out(visit, home, by="li.na", command_id="1").facts == ("follow-up-logged",)


def test_who_is_refused_is_on_record(office: Office) -> None:
    """A household that is not there, with the code of the refusal; what is carried out is on record in its facts."""
    visit = LogFollowUp(kind=FollowUpKind.VISIT, outcome=Outcome.REACHED)
    home = office.at_risk(1)[0]
    office.casework.carry_out(visit, home, by="li.na")
    assert office.log.access.select(EVERYTHING) == []

    with pytest.raises(Exception, match="no household"):
        office.casework.carry_out(visit, an_id(9), by="li.na")

    (denied,) = office.log.access.select(EVERYTHING)
    assert denied == AccessRecord(
        at=office.clock.now(),
        kind=AccessKind.ACT,
        what="log",
        account="li.na",
        office="",
        channel=AccessChannel.COMMAND_LINE,
        outcome=AccessOutcome.DENIED,
        household=an_id(9),
        why="household-unknown",
    )


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with open_office(database_url) as opened:
        yield opened

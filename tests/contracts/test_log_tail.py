"""Readers never pass over a fact, however many write at once (R9)."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest

from casework.application.log.encoding.keys import KeyRing
from casework.application.log.records.addresses import sqlite_path
from casework.application.log.records.groups import Appended
from casework.application.log.store import Log
from casework.application.log.tail import Tail
from casework.domain.facts.responsibility import CadreAssigned
from tests.support.households.samples import a_group, an_id

HOME, OTHER, THIRD = an_id(1), an_id(2), an_id(3)
RING = KeyRing.random()
INSERT = (
    "INSERT INTO stored_events (originator_id, originator_version, topic, state) VALUES (%s, 1, 'cadre-assigned', %s)"
)
BODY = b'{"at":"2025-03-03T04:00:00Z","on":"2025-03-03T04:00:00Z","by":"x","cmd":"c","fact":{"fact":"cadre-assigned","cadre":"x"}}'


@pytest.fixture
def log(postgres_url: str) -> Iterator[Log]:
    with Log.open(postgres_url, RING) as opened:
        yield opened


@contextmanager
def a_writer_held_open(url: str) -> Iterator[psycopg.Connection[Any]]:
    """A transaction that has drawn a position for a fact and is not over."""
    with psycopg.connect(url) as connection:
        connection.execute(INSERT, (HOME, BODY))
        yield connection


def positions(tail: Tail) -> list[int]:
    return [position for position, _ in tail.page(100)]


def plainly(log: Log, after: int) -> list[int]:
    """What a reader sees who only asks for the positions after his."""
    return [position for position, _ in log._recorder.select_page(after, 100)]


def test_a_plain_reader_loses_the_fact_of_a_slow_writer(log: Log, postgres_url: str) -> None:
    """The control: this is the loss that the tail is there to prevent."""
    with a_writer_held_open(postgres_url) as writer:
        log.append(a_group(OTHER))
        seen = plainly(log, 0)
        writer.commit()

    assert seen == [2]
    assert plainly(log, seen[-1]) == []
    assert log.positions(HOME) == [1]


def test_the_tail_waits_for_a_slow_writer(log: Log, postgres_url: str) -> None:
    """Nothing after the missing fact is handed out before it is known to be there."""
    tail = log.tail()
    with a_writer_held_open(postgres_url) as writer:
        log.append(a_group(OTHER))
        log.append(a_group(THIRD))
        assert positions(tail) == positions(tail) == []
        assert (tail.position, tail.waiting) == (0, True)
        writer.commit()

    assert positions(tail) == [1, 2, 3]
    assert positions(tail) == []
    assert (tail.position, tail.waiting) == (3, False)


def test_the_tail_goes_on_when_the_slow_writer_gave_up(log: Log, postgres_url: str) -> None:
    """A position that was drawn and never used holds nobody up for long."""
    tail = log.tail()
    with a_writer_held_open(postgres_url) as writer:
        log.append(a_group(OTHER))
        assert positions(tail) == []
        writer.rollback()

    assert positions(tail) == [2]


def test_the_tail_waits_only_for_writers_that_were_there_before(log: Log, postgres_url: str) -> None:
    """A never-ending stream of new writers cannot hold readers up: only who might own the missing position can."""
    tail = log.tail()
    with a_writer_held_open(postgres_url) as first:
        log.append(a_group(OTHER))
        assert positions(tail) == []
        with psycopg.connect(postgres_url) as second:
            second.execute(INSERT, (THIRD, BODY))
            first.rollback()

            assert positions(tail) == [2]

            second.commit()
    assert positions(tail) == [3]


def test_a_foreign_long_transaction_holds_nobody_up(log: Log, postgres_url: str) -> None:
    """A long report or a rebuild elsewhere does not delay the boards."""
    tail = log.tail()
    with psycopg.connect(postgres_url) as foreign:
        foreign.execute("CREATE TABLE elsewhere (id int)")
        foreign.execute("INSERT INTO elsewhere SELECT count(*) FROM stored_events")
        with a_writer_held_open(postgres_url) as writer:
            log.append(a_group(OTHER))
            assert positions(tail) == []
            writer.rollback()

        assert positions(tail) == [2]


def test_a_page_ends_at_its_limit_and_the_next_goes_on(log: Log) -> None:
    """Pages are as long as the reader wants them, and nothing falls between two."""
    log.append_groups([a_group(an_id(number)) for number in range(7)])
    tail = log.tail(2)

    assert [position for position, _ in tail.page(3)] == [3, 4, 5]
    assert [position for position, _ in tail.page(3)] == [6, 7]
    assert tail.page(3) == []


def test_four_writers_and_a_reader_lose_nothing(log: Log, postgres_url: str) -> None:
    """Every fact of a busy hour reaches the boards once, in order, rolled-back ones aside."""
    seen: list[int] = []
    done = threading.Event()

    def write(writer: int) -> int:
        written = 0
        with Log.open(postgres_url, RING) as mine, psycopg.connect(postgres_url) as clumsy:
            for turn in range(60):
                number = writer * 1000 + turn
                facts = [CadreAssigned(cadre=str(step)) for step in range(1 + turn % 3)]
                if turn % 2:
                    mine.append(a_group(an_id(number), *facts, key=str(number)))
                    written += len(facts)
                else:
                    outcome = mine.append_groups([a_group(an_id(number), *facts), a_group(an_id(number + 500))])
                    written += len(facts) + 1
                    assert all(isinstance(result, Appended) for result in outcome.values())
                if turn % 10 == 0:
                    clumsy.execute(INSERT, (an_id(number + 10_000), BODY))
                    time.sleep(0.002)
                    clumsy.rollback()
        return written

    def read() -> None:
        tail = log.tail()
        while not done.is_set():
            seen.extend(position for position, _ in tail.page(50))
        while page := tail.page(50):
            seen.extend(position for position, _ in page)

    with ThreadPoolExecutor(5) as pool:
        reader = pool.submit(read)
        written = sum(pool.map(write, range(4)))
        done.set()
        reader.result(timeout=60)

    assert len(seen) == written
    assert seen == plainly_all(log)
    assert log.last_position() > written


def plainly_all(log: Log) -> list[int]:
    """Every position stored, now that all is quiet."""
    return [position for position, _ in log._recorder.select_page(0, 100_000)]


def test_on_sqlite_a_second_writer_draws_its_position_after_the_first_is_visible(sqlite_url: str) -> None:
    """There no hole can arise: writers take turns, and a burned position does not exist."""
    with Log.open(sqlite_url, RING) as log, ThreadPoolExecutor(1) as pool:
        tail = log.tail()
        for outcome, expected in (("ROLLBACK", [1]), ("COMMIT", [2, 3])):
            slow = sqlite3.connect(sqlite_path(sqlite_url), isolation_level=None)
            slow.execute("BEGIN IMMEDIATE")
            slow.execute(INSERT.replace("%s", "?"), (HOME.hex, BODY))
            second = pool.submit(log.append, a_group(an_id(outcome)))
            time.sleep(0.2)
            assert not second.done()
            assert positions(tail) == []
            slow.execute(outcome)
            slow.close()
            second.result(timeout=20)

            assert positions(tail) == expected


def test_the_librarys_own_reader_is_refused(database_url: str) -> None:
    """It would pass over facts in silence; nobody can use it by mistake."""
    with Log.open(database_url, RING) as log, pytest.raises(Exception, match="Tail"):
        log._store.notification_log.select(start=1, limit=10)

"""Followers and rebuilds of a real log in processes of their own: raced, killed in the middle, and none the worse."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from casework.application.log.encoding.keys import KeyRing
from casework.application.log.records.household_ids import reference_id
from casework.application.log.store import Log
from casework.application.writing.rule_books import RuleBooks
from casework.domain.facts.office.divisions import DivisionEntry, DivisionsLoaded
from casework.domain.facts.office.imports import ImportStarted
from projections.following.catch_up import catch_up
from projections.following.rebuild import rebuild
from projections.following.source import FactSource, is_of_household
from projections.lists.deadline_list import DEADLINES
from projections.storage.engine import read_engine
from tests.support.households.life_stories import KEY, RULES, VILLAGE, a_random_world
from tests.support.households.rule_changes import A_CALL, VERIFY_IN_5_DAYS, published, strewn
from tests.support.installations.filled_log import fill
from tests.support.installations.table_rows import all_rows

POLICY = list(DEADLINES.c.keys()).index("policy")
"""Where a deadline's row has the version that it stands under."""


FACTS = 60


class Office:
    """A database with a filled log, its keys, and processes that work on it."""

    def __init__(self, url: str, keys: Path) -> None:
        self.url, self.keys = url, keys
        self.log = Log.open(url, KeyRing.create(keys))
        self.books = RuleBooks(self.log, KEY, RULES)
        self.engine: Engine = read_engine(url)
        changes = (published("2", date(2026, 3, 10), A_CALL), published("3", date(2026, 4, 1), VERIFY_IN_5_DAYS))
        world = strewn(a_random_world(11, households=6, steps=FACTS), changes)
        entries = (DivisionEntry(code="510802101000", name="大石镇"), DivisionEntry(code=VILLAGE, name="东风村"))
        world.add(
            reference_id(KEY, kind="divisions", name="510802"), DivisionsLoaded(county="510802", divisions=entries)
        )
        started = ImportStarted(batch="b1", account="zhao.lei", as_of=date(2026, 3, 2), files=1)
        world.add(reference_id(KEY, kind="import", name="b1"), started)
        fill(self.log, world)
        self.source: FactSource = self.log

    def start(self, work: str) -> subprocess.Popen[str]:
        """A process that follows or rebuilds until it is killed."""
        command = [sys.executable, "-m", "tests.support.installations.follower_process", self.url, str(self.keys), work]
        environment = {"PYTHONPATH": ":".join(sys.path)}
        return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)

    def close(self) -> None:
        """End the connections."""
        self.engine.dispose()
        self.log.close()


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    """A fresh office with a log of some households."""
    office = Office(database_url, tmp_path / "keys.json")
    yield office
    office.close()


def heard(process: subprocess.Popen[str]) -> int:
    """The next position that the process says."""
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, "the process ended by itself"
    return int(line)


def end(process: subprocess.Popen[str]) -> None:
    """SIGKILL, whatever it is doing."""
    process.kill()
    process.wait()
    assert process.stdout is not None
    process.stdout.close()


def assert_each_fact_once(office: Office) -> None:
    """Every fact of a household is in its history exactly once, and all rows are those of a rebuild."""
    live = all_rows(office.engine)
    assert [(row[0], row[3]) for row in live["rm_division_names"]] == [("510802101000", "大石镇"), (VILLAGE, "东风村")]
    assert [row[:2] for row in live["rm_import_batches"]] == [("b1", "zhao.lei")]
    of_households = [position for position, entry in office.log.page(0, 10_000) if is_of_household(entry)]
    assert [row[0] for row in live["rm_history"]] == of_households
    assert "3" in {row[POLICY] for row in live["rm_deadline_list"]}
    rebuild(office.source, office.engine, office.books)
    assert all_rows(office.engine) == live


def test_a_killed_follower_goes_on_where_it_was(office: Office) -> None:
    """Killed three times at moments nobody chose, the next follower goes on: no fact is missing, none counts twice."""
    chance = random.Random(3)
    reached = 0
    for _ in range(3):
        process = office.start("follow")
        while (position := heard(process)) < min(reached + 9, office.log.last_position()):
            pass
        time.sleep(chance.random() / 100)
        end(process)
        assert position >= reached
        reached = position
    assert catch_up(office.source, office.engine, office.books) == office.log.last_position()
    assert_each_fact_once(office)


def test_two_processes_follow_and_each_fact_counts_once(office: Office) -> None:
    """Two followers in processes of their own race through the log; the position lets one of them write each page."""
    processes = [office.start("follow") for _ in range(2)]
    last = office.log.last_position()
    for process in processes:
        while heard(process) < last:
            pass
    for process in processes:
        end(process)
    assert_each_fact_once(office)


def test_a_killed_rebuild_leaves_the_read_models_whole(office: Office) -> None:
    """A rebuild killed at a moment nobody chose leaves all rows as they were; the next one starts clean."""
    chance = random.Random(5)
    catch_up(office.source, office.engine, office.books)
    before = all_rows(office.engine)
    for _ in range(2):
        process = office.start("rebuild")
        heard(process)
        time.sleep(chance.random() / 20)
        end(process)
        assert all_rows(office.engine) == before
    assert_each_fact_once(office)

"""A process killed in the middle of appending loses nothing it acknowledged and leaves nothing half done (R1, R2)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from casework.application.log.encoding.keys import KeyRing
from casework.application.log.records.addresses import is_sqlite
from casework.application.log.store import Log
from casework.domain.facts.assistance import NotePrivate
from tests.contracts.killed_writer import TOGETHER
from tests.support.households.samples import an_id
from tests.support.installations.raw_database import run_sql

ACKNOWLEDGED_BEFORE_KILL = (3, 11, 24)
WRITER = Path(__file__).with_name("killed_writer.py")


def append_until_killed(how: str, url: str, keys: Path, start: int, acknowledgements: int) -> int:
    """Run the writer, kill it after so many acknowledgements, and return the number of the last household it named."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, str(WRITER), how, url, str(keys), str(start)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        last = start - 1
        for _ in range(acknowledgements):
            last = int(process.stdout.readline())
        process.send_signal(signal.SIGKILL)
        rest = process.stdout.read().split()
    return int(rest[-1]) if rest else last


def wait_for_the_servers_side(url: str) -> None:
    """PostgreSQL may still be at work for a client that is dead."""
    at_work = "SELECT 1 FROM pg_stat_activity WHERE application_name = 'casework-log' AND datname = current_database()"
    give_up_at = time.monotonic() + 20
    while not is_sqlite(url) and run_sql(url, at_work) and time.monotonic() < give_up_at:
        time.sleep(0.02)


@pytest.mark.parametrize("how", ["single", "groups", "together"])
def test_a_killed_writer_leaves_whole_households(database_url: str, tmp_path: Path, how: str) -> None:
    """Whatever was acknowledged is there; what was not is there whole, or not at all; the next writer goes on."""
    keys = tmp_path / "keys.json"
    ring = KeyRing.create(keys)
    start = 0
    for acknowledgements in ACKNOWLEDGED_BEFORE_KILL:
        last = append_until_killed(how, database_url, keys, start, acknowledgements)
        wait_for_the_servers_side(database_url)
        with Log.open(database_url, ring) as log:
            for number in range(last + 1):
                assert_whole(log, number)
            start = last + 1
            # What was under way when the kill came: all or nothing.
            while log.entries(an_id(start)):
                assert_whole(log, start)
                start += 1
            assert how != "together" or start % TOGETHER == 0
            assert log.person(b"%016d" % start) is None
            assert log.find_command("li.na", f"k{start}") is None

    with Log.open(database_url, ring) as log:
        positions = [position for position, _ in log.tail().page(100_000)]
        assert len(positions) == start * 3


def assert_whole(log: Log, number: int) -> None:
    """The household has its three facts, its person, its key and its command."""
    answer = log.find_command("li.na", f"k{number}")
    assert answer is not None
    entries = log.entries(an_id(number))
    assert [entry.version for entry in entries] == [1, 2, 3]
    assert log.positions(an_id(number)) == list(answer.positions)
    assert log.person(b"%016d" % number) == (an_id(number), 1)
    assert log.unseal(entries[0]) == {"1": NotePrivate(text="n")}

"""The long-running commands: they begin at once, do their work, and end cleanly when they are told to."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.architecture.tree import ROOT
from tests.interfaces.counter import Counter

PATIENCE = 30.0


@contextmanager
def running(counter: Counter, name: str, **variables: str) -> Iterator[subprocess.Popen[str]]:
    """The command in a process of its own; killed if the test fails."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("CASEWORK_")}
    told = {"CASEWORK_CLOCK": counter.now.isoformat(), "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    process = subprocess.Popen(
        [sys.executable, "-m", "casework.interfaces.cli", name],
        env={**kept, **counter.environment, **told, **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def eventually(condition: object) -> None:
    """Wait until it holds."""
    give_up_at = time.monotonic() + PATIENCE
    while not (callable(condition) and condition()):
        assert time.monotonic() < give_up_at
        time.sleep(0.1)


def end(process: subprocess.Popen[str]) -> tuple[float, str]:
    """Tell it to end; how long it took, and what it said on stderr."""
    began = time.monotonic()
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=PATIENCE)
    return time.monotonic() - began, said


@pytest.mark.parametrize("name", ["serve", "schedule"])
def test_it_raises_what_is_due_and_ends_when_told(any_counter: Counter, name: str) -> None:
    """The first sweep comes at once; SIGTERM ends it within seconds, exit code 0, nothing on stderr."""
    counter = any_counter
    counter.later(days=2)
    with running(counter, name) as process:
        assert process.stdout is not None
        assert "casework" in process.stdout.readline()
        eventually(lambda: [n["step"] for n in counter.ask("notices")] == [1])
        seconds, said = end(process)
    assert (process.returncode, said) == (0, "")
    assert seconds < 10


def test_a_follower_keeps_the_lists_up_to_date(counter: Counter) -> None:
    """It raises nothing, and ends when told."""
    counter.later(days=2)
    with running(counter, "follow") as process:
        assert process.stdout is not None
        assert "casework" in process.stdout.readline()
        seconds, said = end(process)
    assert (process.returncode, said) == (0, "")
    assert counter.ask("notices") == []
    assert seconds < 10


def test_in_demo_mode_an_empty_database_holds_the_example_city(sqlite_url: str, tmp_path: object) -> None:
    """There is something to look at."""
    from pathlib import Path

    counter = Counter(sqlite_url, Path(str(tmp_path)))
    with running(counter, "serve", CASEWORK_MODE="demo") as process:
        assert process.stdout is not None
        eventually(lambda: process.stdout is not None and "casework --help" in process.stdout.readline())
        end(process)
    assert process.returncode == 0
    assert len(counter.ask("list", "--stage", "detected")) == 130


def test_the_demo_does_the_main_job_once(any_counter: Counter) -> None:
    """On a database of its own; one that holds facts already is refused."""
    before = any_counter.facts()
    assert "演示" in any_counter.refused("demo", "--database", any_counter.url)
    assert any_counter.facts() == before

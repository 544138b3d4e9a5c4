"""A command that others overtake is decided again: often enough on a slow machine, and in turn within one process."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from uuid import UUID

import pytest

from casework.application.log.records.retries import FEWEST_ATTEMPTS, RETRY_SECONDS, Turns, retries

STREAM, OTHER = UUID(int=1), UUID(int=2)


class Machine:
    """Time that passes by attempts and pauses alone."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 0.0
        monkeypatch.setattr(time, "monotonic", lambda: self.now)
        monkeypatch.setattr(time, "sleep", self.pass_by)

    def pass_by(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(monkeypatch)


def attempts(machine: Machine, seconds_each: float) -> int:
    """How often a command is decided when each attempt takes so long and fails."""
    made = 0
    for _ in retries():
        machine.pass_by(seconds_each)
        made += 1
    return made


def test_a_machine_that_is_very_busy_still_decides_again(machine: Machine) -> None:
    """Each attempt takes half a second: the command gets its fewest attempts; of very long ones it gets some."""
    assert attempts(machine, 0.5) == FEWEST_ATTEMPTS
    assert 1 < attempts(machine, RETRY_SECONDS * 1.5) < FEWEST_ATTEMPTS


def test_a_quick_machine_tries_for_the_whole_time(machine: Machine) -> None:
    """Counted from the first attempt, and not longer."""
    assert attempts(machine, 0.001) > FEWEST_ATTEMPTS
    assert RETRY_SECONDS * 0.8 < machine.now <= RETRY_SECONDS + 0.01


def test_whoever_has_the_turn_is_alone_at_the_stream() -> None:
    """Whoever comes while it is taken waits until it is free, overtaken before or not; at another stream nobody waits."""
    turns, inside, go_on = Turns(), Event(), Event()
    order: list[str] = []

    def first() -> None:
        with turns.of(STREAM, overtaken=True):
            inside.set()
            go_on.wait()
            order.append("first")

    def second() -> None:
        inside.wait()
        with turns.of(OTHER, overtaken=True):
            order.append("elsewhere")
            go_on.set()
        with turns.of(STREAM, overtaken=False, seconds=60):
            order.append("second")

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(first), pool.submit(second)]:
            done.result()
    assert order == ["elsewhere", "first", "second"]


def test_where_nobody_was_overtaken_nobody_waits() -> None:
    """Two whose first attempts run at once are both inside."""
    turns, both = Turns(), Barrier(2)

    def attempt() -> None:
        with turns.of(STREAM, overtaken=False):
            both.wait(timeout=60)

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(attempt), pool.submit(attempt)]:
            done.result()


def test_nobody_waits_for_ever_for_a_turn() -> None:
    """A holder that hangs keeps nobody from trying."""
    turns, held, over = Turns(), Event(), Event()

    def hang() -> None:
        with turns.of(STREAM, overtaken=True):
            held.set()
            over.wait()

    with ThreadPoolExecutor(1) as pool:
        hanging = pool.submit(hang)
        held.wait()
        with turns.of(STREAM, overtaken=True, seconds=0.01):
            over.set()
        hanging.result()

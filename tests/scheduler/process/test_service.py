"""The long-running process does its work, survives failures of it, notices dead ticks, and ends in good order (S11)."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from casework.application.writing.casework import Casework
from casework.domain.facts.deadlines import Escalated
from scheduler.duties import daily
from scheduler.duties.scheduled_duties import ScheduledDuty, scheduled_duties
from scheduler.duties.sweep import NAME, sweep
from scheduler.process import service
from scheduler.process.service import EXIT_FAULT, serve
from scheduler.process.ticks import Ticks
from scheduler.records.lease import Lease
from scheduler.records.run_records import RunRecord, RunRecords
from tests.support.installations.installations import Office, open_office

OFTEN: dict[str, Any] = {
    "duties": scheduled_duties(sweep_every=timedelta(milliseconds=100)),
    "follow_every": timedelta(milliseconds=20),
}


@pytest.fixture
def office(sqlite_url: str) -> Iterator[Office]:
    with open_office(sqlite_url) as opened:
        yield opened


@pytest.fixture(autouse=True)
def short_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "LOOK_SECONDS", 0.02)


@contextmanager
def served(office: Office, **options: Any) -> Iterator[threading.Event]:
    """A process of this kind at work beside the test; in good order afterwards."""
    stop, codes = threading.Event(), list[int]()
    catch_up = options.pop("catch_up", office.catch_up)
    work = {"catch_up": catch_up, **OFTEN, "stop": stop, **options}
    thread = threading.Thread(target=lambda: codes.append(serve(office.casework, office.engine, **work)))
    thread.start()
    try:
        yield stop
    finally:
        stop.set()
        thread.join(timeout=20)
    assert codes == [0]


def eventually(holds: Callable[[], object]) -> None:
    """It holds within a few seconds."""
    give_up_at = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < give_up_at, "it never came true"
        time.sleep(0.02)


def records(office: Office) -> RunRecords:
    return RunRecords(office.engine, office.clock)


def last_sweep(office: Office) -> RunRecord:
    found = records(office).last(NAME)
    assert found is not None
    return found


def good_sweeps(office: Office) -> int:
    """The number of the last good one; 0 before the first."""
    found = records(office).last_good(NAME)
    return found.number if found else 0


def test_what_falls_due_is_raised_while_it_runs(office: Office) -> None:
    """Households that come in are followed, swept and judged without anybody asking."""
    office.later(days=2)
    office.clock.set(office.clock.now() - timedelta(days=2))
    office.at_risk(3)
    office.later(days=2)

    with served(office):
        eventually(lambda: len(office.facts(Escalated)) == 3)
        eventually(lambda: records(office).last_good(daily.NAME))

    assert len(office.facts(Escalated)) == 3


def test_a_job_that_fails_is_woken_again(office: Office) -> None:
    """A database away for a moment costs passes, not the process."""
    office.at_risk(1)
    office.later(days=2)
    calls = iter([True] * 4)

    def at_first_broken() -> None:
        if next(calls, False):
            raise OSError("away")
        office.catch_up()

    with served(office, catch_up=at_first_broken):
        eventually(lambda: good_sweeps(office))

    assert len(office.facts(Escalated)) == 1


def test_a_jump_of_the_clock_raises_nothing_early(office: Office) -> None:
    """The clock springs a day ahead while it runs: passes fail with the reason until it is right again."""
    office.at_risk(1)
    with served(office):
        eventually(lambda: good_sweeps(office))
        office.later(days=2)
        eventually(lambda: "ClockJumpedError" in (last_sweep(office).error or ""))
        time.sleep(0.3)
        raised = office.facts(Escalated)
        office.clock.set(office.clock.now() - timedelta(days=2))
        eventually(lambda: last_sweep(office).good)

    assert raised == []


def test_without_the_hold_a_jump_would_raise_early(office: Office) -> None:
    """The control: the same jump with nobody comparing clocks."""
    office.at_risk(1)
    office.later(days=2)

    assert sweep(office.casework, office.engine, catch_up=office.catch_up).escalated == 1


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize("turn", range(3))
def test_dead_ticks_are_begun_anew(office: Office, monkeypatch: pytest.MonkeyPatch, turn: int) -> None:
    """The thread that wakes the jobs dies inside the process: three ticks later another one wakes them."""
    made: list[Ticks] = []

    class Seen(Ticks):
        def __init__(self, every: Mapping[str, timedelta], wake: Callable[[str], object]) -> None:
            super().__init__(every, wake)
            made.append(self)

    monkeypatch.setattr(service, "Ticks", Seen)
    with served(office):
        eventually(lambda: good_sweeps(office))
        dead = made[0].scheduler
        assert dead is not None
        kill_thread(dead)
        eventually(lambda: made[0].scheduler is not dead)
        before = good_sweeps(office)
        eventually(lambda: good_sweeps(office) > before)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_dead_follower_is_begun_anew(office: Office) -> None:
    """The thread that keeps the read models up to date dies inside the process: another one takes its place."""
    calls = list[str]()

    def die_at_first() -> None:
        calls.append(threading.current_thread().name)
        if len(calls) == 1:
            raise SystemExit

    with served(office, catch_up=die_at_first, duties=()):
        eventually(lambda: len(calls) > 2)

    assert set(calls) == {"follower"}


def test_a_pass_that_hangs_for_good_ends_the_process(office: Office) -> None:
    """Nobody sweeps in silence any more: the process ends with a fault, and whoever started it starts it again."""
    given_up, hung = list[int](), threading.Event()

    def hang() -> None:
        hung.wait(20)
        raise OSError("at last")

    soon = timedelta(milliseconds=300)
    with served(office, catch_up=hang, follow_every=None, give_up_after=soon, give_up=given_up.append):
        eventually(lambda: given_up)
        hung.set()

    assert set(given_up) == {EXIT_FAULT}


def test_a_signal_ends_it_in_good_order(office: Office) -> None:
    """SIGTERM lets the pass under way come to its end, and the turn is free for the next process."""
    threading.Timer(0.5, lambda: os.kill(os.getpid(), signal.SIGTERM)).start()

    code = serve(office.casework, office.engine, catch_up=office.catch_up, **OFTEN)

    assert code == 0
    assert last_sweep(office).good
    assert Lease(office.engine, "sweep").held_by() is None


def test_only_one_of_two_processes_sweeps_at_a_time(office: Office, sqlite_url: str) -> None:
    """The second one finds that it is not its turn, and leaves no record."""
    slow = scheduled_duties(sweep_every=timedelta(seconds=30))
    with (
        open_office(sqlite_url, office.casework.keys, office.clock.now()) as other,
        served(office, duties=slow),
    ):
        eventually(lambda: good_sweeps(office))
        mine = last_sweep(office).number
        with served(other, duties=slow):
            time.sleep(0.3)

    assert last_sweep(office).number == mine


def test_a_new_duty_is_one_line(office: Office) -> None:
    """Whatever is in the table is woken, watched and done in turn, with casework, engine and a catch-up of its own."""
    done = list[int]()

    def count(
        casework: Casework, engine: Engine, *, catch_up: Callable[[], object], progress: Callable[[], object]
    ) -> None:
        catch_up()
        progress()
        done.append(casework.log.last_position())

    duty = ScheduledDuty(name="counting", every=timedelta(milliseconds=50), run=count)
    with served(office, duties=(duty,)):
        eventually(lambda: len(done) > 2)

    assert Lease(office.engine, "counting").held_by() is None


def test_a_duty_that_is_not_due_takes_no_turn(office: Office) -> None:
    """Another process that finds it due need not wait."""
    asked = list[str]()

    def not_today(casework: Casework, engine: Engine) -> bool:
        asked.append("due?")
        return False

    duty = ScheduledDuty(name="idle", every=timedelta(milliseconds=50), run=sweep, is_due=not_today)
    with served(office, duties=(duty,)):
        eventually(lambda: len(asked) > 1)
        assert Lease(office.engine, "idle").held_by() is None


def kill_thread(scheduler: object) -> None:
    """The scheduler's thread ends as by a fault in it."""
    scheduler._process_jobs = _die  # type: ignore[attr-defined]
    scheduler.wakeup()  # type: ignore[attr-defined]


def _die() -> float:
    raise SystemExit

"""The long-running process: a follower keeps the read models up to date, ticks wake the jobs, a watchdog looks on."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from types import FrameType

import structlog
from msgspec import Struct
from sqlalchemy import Engine

from casework.application.writing.casework import Casework
from scheduler.process.jobs import Jobs
from scheduler.process.ticks import Tick, Ticks
from scheduler.process.watchdog import GIVE_UP_AFTER, Verdict, Watchdog
from scheduler.records.run_records import Job
from scheduler.records.tables import ensure_tables

EXIT_FAULT = 3
LOOK_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 60.0
JUDGEMENT_EVERY = timedelta(hours=1)
"""So often it is asked whether a day has begun; it is judged once."""

logger = structlog.get_logger("casework")


class Duties(Struct, frozen=True, kw_only=True):
    """What a process does, and how often; with only one of them it is a follower or a scheduler alone."""

    follows: bool = True
    sweeps: bool = True
    follow_every: timedelta = timedelta(seconds=1)
    sweep_every: timedelta = timedelta(minutes=1)
    give_up_after: timedelta = GIVE_UP_AFTER


def serve(
    casework: Casework,
    engine: Engine,
    *,
    catch_up: Callable[[], object],
    duties: Duties = Duties(),  # noqa: B008 - frozen
    stop: threading.Event | None = None,
    give_up: Callable[[int], object] = os._exit,
) -> int:
    """
    Work until SIGTERM or SIGINT (or `stop`), then end what is under way; returns the exit code 0.

    A job that fails is logged, recorded, and woken again. When jobs stay silent although they were begun anew, the
    process ends with code 3 so that whoever started it starts it again.

    Args:
        catch_up: Brings the read models to the end of the log; called by one thread at a time.
        stop: Set from outside to end it; the signals set it too, when this runs in the main thread.
        give_up: Ends the process at once: a hanging thread would keep it from ending by itself.
    """
    ensure_tables(engine)
    stop = stop or threading.Event()
    one_at_a_time = threading.Lock()

    def catch_up_alone() -> None:
        with one_at_a_time:
            catch_up()

    every = {Job.SWEEP.value: duties.sweep_every, Job.JUDGEMENT.value: JUDGEMENT_EVERY}
    watchdog = Watchdog(every if duties.sweeps else {}, give_up_after=duties.give_up_after)
    jobs = Jobs(casework, engine, catch_up=catch_up_alone, watchdog=watchdog, sweep_every=duties.sweep_every)
    ticks = Ticks(
        {
            Job.SWEEP.value: Tick(run=jobs.sweep, every=every[Job.SWEEP]),
            Job.JUDGEMENT.value: Tick(run=jobs.judge, every=every[Job.JUDGEMENT]),
        }
    )
    with _stopped_by_signals(stop):
        follower = _Follower(catch_up_alone, duties.follow_every, stop) if duties.follows else None
        if duties.sweeps:
            ticks.start()
        logger.info("serving.began", follows=duties.follows, sweeps=duties.sweeps)
        while not stop.wait(LOOK_SECONDS):
            _look(watchdog, ticks, give_up)
            if follower is not None:
                follower.begin_anew_if_dead()
        ticks.stop(wait=True)
        if follower is not None:
            follower.join()
        jobs.end()
    logger.info("serving.ended")
    return 0


def _look(watchdog: Watchdog, ticks: Ticks, give_up: Callable[[int], object]) -> None:
    match watchdog.look():
        case Verdict.RESTART:
            ticks.restart()
        case Verdict.GIVE_UP:
            give_up(EXIT_FAULT)
        case Verdict.FINE:
            pass


class _Follower:
    """A thread that looks for news again and again; after a failure it waits longer, up to a minute."""

    def __init__(self, catch_up: Callable[[], object], every: timedelta, stop: threading.Event) -> None:
        self._catch_up = catch_up
        self._pause = every.total_seconds()
        self._stop = stop
        self._begin()

    def begin_anew_if_dead(self) -> None:
        """There is such a thread, whatever became of the first one."""
        if not self._thread.is_alive() and not self._stop.is_set():
            logger.error("follower.restarted")
            self._begin()

    def join(self) -> None:
        """Wait for the page under way."""
        self._thread.join()

    def _begin(self) -> None:
        self._thread = threading.Thread(target=self._follow, name="follower", daemon=True)
        self._thread.start()

    def _follow(self) -> None:
        wait = self._pause
        while not self._stop.wait(wait):
            try:
                self._catch_up()
                wait = self._pause
            except Exception:
                wait = min(wait * 2, LONGEST_PAUSE_SECONDS)
                logger.exception("follower.failed", again_in_seconds=wait)


@contextmanager
def _stopped_by_signals(stop: threading.Event) -> Iterator[None]:
    """The first signal ends the work in good order, a second one at once."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ask(number: int, frame: FrameType | None) -> None:
        stop.set()
        signal.signal(number, signal.SIG_DFL)

    before = {number: signal.signal(number, ask) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

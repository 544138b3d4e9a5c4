"""What the ticks wake: each job in the turn of this process, watched, and held while the clock cannot be believed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy import Engine

from casework.application.writing.casework import Casework
from scheduler.duties import changing_villages as carrying
from scheduler.duties import daily_detection, sweep
from scheduler.process.steady_time import SteadyTime
from scheduler.process.watchdog import Watchdog
from scheduler.records.lease import Lease
from scheduler.records.run_records import Job

TURN = 0.9
"""A turn lasts this part of an interval: whoever had it takes it again, or another one does at the next tick."""

JUDGEMENT_TURN_SECONDS = 600.0


class Jobs:
    """The jobs of one process over one installation."""

    def __init__(
        self,
        casework: Casework,
        engine: Engine,
        *,
        catch_up: Callable[[], object],
        watchdog: Watchdog,
        sweep_every: timedelta,
    ) -> None:
        self._casework = casework
        self._engine = engine
        self._catch_up = catch_up
        self._watchdog = watchdog
        self._turn_seconds = sweep_every.total_seconds() * TURN
        self._steady = SteadyTime(casework.clock)
        self._under_way = {job: threading.Lock() for job in Job}
        self._leases = {job: Lease(engine, job.value) for job in Job}

    def sweep(self) -> None:
        """Raise what is due, if it is this process's turn."""
        with self._alone(Job.SWEEP) as alone:
            if alone and self._leases[Job.SWEEP].take(self._turn_seconds):
                sweep.sweep(
                    self._casework, self._engine, catch_up=self._caught_up, progress=lambda: self._alive(Job.SWEEP)
                )

    def judge(self) -> None:
        """
        Judge by time once a day, if it is this process's turn.

        Households follow the changes of divisions of the day before they are judged.
        """
        with self._alone(Job.JUDGEMENT) as alone:
            carries = alone and carrying.is_waiting(self._casework, self._engine)
            judges = alone and daily_detection.is_due(self._casework, self._engine)
            if not (carries or judges) or not self._leases[Job.JUDGEMENT].take(JUDGEMENT_TURN_SECONDS):
                return
            if carries:
                carrying.carry_over_due(
                    self._casework,
                    self._engine,
                    catch_up=self._caught_up,
                    progress=lambda _: self._alive(Job.JUDGEMENT),
                )
            if judges:
                daily_detection.detect_daily(
                    self._casework, self._engine, catch_up=self._caught_up, progress=lambda: self._alive(Job.JUDGEMENT)
                )

    def end(self) -> None:
        """Give the turns back, so that nobody waits for a process that has ended."""
        for lease in self._leases.values():
            lease.give_back()

    @contextmanager
    def _alone(self, job: Job) -> Iterator[bool]:
        """
        Whether no earlier pass of the job is still under way in this process.

        A tick that finds one gives no sign of life in its place: a pass that hangs is to be noticed.
        """
        lock = self._under_way[job]
        if not lock.acquire(blocking=False):
            yield False
            return
        try:
            self._watchdog.beat(job)
            yield True
            self._watchdog.beat(job)
        finally:
            lock.release()

    def _caught_up(self) -> None:
        # Inside the pass, so that a jump of the clock stands in its record.
        self._steady.refuse_jump()
        self._catch_up()

    def _alive(self, job: Job) -> None:
        self._watchdog.beat(job)
        self._steady.refuse_jump()

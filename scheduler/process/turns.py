"""How one process does its duties: each in its turn, watched, and held while the clock cannot be believed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import partial

from sqlalchemy import Engine

from casework.application.writing.casework import Casework
from scheduler.duties.scheduled_duties import ScheduledDuty
from scheduler.process.steady_time import SteadyTime
from scheduler.process.watchdog import Watchdog
from scheduler.records.lease import Lease


class Turns:
    """The duties of one process over one installation; a duty is done by one process at a time."""

    def __init__(
        self,
        casework: Casework,
        engine: Engine,
        duties: Sequence[ScheduledDuty],
        *,
        catch_up: Callable[[], object],
        watchdog: Watchdog,
    ) -> None:
        self._casework = casework
        self._engine = engine
        self._catch_up = catch_up
        self._watchdog = watchdog
        self._steady = SteadyTime(casework.clock)
        self._duties = {duty.name: duty for duty in duties}
        self._under_way = {name: threading.Lock() for name in self._duties}
        self._leases = {name: Lease(engine, name) for name in self._duties}

    def take(self, name: str) -> None:
        """
        Do the duty of this name, if it is due and this process's turn.

        Nothing happens while an earlier pass of it is still under way here. Such a tick gives no sign of life in its
        place: a pass that hangs is to be noticed.
        """
        lock = self._under_way[name]
        if not lock.acquire(blocking=False):
            return
        try:
            self._watchdog.beat(name)
            self._do(self._duties[name])
            self._watchdog.beat(name)
        finally:
            lock.release()

    def end(self) -> None:
        """Give the turns back, so that nobody waits for a process that has ended."""
        for lease in self._leases.values():
            lease.give_back()

    def _do(self, duty: ScheduledDuty) -> None:
        if duty.is_due(self._casework, self._engine) and self._leases[duty.name].take(duty.turn_seconds):
            progress = partial(self._alive, duty.name)
            duty.run(self._casework, self._engine, catch_up=self._caught_up, progress=progress)

    def _caught_up(self) -> None:
        # Inside the pass, so that a jump of the clock stands in its record.
        self._steady.refuse_jump()
        self._catch_up()

    def _alive(self, name: str) -> None:
        self._watchdog.beat(name)
        self._steady.refuse_jump()

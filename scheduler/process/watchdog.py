"""Notices that a job is no longer woken, by evenly passing time: first the ticks begin anew, then the process ends."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from enum import StrEnum

import structlog

from scheduler.records.clock_marks import elapsed_seconds

MISSED_TICKS = 3
"""So many intervals without a sign of life are too many."""

GIVE_UP_AFTER = timedelta(minutes=15)
"""So long a job may stay silent after that: one pass may have a long log to catch up with."""

HOST_TOLERANCE_SECONDS = 20.0
"""The ticks follow the host's clock; after a jump of more than this they begin anew."""

logger = structlog.get_logger("casework")


class Verdict(StrEnum):
    """What is to be done about the ticks."""

    FINE = "fine"
    RESTART = "restart"
    GIVE_UP = "give-up"


class Watchdog:
    """Keeps the last sign of life of each job; safe for several threads."""

    def __init__(
        self,
        every: Mapping[str, timedelta],
        *,
        give_up_after: timedelta = GIVE_UP_AFTER,
        elapsed: Callable[[], float] = elapsed_seconds,
        host: Callable[[], float] = time.time,
    ) -> None:
        self._patience = {job: interval.total_seconds() * MISSED_TICKS for job, interval in every.items()}
        self._give_up_after = give_up_after.total_seconds()
        self._elapsed = elapsed
        self._host = host
        self._offset = host() - elapsed()
        self._lock = threading.Lock()
        self._seen = dict.fromkeys(self._patience, elapsed())
        self._begun_anew: dict[str, float] = {}

    def beat(self, job: str) -> None:
        """The job is alive."""
        with self._lock:
            self._seen[job] = self._elapsed()
            self._begun_anew.pop(job, None)

    def silent(self) -> dict[str, float]:
        """The jobs that have been silent for too long, with the seconds."""
        with self._lock:
            now = self._elapsed()
            return {job: now - seen for job, seen in self._seen.items() if now - seen > self._patience[job]}

    def look(self) -> Verdict:
        """
        What is to be done now.

        A job silent for too long is begun anew, once; when it stays silent, it is given up after `give_up_after`. A jump
        of the host's clock only begins the ticks anew.
        """
        silent = self.silent()
        if silent:
            return self._about(silent)
        offset = self._host() - self._elapsed()
        if abs(offset - self._offset) > HOST_TOLERANCE_SECONDS:
            logger.error("clock.jumped", seconds=round(offset - self._offset, 1))
            self._offset = offset
            return Verdict.RESTART
        return Verdict.FINE

    def _about(self, silent: Mapping[str, float]) -> Verdict:
        seconds = {job: round(since, 1) for job, since in silent.items()}
        with self._lock:
            now = self._elapsed()
            fresh = silent.keys() - self._begun_anew.keys()
            self._begun_anew |= dict.fromkeys(fresh, now)
            lost = [job for job in silent if now - self._begun_anew[job] > self._give_up_after]
        if lost:
            logger.critical("watchdog.gave_up", silent=seconds)
            return Verdict.GIVE_UP
        if fresh:
            logger.error("watchdog.restarted", silent=seconds)
            return Verdict.RESTART
        return Verdict.FINE

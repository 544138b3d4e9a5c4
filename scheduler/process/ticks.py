"""What wakes the duties: APScheduler, which gives the tick and owns no state (ADR 0010)."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers import SchedulerNotRunningError
from apscheduler.schedulers.background import BackgroundScheduler

logger = structlog.get_logger("casework")


class Ticks:
    """
    Wakes duties by name at their intervals, each by itself, never one twice at a time; a missed tick is made up for once.

    Its intervals follow the host's clock: when that jumps, `restart` begins them anew.
    """

    def __init__(self, every: Mapping[str, timedelta], wake: Callable[[str], object]) -> None:
        self._every = dict(every)
        self._wake = wake
        self.scheduler: BackgroundScheduler | None = None

    def start(self) -> None:
        """Wake each now, and then at its interval."""
        logging.getLogger("apscheduler").setLevel(logging.WARNING)  # duties say themselves what they did
        scheduler = BackgroundScheduler(
            jobstores={"default": MemoryJobStore()},
            executors={"default": ThreadPoolExecutor(len(self._every))},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
            timezone=UTC,
        )
        for name, every in self._every.items():
            scheduler.add_job(
                _guarded(name, self._wake),
                "interval",
                seconds=every.total_seconds(),
                next_run_time=datetime.now(UTC),
                id=name,
            )
        scheduler.start()
        self.scheduler = scheduler

    def stop(self, *, wait: bool) -> None:
        """Wake nobody any more; with `wait`, after the passes under way have ended."""
        scheduler, self.scheduler = self.scheduler, None
        if scheduler is not None:
            with suppress(SchedulerNotRunningError):
                scheduler.shutdown(wait=wait)

    def restart(self) -> None:
        """Begin anew, whatever became of the old ticks; a pass that hangs there is left to itself."""
        self.stop(wait=False)
        self.start()


def _guarded(name: str, wake: Callable[[str], object]) -> Callable[[], None]:
    """A duty that failed is logged here and woken again at its next tick."""

    def job() -> None:
        try:
            wake(name)
        except Exception:
            logger.exception("tick.failed", job=name)

    return job

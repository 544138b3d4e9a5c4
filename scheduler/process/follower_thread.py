"""
The one follower of a process that stays: a thread that brings the read models to the end of the log again and again.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import structlog

LONGEST_PAUSE_SECONDS = 60.0

logger = structlog.get_logger("casework")


class FollowerThread:
    """
    A thread that looks for news again and again, and at once when somebody in this process says that there are some.

    After a failure it waits longer, up to a minute.
    """

    def __init__(
        self,
        catch_up: Callable[[], object],
        every: timedelta,
        stop: threading.Event,
        news: threading.Event | None = None,
    ) -> None:
        self._catch_up = catch_up
        self._pause = every.total_seconds()
        self._stop = stop
        self._news = news
        self._begin()

    def begin_anew_if_dead(self) -> None:
        """There is such a thread, whatever became of the first one."""
        if not self._thread.is_alive() and not self._stop.is_set():
            logger.error("follower.restarted")
            self._begin()

    def join(self, seconds: float | None = None) -> bool:
        """Wait for the page under way, no longer than so many seconds; whether it has ended."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _begin(self) -> None:
        self._thread = threading.Thread(target=self._follow, name="follower", daemon=True)
        self._thread.start()

    def _follow(self) -> None:
        wait = self._pause
        while not self._stopped_within(wait):
            try:
                self._catch_up()
                wait = self._pause
            except Exception:
                wait = min(wait * 2, LONGEST_PAUSE_SECONDS)
                logger.exception("follower.failed", again_in_seconds=wait)

    def _stopped_within(self, seconds: float) -> bool:
        """Wait so long, or until there are news; whether it is to stop."""
        if self._news is None:
            return self._stop.wait(seconds)
        self._news.wait(seconds)
        self._news.clear()
        return self._stop.is_set()

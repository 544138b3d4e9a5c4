"""Whether the clock that decides what is due runs as time does: a jump forward would raise notices early."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from casework.application.writing.clock import Clock
from scheduler.records.clock_marks import TOLERANCE, ClockJumpedError, elapsed_seconds


class SteadyTime:
    """Compares casework's clock with evenly passing time since this was made, or since the clock last went back."""

    def __init__(self, clock: Clock, elapsed: Callable[[], float] = elapsed_seconds) -> None:
        self._clock = clock
        self._elapsed = elapsed
        self._begin()

    def refuse_jump(self) -> None:
        """
        A clock that was set back is believed from then on: nothing can be raised early by it.

        Raises:
            ClockJumpedError: It is more than `TOLERANCE` ahead.
        """
        ahead = self._clock.now() - self._began_at - timedelta(seconds=self._elapsed() - self._began)
        if ahead > TOLERANCE:
            raise ClockJumpedError(ahead)
        if ahead < -TOLERANCE:
            self._begin()

    def _begin(self) -> None:
        self._began = self._elapsed()
        self._began_at = self._clock.now()

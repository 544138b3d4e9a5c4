"""Whether the clock that decides what is due runs as time does: a jump forward would raise notices early."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

from casework.application.writing.clock import Clock
from casework.domain.errors import RefusedError

TOLERANCE = timedelta(minutes=5)


def elapsed_seconds() -> float:
    """Seconds that pass evenly, whatever is done to the clock; a suspended machine's time counts where it is known."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


class ClockJumpedError(RefusedError):
    """The clock is ahead of the time that has passed; nothing is raised until it agrees again."""

    def __init__(self, ahead: timedelta) -> None:
        self.ahead = ahead
        whole = timedelta(seconds=round(ahead.total_seconds()))
        self.zh = f"时钟比实际经过的时间快{whole}，已暂停提醒和升级；请核对时钟，确认无误后重新启动"
        self.en = (
            f"The clock is {whole} ahead of the time that has passed: nothing is raised. "
            "Check it; if it is right, restart this process"
        )


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

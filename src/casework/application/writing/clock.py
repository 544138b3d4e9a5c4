"""The one clock: the database's, or a given moment for demonstrations and tests."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol

from casework.domain.calendar.work_calendar import SHANGHAI
from casework.domain.errors import RefusedError


class Clock(Protocol):
    """Tells the moment, in UTC; leases alone use the database's clock directly."""

    def now(self) -> datetime:
        """The moment that counts as now, in UTC."""


class DatabaseClock:
    """The database's clock, so that several machines agree."""

    def __init__(self, ask: Callable[[], datetime]) -> None:
        self._ask = ask

    def now(self) -> datetime:
        """The moment by the database's clock."""
        return self._ask().astimezone(UTC)


class GivenClock:
    """
    A clock set to a given moment: it stands still, or runs on from there in a process that runs long.

    Raises ValueError for a moment without time zone.
    """

    def __init__(self, moment: datetime, *, runs_on: bool) -> None:
        if moment.tzinfo is None:
            raise ValueError("a moment without time zone")
        self._moment = moment.astimezone(UTC)
        self._started = time.monotonic() if runs_on else None

    def now(self) -> datetime:
        """The given moment, and what has passed since by monotonic time when it runs on."""
        if self._started is None:
            return self._moment
        return self._moment + timedelta(seconds=time.monotonic() - self._started)

    def set(self, moment: datetime) -> None:
        """Move the clock: for a demonstration that lets weeks pass."""
        self._moment = moment.astimezone(UTC)
        self._started = None if self._started is None else time.monotonic()


BEHIND = timedelta(minutes=1)
"""So far a clock may stand behind the newest entry: two machines, or one that is put right."""


class ClockBehindError(RefusedError):
    """The clock stands before the newest entry; recorded a second time in the past, no list of then would be whole."""

    def __init__(self, now: datetime, newest: datetime) -> None:
        self.now, self.newest = now, newest
        at, last = (f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" for moment in (now, newest))
        self.zh = f"时钟（{at}）早于最新一条记录（{last}），记录时间不能倒退：请先校准时钟"
        self.en = (
            f"The clock ({at}) stands before the newest entry ({last}); recorded time never runs back: set it right"
        )


def never_backwards(now: datetime, newest: datetime | None) -> datetime:
    """
    The moment at which something is recorded now: the newest entry's while the clock stands a little before it.

    Raises:
        ClockBehindError: It stands further back.
    """
    if newest is None or now >= newest:
        return now
    if newest - now > BEHIND:
        raise ClockBehindError(now, newest)
    return newest

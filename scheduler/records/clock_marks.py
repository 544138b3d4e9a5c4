"""What the clock showed when it was last right: a process that starts while it is ahead must not raise notices early."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, delete, insert, select
from sqlalchemy.exc import DBAPIError

from casework.application.writing.clock import Clock, GivenClock
from casework.domain.errors import RefusedError
from projections.storage.engine import reading, writing
from scheduler.records.tables import CLOCK_MARKS, ensure_tables

TOLERANCE = timedelta(minutes=5)
_BOOT = Path("/proc/sys/kernel/random/boot_id")


class ClockJumpedError(RefusedError):
    """The clock is ahead of the time that has passed; nothing is raised until it agrees again."""

    def __init__(self, ahead: timedelta) -> None:
        self.ahead = ahead
        whole = timedelta(seconds=round(ahead.total_seconds()))
        self.zh = (
            f"时钟比实际经过的时间快{whole}，已暂停提醒和升级；请核对时钟，"
            "确认无误后运行 casework sweep --clock-checked，并重新启动正在运行的程序"
        )
        self.en = (
            f"The clock is {whole} ahead of the time that has passed: nothing is raised. Check it; if it is right, "
            "run casework sweep --clock-checked and restart what runs"
        )


def elapsed_seconds() -> float:
    """Seconds that pass evenly, whatever is done to the clock; a suspended machine's time counts where it is known."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


def refuse_clock_ahead(engine: Engine, clock: Clock) -> None:
    """
    Compare the clock with what it showed at the last mark since this machine was started, and mark it when they agree.

    A given clock is not compared, and nothing is known over a restart of the machine: then it is believed.

    Raises:
        ClockJumpedError: It is more than `TOLERANCE` ahead of the time that has passed.
    """
    if isinstance(clock, GivenClock):
        return
    now, elapsed, boot = clock.now(), elapsed_seconds(), _boot()
    with reading(engine) as connection:
        mark = connection.execute(select(CLOCK_MARKS).where(CLOCK_MARKS.c.boot == boot)).first()
    if mark is not None:
        ahead = now - mark.at - timedelta(seconds=elapsed - mark.elapsed)
        if ahead > TOLERANCE:
            raise ClockJumpedError(ahead)
    _mark(engine, boot, elapsed, now)


def note_clock(engine: Engine, clock: Clock) -> None:
    """Mark the clock for later processes, if it agrees with the last mark; whoever has recorded something does it."""
    ensure_tables(engine)
    with suppress(ClockJumpedError, DBAPIError):
        refuse_clock_ahead(engine, clock)


def mark_clock(engine: Engine, clock: Clock) -> None:
    """The clock is right now: somebody has looked at it."""
    if not isinstance(clock, GivenClock):
        _mark(engine, _boot(), elapsed_seconds(), clock.now())


def _mark(engine: Engine, boot: str, elapsed: float, now: datetime) -> None:
    with writing(engine) as connection:
        connection.execute(delete(CLOCK_MARKS).where(CLOCK_MARKS.c.boot == boot))
        connection.execute(insert(CLOCK_MARKS).values(boot=boot, elapsed=elapsed, at=now))


def _boot() -> str:
    """Which start of which machine this is; empty where it is not said, and then a process only knows of itself."""
    try:
        return _BOOT.read_text(encoding="ascii").strip()
    except OSError:
        return ""

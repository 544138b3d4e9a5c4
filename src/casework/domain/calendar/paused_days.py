"""Counting days while a pause skips those at whose end it holds."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final, TypeAlias

from casework.domain.calendar.work_calendar import WorkCalendar
from casework.domain.errors import RefusedError

Paused: TypeAlias = Callable[[date], bool]
"""Whether a pause holds at the end of this day; None in its place means that nothing was paused."""

LONGEST_PAUSE_DAYS: Final = 3660
ONE_DAY: Final = timedelta(days=1)


class EndlessPauseError(RefusedError):
    """The pause has no end in sight, so the deadline has no last day."""

    def __init__(self, start: date) -> None:
        super().__init__(start)
        self.start = start
        self.zh = f"自{start}起的期限处于暂停中，暂无截止日"
        self.en = f"The deadline that started on {start} is paused and has no last day"


def nth_unpaused_working_day(start: date, n: int, calendar: WorkCalendar, paused: Paused | None) -> date:
    """The n-th working day after the start that is not paused."""
    if paused is None:
        return calendar.add_working_days(start, n)
    day, skipped = start, 0
    while n > 0:
        day += ONE_DAY
        if paused(day):
            skipped = _skip(skipped, start)
        elif calendar.is_working(day):
            n -= 1
    return day


def nth_unpaused_day(start: date, n: int, paused: Paused | None) -> date:
    """The n-th day after the start that is not paused; before the start when n is negative, whatever was paused."""
    if paused is None or n < 0:
        return start + timedelta(days=n)
    day, skipped = start, 0
    while n > 0:
        day += ONE_DAY
        if paused(day):
            skipped = _skip(skipped, start)
        else:
            n -= 1
    return day


def roll(day: date, calendar: WorkCalendar, paused: Paused | None) -> date:
    """The day itself, or the first one after it that is worked and not paused."""
    first, day, skipped = day, calendar.next_working_day(day), 0
    while paused is not None and paused(day):
        skipped = _skip(skipped, first)
        day = calendar.add_working_days(day, 1)
    return day


def _skip(skipped: int, start: date) -> int:
    if skipped >= LONGEST_PAUSE_DAYS:
        raise EndlessPauseError(start)
    return skipped + 1

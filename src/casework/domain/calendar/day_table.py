"""
The working days of a calendar by number, so that adding and counting them is one look-up however far apart they lie.
"""

from array import array
from collections.abc import Iterable
from datetime import date, timedelta

from casework.domain.calendar.year_notices import BeforeCalendarError


class WorkingDayTable:
    """Working days counted once, so that a rank is one look-up. Days are proleptic ordinals; ordinal 1 is a Monday."""

    def __init__(self, first: date, last: date, *, off: Iterable[date], worked: Iterable[date]) -> None:
        self.first, self.last = first.toordinal(), last.toordinal()
        days_off = {day.toordinal() for day in off}
        made_up = {day.toordinal() for day in worked}
        self.days = array("l")
        self.ranks = array("l", [0])
        for ordinal in range(self.first, self.last + 1):
            if ordinal in made_up or (_is_weekday(ordinal) and ordinal not in days_off):
                self.days.append(ordinal)
            self.ranks.append(len(self.days))

    def rank(self, ordinal: int) -> int:
        """How many working days there are from the first day up to and including this one."""
        self.refuse_before(ordinal)
        if ordinal <= self.last:
            return self.ranks[ordinal - self.first + 1]
        return len(self.days) + _weekdays_until(ordinal) - _weekdays_until(self.last)

    def rank_before(self, ordinal: int) -> int:
        """How many working days there are before this day."""
        return 0 if ordinal == self.first else self.rank(ordinal - 1)

    def refuse_before(self, ordinal: int) -> None:
        """Raise BeforeCalendarError for a day before the first one."""
        if ordinal < self.first:
            raise BeforeCalendarError(date.fromordinal(ordinal), date.fromordinal(self.first))

    def nth(self, rank: int) -> date:
        """The working day with this rank."""
        if 0 < rank <= len(self.days):
            return date.fromordinal(self.days[rank - 1])
        if rank <= 0:
            first = date.fromordinal(self.first)
            raise BeforeCalendarError(first - timedelta(days=1), first)
        weeks, weekday = divmod(rank - len(self.days) + _weekdays_until(self.last) - 1, 5)
        return date.fromordinal(7 * weeks + weekday + 1)


def _is_weekday(ordinal: int) -> bool:
    return ordinal % 7 not in (6, 0)


def _weekdays_until(ordinal: int) -> int:
    weeks, days = divmod(ordinal, 7)
    return 5 * weeks + min(days, 5)

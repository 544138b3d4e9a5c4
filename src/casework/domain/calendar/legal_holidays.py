"""Holidays that the law makes days off, and which of them a calendar leaves out (全国年节及纪念日放假办法, art. 2)."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from casework.domain.calendar.work_calendar import WorkCalendar
from casework.domain.facts.office.rules import LeftOutHoliday


class _Legal(NamedTuple):
    """A holiday from a year on: on fixed days of the year, or on so many that the moon or the sun fixes."""

    name: str
    since: int
    fixed: tuple[tuple[int, int], ...] = ()
    days: int = 0


_LEGAL: Final = (
    _Legal("new-year", 2004, fixed=((1, 1),)),
    _Legal("spring-festival", 2004, days=3),
    _Legal("spring-festival", 2025, days=4),
    _Legal("tomb-sweeping-day", 2008, days=1),
    _Legal("labour-day", 2004, fixed=((5, 1),)),
    _Legal("labour-day", 2025, fixed=((5, 1), (5, 2))),
    _Legal("dragon-boat-festival", 2008, days=1),
    _Legal("mid-autumn-festival", 2008, days=1),
    _Legal("national-day", 2004, fixed=((10, 1), (10, 2), (10, 3))),
)
"""State Council orders 270, 513 (from 2008), 644 and 795 (from 2025); the later of two lines for one holiday counts."""

_BOTH_IN_OCTOBER: Final = 8
"""So many days named for National Day hold Mid-Autumn too, which fell on 1 October in 2020."""


def left_out(calendar: WorkCalendar, year: int) -> tuple[LeftOutHoliday, ...]:
    """The legal holidays on which people work in this year, in the order of the year; none before the first year."""
    in_force = {legal.name: legal for legal in _LEGAL if legal.since <= year}
    named = _days_off(calendar, year)
    missing = [legal.name for legal in in_force.values() if not _is_off(calendar, year, legal, named)]
    if len(named.get("national-day", ())) >= _BOTH_IN_OCTOBER and "mid-autumn-festival" in missing:
        missing.remove("mid-autumn-festival")
    return tuple(LeftOutHoliday(year=year, name=name) for name in missing)


def _days_off(calendar: WorkCalendar, year: int) -> dict[str, set[date]]:
    """The days of the year that are off and that some notice names after each holiday, own days over them or not."""
    named: dict[str, set[date]] = {}
    for span in (span for notice in (*calendar.years, *calendar.own) for span in notice.off):
        days = map(date.fromordinal, range(span.first.toordinal(), span.last.toordinal() + 1))
        off = {day for day in days if day.year == year and day in calendar.holidays}
        named.setdefault(span.name, set()).update(off)
    return named


def _is_off(calendar: WorkCalendar, year: int, legal: _Legal, named: dict[str, set[date]]) -> bool:
    """
    Whether people are off on the holiday.

    Its fixed days count whatever they are named after, for holidays may fall together; for the others the name counts.
    """
    if legal.fixed:
        return all(date(year, month, day) in calendar.holidays for month, day in legal.fixed)
    return len(named.get(legal.name, ())) >= legal.days

"""Every day of 2004 to 2026 with every limit up to 250: the arithmetic against days written down and counted off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import groupby

import holidays
import pytest

from casework.domain.calendar.due_dates import Count, Limit, Unit, due_date, working_days_late
from casework.domain.calendar.work_calendar import seed

FIRST, LAST_NOTICE, HORIZON = date(2004, 1, 1), date(2026, 12, 31), date(2032, 12, 31)
LONGEST = 250
CHINA = holidays.country_holidays("CN", years=range(2003, 2028))
DAYS = [FIRST + timedelta(days=n) for n in range((HORIZON - FIRST).days + 1)]
WORKED = [CHINA.is_working_day(day) if day <= LAST_NOTICE else day.weekday() < 5 for day in DAYS]
"""The oracle's opinion of each day: another library's up to 2026, Monday to Friday after."""


def next_worked() -> list[int]:
    """For each day the first one from it on that is worked, found by walking back from the end."""
    found, nearest = [0] * len(DAYS), len(DAYS)
    for n in reversed(range(len(DAYS))):
        nearest = n if WORKED[n] else nearest
        found[n] = nearest
    return found


def grouped(key: Callable[[date], tuple[int, int]]) -> tuple[list[list[int]], list[int]]:
    """The days in groups, and for each day the number of its group."""
    groups = [list(group) for _, group in groupby(range(len(DAYS)), key=lambda n: key(DAYS[n]))]
    return groups, [number for number, group in enumerate(groups) for _ in group]


NEXT_WORKED = next_worked()
MONTHS, MONTH_OF = grouped(lambda day: (day.year, day.month))
QUARTERS, QUARTER_OF = grouped(lambda day: (day.year, (day.month - 1) // 3))
LIMITS = {unit: [Limit(value=n, unit=unit) for n in range(LONGEST + 1)] for unit in Unit}


def by_counting(start: int) -> list[int]:
    """The n-th working day after a start for every n, counted off day by day."""
    found, day = [NEXT_WORKED[start]], start
    while len(found) <= LONGEST:
        day += 1
        if WORKED[day]:
            found.append(day)
    return found


def answers(start: int, unit: Unit, values: int) -> list[int]:
    """What casework says for the limits 0, 1, 2 ... of a unit, as numbers of days."""
    return [(due_date(Count(DAYS[start], limit), seed()) - FIRST).days for limit in LIMITS[unit][:values]]


def starts_of(year: int) -> range:
    """The days of a year, by their numbers."""
    first = (date(year, 1, 1) - FIRST).days
    return range(first, (date(year, 12, 31) - FIRST).days + 1)


@pytest.mark.parametrize("year", range(2004, 2027))
def test_working_days_are_counted_off(year: int) -> None:
    """From every day of the year, 0 to 250 working days end where a finger on the calendar ends."""
    for start in starts_of(year):
        assert answers(start, Unit.WORKING_DAYS, LONGEST + 1) == by_counting(start), DAYS[start]


@pytest.mark.parametrize("year", range(2004, 2027))
def test_calendar_days_end_on_the_next_day_that_is_worked(year: int) -> None:
    """From every day of the year, 0 to 250 calendar days; the last one rolls over days off."""
    for start in starts_of(year):
        expected = NEXT_WORKED[start : start + LONGEST + 1]
        assert answers(start, Unit.CALENDAR_DAYS, LONGEST + 1) == expected, DAYS[start]


@pytest.mark.parametrize("year", range(2004, 2027))
def test_months_and_periods_end_by_the_calendar(year: int) -> None:
    """From every day of the year, up to three years of months, month ends and quarter ends."""
    for start in starts_of(year):
        month, quarter, day = MONTH_OF[start], QUARTER_OF[start], DAYS[start].day
        same_day = [MONTHS[month + n][min(day, len(MONTHS[month + n])) - 1] for n in range(37)]
        assert answers(start, Unit.MONTHS, 37) == [NEXT_WORKED[n] for n in same_day], DAYS[start]
        month_ends = [MONTHS[month + max(n - 1, 0)][-1] for n in range(37)]
        assert answers(start, Unit.MONTH_END, 37) == month_ends, DAYS[start]
        quarter_ends = [QUARTERS[quarter + max(n - 1, 0)][-1] for n in range(13)]
        assert answers(start, Unit.QUARTER_END, 13) == quarter_ends, DAYS[start]


@pytest.mark.parametrize("year", range(2004, 2027))
def test_days_late_are_counted_off(year: int) -> None:
    """After every last day of the year, for each of the 120 days that follow."""
    for due in starts_of(year):
        counted = 0
        for n in range(121):
            counted += n > 0 and WORKED[due + n]
            assert working_days_late(DAYS[due], DAYS[due + n], seed()) == counted, DAYS[due]


def test_leap_days_and_turns_of_the_year_are_among_them() -> None:
    """The sweep meets every 29 February and every New Year there is from 2004 to 2026."""
    swept = {DAYS[n] for year in range(2004, 2027) for n in starts_of(year)}
    assert len(swept) == 23 * 365 + 6
    assert {date(year, 2, 29) for year in (2004, 2008, 2012, 2016, 2020, 2024)} <= swept
    assert {date(year, 12, 31) for year in range(2004, 2027)} <= swept

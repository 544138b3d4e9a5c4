"""A calendar that leaves out a legal holiday is noticed (全国年节及纪念日放假办法, art. 2)."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from casework.domain.calendar.layers import read_calendar, with_own_days
from casework.domain.calendar.legal_holidays import left_out
from casework.domain.calendar.work_calendar import WorkCalendar, seed
from casework.domain.calendar.year_notices import DaysOff

YEARS = [notice.year for notice in seed().years]
SEVEN = [
    "new-year",
    "spring-festival",
    "tomb-sweeping-day",
    "labour-day",
    "dragon-boat-festival",
    "mid-autumn-festival",
    "national-day",
]


def without(*names: str, year: int = 2026, shorter: bool = False) -> WorkCalendar:
    """The built-in calendar whose notice for a year does not name these holidays, or their first day alone."""
    notices = [
        replace(
            notice,
            off=tuple(
                replace(span, last=span.first) if span.name in names and shorter else span
                for span in notice.off
                if span.name not in names or shorter
            ),
            work=(),
        )
        if notice.year == year
        else notice
        for notice in seed().years
    ]
    return replace(seed(), years=tuple(notices))


def names(calendar: WorkCalendar, year: int = 2026) -> list[str]:
    return [holiday.name for holiday in left_out(calendar, year)]


@pytest.mark.parametrize("year", YEARS)
def test_the_notices_of_every_year_leave_out_none(year: int) -> None:
    """From 2004 on, the years before Tomb-sweeping Day was a holiday and the Mid-Autumn of 1 October 2020 among them."""
    assert left_out(seed(), year) == ()


@pytest.mark.parametrize("name", SEVEN)
def test_each_of_the_seven_is_missed(name: str) -> None:
    """Whether its day is fixed or found by the moon."""
    assert names(without(name)) == [name]


def test_a_holiday_that_is_too_short_is_missed() -> None:
    """One day of Spring Festival, National Day and Labour Day is less than the law gives; of the others it is enough."""
    assert names(without(*SEVEN, shorter=True)) == ["spring-festival", "labour-day", "national-day"]


def test_a_year_that_nobody_has_a_notice_for_leaves_out_all() -> None:
    """2027 is Monday to Friday until its notice is there."""
    assert names(seed(), 2027) == SEVEN


def test_a_division_that_works_on_a_legal_holiday_is_noticed() -> None:
    """A flood on 1 May; on the third it is its own affair, and naming the days of Spring Festival anew hides none."""

    def own(off: str, work: str) -> WorkCalendar:
        text = (
            'version = "x"\nnames = [{ code = "flood", zh = "洪灾", en = "flood" }]\n[[years]]\nyear = 2026\n'
            f'notice = "a notice"\noff = [{off}]\nwork = [{work}]\n'
        )
        return with_own_days(seed(), read_calendar(text))

    assert names(own("", '{ name = "flood", day = 2026-05-01 }')) == ["labour-day"]
    assert names(own("", '{ name = "flood", day = 2026-05-03 }')) == []
    spring = next(span for span in seed().years[-1].off if span.name == "spring-festival")
    assert isinstance(spring, DaysOff)
    assert names(own(f'{{ name = "flood", first = {spring.first}, last = {spring.last} }}', "")) == []

"""Days of a division's own: over the notices, inherited downwards, the later word on a day counts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from casework.domain.calendar.as_toml import calendar_text
from casework.domain.calendar.due_dates import Count, Limit, Unit, due_date
from casework.domain.calendar.layers import CalendarText, read_calendar
from casework.domain.calendar.work_calendar import DayKind, seed
from casework.domain.calendar.year_notices import DaysOff, HolidayName, MakeUpDay, YearNotice
from casework.domain.facts.office.rules import CalendarLoaded
from casework.domain.rules.built_in import built_in_rules
from casework.domain.rules.rule_book import RuleBook

COUNTY, TOWNSHIP, VILLAGE = "990101000000", "990101001000", "990101001001"
ELSEWHERE = "990102001001"
BUILT_IN = RuleBook(built_in=built_in_rules())
FLOOD = HolidayName(code="flood", zh="防汛", en="flood")
Layer = tuple[str, dict[date, bool]]
"""A division and what it says of days: worked or off."""

DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))
LAYERS = st.lists(
    st.tuples(st.sampled_from([COUNTY, TOWNSHIP, VILLAGE]), st.dictionaries(DAYS, st.booleans(), min_size=1)),
    max_size=5,
)


def notices(days: dict[date, bool]) -> tuple[YearNotice, ...]:
    """The days as own notices, a part a year."""
    return tuple(
        YearNotice(
            year=year,
            notice="本地通知",
            off=tuple(DaysOff(name="flood", first=d, last=d) for d in days if d.year == year and not days[d]),
            work=tuple(MakeUpDay(name="flood", day=d) for d in days if d.year == year and days[d]),
        )
        for year in sorted({day.year for day in days})
    )


def book_of(layers: list[Layer]) -> RuleBook:
    """The built-in rules with these own days loaded one after the other."""
    book = BUILT_IN
    for number, (division, days) in enumerate(layers):
        text = calendar_text(CalendarText(version=f"own-{number}", names=(FLOOD,), years=notices(days)))
        book = book.with_fact(CalendarLoaded(version=f"own-{number}", years=(), division=division, text=text))
    return book


def works(day: date, layers: list[Layer]) -> bool:
    """
    The naive opinion: the last word on the day, from the county down and in the order of loading, else the notice's.
    """
    said = [
        days[day] for level in (COUNTY, TOWNSHIP, VILLAGE) for place, days in layers if place == level if day in days
    ]
    return said[-1] if said else seed().is_working(day)


@settings(max_examples=60, deadline=None)
@given(layers=LAYERS, start=st.dates(date(2024, 12, 1), date(2026, 12, 31)), n=st.integers(1, 60))
def test_limits_are_counted_over_the_days_of_all_divisions_above(layers: list[Layer], start: date, n: int) -> None:
    """Working days and calendar days in a village, by a count day by day over the days that hold there."""
    book = book_of(layers)
    calendar = book.of(VILLAGE).calendar
    later = [start + timedelta(days=k) for k in range(600)]
    worked = [day for day in later if works(day, layers)]
    assert (
        due_date(Count(start, Limit(value=n, unit=Unit.WORKING_DAYS)), calendar)
        == [d for d in worked if d > start][n - 1]
    )
    end = start + timedelta(days=n)
    assert due_date(Count(start, Limit(value=n, unit=Unit.CALENDAR_DAYS)), calendar) == next(
        d for d in worked if d >= end
    )
    assert calendar.working_days_between(start, end) == sum(start < day <= end for day in worked)
    assert book.of(ELSEWHERE).calendar == seed()


@settings(max_examples=40, deadline=None)
@given(layers=LAYERS, more=st.dictionaries(DAYS, st.booleans(), min_size=1))
def test_what_a_village_says_changes_nothing_above_it(layers: list[Layer], more: dict[date, bool]) -> None:
    """The township and the county keep their days."""
    before, after = book_of(layers), book_of([*layers, (VILLAGE, more)])
    for division in (COUNTY, TOWNSHIP, ""):
        assert before.of(division).calendar.says_the_same(after.of(division).calendar)
    assert [after.of(VILLAGE).calendar.is_working(day) for day in more] == list(more.values())


@settings(max_examples=40, deadline=None)
@given(layers=LAYERS)
def test_loading_the_same_days_again_changes_nothing(layers: list[Layer]) -> None:
    """The last word on each day is said again by whoever said it."""
    once, twice = book_of(layers), book_of([*layers, *layers])
    assert once.of(VILLAGE).calendar.says_the_same(twice.of(VILLAGE).calendar)


@pytest.mark.parametrize(
    ("day", "kind", "zh"),
    [
        (date(2026, 7, 6), DayKind.HOLIDAY, "防汛"),
        (date(2026, 7, 7), DayKind.WORKING, "工作日"),
        (date(2026, 7, 11), DayKind.MAKE_UP_WORKING, "防汛调休上班"),
        (date(2026, 7, 12), DayKind.WEEKEND, "周末"),
    ],
)
def test_an_own_day_says_what_it_is_for(day: date, kind: DayKind, zh: str) -> None:
    """Monday 6 July 2026 off for a flood, Saturday the 11th worked for it; their neighbours are as ever."""
    book = book_of([(COUNTY, {date(2026, 7, 6): False, date(2026, 7, 11): True})])
    reason = book.of(VILLAGE).calendar.why(day)
    assert (reason.kind, reason.zh) == (kind, zh)


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=20)


@given(
    version=NAMES,
    zh=NAMES,
    notice=NAMES,
    changed=st.lists(NAMES, max_size=2),
    days=st.dictionaries(DAYS, st.booleans(), min_size=1),
)
def test_a_calendar_written_as_text_is_read_back_as_it_was(
    version: str, zh: str, notice: str, changed: list[str], days: dict[date, bool]
) -> None:
    """Whatever signs its words hold."""

    years = tuple(replace(year, notice=notice, changed_by=tuple(changed)) for year in notices(days))
    calendar = CalendarText(version=version, names=(replace(FLOOD, zh=zh),), years=years)
    assert read_calendar(calendar_text(calendar)) == calendar

"""The work calendar against an independent list, literal days of the notices, and a count day by day."""

import importlib.util
import os
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import holidays
import msgspec
import pytest
from chinese_calendar import is_workday
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.domain.calendar.work_calendar import (
    DayKind,
    NaiveMomentError,
    WorkCalendar,
    end_of,
    seed,
    shanghai_date,
    start_of,
)
from casework.domain.calendar.year_notices import BeforeCalendarError, CalendarError, CalendarUnreadableError

ROOT = Path(__file__).parents[3]
FIRST, LAST = date(2004, 1, 1), date(2026, 12, 31)
EVERY_DAY = [date.fromordinal(n) for n in range(FIRST.toordinal(), LAST.toordinal() + 1)]
NEW_YEAR_2006 = date(2005, 12, 31)
ONE_DAY = timedelta(days=1)
SMALL = """
version = "test"
names = [{ code = "spring-festival", zh = "春节", en = "Spring Festival" }]
[[years]]
year = 2026
notice = "a notice"
off = [{ name = "spring-festival", first = 2026-02-15, last = 2026-02-23 }]
work = [{ name = "spring-festival", day = 2026-02-14 }]
"""


@pytest.fixture(scope="module")
def worked() -> set[date]:
    """The working days of 2004 to 2026 by a library of other authors."""
    china = holidays.country_holidays("CN", years=range(2003, 2028))
    return {day for day in EVERY_DAY if china.is_working_day(day)}


@pytest.fixture
def system_zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The process believes to be in this zone."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


def test_every_day_of_23_years_agrees_with_an_independent_list(worked: set[date]) -> None:
    """No day from 2004 to 2026 is judged otherwise than by the library holidays, 31 December 2005 included."""
    assert [day for day in EVERY_DAY if seed().is_working(day) != (day in worked)] == []


def test_the_notice_settles_the_one_day_on_which_the_libraries_differ() -> None:
    """Only 31 December 2005 departs from the list the seed was made from: its notice says 上班."""
    assert [day for day in EVERY_DAY if seed().is_working(day) != is_workday(day)] == [NEW_YEAR_2006]
    assert seed().why(NEW_YEAR_2006).zh == "元旦调休上班"


def test_the_committed_seed_is_what_its_generator_writes() -> None:
    """Nobody edited the seed by hand."""
    spec = importlib.util.spec_from_file_location("seed_calendar", ROOT / "tools/seed_calendar.py")
    assert spec
    assert spec.loader
    generator: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generator)
    assert generator.TARGET.read_text(encoding="utf-8") == generator.render()


@pytest.mark.parametrize(
    ("day", "kind", "name", "zh"),
    [
        (date(2026, 2, 13), DayKind.WORKING, None, "工作日"),
        (date(2026, 2, 14), DayKind.MAKE_UP_WORKING, "spring-festival", "春节调休上班"),
        (date(2026, 2, 15), DayKind.HOLIDAY, "spring-festival", "春节"),
        (date(2026, 2, 23), DayKind.HOLIDAY, "spring-festival", "春节"),
        (date(2026, 2, 24), DayKind.WORKING, None, "工作日"),
        (date(2026, 9, 20), DayKind.MAKE_UP_WORKING, "national-day", "国庆节调休上班"),
        (date(2026, 10, 1), DayKind.HOLIDAY, "national-day", "国庆节"),
        (date(2026, 10, 10), DayKind.MAKE_UP_WORKING, "national-day", "国庆节调休上班"),
        (date(2026, 10, 11), DayKind.WEEKEND, None, "周末"),
        (date(2020, 2, 1), DayKind.HOLIDAY, "spring-festival", "春节"),
        (date(2015, 9, 3), DayKind.HOLIDAY, "victory-day", "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日"),
        (date(2007, 12, 31), DayKind.HOLIDAY, "new-year", "元旦"),
    ],
)
def test_a_day_says_what_it_is(day: date, kind: DayKind, name: str | None, zh: str) -> None:
    """The days of the notices have the kind and the name the notices give them."""
    reason = seed().why(day)
    assert (reason.kind, reason.name, reason.zh) == (kind, name, zh)
    assert seed().day_kind(day) is kind


def test_after_the_last_notice_monday_to_friday_count_and_are_provisional() -> None:
    """1 January 2027 is no holiday until the notice is loaded, and says so by being provisional."""
    calendar = seed()
    assert not calendar.is_provisional(LAST)
    assert calendar.is_provisional(LAST + ONE_DAY)
    week = [date(2027, 1, 1) + timedelta(days=n) for n in range(7)]
    assert [calendar.is_working(day) for day in week] == [True, False, False, True, True, True, True]
    assert calendar.day_kind(date(2027, 1, 2)) is DayKind.WEEKEND


def test_before_the_first_year_nothing_is_guessed() -> None:
    """The last day of 2003 is refused everywhere, the first of 2004 is answered."""
    calendar, before = seed(), FIRST - ONE_DAY
    assert calendar.day_kind(FIRST) is DayKind.HOLIDAY
    for ask in (
        calendar.is_working,
        calendar.day_kind,
        calendar.why,
        calendar.is_provisional,
        calendar.next_working_day,
        calendar.refuse_before,
    ):
        with pytest.raises(BeforeCalendarError):
            ask(before)
    for start, n in ((before, 1), (before, -1), (date(2004, 1, 2), -1)):
        with pytest.raises(BeforeCalendarError):
            calendar.add_working_days(start, n)
    with pytest.raises(BeforeCalendarError):
        calendar.working_days_between(before, LAST)
    assert calendar.add_working_days(FIRST, 1) == date(2004, 1, 2)
    assert calendar.add_working_days(date(2004, 1, 3), -1) == date(2004, 1, 2)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (SMALL, 'version = "1"\nnames = []\nyears = []'),
        (SMALL, ""),
        ("[[years]]", "[[years"),
        ("day = 2026-02-14", "day = 2026-02-13"),
        ("day = 2026-02-14", "day = 2026-02-15"),
        ("day = 2026-02-14", "day = 2024-02-17"),
        ("day = 2026-02-14", 'day = "soon"'),
        ("last = 2026-02-23", "last = 2026-02-14"),
        ("last = 2026-02-23", "last = 2027-02-23"),
        ('name = "spring-festival", day', 'name = "labour-day", day'),
        ("[[years]]", '[[years]]\nyear = 2024\nnotice = ""\noff = []\nwork = []\n[[years]]'),
        ('notice = "a notice"', 'notice = "a notice"\ncolour = "red"'),
    ],
)
def test_a_calendar_that_is_empty_or_contradicts_itself_is_refused(old: str, new: str) -> None:
    """A broken notice never becomes a calendar."""
    assert WorkCalendar.load(SMALL).version == "test"
    with pytest.raises(CalendarUnreadableError) as refusal:
        WorkCalendar.load(SMALL.replace(old, new))
    assert isinstance(refusal.value, CalendarError)
    assert refusal.value.zh
    assert refusal.value.en


def test_a_calendar_is_plain_data() -> None:
    """What was encoded and decoded is the same calendar and judges the same."""
    again = msgspec.json.decode(msgspec.json.encode(seed()), type=WorkCalendar)
    assert again == seed()
    assert (seed().version, seed().first_day, seed().last_day) == ("2026.1", FIRST, LAST)
    assert again.add_working_days(date(2026, 9, 30), 3) == date(2026, 10, 10)


@settings(max_examples=200, deadline=None)
@given(start=st.dates(date(2004, 6, 1), date(2028, 1, 1)), n=st.integers(0, 90))
def test_working_days_are_those_one_counts_on_the_fingers(start: date, n: int) -> None:
    """Adding, subtracting and counting agree with walking from day to day."""
    calendar = seed()
    after = before = start
    for _ in range(n):
        after += ONE_DAY
        while not calendar.is_working(after):
            after += ONE_DAY
        before -= ONE_DAY
        while not calendar.is_working(before):
            before -= ONE_DAY
    assert calendar.add_working_days(start, n) == after
    assert calendar.add_working_days(start, -n) == before
    walked = sum(calendar.is_working(start + timedelta(days=k)) for k in range(1, (after - start).days + 1))
    assert calendar.working_days_between(start, after) == walked == n
    assert calendar.working_days_between(after, start) == -n


@given(day=st.dates(date(2004, 1, 2), date(2028, 1, 1)))
def test_the_nearest_working_day_is_the_day_itself_or_its_neighbour(day: date) -> None:
    """Between the last working day before it and the next one nobody works."""
    calendar = seed()
    later = calendar.next_working_day(day)
    earlier = day if later == day else calendar.add_working_days(later, -1)
    assert (later == day) == calendar.is_working(day)
    assert calendar.is_working(earlier)
    assert calendar.is_working(later)
    assert calendar.working_days_between(earlier, later) == (0 if calendar.is_working(day) else 1)


@pytest.mark.parametrize(
    "system_zone",
    ["UTC", "Asia/Shanghai", "America/Los_Angeles", "Pacific/Kiritimati", "Asia/Kathmandu"],
    indirect=True,
)
def test_the_zone_of_the_machine_does_not_matter(system_zone: str) -> None:
    """A Shanghai day begins and ends at the same instants wherever the server stands."""
    assert os.environ["TZ"] == system_zone
    assert start_of(date(2026, 3, 1)) == datetime(2026, 2, 28, 16, tzinfo=UTC)
    assert end_of(date(2024, 2, 28)).isoformat() == "2024-02-29T00:00:00+08:00"
    assert shanghai_date(datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC)) == date(2026, 12, 31)
    assert shanghai_date(datetime(2026, 12, 31, 16, tzinfo=UTC)) == date(2027, 1, 1)
    assert shanghai_date(end_of(LAST) - timedelta(microseconds=1)) == LAST


def test_a_moment_without_a_zone_is_refused() -> None:
    """Nobody can say which day a naive time belongs to."""
    with pytest.raises(NaiveMomentError):
        shanghai_date(datetime(2026, 3, 1, 12))  # noqa: DTZ001

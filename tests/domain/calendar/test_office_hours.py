"""Office hours: literal moments around every edge, and the laws against a count minute by minute."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.domain.calendar.office_hours import Hours, hours_between, next_opening
from casework.domain.calendar.work_calendar import SHANGHAI, NaiveMomentError, seed
from casework.domain.calendar.year_notices import BeforeCalendarError

DEFAULT: Hours = ((time(8, 30), time(12)), (time(14), time(17, 30)))
MINUTE = timedelta(minutes=1)
START = datetime(2004, 1, 1, tzinfo=SHANGHAI)
MOMENTS = st.integers(0, 23 * 365 * 24 * 60).map(lambda minutes: START + minutes * MINUTE)
HOURS = st.lists(st.integers(0, 24 * 60 - 1), min_size=2, max_size=6, unique=True).map(
    lambda minutes: tuple(
        (time(*divmod(opens, 60)), time(*divmod(closes, 60)))
        for opens, closes in zip(sorted(minutes)[::2], sorted(minutes)[1::2], strict=False)
    )
)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of October 2026: the 1st to the 7th off, Saturday the 10th worked."""
    return datetime(2026, 10, day, hour, minute, tzinfo=SHANGHAI)


def is_open(moment: datetime, hours: Hours) -> bool:
    """The naive opinion of one moment."""
    return seed().is_working(moment.date()) and any(opens <= moment.time() < closes for opens, closes in hours)


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        (at(8, 8, 30), at(8, 12), 3.5),
        (at(8, 0), at(8, 23, 59), 7),
        (at(8, 11), at(8, 15), 2),
        (at(8, 12), at(8, 14), 0),
        (at(9, 17), at(10, 9), 1),
        (at(10, 17), at(12, 9), 1),
        (at(1, 0), at(8, 8, 30), 0),
        (at(1, 0), at(8, 8, 31), 1 / 60),
        (datetime(2026, 9, 30, 17, tzinfo=SHANGHAI), at(8, 9), 1),
        (at(8, 10), at(8, 10), 0),
        (at(9, 10), at(8, 10), 0),
    ],
)
def test_only_office_hours_of_working_days_count(start: datetime, end: datetime, hours: float) -> None:
    """Lunch, nights, the holiday week and the Sunday count nothing; the Saturday that is worked does."""
    assert hours_between(start, end, seed(), DEFAULT) == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        (at(8, 8, 29), at(8, 8, 30)),
        (at(8, 8, 30), at(8, 8, 30)),
        (at(8, 11, 59), at(8, 11, 59)),
        (at(8, 12), at(8, 14)),
        (at(8, 17, 29), at(8, 17, 29)),
        (at(8, 17, 30), at(9, 8, 30)),
        (at(9, 18), at(10, 8, 30)),
        (at(10, 18), at(12, 8, 30)),
        (at(3, 10), at(8, 8, 30)),
        (datetime(2026, 12, 31, 17, 30, tzinfo=SHANGHAI), datetime(2027, 1, 1, 8, 30, tzinfo=SHANGHAI)),
    ],
)
def test_what_is_raised_outside_office_hours_waits_for_the_next_opening(moment: datetime, opening: datetime) -> None:
    """Before work, at lunch, in the evening, before a free Sunday and in the holiday week."""
    assert next_opening(moment, seed(), DEFAULT) == opening
    assert next_opening(moment.astimezone(UTC), seed(), DEFAULT) == opening


@settings(max_examples=60, deadline=None)
@given(start=MOMENTS, minutes=st.integers(0, 12 * 24 * 60), hours=HOURS)
def test_office_time_is_the_count_minute_by_minute(start: datetime, minutes: int, hours: Hours) -> None:
    """Up to twelve days, by asking every minute whether the office is open."""
    counted = sum(is_open(start + n * MINUTE, hours) for n in range(minutes))
    assert hours_between(start, start + minutes * MINUTE, seed(), hours) == counted * MINUTE


@settings(max_examples=100, deadline=None)
@given(moment=MOMENTS, hours=HOURS)
def test_the_next_opening_is_the_first_open_minute(moment: datetime, hours: Hours) -> None:
    """The office is open then, and was not a minute before unless it was open at the moment asked for."""
    found = next_opening(moment, seed(), hours)
    assert is_open(found, hours)
    assert found >= moment
    assert hours_between(moment, found, seed(), hours) == timedelta()
    assert found == moment or not is_open(found - MINUTE, hours)


@given(moments=st.tuples(MOMENTS, MOMENTS, MOMENTS).map(sorted), hours=HOURS)
def test_spans_of_years_add_up(moments: list[datetime], hours: Hours) -> None:
    """From a to b and from b to c is from a to c; a day is counted whole, and only when people work."""
    a, b, c = moments
    assert hours_between(a, b, seed(), hours) + hours_between(b, c, seed(), hours) == hours_between(a, c, seed(), hours)
    days = (date.fromordinal(n) for n in range(a.toordinal(), c.toordinal()))
    a_day = hours_between(at(8, 0), at(9, 0), seed(), hours)
    first, last = (moment.replace(hour=0, minute=0) for moment in (a, c))
    assert hours_between(first, last, seed(), hours) == sum(map(seed().is_working, days)) * a_day


def test_no_hours_are_guessed_before_the_calendar_or_without_a_zone() -> None:
    """A moment of 2003 and a moment without a zone are refused."""
    with pytest.raises(BeforeCalendarError):
        next_opening(datetime(2003, 12, 31, 9, tzinfo=SHANGHAI), seed(), DEFAULT)
    with pytest.raises(BeforeCalendarError):
        hours_between(datetime(2003, 12, 31, 9, tzinfo=SHANGHAI), at(8, 9), seed(), DEFAULT)
    with pytest.raises(NaiveMomentError):
        next_opening(datetime(2026, 10, 8, 9), seed(), DEFAULT)  # noqa: DTZ001 - the refusal is the point


def test_without_hours_any_moment_will_do() -> None:
    """A policy that names no hours holds nothing back."""
    assert next_opening(at(3, 3), seed(), ()) == at(3, 3)

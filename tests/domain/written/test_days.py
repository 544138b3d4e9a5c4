"""Days and moments as people write them: every usual form, the year that is left out, and what may mean several days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from casework.domain.calendar.work_calendar import SHANGHAI
from casework.domain.written.days import (
    AmbiguousDayError,
    Lies,
    UnknownDayError,
    UnknownMomentError,
    day_written,
    moment_written,
)

SATURDAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-03-05", date(2026, 3, 5)),
        ("2026年3月5日", date(2026, 3, 5)),
        ("2026 年 3 月 5 号", date(2026, 3, 5)),
        ("2026.3.5", date(2026, 3, 5)),
        ("2026/03/05", date(2026, 3, 5)),
        ("２０２６０３０５", date(2026, 3, 5)),
        ("今天", SATURDAY),
        ("昨天", date(2026, 11, 27)),
        ("前天", date(2026, 11, 26)),
        ("3天前", date(2026, 11, 25)),
        ("2天后", date(2026, 11, 30)),
        ("上周五", date(2026, 11, 20)),
        ("本周五", date(2026, 11, 27)),
        ("下星期一", date(2026, 11, 30)),
        ("上周日", date(2026, 11, 22)),
        ("上周天", date(2026, 11, 22)),
        ("周六", SATURDAY),
        ("月底", date(2026, 11, 30)),
    ],
)
def test_a_day_is_read_in_every_usual_form(text: str, meant: date) -> None:
    """Whatever side of today it lies on."""
    assert {day_written(text, today=SATURDAY, lies=lies) for lies in Lies} == {meant}


@pytest.mark.parametrize(
    ("text", "behind", "ahead"),
    [
        ("3月5日", date(2026, 3, 5), date(2027, 3, 5)),
        ("3.5", date(2026, 3, 5), date(2027, 3, 5)),
        ("12月1号", date(2025, 12, 1), date(2026, 12, 1)),
        ("11月27日", date(2026, 11, 27), date(2027, 11, 27)),
        ("11月29日", date(2025, 11, 29), date(2026, 11, 29)),
        ("2月29日", date(2024, 2, 29), date(2028, 2, 29)),
        ("2月底", date(2026, 2, 28), date(2027, 2, 28)),
        ("12月底", date(2025, 12, 31), date(2026, 12, 31)),
    ],
)
def test_a_day_without_a_year_is_the_nearest_on_its_side(text: str, behind: date, ahead: date) -> None:
    """A visit lies behind, a date that is set lies ahead; where it may be either, both are named."""
    assert day_written(text, today=SATURDAY, lies=Lies.BEHIND) == behind
    assert day_written(text, today=SATURDAY, lies=Lies.AHEAD) == ahead
    with pytest.raises(AmbiguousDayError) as refused:
        day_written(text, today=SATURDAY)
    assert refused.value.days == (behind, ahead)
    assert f"{behind}、{ahead}" in refused.value.zh


@pytest.mark.parametrize("lies", Lies)
def test_today_needs_no_year(lies: Lies) -> None:
    """It lies on both sides."""
    assert day_written("11月28日", today=SATURDAY, lies=lies) == SATURDAY


def test_a_weekday_alone_is_asked_about() -> None:
    """Last week's or this week's; one that lies ahead may be next week's."""
    with pytest.raises(AmbiguousDayError) as refused:
        day_written("周五", today=SATURDAY, lies=Lies.BEHIND)
    assert refused.value.days == (date(2026, 11, 20), date(2026, 11, 27))
    with pytest.raises(AmbiguousDayError) as ahead:
        day_written("周五", today=SATURDAY, lies=Lies.AHEAD)
    assert ahead.value.days == (date(2026, 11, 27), date(2026, 12, 4))


@pytest.mark.parametrize(
    "text", ["", "2月30日", "2026-02-29", "2026年3月", "202603", "13月1日", "某天", "5日", "2026-W10-4"]
)
def test_what_is_no_day_is_refused(text: str) -> None:
    """Also a day that there is not, and a month without a day."""
    with pytest.raises(UnknownDayError):
        day_written(text, today=SATURDAY, lies=Lies.BEHIND)


@pytest.mark.parametrize(
    ("text", "meant", "bare"),
    [
        ("2026-03-05", datetime(2026, 3, 5, tzinfo=SHANGHAI), True),
        ("2026-03-05T10:00Z", datetime(2026, 3, 5, 10, tzinfo=UTC), False),
        ("3月5日", datetime(2026, 3, 5, tzinfo=SHANGHAI), True),
        ("3月5日 9:00", datetime(2026, 3, 5, 9, tzinfo=SHANGHAI), False),
        ("3月5日下午3点半", datetime(2026, 3, 5, 15, 30, tzinfo=SHANGHAI), False),
        ("2026年3月5日上午9点10分", datetime(2026, 3, 5, 9, 10, tzinfo=SHANGHAI), False),
        ("2026.3.5 9：05", datetime(2026, 3, 5, 9, 5, tzinfo=SHANGHAI), False),
        ("昨天15:30", datetime(2026, 11, 27, 15, 30, tzinfo=SHANGHAI), False),
        ("9:30", datetime(2026, 11, 28, 9, 30, tzinfo=SHANGHAI), False),
        ("晚上8点", datetime(2026, 11, 28, 20, tzinfo=SHANGHAI), False),
    ],
)
def test_a_moment_is_a_day_with_or_without_a_time(text: str, meant: datetime, bare: bool) -> None:
    """In the office's zone unless another is said; a time alone is of today."""
    assert moment_written(text, SHANGHAI, today=SATURDAY) == (meant, bare)


@pytest.mark.parametrize("text", ["3月5日 25:00", "9:75", "某时", "0001-01-01T00:00+14:00", "2026.3.5 9:00:30"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    """With the forms that would do."""
    with pytest.raises(UnknownMomentError) as refused:
        moment_written(text, SHANGHAI, today=SATURDAY)
    assert "3月2日下午3点" in refused.value.zh


def test_days_of_the_last_years_are_told_or_refused() -> None:
    """Nothing overflows."""
    with pytest.raises(UnknownDayError):
        day_written("3天后", today=date.max - timedelta(days=1))

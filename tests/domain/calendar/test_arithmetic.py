"""Deadline arithmetic: literal examples around every boundary, and the laws against a naive count day by day."""

import time
from collections.abc import Callable
from datetime import date, datetime, timedelta

import holidays
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.domain.calendar.due_dates import (
    Count,
    Due,
    Limit,
    OwnDateMissingError,
    Unit,
    day_list,
    days_before,
    due,
    due_at,
    due_date,
    first_full_period,
    late_moment,
    month_end,
    months_after,
    period_name,
    quarter_end,
    reminder_moment,
    working_days_late,
)
from casework.domain.calendar.paused_days import EndlessPauseError, Paused
from casework.domain.calendar.work_calendar import SHANGHAI, seed
from casework.domain.calendar.year_notices import BeforeCalendarError

CHINA = holidays.country_holidays("CN", years=range(2003, 2028))
LAST_NOTICE = date(2026, 12, 31)
KNOWN_DAYS = range(date(2004, 1, 1).toordinal(), LAST_NOTICE.toordinal() + 1)
WORKED = {day for day in map(date.fromordinal, KNOWN_DAYS) if CHINA.is_working_day(day)}
STARTS = st.dates(date(2004, 1, 1), LAST_NOTICE)
PAUSES = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 40)), max_size=3)
LATE = st.none() | st.integers(0, 40)


MOST = {Unit.WORKING_DAYS: 251, Unit.CALENDAR_DAYS: 251, Unit.MONTHS: 13, Unit.MONTH_END: 13, Unit.QUARTER_END: 5}
PERIODS = (Unit.MONTH_END, Unit.QUARTER_END)


def works(day: date) -> bool:
    """The oracle's opinion of a day: another library's up to 2026, Monday to Friday after."""
    return day in WORKED if day <= LAST_NOTICE else day.weekday() < 5


def working(n: int) -> Limit:
    return Limit(value=n, unit=Unit.WORKING_DAYS)


def calendar_days(n: int) -> Limit:
    return Limit(value=n, unit=Unit.CALENDAR_DAYS)


def months(n: int) -> Limit:
    return Limit(value=n, unit=Unit.MONTHS)


def pause(first: date, last: date) -> Paused:
    """A pause that holds at the end of every day from first to last."""
    return lambda day: first <= day <= last


@pytest.mark.parametrize(
    ("start", "limit", "last"),
    [
        # before National Day 2026: 1 to 7 October off, Saturday 10 October worked
        (date(2026, 9, 30), working(1), date(2026, 10, 8)),
        (date(2026, 9, 30), working(2), date(2026, 10, 9)),
        (date(2026, 9, 30), working(3), date(2026, 10, 10)),
        (date(2026, 9, 30), working(4), date(2026, 10, 12)),
        # Spring Festival 2026: Saturday 14 February worked, 15 to 23 off, Saturday 28 worked
        (date(2026, 2, 13), working(1), date(2026, 2, 14)),
        (date(2026, 2, 13), working(2), date(2026, 2, 24)),
        (date(2026, 2, 13), working(6), date(2026, 2, 28)),
        (date(2026, 2, 13), working(7), date(2026, 3, 2)),
        # started on a day off: the start day does not count either way
        (date(2026, 2, 20), working(1), date(2026, 2, 24)),
        (date(2026, 3, 7), working(1), date(2026, 3, 9)),
        # over New Year: Saturday 31 December 2005 worked, 1 to 3 January off
        (date(2005, 12, 30), working(1), date(2005, 12, 31)),
        (date(2005, 12, 30), working(2), date(2006, 1, 4)),
        (date(2024, 12, 31), working(1), date(2025, 1, 2)),
        # over 29 February
        (date(2024, 2, 28), working(1), date(2024, 2, 29)),
        (date(2023, 2, 28), working(1), date(2023, 3, 1)),
        # calendar days: the last one rolls only when nobody works
        (date(2026, 9, 15), calendar_days(15), date(2026, 9, 30)),
        (date(2026, 9, 16), calendar_days(15), date(2026, 10, 8)),
        (date(2026, 9, 25), calendar_days(15), date(2026, 10, 10)),
        (date(2026, 9, 26), calendar_days(15), date(2026, 10, 12)),
        (date(2024, 2, 14), calendar_days(15), date(2024, 2, 29)),
        (date(2023, 2, 14), calendar_days(15), date(2023, 3, 1)),
        # months: a month without the day ends on its last day, then rolls
        (date(2024, 1, 31), months(1), date(2024, 2, 29)),
        (date(2023, 1, 31), months(1), date(2023, 2, 28)),
        (date(2024, 2, 29), months(12), date(2025, 2, 28)),
        (date(2026, 5, 29), months(3), date(2026, 8, 31)),
        (date(2026, 1, 30), months(1), date(2026, 2, 28)),
        (date(2025, 11, 15), months(3), date(2026, 2, 24)),
        # periods end as they are: 31 January 2026 is a Saturday, 30 June 2024 a Sunday
        (date(2026, 1, 1), Limit(unit=Unit.MONTH_END), date(2026, 1, 31)),
        (date(2026, 1, 1), Limit(value=1, unit=Unit.MONTH_END), date(2026, 1, 31)),
        (date(2026, 1, 1), Limit(value=2, unit=Unit.MONTH_END), date(2026, 2, 28)),
        (date(2024, 4, 1), Limit(unit=Unit.QUARTER_END), date(2024, 6, 30)),
        (date(2024, 4, 1), Limit(value=2, unit=Unit.QUARTER_END), date(2024, 9, 30)),
        # 60 days before 36 months, counted back without rolling: 28 January 2029 is a Sunday
        (date(2026, 3, 29), Limit(value=36, unit=Unit.MONTHS, days_before=60), date(2029, 1, 28)),
        # no time at all: the day of the start, or the next one on which people work
        (date(2026, 9, 30), working(0), date(2026, 9, 30)),
        (date(2026, 10, 1), working(0), date(2026, 10, 8)),
        (date(2026, 10, 1), calendar_days(0), date(2026, 10, 8)),
    ],
)
def test_a_limit_ends_on_its_last_day(start: date, limit: Limit, last: date) -> None:
    """Every kind of limit, around holidays, make-up days, leap days and year changes."""
    assert due_date(Count(start, limit), seed()) == last
    assert due_date(Count(start, limit), seed(), paused=lambda _: False) == last


@pytest.mark.parametrize("own", [9, 10, 11])
def test_a_date_of_ones_own_is_kept_as_it_is(own: int) -> None:
    """Friday 9 October 2026, the worked Saturday after it and the free Sunday all stay the last day."""
    limit = Limit(unit=Unit.OWN_DATE)
    assert due_date(Count(date(2026, 9, 1), limit, own_date=date(2026, 10, own)), seed()) == date(2026, 10, own)
    with pytest.raises(OwnDateMissingError):
        due_date(Count(date(2026, 9, 1), limit), seed())


@pytest.mark.parametrize(
    ("recorded", "last"),
    [
        (date(2026, 3, 2), date(2026, 3, 4)),
        (date(2026, 3, 3), date(2026, 3, 4)),
        (date(2026, 3, 4), date(2026, 3, 5)),
        (date(2026, 3, 6), date(2026, 3, 9)),
        (date(2026, 3, 8), date(2026, 3, 9)),
    ],
)
def test_nothing_is_due_before_the_first_working_day_after_its_start_was_recorded(recorded: date, last: date) -> None:
    """Two working days from Monday 2 March 2026; who heard of it on Friday has until Monday."""
    assert due_date(Count(date(2026, 3, 2), working(2), recorded_on=recorded), seed()) == last


def test_days_added_for_a_late_record_count_nothing() -> None:
    """The list says which days were earned and which were given."""
    days = day_list(Count(date(2026, 3, 3), working(2), recorded_on=date(2026, 3, 6)), seed())
    assert [(day.date.day, day.counts, day.code) for day in days] == [
        (4, True, "working-day"),
        (5, True, "working-day"),
        (6, False, "recorded-late"),
        (7, False, "recorded-late"),
        (8, False, "recorded-late"),
        (9, False, "recorded-late"),
    ]


def test_a_pause_skips_working_days_at_whose_end_it_holds() -> None:
    """Three working days from Monday, paused at the end of Tuesday and Wednesday: the next Monday, not Thursday."""
    paused = pause(date(2026, 3, 10), date(2026, 3, 11))
    days = day_list(Count(date(2026, 3, 9), working(3)), seed(), paused=paused)
    assert [(day.date.day, day.counts, day.code) for day in days] == [
        (10, False, "paused"),
        (11, False, "paused"),
        (12, True, "working-day"),
        (13, True, "working-day"),
        (14, False, "weekend"),
        (15, False, "weekend"),
        (16, True, "working-day"),
    ]


@pytest.mark.parametrize(
    ("limit", "first", "last", "ends"),
    [
        # 11 calendar days from 1 September 2026 end on Saturday the 12th, so on Monday the 14th
        (calendar_days(11), date(2026, 9, 2), date(2026, 9, 2), date(2026, 9, 14)),
        (calendar_days(11), date(2026, 9, 2), date(2026, 9, 4), date(2026, 9, 15)),
        (calendar_days(11), date(2026, 9, 14), date(2026, 9, 14), date(2026, 9, 15)),
        (calendar_days(11), date(2026, 9, 15), date(2026, 9, 20), date(2026, 9, 14)),
        # a pause on the day of the start skips nothing
        (calendar_days(11), date(2026, 9, 1), date(2026, 9, 1), date(2026, 9, 14)),
        # one month ends on Thursday 1 October, rolls to the 8th; moved by nine days it ends on the worked Saturday
        (months(1), date(2026, 9, 7), date(2026, 9, 7), date(2026, 10, 8)),
        (months(1), date(2026, 9, 7), date(2026, 9, 15), date(2026, 10, 10)),
        # a month's end moves too, and stays where it falls: 30 September and ten days, eleven days
        (Limit(unit=Unit.MONTH_END), date(2026, 9, 7), date(2026, 9, 16), date(2026, 10, 10)),
        (Limit(unit=Unit.MONTH_END), date(2026, 9, 7), date(2026, 9, 17), date(2026, 10, 11)),
    ],
)
def test_a_pause_moves_the_end_before_it_rolls(limit: Limit, first: date, last: date, ends: date) -> None:
    """Limits in days and months end as many days later as were paused, then on a working day that is not paused."""
    assert due_date(Count(date(2026, 9, 1), limit), seed(), paused=pause(first, last)) == ends


def test_a_pause_without_an_end_has_no_last_day() -> None:
    """A duty that is paused for good is refused a date instead of being given a far one."""
    for limit in (working(3), calendar_days(3), calendar_days(0)):
        with pytest.raises(EndlessPauseError):
            due_date(Count(date(2026, 9, 1), limit), seed(), paused=lambda _: True)


def test_a_calendar_limit_lists_the_days_it_rolled_over() -> None:
    """15 calendar days from 16 September 2026 end in the National Day week and wait for the 8th of October."""
    days = day_list(Count(date(2026, 9, 16), calendar_days(15)), seed())
    assert [day.why for day in days] == ["calendar-day"] * 15 + ["rolled"] * 7
    assert days[-1].date == date(2026, 10, 8)


def test_a_working_day_limit_names_each_kind_of_day() -> None:
    """Holidays, weekends and make-up days are told apart."""
    days = day_list(Count(date(2026, 9, 30), working(4)), seed())
    assert [day.code for day in days] == [
        *["holiday:national-day"] * 7,
        "working-day",
        "working-day",
        "make-up-working-day",
        "weekend",
        "working-day",
    ]


def test_the_last_day_ends_at_midnight_in_shanghai() -> None:
    """The last day belongs wholly to who must act, on 31 December too; beyond it the date is provisional."""
    new_year = datetime(2027, 1, 1, tzinfo=SHANGHAI)
    assert due_at(LAST_NOTICE) == new_year
    assert due(Count(date(2026, 12, 30), working(1)), seed()) == Due(
        due_on=LAST_NOTICE, due_at=new_year, provisional=False
    )
    later = due(Count(date(2026, 12, 30), working(2)), seed())
    assert (later.due_on, later.provisional) == (date(2027, 1, 1), True)


@pytest.mark.parametrize(("today", "late"), [(29, 0), (30, 0), (37, 0), (38, 1), (39, 2), (40, 3), (41, 3), (42, 4)])
def test_lateness_counts_working_days_after_the_last_day(today: int, late: int) -> None:
    """Due on 30 September 2026: no day is late in the holiday week, 8 October is the first."""
    day = date(2026, 9, 1) + timedelta(days=today - 1)
    assert working_days_late(date(2026, 9, 30), day, seed()) == late


@given(due_on=STARTS, k=st.integers(1, 30))
def test_the_late_moment_is_when_the_count_reaches_k(due_on: date, k: int) -> None:
    """The evening before, the deadline was one working day less late."""
    moment = late_moment(due_on, k, seed())
    assert (moment.hour, moment.minute, moment.utcoffset()) == (0, 0, timedelta(hours=8))
    assert working_days_late(due_on, moment.date(), seed()) == k
    assert working_days_late(due_on, moment.date() - timedelta(days=1), seed()) == k - 1
    assert moment >= due_at(due_on)


@pytest.mark.parametrize(
    ("due_on", "k", "day"),
    [
        (date(2026, 10, 9), 1, date(2026, 10, 8)),
        (date(2026, 10, 9), 2, date(2026, 9, 30)),
        (date(2026, 1, 31), 2, date(2026, 1, 29)),
        (date(2006, 1, 4), 1, date(2005, 12, 31)),
    ],
)
def test_a_reminder_comes_at_the_start_of_the_kth_working_day_before(due_on: date, k: int, day: date) -> None:
    """Reminders skip holidays backwards as limits do forwards."""
    assert reminder_moment(due_on, k, seed()) == datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)


def test_periods_are_whole_and_begin_after_the_start() -> None:
    """Who starts on the first of a month gets the next month as the first full one."""
    for day in (date(2026, 3, 31), date(2026, 3, 1)):
        assert first_full_period(day, "month") == first_full_period(day, "quarter") == date(2026, 4, 1)
        assert first_full_period(day, "year") == date(2027, 1, 1)
    assert first_full_period(date(2026, 4, 1), "quarter") == date(2026, 7, 1)
    assert first_full_period(date(2026, 12, 31), "month") == date(2027, 1, 1)
    names = [period_name(date(2026, 10, 1), period) for period in ("month", "quarter", "year")]
    assert names == ["2026-10", "2026Q4", "2026Y"]
    assert (month_end(date(2024, 2, 1)), month_end(date(2023, 2, 28))) == (date(2024, 2, 29), date(2023, 2, 28))
    assert (quarter_end(date(2026, 1, 1)), quarter_end(date(2026, 3, 31))) == (date(2026, 3, 31), date(2026, 3, 31))
    assert (quarter_end(date(2026, 4, 1)), quarter_end(date(2026, 12, 1))) == (date(2026, 6, 30), date(2026, 12, 31))
    assert months_after(date(2026, 12, 31), 2) == date(2027, 2, 28)
    assert months_after(date(2026, 1, 31), 0) == date(2026, 1, 31)
    assert days_before(date(2026, 3, 1), 1) == date(2026, 2, 28)


def test_before_the_calendar_nothing_is_due() -> None:
    """A start in 2003 is refused for every unit, even where no working day is needed."""
    for unit in Unit:
        with pytest.raises(BeforeCalendarError):
            due_date(Count(date(2003, 12, 31), Limit(value=1, unit=unit), own_date=date(2004, 2, 2)), seed())


def test_a_limit_is_data() -> None:
    """A rule file says value and unit; what cannot be a limit is refused."""
    assert msgspec.to_builtins(working(3)) == {"value": 3, "unit": "working-days"}
    back = {"value": 36, "unit": "months", "days_before": 60}
    assert msgspec.to_builtins(msgspec.convert(back, Limit)) == back
    for wrong in ({"value": -1}, {"value": 3661}, {"unit": "days"}, {"days_before": 1}, {"hours": 1}):
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert({"value": 1, "unit": "working-days", **wrong}, Limit)


def naive_days(start: date, allowed: Callable[[date], bool]) -> list[date]:
    """The days after the start that are allowed, for longer than any limit of these tests."""
    return [day for day in (start + timedelta(days=n) for n in range(1, 700)) if allowed(day)]


def nominal_days(start: date, limit: Limit) -> int:
    """How many days count before any is skipped."""
    later = [start + timedelta(days=n) for n in range(1200)]
    if limit.unit is Unit.MONTHS:
        return (months_after(start, limit.value) - start).days
    if limit.unit in PERIODS:
        every = 3 if limit.unit is Unit.QUARTER_END else 1
        turns = [n for n, day in enumerate(later) if (day + timedelta(days=1)).day == 1 and day.month % every == 0]
        return turns[max(limit.value - 1, 0)]
    return limit.value


def naive_due(start: date, limit: Limit, recorded: date | None, paused: Paused) -> date:
    """The last day found by writing all days down and crossing out, without the calendar's tables."""
    open_days = naive_days(start, lambda day: not paused(day))
    open_working = [day for day in open_days if works(day)]
    candidates = [start, *(open_working if limit.unit is Unit.WORKING_DAYS else open_days)]
    end = candidates[nominal_days(start, limit)]
    good = ([start] if works(start) and not paused(start) else []) + open_working
    last = end if limit.unit in PERIODS else next(day for day in good if day >= end)
    if recorded is None:
        return last
    earliest = naive_days(recorded, works)[0]
    return last if last >= earliest else next(day for day in open_working if day >= earliest)


@settings(max_examples=250, deadline=None)
@given(
    start=STARTS,
    unit=st.sampled_from(list(MOST)),
    value=st.integers(0, 250),
    spans=PAUSES,
    late=LATE,
)
def test_the_arithmetic_is_the_count_on_paper(
    start: date, unit: Unit, value: int, spans: list[tuple[int, int]], late: int | None
) -> None:
    """Limits up to 250 with pauses and late records, by another library's days and a count without short cuts."""
    limit = Limit(value=value % MOST[unit], unit=unit)
    pauses = [(start + timedelta(days=first), start + timedelta(days=first + length)) for first, length in spans]
    recorded = None if late is None else start + timedelta(days=late)

    def paused(day: date) -> bool:
        return any(first <= day <= last for first, last in pauses)

    last = due_date(Count(start, limit, recorded_on=recorded), seed(), paused=paused if pauses else None)
    assert last == naive_due(start, limit, recorded, paused)

    days = day_list(Count(start, limit, recorded_on=recorded), seed(), paused=paused)
    assert [day.date for day in days] == [start + timedelta(days=n) for n in range(1, (last - start).days + 1)]
    counted = [day.date for day in days if day.counts]
    assert len(counted) == nominal_days(start, limit)
    assert not any(paused(day) for day in counted)
    assert unit is not Unit.WORKING_DAYS or all(works(day) for day in counted)
    in_time = naive_due(start, limit, None, paused)
    assert [day.date > in_time for day in days] == [day.why == "recorded-late" for day in days]


def test_the_zone_of_the_machine_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five servers in five zones find the same instants, from every day of 2004 to 2026."""
    answers, offsets = set(), set()
    for zone in ("UTC", "Asia/Shanghai", "America/Los_Angeles", "Pacific/Kiritimati", "Asia/Kathmandu"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        offsets.add(time.localtime(0).tm_gmtoff)
        calendar = msgspec.structs.replace(seed())  # nothing is remembered from the zone before
        answers.add(
            tuple(
                (
                    due(Count(start, working(n % 251)), calendar).due_at.timestamp(),
                    late_moment(start, 3, calendar).timestamp(),
                )
                for n, start in enumerate(map(date.fromordinal, KNOWN_DAYS))
            )
        )
    monkeypatch.undo()
    time.tzset()
    assert (len(offsets), len(answers)) == (5, 1)

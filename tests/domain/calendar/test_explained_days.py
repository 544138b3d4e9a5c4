"""The days of an explanation: however long the limit and whatever happened, they add up to the due date."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
from hypothesis import assume, example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from casework.domain.calendar.due_dates import DayCount, Limit, Unit, month_end, months_after, quarter_end
from casework.domain.calendar.work_calendar import WorkCalendar, seed
from casework.domain.calendar.year_notices import DaysOff, YearNotice
from casework.domain.codes.stages import EpisodeKind
from casework.domain.facts.deadlines import DeadlinePaused, DeadlineResumed
from casework.domain.facts.households import Detected
from casework.domain.policy.rules import Rules
from tests.support.households.deadline_stories import explained
from tests.support.households.stories import (
    POLICY,
    TOWNSHIP_OFFICIAL,
    TUESDAY,
    Story,
    a_bare_household,
    policies,
    ten_o_clock,
)

CHINA = holidays.country_holidays("CN", years=range(2003, 2028))
LAST_NOTICE = date(2026, 12, 31)
WEDNESDAY, FRIDAY = TUESDAY + timedelta(days=1), TUESDAY + timedelta(days=3)
LIMITS = st.one_of(
    st.builds(Limit, value=st.integers(0, 60), unit=st.just(Unit.WORKING_DAYS)),
    st.builds(Limit, value=st.integers(0, 120), unit=st.just(Unit.CALENDAR_DAYS), days_before=st.integers(0, 10)),
    st.builds(Limit, value=st.integers(0, 6), unit=st.just(Unit.MONTHS), days_before=st.integers(0, 10)),
    st.builds(Limit, value=st.integers(0, 4), unit=st.sampled_from([Unit.MONTH_END, Unit.QUARTER_END])),
    st.just(Limit(unit=Unit.OWN_DATE)),
)
STARTS = st.dates(date(2004, 1, 1), date(2027, 12, 31))
PAUSES = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 15)), max_size=3)
Pauses = list[tuple[int, int]]


def under(limit: Limit, calendar: WorkCalendar | None = None) -> Rules:
    """The rules with another limit for the verification; a date of its own is the one on which the ledger stood."""
    own = "as_of" if limit.unit is Unit.OWN_DATE else None
    rules = tuple(replace(r, limit=limit, own_date=own) if r.name == "verify" else r for r in POLICY.deadline)
    return Rules(policies=policies(replace(POLICY, deadline=rules)), calendar=calendar or seed())


def a_paused_life(start: date, own: date, pauses: Pauses, late: int) -> tuple[Story, set[date]]:
    """A household detected on a day, recorded so many days later, paused now and then; and the days it stood still."""
    fact = Detected(episode=1, kind=EpisodeKind.FIRST, rule="detection@1", as_of=own)
    story = a_bare_household(on=start).happened(fact, at=start, recorded_at=start + timedelta(days=late))
    day, still = start, set[date]()
    for after, length in pauses:
        day, resumed = day + timedelta(days=after), day + timedelta(days=after + length)
        story = story.happened(DeadlinePaused(deadline="verify", occurrence="2"), at=day, recorded_at=story.day)
        story = story.happened(DeadlineResumed(deadline="verify", occurrence="2"), at=resumed, recorded_at=story.day)
        still |= {day + timedelta(days=n) for n in range(length)}
        day = resumed
    return story, still


def to_count(start: date, limit: Limit, own: date) -> int:
    """How many days the limit asks for."""
    match limit.unit:
        case Unit.WORKING_DAYS:
            return limit.value
        case Unit.CALENDAR_DAYS:
            end = start + timedelta(days=limit.value)
        case Unit.MONTHS:
            end = months_after(start, limit.value)
        case Unit.MONTH_END:
            end = month_end(months_after(start, max(limit.value - 1, 0)))
        case Unit.QUARTER_END:
            end = quarter_end(months_after(start, 3 * max(limit.value - 1, 0)))
        case _:
            end = own
    return max((end - start).days - limit.days_before, 0)


def works(day: date) -> bool:
    """The oracle's opinion of a day: another library's up to 2026, Monday to Friday after."""
    if day == date(2005, 12, 31):
        return True  # made up for by the notice; the library has a Saturday
    return CHINA.is_working_day(day) if day <= LAST_NOTICE else day.weekday() < 5


def has_its_reason(day: DayCount, limit: Limit, still: set[date], last_counted: date) -> bool:
    """Whether the reason given for a day is true of it."""
    match day.why:
        case "paused":
            return not day.counts and day.date in still
        case "recorded-late" | "rolled":
            return not day.counts and day.date > last_counted
        case "calendar-day":
            return day.counts and limit.unit is not Unit.WORKING_DAYS and day.date not in still
        case "working-day":
            return day.counts and works(day.date) and day.date not in still and day.date.weekday() < 5
        case "make-up-working-day":
            return day.counts and works(day.date) and day.date not in still and day.date.weekday() >= 5
        case "weekend":
            return not day.counts and not works(day.date) and day.date.weekday() >= 5
    return day.code.startswith("holiday:") and not day.counts and not works(day.date)


@given(STARTS, LIMITS, st.integers(-5, 90), PAUSES, st.just(0) | st.integers(0, 30))
@example(date(2026, 12, 25), Limit(value=10, unit=Unit.WORKING_DAYS), 0, [(2, 5)], 20)
@example(date(2005, 12, 30), Limit(value=1, unit=Unit.WORKING_DAYS), 0, [], 0)
@example(date(2026, 9, 26), Limit(value=5, unit=Unit.CALENDAR_DAYS), 0, [(1, 3)], 0)
@example(date(2026, 9, 1), Limit(unit=Unit.OWN_DATE), -3, [], 0)
def test_the_day_list_always_adds_up_to_the_due_date(
    start: date, limit: Limit, own_after: int, pauses: Pauses, late: int
) -> None:
    """Whatever the limit: no day is missing, as many count as the limit asks, and each other one says truly why not."""
    own = start + timedelta(days=own_after)
    story, still = a_paused_life(start, own, pauses, late)
    found = explained(story.under(under(limit)))
    days, due_on = found.days, found.instance.due_on
    assert due_on is not None
    assert [day.date for day in days] == [start + timedelta(days=n + 1) for n in range(max((due_on - start).days, 0))]
    assert sum(day.counts for day in days) == to_count(start, limit, own)
    last_counted = max((day.date for day in days if day.counts), default=start)
    assert [day for day in days if not has_its_reason(day, limit, still, last_counted)] == []
    assert found.instance.provisional == (due_on > LAST_NOTICE)


@given(STARTS, LIMITS, PAUSES, st.integers(0, 90))
@example(date(2026, 9, 16), Limit(value=15, unit=Unit.CALENDAR_DAYS), [], 21)
def test_changing_one_day_of_the_calendar_changes_that_line_alone(
    start: date, limit: Limit, pauses: Pauses, place: int
) -> None:
    """A day declared free: its own line, and after the old end what the limit now needs, are all that differs."""
    story, _ = a_paused_life(start, start + timedelta(days=9), pauses, 0)
    before = explained(story.under(under(limit)))
    assume(place < len(before.days))
    line = before.days[place]
    assume(line.date <= LAST_NOTICE)
    festival = DaysOff(name="national-day", first=line.date, last=line.date)
    free = replace(seed(), own=(YearNotice(year=line.date.year, notice="本地节日", off=(festival,), work=()),))
    after = explained(story.under(under(limit, free)))
    common = zip(before.days, after.days, strict=False)
    assert {old.date for old, new in common if old != new} <= {line.date}
    added = after.days[len(before.days) :]
    counted_before = line.counts and limit.unit is Unit.WORKING_DAYS
    assert sum(day.counts for day in added) == (1 if counted_before else 0)
    assert len(after.days) >= len(before.days)


def test_while_paused_the_list_reads_as_if_it_were_resumed_now() -> None:
    """There is no due date, yet what has been counted so far is shown."""
    story, _ = a_paused_life(TUESDAY, TUESDAY, [], 0)
    story = story.happened(DeadlinePaused(deadline="verify", occurrence="2"), at=WEDNESDAY, by=TOWNSHIP_OFFICIAL)
    found = explained(story, now=ten_o_clock(FRIDAY))
    assert (found.status, found.instance.due_on) == ("paused", None)
    assert [day.why for day in found.days[:3]] == ["paused", "paused", "calendar-day"]
    assert [(p.since, p.until, p.by) for p in found.pauses] == [(ten_o_clock(WEDNESDAY), None, TOWNSHIP_OFFICIAL)]

"""Deadline arithmetic by the Civil Code, arts. 200 to 204: the day a limit ends on, and why each day counts or not."""

from calendar import monthrange
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Final, NamedTuple, cast

import msgspec

from casework.domain.calendar.paused_days import Paused, nth_unpaused_day, nth_unpaused_working_day, roll
from casework.domain.calendar.work_calendar import DayKind, WorkCalendar, end_of, start_of
from casework.domain.errors import RefusedError
from casework.domain.statuses import DayCounted

ONE_DAY: Final = timedelta(days=1)


class Unit(StrEnum):
    """What a limit is counted in."""

    WORKING_DAYS = "working-days"
    CALENDAR_DAYS = "calendar-days"
    MONTHS = "months"
    MONTH_END = "month-end"
    QUARTER_END = "quarter-end"
    OWN_DATE = "own-date"


PERIODS: Final = {"month": 1, "quarter": 3, "year": 12}
"""The periods in each of which a duty may come again, and how many months each has."""

MOST_REMEMBERED: Final = 100_000
"""So many due dates are kept for a calendar; a city needs some thousand."""

ENDING_AS_THEY_ARE: Final = frozenset({Unit.MONTH_END, Unit.QUARTER_END, Unit.OWN_DATE})


class Limit(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """
    How long a duty may take.

    For month-end and quarter-end `value` is the number of periods, the one that opens on the start being the first
    (0 means the same); for own-date it says nothing. With `days_before` the limit ends so many days earlier, counted
    back without rolling: 60 days before 36 months (source: OF-44, BT-6c).
    """

    value: Annotated[int, msgspec.Meta(ge=0, le=3660)] = 0
    unit: Unit
    days_before: Annotated[int, msgspec.Meta(ge=0, le=3660)] = 0

    def __post_init__(self) -> None:
        """Refuse working days that are counted back: no rule has them."""
        if self.days_before and self.unit is Unit.WORKING_DAYS:
            raise ValueError("days_before does not go with working-days")


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """The last day of a deadline, the moment it ends, and whether a calendar notice may still move it."""

    due_on: date
    due_at: datetime
    provisional: bool


class DayCount(msgspec.Struct, frozen=True, kw_only=True):
    """Whether one day counted towards the limit, and why; `holiday` is the code of the holiday that it is part of."""

    date: date
    counts: bool
    why: DayCounted
    holiday: str = ""

    @property
    def code(self) -> str:
        """The reason as answers name it: a holiday with its own code (`holiday:spring-festival`)."""
        return f"{self.why}:{self.holiday}" if self.holiday else f"{self.why}"


class OwnDateMissingError(RefusedError):
    """A duty that runs to its own date was given none."""

    zh = "该期限以约定日期为截止日，但没有给出日期"
    en = "The duty runs to a date of its own, and none was given"


class Extended(NamedTuple):
    """
    On a day it was granted that the limit end `until` a later one; an own date, which does not roll (ADR 0012).

    What is paused after the day of the grant moves it on by as many days.
    """

    granted_on: date
    until: date


class Count(NamedTuple):
    """
    What a limit is counted over: it starts on `start`, a day that does not count itself (Civil Code, art. 201).

    Nothing is due before the first working day after `recorded_on`, the day on which the starting fact was recorded.
    For own-date `own_date` is the end. `extensions` were granted while it ran.
    """

    start: date
    limit: Limit
    recorded_on: date | None = None
    own_date: date | None = None
    extensions: tuple[Extended, ...] = ()


class _Ends(NamedTuple):
    """The last day that counts; the day this rolls to; no sooner than a late record allows; as extended."""

    counted: date
    rolled: date
    own: date
    due: date


def due_date(count: Count, calendar: WorkCalendar, paused: Paused | None = None) -> date:
    """The last day of a limit. Raises CalendarError, OwnDateMissingError, EndlessPauseError."""
    return _ends(count, calendar, paused).due


def due(count: Count, calendar: WorkCalendar, paused: Paused | None = None) -> Due:
    """The last day, its end and whether it is provisional; as `due_date`. What has no pauses is remembered."""
    if paused is None and count in calendar.worked_out:
        return cast("Due", calendar.worked_out[count])
    due_on = due_date(count, calendar, paused)
    found = Due(due_on=due_on, due_at=due_at(due_on), provisional=calendar.is_provisional(due_on))
    if paused is None and len(calendar.worked_out) < MOST_REMEMBERED:
        calendar.worked_out[count] = found
    return found


def day_list(count: Count, calendar: WorkCalendar, paused: Paused | None = None) -> list[DayCount]:
    """Every day from the day after the start to the last one, with what it counted for; as `due_date`."""
    ends = _ends(count, calendar, paused)
    ordinals = range(count.start.toordinal() + 1, ends.due.toordinal() + 1)
    return [_counted(date.fromordinal(ordinal), count.limit, calendar, ends, paused) for ordinal in ordinals]


def due_at(due_on: date) -> datetime:
    """The moment from which the deadline is overdue: 24:00 of its last day in Asia/Shanghai (art. 203)."""
    return end_of(due_on)


def working_days_late(due_on: date, today: date, calendar: WorkCalendar) -> int:
    """
    How many working days there are after the last day, up to and including today; 0 until then.

    Days on which nobody could work in the system are nobody's lateness (ADR 0040).
    """
    if today <= due_on:
        return 0
    return calendar.working_days_between(due_on, today) - calendar.working_days_out(due_on, today)


def late_moment(due_on: date, k: int, calendar: WorkCalendar) -> datetime:
    """The moment at which the deadline becomes k working days late (k from 1)."""
    out = calendar.is_out if any(outage.last > due_on for outage in calendar.outages) else None
    return start_of(nth_unpaused_working_day(due_on, k, calendar, out))


def reminder_moment(due_on: date, k: int, calendar: WorkCalendar) -> datetime:
    """The start of the k-th working day before the last day on which somebody could work in the system."""
    first, out = calendar.add_working_days(due_on, -k), 0
    while calendar.outages and (more := calendar.working_days_out(first - ONE_DAY, due_on - ONE_DAY)) > out:
        first, out = calendar.add_working_days(due_on, -k - more), more
    return start_of(first)


def months_after(day: date, n: int) -> date:
    """The same day n months later; a month without that day ends on its last day (art. 202)."""
    years, month = divmod(day.month - 1 + n, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def days_before(day: date, n: int) -> date:
    """The day n calendar days earlier, working day or not."""
    return day - timedelta(days=n)


def month_end(day: date) -> date:
    """The last day of the day's month."""
    return months_after(day.replace(day=1), 1) - ONE_DAY


def quarter_end(day: date) -> date:
    """The last day of the day's quarter."""
    return months_after(_quarter_start(day), 3) - ONE_DAY


def first_full_period(start: date, period: str) -> date:
    """The first day of the first full period after the start, whose own day never counts."""
    months = PERIODS[period]
    return months_after(date(start.year, start.month - (start.month - 1) % months, 1), months)


def period_name(first: date, period: str) -> str:
    """How a period is written that begins on a day: `2026-04`, `2026Q2`, `2026Y`."""
    return {"month": f"{first:%Y-%m}", "quarter": f"{first.year}Q{(first.month + 2) // 3}"}.get(
        period, f"{first.year}Y"
    )


def _quarter_start(day: date) -> date:
    return date(day.year, day.month - (day.month - 1) % 3, 1)


def _ends(count: Count, calendar: WorkCalendar, paused: Paused | None) -> _Ends:
    """Where the limit ends; days on which nobody could work in the system are skipped like paused ones."""
    plain = _ends_in_use(count, calendar, paused)
    touched = any(count.start < outage.last and outage.first <= plain.due for outage in calendar.outages)
    return _ends_in_use(count, calendar, _or_out(calendar, paused)) if touched else plain


def _or_out(calendar: WorkCalendar, paused: Paused | None) -> Paused:
    return lambda day: calendar.is_out(day) or (paused is not None and paused(day))


def _ends_in_use(count: Count, calendar: WorkCalendar, paused: Paused | None) -> _Ends:
    start, limit, recorded_on, own_date, extensions = count
    calendar.refuse_before(start)
    if limit.unit is Unit.WORKING_DAYS:
        counted = nth_unpaused_working_day(start, limit.value, calendar, paused)
        rolls = limit.value == 0
    else:
        end = _nominal_end(start, limit, own_date)
        counted = nth_unpaused_day(start, (end - start).days, paused)
        rolls = limit.unit not in ENDING_AS_THEY_ARE and not limit.days_before
    rolled = roll(counted, calendar, paused) if rolls else counted
    earliest = calendar.add_working_days(recorded_on, 1) if recorded_on else rolled
    own = rolled if rolled >= earliest else roll(earliest, calendar, paused)
    extended = (nth_unpaused_day(on, (until - on).days, paused) for on, until in extensions)
    return _Ends(counted, rolled, own, max(own, *extended) if extensions else own)


def _nominal_end(start: date, limit: Limit, own_date: date | None) -> date:
    periods = max(limit.value - 1, 0)
    match limit.unit:
        case Unit.MONTHS:
            end = months_after(start, limit.value)
        case Unit.MONTH_END:
            end = month_end(months_after(start, periods))
        case Unit.QUARTER_END:
            end = quarter_end(months_after(start, 3 * periods))
        case Unit.OWN_DATE:
            if own_date is None:
                raise OwnDateMissingError
            end = own_date
        case _:
            end = start + timedelta(days=limit.value)
    return days_before(end, limit.days_before)


def _counted(day: date, limit: Limit, calendar: WorkCalendar, ends: _Ends, paused: Paused | None) -> DayCount:
    if calendar.is_out(day):
        return DayCount(date=day, counts=False, why=DayCounted.OUT)
    skipped = paused is not None and paused(day)
    if day > ends.own:
        return DayCount(date=day, counts=not skipped, why=DayCounted.PAUSED if skipped else DayCounted.EXTENDED)
    if day > ends.rolled:
        return DayCount(date=day, counts=False, why=DayCounted.RECORDED_LATE)
    if skipped:
        return DayCount(date=day, counts=False, why=DayCounted.PAUSED)
    if day > ends.counted:
        return DayCount(date=day, counts=False, why=DayCounted.ROLLED)
    if limit.unit is not Unit.WORKING_DAYS:
        return DayCount(date=day, counts=True, why=DayCounted.CALENDAR_DAY)
    reason = calendar.why(day)
    counts = reason.kind in (DayKind.WORKING, DayKind.MAKE_UP_WORKING)
    holiday = reason.name if reason.kind is DayKind.HOLIDAY else None
    return DayCount(date=day, counts=counts, why=_COUNTED[reason.kind], holiday=holiday or "")


_COUNTED: Final = {
    DayKind.WORKING: DayCounted.WORKING_DAY,
    DayKind.MAKE_UP_WORKING: DayCounted.MAKE_UP_WORKING_DAY,
    DayKind.WEEKEND: DayCounted.WEEKEND,
    DayKind.HOLIDAY: DayCounted.HOLIDAY,
}

"""Office hours: the parts of a working day in which offices work and notices go out (GY-17c)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from casework.domain.calendar.work_calendar import SHANGHAI, WorkCalendar, shanghai_date

Hours = tuple[tuple[time, time], ...]
"""From and to, in Asia/Shanghai, in the order of the day and without overlap; each end is outside."""


def hours_between(start: datetime, end: datetime, calendar: WorkCalendar, hours: Hours) -> timedelta:
    """
    The office time from `start` to `end`; none when the end is not after the start.

    Spans add up: from a to b and from b to c is from a to c. Raises NaiveMomentError, BeforeCalendarError.
    """
    first, last = shanghai_date(start), shanghai_date(end)
    whole = calendar.working_days_between(first, last) + calendar.is_working(first) - calendar.is_working(last)
    found = whole * _a_day(hours) + _so_far(end, calendar, hours) - _so_far(start, calendar, hours)
    return found if start < end else timedelta()


def next_opening(moment: datetime, calendar: WorkCalendar, hours: Hours) -> datetime:
    """
    The moment itself when it lies inside office hours, else the moment the office opens next, in Asia/Shanghai.

    Where a policy names no hours, any moment is inside them. Raises NaiveMomentError, BeforeCalendarError.
    """
    day = shanghai_date(moment)
    if not hours:
        return moment
    if calendar.is_working(day):
        for opens, closes in hours:
            if moment < _at(day, closes):
                return max(moment, _at(day, opens))
    return _at(calendar.next_working_day(day + timedelta(days=1)), hours[0][0])


def after_working_days(moment: datetime, days: int, calendar: WorkCalendar) -> datetime:
    """The same time of day so many working days later. Raises NaiveMomentError, BeforeCalendarError."""
    day = shanghai_date(moment)
    return moment + (calendar.add_working_days(day, days) - day) if days else moment


def _so_far(moment: datetime, calendar: WorkCalendar, hours: Hours) -> timedelta:
    """The office time of the moment's day up to the moment."""
    day = shanghai_date(moment)
    if not calendar.is_working(day):
        return timedelta()
    spans = ((_at(day, opens), _at(day, closes)) for opens, closes in hours)
    return sum((min(moment, closes) - opens for opens, closes in spans if opens < moment), timedelta())


def _a_day(hours: Hours) -> timedelta:
    any_day = date(2004, 1, 1)
    return sum((_at(any_day, closes) - _at(any_day, opens) for opens, closes in hours), timedelta())


def _at(day: date, at: time) -> datetime:
    return datetime.combine(day, at, SHANGHAI)

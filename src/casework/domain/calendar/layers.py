"""A work calendar from its layers: official notices over the built-in ones, then days of a division's own."""

from __future__ import annotations

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from casework.domain.calendar.work_calendar import Outage, WorkCalendar
from casework.domain.calendar.year_notices import CalendarUnreadableError, HolidayName, YearNotice
from casework.domain.labels import Label
from casework.domain.untrusted_text import format_error, read_toml


class CalendarText(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A calendar file: a version, the names of the holidays it adds, and the years it speaks of."""

    version: str
    names: tuple[HolidayName, ...] = ()
    years: tuple[YearNotice, ...]


def read_calendar(text: str) -> CalendarText:
    """The calendar file in a TOML text. Raises CalendarUnreadableError with the place that is wrong."""
    try:
        found = msgspec.convert(read_toml(text), CalendarText)
    except (msgspec.ValidationError, ValueError, OverflowError) as error:
        raise CalendarUnreadableError(format_error(error)) from error
    if not found.years:
        raise CalendarUnreadableError(Label("没有任何年份", "no year is given"))
    return found


def with_notices(calendar: WorkCalendar, notices: CalendarText) -> WorkCalendar:
    """
    The calendar with these official notices: a year it has is replaced, the year after its last one is added.

    Raises CalendarUnreadableError when the years leave a gap or contradict each other.
    """
    years = {notice.year: notice for notice in (*calendar.years, *notices.years)}
    return WorkCalendar(
        version=notices.version,
        names=_names(calendar.names, notices.names),
        years=tuple(years[year] for year in sorted(years)),
        own=calendar.own,
        outages=calendar.outages,
    )


def with_own_days(calendar: WorkCalendar, notices: CalendarText) -> WorkCalendar:
    """The calendar with a division's own days off and days worked on top; they come after those of divisions above."""
    return WorkCalendar(
        version=f"{calendar.version}+{notices.version}",
        names=_names(calendar.names, notices.names),
        years=calendar.years,
        own=(*calendar.own, *notices.years),
        outages=calendar.outages,
    )


def with_outage(calendar: WorkCalendar, outage: Outage) -> WorkCalendar:
    """The calendar with days on which nobody could work in the system; decisions name it by them as well."""
    return replace(
        calendar, version=f"{calendar.version}+{outage_version(outage)}", outages=(*calendar.outages, outage)
    )


def outage_version(outage: Outage) -> str:
    """The days of an outage as a calendar's version writes them: all that its layer says."""
    return f"out{outage.first:%Y%m%d}-{outage.last:%Y%m%d}"


def _names(known: tuple[HolidayName, ...], more: tuple[HolidayName, ...]) -> tuple[HolidayName, ...]:
    return tuple({name.code: name for name in (*known, *more)}.values())

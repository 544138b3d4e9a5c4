"""What of a work calendar is shown: the whole, one year, or the days of a division's own."""

from __future__ import annotations

from msgspec import Struct

from casework.domain.calendar.layers import CalendarText
from casework.domain.calendar.work_calendar import WorkCalendar
from casework.domain.calendar.year_notices import YearNotice
from casework.domain.divisions.codes import full_code, significant_digits
from casework.domain.errors import InvalidValueError
from casework.domain.facts.office.rules import EVERYWHERE
from casework.domain.rules.calendar_changes import version_in_force
from casework.domain.rules.rule_book import LoadedCalendar, RuleBook


class OwnDays(Struct, frozen=True, kw_only=True):
    """Days of its own that a division (12 digits) loaded, in the order in which they were loaded."""

    division: str
    version: str
    years: tuple[YearNotice, ...]


class YearView(Struct, frozen=True, kw_only=True):
    """One year of a division's calendar: the notice, and the own days of the division and those above it, top down."""

    calendar: WorkCalendar
    notice: YearNotice
    own: tuple[OwnDays, ...]


def shown_year(book: RuleBook, year: int | None = None, *, division: str = EVERYWHERE) -> YearView:
    """
    The year, by default the newest one with a notice.

    Raises:
        InvalidValueError: There is no notice for this year.
    """
    calendar = book.of(division).calendar
    wanted = year or calendar.years[-1].year
    return YearView(calendar=calendar, notice=_notice(calendar, wanted), own=_own_days(book, wanted, division))


def shown_text(book: RuleBook, year: int | None = None, *, division: str = EVERYWHERE) -> CalendarText:
    """
    What `load` takes back as it is: the official notices; for a division its own days, or without any those above it.

    Raises:
        InvalidValueError: There is no notice for this year.
    """
    calendar = book.of(division).calendar
    if year:
        _notice(calendar, year)
    loaded = [each for each in book.calendars if division and each.division == full_code(division)]
    own = tuple(notice for each in loaded for notice in each.calendar.years if year in (None, notice.year))
    inherited = (notice for notice in (*calendar.years, *calendar.own) if year in (None, notice.year))
    return CalendarText(version=version_in_force(book, division), names=calendar.names, years=own or tuple(inherited))


def _notice(calendar: WorkCalendar, year: int) -> YearNotice:
    found = next((notice for notice in calendar.years if notice.year == year), None)
    if found is None:
        first, last = calendar.years[0].year, calendar.years[-1].year
        raise InvalidValueError(
            "year",
            zh=f"日历只有{first}至{last}年；{last}年以后暂按周一至周五计，请写其中一年",
            en=f"The calendar holds {first} to {last}; after {last} Monday to Friday count, provisionally; ask for one of them",
        )
    return found


def _own_days(book: RuleBook, year: int, division: str) -> tuple[OwnDays, ...]:
    loaded = [each for each in book.calendars if division and each.division and _is_above(each, division)]
    by_division: dict[str, list[LoadedCalendar]] = {}
    for each in sorted(loaded, key=lambda each: len(significant_digits(each.division))):
        by_division.setdefault(each.division, []).append(each)
    found = (
        OwnDays(
            division=code,
            version=layers[-1].calendar.version,
            years=tuple(notice for each in layers for notice in each.calendar.years if notice.year == year),
        )
        for code, layers in by_division.items()
    )
    return tuple(own for own in found if own.years)


def _is_above(loaded: LoadedCalendar, division: str) -> bool:
    return division.startswith(significant_digits(loaded.division))

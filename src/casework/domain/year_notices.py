"""The yearly holiday notices as data: days off, make-up working days, and when such data contradict themselves."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import msgspec

from casework.domain.errors import CaseworkError


class CalendarError(CaseworkError):
    """The calendar cannot answer; no day is guessed."""


class CalendarUnreadableError(CalendarError):
    """The calendar's text is not a calendar: broken, without years, or contradicting itself."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.zh = f"工作日历无法读取：{reason}"
        self.en = f"The work calendar cannot be read: {reason}"


class BeforeCalendarError(CalendarError):
    """The day lies before the first loaded year, or no working day before it is known."""

    def __init__(self, day: date, first: date) -> None:
        super().__init__(day, first)
        self.day, self.first = day, first
        self.zh = f"工作日历自{first}起，不能推算{day}"
        self.en = f"The work calendar begins on {first} and cannot judge {day}"


class HolidayName(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A holiday's code and its name in both languages."""

    code: str
    zh: str
    en: str


class DaysOff(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Days off for one holiday, both ends included."""

    name: str
    first: date
    last: date


class MakeUpDay(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A weekend day that is worked in exchange for a day off (调休)."""

    name: str
    day: date


class YearNotice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One year's arrangement as the State Council's notice has it; it may name days of the December before."""

    year: int
    notice: str
    changed_by: tuple[str, ...] = ()
    off: tuple[DaysOff, ...]
    work: tuple[MakeUpDay, ...]


def contradiction(
    names: tuple[HolidayName, ...], years: tuple[YearNotice, ...], own: tuple[YearNotice, ...] = ()
) -> str | None:
    """The first thing that keeps these notices, and a division's own days, from being one calendar; None when nothing does."""
    return next(_contradictions(names, years), None) or next(_of_own_days(names, years, own), None)


def _contradictions(names: tuple[HolidayName, ...], years: tuple[YearNotice, ...]) -> Iterator[str]:
    if not years:
        yield "no year is loaded"
    for earlier, later in pairwise(years):
        if later.year != earlier.year + 1:
            yield f"{later.year} follows {earlier.year}"
    known = {name.code for name in names}
    off = {ordinal for year in years for span in year.off for ordinal in _ordinals(span)}
    for year in years:
        for name in [span.name for span in year.off] + [make_up.name for make_up in year.work]:
            if name not in known:
                yield f"{name} has no name"
        for span in year.off:
            if not _arranged_by(year, span.first) or not span.first <= span.last <= date(year.year, 12, 31):
                yield f"the notice for {year.year} names {span.first} to {span.last}"
        for make_up in year.work:
            if not _arranged_by(year, make_up.day):
                yield f"the notice for {year.year} names {make_up.day}"
            if make_up.day.isoweekday() < 6 or make_up.day.toordinal() in off:
                yield f"{make_up.day} is made up but is no free weekend day"


def _of_own_days(
    names: tuple[HolidayName, ...], years: tuple[YearNotice, ...], own: tuple[YearNotice, ...]
) -> Iterator[str]:
    """A division may be off on any day of a loaded year and may work on any: a festival, a flood, a day made up for."""
    known, loaded = {name.code for name in names}, {year.year for year in years}
    for year in own:
        if year.year not in loaded:
            yield f"the notice for {year.year} is not loaded"
        for name in [span.name for span in year.off] + [make_up.name for make_up in year.work]:
            if name not in known:
                yield f"{name} has no name"
        days = [day for span in year.off for day in (span.first, span.last)] + [each.day for each in year.work]
        for day in days:
            if day.year != year.year:
                yield f"{day} is not in {year.year}"
        for span in year.off:
            if span.last < span.first:
                yield f"{span.first} to {span.last} is the wrong way round"


def _ordinals(span: DaysOff) -> range:
    return range(span.first.toordinal(), span.last.toordinal() + 1)


def _arranged_by(year: YearNotice, day: date) -> bool:
    return day.year == year.year or (day.year, day.month) == (year.year - 1, 12)

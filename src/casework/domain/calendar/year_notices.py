"""The yearly holiday notices as data: days off, make-up working days, and when such data contradict themselves."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Annotated

import msgspec

from casework.domain.errors import RefusedError
from casework.domain.labels import Label
from casework.domain.untrusted_text import fit_to_show


class CalendarError(RefusedError):
    """The calendar cannot answer; no day is guessed."""


class CalendarUnreadableError(CalendarError):
    """The calendar's text is not a calendar: broken, without years, or contradicting itself."""

    def __init__(self, reason: Label) -> None:
        super().__init__(reason)
        self.reason = reason
        self.zh = fit_to_show(f"工作日历有误：{reason.zh}") + "；写法见 casework calendar show --toml"
        self.en = fit_to_show(f"The work calendar is wrong: {reason.en}") + "; see casework calendar show --toml"


class BeforeCalendarError(CalendarError):
    """The day lies before the first loaded year, or no working day before it is known."""

    def __init__(self, day: date, first: date) -> None:
        super().__init__(day, first)
        self.day, self.first = day, first
        self.zh = f"工作日历自{first}起，不能推算{day}，请核对日期"
        self.en = f"The work calendar begins on {first} and cannot judge {day}; check the day"


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

    year: Annotated[int, msgspec.Meta(ge=1, le=9999)]
    notice: str
    changed_by: tuple[str, ...] = ()
    off: tuple[DaysOff, ...]
    work: tuple[MakeUpDay, ...]


def contradiction(
    names: tuple[HolidayName, ...], years: tuple[YearNotice, ...], own: tuple[YearNotice, ...] = ()
) -> Label | None:
    """
    The first thing that keeps these notices, and a division's own days, from being one calendar; None when nothing
    does.
    """
    known = {name.code for name in names}
    return next(_of_notices(known, years), None) or next(_of_own_days(known, years, own), None)


def _of_notices(known: set[str], years: tuple[YearNotice, ...]) -> Iterator[Label]:
    if not years:
        yield Label("没有任何年份", "no year is given")
    for earlier, later in pairwise(years):
        if later.year != earlier.year + 1:
            yield Label(f"{earlier.year}年之后是{later.year}年，年份不连续", f"{later.year} follows {earlier.year}")
    for year in years:
        yield from _of_names(known, year)
        yield from _of_days(year)
    off = {ordinal for year in years for span in year.off for ordinal in _ordinals(span)}
    for day in (make_up.day for year in years for make_up in year.work):
        if day.isoweekday() < 6 or day.toordinal() in off:
            yield Label(f"{day}不是休息的周末，不能调休上班", f"{day} is made up but is no free weekend day")


def _of_own_days(known: set[str], years: tuple[YearNotice, ...], own: tuple[YearNotice, ...]) -> Iterator[Label]:
    """A division may be off on any day of a loaded year and may work on any: a festival, a flood, a day made up for."""
    loaded = {year.year for year in years}
    for year in own:
        if year.year not in loaded:
            yield Label(f"{year.year}年的放假通知尚未载入", f"the notice for {year.year} is not loaded")
        yield from _of_names(known, year)
        yield from _of_days(year)
        off = {ordinal for span in year.off for ordinal in _ordinals(span)}
        for day in (make_up.day for make_up in year.work):
            if day.toordinal() in off:
                yield Label(f"{day}既放假又上班", f"{day} is both off and worked")


def _of_names(known: set[str], year: YearNotice) -> Iterator[Label]:
    for name in [span.name for span in year.off] + [make_up.name for make_up in year.work]:
        if name not in known:
            yield Label(f"{year.year}年的“{name}”没有名称（names）", f"{name} ({year.year}) has no name among names")


def _of_days(year: YearNotice) -> Iterator[Label]:
    """What no notice of that year can arrange; December of the year before belongs to it too."""
    for span in year.off:
        if span.last < span.first:
            yield Label(f"{span.first}至{span.last}首尾颠倒", f"{span.first} to {span.last} is the wrong way round")
    days = [day for span in year.off for day in (span.first, span.last)] + [make_up.day for make_up in year.work]
    for day in days:
        if not _arranged_by(year, day):
            yield Label(f"{year.year}年的通知写有{day}", f"the notice for {year.year} names {day}")


def _ordinals(span: DaysOff) -> range:
    return range(span.first.toordinal(), span.last.toordinal() + 1)


def _arranged_by(year: YearNotice, day: date) -> bool:
    return day.year == year.year or (day.year, day.month) == (year.year - 1, 12)

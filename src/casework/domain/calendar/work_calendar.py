"""The work calendar: which days count as working days (工作日), holidays and make-up days (调休) included."""

import tomllib
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, Final

import msgspec

from casework.domain.calendar.day_table import WorkingDayTable
from casework.domain.calendar.year_notices import CalendarUnreadableError, HolidayName, YearNotice, contradiction
from casework.domain.errors import RefusedError
from casework.domain.untrusted_text import format_error

# A fixed offset, not ZoneInfo: China has kept +08:00 without summer time since 1991, the calendar begins in 2004,
# and a zone database that is missing or differs between machines must not be able to move a deadline.
SHANGHAI: Final = timezone(timedelta(hours=8), "Asia/Shanghai")


class NaiveMomentError(RefusedError):
    """A moment without a time zone is no moment."""

    def __init__(self, moment: datetime) -> None:
        super().__init__(moment)
        self.moment = moment
        self.zh = f"时间缺少时区：{moment}"
        self.en = f"The time has no time zone: {moment}"


class DayKind(StrEnum):
    """What a day is in the calendar."""

    WORKING = "working"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKE_UP_WORKING = "make-up-working"


class DayReason(msgspec.Struct, frozen=True, kw_only=True):
    """Why a day counts or not; `name` is the holiday's code, also of the one a make-up day pays for, else None."""

    kind: DayKind
    name: str | None = None
    zh: str
    en: str


class Outage(msgspec.Struct, frozen=True, kw_only=True):
    """Days, both included, on which nobody could work in the system: no deadline counts them."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Whether it is one of them."""
        return self.first <= day <= self.last


class WorkCalendar(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True):
    """
    Working days by the official notices, as plain data under a version.

    After the last loaded year Monday to Friday count and every date is provisional; before the first one every
    question raises BeforeCalendarError.
    """

    version: str
    names: tuple[HolidayName, ...]
    years: tuple[YearNotice, ...]
    own: tuple[YearNotice, ...] = ()
    """Days of a division's own over the official ones; of two that speak of the same day the later one counts."""
    outages: tuple[Outage, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a calendar that is empty or contradicts itself (CalendarUnreadableError)."""
        if reason := contradiction(self.names, self.years, self.own):
            raise CalendarUnreadableError(reason)

    @classmethod
    def load(cls, text: str) -> "WorkCalendar":
        """The calendar in a TOML text; raises CalendarUnreadableError."""
        try:
            return msgspec.convert(tomllib.loads(text), cls)
        except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
            raise CalendarUnreadableError(format_error(error)) from error

    @property
    def first_day(self) -> date:
        """The first day the calendar can judge."""
        return date(self.years[0].year, 1, 1)

    @property
    def last_day(self) -> date:
        """The last day for which an official notice is loaded."""
        return date(self.years[-1].year, 12, 31)

    @cached_property
    def holidays(self) -> dict[date, HolidayName]:
        """Every day off that a notice names, weekend days inside a holiday included."""
        return self._named[0]

    @cached_property
    def workdays(self) -> dict[date, HolidayName]:
        """Every make-up working day, with the holiday it pays for."""
        return self._named[1]

    def says_the_same(self, other: "WorkCalendar") -> bool:
        """Whether both name the same days and holidays by the same notices, whatever their versions."""
        mine, theirs = (
            (calendar.names, calendar.years, calendar.holidays, calendar.workdays, calendar.outages)
            for calendar in (self, other)
        )
        return mine == theirs

    def is_out(self, day: date) -> bool:
        """Whether nobody could work in the system on this day."""
        return any(outage.holds(day) for outage in self.outages)

    def working_days_out(self, a: date, b: date) -> int:
        """How many working days after `a` up to and including `b` nobody could work in the system."""
        days = {
            day
            for outage in self.outages
            for day in range(max(outage.first.toordinal(), a.toordinal() + 1), min(outage.last, b).toordinal() + 1)
        }
        return sum(self.is_working(date.fromordinal(day)) for day in days)

    def is_working(self, day: date) -> bool:
        """Whether people work on this day."""
        return self._table.rank(day.toordinal()) > self._table.rank_before(day.toordinal())

    def refuse_before(self, day: date) -> None:
        """Raise BeforeCalendarError for a day before the first loaded year."""
        self._table.refuse_before(day.toordinal())

    def is_provisional(self, day: date) -> bool:
        """Whether the notice for this day's year is still to come."""
        self.refuse_before(day)
        return day.toordinal() > self._table.last

    def day_kind(self, day: date) -> DayKind:
        """Working day, weekend, holiday or make-up working day."""
        if self.is_working(day):
            return DayKind.MAKE_UP_WORKING if day in self.workdays else DayKind.WORKING
        return DayKind.HOLIDAY if day in self.holidays else DayKind.WEEKEND

    def why(self, day: date) -> DayReason:
        """The kind of the day in words of both languages."""
        kind = self.day_kind(day)
        name = self.workdays.get(day) or self.holidays.get(day)
        if name is None:
            zh, en = ("工作日", "working day") if kind is DayKind.WORKING else ("周末", "weekend")
            return DayReason(kind=kind, zh=zh, en=en)
        if kind is DayKind.HOLIDAY:
            return DayReason(kind=kind, name=name.code, zh=name.zh, en=name.en)
        zh, en = f"{name.zh}调休上班", f"make-up working day for {name.en}"
        return DayReason(kind=kind, name=name.code, zh=zh, en=en)

    def add_working_days(self, start: date, n: int) -> date:
        """The n-th working day after `start`; before it when n is negative; `start` itself when n is 0."""
        table = self._table
        if n > 0:
            return table.nth(table.rank(start.toordinal()) + n)
        return start if n == 0 else table.nth(table.rank_before(start.toordinal()) + n + 1)

    def working_days_between(self, a: date, b: date) -> int:
        """How many working days there are after `a` up to and including `b`; negative when b is before a."""
        return self._table.rank(b.toordinal()) - self._table.rank(a.toordinal())

    def next_working_day(self, day: date) -> date:
        """The day itself if people work on it, else the first working day after it."""
        return self._table.nth(self._table.rank_before(day.toordinal()) + 1)

    @cached_property
    def _named(self) -> tuple[dict[date, HolidayName], dict[date, HolidayName]]:
        """Days off and days worked, layer upon layer."""
        names = {name.code: name for name in self.names}
        off: dict[date, HolidayName] = {}
        worked: dict[date, HolidayName] = {}
        for year in (*self.years, *self.own):
            for span in year.off:
                for ordinal in range(span.first.toordinal(), span.last.toordinal() + 1):
                    off[date.fromordinal(ordinal)] = names[span.name]
                    worked.pop(date.fromordinal(ordinal), None)
            for make_up in year.work:
                worked[make_up.day] = names[make_up.name]
                off.pop(make_up.day, None)
        return off, worked

    @cached_property
    def worked_out(self) -> dict[object, Any]:
        """What was worked out from this calendar before: it never changes, so neither do the answers."""
        return {}

    @cached_property
    def _table(self) -> WorkingDayTable:
        return WorkingDayTable(self.first_day, self.last_day, off=self.holidays, worked=self.workdays)


@cache
def seed() -> WorkCalendar:
    """The calendar that comes with the product: the notices for 2004 to 2026."""
    return WorkCalendar.load(seed_text())


def seed_text() -> str:
    """The calendar that comes with the product as commented TOML."""
    return files("casework.domain.calendar").joinpath("work_calendar.toml").read_text(encoding="utf-8")


def shanghai_date(moment: datetime) -> date:
    """The date in Asia/Shanghai at this moment; raises NaiveMomentError."""
    if moment.utcoffset() is None:
        raise NaiveMomentError(moment)
    return moment.astimezone(SHANGHAI).date()


def start_of(day: date) -> datetime:
    """The moment at which the day begins, 00:00 in Asia/Shanghai."""
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)


def end_of(day: date) -> datetime:
    """The moment at which the day has ended: 24:00, that is 00:00 of the day after."""
    return start_of(day + timedelta(days=1))

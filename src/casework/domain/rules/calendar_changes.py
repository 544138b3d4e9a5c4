"""Loading a work calendar: what the file changes, and which running deadlines that moves (ADR 0008)."""

from __future__ import annotations

from datetime import date, datetime

from msgspec.structs import replace

from casework.domain.calendar.layers import CalendarText, read_calendar
from casework.domain.calendar.legal_holidays import left_out
from casework.domain.calendar.work_calendar import WorkCalendar, start_of
from casework.domain.calendar.year_notices import CalendarUnreadableError, YearNotice
from casework.domain.consequences.of_calendars import CalendarChange, judge_calendar
from casework.domain.deadlines.instances import Instance, instances
from casework.domain.divisions.codes import full_code
from casework.domain.errors import RefusedError
from casework.domain.facts.office.rules import EVERYWHERE, CalendarLoaded, LeftOutHoliday, RescheduledDeadline
from casework.domain.household.state import Household
from casework.domain.labels import Label
from casework.domain.policy.rules import Rules
from casework.domain.rules.rule_book import RuleBook
from casework.domain.untrusted_text import fit_to_show

LONGEST_VERSION = 60
LONGEST_LINE = 300


class CalendarVersionTakenError(RefusedError):
    """A version names its days for good; other days need another version."""

    def __init__(self, version: str) -> None:
        self.version = version
        self.zh = f"版本“{version}”已用于另一份日历，请换一个版本号"
        self.en = f"The version {version} already names other days; give this calendar a version of its own"


class HolidayLeftOutError(RefusedError):
    """People would work on a legal holiday: somebody has to say that the notice means it so."""

    def __init__(self, holidays: tuple[LeftOutHoliday, ...], calendar: WorkCalendar) -> None:
        self.holidays = holidays
        names = {name.code: name for name in calendar.names}
        zh = "、".join(f"{each.year}年{names[each.name].zh if each.name in names else each.name}" for each in holidays)
        en = ", ".join(f"{names[each.name].en if each.name in names else each.name} {each.year}" for each in holidays)
        self.zh = fit_to_show(f"按该日历，法定节日{zh}仍要上班；请核对通知，确认如此请加 --without-holidays")
        self.en = fit_to_show(
            f"By this calendar people work on legal holidays: {en}. Check the notice; if that is meant add "
            "--without-holidays"
        )


class CalendarHarmsError(RefusedError):
    """By this calendar an office would stand still, deadlines hardly come, or nobody rest; `more` harms stand beside it."""

    def __init__(self, harm: Label, more: int = 0) -> None:
        zh, en = (f"；另有{more}处", f"; {more} more beside it") if more else ("", "")
        self.zh = fit_to_show(f"该日历会造成损害，请改正后再加载：{harm.zh}") + zh
        self.en = fit_to_show(f"This calendar would do harm, change it and load it again: {harm.en}") + en


def load_calendar(
    book: RuleBook,
    text: str,
    *,
    division: str = EVERYWHERE,
    without_holidays: bool = True,
    proposal: int | None = None,
) -> list[CalendarLoaded]:
    """
    Load official notices for everywhere, or days of its own for a division (any length of code).

    A year's notice replaces the one that is there, or is added after the last year. Own days lie over the inherited
    ones and over those loaded before. Quiet when every day stays what it is. Legal holidays on which people would work
    stand in the fact. `proposal` is the entry by which another person proposed it.

    Raises:
        CalendarUnreadableError: The text is no calendar, or does not go with the years that are there.
        CalendarVersionTakenError: Its version was used for other days.
        CalendarHarmsError: It would do harm (`judge_calendar`).
        HolidayLeftOutError: There are such holidays, and nobody has said that this is meant (`without_holidays`).
    """
    found = read_calendar(text)
    division = full_code(division) if division else EVERYWHERE
    before = book.of(division).calendar
    if not division:
        _refuse_years(before, found)
    fact = CalendarLoaded(
        version=found.version,
        years=_changed_years(before, found),
        division=division,
        text=text,
        moved=(),
        proposal=proposal,
    )
    after = book.with_fact(fact).of(division).calendar
    if after.says_the_same(before):
        return []
    _refuse_version(found.version)
    _refuse_words(found)
    if found.version in _versions(book, division):
        raise CalendarVersionTakenError(found.version)
    if harms := judge_calendar(_change(book, fact, found)).harms:
        raise CalendarHarmsError(harms[0], len(harms) - 1)
    missing = _left_out(before if division else None, after, fact.years)
    if missing and not without_holidays:
        raise HolidayLeftOutError(missing, after)
    return [replace(fact, left_out=missing)]


def calendar_oddities(book: RuleBook, fact: CalendarLoaded, today: date) -> tuple[Label, ...]:
    """What is odd about a calendar that is to be loaded and hurts nobody."""
    change = _change(book, fact, read_calendar(fact.text))
    if not fact.division:
        change = change._replace(last_notice=today.year + 1)
    return judge_calendar(change).oddities


def _change(book: RuleBook, fact: CalendarLoaded, found: CalendarText) -> CalendarChange:
    """The change in its changed years, counted by the division's policy at the end of them."""
    rules = book.of(fact.division)
    return CalendarChange(
        before=rules.calendar,
        after=book.with_fact(fact).of(fact.division).calendar,
        notices=tuple(notice for notice in found.years if notice.year in fact.years),
        policy=rules.policies.in_force(start_of(date(max(fact.years), 12, 31))),
    )


def version_in_force(book: RuleBook, division: str = EVERYWHERE) -> str:
    """The version of the division's newest own days; without any, that of the calendar it follows."""
    code = full_code(division) if division else EVERYWHERE
    own = [each.calendar.version for each in book.calendars if each.division == code]
    return own[-1] if own else book.of(code).calendar.version


def rescheduled_deadlines(
    household: Household, before: Rules, after: Rules, *, now: datetime
) -> list[RescheduledDeadline]:
    """The household's deadlines that are neither met nor ended nor paused and end on another day under `after`."""
    if not household.known:
        return []
    ends = {_key(each): each.due_on for each in instances(household, before, until=now) if each.unmet}
    return [
        RescheduledDeadline(
            household=household.id,
            deadline=each.deadline,
            occurrence=each.occurrence,
            moved_from=earlier,
            moved_to=each.due_on,
        )
        for each in instances(household, after, until=now)
        if each.unmet and each.due_on and (earlier := ends.get(_key(each))) and earlier != each.due_on
    ]


def _left_out(before: WorkCalendar | None, after: WorkCalendar, years: tuple[int, ...]) -> tuple[LeftOutHoliday, ...]:
    """The legal holidays on which people work afterwards, and did not before; what is above a division it inherits."""
    known = {each for year in years if before is not None for each in left_out(before, year)}
    return tuple(each for year in years for each in left_out(after, year) if each not in known)


def _key(instance: Instance) -> tuple[int, str, str]:
    return instance.episode, instance.deadline, instance.occurrence


def _refuse_version(version: str) -> None:
    if not version.strip():
        raise CalendarUnreadableError(Label("版本（version）不能为空", "the version is empty"))
    if not version.isprintable() or len(version) > LONGEST_VERSION:
        raise CalendarUnreadableError(
            Label(
                f"版本（version）应为不超过{LONGEST_VERSION}个字的一行",
                f"the version is no line of {LONGEST_VERSION} signs",
            )
        )


def _refuse_words(found: CalendarText) -> None:
    """Holidays and notices are named on every page that says why a day does not count."""
    codes = [name.code for name in found.names]
    for name in found.names:
        if codes.count(name.code) > 1:
            raise CalendarUnreadableError(Label(f"节日代码“{name.code}”出现了两次", f"{name.code} is named twice"))
        if not (_is_line(name.code) and _is_line(name.zh) and _is_line(name.en)):
            raise CalendarUnreadableError(
                Label(
                    f"节日“{name.code}”的代码和名称须为一行文字",
                    f"the code and names of {name.code} are no lines of text",
                )
            )
    for year in found.years:
        if not all(map(_is_line, (year.notice, *year.changed_by))):
            raise CalendarUnreadableError(
                Label(f"{year.year}年的通知名称须为一行文字", f"the notice for {year.year} has no name in one line")
            )


def _is_line(text: str) -> bool:
    return bool(text.strip()) and text.isprintable() and len(text) <= LONGEST_LINE


def _refuse_years(calendar: WorkCalendar, found: CalendarText) -> None:
    first = calendar.years[0].year
    for year in found.years:
        if year.year < first:
            raise CalendarUnreadableError(
                Label(f"日历自{first}年起，没有{year.year}年", f"it begins in {first}, not in {year.year}")
            )
    years = [year.year for year in found.years]
    for number in years:
        if years.count(number) > 1:
            raise CalendarUnreadableError(Label(f"{number}年出现了两次", f"{number} stands there twice"))


def _changed_years(calendar: WorkCalendar, found: CalendarText) -> tuple[int, ...]:
    """The years that the file says something else of; all of its years when it only names holidays anew."""
    known: dict[int, list[YearNotice]] = {}
    for notice in (*calendar.years, *calendar.own):
        known.setdefault(notice.year, []).append(notice)
    changed = {notice.year for notice in found.years if notice not in known.get(notice.year, [])}
    return tuple(sorted(changed or {notice.year for notice in found.years}))


def _versions(book: RuleBook, division: str) -> set[str]:
    used = {each.calendar.version for each in book.calendars if each.division == division}
    return used if division else used | {book.built_in.calendar.version}

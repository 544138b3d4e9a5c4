"""A calendar that reads well and lets an office stand still, no deadline come or nobody rest is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from casework.domain.calendar.as_toml import calendar_text
from casework.domain.calendar.layers import CalendarText, read_calendar
from casework.domain.calendar.work_calendar import seed
from casework.domain.calendar.year_notices import DaysOff, HolidayName, MakeUpDay, YearNotice
from casework.domain.facts.office.rules import EVERYWHERE, CalendarLoaded
from casework.domain.rules.built_in import built_in_rules
from casework.domain.rules.calendar_changes import CalendarHarmsError, calendar_oddities, load_calendar
from casework.domain.rules.rule_book import RuleBook

COUNTY = "990101000000"
BOOK = RuleBook(built_in=built_in_rules())
TODAY = date(2026, 11, 20)
Span = tuple[str, str]


def days(*off: Span, work: tuple[str, ...] = (), year: int = 2026, version: str = "own-1") -> str:
    """A calendar file in which people are off for a flood, and work for it on other days."""
    notice = YearNotice(
        year=year,
        notice="一份通知",
        off=tuple(
            DaysOff(name="flood", first=date.fromisoformat(first), last=date.fromisoformat(last)) for first, last in off
        ),
        work=tuple(MakeUpDay(name="flood", day=date.fromisoformat(day)) for day in work),
    )
    names = (HolidayName(code="flood", zh="防汛", en="flood"),)
    return calendar_text(CalendarText(version=version, names=names, years=(notice,)))


def harm(text: str, division: str = COUNTY, book: RuleBook = BOOK) -> str:
    """The sentence by which loading it is refused; empty when it is loaded."""
    try:
        load_calendar(book, text, division=division)
    except CalendarHarmsError as error:
        return f"{error.zh}\n{error.en}"
    return ""


def oddities(text: str, division: str = COUNTY) -> list[str]:
    """What loading it is warned of."""
    (fact,) = load_calendar(BOOK, text, division=division)
    return [odd.en for odd in calendar_oddities(BOOK, fact, TODAY)]


def sundays(month: int) -> list[str]:
    """Every Sunday of a month of 2026."""
    first = date(2026, month, 1)
    return [
        str(day)
        for day in (first + timedelta(days=n) for n in range(31))
        if day.month == month and day.isoweekday() == 7
    ]


def every_other_week(weeks: int) -> tuple[Span, ...]:
    """So many weeks from May on of which Monday to Friday are off but for one day, which stops the row."""
    monday = date(2026, 6, 1)
    starts = [monday + timedelta(weeks=n) for n in range(weeks)]
    return tuple((str(start), str(start + timedelta(days=3))) for start in starts)


@pytest.mark.parametrize(
    ("harmful", "zh", "en", "harmless"),
    [
        (
            days(("2026-01-01", "2026-12-31")),
            "2026年没有一个工作日",
            "2026 has no working day at all",
            days(("2026-03-02", "2026-03-13")),
        ),
        (
            days(("2026-07-02", "2026-07-31")),
            "2026-07-02至2026-08-02连续32天没有工作日",
            "From 2026-07-02 to 2026-08-02 there is no working day for 32 days",
            days(("2026-07-03", "2026-07-31")),
        ),
        (
            days(work=tuple(sundays(7))),
            "2026年7月的每个星期日都上班（如2026-07-05）",
            "Every Sunday of 2026-07 is worked, such as 2026-07-05",
            days(work=tuple(sundays(7)[1:])),
        ),
        (
            days(*every_other_week(12)),
            "迟迟不到",
            "hardly comes",
            days(*every_other_week(4)),
        ),
    ],
    ids=["a year without a working day", "a month off", "a month of Sundays", "a day a week"],
)
def test_days_that_do_harm_are_refused_and_their_neighbours_taken(
    harmful: str, zh: str, en: str, harmless: str
) -> None:
    """The sentence names the first day on which it shows; one step less is loaded."""
    refused = harm(harmful)
    assert zh in refused
    assert en in refused
    assert harm(harmless) == ""


def test_a_row_of_days_off_is_counted_over_new_year() -> None:
    """31 days from 4 December to 3 January, of which the notice of the year after names the last, are taken; 32 are not."""
    assert harm(days(("2025-12-04", "2026-01-03"))) == ""
    assert "2025-12-03" in harm(days(("2025-12-03", "2026-01-03")))


def test_a_deadline_that_hardly_comes_is_named_with_the_life_that_shows_it() -> None:
    """Its duty, the day it begins on, the day it ended on and the day it would end on."""
    refused = harm(days(*every_other_week(12)))
    assert "例：" in refused
    assert "(after: detected" in refused


def test_an_official_notice_is_judged_like_own_days() -> None:
    """A slip of the month in a holiday closes every office of the country."""
    notice = days(("2027-02-05", "2027-07-11"), year=2027, version="2027.1")
    assert "2027-02-05" in harm(notice, EVERYWHERE)
    assert harm(days(("2027-02-05", "2027-02-11"), year=2027, version="2027.1"), EVERYWHERE) == ""


def test_what_was_so_before_is_not_held_against_another_file() -> None:
    """A month of Sundays that stands there already: a day off in October is loaded, another such month is not."""
    before = BOOK.with_fact(
        CalendarLoaded(version="o", years=(2026,), division=COUNTY, text=days(work=tuple(sundays(7)), version="o"))
    )
    assert harm(days(("2026-10-12", "2026-10-12")), book=before) == ""
    assert "2026-08" in harm(days(work=tuple(sundays(8))), book=before)


@pytest.mark.parametrize(
    ("odd", "said", "usual"),
    [
        (
            days(("2026-03-02", "2026-03-13")),
            "there is no working day for 15 days",
            days(("2026-03-02", "2026-03-13"), work=("2026-03-15",)),
        ),
        (
            days(work=("2026-03-07", "2026-03-08", "2026-03-14")),
            "people work 13 days",
            days(work=("2026-03-08", "2026-03-14")),
        ),
        (
            days(("2026-03-03", "2026-03-03"), work=("2026-04-11",)),
            "lies 39 days from its holiday",
            days(("2026-03-11", "2026-03-11"), work=("2026-04-11",)),
        ),
    ],
    ids=["two weeks off", "thirteen days worked", "made up for too far away"],
)
def test_what_is_only_odd_is_loaded_with_a_warning(odd: str, said: str, usual: str) -> None:
    """One day less is not even odd."""
    assert any(said in each for each in oddities(odd)), oddities(odd)
    assert oddities(usual) == []


def test_a_notice_that_cannot_be_out_and_an_unusual_year_are_odd() -> None:
    """A year without holidays has 261 working days; next year's notice comes this autumn, the one after it cannot."""
    text = days(("2027-02-05", "2027-02-11"), year=2027, version="2027.1")
    assert [each for each in oddities(text, EVERYWHERE) if "cannot be out" in each] == []
    assert any("working days; by the notices so far" in each for each in oddities(text, EVERYWHERE))
    (fact,) = load_calendar(BOOK, text)
    assert any("2027 cannot be out yet" in odd.en for odd in calendar_oddities(BOOK, fact, date(2025, 12, 31)))
    assert not any("cannot be out" in odd.en for odd in calendar_oddities(BOOK, fact, date(2026, 1, 1)))


@pytest.mark.parametrize("year", [notice.year for notice in seed().years])
def test_no_notice_so_far_does_harm_or_is_odd(year: int) -> None:
    """Each year's own notice, put over the others under another version."""
    notice = next(notice for notice in seed().years if notice.year == year)
    other = YearNotice(year=year, notice="另一份", off=notice.off, work=notice.work)
    text = calendar_text(CalendarText(version="again", names=seed().names, years=(other,)))
    assert read_calendar(text).years == (other,)
    assert oddities(text, EVERYWHERE) == []

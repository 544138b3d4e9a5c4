"""Which rules hold where and when: published policies by division and date, calendars layer upon layer (ADR 0016)."""

from __future__ import annotations

from datetime import date, datetime
from functools import reduce

import pytest

from casework.domain.calendar.work_calendar import SHANGHAI
from casework.domain.calendar.year_notices import CalendarUnreadableError
from casework.domain.facts.office.rules import EVERYWHERE, CalendarLoaded, PolicyPublished
from casework.domain.policy.text import default_policy_text
from casework.domain.rules.rule_book import RuleBook
from tests.support.households.stories import RULES

CITY, COUNTY, TOWNSHIP = "532600000000", "532621000000", "532621101000"
VILLAGE, NEIGHBOUR = "532621101203", "532622101203"

FESTIVAL = """
version = "torch-1"
names = [{ code = "torch-festival", zh = "火把节", en = "Torch Festival" }]
[[years]]
year = 2026
notice = "县政府关于火把节放假的通知"
off = [{ name = "torch-festival", first = 2026-08-06, last = 2026-08-07 }]
work = [{ name = "torch-festival", day = 2026-08-08 }]
"""


def published(version: str, effective_on: date, division: str = EVERYWHERE) -> PolicyPublished:
    """A policy that is told from others by its version."""
    text = default_policy_text().replace('version = "1"', f'version = "{version}"')
    text = text.replace("effective_on = 2004-01-01", f"effective_on = {effective_on}")
    return PolicyPublished(version=version, effective_on=effective_on, division=division, text=text)


def loaded(text: str, division: str = EVERYWHERE) -> CalendarLoaded:
    """Years of a calendar."""
    return CalendarLoaded(version="of the text", years=(2026,), division=division, text=text)


def book(*facts: PolicyPublished | CalendarLoaded) -> RuleBook:
    """What was published, in this order."""
    return reduce(RuleBook.with_fact, facts, RuleBook(built_in=RULES))


def version(rules: RuleBook, division: str, day: date) -> str:
    """The version that governs what starts in a division on a day, at noon."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=SHANGHAI)
    return rules.of(division).policies.in_force(noon).version


def test_a_policy_holds_from_its_day_on() -> None:
    """The day before still belongs to the earlier one."""
    rules = book(published("2", date(2026, 5, 1)))
    assert version(rules, VILLAGE, date(2026, 4, 30)) == "1"
    assert version(rules, VILLAGE, date(2026, 5, 1)) == "2"


def test_the_nearest_division_counts_and_what_lies_below_inherits() -> None:
    """A county's policy holds in its townships and villages, and not in the county next to it."""
    rules = book(published("city", date(2026, 1, 1), CITY), published("county", date(2026, 5, 1), COUNTY))
    assert version(rules, VILLAGE, date(2026, 4, 30)) == "city"
    assert version(rules, VILLAGE, date(2026, 5, 1)) == "county"
    assert version(rules, TOWNSHIP, date(2026, 5, 1)) == "county"
    assert version(rules, NEIGHBOUR, date(2026, 5, 1)) == "city"
    assert version(rules, EVERYWHERE, date(2026, 5, 1)) == "1"


def test_a_later_policy_of_the_city_does_not_reach_a_county_with_its_own() -> None:
    """The county decided for itself; it is not overruled without being asked."""
    rules = book(published("county", date(2026, 5, 1), COUNTY), published("city", date(2026, 6, 1), CITY))
    assert version(rules, VILLAGE, date(2026, 7, 1)) == "county"
    assert version(rules, NEIGHBOUR, date(2026, 7, 1)) == "city"


def test_of_two_policies_from_the_same_day_the_later_publication_counts() -> None:
    """A mistake in a text is put right by publishing again for the same day."""
    rules = book(published("2", date(2026, 5, 1)), published("2a", date(2026, 5, 1)))
    assert version(rules, VILLAGE, date(2026, 5, 1)) == "2a"


def test_a_policy_published_later_for_an_earlier_day_takes_its_place_by_date() -> None:
    """Back-dated policies stand between the others, whatever the order in which they were published."""
    rules = book(published("3", date(2026, 6, 1)), published("2", date(2026, 5, 1)))
    assert [version(rules, VILLAGE, date(2026, month, 2)) for month in (4, 5, 6)] == ["1", "2", "3"]


def test_own_days_hold_in_their_division_and_below() -> None:
    """A county's festival moves nothing in the county next to it."""
    rules = book(loaded(FESTIVAL, COUNTY))
    there, elsewhere = rules.of(VILLAGE).calendar, rules.of(NEIGHBOUR).calendar
    days = [date(2026, 8, day) for day in (5, 6, 7, 8)]
    assert [there.is_working(day) for day in days] == [True, False, False, True]
    assert [elsewhere.is_working(day) for day in days] == [True, True, True, False]
    assert there.version == f"{elsewhere.version}+torch-1"
    assert there.why(days[1]).zh == "火把节"


def test_own_days_of_a_township_come_on_top_of_its_countys() -> None:
    """A flood in one township takes back the day that the county's festival made up for."""
    flood = FESTIVAL.replace("torch", "flood").replace("2026-08-06", "2026-08-08").replace("2026-08-07", "2026-08-08")
    flood = flood.replace('work = [{ name = "flood-festival", day = 2026-08-08 }]', "work = []")
    rules = book(loaded(FESTIVAL, COUNTY), loaded(flood, TOWNSHIP))
    assert not rules.of(VILLAGE).calendar.is_working(date(2026, 8, 8))
    assert rules.of(COUNTY).calendar.is_working(date(2026, 8, 8))


def test_own_days_of_a_year_without_notice_are_refused() -> None:
    """Before the official notice nobody knows on which days a festival would fall."""
    with pytest.raises(CalendarUnreadableError, match="2027"):
        book(loaded(FESTIVAL.replace("2026", "2027"), COUNTY)).of(VILLAGE)


def test_divisions_under_the_same_rules_share_them() -> None:
    """Two villages of a county are judged by one and the same object, so that what was worked out is kept."""
    rules = book(published("county", date(2026, 5, 1), COUNTY))
    assert rules.of(VILLAGE) is rules.of(TOWNSHIP)
    assert rules.of(NEIGHBOUR) is rules.of(EVERYWHERE)

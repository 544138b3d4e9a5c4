"""Publishing policies: what is recorded, what is refused, and what changes nothing (GY-17g)."""

from __future__ import annotations

from datetime import date
from functools import reduce

import pytest

from casework.domain.facts.office.rules import PolicyPublished
from casework.domain.policy.text import PolicyError, default_policy_text
from casework.domain.rules.policy_publication import BackdatedPolicyError, Publishing, VersionTakenError, publish_policy
from casework.domain.rules.publications import OwnPolicy, dated, in_force_on, own_below
from casework.domain.rules.rule_book import RuleBook
from tests.support.households.stories import RULES

TEXT = default_policy_text()
TODAY = date(2026, 4, 1)
YESTERDAY, TOMORROW = date(2026, 3, 31), date(2026, 4, 2)
CITY, COUNTY, OTHER_COUNTY, TOWNSHIP = "990100000000", "990101000000", "990102000000", "990101001000"


def a_text(version: str, on: date, *, wage: int = 1970) -> str:
    """A policy with another minimum wage."""
    text = TEXT.replace('version = "1"', f'version = "{version}"')
    return text.replace("effective_on = 2004-01-01", f"effective_on = {on}").replace('"1970"', f'"{wage}"')


def a_book(*published: tuple[str, str]) -> RuleBook:
    """The book after these texts were published, each for a division."""
    book = RuleBook(built_in=RULES)
    for text, division in published:
        decided = publish_policy(book, text=text, division=division, today=date(2004, 1, 1))
        assert decided.facts, "the story publishes nothing"
        book = reduce(RuleBook.with_fact, decided.facts, book)
    return book


def publishing(text: str, *published: tuple[str, str], division: str = "", correct: bool = False) -> Publishing:
    """What publishing a text comes to, today."""
    return publish_policy(a_book(*published), text=text, division=division, today=TODAY, correct=correct)


@pytest.mark.parametrize("on", [TODAY, TOMORROW, date(2027, 1, 1)])
def test_a_policy_is_published_as_its_text(on: date) -> None:
    """Today or later: the fact carries version, day, division and the text, comments included."""
    text = a_text("2", on, wage=2100)
    decided = publishing(text, division=COUNTY)
    assert decided.facts == (PolicyPublished(version="2", effective_on=on, division=COUNTY, text=text),)
    assert [(c.rule, str(c.before), str(c.after)) for c in decided.changes] == [
        ("clearing.minimum_wage", "1970", "2100")
    ]


def test_a_day_that_has_passed_needs_a_word() -> None:
    """It changes what people were told, so --correct must say that this is meant."""
    text = a_text("2", YESTERDAY, wage=2100)
    with pytest.raises(BackdatedPolicyError) as refused:
        publishing(text)
    assert (refused.value.effective_on, refused.value.today) == (YESTERDAY, TODAY)
    assert publishing(text, correct=True).facts != ()


@pytest.mark.parametrize("on", [date(2004, 1, 1), date(1, 1, 1), YESTERDAY, TODAY, TOMORROW, date(9999, 12, 31)])
def test_the_rules_in_force_are_quiet_whatever_the_date(on: date) -> None:
    """Also under another version and title."""
    for version in ("1", "another"):
        decided = publishing(a_text(version, on).replace("默认政策", "本县政策"))
        assert (decided.facts, decided.changes) == ((), ())


def test_what_a_county_inherits_is_quiet_in_it() -> None:
    """The city's rules are in force in the county already."""
    city = a_text("2", date(2026, 1, 1), wage=2100)
    assert publishing(city, (city, CITY), division=COUNTY).facts == ()
    elsewhere = publishing(a_text("3", TODAY, wage=2100), (city, COUNTY), division=OTHER_COUNTY)
    assert elsewhere.facts != ()


def test_a_repeat_is_quiet() -> None:
    """The same file again, also while its day is still to come, and after it has passed."""
    for on in (date(2026, 3, 1), TODAY, TOMORROW):
        text = a_text("2", on, wage=2100)
        assert publishing(text, (text, COUNTY), division=COUNTY).facts == ()


def test_the_rules_of_today_are_no_quiet_case_when_others_are_to_come() -> None:
    """Version 2 is to hold from May; going back to today's rules from June is a change, from 30 April it is none."""
    coming = (a_text("2", date(2026, 5, 1), wage=2100), "")
    assert publishing(a_text("3", date(2026, 6, 1)), coming).facts != ()
    assert publishing(a_text("3", date(2026, 5, 1)), coming).facts != ()
    assert publishing(a_text("3", date(2026, 4, 30)), coming).facts == ()


def test_a_policy_to_come_can_be_brought_forward() -> None:
    """The same version with the same rules from an earlier day is a publication of its own."""
    later = a_text("2", date(2026, 6, 1), wage=2100)
    assert publishing(a_text("2", date(2026, 5, 1), wage=2100), (later, "")).facts != ()
    assert publishing(a_text("2", date(2026, 7, 1), wage=2100), (later, "")).facts == ()


def test_rules_in_force_can_be_corrected_back_in_time() -> None:
    """They should have held since March: quiet without --correct, a publication with it."""
    standing = (a_text("2", TODAY, wage=2100), "")
    earlier = a_text("2", date(2026, 3, 1), wage=2100)
    assert publishing(earlier, standing).facts == ()
    assert publishing(earlier, standing, correct=True).facts != ()


@pytest.mark.parametrize("division", ["", COUNTY, OTHER_COUNTY])
def test_a_version_names_one_set_of_rules(division: str) -> None:
    """Wherever it was published, and also the one that casework starts with."""
    known = (a_text("2", date(2026, 1, 1), wage=2100), COUNTY)
    with pytest.raises(VersionTakenError, match="Version 2"):
        publishing(a_text("2", TODAY, wage=2200), known, division=division)
    with pytest.raises(VersionTakenError, match="Version 1"):
        publishing(a_text("1", TODAY, wage=2200), known, division=division)
    assert publishing(a_text("3", TODAY, wage=2200), known, division=division).facts != ()


def test_a_policy_with_a_fault_is_refused() -> None:
    """The fault is said; nothing is recorded."""
    with pytest.raises(PolicyError, match="unknown deadline: verifi"):
        publishing(a_text("2", TODAY).replace("verify = {", "verifi = {"))


def test_the_nearest_division_rules() -> None:
    """A county's own policy holds in its townships from its day on; a neighbouring county follows the city."""
    city = a_text("2", date(2026, 1, 1), wage=2100)
    county = a_text("3", date(2026, 3, 1), wage=2200)
    book = a_book((city, CITY), (county, COUNTY))

    def versions(division: str) -> list[str]:
        days = (date(2025, 12, 31), date(2026, 2, 28), date(2026, 3, 1))
        return [in_force_on(book.of(division).policies, day).version for day in days]

    assert versions(TOWNSHIP) == versions(COUNTY) == ["1", "2", "3"]
    assert versions(OTHER_COUNTY) == versions(CITY) == ["1", "2", "2"]
    assert versions("") == ["1", "1", "1"]
    assert [(each.policy.version, each.division) for each in dated(book, TOWNSHIP)] == [
        ("1", ""),
        ("2", CITY),
        ("3", COUNTY),
    ]
    assert [each.text for each in dated(book, TOWNSHIP)] == [TEXT, city, county]


def test_divisions_below_that_keep_their_own_text_are_named() -> None:
    """
    County and township with texts of their own, one of them from a later day; the neighbour and the city are not below.
    """
    later = date(2026, 9, 1)
    book = a_book(
        (a_text("county", TODAY, wage=2100), COUNTY),
        (a_text("county-2", TOMORROW, wage=2200), COUNTY),
        (a_text("town", later, wage=2300), TOWNSHIP),
        (a_text("city", TODAY, wage=2400), CITY),
        (a_text("all", TODAY, wage=2500), ""),
    )
    county = OwnPolicy(division=COUNTY, version="county-2", since=TODAY)
    town = OwnPolicy(division=TOWNSHIP, version="town", since=later)
    assert own_below(book, CITY, TOMORROW) == (county, town)
    assert own_below(book, COUNTY, TOMORROW) == (town,)
    assert own_below(book, OTHER_COUNTY, TOMORROW) == ()
    assert own_below(book, TOWNSHIP, TOMORROW) == ()
    assert own_below(book, "", TODAY) == (
        OwnPolicy(division=CITY, version="city", since=TODAY),
        OwnPolicy(division=COUNTY, version="county", since=TODAY),
        town,
    )

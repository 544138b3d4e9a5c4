"""A decision that the program takes by itself says by which text (ADR 0027)."""

from __future__ import annotations

import tomllib
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

import casework.domain.policy.text as policy_text
from casework.domain.calendar.work_calendar import seed_text
from casework.domain.codes.offices import OutageKind
from casework.domain.codes.stages import EpisodeKind
from casework.domain.fact import RuleText
from casework.domain.facts.deadlines import Escalated
from casework.domain.facts.households import Detected, HouseholdReported
from casework.domain.facts.office.rules import EVERYWHERE, CalendarLoaded, OutageDeclared, PolicyPublished
from casework.domain.household.context import in_envelopes
from casework.domain.policy.text import default_policy_text
from casework.domain.rules.built_in import built_in_rules
from casework.domain.rules.rule_book import RuleBook
from casework.domain.signer import ESCALATION
from casework.domain.values.release import RELEASE
from tests.support.households.stories import HOUSEHOLD_ID, TUESDAY, context

VILLAGE, NEIGHBOUR = "532621101203", "532622101203"
BUILT_IN = RuleBook(built_in=built_in_rules())
OWN = default_policy_text().replace('version = "1"', 'version = "2"').replace("2004-01-01", "2026-05-01")
MARKET_DAY = """
version = "market-1"
names = [{ code = "market", zh = "赶集日", en = "Market day" }]
[[years]]
year = 2026
notice = "县政府通知"
off = [{ name = "market", first = 2026-08-06, last = 2026-08-06 }]
work = []
"""


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def an_escalation(policy: str) -> Escalated:
    (step,) = (
        Escalated(
            episode=1,
            deadline="verify",
            occurrence="3",
            step=1,
            due_on=TUESDAY,
            due_at=context(TUESDAY).now,
            working_days_late=1,
            policy=policy,
            calendar="x",
        ),
    )
    return step


def test_the_digest_of_the_built_in_policy_is_that_of_its_file() -> None:
    """Whoever has the file may check it with the tools of the house."""
    file = Path(policy_text.__file__).with_name("policy.toml")
    found = built_in_rules().text_of("1")
    assert found == RuleText(
        policy="1",
        policy_sha256=sha256(file.read_bytes()).hexdigest(),
        calendar=built_in_rules().calendar.version,
        calendar_sha256=digest(seed_text()),
        release=RELEASE,
    )


def test_a_published_policy_is_named_by_its_own_text() -> None:
    """By version, wherever it holds; the calendar's digest changes only where a layer was laid."""
    book = BUILT_IN.with_fact(
        PolicyPublished(version="2", effective_on=date(2026, 5, 1), division=EVERYWHERE, text=OWN)
    )
    book = book.with_fact(CalendarLoaded(version="market-1", years=(2026,), division="532621000000", text=MARKET_DAY))
    here, there = book.of(VILLAGE).text_of("2"), book.of(NEIGHBOUR).text_of("2")
    assert (here.policy_sha256, there.policy_sha256) == (digest(OWN), digest(OWN))
    assert there.calendar_sha256 == digest(seed_text())
    assert here.calendar_sha256 == digest(digest(seed_text()) + digest(MARKET_DAY))


def test_an_outage_is_a_layer_of_its_own() -> None:
    """Its days as the version writes them have their digest beside the texts', where it was declared."""
    day = date(2026, 3, 18)
    outage = OutageDeclared(kind=OutageKind.SYSTEM, division="532621000000", first_on=day, last_on=date(2026, 3, 19))
    book = BUILT_IN.with_fact(outage)
    here, there = book.of(VILLAGE).text_of("1"), book.of(NEIGHBOUR).text_of("1")
    assert there.calendar_sha256 == digest(seed_text())
    assert here.calendar.endswith("+out20260318-20260319")
    assert here.calendar_sha256 == digest(digest(seed_text()) + digest("out20260318-20260319"))


def test_a_text_that_nobody_handed_over_is_not_invented() -> None:
    """A version that the rules were not read from has no digest."""
    assert built_in_rules().text_of("77").policy_sha256 == ""


@pytest.mark.parametrize(("fact", "policy"), [(an_escalation("0"), "0"), (an_escalation("1"), "1")])
def test_a_step_is_under_the_policy_that_its_deadline_began_under(fact: Escalated, policy: str) -> None:
    """Which may be an earlier one than that of the day."""
    entry = context(TUESDAY, by=str(ESCALATION)).entry(fact, stream=HOUSEHOLD_ID, version=3)
    assert entry.under == built_in_rules().text_of(policy)


def test_what_a_person_says_is_under_no_text_and_what_follows_from_it_is() -> None:
    """The clerk states the household; that it is one of zero employment is the program's judgement."""
    found = Detected(episode=1, kind=EpisodeKind.FIRST, rule="GY-11c", as_of=TUESDAY)
    facts = (HouseholdReported(), found)
    entries = in_envelopes(HOUSEHOLD_ID, 3, facts, context(TUESDAY, by="li.na"))
    assert [entry.under for entry in entries] == [None, built_in_rules().text_of("1")]


def test_the_release_is_that_of_the_package() -> None:
    """One number in two places, never two numbers."""
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == RELEASE

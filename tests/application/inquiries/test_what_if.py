"""Recorded history under the rules as they were known at each pass, and households that came into a region (ADR 0020)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest

from casework.application.inquiries.what_if import WindowBackwardsError, what_if
from casework.application.inquiries.what_if_answer import WhatIf
from casework.application.log.encoding.keys import KeyRing
from casework.application.log.records.groups import AppendGroup
from casework.domain.fact import Fact
from casework.domain.facts.households import VillageChanged
from casework.domain.facts.office.rules import PolicyPublished
from casework.domain.household.context import in_envelopes
from casework.domain.policy.text import default_policy_text, load_policy
from casework.domain.what_if.policy_scenario import PolicyScenario
from scheduler.duties.sweep import sweep
from tests.support.installations.installations import VILLAGE, Office, open_office

ELSEWHERE = "990122100201"


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with open_office(database_url, KeyRing.random()) as opened:
        yield opened


def swept(office: Office, days: int) -> None:
    """So many days pass, with a sweep each morning."""
    for _ in range(days):
        office.later(days=1)
        sweep(office.casework, office.engine, catch_up=office.catch_up)


def record(office: Office, stream: UUID, fact: Fact) -> None:
    """Add a fact to a stream as it stands."""
    version = len(office.log.entries(stream))
    entries = in_envelopes(stream, version, [fact], office.casework.context("county"), f"{stream}/{version}")
    office.log.append(AppendGroup(household=stream, expected_version=version, entries=entries))


def shorter(version: str, days: int) -> str:
    """The default policy with another limit for the verification, as a text."""
    text = default_policy_text().replace('version = "1"', f'version = "{version}"', 1)
    assert "value = 15," in text
    return text.replace("value = 15,", f"value = {days},", 1)


def publish(office: Office, text: str, effective_on: date, division: str = "") -> None:
    """A policy is published, without asking whether its day has passed."""
    text = text.replace("effective_on = 2004-01-01", f"effective_on = {effective_on}")
    policy = load_policy(text)
    fact = PolicyPublished(version=policy.version, effective_on=effective_on, division=division, text=text)
    record(office, office.casework.books.policies, fact)


def asked(office: Office, **more: object) -> WhatIf:
    """Everything replayed, up to the end of the log."""
    return what_if(office.casework, until=office.catch_up(), **{"inside": ("",), **more})  # type: ignore[arg-type]


def test_decisions_stand_under_the_rules_that_were_known_to_the_sweep(office: Office) -> None:
    """A policy with effect from before the start is published in mid-course: what was raised earlier still comes out."""
    office.at_risk(3)
    swept(office, 9)
    publish(office, shorter("2", 8), date(2026, 3, 1))
    office.at_risk(2, first=10)
    swept(office, 21)

    found = asked(office)

    assert (found.differences, found.unlike) == (0, 0)
    assert found.notices.recorded == found.notices.simulated == 5 * 3 + 3 * 3 + 2 * 4


def test_a_policy_of_another_division_changes_nothing_here(office: Office) -> None:
    """Published for the neighbour alone: here all stands as before, there it counts from its day."""
    office.at_risk(1)
    office.at_risk(1, first=2, village=ELSEWHERE)
    swept(office, 2)
    publish(office, shorter("2", 8), date(2026, 3, 1), division="990122000000")
    swept(office, 28)

    found = asked(office)
    back = asked(office, scenario=PolicyScenario(policy=load_policy(default_policy_text())))

    assert (found.differences, found.unlike) == (0, 0)
    assert [(each.village, str(each.kind)) for each in back.changes] == [(ELSEWHERE, "later")]
    assert list(back.by_township) == ["990122100000"]


def test_a_household_belongs_to_the_region_where_it_stands_now(office: Office) -> None:
    """One that came from elsewhere is counted with the township it came to, and no longer with the old one."""
    [moved, stays] = office.at_risk(2)
    swept(office, 12)
    change = VillageChanged(earlier=VILLAGE, village=ELSEWHERE, effective_on=date(2026, 3, 14), change=1)
    record(office, moved, change)
    swept(office, 18)
    scenario = PolicyScenario(policy=load_policy(shorter("2", 10)))

    everywhere, here = asked(office, scenario=scenario), asked(office, scenario=scenario, inside=("990121",))
    there = asked(office, scenario=scenario, inside=("990122",), moved=[moved])

    assert asked(office).unlike == 0
    assert list(everywhere.by_township) == ["990121200000", "990122100000"]
    assert [each.id for each in here.changes] == [stays]
    assert [each.id for each in there.changes] == [moved]


def test_a_household_that_moved_stays_under_the_policy_its_deadlines_began_under(office: Office) -> None:
    """It comes to a county with a shorter verification: what began before runs on as it was, and replays so."""
    [moved] = office.at_risk(1)
    swept(office, 1)
    publish(office, shorter("2", 5), date(2026, 3, 1), division="990122000000")
    swept(office, 2)
    change = VillageChanged(earlier=VILLAGE, village=ELSEWHERE, effective_on=date(2026, 3, 5), change=1)
    record(office, moved, change)
    swept(office, 27)

    found = asked(office)

    assert (
        office.casework.books.current()
        .of_household(office.casework.household(moved))
        .policies.in_force(office.clock.now())
        .version
        == "2"
    )
    assert (found.differences, found.unlike) == (0, 0)
    assert found.notices.recorded == found.notices.simulated > 0


def test_progress_is_told_and_a_window_backwards_is_refused(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Long work says how far it is; nothing is compared from a day to an earlier one."""
    monkeypatch.setattr("casework.application.inquiries.what_if.REPORTED_EVERY", 10)
    office.at_risk(20)
    told: list[int] = []
    asked(office, progress=told.append)
    assert told == [10, 20, 30, 40]
    with pytest.raises(WindowBackwardsError):
        asked(office, first=date(2026, 3, 2), last=date(2026, 3, 1))

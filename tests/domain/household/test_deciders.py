"""Who may decide on his own case: somebody else, unless the policy lets anybody (GY-12f)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from casework.domain.codes.clearance import Closing, Milestone
from casework.domain.codes.sources import VerificationSource
from casework.domain.codes.verification import NotEligible
from casework.domain.deadlines.extension import ask_extension, grant_extension
from casework.domain.decisions.clearance import decide_clearance
from casework.domain.decisions.closing import decide_closing, propose_closing
from casework.domain.decisions.exits.not_eligible import decide_not_eligible, propose_not_eligible
from casework.domain.decisions.placements import confirm_placement
from casework.domain.decisions.retention import check_retention, confirm_stability
from casework.domain.errors import SamePersonError
from casework.domain.policy.deciders import BY_TWO
from casework.domain.policy.rules import Rules
from casework.domain.policy.text import default_policy_text, load_policy
from tests.support.households.stories import (
    CADRE,
    RULES,
    TOWNSHIP_OFFICIAL,
    Decision,
    Story,
    a_cleared_household,
    a_detected_household,
    a_household_with_cadre,
    a_placed_household,
    a_proposed_household,
    context,
    given,
    policies,
)


def letting_anybody(decision: str) -> Rules:
    """The default rules, but this decision is anybody's."""
    text = default_policy_text()
    place = text.index(f'name = "{decision}" ')
    text = text[:place] + text[place:].replace("somebody-else", "anybody", 1)
    return replace(RULES, policies=policies(load_policy(text)))


def a_checked_household() -> Story:
    """Cleared, and checked after three and six months by the cadre."""
    story = a_cleared_household()
    for day, milestone in ((date(2026, 6, 3), Milestone.THREE_MONTHS), (date(2026, 9, 3), Milestone.SIX_MONTHS)):
        story = story.did(check_retention, at=day, by=CADRE, milestone=milestone, still_employed=True)
    return story


CASES: dict[str, tuple[Story, Decision, str, dict[str, Any]]] = {
    "clearance": (a_proposed_household(), decide_clearance, TOWNSHIP_OFFICIAL, {}),
    "closing": (
        a_household_with_cadre().did(propose_closing, by=CADRE, reason=Closing.MOVED),
        decide_closing,
        CADRE,
        {"reason": Closing.MOVED},
    ),
    "not-eligible": (
        a_detected_household().did(
            propose_not_eligible, by=CADRE, reason=NotEligible.MOVED, source=VerificationSource.VISIT
        ),
        decide_not_eligible,
        CADRE,
        {},
    ),
    "extension": (
        a_detected_household().did(ask_extension, by=CADRE, deadline="verify", until=date(2026, 3, 20), reason="停电"),
        grant_extension,
        CADRE,
        {"deadline": "verify"},
    ),
    "placement-check": (a_placed_household(), confirm_placement, CADRE, {"placement": 1}),
    "stability": (a_checked_household(), confirm_stability, CADRE, {}),
}


@pytest.mark.parametrize("decision", CASES)
def test_nobody_decides_on_his_own_case(decision: str) -> None:
    """Maker and checker are two persons by default."""
    story, decide, maker, intention = CASES[decision]
    given(story).when(decide, by=maker, **intention).then_refuses(SamePersonError, by=maker)
    for other in set(CASES) - {decision}:
        given(story.under(letting_anybody(other))).when(decide, by=maker, **intention).then_refuses(SamePersonError)


@pytest.mark.parametrize("decision", CASES)
def test_nor_does_whoever_counts_as_the_maker(decision: str) -> None:
    """As a stand-in, who has the office from the maker alone; somebody else's stand-in decides."""
    story, decide, maker, intention = CASES[decision]
    signed = context(story.day, by="stand-in", rules=story.rules)
    with pytest.raises(SamePersonError):
        decide(story.household, replace(signed, counts_as=frozenset({maker})), **intention)
    assert decide(story.household, replace(signed, counts_as=frozenset({"somebody"})), **intention)


@pytest.mark.parametrize("decision", sorted(set(CASES) & BY_TWO.keys()))
def test_no_policy_gives_to_one_person_what_a_source_gives_to_two(decision: str) -> None:
    """Whatever text was published: who leaves the mechanism is decided by a second person (GY-12f, BJ-1.2c)."""
    story, decide, maker, intention = CASES[decision]
    given(story.under(letting_anybody(decision))).when(decide, by=maker, **intention).then_refuses(SamePersonError)


@pytest.mark.parametrize("decision", sorted(set(CASES) - BY_TWO.keys()))
def test_a_policy_may_let_anybody_decide(decision: str) -> None:
    """A township with one official says so in its policy, for one kind of decision at a time."""
    story, decide, maker, intention = CASES[decision]
    assert given(story.under(letting_anybody(decision))).when(decide, by=maker, **intention).facts

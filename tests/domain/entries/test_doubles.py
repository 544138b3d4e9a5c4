"""The same entered twice for one day is asked about, and counts when somebody says that it was done again (BJ-3.2a)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from casework.domain.codes.service.assistance import FollowUpKind, Outcome
from casework.domain.codes.work import Channel
from casework.domain.decisions.offers import offer_job
from casework.domain.decisions.service.assistance import assess_needs, give_post_information
from casework.domain.decisions.service.follow_ups import log_follow_up
from casework.domain.entries.doubles import EnteredBeforeError, refuse_double
from casework.domain.fact import Fact
from casework.domain.facts.work import JobOffered
from tests.support.households.stories import (
    CADRE,
    SUPERVISOR,
    TUESDAY,
    Decision,
    Story,
    a_household_with_cadre,
    context,
)

WEDNESDAY = date(2026, 3, 4)
CALL: dict[str, Any] = {"kind": FollowUpKind.CALL, "outcome": Outcome.REACHED}
SEWING: dict[str, Any] = {"member": 1, "post": "缝纫工", "channel": Channel.LOCAL_INDUSTRY}
TWICE: list[tuple[Decision, dict[str, Any]]] = [
    (log_follow_up, CALL),
    (give_post_information, {"member": 1}),
    (assess_needs, {"member": 1}),
    (offer_job, SEWING | {"earlier_posts": {1: "缝 纫工"}}),
]


def asked(story: Story, facts: list[Fact], on: date, *, by: str = CADRE, again: bool = False) -> int | None:
    """The entry that is asked about, None where nothing is."""
    try:
        refuse_double(story.household, facts, replace(context(on, by=by), again=again))
    except EnteredBeforeError as question:
        return question.version
    return None


@pytest.mark.parametrize(("decide", "intention"), TWICE)
def test_the_same_twice_on_a_day_is_a_question(decide: Decision, intention: dict[str, Any]) -> None:
    """The next day it is none, said again it is none, and nothing is asked the first time."""
    story = a_household_with_cadre()
    assert asked(story, decide(story.household, context(TUESDAY), **intention), TUESDAY) is None
    story = story.did(decide, by=CADRE, **intention)
    for by in (CADRE, SUPERVISOR):
        assert asked(story, decide(story.household, context(TUESDAY), **intention), TUESDAY, by=by) == 6
    facts = decide(story.household, context(TUESDAY), **intention)
    assert asked(story, facts, TUESDAY, again=True) is None
    assert asked(story, facts, WEDNESDAY) is None


def test_another_kind_or_another_outcome_is_no_double() -> None:
    """A visit after a call, a call that reached nobody."""
    story = a_household_with_cadre().did(log_follow_up, by=CADRE, **CALL)
    for other in (CALL | {"kind": FollowUpKind.VISIT}, CALL | {"outcome": Outcome.AWAY}):
        assert asked(story, log_follow_up(story.household, context(TUESDAY), **other), TUESDAY) is None


def test_another_post_of_the_day_is_no_double() -> None:
    """Two posts are offered on one day as a matter of course; a post whose name was erased is nobody's double."""
    story = a_household_with_cadre().did(offer_job, by=CADRE, **SEWING)
    other = offer_job(story.household, context(TUESDAY), **SEWING | {"post": "保洁员"}, earlier_posts={1: "缝纫工"})
    erased = offer_job(story.household, context(TUESDAY), **SEWING)
    for facts in (other, erased):
        assert isinstance(facts[0], JobOffered)
        assert facts[0].same_post_as is None
        assert asked(story, facts, TUESDAY) is None

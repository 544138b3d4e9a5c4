"""Who was responsible for a household at a moment (GY-12d)."""

from __future__ import annotations

from datetime import date

from casework.domain.facts.responsibility import CadreAccepted, CadreAssigned, CadreReleased
from casework.domain.household.evolution.responsible import Responsible, cadre_at
from casework.domain.household.parts import OUTSIDE
from tests.support.households.stories import a_household_with_cadre, a_registered_household, ten_o_clock

LATER, LAST = date(2026, 3, 20), date(2026, 4, 20)


def test_after_a_hand_over_it_was_the_earlier_cadre_before() -> None:
    """From assignment on the first one, from acceptance on the successor; before that nobody."""
    story = a_household_with_cadre("li.na").happened(CadreAssigned(cadre="wang.wei"), at=LATER)
    story = story.happened(CadreAccepted(cadre="wang.wei"), at=LAST)
    named = [cadre_at(story.household, 1, ten_o_clock(day)) for day in (date(2026, 3, 2), LATER, LAST)]
    assert named == [None, "li.na", "wang.wei"]


def test_outside_of_episodes_it_is_whoever_was_for_what_had_begun() -> None:
    """A household that was never found is served by the cadre it was given."""
    story = a_registered_household().happened(CadreAssigned(cadre="li.na"), at=LATER)
    assert [cadre_at(story.household, OUTSIDE, ten_o_clock(day)) for day in (date(2026, 3, 3), LAST)] == [None, "li.na"]


def test_who_is_released_hands_over_to_whom_it_is_offered() -> None:
    """Somebody else's release changes nothing."""
    held = Responsible("li.na", accepted=True, offered_to="wang.wei")
    assert held.after(CadreReleased(cadre="sun")) == held
    assert held.after(CadreReleased(cadre="li.na")) == Responsible("wang.wei")

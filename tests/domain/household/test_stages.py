"""The stage a household stands in: the first that holds, in a fixed order."""

from __future__ import annotations

import pytest

from casework.domain.codes.clearance import Closing, ProposalReturn
from casework.domain.codes.stages import Stage
from casework.domain.codes.verification import NotEligible
from casework.domain.codes.work import JobEnd, Refusal, WorkKind
from casework.domain.decisions.cadres.responsibility import assign_cadre, release_cadre
from casework.domain.decisions.clearance import return_clearance
from casework.domain.decisions.closing import decide_closing, propose_closing
from casework.domain.decisions.offers import accept_offer, refuse_offer
from casework.domain.decisions.placements import disprove_placement, end_job, place
from casework.domain.household.stages import stage_of
from tests.support.households.stories import (
    CADRE,
    SUPERVISOR,
    TUESDAY,
    Story,
    a_cleared_household,
    a_confirmed_household,
    a_detected_household,
    a_household_assigned_to,
    a_household_with_cadre,
    a_household_with_offer,
    a_placed_household,
    a_proposed_household,
    a_registered_household,
    a_stable_household,
    a_verified_household,
    found_not_eligible,
    nobody,
)

NOT_ELIGIBLE = found_not_eligible(NotEligible.MOVED)
CLOSING = a_household_with_offer().did(propose_closing, reason=Closing.MOVED)
LOST = a_cleared_household().did(end_job, placement=1, on=TUESDAY, reason=JobEnd.QUIT)


@pytest.mark.parametrize(
    ("story", "stage"),
    [
        (nobody(), Stage.REGISTERED),
        (a_registered_household(), Stage.REGISTERED),
        (a_detected_household(), Stage.DETECTED),
        (a_verified_household(), Stage.VERIFIED),
        (a_household_assigned_to(), Stage.ASSIGNED),
        (a_household_with_cadre(), Stage.ASSIGNED),
        (a_detected_household().did(assign_cadre, cadre=CADRE), Stage.ASSIGNED),
        (a_household_with_cadre().did(release_cadre, reason="x"), Stage.VERIFIED),
        (a_household_with_offer(), Stage.OFFERED),
        (a_household_with_offer().did(accept_offer, offer=1), Stage.OFFERED),
        (a_household_with_offer().did(refuse_offer, offer=1, reason=Refusal.PAY), Stage.ASSIGNED),
        (a_placed_household(), Stage.PLACED),
        (a_confirmed_household(), Stage.PLACED),
        (a_placed_household().did(end_job, placement=1, on=TUESDAY, reason=JobEnd.QUIT), Stage.ASSIGNED),
        (
            a_placed_household().did(disprove_placement, placement=1, reason=ProposalReturn.OTHER),
            Stage.ASSIGNED,
        ),
        (a_proposed_household(), Stage.CLEARANCE_PROPOSED),
        (a_proposed_household().did(return_clearance, reason=ProposalReturn.OTHER), Stage.PLACED),
        (a_cleared_household(), Stage.CLEARED),
        (a_stable_household(), Stage.STABLE),
        (NOT_ELIGIBLE, Stage.CLOSED_OTHERWISE),
        (CLOSING, Stage.OFFERED),
        (CLOSING.did(decide_closing, by=SUPERVISOR, reason=Closing.MOVED), Stage.CLOSED_OTHERWISE),
        (LOST, Stage.DETECTED),
    ],
)
def test_each_stage_is_derived_from_the_last_episode(story: Story, stage: Stage) -> None:
    """From registered to stable, back within an episode, and on to a new one."""
    assert stage_of(story.household) is stage


def test_what_belongs_to_an_earlier_episode_does_not_count() -> None:
    """An offer that stayed open when the first episode was cleared is no offer of the second."""
    story = a_household_with_offer().did(accept_offer, offer=1)
    assert stage_of(story.household) is Stage.OFFERED
    household = LOST.household
    assert [p.episode for p in household.placements] == [1]
    assert stage_of(household) is Stage.DETECTED
    placed_again = LOST.did(place, member=1, kind=WorkKind.FLEXIBLE, since=TUESDAY)
    assert stage_of(placed_again.household) is Stage.PLACED

"""The deadlines of offers, placements, proposals, retention, welfare posts and difficulties, worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from casework.domain.codes.clearance import Closing, Milestone, ProposalReturn
from casework.domain.codes.service.assistance import DifficultyKind, Measure
from casework.domain.codes.stages import EpisodeKind
from casework.domain.codes.work import JobEnd, Refusal, WorkKind
from casework.domain.fact import Fact
from casework.domain.facts.assistance import DifficultyRaised, DifficultyResolved, PlanAgreed
from casework.domain.facts.clearance import (
    ClearanceProposed,
    ClearanceReturned,
    ClosingProposed,
    ClosingReturned,
    RetentionChecked,
    StabilityConfirmed,
)
from casework.domain.facts.households import Detected
from casework.domain.facts.work import (
    EmploymentEnded,
    OfferAccepted,
    OfferLapsed,
    OfferRefused,
    OfferWithdrawn,
    PlacementConfirmed,
    PlacementDisproved,
)
from tests.support.households.deadline_stories import (
    CLEARED,
    MOVED,
    OFFERED,
    detected,
    is_met,
    is_not_met,
    placed,
    runs,
)
from tests.support.households.stories import (
    CADRE,
    TUESDAY,
    midnight,
    ten_o_clock,
)


@pytest.mark.parametrize(
    "answer",
    [
        OfferAccepted(offer=1),
        OfferRefused(offer=1, reason=Refusal.PAY),
        OfferLapsed(offer=1),
        OfferWithdrawn(offer=1),
    ],
)
def test_an_offer_is_answered_within_five_working_days(answer: Fact) -> None:
    """Offered on 28 April 2026: two days, then Wednesday 6 to Friday 8 May. Any answer to this offer meets it."""
    story = detected(date(2026, 4, 28)).happened(OFFERED)
    runs(story, "offer-answer", "3", date(2026, 5, 8))
    is_met(story, "offer-answer", "3", answer, date(2026, 4, 29))
    is_not_met(story, "offer-answer", "3", OfferAccepted(offer=2), date(2026, 4, 29))


def test_a_placement_is_checked_within_ten_working_days() -> None:
    """Placed on 21 September 2026: three days, 28 to 30, 8 and 9, the worked Saturday 10, and Monday 12 October."""
    story = placed(date(2026, 9, 21))
    runs(story, "placement-check", "3", date(2026, 10, 12))
    is_met(story, "placement-check", "3", PlacementConfirmed(placement=1), date(2026, 9, 22))
    wrong = PlacementDisproved(placement=1, member=1, reason=ProposalReturn.OTHER)
    is_met(story, "placement-check", "3", wrong, date(2026, 9, 22))
    is_not_met(story, "placement-check", "3", PlacementConfirmed(placement=2), date(2026, 9, 22))


def test_a_placement_that_ended_needs_no_check() -> None:
    """The instance ends unmet when its subject is gone; another job's end changes nothing."""
    story = placed(date(2026, 9, 21))
    quit_job = EmploymentEnded(member=1, placement=1, on=date(2026, 9, 28), reason=JobEnd.QUIT)
    instance = story.happened(quit_job, at=date(2026, 9, 28)).deadline("placement-check")
    assert (instance.met_at, instance.ended_at) == (None, ten_o_clock(date(2026, 9, 28)))
    other = EmploymentEnded(member=4, on=date(2026, 9, 28), reason=JobEnd.QUIT)
    assert story.happened(other, at=date(2026, 9, 28)).deadline("placement-check").unmet


def test_a_proposal_is_decided_within_five_working_days() -> None:
    """Proposed on 11 February 2026: 12, 13, the worked Saturday 14, then after the Spring Festival 24 and 25."""
    clearance = placed(date(2026, 2, 11)).happened(ClearanceProposed())
    runs(clearance, "clearance-decision", "4", date(2026, 2, 25))
    is_met(clearance, "clearance-decision", "4", CLEARED, date(2026, 2, 12))
    returned = ClearanceReturned(reason=ProposalReturn.OTHER)
    is_met(clearance, "clearance-decision", "4", returned, date(2026, 2, 12))
    closing = detected(date(2026, 2, 11)).happened(ClosingProposed(reason=Closing.MOVED))
    runs(closing, "clearance-decision", "3", date(2026, 2, 25))
    is_met(closing, "clearance-decision", "3", MOVED, date(2026, 2, 12))
    is_met(closing, "clearance-decision", "3", ClosingReturned(reason=ProposalReturn.OTHER), date(2026, 2, 12))
    is_not_met(closing, "clearance-decision", "3", returned, date(2026, 2, 12))


def test_retention_is_checked_at_one_three_and_six_months() -> None:
    """
    Cleared on 31 March 2026.

    Openings on 30 April, 30 June and 30 September, each with ten working days: to 18 May around Labour Day, 14 July,
    and 20 October around National Day. A check counts for its own milestone, on or after the opening.
    """
    story = placed(date(2026, 3, 31)).happened(CLEARED)
    assert story.occurrences("retention") == ["1m", "3m", "6m"]
    for milestone, opens, due_on in (
        (Milestone.ONE_MONTH, date(2026, 4, 30), date(2026, 5, 18)),
        (Milestone.THREE_MONTHS, date(2026, 6, 30), date(2026, 7, 14)),
        (Milestone.SIX_MONTHS, date(2026, 9, 30), date(2026, 10, 20)),
    ):
        runs(story, "retention", milestone, due_on)
        assert story.deadline("retention", milestone).started_at == midnight(date.fromordinal(opens.toordinal() - 1))
        check = RetentionChecked(milestone=milestone, employed=True)
        is_met(story, "retention", milestone, check, opens)
        is_not_met(story, "retention", milestone, check, date.fromordinal(opens.toordinal() - 1))
    other = RetentionChecked(milestone=Milestone.ONE_MONTH, employed=True)
    is_not_met(story, "retention", "3m", other, date(2026, 7, 1))


def test_retention_ends_with_stability_or_a_new_episode() -> None:
    """Clearing does not end it."""
    story = placed(date(2026, 3, 31)).happened(CLEARED)
    stable = story.happened(StabilityConfirmed(), at=date(2026, 9, 30))
    assert stable.deadline("retention", "6m").ended_at == ten_o_clock(date(2026, 9, 30))
    again = Detected(episode=2, kind=EpisodeKind.NOT_RETAINED, previous=1, rule="detection@1", as_of=TUESDAY)
    fallen = story.happened(again, at=date(2026, 5, 6))
    assert fallen.deadline("retention", "1m").ended_at == ten_o_clock(date(2026, 5, 6))


def test_a_plan_is_agreed_before_a_welfare_post_ends() -> None:
    """In a public-welfare post since 31 March 2026: 36 months less 60 days is 30 January 2029, not rolled."""
    story = placed(date(2026, 3, 31), WorkKind.PUBLIC_WELFARE)
    runs(story, "welfare-post-end", "3", date(2029, 1, 30))
    assert story.deadline("welfare-post-end").provisional
    plan = PlanAgreed(member=1, measure=Measure.TRAINING, owner=CADRE, due_on=date(2029, 3, 1))
    is_met(story, "welfare-post-end", "3", plan, date(2028, 1, 30))
    is_met(story, "welfare-post-end", "3", plan, date(2029, 2, 5))
    is_not_met(story, "welfare-post-end", "3", plan, date(2028, 1, 29))
    assert placed(TUESDAY, WorkKind.CONTRACT).occurrences("welfare-post-end") == []


def test_a_post_of_a_year_is_warned_of_before_that_year_ends() -> None:
    """Its own term counts: 12 months from 31 March 2026 less 60 days is 30 January 2027 (BT-6c)."""
    for months, due_on in ((12, date(2027, 1, 30)), (36, date(2029, 1, 30))):
        runs(placed(date(2026, 3, 31), WorkKind.PUBLIC_WELFARE, months), "welfare-post-end", "3", due_on)


@pytest.mark.parametrize("end", [CLEARED, MOVED])
def test_a_welfare_post_runs_on_after_the_episode(end: Fact) -> None:
    """It ends with its placement alone."""
    story = placed(date(2026, 3, 31), WorkKind.PUBLIC_WELFARE).happened(end)
    runs(story, "welfare-post-end", "3", date(2029, 1, 30))
    gone = EmploymentEnded(member=1, placement=1, on=date(2026, 4, 1), reason=JobEnd.QUIT)
    ended = story.happened(gone, at=date(2026, 4, 1)).deadline("welfare-post-end")
    assert ended.ended_at == ten_o_clock(date(2026, 4, 1))


def test_a_difficulty_has_its_own_date() -> None:
    """Sunday 15 March 2026 is kept as it is; the owner's duty, met when this kind is resolved."""
    raised = DifficultyRaised(kind=DifficultyKind.TRAVEL, owner="liu.min", due_on=date(2026, 3, 15))
    story = detected().happened(raised)
    runs(story, "difficulty", "3", date(2026, 3, 15))
    assert (story.deadline("difficulty").duty, story.deadline("difficulty").owner) == ("owner", "liu.min")
    is_met(story, "difficulty", "3", DifficultyResolved(kind=DifficultyKind.TRAVEL), date(2026, 3, 6))
    is_not_met(story, "difficulty", "3", DifficultyResolved(kind=DifficultyKind.CARE), date(2026, 3, 6))


def test_a_difficulty_due_today_is_due_on_the_next_working_day() -> None:
    """Nothing is due before the first working day after the day it was recorded on."""
    raised = DifficultyRaised(kind=DifficultyKind.TRAVEL, owner=CADRE, due_on=date(2026, 4, 3))
    runs(detected(date(2026, 4, 3)).happened(raised), "difficulty", "3", date(2026, 4, 7))

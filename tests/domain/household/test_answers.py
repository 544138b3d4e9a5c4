"""An act cannot have happened before what it answers (GY-17b): one table, limits in pairs."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casework.domain.codes.clearance import Closing, Milestone, ProposalReturn
from casework.domain.codes.service.assistance import DifficultyKind, Measure
from casework.domain.codes.sources import Office
from casework.domain.codes.stages import EpisodeKind
from casework.domain.codes.work import JobEnd, Refusal, WorkKind
from casework.domain.fact import Fact
from casework.domain.facts import clearance, deadlines, households, responsibility, work
from casework.domain.facts.assistance import DifficultyRaised, DifficultyResolved, PlanAgreed
from casework.domain.facts.catalogue import KEPT
from casework.domain.facts.clearance import ClearanceProposed, ClosingProposed, RetentionChecked
from casework.domain.facts.responsibility import CadreAssigned
from casework.domain.facts.work import Placed, PlacementConfirmed
from casework.domain.household.answers import ANSWERS, TooEarlyError, refuse_too_early
from casework.domain.household.context import DecisionContext
from tests.support.households.deadline_stories import ACCEPTED, CLEARED, CONFIRMED, MOVED, OFFERED, REACHED, detected
from tests.support.households.stories import CADRE, CLERK, RULES, TUESDAY, Story, ten_o_clock

MONDAY = TUESDAY - timedelta(days=1)
PLACED = Placed(placement=1, member=1, kind=WorkKind.CONTRACT, since=MONDAY)
OTHER = Placed(placement=2, member=1, kind=WorkKind.CONTRACT, since=MONDAY)
PAUSED = deadlines.DeadlinePaused(deadline="verify", occurrence="2")
TRAVEL = DifficultyKind.TRAVEL
RELAPSE = households.Detected(episode=2, kind=EpisodeKind.NOT_RETAINED, previous=1, rule="detection@1", as_of=TUESDAY)

PAIRS: list[tuple[tuple[Fact, ...], Fact]] = [
    ((), CONFIRMED),
    ((), ClosingProposed(reason=Closing.MOVED)),
    ((households.HouseholdReported(),), households.ReportReceipted(office=Office.TOWNSHIP)),
    ((CadreAssigned(cadre=CADRE),), ACCEPTED),
    ((CadreAssigned(cadre=CADRE),), responsibility.CadreDeclined(cadre=CADRE)),
    ((ACCEPTED,), responsibility.CadreReleased(cadre=CADRE)),
    ((ACCEPTED,), CadreAssigned(cadre="wang.wei")),
    ((responsibility.GreenChannelOpened(),), responsibility.GreenChannelClosed()),
    ((DifficultyRaised(kind=TRAVEL, owner=CADRE, due_on=TUESDAY),), DifficultyResolved(kind=TRAVEL)),
    ((OFFERED,), work.OfferAccepted(offer=1)),
    ((OFFERED,), work.OfferRefused(offer=1, reason=Refusal.PAY)),
    ((OFFERED,), work.OfferLapsed(offer=1)),
    ((OFFERED, work.OfferAccepted(offer=1)), work.OfferWithdrawn(offer=1)),
    ((PLACED,), PlacementConfirmed(placement=1)),
    ((PLACED,), work.PlacementDisproved(placement=1, member=1, reason=ProposalReturn.NOT_EMPLOYED)),
    ((PLACED,), work.EmploymentEnded(member=1, placement=1, on=TUESDAY, reason=JobEnd.QUIT)),
    ((), ClearanceProposed()),
    ((ClearanceProposed(),), CLEARED),
    ((PLACED,), CLEARED),
    ((PlacementConfirmed(placement=1),), CLEARED),
    ((ClearanceProposed(),), clearance.ClearanceReturned(reason=ProposalReturn.OTHER)),
    ((CLEARED,), clearance.StabilityConfirmed()),
    ((RetentionChecked(milestone=Milestone.SIX_MONTHS, employed=True),), clearance.StabilityConfirmed()),
    ((ClosingProposed(reason=Closing.MOVED),), clearance.ClosingReturned(reason=ProposalReturn.OTHER)),
    ((ClosingProposed(reason=Closing.MOVED),), MOVED),
    ((PAUSED,), deadlines.DeadlineResumed(deadline="verify", occurrence="2")),
    ((CLEARED,), RELAPSE),
    ((MOVED,), RELAPSE),
]


def dated(minutes: int) -> DecisionContext:
    """A decision so many minutes after ten on Tuesday, made much later."""
    occurred_at = ten_o_clock(TUESDAY) + timedelta(minutes=minutes)
    return DecisionContext(by=CLERK, occurred_at=occurred_at, now=occurred_at + timedelta(days=30), rules=RULES)


@pytest.mark.parametrize(("answered", "act"), PAIRS)
def test_an_act_is_not_dated_before_what_it_answers(answered: tuple[Fact, ...], act: Fact) -> None:
    """A minute before it is refused with both times; at its very moment it is taken."""
    story = detected(TUESDAY if not answered else MONDAY).happened(*answered, at=TUESDAY)
    with pytest.raises(TooEarlyError) as refusal:
        refuse_too_early(story.household, [act], dated(-1))
    assert "2026-03-03 09:59" in refusal.value.zh
    assert "2026-03-03 10:00" in refusal.value.en
    refuse_too_early(story.household, [act], dated(0))


def test_the_confirmation_of_another_placement_is_nothing_to_wait_for() -> None:
    """Which one is answered is said by its number."""
    story = detected(MONDAY).happened(PLACED, at=MONDAY).happened(OTHER, at=TUESDAY)
    refuse_too_early(story.household, [PlacementConfirmed(placement=1)], dated(-1))
    with pytest.raises(TooEarlyError):
        refuse_too_early(story.household, [PlacementConfirmed(placement=2)], dated(-1))


@pytest.mark.parametrize(
    "logged", [REACHED, PlanAgreed(member=1, measure=Measure.LOAN, owner=CADRE, due_on=TUESDAY), OFFERED]
)
def test_what_was_done_on_a_day_answers_nothing(logged: Fact) -> None:
    """It may be entered in any order: the first visit after the second."""
    story: Story = detected(MONDAY).happened(logged, at=TUESDAY)
    refuse_too_early(story.household, [logged], dated(-1))


def test_every_act_of_the_table_is_kept_in_an_episode() -> None:
    """What it answers is looked up there."""
    assert set(ANSWERS) <= set(KEPT)
    assert {kind for answers in ANSWERS.values() for each in answers for kind in each.kinds} <= set(KEPT)

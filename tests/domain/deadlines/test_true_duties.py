"""Duties begin and end with what is true: of a job, of a member, of who is responsible, and of the day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from casework.domain.codes.clearance import ProposalReturn
from casework.domain.codes.people import Capacity, Sex
from casework.domain.codes.service.assistance import Measure
from casework.domain.codes.sources import Source
from casework.domain.codes.verification import Finding, HardToEmployGround
from casework.domain.codes.work import Channel, JobEnd, WorkKind
from casework.domain.deadlines.escalation import escalate
from casework.domain.deadlines.outcomes import DutyOutcome, outcome_of
from casework.domain.decisions.findings.hard_to_employ import confirm_hard_to_employ
from casework.domain.decisions.placements import disprove_placement, end_job, place
from casework.domain.decisions.registration import update_members
from casework.domain.decisions.service.measures import do_measure, drop_measure
from casework.domain.details.findings import MemberFinding
from casework.domain.errors import NotNowError
from casework.domain.fact import Fact
from casework.domain.facts.assistance import (
    MeasureDone,
    MeasureDropped,
    NotePrivate,
    PlanAgreed,
    PostInformationGiven,
)
from casework.domain.facts.clearance import Cleared, ClosedOtherwise
from casework.domain.facts.deadlines import DeadlinePaused, DeadlineResumed, Escalated, Reminded
from casework.domain.facts.households import Verified
from casework.domain.facts.responsibility import CadreAccepted, CadreAssigned, CadreReleased
from casework.domain.facts.verification import HardToEmployConfirmed
from casework.domain.facts.work import EmploymentEnded, JobOffered, OfferWithdrawn, Placed, PlacementDisproved
from casework.domain.members import Member
from tests.support.households.deadline_stories import ACCEPTED, CLEARED, CONFIRMED, MOVED, VISIT, detected, runs
from tests.support.households.stories import (
    CADRE,
    CHILD,
    FAMILY,
    FATHER,
    SUCCESSOR,
    TUESDAY,
    WIFE,
    Story,
    a_household_with_cadre,
    a_statement,
    a_verified_household,
    given,
    ten_o_clock,
    working,
)

HARD = MemberFinding(member=1, finding=Finding.WILLING, hard_to_employ=HardToEmployGround.OLDER)
JOB: dict[str, Any] = {"placement": 1, "member": 1, "kind": WorkKind.ODD_JOBS, "since": date(2026, 3, 30)}


def says(*members: Member, on: date, **more: Any) -> dict[str, Any]:
    """A survey of a day, as words of a decision."""
    return {"statement": a_statement(*members, source=Source.SURVEY, on=on, **more)}


# ---- What met a duty and was taken back


@pytest.mark.parametrize(
    "taken_back",
    [
        PlacementDisproved(placement=1, member=1, reason=ProposalReturn.NOT_EMPLOYED),
        EmploymentEnded(member=1, placement=1, on=date(2026, 4, 1), reason=JobEnd.QUIT),
    ],
)
def test_a_job_that_was_never_there_or_was_lost_again_ends_no_duty(taken_back: Fact) -> None:
    """Confirmed on 4 March, somebody in work by 3 April; the next job counts from its own day."""
    story = detected().happened(CONFIRMED, at=date(2026, 3, 4)).happened(Placed(**JOB), at=date(2026, 3, 30))
    assert story.deadline("employed").met_at == ten_o_clock(date(2026, 3, 30))
    open_again = story.happened(taken_back, at=date(2026, 4, 1))
    runs(open_again, "employed", "3", date(2026, 4, 3))
    again = open_again.happened(Placed(**JOB | {"placement": 2}), at=date(2026, 4, 20))
    assert again.deadline("employed").met_at == ten_o_clock(date(2026, 4, 20))


def test_a_job_lost_after_the_clearance_leaves_the_duty_met() -> None:
    """Its spell of zero employment was over by then."""
    story = detected().happened(CONFIRMED, Placed(**JOB), CLEARED, at=date(2026, 3, 30))
    lost = story.happened(
        EmploymentEnded(member=1, placement=1, on=date(2026, 5, 4), reason=JobEnd.QUIT), at=date(2026, 5, 4)
    )
    assert lost.deadline("employed").met_at == ten_o_clock(date(2026, 3, 30))


@pytest.mark.parametrize(("withdrawn_on", "met"), [(date(2026, 3, 5), False), (date(2026, 3, 6), True)])
def test_an_offer_taken_back_the_same_day_is_no_offer(withdrawn_on: date, met: bool) -> None:
    """One that stood for a night was one."""
    offer = JobOffered(offer=1, member=1, channel=Channel.PROJECT)
    story = detected().happened(ACCEPTED).happened(offer, at=date(2026, 3, 5))
    after = story.happened(OfferWithdrawn(offer=1), at=withdrawn_on)
    assert (after.deadline("first-offer").met_at is not None) is met


# ---- Who is responsible


@pytest.mark.parametrize(("released_on", "occurrences"), [(date(2026, 3, 9), ["3"]), (date(2026, 3, 10), ["3", "5"])])
def test_an_acceptance_that_is_released_the_same_day_closes_no_gap(released_on: date, occurrences: list[str]) -> None:
    """The clock of the gap runs on; released later, another gap begins."""
    story = detected().happened(CONFIRMED).happened(CadreAccepted(cadre=CADRE), at=date(2026, 3, 9))
    left = story.happened(CadreReleased(cadre=CADRE, leaves_nobody=True), at=released_on)
    assert left.occurrences("assign") == occurrences
    assert left.deadline("assign", occurrences[-1]).unmet


def test_an_acceptance_before_the_verification_counts_only_while_it_holds() -> None:
    """Released before the verification, the household is without a cadre from the verification on."""
    accepted = detected().happened(CadreAccepted(cadre=CADRE), at=date(2026, 3, 4))
    assert not accepted.happened(CONFIRMED, at=date(2026, 3, 9)).deadline("assign").unmet
    left = accepted.happened(CadreReleased(cadre=CADRE, leaves_nobody=True), at=date(2026, 3, 6))
    runs(left.happened(CONFIRMED, at=date(2026, 3, 9)), "assign", "5", date(2026, 3, 11))


def test_a_hand_over_that_nobody_accepts_has_a_clock() -> None:
    """From the release on until the successor accepts."""
    story = a_household_with_cadre(offered_to=SUCCESSOR).happened(
        CadreReleased(cadre=CADRE, leaves_nobody=True), at=date(2026, 3, 10)
    )
    runs(story, "assign", "7", date(2026, 3, 12))
    taken = story.happened(CadreAccepted(cadre=SUCCESSOR), at=date(2026, 3, 11))
    assert taken.deadline("assign", "7").met_at == ten_o_clock(date(2026, 3, 11))
    assert taken.happened(CadreAssigned(cadre="zhou.min"), at=date(2026, 3, 12)).occurrences("assign") == ["3", "7"]


# ---- Members


def test_a_duty_for_a_member_ends_when_he_left() -> None:
    """The plan and the post information of the father, who leaves on 5 March; those of nobody else."""
    story = a_verified_household(*FAMILY, WIFE, findings=(HARD,)).happened(
        CadreAccepted(cadre=CADRE, willing=(1, 4)), at=date(2026, 3, 4)
    )
    left = story.did(update_members, at=date(2026, 3, 6), **says(on=date(2026, 3, 5), left=(1,)))
    assert left.deadline("plan", "4/1").ended_at == ten_o_clock(date(2026, 3, 5)).replace(hour=0)
    assert left.deadline("plan", "4/1").ended_by == "members-updated"
    assert left.deadline("plan", "4/4").unmet
    assert left.occurrences("post-information") == []


def test_a_duty_for_a_member_ends_with_work_and_begins_again_with_its_end() -> None:
    """While he works he is owed neither a plan nor posts; from the day on which he does not, both."""
    story = a_verified_household(*FAMILY, WIFE, findings=(HARD,)).happened(
        CadreAccepted(cadre=CADRE, willing=(1, 4)), at=date(2026, 3, 4)
    )
    job: dict[str, Any] = {"member": 1, "kind": WorkKind.FLEXIBLE, "since": date(2026, 4, 14)}
    placed = story.did(place, at=date(2026, 4, 14), **job)
    assert placed.deadline("plan", "4/1").ended_by == "placed"
    assert placed.occurrences("post-information") == ["2026-04/1"]
    assert placed.deadline("post-information", "2026-04/1").ended_at == ten_o_clock(date(2026, 4, 14))
    lost = placed.did(end_job, at=date(2026, 5, 20), placement=1, on=date(2026, 5, 20), reason=JobEnd.QUIT)
    version = lost.version
    runs(lost, "plan", f"{version}/1", date(2026, 5, 27))
    unmet = [o for o in lost.occurrences("post-information") if lost.deadline("post-information", o).unmet]
    assert unmet[:1] == ["2026-06/1"]
    told = lost.happened(PostInformationGiven(member=1), at=date(2026, 6, 3))
    assert (
        told.happened(PostInformationGiven(member=1), at=date(2026, 6, 3))
        .deadline("post-information", "2026-06/1")
        .unmet
    )
    twice = told.happened(PostInformationGiven(member=1), at=date(2026, 6, 30))
    assert twice.deadline("post-information", "2026-06/1").met_at == ten_o_clock(date(2026, 6, 30))


def test_who_is_found_incapable_is_owed_nothing() -> None:
    """A later verification cannot be made in an episode, but a survey can say so."""
    story = a_verified_household(FATHER, CHILD, WIFE).happened(
        CadreAccepted(cadre=CADRE, willing=(1, 4)), at=date(2026, 3, 4)
    )
    ill = replace(WIFE, capacity=Capacity.NONE)
    after = story.did(update_members, at=date(2026, 3, 6), **says(ill, on=date(2026, 3, 6)))
    assert after.deadline("plan", "4/4").ended_at == ten_o_clock(date(2026, 3, 6))
    assert after.deadline("plan", "4/1").unmet


def test_who_joins_later_has_a_plan_from_then_on() -> None:
    """A wife who is registered on 20 March: five working days from that day."""
    story = a_household_with_cadre()
    joined = story.did(update_members, at=date(2026, 3, 20), **says(WIFE, on=date(2026, 3, 20)))
    assert joined.occurrences("plan") == ["5/1", f"{joined.version}/4"]
    runs(joined, "plan", f"{joined.version}/4", date(2026, 3, 27))
    at_work = story.did(update_members, at=date(2026, 3, 20), **says(working(WIFE), on=date(2026, 3, 20)))
    assert at_work.occurrences("plan") == ["5/1"]


def test_who_comes_of_working_age_has_a_plan_from_his_birthday_on() -> None:
    """Sixteen on 10 April, out of school; a year before that nobody is reminded of it."""
    for born, occurrences in ((date(2010, 4, 10), ["4/1", "4/5"]), (date(2012, 4, 10), ["4/1"])):
        story = a_verified_household(FATHER, Member(number=5, sex=Sex.MALE, birth_date=born)).happened(
            CadreAccepted(cadre=CADRE, willing=(1,)), at=date(2026, 3, 4)
        )
        assert story.occurrences("plan") == occurrences
    young = a_verified_household(FATHER, Member(number=5, sex=Sex.MALE, birth_date=date(2010, 4, 10)))
    runs(young.happened(ACCEPTED, at=date(2026, 3, 4)), "plan", "4/5", date(2026, 4, 17))


@pytest.mark.parametrize(
    ("sex", "born", "first"),
    [
        (Sex.MALE, date(1976, 5, 20), "2026-06/5"),
        (Sex.FEMALE, date(1986, 4, 1), "2026-05/5"),
        (Sex.MALE, date(1975, 5, 20), None),  # he was fifty at the verification, which did not confirm him
        (Sex.FEMALE, date(1976, 5, 20), None),
    ],
)
def test_who_turns_fifty_is_told_of_posts_from_then_on(sex: Sex, born: date, first: str | None) -> None:
    """A woman from forty: the first full month after the birthday (OF-36)."""
    story = a_verified_household(FATHER, Member(number=5, sex=sex, birth_date=born))
    found = [
        o for o in story.happened(ACCEPTED, at=date(2026, 5, 4)).occurrences("post-information") if o.endswith("/5")
    ]
    assert found[:1] == ([first] if first else [])


def test_a_member_is_confirmed_as_hard_to_employ_later() -> None:
    """A year without work: from the first full month after it; twice is quiet, unwilling and unverified are refused."""
    story = a_verified_household()
    ground = HardToEmployGround.LONG_UNEMPLOYED
    given(story).when(confirm_hard_to_employ, member=1, ground=ground).then(
        HardToEmployConfirmed(member=1, ground=ground)
    )
    confirmed = story.did(confirm_hard_to_employ, at=date(2026, 6, 8), member=1, ground=ground)
    assert confirmed.occurrences("post-information")[:1] == ["2026-07/1"]
    given(confirmed).when(confirm_hard_to_employ, member=1, ground=ground).then_quiet()
    given(detected()).when(confirm_hard_to_employ, member=1, ground=ground).then_refuses(NotNowError)
    unwilling = story.happened(
        Verified(confirmed=True, source=VISIT, findings=(MemberFinding(member=1, finding=Finding.UNWILLING),))
    )
    given(unwilling).when(confirm_hard_to_employ, member=1, ground=ground).then_refuses(NotNowError)


# ---- Agreed measures

TRAINING = PlanAgreed(member=1, measure=Measure.TRAINING, owner="sun", due_on=date(2026, 3, 31))


def test_an_agreed_measure_runs_to_its_own_date() -> None:
    """Its owner's duty; carried out it is met, given up it ends, and another one of him is another duty."""
    story = detected().happened(TRAINING)
    runs(story, "measure", "3", date(2026, 3, 31))
    assert story.deadline("measure", "3").owner == "sun"
    done = story.did(do_measure, at=date(2026, 4, 2), member=1, measure=Measure.TRAINING)
    assert done.entries[-1].fact == MeasureDone(member=1, measure=Measure.TRAINING, number=3)
    assert done.deadline("measure", "3").met_at == ten_o_clock(date(2026, 4, 2))
    given(done).when(do_measure, member=1, measure=Measure.TRAINING).then_refuses(NotNowError)
    given(story).when(drop_measure, member=1, measure=Measure.LOAN, reason="x").then_refuses(NotNowError)
    private = {"1": NotePrivate(text="病了")}
    given(story).when(drop_measure, member=1, measure=Measure.TRAINING, reason="病了").then(
        MeasureDropped(member=1, measure=Measure.TRAINING, number=3, private=private)
    )
    dropped = story.did(drop_measure, at=date(2026, 3, 20), member=1, measure=Measure.TRAINING, reason="病了")
    assert dropped.deadline("measure", "3").ended_by == "measure-dropped"
    assert dropped.household.open_episode().plans == ()


# ---- What was missed stays missed


@pytest.mark.parametrize(
    ("ending", "ended_by"),
    [(MOVED, "closed-otherwise"), (CLEARED, "cleared"), (Verified(confirmed=False, source=VISIT), "verified")],
)
@pytest.mark.parametrize(("on", "outcome"), [(date(2026, 3, 9), DutyOutcome.ENDED_OVERDUE), (date(2026, 3, 6), None)])
def test_a_duty_that_was_overdue_when_it_ended_stays_missed(
    ending: Cleared | ClosedOtherwise | Verified, ended_by: str, on: date, outcome: DutyOutcome | None
) -> None:
    """Whatever ended it; one that ended before it was due was not missed."""
    story: Story = detected().happened(ACCEPTED)  # first visit by Friday 6 March
    instance = story.happened(ending, at=on).deadline("first-visit")
    assert (instance.ended_by, outcome_of(instance, ten_o_clock(date(2026, 6, 1)))) == (ended_by, outcome)


def test_a_date_that_moved_is_reminded_of_and_raised_anew() -> None:
    """The visit of 1 April entered late moves the contact; what was said of the earlier date stays as it was said."""
    story = detected().happened(ACCEPTED, at=date(2026, 3, 4))  # contact by 3 April
    told = story.did(escalate, at=date(2026, 4, 1), by="rule:escalation@1")
    assert ("contact", 0, date(2026, 4, 3)) in steps(told)
    paused = told.happened(pause("contact"), at=date(2026, 4, 2)).happened(resume("contact"), at=date(2026, 4, 22))
    moved = paused.deadline("contact").due_on
    assert moved == date(2026, 4, 23)
    again = paused.did(escalate, at=date(2026, 4, 22), by="rule:escalation@1")
    assert ("contact", 0, moved) in steps(again)
    given(again).when(escalate, by="rule:escalation@1").then_quiet()


def pause(deadline: str) -> Fact:
    """The first instance of a deadline stands still."""
    return DeadlinePaused(deadline=deadline, occurrence="3")


def resume(deadline: str) -> Fact:
    """It runs again."""
    return DeadlineResumed(deadline=deadline, occurrence="3")


def steps(story: Story) -> list[tuple[str, int, date]]:
    """What was raised: deadline, step, and the last day it was for."""
    facts = [entry.fact for entry in story.entries if isinstance(entry.fact, Reminded | Escalated)]
    return [(fact.deadline, fact.step, fact.due_on) for fact in facts]


def test_a_disproved_job_begins_the_duties_of_the_member_again() -> None:
    """What was found not to be there owes him what an end of work does."""
    story = a_household_with_cadre().did(place, member=1, kind=WorkKind.FLEXIBLE, since=TUESDAY)
    gone = story.did(disprove_placement, at=date(2026, 3, 12), placement=1, reason=ProposalReturn.NOT_EMPLOYED)
    runs(gone, "plan", f"{gone.version}/1", date(2026, 3, 19))

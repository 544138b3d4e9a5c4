"""Every deadline of the default policy: what starts it, its last day worked out by hand, what meets and what ends it."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from casework.domain.arithmetic import DayCount, Limit, Unit
from casework.domain.codes import (
    Channel,
    Closing,
    DifficultyKind,
    EpisodeKind,
    Finding,
    FollowUpKind,
    HardToEmployGround,
    JobEnd,
    Level,
    Measure,
    Milestone,
    NotEligible,
    Office,
    Outcome,
    ProposalReturn,
    Refusal,
    VerificationSource,
    WorkKind,
)
from casework.domain.deadlines import days_of, find, instances
from casework.domain.facts.assistance import (
    DifficultyRaised,
    DifficultyResolved,
    FollowUpLogged,
    PlanAgreed,
    PostInformationGiven,
)
from casework.domain.facts.clearing import (
    ClearanceProposed,
    ClearanceReturned,
    Cleared,
    ClosedOtherwise,
    ClosingProposed,
    ClosingReturned,
    RetentionChecked,
    StabilityConfirmed,
)
from casework.domain.facts.deadlines import DeadlinePaused, DeadlineResumed
from casework.domain.facts.fact import Fact
from casework.domain.facts.households import (
    Detected,
    HouseholdReported,
    MemberFinding,
    ReportReceipted,
    Verified,
)
from casework.domain.facts.responsibility import (
    CadreAccepted,
    CadreAssigned,
    CadreDeclined,
    CadreReleased,
    LevelSet,
)
from casework.domain.facts.work import (
    EmploymentEnded,
    JobOffered,
    OfferAccepted,
    OfferLapsed,
    OfferRefused,
    OfferWithdrawn,
    Placed,
    PlacementConfirmed,
    PlacementDisproved,
)
from tests.domain.stories import (
    CADRE,
    RULES,
    SUCCESSOR,
    TUESDAY,
    Story,
    a_bare_household,
    midnight,
    ten_o_clock,
)

VISIT = VerificationSource.VISIT
REACHED = FollowUpLogged(kind=FollowUpKind.VISIT, outcome=Outcome.REACHED)
CONFIRMED = Verified(confirmed=True, source=VISIT, employable=(1,))
ACCEPTED = CadreAccepted(cadre=CADRE, willing=(1,))
OFFERED = JobOffered(offer=1, member=1, channel=Channel.PROJECT)
CLEARED = Cleared(rule="clearing@1", ground="contract", placement=1, rests_on=(4, 5))
MOVED = ClosedOtherwise(reason=Closing.MOVED, employable=(1,))


def detected(on: date = TUESDAY) -> Story:
    """Version 2: detected on a day."""
    fact = Detected(episode=1, kind=EpisodeKind.FIRST, rule="detection@1", as_of=on)
    return a_bare_household(on=on).happened(fact, at=on)


def placed(on: date, kind: WorkKind = WorkKind.CONTRACT) -> Story:
    """Version 3: placed in the first episode."""
    return detected(on).happened(Placed(placement=1, member=1, kind=kind, since=on), at=on)


def runs(story: Story, deadline: str, occurrence: str, due_on: date) -> None:
    """The instance runs unmet to the end of this day."""
    instance = story.deadline(deadline, occurrence)
    assert (instance.due_on, instance.due_at) == (due_on, midnight(due_on))
    assert instance.unmet


def is_met(story: Story, deadline: str, occurrence: str, fact: Fact, on: date) -> None:
    """This fact meets the instance, on its day."""
    after = story.happened(fact, at=on)
    instance = after.deadline(deadline, occurrence)
    assert (instance.met_at, instance.met_version) == (ten_o_clock(on), after.version)
    assert not instance.unmet


def is_not_met(story: Story, deadline: str, occurrence: str, fact: Fact, on: date) -> None:
    """This fact leaves the instance running."""
    assert story.happened(fact, at=on).deadline(deadline, occurrence).unmet


def test_report_is_due_on_the_next_working_day() -> None:
    """Detected on the eve of Labour Day, 30 April 2026: the next working day is Wednesday 6 May."""
    story = detected(date(2026, 4, 30))
    assert story.occurrences("report") == ["2"]
    runs(story, "report", "2", date(2026, 5, 6))
    assert story.deadline("report").due_at == datetime.fromisoformat("2026-05-07T00:00:00+08:00")
    is_met(story, "report", "2", HouseholdReported(), date(2026, 5, 6))
    is_not_met(story, "report", "2", CONFIRMED, date(2026, 5, 6))


def test_each_office_receipts_within_two_working_days() -> None:
    """Reported on Friday 3 April 2026 before Tomb-Sweeping Day: Tuesday 7 and Wednesday 8."""
    story = detected(date(2026, 4, 3)).happened(HouseholdReported())
    assert story.occurrences("receipt") == ["3/township", "3/county-hrss", "3/county-rural-revitalisation"]
    for office in Office:
        runs(story, "receipt", f"3/{office}", date(2026, 4, 8))
        assert story.deadline("receipt", f"3/{office}").subject == office
        is_met(story, "receipt", f"3/{office}", ReportReceipted(office=office), date(2026, 4, 7))
    is_not_met(story, "receipt", "3/township", ReportReceipted(office=Office.COUNTY_HRSS), date(2026, 4, 7))


def test_verify_takes_fifteen_calendar_days() -> None:
    """Detected on 21 September 2026: 6 October lies in the National Day holiday, so it ends on Thursday the 8th."""
    story = detected(date(2026, 9, 21))
    runs(story, "verify", "2", date(2026, 10, 8))
    is_met(story, "verify", "2", CONFIRMED, date(2026, 10, 8))
    moved = Verified(confirmed=False, reason=NotEligible.MOVED, source=VISIT)
    is_met(story, "verify", "2", moved, date(2026, 9, 22))


def test_assign_takes_two_working_days_from_the_confirmation() -> None:
    """Confirmed on 30 September 2026: Thursday 8 and Friday 9 October."""
    story = detected(date(2026, 9, 30)).happened(CONFIRMED)
    assert story.occurrences("assign") == ["3"]
    runs(story, "assign", "3", date(2026, 10, 9))
    is_not_met(story, "assign", "3", CadreAssigned(cadre=CADRE), date(2026, 10, 8))
    is_met(story, "assign", "3", ACCEPTED, date(2026, 10, 8))


def test_assign_runs_again_whenever_nobody_is_left() -> None:
    """A decline or a release that leaves nobody starts it; one that leaves a successor does not."""
    story = detected().happened(CONFIRMED, ACCEPTED)
    assert story.occurrences("assign") == ["3"]
    left = story.happened(CadreReleased(cadre=CADRE, leaves_nobody=True), at=date(2026, 4, 3))
    assert left.occurrences("assign") == ["3", "5"]
    runs(left, "assign", "5", date(2026, 4, 8))
    declined = left.happened(CadreAssigned(cadre=SUCCESSOR), CadreDeclined(cadre=SUCCESSOR, leaves_nobody=True))
    assert declined.occurrences("assign") == ["3", "5", "7"]
    is_met(declined, "assign", "7", CadreAccepted(cadre="x"), date(2026, 4, 7))
    handed_on = story.happened(CadreReleased(cadre=CADRE), at=date(2026, 4, 3))
    assert handed_on.occurrences("assign") == ["3"]


def test_assign_is_met_by_a_cadre_who_accepted_before_the_confirmation() -> None:
    """Nothing is left to be done."""
    story = detected().happened(CadreAssigned(cadre=CADRE), ACCEPTED, CONFIRMED, at=date(2026, 3, 4))
    instance = story.deadline("assign", "5")
    assert (instance.met_at, instance.met_version) == (ten_o_clock(date(2026, 3, 4)), 4)


def test_not_eligible_starts_neither_assign_nor_what_follows_a_confirmation() -> None:
    """The episode is over."""
    story = detected().happened(Verified(confirmed=False, reason=NotEligible.MOVED, source=VISIT))
    for name in ("assign", "employed", "clear", "post-information"):
        assert story.occurrences(name) == []


def test_the_first_visit_takes_three_working_days() -> None:
    """Accepted on the eve of the Dragon Boat Festival, 18 June 2026: Monday 22 to Wednesday 24 June."""
    story = detected(date(2026, 6, 18)).happened(ACCEPTED)
    runs(story, "first-visit", "3", date(2026, 6, 24))
    is_met(story, "first-visit", "3", REACHED, date(2026, 6, 23))
    call = FollowUpLogged(kind=FollowUpKind.CALL, outcome=Outcome.REACHED)
    is_not_met(story, "first-visit", "3", call, date(2026, 6, 23))
    away = FollowUpLogged(kind=FollowUpKind.VISIT, outcome=Outcome.AWAY)
    is_not_met(story, "first-visit", "3", away, date(2026, 6, 23))
    assert detected().happened(REACHED, ACCEPTED).deadline("first-visit").met_version == 3


def test_a_plan_for_each_willing_member_takes_five_working_days() -> None:
    """Accepted on Friday 18 September 2026; the Sunday after it is worked, so the fifth day is Thursday 24."""
    story = detected(date(2026, 9, 18)).happened(CadreAccepted(cadre=CADRE, willing=(1, 4)))
    assert story.occurrences("plan") == ["3/1", "3/4"]
    runs(story, "plan", "3/1", date(2026, 9, 24))
    plan = PlanAgreed(member=4, measure=Measure.TRAINING, owner=CADRE, due_on=date(2026, 12, 1))
    is_met(story, "plan", "3/4", plan, date(2026, 9, 21))
    is_not_met(story, "plan", "3/1", plan, date(2026, 9, 21))


def test_the_first_offer_takes_ten_working_days() -> None:
    """Accepted on 27 April 2026: three days, then 6 to 8 May, the worked Saturday 9, and 11 to 13 May."""
    story = detected(date(2026, 4, 27)).happened(ACCEPTED)
    runs(story, "first-offer", "3", date(2026, 5, 13))
    is_met(story, "first-offer", "3", OFFERED, date(2026, 5, 13))
    assert detected().happened(OFFERED, ACCEPTED).deadline("first-offer").met_version == 3


@pytest.mark.parametrize("deadline", ["first-visit", "first-offer", "plan"])
def test_a_hand_over_restarts_nothing(deadline: str) -> None:
    """They run from the first acceptance of the episode."""
    story = detected().happened(ACCEPTED, at=date(2026, 3, 4))
    handed_over = story.happened(
        CadreAssigned(cadre=SUCCESSOR),
        CadreReleased(cadre=CADRE),
        CadreAccepted(cadre=SUCCESSOR, willing=(1,)),
        at=date(2026, 3, 5),
    )
    assert handed_over.occurrences(deadline) == story.occurrences(deadline)
    assert handed_over.deadline(deadline).started_at == ten_o_clock(date(2026, 3, 4))


@pytest.mark.parametrize(
    ("level", "limit", "due_on"),
    [
        (None, 30, date(2026, 4, 7)),  # 4 April is the holiday's Saturday
        (Level.GENERAL, 30, date(2026, 4, 7)),
        (Level.KEY, 15, date(2026, 3, 20)),
        (Level.SPECIAL, 7, date(2026, 3, 12)),
    ],
)
def test_contact_follows_the_level_in_force_at_its_start(level: Level | None, limit: int, due_on: date) -> None:
    """Special 7, key 15, general 30 calendar days; 30 before any level is set."""
    story = detected().happened(*([LevelSet(level=level)] if level else []))
    story = story.happened(ACCEPTED, at=date(2026, 3, 5))
    occurrence = str(story.version)
    runs(story, "contact", occurrence, due_on)
    assert story.deadline("contact", occurrence).limit == Limit(value=limit, unit=Unit.CALENDAR_DAYS)
    later = story.happened(LevelSet(level=Level.SPECIAL if level is not Level.SPECIAL else Level.GENERAL))
    runs(later, "contact", occurrence, due_on)


def test_contact_starts_again_with_each_follow_up_that_reached_somebody() -> None:
    """One runs at a time; a hand-over and a message that reached nobody start none."""
    story = detected().happened(ACCEPTED)
    is_met(story, "contact", "3", REACHED, date(2026, 3, 10))
    story = story.happened(REACHED, at=date(2026, 3, 10)).happened(
        CadreReleased(cadre=CADRE),
        CadreAccepted(cadre=SUCCESSOR),
        FollowUpLogged(kind=FollowUpKind.MESSAGE, outcome=Outcome.INVALID_NUMBER),
    )
    assert story.occurrences("contact") == ["3", "4"]
    runs(story, "contact", "4", date(2026, 4, 9))
    call = FollowUpLogged(kind=FollowUpKind.CALL, outcome=Outcome.REACHED)
    assert story.happened(call, at=date(2026, 3, 20)).occurrences("contact") == ["3", "4", "8"]


def test_contact_does_not_start_before_a_cadre_accepted() -> None:
    """A visit before that is welcome and starts nothing."""
    story = detected().happened(REACHED).happened(ACCEPTED, at=date(2026, 3, 10))
    assert story.occurrences("contact") == ["4"]
    runs(story, "contact", "4", date(2026, 4, 9))


def test_employed_takes_thirty_calendar_days() -> None:
    """Confirmed on 4 March 2026: Friday 3 April. Work found before the confirmation counts."""
    story = detected().happened(CONFIRMED, at=date(2026, 3, 4))
    runs(story, "employed", "3", date(2026, 4, 3))
    job = Placed(placement=1, member=1, kind=WorkKind.ODD_JOBS, since=TUESDAY)
    is_met(story, "employed", "3", job, date(2026, 4, 3))
    assert detected().happened(job, CONFIRMED).deadline("employed").met_version == 3


def test_clear_takes_ninety_calendar_days() -> None:
    """Confirmed on 6 July 2026: 4 October is a holiday, so it ends on Thursday 8 October."""
    story = detected(date(2026, 7, 6)).happened(CONFIRMED)
    runs(story, "clear", "3", date(2026, 10, 8))
    is_met(story, "clear", "3", CLEARED, date(2026, 8, 3))
    is_met(story, "clear", "3", MOVED, date(2026, 8, 3))


def test_post_information_twice_in_each_full_month() -> None:
    """Per member confirmed hard to employ, from the first full month on, to the month's last day as it is."""
    hard = MemberFinding(member=1, finding=Finding.WILLING, hard_to_employ=HardToEmployGround.OLDER)
    fact = Verified(confirmed=True, source=VISIT, findings=(hard,), hard_to_employ=(1,))
    story = detected().happened(fact, at=date(2026, 3, 4))
    assert story.occurrences("post-information")[:2] == ["2026-04/1", "2026-05/1"]
    runs(story, "post-information", "2026-04/1", date(2026, 4, 30))
    runs(story, "post-information", "2026-05/1", date(2026, 5, 31))  # a Sunday
    april = story.deadline("post-information", "2026-04/1")
    assert april.started_at == datetime.fromisoformat("2026-04-01T00:00:00+08:00")
    told, other = PostInformationGiven(member=1), PostInformationGiven(member=4)
    once = story.happened(told, at=date(2026, 3, 31)).happened(told, at=date(2026, 4, 1))
    is_not_met(once, "post-information", "2026-04/1", other, date(2026, 4, 30))
    is_not_met(once, "post-information", "2026-04/1", told, date(2026, 5, 1))
    is_met(once, "post-information", "2026-04/1", told, date(2026, 4, 30))
    assert detected().happened(CONFIRMED).occurrences("post-information") == []


def test_post_information_ends_with_the_episode() -> None:
    """No month begins after it, and the running one ends unmet."""
    fact = Verified(confirmed=True, source=VISIT, hard_to_employ=(1,))
    story = detected().happened(fact).happened(CLEARED, at=date(2026, 5, 12))
    assert story.occurrences("post-information") == ["2026-04/1", "2026-05/1"]
    assert story.deadline("post-information", "2026-05/1").ended_at == ten_o_clock(date(2026, 5, 12))


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


def test_every_deadline_of_the_policy_is_tested_here() -> None:
    """Seventeen, by name."""
    assert [rule.name for rule in RULES.policies.dated[0].deadline] == [
        "report",
        "receipt",
        "verify",
        "assign",
        "first-visit",
        "plan",
        "first-offer",
        "contact",
        "employed",
        "clear",
        "post-information",
        "offer-answer",
        "placement-check",
        "clearance-decision",
        "retention",
        "welfare-post-end",
        "difficulty",
    ]


@pytest.mark.parametrize("end", [CLEARED, MOVED])
def test_the_end_of_an_episode_ends_its_open_deadlines(end: Fact) -> None:
    """All but what it meets, retention and the welfare post."""
    story = detected().happened(CONFIRMED, ACCEPTED, OFFERED).happened(end, at=date(2026, 3, 5))
    running = {i.deadline for i in instances(story.household, RULES) if i.unmet}
    assert running == ({"retention"} if end is CLEARED else set())
    assert story.deadline("offer-answer").ended_at == ten_o_clock(date(2026, 3, 5))


def test_a_new_episode_keeps_its_own_deadlines() -> None:
    """Those of the first stay as they ended."""
    again = Detected(episode=2, kind=EpisodeKind.NOT_RETAINED, previous=1, rule="detection@1", as_of=TUESDAY)
    story = detected().happened(CONFIRMED, MOVED).happened(again, at=date(2026, 4, 8))
    assert [(i.episode, i.occurrence) for i in instances(story.household, RULES) if i.deadline == "verify"] == [
        (1, "2"),
        (2, "5"),
    ]
    assert story.deadline("verify").episode == 2
    assert find(story.household, RULES, "verify", "99") is None
    assert find(story.household, RULES, "nonsense") is None


def test_a_start_recorded_late_is_not_due_before_the_next_working_day() -> None:
    """A confirmation of 4 March entered on Friday 13: assigning is due on Monday 16, and the added days say why."""
    story = detected().happened(CONFIRMED, at=date(2026, 3, 4), recorded_at=date(2026, 3, 13))
    runs(story, "assign", "3", date(2026, 3, 16))
    days = days_of(story.deadline("assign"), RULES.calendar, now=ten_o_clock(date(2026, 3, 13)))
    assert days[:2] == [
        DayCount(date=date(2026, 3, 5), counts=True, why="working-day"),
        DayCount(date=date(2026, 3, 6), counts=True, why="working-day"),
    ]
    assert {(day.counts, day.why) for day in days[2:]} == {(False, "recorded-late")}
    assert days[-1].date == date(2026, 3, 16)


def test_a_pause_skips_every_day_at_whose_end_it_holds() -> None:
    """Paused on Thursday 5 March at ten and resumed on Monday 9 at ten: Thursday and Friday do not count."""
    story = detected().happened(CONFIRMED, at=date(2026, 3, 4))
    paused = story.happened(DeadlinePaused(deadline="assign", occurrence="3"), at=date(2026, 3, 5))
    standing = paused.deadline("assign")
    assert (standing.paused, standing.due_on, standing.due_at, standing.unmet) == (True, None, None, True)
    resumed = paused.happened(DeadlineResumed(deadline="assign", occurrence="3"), at=date(2026, 3, 9))
    runs(resumed, "assign", "3", date(2026, 3, 10))
    days = days_of(resumed.deadline("assign"), RULES.calendar, now=ten_o_clock(date(2026, 3, 9)))
    assert [(day.date.day, day.counts, day.why) for day in days] == [
        (5, False, "paused"),
        (6, False, "paused"),
        (7, False, "paused"),
        (8, False, "paused"),
        (9, True, "working-day"),
        (10, True, "working-day"),
    ]


def test_explaining_a_paused_deadline_reads_as_if_it_were_resumed_now() -> None:
    """So that the days so far can be shown."""
    story = detected().happened(CONFIRMED, at=date(2026, 3, 4))
    paused = story.happened(DeadlinePaused(deadline="assign", occurrence="3"), at=date(2026, 3, 5))
    days = days_of(paused.deadline("assign"), RULES.calendar, now=ten_o_clock(date(2026, 3, 6)))
    assert [(day.date.day, day.why) for day in days] == [
        (5, "paused"),
        (6, "working-day"),
        (7, "weekend"),
        (8, "weekend"),
        (9, "working-day"),
    ]


def test_a_paused_welfare_post_is_met_once_it_runs_again() -> None:
    """While it stands still it has no last day, so nothing can lie in the months before it."""
    story = placed(date(2026, 3, 31), WorkKind.PUBLIC_WELFARE)
    plan = PlanAgreed(member=1, measure=Measure.TRAINING, owner=CADRE, due_on=date(2029, 3, 1))
    story = story.happened(DeadlinePaused(deadline="welfare-post-end", occurrence="3"), at=date(2028, 6, 1))
    story = story.happened(plan, at=date(2028, 6, 2))
    assert story.deadline("welfare-post-end").unmet
    story = story.happened(DeadlineResumed(deadline="welfare-post-end", occurrence="3"), at=date(2028, 6, 3))
    assert story.deadline("welfare-post-end").met_version == 5


def test_months_are_worked_out_as_far_as_somebody_asks() -> None:
    """After two years without a fact the sweep still finds every month."""
    story = detected().happened(Verified(confirmed=True, source=VISIT, hard_to_employ=(1,)))
    until = ten_o_clock(date(2028, 3, 3))
    months = [i.occurrence for i in instances(story.household, RULES, until=until) if i.deadline == "post-information"]
    assert months[0] == "2026-04/1"
    assert "2028-03/1" in months
    newest = find(story.household, RULES, "post-information", until=until)
    assert newest is not None
    assert newest.occurrence == "2028-03/1"


def test_a_date_after_the_last_loaded_year_is_provisional() -> None:
    """The notice for 2027 is not out: 30 December 2026 is certain, 4 January 2027 is not."""
    story = detected(date(2026, 12, 29))
    assert not story.deadline("report").provisional
    later = detected(date(2026, 12, 31))
    runs(later, "report", "2", date(2027, 1, 1))
    assert later.deadline("report").provisional

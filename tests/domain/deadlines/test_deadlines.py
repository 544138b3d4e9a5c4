"""The deadlines up to somebody in work: what starts each, its last day worked out by hand, what meets and ends it."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from msgspec.structs import replace

from casework.domain.calendar.due_dates import Limit, Unit
from casework.domain.codes.service.assistance import FollowUpKind, Level, Measure, Outcome
from casework.domain.codes.sources import Office
from casework.domain.codes.verification import Finding, HardToEmployGround, NotEligible
from casework.domain.codes.work import WorkKind
from casework.domain.details.findings import MemberFinding
from casework.domain.facts.assistance import FollowUpLogged, PlanAgreed, PostInformationGiven
from casework.domain.facts.households import HouseholdReported, ReportReceipted, Verified
from casework.domain.facts.responsibility import CadreAccepted, CadreAssigned, CadreDeclined, CadreReleased, LevelSet
from casework.domain.facts.work import Placed
from tests.support.households.deadline_stories import (
    ACCEPTED,
    CLEARED,
    CONFIRMED,
    MOVED,
    OFFERED,
    REACHED,
    VISIT,
    detected,
    is_met,
    is_not_met,
    runs,
)
from tests.support.households.stories import (
    CADRE,
    POLICY,
    RULES,
    SUCCESSOR,
    TUESDAY,
    policies,
    ten_o_clock,
)


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
    """
    A decline or a release that leaves nobody starts it, once for each gap; one by which somebody takes over does not.
    """
    story = detected().happened(CONFIRMED, ACCEPTED)
    assert story.occurrences("assign") == ["3"]
    left = story.happened(CadreReleased(cadre=CADRE, leaves_nobody=True), at=date(2026, 4, 3))
    assert left.occurrences("assign") == ["3", "5"]
    runs(left, "assign", "5", date(2026, 4, 8))
    declined = left.happened(CadreAssigned(cadre=SUCCESSOR), CadreDeclined(cadre=SUCCESSOR, leaves_nobody=True))
    assert declined.occurrences("assign") == ["3", "5"]
    is_met(declined, "assign", "5", CadreAccepted(cadre="x"), date(2026, 4, 7))
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
    runs(story.happened(LevelSet(level=Level.GENERAL)), "contact", occurrence, due_on)


@pytest.mark.parametrize(
    ("level", "raised_on", "due_on", "counted_from"),
    [
        (Level.SPECIAL, date(2026, 4, 2), date(2026, 4, 9), date(2026, 4, 2)),
        (Level.KEY, date(2026, 4, 20), date(2026, 5, 6), date(2026, 4, 1)),  # to 5 May, a holiday: not sooner
        (Level.GENERAL, date(2026, 4, 2), date(2026, 5, 6), date(2026, 4, 1)),
    ],
)
def test_a_level_raised_meanwhile_shortens_the_contact_that_runs(
    level: Level, raised_on: date, due_on: date, counted_from: date
) -> None:
    """Its days are counted from the change, where that ends sooner; a lower level lengthens nothing (BJ-3.1b)."""
    story = detected().happened(ACCEPTED).happened(REACHED, at=date(2026, 4, 1))
    raised = story.happened(LevelSet(level=level), at=raised_on)
    runs(raised, "contact", "4", due_on)
    assert raised.deadline("contact", "4").counted_from == counted_from
    back = raised.happened(LevelSet(level=Level.GENERAL), at=raised_on)
    runs(back, "contact", "4", due_on)


def test_a_level_set_before_a_contact_began_or_after_it_was_met_moves_nothing() -> None:
    """And a policy text without the rule keeps the limit of the start."""
    story = detected().happened(ACCEPTED).happened(REACHED, at=date(2026, 4, 1)).happened(REACHED, at=date(2026, 4, 20))
    raised = story.happened(LevelSet(level=Level.SPECIAL), at=date(2026, 4, 21))
    assert raised.deadline("contact", "4").due_on == date(2026, 5, 6)
    runs(raised, "contact", "5", date(2026, 4, 28))
    before = tuple(replace(rule, on_level_change=None) for rule in POLICY.deadline)
    rules = replace(RULES, policies=policies(replace(POLICY, deadline=before)))
    runs(raised.under(rules), "contact", "5", date(2026, 5, 20))


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

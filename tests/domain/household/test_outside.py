"""Households are served outside episodes too: before a first detection, and after a closing until the next (ADR 0031)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from casework.domain.codes.clearance import Milestone
from casework.domain.codes.service.assistance import DifficultyKind, FollowUpKind, Level, Measure, Outcome
from casework.domain.codes.sources import Office, VerificationSource
from casework.domain.codes.stages import Stage
from casework.domain.codes.verification import NotEligible
from casework.domain.codes.work import Channel, JobEnd, WorkKind
from casework.domain.deadlines.escalation import escalate
from casework.domain.deadlines.instances import instances
from casework.domain.deadlines.pause_and_resume import pause_deadline, resume_deadline
from casework.domain.decisions.cadres.responsibility import accept_household, assign_cadre, release_cadre
from casework.domain.decisions.clearance import propose_clearance
from casework.domain.decisions.findings.reports import receipt_report, report_household
from casework.domain.decisions.offers import accept_offer, offer_job
from casework.domain.decisions.placements import confirm_placement, end_job, place, record_return
from casework.domain.decisions.retention import check_retention
from casework.domain.decisions.service.assistance import assess_needs, give_post_information
from casework.domain.decisions.service.difficulties import raise_difficulty, resolve_difficulty
from casework.domain.decisions.service.follow_ups import log_follow_up
from casework.domain.decisions.service.levels import close_green_channel, open_green_channel, set_level
from casework.domain.decisions.service.measures import agree_plan, do_measure
from casework.domain.decisions.verification import verify
from casework.domain.decisions.who_is_who import WhyAsked, why_asked
from casework.domain.errors import NoOpenEpisodeError, NotNowError
from casework.domain.fact import topic_of
from casework.domain.facts.assistance import DifficultyRaised
from casework.domain.facts.corrections import EntryCorrected
from casework.domain.facts.deadlines import Escalated, Reminded
from casework.domain.facts.responsibility import CadreAssigned, CadreReleased
from casework.domain.household.parts import OUTSIDE
from casework.domain.household.stages import stage_of
from tests.support.households.deadline_stories import MOVED, REACHED, detected, is_met, runs
from tests.support.households.stories import (
    CADRE,
    FATHER,
    POLICY,
    SUCCESSOR,
    TOWNSHIP_OFFICIAL,
    TUESDAY,
    WIFE,
    Decision,
    Story,
    a_bare_household,
    a_registered_household,
    context,
    found_not_eligible,
    given,
    ten_o_clock,
    working,
)

NEXT_DAY, LATER = TUESDAY + timedelta(days=1), TUESDAY + timedelta(days=9)
CARE = DifficultyKind.CARE

COMMANDS: list[tuple[Decision, dict[str, Any]]] = [
    (assess_needs, {"member": 1}),
    (agree_plan, {"member": 1, "measure": Measure.LOAN, "owner": CADRE, "due_on": LATER}),
    (log_follow_up, {"kind": FollowUpKind.VISIT, "outcome": Outcome.REACHED}),
    (give_post_information, {"member": 1}),
    (raise_difficulty, {"kind": CARE, "owner": CADRE, "due_on": LATER}),
    (offer_job, {"member": 1, "post": "缝纫工", "channel": Channel.PROJECT}),
    (place, {"member": 1, "kind": WorkKind.CONTRACT, "since": TUESDAY}),
    (assign_cadre, {"cadre": CADRE}),
    (set_level, {"level": Level.KEY}),
    (open_green_channel, {}),
    (report_household, {}),
]


def a_closed_household() -> Story:
    """Found not eligible on Tuesday: its episode was closed otherwise."""
    return found_not_eligible(NotEligible.MOVED)


NOT_AT_RISK = [a_registered_household(), a_closed_household()]


def outside(story: Story) -> list[str]:
    """What was done outside the household's episodes, in the order of time; the register's own entries left out."""
    record = story.household.outside
    return [entry.topic for entry in record.entries if not entry.fact.of_the_register] if record else []


def within(story: Story, number: int) -> list[str]:
    """What happened in one episode, in the order of time."""
    return [entry.topic for entry in story.household.record(number).entries]


# ---- Served like any other


@pytest.mark.parametrize("story", NOT_AT_RISK, ids=["never detected", "closed otherwise"])
@pytest.mark.parametrize(("decide", "intention"), COMMANDS)
def test_a_household_that_is_not_at_risk_is_served(story: Story, decide: Decision, intention: dict[str, Any]) -> None:
    """The entry stands outside its episodes, which stay as they were; so does its stage."""
    after = story.did(decide, at=NEXT_DAY, **intention)
    assert outside(after) == [topic_of(after.entries[-1].fact)]
    assert [each.entries for each in after.household.episodes] == [each.entries for each in story.household.episodes]
    assert stage_of(after.household) is stage_of(story.household)


@pytest.mark.parametrize("story", NOT_AT_RISK, ids=["never detected", "closed otherwise"])
def test_what_is_of_an_episode_alone_is_refused(story: Story) -> None:
    """Nothing is verified, cleared or checked where nothing was found."""
    given(story).when(verify, source=VerificationSource.VISIT).then_refuses(NoOpenEpisodeError)
    given(story).when(propose_clearance).then_refuses(NoOpenEpisodeError)
    check: dict[str, Any] = {"milestone": Milestone.THREE_MONTHS, "still_employed": True}
    given(story).when(check_retention, **check).then_refuses(NotNowError)
    given(story).when(pause_deadline, deadline="difficulty", reason="x").then_refuses(NoOpenEpisodeError)


@pytest.mark.parametrize("story", NOT_AT_RISK, ids=["never detected", "closed otherwise"])
def test_a_duty_outside_stands_still_and_runs_again(story: Story) -> None:
    """It is paused, kept outside, and its days count again from the day on which it is resumed."""
    raised = story.did(raise_difficulty, kind=CARE, owner=CADRE, due_on=LATER)
    paused = raised.did(pause_deadline, deadline="difficulty", reason="x")
    (instance,) = [each for each in instances(paused.household, paused.rules) if each.deadline == "difficulty"]
    assert (instance.episode, instance.paused, instance.due_on) == (OUTSIDE, True, None)
    again = paused.did(resume_deadline, deadline="difficulty")
    (instance,) = [each for each in instances(again.household, again.rules) if each.deadline == "difficulty"]
    assert (instance.paused, instance.due_on) == (False, LATER)


def test_a_standing_cadre_takes_over_and_is_released() -> None:
    """Assigned, accepted, handed over, released: the same two sides as in an episode."""
    held = a_registered_household().did(assign_cadre, cadre=CADRE).did(accept_household, by=CADRE)
    assert held.household.cadre == CADRE
    handed = held.did(assign_cadre, cadre=SUCCESSOR)
    assert handed.household.cadre == CADRE
    taken = handed.did(accept_household, by=SUCCESSOR)
    assert taken.household.cadre == SUCCESSOR
    assert taken.did(release_cadre, reason="调离").household.cadre is None
    assert taken.occurrences("assign") == taken.occurrences("first-visit") == taken.occurrences("contact") == []


def test_a_standing_cadre_stays_until_the_episode_has_one() -> None:
    """The level too; the episode asks for a cadre of its own, who may be somebody else, and after it he is back."""
    story = a_registered_household().did(assign_cadre, cadre=CADRE).did(set_level, level=Level.KEY)
    found = story.did(record_return, at=NEXT_DAY, member=1, on=NEXT_DAY)
    assert stage_of(found.household) is Stage.DETECTED
    assert (found.household.cadre, found.household.level) == (CADRE, Level.KEY)
    confirmed = found.did(verify, at=NEXT_DAY, by=TOWNSHIP_OFFICIAL, source=VerificationSource.VISIT)
    assert confirmed.deadline("assign").unmet
    given(confirmed).when(accept_household, by=CADRE).then_refuses(NotNowError)
    assigned = confirmed.did(assign_cadre, at=NEXT_DAY, cadre=SUCCESSOR)
    assert assigned.household.cadre == SUCCESSOR
    closed = assigned.happened(MOVED, at=LATER)
    assert closed.household.cadre == CADRE


def test_a_standing_cadre_is_released_during_an_episode() -> None:
    """Who leaves leaves everything; the release stands where he was assigned."""
    story = a_registered_household().did(assign_cadre, cadre=CADRE)
    found = story.did(record_return, at=NEXT_DAY, member=1, on=NEXT_DAY)
    released = found.did(release_cadre, at=NEXT_DAY, reason="调离")
    assert isinstance(released.entries[-1].fact, CadreReleased)
    assert released.household.cadre is None
    assert outside(released)[-1] == "cadre-released"


def test_a_report_outside_an_episode_is_receipted_each_time() -> None:
    """One a day; who came home this year and next year is reported twice."""
    story = a_registered_household().did(report_household).did(receipt_report, office=Office.TOWNSHIP)
    given(story).when(report_household).then_quiet()
    again = story.did(report_household, at=NEXT_DAY)
    assert topic_of(again.entries[-1].fact) == "household-reported"
    assert given(again).when(receipt_report, at=NEXT_DAY, office=Office.TOWNSHIP).facts
    assert [each.unmet for each in instances(again.household, again.rules) if each.subject == "township"] == [
        False,
        True,
    ]


def test_whoever_has_a_measure_agreed_does_not_leave_in_silence() -> None:
    """A ledger that lists him no more is asked about, as in an episode; without a measure it is not."""
    story = a_registered_household(FATHER, working(WIFE))
    asked = story.did(agree_plan, member=1, measure=Measure.LOAN, owner=CADRE, due_on=LATER)
    rule = POLICY.detection
    assert why_asked(story.household, 1, on=NEXT_DAY, rule=rule) is None
    assert why_asked(asked.household, 1, on=NEXT_DAY, rule=rule) is WhyAsked.PLAN


def test_the_green_channel_is_left_again() -> None:
    """Quiet where it was not entered."""
    given(a_registered_household()).when(close_green_channel).then_quiet()
    entered = a_registered_household().did(open_green_channel)
    assert given(entered).when(close_green_channel).facts


# ---- The order of time


def test_what_was_logged_moves_into_an_episode_that_is_found_later() -> None:
    """A visit of the moment of the detection is before it; one of the day after is the episode's."""
    story = a_bare_household()
    for day in (TUESDAY, NEXT_DAY):
        story = story.happened(REACHED, at=day)
    late = story.happened(detected().entries[-1].fact, at=TUESDAY, recorded_at=LATER)
    assert outside(late) == ["follow-up-logged"]
    assert within(late, 1) == ["detected", "follow-up-logged"]


def test_a_withdrawn_detection_leaves_its_entries_outside() -> None:
    """The other way round: what was logged in its time happened after all."""
    story = detected().happened(REACHED, at=NEXT_DAY)
    back = story.happened(EntryCorrected(version=2, withdrawn=True), at=LATER)
    assert back.household.episodes == ()
    assert outside(back) == ["follow-up-logged"]


@pytest.mark.parametrize("visit_first", [True, False])
def test_a_visit_after_a_closing_is_outside_in_either_order_of_entry(visit_first: bool) -> None:
    """The closing of Tuesday is entered before or after the visit of Wednesday."""
    story = detected(TUESDAY - timedelta(days=1))
    steps = [(REACHED, NEXT_DAY), (MOVED, TUESDAY)]
    for fact, day in steps if visit_first else reversed(steps):
        story = story.happened(fact, at=day, recorded_at=LATER)
    assert outside(story) == ["follow-up-logged"]
    assert within(story, 1) == ["detected", "closed-otherwise"]


def test_what_is_entered_late_of_a_day_before_the_detection_is_outside() -> None:
    """The cadre of that time was assigned outside; the episode's has not been assigned yet."""
    story = detected(NEXT_DAY).happened(CadreAssigned(cadre=CADRE), at=TUESDAY, recorded_at=LATER)
    assert outside(story) == ["cadre-assigned"]
    assert story.household.open_episode().cadre is None
    assert story.household.cadre == CADRE


def test_an_answer_stands_where_what_it_answers_does() -> None:
    """An offer, a difficulty and a measure from before the episode are answered there, not in the episode."""
    story = a_registered_household(FATHER, working(WIFE))
    story = story.did(offer_job, member=1, post="缝纫工", channel=Channel.PROJECT)
    story = story.did(raise_difficulty, kind=CARE, owner=CADRE, due_on=LATER)
    story = story.did(agree_plan, member=1, measure=Measure.LOAN, owner=CADRE, due_on=LATER)
    found = story.did(record_return, at=NEXT_DAY, member=4, on=NEXT_DAY)
    given(found).when(raise_difficulty, at=NEXT_DAY, kind=CARE, owner=CADRE, due_on=LATER).then_refuses(NotNowError)
    found = found.did(accept_offer, at=NEXT_DAY, offer=1).did(resolve_difficulty, at=NEXT_DAY, kind=CARE)
    found = found.did(do_measure, at=NEXT_DAY, member=1, measure=Measure.LOAN)
    assert outside(found)[-3:] == ["offer-accepted", "difficulty-resolved", "measure-done"]
    record = found.household.outside
    assert record is not None
    assert (record.difficulties, record.plans) == ((), ())
    assert not any(each.unmet for each in instances(found.household, found.rules) if each.episode == 0)


def test_the_end_of_a_job_stands_with_the_job() -> None:
    """Taken up outside; its end detects the household, and is the last thing before its episode."""
    story = a_registered_household(FATHER, working(WIFE)).did(place, member=1, kind=WorkKind.CONTRACT, since=TUESDAY)
    story = story.did(record_return, at=NEXT_DAY, member=4, on=NEXT_DAY)
    ended = story.did(end_job, at=LATER, placement=1, on=LATER, reason=JobEnd.QUIT)
    assert outside(ended) == ["placed", "member-returned", "employment-ended"]
    assert within(ended, 1) == ["detected"]


# ---- Deadlines


def test_what_was_promised_has_its_date() -> None:
    """A difficulty of 3 March runs until its own day, also when an episode begins meanwhile."""
    raised = DifficultyRaised(kind=CARE, owner=CADRE, due_on=LATER)
    story = a_bare_household().happened(raised)
    runs(story, "difficulty", "2", LATER)
    found = story.happened(detected().entries[-1].fact, at=NEXT_DAY)
    runs(found, "difficulty", "2", LATER)
    assert found.deadline("difficulty").episode == 0


def test_work_taken_up_outside_is_checked() -> None:
    """By somebody else, within ten working days, like any other."""
    story = a_registered_household(FATHER, working(WIFE)).did(place, member=1, kind=WorkKind.CONTRACT, since=TUESDAY)
    assert story.deadline("placement-check").unmet
    confirmed = story.did(confirm_placement, at=NEXT_DAY, by=TOWNSHIP_OFFICIAL, placement=1)
    assert not confirmed.deadline("placement-check").unmet


def test_a_visit_in_an_episode_meets_what_began_before_it() -> None:
    """An offer is answered by its own answer, wherever that stands."""
    story = a_registered_household(FATHER, working(WIFE)).did(
        offer_job, member=1, post="缝纫工", channel=Channel.PROJECT
    )
    found = story.did(record_return, at=NEXT_DAY, member=4, on=NEXT_DAY)
    (answer,) = given(found).when(accept_offer, at=NEXT_DAY, offer=1).facts or ()
    is_met(found, "offer-answer", "2", answer, NEXT_DAY)


@pytest.mark.parametrize(("day", "steps"), [(date(2026, 3, 12), [Reminded]), (date(2026, 3, 13), [Escalated])])
def test_what_is_missed_outside_is_raised_once(day: date, steps: list[type]) -> None:
    """On its last day it is reminded of, on the day after it is raised; each step stands beside what it is of."""
    story = a_registered_household().did(assign_cadre, cadre=CADRE)
    story = story.did(raise_difficulty, kind=CARE, owner=CADRE, due_on=date(2026, 3, 12))
    facts = escalate(story.household, context(day))
    assert [type(fact) for fact in facts] == steps
    raised = story.happened(*facts, at=day)
    assert escalate(raised.household, context(day)) == []
    assert outside(raised)[-1] == topic_of(facts[0])


def test_a_withdrawn_registration_ends_it_all() -> None:
    """Nobody is reminded of a household that there is not."""
    story = a_bare_household().happened(DifficultyRaised(kind=CARE, owner=CADRE, due_on=NEXT_DAY))
    gone = story.happened(EntryCorrected(version=1, withdrawn=True), at=LATER)
    assert escalate(gone.household, context(LATER, now=ten_o_clock(LATER))) == []

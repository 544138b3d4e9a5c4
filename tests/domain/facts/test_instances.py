"""What holds of every deadline instance: ends, late starts, pauses, periods ahead, provisional dates."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from casework.domain.calendar.due_dates import DayCount
from casework.domain.calendar.work_calendar import start_of
from casework.domain.codes.service.assistance import DifficultyKind, Measure
from casework.domain.codes.stages import EpisodeKind
from casework.domain.codes.work import WorkKind
from casework.domain.deadlines.changes.pauses import Pause, paused_days
from casework.domain.deadlines.instances import days_of, find, instances
from casework.domain.fact import Fact
from casework.domain.facts.assistance import DifficultyRaised, PlanAgreed
from casework.domain.facts.corrections import EntryCorrected
from casework.domain.facts.deadlines import DeadlinePaused, DeadlineResumed
from casework.domain.facts.households import Detected, Verified
from casework.domain.facts.work import Placed
from casework.domain.statuses import DayCounted
from tests.support.households.deadline_stories import (
    ACCEPTED,
    CLEARED,
    CONFIRMED,
    MOVED,
    OFFERED,
    REACHED,
    VISIT,
    detected,
    placed,
    runs,
)
from tests.support.households.stories import (
    CADRE,
    RULES,
    TUESDAY,
    ten_o_clock,
)


def test_the_default_policy_has_these_deadlines() -> None:
    """Each is tested by name in test_deadlines.py or test_deadlines_of_work.py."""
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
        "measure",
        "difficulty",
        "appointment",
        "number-check",
        "visit-after-failed-contacts",
        "complaint",
        "extension-decision",
        "roster-verification",
        "difference",
        "quarter-confirmation",
        "report-again",
        "verification-again",
        "placement-evidence",
        "difficulty-again",
        "referral-answer",
        "jurisdiction-decision",
        "objection",
        "clue",
    ]


@pytest.mark.parametrize("end", [CLEARED, MOVED])
def test_the_end_of_an_episode_ends_its_open_deadlines(end: Fact) -> None:
    """All but what it meets, retention and the welfare post."""
    story = detected().happened(CONFIRMED, ACCEPTED, OFFERED).happened(end, at=date(2026, 3, 5))
    running = {i.deadline for i in instances(story.household, RULES) if i.unmet}
    assert running == ({"retention"} if end is CLEARED else set())
    assert story.deadline("offer-answer").ended_at == ten_o_clock(date(2026, 3, 5))


LATER = (
    OFFERED,
    DifficultyRaised(kind=DifficultyKind.CARE, owner=CADRE, due_on=date(2026, 3, 15)),
    Placed(placement=1, member=1, kind=WorkKind.PUBLIC_WELFARE, since=TUESDAY),
    REACHED,
)


def test_duties_begin_after_a_clearance_too_but_regular_contact_does_not() -> None:
    """A difficulty of somebody who has work has its date; a new episode ends what is then unmet."""
    story = detected().happened(CLEARED).happened(*LATER, at=date(2026, 3, 4))
    assert [story.occurrences(name) for name in ("offer-answer", "difficulty", "placement-check")] == [
        ["4"],
        ["5"],
        ["6"],
    ]
    assert story.occurrences("contact") == []
    assert story.deadline("difficulty").unmet


def test_what_starts_after_a_closing_runs_outside_episodes() -> None:
    """The household is served like any other: what was promised has its date, regular contact is of an episode."""
    story = detected().happened(MOVED).happened(*LATER, at=date(2026, 3, 4))
    found = [(each.episode, each.deadline) for each in instances(story.household, RULES) if each.unmet]
    assert found == [(0, name) for name in ("offer-answer", "placement-check", "welfare-post-end", "difficulty")]
    assert story.occurrences("contact") == []


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
        DayCount(date=date(2026, 3, 5), counts=True, why=DayCounted.WORKING_DAY),
        DayCount(date=date(2026, 3, 6), counts=True, why=DayCounted.WORKING_DAY),
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
    assert [(day.date.day, day.counts, day.code) for day in days] == [
        (5, False, "paused"),
        (6, False, "paused"),
        (7, False, "paused"),
        (8, False, "paused"),
        (9, True, "working-day"),
        (10, True, "working-day"),
    ]


@pytest.mark.parametrize(
    ("until", "holds"), [("2026-03-05T23:59:59+08:00", False), ("2026-03-06T00:00:00+08:00", True)]
)
def test_a_pause_that_ends_at_midnight_held_at_the_end_of_the_day(until: str, holds: bool) -> None:
    """A second earlier it did not."""
    pause = Pause(
        since=ten_o_clock(date(2026, 3, 5)),
        until=datetime.fromisoformat(until),
        by_version=3,
        lapses_at=ten_o_clock(date(2026, 5, 5)),
    )
    paused = paused_days((pause,))
    assert paused is not None
    assert paused(date(2026, 3, 5)) is holds
    assert not paused(date(2026, 3, 4))
    assert paused_days(()) is None


def test_explaining_a_paused_deadline_reads_as_if_it_were_resumed_now() -> None:
    """So that the days so far can be shown."""
    story = detected().happened(CONFIRMED, at=date(2026, 3, 4))
    paused = story.happened(DeadlinePaused(deadline="assign", occurrence="3"), at=date(2026, 3, 5))
    days = days_of(paused.deadline("assign"), RULES.calendar, now=ten_o_clock(date(2026, 3, 6)))
    assert [(day.date.day, day.code) for day in days] == [
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


def test_the_newest_of_two_that_started_together_is_the_one_recorded_last() -> None:
    """Two calls logged in one minute: the second one starts the contact that now runs."""
    story = detected().happened(CONFIRMED, ACCEPTED, REACHED, REACHED)
    assert story.occurrences("contact") == ["4", "5", "6"]
    assert story.deadline("contact").occurrence == "6"


def test_an_occurrence_is_there_once_whatever_was_corrected() -> None:
    """A second spell whose detection was withdrawn leaves two clearances in the first one: the later one counts."""
    story = detected().happened(CONFIRMED, CLEARED)
    again = Detected(episode=2, kind=EpisodeKind.NOT_RETAINED, rule="detection@1", as_of=date(2026, 6, 1))
    story = story.happened(again, CONFIRMED, CLEARED, at=date(2026, 6, 1))
    story = story.happened(EntryCorrected(version=5, withdrawn=True))
    assert story.occurrences("retention") == ["1m", "3m", "6m"]
    assert story.deadline("retention", "1m").started_at == start_of(date(2026, 7, 1))


def test_a_date_after_the_last_loaded_year_is_provisional() -> None:
    """The notice for 2027 is not out: 30 December 2026 is certain, 4 January 2027 is not."""
    story = detected(date(2026, 12, 29))
    assert not story.deadline("report").provisional
    later = detected(date(2026, 12, 31))
    runs(later, "report", "2", date(2027, 1, 1))
    assert later.deadline("report").provisional

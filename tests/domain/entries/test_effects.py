"""What a late or corrected entry moves: duties, notices, figures of a quarter (GY-17b)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from casework.domain.codes.service.assistance import FollowUpKind, Outcome
from casework.domain.codes.stages import Stage
from casework.domain.deadlines.escalation import escalate
from casework.domain.deadlines.outcomes import DutyOutcome
from casework.domain.decisions.service.follow_ups import log_follow_up
from casework.domain.entries.correction.corrections import correct_entry
from casework.domain.entries.effects import (
    DutyChange,
    DutyEffect,
    Effects,
    FigureEffect,
    NeedlessNotice,
    effects,
    household_then,
    looks_back,
)
from casework.domain.fact import Fact
from casework.domain.facts.assistance import FollowUpLogged
from casework.domain.facts.corrections import CorrectionProposed, EntryCorrected
from casework.domain.facts.deadlines import Escalated
from casework.domain.facts.households import MemberReturned
from casework.domain.household.context import DecisionContext
from tests.support.households.stories import (
    CADRE,
    RULES,
    SUPERVISOR,
    TUESDAY,
    Story,
    a_cleared_household,
    a_household_with_cadre,
    a_registered_household,
    context,
    ten_o_clock,
)

REACHED: dict[str, Any] = {"kind": FollowUpKind.VISIT, "outcome": Outcome.REACHED}
FRIDAY_6, MONDAY_9, LATER = date(2026, 3, 6), date(2026, 3, 9), date(2026, 3, 10)


def moved(story: Story, facts: list[Fact], on: date, at: date) -> Effects:
    """What these facts move that happened on one day and are recorded on another."""
    told = context(on, by=CADRE, now=ten_o_clock(at))
    after = household_then(story.household, story.entries, facts, told)
    return effects(story.household, after, RULES, at=told.now)


def visited(story: Story, on: date, at: date) -> Effects:
    """A visit of one day, entered on another."""
    told = context(on, by=CADRE, now=ten_o_clock(at))
    return moved(story, log_follow_up(story.household, told, **REACHED), on, at)


def only(found: Effects, deadline: str) -> tuple[DutyEffect, ...]:
    """What becomes of one deadline."""
    return tuple(duty for duty in found.duties if duty.deadline == deadline)


def test_a_visit_entered_late_meets_its_duty_and_takes_the_notices_back() -> None:
    """
    The first visit was due on Friday 6 March; entered on the 10th for Friday it was in time, and nobody had to know.
    """
    story = a_household_with_cadre()
    for day in (MONDAY_9, LATER):
        story = story.did(escalate, at=day, by="rule:escalation@1")
    raised = [entry.fact for entry in story.entries if isinstance(entry.fact, Escalated)]
    assert [step.step for step in raised if step.deadline == "first-visit"] == [1]
    found = visited(story, FRIDAY_6, LATER)
    assert only(found, "first-visit") == (
        DutyEffect(
            deadline="first-visit",
            occurrence="5",
            episode=1,
            change=DutyChange.MET,
            due_on=FRIDAY_6,
            was_due_on=FRIDAY_6,
            outcome=DutyOutcome.LOGGED_LATE,
            was_outcome=DutyOutcome.NOTHING_DONE,
        ),
    )
    assert found.notices == (
        NeedlessNotice(deadline="first-visit", occurrence="5", episode=1, step=1, due_on=FRIDAY_6, raised_on=MONDAY_9),
    )
    assert set(found.figures) == {
        FigureEffect(quarter="2026Q1", figure=DutyOutcome.LOGGED_LATE, change=1),
        FigureEffect(quarter="2026Q1", figure=DutyOutcome.NOTHING_DONE, change=-1),
        FigureEffect(quarter="2026Q1", figure=DutyOutcome.IN_TIME, change=1),
    }


def test_a_visit_of_the_day_after_takes_no_notice_back() -> None:
    """Done after it was raised it was called for; done late it stays done late."""
    story = a_household_with_cadre().did(escalate, at=MONDAY_9, by="rule:escalation@1")
    found = visited(story, LATER, LATER)
    assert found.notices == ()
    assert [duty.outcome for duty in only(found, "first-visit")] == [DutyOutcome.DONE_LATE]


def test_an_older_contact_changes_nothing_that_was_due_after_a_newer_one() -> None:
    """The contact of 9 March runs on as it did; the one of 6 March is told of 6 March alone."""
    story = a_household_with_cadre().did(log_follow_up, at=MONDAY_9, by=CADRE, **REACHED)
    found = visited(story, FRIDAY_6, LATER)
    assert [(duty.occurrence, duty.change) for duty in only(found, "contact")] == [("7", DutyChange.BEGUN)]
    assert found.notices == ()


def test_a_withdrawn_visit_opens_its_duty_again() -> None:
    """What it met is open, what it began is not there."""
    story = a_household_with_cadre().did(log_follow_up, at=FRIDAY_6, by=CADRE, **REACHED)
    withdrawn = EntryCorrected(version=6, withdrawn=True)
    found = moved(story, [withdrawn], LATER, LATER)
    assert [(duty.deadline, duty.change) for duty in found.duties] == [
        ("first-visit", DutyChange.OPEN_AGAIN),
        ("contact", DutyChange.OPEN_AGAIN),
        ("contact", DutyChange.GONE),
    ]


def test_a_clearance_that_is_taken_back_changes_the_figures_of_its_quarter() -> None:
    """Asked for by one it says already what it will move once a second person asks for the same."""
    story = a_cleared_household()
    words: dict[str, Any] = {"entries": story.entries, "version": 9, "reason": "错户"}
    asked = correct_entry(story.household, context(LATER, by=CADRE), **words)
    assert isinstance(asked[0], CorrectionProposed)
    found = moved(story, asked, LATER, LATER)
    assert FigureEffect(quarter="2026Q1", figure=Stage.CLEARED, change=-1) in found.figures
    story = story.happened(*asked, at=LATER, by=CADRE)
    made = correct_entry(story.household, context(LATER, by=SUPERVISOR), **words | {"entries": story.entries})
    assert isinstance(made[0], EntryCorrected)
    assert moved(story, made, LATER, LATER) == found


def test_what_was_missed_stays_missed_in_the_figures() -> None:
    """Taking back what an overdue duty began with leaves it among those that ended overdue."""
    found = moved(a_household_with_cadre(), [EntryCorrected(version=5, withdrawn=True)], LATER, LATER)
    (visit,) = only(found, "first-visit")
    assert (visit.change, visit.outcome) == (DutyChange.GONE, DutyOutcome.ENDED_OVERDUE)
    assert FigureEffect(quarter="2026Q1", figure=DutyOutcome.ENDED_OVERDUE, change=1) in found.figures
    assert not [figure for figure in found.figures if figure.change > 0 and figure.figure is DutyOutcome.IN_TIME]


def test_a_figure_belongs_to_the_quarter_of_its_day() -> None:
    """The last day of March and the first of April are of two quarters."""
    for day, quarter in ((date(2026, 3, 31), "2026Q1"), (date(2026, 4, 1), "2026Q2")):
        found = visited(a_household_with_cadre(), day, day)
        assert {figure.quarter for figure in found.figures if figure.figure is DutyOutcome.DONE_LATE} == {quarter}


def _told(day: date, at: date) -> DecisionContext:
    return context(day, now=ten_o_clock(at))


@pytest.mark.parametrize(
    ("facts", "told", "is_late"),
    [
        ([FollowUpLogged(**REACHED)], _told(TUESDAY, TUESDAY), False),
        ([FollowUpLogged(**REACHED)], _told(TUESDAY, FRIDAY_6), True),
        ([MemberReturned(member=1, on=TUESDAY)], _told(TUESDAY, TUESDAY), False),
        ([MemberReturned(member=1, on=date(2026, 3, 2))], _told(TUESDAY, TUESDAY), True),
        ([EntryCorrected(version=1)], _told(TUESDAY, TUESDAY), True),
        ([CorrectionProposed(version=1)], _told(TUESDAY, TUESDAY), True),
        ([], _told(TUESDAY, TUESDAY), False),
    ],
)
def test_what_speaks_of_an_earlier_time(facts: list[Fact], told: DecisionContext, is_late: bool) -> None:
    """A late entry, a correction, a day before today."""
    assert looks_back(facts, told) is is_late


def test_a_household_that_is_withdrawn_counts_nowhere() -> None:
    """Nothing is left of it, its figures included."""
    story = replace(a_registered_household(), day=LATER)
    found = moved(story, [EntryCorrected(version=1, withdrawn=True)], LATER, LATER)
    assert found == Effects()

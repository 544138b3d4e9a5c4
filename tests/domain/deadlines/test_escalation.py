"""Raising what fell due: one decision for each deadline, occurrence and step, however often somebody sweeps."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given as any_of
from hypothesis import settings
from hypothesis import strategies as st

from casework.domain.calendar.due_dates import working_days_late
from casework.domain.codes.service.assistance import FollowUpKind, Outcome
from casework.domain.codes.sources import Force, Office, VerificationSource
from casework.domain.codes.work import Channel, WorkKind
from casework.domain.deadlines.escalation import escalate, step_key
from casework.domain.deadlines.pause_and_resume import pause_deadline, resume_deadline
from casework.domain.decisions.findings.reports import receipt_report, report_household
from casework.domain.decisions.offers import offer_job
from casework.domain.decisions.placements import place
from casework.domain.decisions.service.follow_ups import log_follow_up
from casework.domain.errors import CaseworkError
from casework.domain.facts.corrections import EntryCorrected
from casework.domain.facts.deadlines import DeadlineResumed, Escalated, Recipient, Reminded
from casework.domain.facts.households import Verified
from casework.domain.household.context import DecisionContext
from tests.support.households.stories import (
    CADRE,
    HOUSEHOLD_ID,
    RULES,
    TOWNSHIP,
    TOWNSHIP_OFFICIAL,
    TUESDAY,
    VILLAGE,
    Decision,
    Story,
    a_cleared_household,
    a_detected_household,
    a_household_with_cadre,
    a_registered_household,
    a_reported_household,
    context,
    given,
    midnight,
)

SWEEP = "rule:escalation@1"


def raised_on(story: Story, day: date) -> list[tuple[str, str, int]]:
    """Deadline, occurrence and step of everything raised on a day."""
    facts = story.did(escalate, at=day, by=SWEEP).entries[story.version :]
    return [
        (e.fact.deadline, e.fact.occurrence, e.fact.step) for e in facts if isinstance(e.fact, Reminded | Escalated)
    ]


def test_a_reminder_says_what_is_due_when_and_whom_it_is_for() -> None:
    """Two working days before the end of the verification, under which policy and calendar."""
    given(a_reported_household_with_receipts()).when(escalate, at=date(2026, 3, 16), by=SWEEP).then(
        Reminded(
            episode=1,
            deadline="verify",
            occurrence="2",
            due_on=date(2026, 3, 18),
            due_at=midnight(date(2026, 3, 18)),
            policy="1",
            calendar=RULES.calendar.version,
            to=(Recipient(role="township", division=TOWNSHIP),),
        )
    )


def a_reported_household_with_receipts() -> Story:
    """Only the verification is still to come."""
    story = a_reported_household()
    for office in Office:
        story = story.did(receipt_report, office=office)
    return story


def test_a_missed_deadline_is_raised_with_the_days_it_is_late() -> None:
    """The report was due on Wednesday; Thursday is its first working day late: village and township."""
    given(a_detected_household()).when(escalate, at=date(2026, 3, 5), by=SWEEP).then(
        Escalated(
            episode=1,
            deadline="report",
            occurrence="2",
            step=1,
            due_on=date(2026, 3, 4),
            due_at=midnight(date(2026, 3, 4)),
            working_days_late=1,
            policy="1",
            calendar=RULES.calendar.version,
            to=(Recipient(role="village", division=VILLAGE), Recipient(role="township", division=TOWNSHIP)),
            force=Force.INTERNAL,
        )
    )


def test_nothing_is_raised_on_the_last_day() -> None:
    """It ends at 24:00."""
    given(a_detected_household()).when(escalate, at=date(2026, 3, 4), by=SWEEP).then_quiet()


@pytest.mark.parametrize(
    ("day", "steps"), [(date(2026, 3, 6), [1]), (date(2026, 3, 9), [1, 2]), (date(2026, 3, 12), [1, 2, 3])]
)
def test_step_by_step_up_the_ladder(day: date, steps: list[int]) -> None:
    """One, three and six working days late; what was missed meanwhile is raised in order."""
    assert raised_on(a_detected_household(), day) == [("report", "2", step) for step in steps]


def test_a_second_sweep_finds_nothing_to_do() -> None:
    """Nor does one on the day before the next step."""
    story = a_detected_household().did(escalate, at=date(2026, 3, 5), by=SWEEP)
    given(story).when(escalate, at=date(2026, 3, 5), by=SWEEP).then_quiet()
    given(story).when(escalate, at=date(2026, 3, 8), by=SWEEP).then_quiet()


def test_what_was_done_meanwhile_is_not_raised() -> None:
    """Reported on Thursday, a day late: the county is not told."""
    story = a_detected_household().did(escalate, at=date(2026, 3, 5), by=SWEEP).did(report_household)
    assert ("report", "2", 2) not in raised_on(story, date(2026, 3, 9))


def test_a_household_not_at_risk_or_withdrawn_is_left_alone() -> None:
    """Nothing runs."""
    far = date(2027, 3, 3)
    given(a_registered_household()).when(escalate, at=far).then_quiet()
    withdrawn = a_detected_household().happened(EntryCorrected(version=1, withdrawn=True))
    assert not withdrawn.household.known
    given(withdrawn).when(escalate, at=far).then_quiet()


def test_retention_is_raised_after_clearing() -> None:
    """The check at one month opens on 3 April 2026 and is due on Monday 20, Tomb-Sweeping Day in between."""
    story = a_cleared_household()
    assert raised_on(story, date(2026, 4, 15)) == []
    assert raised_on(story, date(2026, 4, 16)) == [("retention", "1m", 0)]
    assert raised_on(story, date(2026, 4, 21)) == [("retention", "1m", 1)]


def test_a_paused_deadline_is_raised_after_it_was_resumed() -> None:
    """Not while it stands still, however long."""
    story = a_detected_household().did(pause_deadline, at=date(2026, 3, 4), deadline="report", reason="山洪断路")
    assert ("report", "2", 1) not in raised_on(story, date(2026, 3, 31))
    resumed = story.did(resume_deadline, at=date(2026, 3, 31), deadline="report")
    assert resumed.deadline("report").due_on == date(2026, 3, 31)
    assert ("report", "2", 1) not in raised_on(resumed, date(2026, 3, 31))
    assert ("report", "2", 1) in raised_on(resumed, date(2026, 4, 1))


def test_a_pause_that_used_up_its_limit_ends_by_itself() -> None:
    """Paused on 4 March for the policy's 60 days: on 2 May it stands still, on 3 May the sweep records that it runs."""
    story = a_reported_household_with_receipts()
    story = story.did(pause_deadline, at=date(2026, 3, 4), deadline="verify", reason="山洪断路")
    given(story).when(escalate, at=date(2026, 5, 2), by=SWEEP).then_quiet()
    running = DeadlineResumed(deadline="verify", occurrence="2")
    given(story).when(escalate, at=date(2026, 5, 3), by=SWEEP).then(running)
    swept = story.did(escalate, at=date(2026, 5, 3), by=SWEEP)
    assert swept.deadline("verify").due_on == date(2026, 5, 18)  # 15 days from 3 May on, the 17th being a Sunday
    given(swept).when(escalate, at=date(2026, 5, 3), by=SWEEP).then_quiet()


def test_days_beyond_the_limit_count_also_when_the_sweep_was_down() -> None:
    """The first sweep after 19 May records that it ran again, and at once the step that is due by then."""
    story = a_reported_household_with_receipts()
    story = story.did(pause_deadline, at=date(2026, 3, 4), deadline="verify", reason="山洪断路")
    late = story.did(escalate, at=date(2026, 5, 19), by=SWEEP)
    assert [type(entry.fact) for entry in late.entries[story.version :]] == [DeadlineResumed, Escalated]
    assert late.deadline("verify").due_on == date(2026, 5, 18)
    given(late).when(escalate, at=date(2026, 5, 19), by=SWEEP).then_quiet()


def test_a_deadline_that_ended_while_it_stood_still_is_not_resumed() -> None:
    """A verified household has nothing to run again, however long ago it was paused."""
    story = a_reported_household_with_receipts()
    story = story.did(pause_deadline, at=date(2026, 3, 4), deadline="verify", reason="山洪断路")
    story = story.happened(Verified(confirmed=False, source=VerificationSource.VISIT), at=date(2026, 3, 5))
    assert DeadlineResumed not in {
        type(fact) for fact in escalate(story.household, context(date(2026, 8, 3), by=SWEEP))
    }


def test_a_month_of_downtime_is_caught_up_in_ladder_order() -> None:
    """Each missed step exactly once; reminders whose deadlines have passed never."""
    raised = raised_on(a_household_with_cadre(), date(2026, 4, 3))
    assert raised == [
        ("report", "2", 1),
        ("report", "2", 2),
        ("report", "2", 3),
        ("first-visit", "5", 1),
        ("first-visit", "5", 2),
        ("first-visit", "5", 3),
        ("plan", "5/1", 1),
        ("plan", "5/1", 2),
        ("plan", "5/1", 3),
        ("first-offer", "5", 1),
        ("first-offer", "5", 2),
        ("first-offer", "5", 3),
        ("contact", "5", 1),
        ("employed", "3", 1),
    ]


def test_the_key_of_a_step_is_unique_everywhere() -> None:
    """Household, episode, deadline, occurrence, step, and the last day it is for."""
    household = a_detected_household().household
    (fact,) = escalate(household, DecisionContext(by=SWEEP, occurred_at=NOON, now=NOON, rules=RULES))
    assert isinstance(fact, Escalated)
    assert step_key(household, fact) == f"{HOUSEHOLD_ID}/1/report/2/1/2026-03-04"


NOON = datetime.fromisoformat("2026-03-05T12:00:00+08:00")

DEEDS: list[tuple[Decision, str, dict[str, Any]]] = [
    (report_household, CADRE, {}),
    (log_follow_up, CADRE, {"kind": FollowUpKind.VISIT, "outcome": Outcome.REACHED}),
    (offer_job, CADRE, {"member": 1, "post": "保安", "channel": Channel.SOCIAL}),
    (place, CADRE, {"member": 1, "kind": WorkKind.PUBLIC_WELFARE, "since": TUESDAY}),
    (pause_deadline, TOWNSHIP_OFFICIAL, {"deadline": "contact", "reason": "住院"}),
    (pause_deadline, TOWNSHIP_OFFICIAL, {"deadline": "clear", "reason": "住院"}),
    (resume_deadline, CADRE, {"deadline": "contact"}),
]


@st.composite
def histories(draw: st.DrawFn) -> Story:
    """A household with a cadre to whom some things happen on some days."""
    story = a_household_with_cadre()
    for deed, days in draw(st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 20)), max_size=6)):
        decide, by, intention = deed
        try:
            story = story.did(decide, at=story.day + timedelta(days=days), by=by, **intention)
        except CaseworkError:
            continue
    return story


@settings(max_examples=60)
@any_of(histories(), st.lists(st.integers(0, 40), min_size=1, max_size=5))
def test_every_step_is_raised_exactly_once_however_the_sweeps_fall(story: Story, pauses: list[int]) -> None:
    """Sweep twice = once, and many small sweeps raise what one after the downtime raises, but reminders it missed."""
    start, end = story.day, story.day + timedelta(days=sum(pauses))
    swept = story
    for days in pauses:
        swept = swept.did(escalate, at=swept.day + timedelta(days=days), by=SWEEP)
        given(swept).when(escalate, by=SWEEP).then_quiet()
    assert swept.day == max(start, end)
    facts = [e.fact for e in swept.entries if isinstance(e.fact, Reminded | Escalated)]
    keys = [step_key(swept.household, fact) for fact in facts]
    assert len(keys) == len(set(keys))
    at_once = {k for k in raised_on(story, end) if k[2] > 0}
    assert {(f.deadline, f.occurrence, f.step) for f in facts if f.step > 0} == at_once
    for fact in facts:
        if isinstance(fact, Escalated):
            assert fact.working_days_late <= working_days_late(fact.due_on, end, RULES.calendar)
    for instance in {(f.deadline, f.occurrence) for f in facts}:
        steps = [f.step for f in facts if (f.deadline, f.occurrence) == instance]
        assert steps == sorted(steps)

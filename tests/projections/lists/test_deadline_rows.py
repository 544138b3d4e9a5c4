"""Which of a household's deadlines stand in the list."""

from __future__ import annotations

from datetime import date, datetime, time

from casework.domain.calendar.work_calendar import SHANGHAI
from casework.domain.codes.stages import EpisodeKind
from casework.domain.facts.corrections import EntryCorrected
from casework.domain.facts.deadlines import Escalated
from casework.domain.facts.households import Detected
from projections.lists.deadline_list import instance_rows
from tests.support.households.deadline_stories import CLEARED, CONFIRMED, detected
from tests.support.households.stories import RULES, Story

JUNE = date(2026, 6, 1)


def two_spells() -> Story:
    """A household cleared, then found again and verified."""
    again = Detected(episode=2, kind=EpisodeKind.NOT_RETAINED, rule="detection@1", as_of=JUNE)
    return detected().happened(CONFIRMED, CLEARED).happened(again, CONFIRMED, at=JUNE)


def listed(story: Story) -> list[tuple[int, str]]:
    """Episode and name of every deadline in the list that was met, of earlier spells also what was not."""
    rows = instance_rows(story.household, RULES)
    last = max(row.episode for row in rows)
    return [(row.episode, row.deadline) for row in rows if row.met_at is not None or row.episode < last]


def test_of_an_earlier_spell_what_was_met_or_missed_stays_listed_and_what_ended_in_time_does_not() -> None:
    """What was done or missed in the first spell counts in the report of outcomes; what came to nothing is history."""
    assert listed(two_spells()) == [(1, "verify"), (1, "clear"), (1, "retention"), (2, "verify")]


def test_the_last_spell_is_the_last_one_also_when_the_first_was_withdrawn() -> None:
    """It keeps its number, and everything of it stays in the list."""
    story = two_spells().happened(EntryCorrected(version=2, withdrawn=True), at=JUNE)
    assert listed(story) == [(2, "verify")]


def test_a_reminder_that_was_missed_wakes_nobody_for_ever() -> None:
    """Before a step is raised the reminder wakes the sweep; once one is, only the next step does, and then nothing."""
    story = detected()
    (verify,) = [row for row in instance_rows(story.household, RULES) if row.deadline == "verify"]
    assert verify.remind_at is not None
    assert verify.wakes_at == verify.remind_at
    for step in (1, 2, 3):
        story = story.happened(raised(step, verify.occurrence, verify.due_on), at=JUNE)
        (row,) = [row for row in instance_rows(story.household, RULES) if row.deadline == "verify"]
        assert row.remind_at is None
        assert row.wakes_at == row.next_step_at
        assert (row.wakes_at is None) == (step == 3)


def raised(step: int, occurrence: str, due_on: str | None) -> Escalated:
    assert due_on is not None
    due = date.fromisoformat(due_on)
    return Escalated(
        episode=1,
        deadline="verify",
        occurrence=occurrence,
        step=step,
        due_on=due,
        due_at=datetime.combine(due, time(18), SHANGHAI),
        working_days_late=step,
        policy="1",
        calendar="1",
    )

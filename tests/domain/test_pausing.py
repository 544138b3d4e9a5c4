"""Letting a deadline stand still and run again."""

from __future__ import annotations

from datetime import date
from typing import Any

from casework.domain.codes import Channel, NotEligible, VerificationSource
from casework.domain.decisions.offering import accept_offer, offer_job
from casework.domain.decisions.pausing import pause_deadline, resume_deadline
from casework.domain.decisions.verifying import report_household, verify
from casework.domain.errors import NoOpenEpisodeError, NotNowError
from casework.domain.facts.assistance import NotePrivate
from casework.domain.facts.deadlines import DeadlinePaused, DeadlineResumed
from casework.domain.facts.fact import HOUSEHOLD
from tests.domain.stories import (
    CADRE,
    Decision,
    Story,
    a_cleared_household,
    a_detected_household,
    a_household_with_offer,
    a_registered_household,
    given,
)

REASON = {HOUSEHOLD: NotePrivate(text="住院")}


def two_offers() -> Story:
    """Offers 6 and 7 are open."""
    return a_household_with_offer().did(offer_job, by=CADRE, member=1, post="保安", channel=Channel.SOCIAL)


def test_a_running_deadline_is_paused_with_its_reason() -> None:
    """The reason is sealed."""
    given(a_detected_household()).when(pause_deadline, deadline="verify", reason="住院").then(
        DeadlinePaused(deadline="verify", occurrence="2", private=REASON)
    )


def test_without_an_occurrence_all_running_ones_are_paused() -> None:
    """With one only that one; answered offers have nothing to pause."""
    story = two_offers()
    given(story).when(pause_deadline, deadline="offer-answer", reason="住院").then(
        DeadlinePaused(deadline="offer-answer", occurrence="6", private=REASON),
        DeadlinePaused(deadline="offer-answer", occurrence="7", private=REASON),
    )
    given(story).when(pause_deadline, deadline="offer-answer", occurrence="7", reason="住院").then(
        DeadlinePaused(deadline="offer-answer", occurrence="7", private=REASON)
    )
    answered = story.did(accept_offer, offer=1)
    given(answered).when(pause_deadline, deadline="offer-answer", reason="住院").then(
        DeadlinePaused(deadline="offer-answer", occurrence="7", private=REASON)
    )


def test_pausing_twice_is_quiet() -> None:
    """It stands still."""
    story = a_detected_household().did(pause_deadline, deadline="verify", reason="住院")
    given(story).when(pause_deadline, deadline="verify", reason="住院").then_quiet()


def test_an_overdue_deadline_cannot_be_paused() -> None:
    """On its last day it can, on the day after no more."""
    story = a_detected_household()
    given(story).when(pause_deadline, at=date(2026, 3, 4), deadline="report", reason="住院").then(
        DeadlinePaused(deadline="report", occurrence="2", private=REASON)
    )
    given(story).when(pause_deadline, at=date(2026, 3, 5), deadline="report", reason="住院").then_refuses(
        NotNowError, "overdue"
    )


def test_of_several_only_those_not_overdue_are_paused() -> None:
    """The first offer's answer is late on 11 March, the second's is not."""
    story = a_household_with_offer().did(
        offer_job, at=date(2026, 3, 10), by=CADRE, member=1, post="保安", channel=Channel.SOCIAL
    )
    given(story).when(pause_deadline, at=date(2026, 3, 11), deadline="offer-answer", reason="住院").then(
        DeadlinePaused(deadline="offer-answer", occurrence="7", private=REASON)
    )


def test_what_does_not_run_is_neither_paused_nor_resumed() -> None:
    """An unknown name, a met one, one of another occurrence, one not begun, no episode."""
    story = a_detected_household().did(report_household)
    ways: list[tuple[Decision, dict[str, Any]]] = [(pause_deadline, {"reason": "住院"}), (resume_deadline, {})]
    for decide, words in ways:
        given(story).when(decide, deadline="dinner", **words).then_refuses(NotNowError, "there are report")
        given(story).when(decide, deadline="report", **words).then_refuses(NotNowError, "report is running")
        given(story).when(decide, deadline="verify", occurrence="9", **words).then_refuses(NotNowError)
        given(a_cleared_household()).when(decide, deadline="retention", **words).then_refuses(NotNowError)
        given(a_registered_household()).when(decide, deadline="verify", **words).then_refuses(NoOpenEpisodeError)
        moved = a_detected_household().did(verify, source=VerificationSource.VISIT, reason=NotEligible.MOVED)
        given(moved).when(decide, deadline="report", **words).then_refuses(NoOpenEpisodeError)


def test_a_retention_check_can_be_paused_once_it_has_opened() -> None:
    """On 3 April the first of the three runs, the others are still to come."""
    given(a_cleared_household()).when(pause_deadline, at=date(2026, 4, 3), deadline="retention", reason="住院").then(
        DeadlinePaused(deadline="retention", occurrence="1m", private=REASON)
    )


def test_a_paused_deadline_is_resumed() -> None:
    """All paused ones, or the one that is named."""
    story = two_offers().did(pause_deadline, deadline="offer-answer", reason="住院")
    given(story).when(resume_deadline, deadline="offer-answer").then(
        DeadlineResumed(deadline="offer-answer", occurrence="6"),
        DeadlineResumed(deadline="offer-answer", occurrence="7"),
    )
    given(story).when(resume_deadline, deadline="offer-answer", occurrence="6").then(
        DeadlineResumed(deadline="offer-answer", occurrence="6")
    )


def test_resuming_what_runs_is_quiet() -> None:
    """Nothing stands still."""
    given(a_detected_household()).when(resume_deadline, deadline="verify").then_quiet()


def test_it_can_be_paused_again() -> None:
    """Two pauses, each skips its own days."""
    story = a_detected_household().did(pause_deadline, deadline="verify", reason="住院")
    story = story.did(resume_deadline, at=date(2026, 3, 5), deadline="verify")
    story = story.did(pause_deadline, at=date(2026, 3, 9), deadline="verify", reason="住院")
    story = story.did(resume_deadline, at=date(2026, 3, 10), deadline="verify")
    instance = story.deadline("verify")
    assert [(pause.since.day, pause.until and pause.until.day) for pause in instance.pauses] == [(3, 5), (9, 10)]
    assert instance.due_on == date(2026, 3, 20)  # 18 March and two days: the 4th and the 9th; the 3rd never counted

"""No back door (GY-12f): what a second person's decision rests on, and what an overdue duty began with, takes two."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from casework.domain.codes.clearance import Closing
from casework.domain.codes.people import MembershipGround
from casework.domain.codes.service.assistance import FollowUpKind, Outcome
from casework.domain.codes.work import JobEnd
from casework.domain.decisions.closing import decide_closing, propose_closing
from casework.domain.decisions.membership.departures import leave_household
from casework.domain.decisions.placements import end_job
from casework.domain.decisions.service.follow_ups import log_follow_up
from casework.domain.entries.correction.corrections import correct_entry
from casework.domain.errors import InvalidValueError, NotNowError
from casework.domain.fact import HOUSEHOLD
from casework.domain.facts.assistance import NotePrivate
from casework.domain.facts.corrections import CorrectionProposed, EntryCorrected
from casework.domain.household.stages import stage_of
from tests.support.households.stories import (
    CADRE,
    CLERK,
    SUPERVISOR,
    TUESDAY,
    Story,
    When,
    a_cleared_household,
    a_confirmed_household,
    a_detected_household,
    a_household_with_cadre,
    a_placed_household,
    a_registered_household,
    a_stable_household,
    given,
)

WHY = {HOUSEHOLD: NotePrivate(text="录入错误")}
LATER = date(2026, 4, 20)


def correcting(story: Story, version: int, changes: dict[str, Any] | None = None, **who: Any) -> When:
    """Somebody corrects an entry, or without changes takes it back."""
    words: dict[str, Any] = {"entries": story.entries, "version": version, "changes": changes, "reason": "录入错误"}
    return given(story).when(correct_entry, **words, **who)


def corrected(story: Story, version: int, changes: dict[str, Any] | None = None, **who: Any) -> Story:
    """The story with what came of it."""
    words: dict[str, Any] = {"entries": story.entries, "version": version, "changes": changes, "reason": "录入错误"}
    return story.did(correct_entry, **words, **who)


def a_closed_household() -> Story:
    """Version 6 proposed, version 7 closed as moved, which was the wrong household."""
    story = a_household_with_cadre().did(propose_closing, at=date(2026, 3, 10), reason=Closing.MOVED)
    return story.did(decide_closing, at=date(2026, 3, 10), by=SUPERVISOR, reason=Closing.MOVED)


A_DEATH = a_registered_household().did(leave_household, member=1, ground=MembershipGround.DEAD)


@pytest.mark.parametrize(
    ("story", "version", "changes"),
    [
        (a_confirmed_household(), 6, {"contract_months": 24}),
        (a_confirmed_household(), 6, None),
        (a_cleared_household(), 6, {"contract_months": 1}),
        (a_cleared_household(), 7, None),
        (a_cleared_household(), 8, None),
        (a_cleared_household(), 3, {"findings": [{"member": 1, "finding": "willing"}]}),
        (a_cleared_household(), 9, None),
        (a_stable_household(), 10, {"employed": False}),
        (a_stable_household(), 12, None),
        (a_closed_household(), 6, {"reason": "deceased"}),
        (a_closed_household(), 7, {"reason": "deceased"}),
        (a_closed_household(), 7, None),
        (A_DEATH, 2, {"movements": []}),
    ],
)
def test_what_a_second_person_decided_or_relied_on_takes_two(
    story: Story, version: int, changes: dict[str, Any] | None
) -> None:
    """The first one asks, which changes nothing; asking again is quiet; the same asked by another makes it."""
    withdrawn = changes is None
    asked = CorrectionProposed(version=version, withdrawn=withdrawn, changes=changes or {}, private=WHY)
    correcting(story, version, changes, by=CADRE).then(asked)
    pending = corrected(story, version, changes, by=CADRE)
    assert stage_of(pending.household) is stage_of(story.household)
    assert pending.household.placements == story.household.placements
    correcting(pending, version, changes, by=CADRE).then_quiet()
    made = correcting(pending, version, changes, by=SUPERVISOR).facts or ()
    assert made[:1] == [EntryCorrected(version=version, withdrawn=withdrawn, changes=changes or {}, private=WHY)]


@pytest.mark.parametrize(
    ("story", "version", "changes"),
    [
        (a_placed_household(), 6, {"contract_months": 24}),
        (a_placed_household(), 6, None),
        (a_household_with_cadre().did(log_follow_up, kind=FollowUpKind.CALL, outcome=Outcome.AWAY), 6, None),
    ],
)
def test_what_nobody_decided_on_is_corrected_by_one(story: Story, version: int, changes: dict[str, Any] | None) -> None:
    """A slip of the pen stays a matter of one command."""
    correcting(story, version, changes).then(
        EntryCorrected(version=version, withdrawn=changes is None, changes=changes or {}, private=WHY)
    )


@pytest.mark.parametrize(
    ("story", "version", "changes"),
    [
        (a_detected_household(), 1, None),
        (a_household_with_cadre(), 1, None),
        (a_household_with_cadre(), 3, {"confirmed": False, "reason": "moved"}),
    ],
)
def test_nobody_takes_a_household_out_by_a_correction(
    story: Story, version: int, changes: dict[str, Any] | None
) -> None:
    """The registration, a finding turned round: in time as overdue somebody else has to ask too."""
    asked = CorrectionProposed(version=version, withdrawn=changes is None, changes=changes or {}, private=WHY)
    for day in (TUESDAY, LATER):
        correcting(story, version, changes, at=day, by=CADRE).then(asked)
        pending = corrected(story, version, changes, at=day, by=CADRE)
        assert pending.household.open_episode().number == 1
        made = corrected(pending, version, changes, at=day, by=SUPERVISOR).household
        assert (made.known, made.episodes) != (True, pending.household.episodes)


@pytest.mark.parametrize(("story", "version"), [(a_detected_household(), 2), (a_household_with_cadre(), 5)])
def test_taking_back_what_began_an_overdue_duty_takes_two(story: Story, version: int) -> None:
    """The detection, which is made anew at once, the cadre's own acceptance: overdue it takes two, in time it does not."""
    in_time = correcting(story, version, at=TUESDAY, by=CADRE).facts or ()
    assert isinstance(in_time[0], EntryCorrected)
    correcting(story, version, at=LATER, by=CADRE).then(
        CorrectionProposed(version=version, withdrawn=True, private=WHY)
    )


def test_another_correction_is_no_second_word() -> None:
    """Each has to be asked for by two; and one that was made is asked for anew."""
    story = corrected(a_confirmed_household(), 6, {"contract_months": 24}, by=CADRE)
    other = {"contract_months": 36}
    correcting(story, 6, other, by=SUPERVISOR).then(CorrectionProposed(version=6, changes=other, private=WHY))
    made = corrected(story, 6, {"contract_months": 24}, by=SUPERVISOR)
    assert made.household.placements[0].contract_months == 24
    back = {"contract_months": 12}
    correcting(made, 6, back, by=CADRE).then(CorrectionProposed(version=6, changes=back, private=WHY))


def test_a_closing_taken_back_leaves_everything_as_it_was() -> None:
    """The cadre, the level of every clock: the episode is open again and its deadlines run on from their own starts."""
    story = a_closed_household()
    before = a_household_with_cadre()
    back = corrected(corrected(story, 7, at=date(2026, 3, 12), by=CLERK), 7, at=date(2026, 3, 12), by=SUPERVISOR)
    episode = back.household.open_episode()
    assert (episode.cadre, episode.accepted, episode.closing) == (CADRE, True, Closing.MOVED)
    for name in ("first-visit", "plan", "employed"):
        assert back.deadline(name).due_on == before.deadline(name).due_on
        assert back.deadline(name).unmet


def test_a_coded_reason_is_changed_where_it_finds_nothing_else_of_the_members() -> None:
    """Moved becomes deceased; to unwilling it has to be proposed anew, with its signed record."""
    story = a_closed_household()
    words = {"reason": "deceased"}
    made = corrected(corrected(story, 7, words, by=CLERK), 7, words, by=SUPERVISOR)
    assert made.household.episodes[0].state == "closed-otherwise"
    correcting(story, 7, {"reason": "unwilling"}).then_refuses(InvalidValueError, field="reason")


def test_a_clearance_is_not_taken_back_behind_a_new_episode() -> None:
    """What came after it would hang in the air."""
    lost = a_cleared_household().did(end_job, at=LATER, placement=1, on=LATER, reason=JobEnd.QUIT)
    correcting(lost, 9, at=LATER).then_refuses(NotNowError, "new episode")


def test_what_was_overdue_stays_missed_when_its_beginning_is_taken_back() -> None:
    """The correction keeps deadline, last day and whose duty it was (GY-17c); in time nothing was missed."""
    story = a_household_with_cadre()
    pending = corrected(story, 5, at=LATER, by=CADRE)
    (made,) = correcting(pending, 5, at=LATER, by=SUPERVISOR).facts or ()
    assert isinstance(made, EntryCorrected)
    assert [(duty.deadline, duty.due_on, duty.responsible.account) for duty in made.missed] == [
        ("first-visit", date(2026, 3, 6), CADRE),
        ("plan", date(2026, 3, 10), CADRE),
        ("first-offer", date(2026, 3, 17), CADRE),
        ("contact", date(2026, 4, 2), CADRE),
    ]
    after = corrected(pending, 5, at=LATER, by=SUPERVISOR).household
    assert [each.duty for each in after.missed] == list(made.missed)
    (in_time,) = correcting(story, 5, at=TUESDAY, by=CADRE).facts or ()
    assert isinstance(in_time, EntryCorrected)
    assert in_time.missed == ()

"""Putting an earlier entry right, or taking it back, without touching it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from casework.domain.codes.clearance import ProposalReturn
from casework.domain.codes.sources import VerificationSource
from casework.domain.codes.stages import EpisodeKind
from casework.domain.codes.verification import NotEligible
from casework.domain.codes.work import Channel, WorkKind
from casework.domain.deadlines.escalation import escalate
from casework.domain.deadlines.pause_and_resume import pause_deadline, resume_deadline
from casework.domain.decisions.exits.not_eligible import return_not_eligible
from casework.domain.decisions.offers import offer_job
from casework.domain.decisions.registration import register, update_members
from casework.domain.decisions.verification import verify
from casework.domain.entries.correction.corrections import NotCorrectableError, correct_entry
from casework.domain.errors import InvalidValueError, NotNowError
from casework.domain.fact import HOUSEHOLD
from casework.domain.facts.assistance import NotePrivate
from casework.domain.facts.corrections import EntryCorrected
from casework.domain.facts.deadlines import Escalated
from casework.domain.facts.households import Detected, Registered, Verified
from casework.domain.household.evolution.corrections import with_corrections
from tests.support.households.stories import (
    CADRE,
    FAMILY,
    FATHER,
    SUPERVISOR,
    VILLAGE,
    WIFE,
    Story,
    When,
    a_cleared_household,
    a_confirmed_household,
    a_detected_household,
    a_household_with_cadre,
    a_placed_household,
    a_registered_household,
    a_statement,
    found_not_eligible,
    given,
    working,
)

WHY = {HOUSEHOLD: NotePrivate(text="录入错误")}
IN_APRIL = date(2026, 4, 8)


def correcting(story: Story, version: int, changes: dict[str, Any] | None = None) -> When:
    """Somebody corrects an entry of the story, or without changes takes it back."""
    return given(story).when(correct_entry, entries=story.entries, version=version, changes=changes, reason="录入错误")


def by_two(story: Story, version: int, changes: dict[str, Any] | None = None) -> Story:
    """The story with the correction in it that one person asked for and another made."""
    asked = corrected(story, version, changes)
    return asked.did(
        correct_entry, by=SUPERVISOR, entries=asked.entries, version=version, changes=changes, reason="录入错误"
    )


def corrected(story: Story, version: int, changes: dict[str, Any] | None = None) -> Story:
    """The story with the correction in it."""
    return story.did(correct_entry, entries=story.entries, version=version, changes=changes, reason="录入错误")


def test_a_value_is_put_right_and_the_entry_stays_visible() -> None:
    """The pay was 3,400; the placement now says so, and the entry still says what it said."""
    story = a_placed_household(monthly_pay=Decimal(3200))
    correcting(story, 6, {"monthly_pay": "3400"}).then(
        EntryCorrected(version=6, changes={"monthly_pay": "3400"}, private=WHY)
    )
    after = corrected(story, 6, {"monthly_pay": "3400"})
    assert after.household.placements[0].monthly_pay == Decimal(3400)
    assert after.entries[:6] == story.entries
    assert after.household.version == 7


def test_an_entry_is_taken_back() -> None:
    """The household is as if it had never been, and every version keeps its place."""
    story = a_placed_household()
    correcting(story, 6).then(EntryCorrected(version=6, withdrawn=True, private=WHY))
    household = corrected(story, 6).household
    assert (household.placements, household.version) == ((), 7)
    assert not household.is_employed(1)


def test_a_withdrawn_entry_stands_as_its_correction() -> None:
    """Readers of the overlaid history see that something stood there."""
    after = corrected(a_placed_household(), 6)
    assert [entry.version for entry in with_corrections(after.entries)] == [1, 2, 3, 4, 5, 6, 7]
    assert with_corrections(after.entries)[5].fact == EntryCorrected(version=6, withdrawn=True)


def test_a_correction_speaks_of_earlier_entries_alone() -> None:
    """What is recorded after it is not touched, whatever number it names."""
    story = a_household_with_cadre().happened(EntryCorrected(version=7, withdrawn=True))
    story = story.did(offer_job, by=CADRE, member=1, post="保安", channel=Channel.SOCIAL)
    assert [offer.version for offer in story.household.offers] == [7]


def test_correcting_again_keeps_what_was_put_right_before() -> None:
    """First the pay, then the day: both stand. A third correction of the pay replaces the first."""
    story = corrected(a_placed_household(monthly_pay=Decimal(3200)), 6, {"monthly_pay": "3400"})
    story = corrected(story, 6, {"since": "2026-03-01"})
    placement = story.household.placements[0]
    assert (placement.monthly_pay, placement.since) == (Decimal(3400), date(2026, 3, 1))
    story = corrected(story, 6, {"monthly_pay": "3500"})
    assert story.household.placements[0].monthly_pay == Decimal(3500)


def test_a_withdrawn_entry_can_be_put_right_after_all() -> None:
    """The later correction counts."""
    story = corrected(corrected(a_placed_household(), 6), 6, {"contract_months": 18})
    assert [p.contract_months for p in story.household.placements] == [18]


def test_what_stands_already_is_quiet() -> None:
    """The same correction again, the same withdrawal again, or the value that the entry has."""
    story = a_placed_household(monthly_pay=Decimal(3200))
    correcting(story, 6, {"monthly_pay": "3200"}).then_quiet()
    correcting(story, 6, {}).then_quiet()
    correcting(corrected(story, 6, {"monthly_pay": "3400"}), 6, {"monthly_pay": "3400"}).then_quiet()
    correcting(corrected(story, 6), 6).then_quiet()


def test_the_household_is_judged_as_it_then_stands() -> None:
    """A father entered as employed by mistake: the correction detects the household."""
    story = a_registered_household(working(FATHER))
    right = {"members": [{"number": 1, "is_head": True, "sex": "male", "birth_date": "1985-05-05"}]}
    after = corrected(story, 1, right)
    correction, detected = (entry.fact for entry in after.entries[1:])
    assert correction == EntryCorrected(version=1, changes=right, private=WHY)
    assert isinstance(detected, Detected)
    assert after.household.member(1).now == FATHER


def test_a_verification_taken_back_reopens_the_episode() -> None:
    """Not eligible was wrong: the household is at risk as before, the proposal stands, and once returned it can be verified."""
    story = found_not_eligible(NotEligible.MOVED)
    after = by_two(story, 4)
    assert after.household.open_episode().number == 1
    given(after).when(verify, source=VerificationSource.VISIT).then_refuses(NotNowError, "decide or return")
    returned = after.did(return_not_eligible, reason=ProposalReturn.OTHER)
    given(returned).when(verify, source=VerificationSource.VISIT).then(
        Verified(confirmed=True, source=VerificationSource.VISIT, employable=(1,))
    )


def test_an_episode_reopened_behind_a_later_one_raises_nothing() -> None:
    """
    Not eligible is taken back after a second episode began: the first one's deadlines stay ended, sweep after sweep.
    """
    story = found_not_eligible(NotEligible.MOVED)
    story = story.did(update_members, at=IN_APRIL, statement=a_statement(*FAMILY, WIFE))
    assert [episode.number for episode in story.household.episodes] == [1, 2]
    after = by_two(story, 4)
    assert after.household.episodes[0].state == "open"
    swept = after.did(escalate, at=date(2026, 5, 6), by="rule:escalation@1")
    raised = [entry.fact for entry in swept.entries if isinstance(entry.fact, Escalated)]
    assert {fact.episode for fact in raised} == {2}
    given(swept).when(escalate, at=date(2026, 5, 6)).then_quiet()


def test_a_registration_taken_back_leaves_an_unknown_household() -> None:
    """It counts nowhere until it is registered again, under versions that go on."""
    story = by_two(a_detected_household(), 1)
    assert not story.household.known
    assert story.version == 4
    after = story.did(register, village=VILLAGE, number="0012", statement=a_statement(working(FATHER)))
    assert after.household.known
    assert isinstance(after.entries[4].fact, Registered)


def test_an_episode_whose_detection_was_taken_back_is_not_counted() -> None:
    """The next one takes the number after the last that stands, and its ladder finds its cadre."""
    story = a_cleared_household().did(update_members, statement=a_statement(working(FATHER), *FAMILY[1:]))
    story = story.did(update_members, at=IN_APRIL, statement=a_statement(*FAMILY))
    second = story.version
    assert story.household.open_episode().number == 2
    first_withdrawn = story.happened(EntryCorrected(version=2, withdrawn=True))
    assert [episode.number for episode in first_withdrawn.household.episodes] == [2]
    raised = first_withdrawn.did(escalate, at=date(2026, 4, 10), by="rule:escalation@1")
    assert raised.version > first_withdrawn.version
    both_withdrawn = first_withdrawn.happened(EntryCorrected(version=second, withdrawn=True))
    assert both_withdrawn.household.episodes == ()


@pytest.mark.parametrize(
    ("story", "version"),
    [
        (a_detected_household().did(escalate, at=date(2026, 3, 5)), 3),
        (a_detected_household().did(escalate, at=date(2026, 3, 16)), 6),
        (corrected(a_confirmed_household(), 7), 8),
    ],
)
def test_decisions_of_the_sweep_are_only_answered(story: Story, version: int) -> None:
    """Reminded, escalated, corrected."""
    correcting(story, version).then_refuses(NotCorrectableError, "only answered")
    correcting(story, version, {"reason": "other"}).then_refuses(NotCorrectableError, "only answered")


def test_a_pause_is_not_tidied_by_corrections() -> None:
    """It can be taken back; it never becomes the pause of another deadline, and its end never goes away."""
    story = a_detected_household().did(pause_deadline, deadline="report", reason="住院")
    for name, value in (("deadline", "verify"), ("occurrence", "1")):
        correcting(story, 3, {name: value}).then_refuses(InvalidValueError, field=name)
    correcting(story, 3).then(EntryCorrected(version=3, withdrawn=True, private=WHY))
    correcting(story.did(resume_deadline, deadline="report"), 4).then_refuses(NotCorrectableError, "only answered")


def test_what_is_not_there_or_does_not_fit_is_refused() -> None:
    """No such entry, no such field, a field that names the thing itself, a value of the wrong kind."""
    story = a_placed_household()
    correcting(story, 7).then_refuses(NotNowError, "no entry 7")
    correcting(story, 6, {"wages": "1"}).then_refuses(InvalidValueError, "contract_months", field="wages")
    correcting(story, 6, {"placement": 2}).then_refuses(InvalidValueError, field="placement")
    correcting(story, 6, {"private": {}}).then_refuses(InvalidValueError, field="private")
    correcting(story, 6, {"since": "yesterday"}).then_refuses(InvalidValueError, field="since")
    correcting(story, 6, {"kind": "piracy"}).then_refuses(InvalidValueError, "piracy", field="kind")


def test_an_offer_taken_back_leaves_no_answer_behind() -> None:
    """Later entries that spoke of it change nothing."""
    story = a_household_with_cadre().did(offer_job, by=CADRE, member=1, post="保安", channel=Channel.SOCIAL)
    assert corrected(story, 6).household.offers == ()
    assert corrected(story, 6).deadline("verify").met_version == 3
    assert corrected(story, 6).occurrences("offer-answer") == []


def test_a_corrected_start_moves_its_deadline_or_ends_it() -> None:
    """A placement that was no welfare post has no post to end."""
    story = a_placed_household(kind=WorkKind.PUBLIC_WELFARE, contract_months=None)
    assert story.occurrences("welfare-post-end") == ["6"]
    assert corrected(story, 6, {"kind": "flexible"}).occurrences("welfare-post-end") == []


def test_the_kind_of_an_episode_can_be_put_right() -> None:
    """Its number cannot: it says which episode the entry speaks of."""
    story = a_detected_household()
    assert corrected(story, 2, {"kind": "relapse"}).household.open_episode().kind is EpisodeKind.RELAPSE
    correcting(story, 2, {"episode": 4}).then_refuses(InvalidValueError, field="episode")

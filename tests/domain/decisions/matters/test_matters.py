"""What goes to others and comes back: departments, offices above, the public, clues (GY-12a, GY-12c, GY-13d, GY-2d)."""

from __future__ import annotations

from datetime import date
from typing import Any

from casework.domain.codes.service.assistance import DifficultyKind
from casework.domain.codes.service.matters import ClueSource, Department, DepartmentAnswer, ObjectionOutcome
from casework.domain.codes.sources import Office
from casework.domain.decisions.matters.clues import pass_clue, take_clue
from casework.domain.decisions.matters.jurisdiction import decide_jurisdiction, dispute_jurisdiction
from casework.domain.decisions.matters.public_notices import post_public_notice, raise_objection, settle_objection
from casework.domain.decisions.matters.referrals import answer_referral, refer_difficulty
from casework.domain.decisions.service.difficulties import raise_difficulty, resolve_difficulty
from casework.domain.errors import InvalidValueError, NoOpenEpisodeError, NotNowError, SamePersonError
from casework.domain.fact import HOUSEHOLD
from casework.domain.facts.assistance import NotePrivate
from casework.domain.facts.matters.matters import (
    CluePassed,
    ClueTaken,
    DifficultyReferred,
    JurisdictionDecided,
    JurisdictionDisputed,
    ObjectionRaised,
    ObjectionSettled,
    PublicNoticePosted,
    ReferralAnswered,
)
from casework.domain.household.parts import OUTSIDE
from tests.support.households.stories import (
    CADRE,
    CLERK,
    COUNTY_OFFICIAL,
    VILLAGE,
    Story,
    a_detected_household,
    a_household_with_cadre,
    a_registered_household,
    given,
)

ARREARS, INSPECTORATE = DifficultyKind.WAGE_ARREARS, Department.LABOUR_INSPECTORATE
REFERRED: dict[str, Any] = {"kind": ARREARS, "department": INSPECTORATE}
OTHER_VILLAGE = "532621101999"
NOTE = "两村都说不是本村的"
SEALED = {HOUSEHOLD: NotePrivate(text=NOTE)}


def in_arrears(story: Story | None = None) -> Story:
    """A difficulty of the cadre's is open."""
    return (story or a_household_with_cadre()).did(
        raise_difficulty, kind=ARREARS, owner=CADRE, due_on=date(2026, 3, 20)
    )


def test_a_difficulty_is_handed_over_and_answered() -> None:
    """It stays its owner's, who has five working days to get an answer; the answer solves nothing by itself."""
    given(in_arrears()).when(refer_difficulty, **REFERRED).then(
        DifficultyReferred(kind=ARREARS, department=INSPECTORATE, owner=CADRE)
    )
    story = in_arrears().did(refer_difficulty, **REFERRED)
    given(story).when(refer_difficulty, **REFERRED).then_quiet()
    duty = story.deadline("referral-answer")
    assert (duty.due_on, duty.owner, duty.unmet) == (date(2026, 3, 10), CADRE, True)
    given(story).when(answer_referral, **REFERRED, answer=DepartmentAnswer.IN_HAND).then(
        ReferralAnswered(kind=ARREARS, department=INSPECTORATE, answer=DepartmentAnswer.IN_HAND)
    )
    answered = story.did(answer_referral, **REFERRED, answer=DepartmentAnswer.IN_HAND)
    assert answered.deadline("referral-answer").met_at is not None
    assert answered.deadline("difficulty").unmet
    given(answered).when(answer_referral, **REFERRED, answer=DepartmentAnswer.SOLVED).then_refuses(NotNowError)
    solved = story.did(resolve_difficulty, kind=ARREARS)
    assert solved.deadline("referral-answer").ended_by == "difficulty-resolved"


def test_what_is_not_open_is_not_handed_over() -> None:
    """Outside episodes it is, like any difficulty there."""
    given(a_household_with_cadre()).when(refer_difficulty, **REFERRED).then_refuses(NotNowError, "is open")
    outside = in_arrears(a_registered_household()).did(refer_difficulty, **REFERRED)
    assert outside.deadline("referral-answer").episode == OUTSIDE
    answered = outside.did(answer_referral, **REFERRED, answer=DepartmentAnswer.SOLVED)
    assert answered.deadline("referral-answer").met_at is not None


def test_a_dispute_is_decided_above_and_the_first_holder_holds_meanwhile() -> None:
    """Every duty stays where it was; whoever disputed does not decide, and only a village that was named is."""
    before = a_household_with_cadre()
    given(before).when(dispute_jurisdiction, village=OTHER_VILLAGE, note=NOTE).then(
        JurisdictionDisputed(village=OTHER_VILLAGE, private=SEALED)
    )
    story = before.did(dispute_jurisdiction, village=OTHER_VILLAGE, note=NOTE)
    assert (story.household.cadre, story.household.village) == (CADRE, VILLAGE)
    assert story.deadline("first-offer").due_on == before.deadline("first-offer").due_on
    assert (story.deadline("jurisdiction-decision").due_on, story.deadline("jurisdiction-decision").duty) == (
        date(2026, 3, 6),
        "county",
    )
    given(story).when(dispute_jurisdiction, village=OTHER_VILLAGE, note=NOTE).then_quiet()
    words: dict[str, Any] = {"note": NOTE}
    given(story).when(decide_jurisdiction, village=VILLAGE, **words).then_refuses(SamePersonError, by=CLERK)
    given(story).when(decide_jurisdiction, by=COUNTY_OFFICIAL, village="532621101998", **words).then_refuses(
        InvalidValueError, field="village"
    )
    given(story).when(decide_jurisdiction, by=COUNTY_OFFICIAL, village=OTHER_VILLAGE, **words).then(
        JurisdictionDecided(village=OTHER_VILLAGE, private=SEALED)
    )
    decided = story.did(decide_jurisdiction, by=COUNTY_OFFICIAL, village=VILLAGE, **words)
    assert decided.deadline("jurisdiction-decision").met_at is not None
    given(decided).when(decide_jurisdiction, by=COUNTY_OFFICIAL, village=VILLAGE, **words).then_refuses(NotNowError)


def test_a_dispute_names_another_village() -> None:
    """Not its own, and not less than a village."""
    for village in (VILLAGE, "5326"):
        given(a_detected_household()).when(dispute_jurisdiction, village=village, note=NOTE).then_refuses(
            InvalidValueError, field="village"
        )


def test_objections_to_a_public_notice_are_settled_by_somebody_else() -> None:
    """Within five working days; none before there was a notice."""
    days: dict[str, Any] = {"first_on": date(2026, 3, 3), "last_on": date(2026, 3, 9)}
    given(a_detected_household()).when(raise_objection, note=NOTE).then_refuses(NotNowError, "no public notice")
    given(a_detected_household()).when(post_public_notice, **days).then(PublicNoticePosted(**days))
    story = a_detected_household().did(post_public_notice, **days)
    given(story).when(post_public_notice, **days).then_quiet()
    given(story).when(post_public_notice, first_on=days["last_on"], last_on=days["first_on"]).then_refuses(
        InvalidValueError, field="last-on"
    )
    given(story).when(raise_objection, note=NOTE).then(ObjectionRaised(number=1, private=SEALED))
    story = story.did(raise_objection, note=NOTE).did(raise_objection, note=NOTE)
    assert [story.deadline("objection", version).due_on for version in ("4", "5")] == [date(2026, 3, 10)] * 2
    settled: dict[str, Any] = {"number": 1, "outcome": ObjectionOutcome.UNFOUNDED, "note": NOTE}
    given(story).when(settle_objection, **settled).then_refuses(SamePersonError, by=CLERK)
    given(story).when(settle_objection, by=COUNTY_OFFICIAL, **settled).then(
        ObjectionSettled(number=1, outcome=ObjectionOutcome.UNFOUNDED, private=SEALED)
    )
    done = story.did(settle_objection, by=COUNTY_OFFICIAL, **settled)
    assert (done.deadline("objection", "4").unmet, done.deadline("objection", "5").unmet) == (False, True)
    given(done).when(settle_objection, by=COUNTY_OFFICIAL, **settled).then_quiet()
    given(done).when(settle_objection, by=COUNTY_OFFICIAL, **{**settled, "number": 3}).then_refuses(NotNowError)
    given(a_registered_household()).when(post_public_notice, **days).then_refuses(NoOpenEpisodeError)


def test_a_clue_is_taken_in_and_passed_on_within_days() -> None:
    """For a household in which somebody is said to work; the same on one day is one clue."""
    story = a_registered_household()
    given(story).when(pass_clue, office=Office.TOWNSHIP).then_refuses(NotNowError, "No clue")
    given(story).when(take_clue, source=ClueSource.HOTLINE).then(ClueTaken(source=ClueSource.HOTLINE))
    story = story.did(take_clue, source=ClueSource.HOTLINE)
    given(story).when(take_clue, source=ClueSource.HOTLINE).then_quiet()
    clue = story.deadline("clue")
    assert (clue.due_on, clue.duty, clue.episode) == (date(2026, 3, 5), "village", OUTSIDE)
    given(story).when(pass_clue, office=Office.TOWNSHIP).then(CluePassed(office=Office.TOWNSHIP))
    passed = story.did(pass_clue, office=Office.TOWNSHIP)
    assert passed.deadline("clue").met_at is not None
    given(passed).when(pass_clue, office=Office.TOWNSHIP).then_refuses(NotNowError)

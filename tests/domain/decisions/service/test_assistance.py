"""What was found out, planned and done for a household."""

from __future__ import annotations

from datetime import date
from typing import Any

from casework.domain.codes.service.assistance import DifficultyKind, FollowUpKind, Measure, Outcome
from casework.domain.codes.stages import EpisodeKind
from casework.domain.codes.work import JobEnd
from casework.domain.decisions.placements import record_return
from casework.domain.decisions.service.assistance import assess_needs, give_post_information
from casework.domain.decisions.service.difficulties import raise_difficulty, resolve_difficulty
from casework.domain.decisions.service.follow_ups import log_follow_up
from casework.domain.decisions.service.measures import agree_plan
from casework.domain.errors import InvalidValueError, MemberUnknownError, NotNowError
from casework.domain.fact import HOUSEHOLD
from casework.domain.facts.assistance import (
    DifficultyRaised,
    DifficultyResolved,
    FollowUpLogged,
    NeedsAssessed,
    NotePrivate,
    PlanAgreed,
    PostInformationGiven,
)
from casework.domain.facts.households import Detected, MemberReturned
from casework.domain.facts.work import EmploymentEnded
from casework.domain.household.parts import Difficulty, Plan
from tests.support.households.stories import (
    CADRE,
    TUESDAY,
    a_cleared_household,
    a_household_with_cadre,
    a_placed_household,
    a_registered_household,
    given,
)

IN_APRIL = date(2026, 4, 8)
PLAN: dict[str, Any] = {"member": 1, "measure": Measure.TRAINING, "owner": CADRE, "due_on": IN_APRIL}
TRAVEL: dict[str, Any] = {"kind": DifficultyKind.TRAVEL, "owner": CADRE, "due_on": date(2026, 3, 15)}


def test_needs_are_assessed_per_member() -> None:
    """Whose wishes and barriers were found out; a stranger's cannot be."""
    given(a_household_with_cadre()).when(assess_needs, member=1).then(NeedsAssessed(member=1))
    given(a_household_with_cadre()).when(assess_needs, member=9).then_refuses(MemberUnknownError, member=9)


def test_a_plan_names_measure_owner_and_date() -> None:
    """It becomes part of the member's plan."""
    story = a_household_with_cadre()
    given(story).when(agree_plan, **PLAN).then(
        PlanAgreed(member=1, measure=Measure.TRAINING, owner=CADRE, due_on=IN_APRIL)
    )
    assert story.did(agree_plan, **PLAN).household.open_episode().plans == (
        Plan(number=6, member=1, measure=Measure.TRAINING, owner=CADRE, due_on=IN_APRIL),
    )


def test_the_same_plan_again_is_quiet() -> None:
    """Another owner or date is another plan."""
    story = a_household_with_cadre().did(agree_plan, **PLAN)
    given(story).when(agree_plan, **PLAN).then_quiet()
    other = PLAN | {"due_on": date(2026, 4, 9)}
    given(story).when(agree_plan, **other).then(
        PlanAgreed(member=1, measure=Measure.TRAINING, owner=CADRE, due_on=date(2026, 4, 9))
    )


def test_a_plan_cannot_be_due_yesterday() -> None:
    """Today is taken, yesterday refused; a stranger gets none."""
    story = a_household_with_cadre()
    given(story).when(agree_plan, **PLAN | {"due_on": date(2026, 3, 2)}).then_refuses(InvalidValueError, field="by")
    given(story).when(agree_plan, **PLAN | {"due_on": TUESDAY}).then(
        PlanAgreed(member=1, measure=Measure.TRAINING, owner=CADRE, due_on=TUESDAY)
    )
    given(story).when(agree_plan, **PLAN | {"member": 9}).then_refuses(MemberUnknownError, member=9)


def test_a_follow_up_keeps_its_note_sealed() -> None:
    """Kind and outcome in clear, the note with the household's key; no note, no block."""
    story = a_household_with_cadre()
    given(story).when(log_follow_up, kind=FollowUpKind.VISIT, outcome=Outcome.REACHED, note="愿意去县城").then(
        FollowUpLogged(
            kind=FollowUpKind.VISIT, outcome=Outcome.REACHED, private={HOUSEHOLD: NotePrivate(text="愿意去县城")}
        )
    )
    given(story).when(log_follow_up, kind=FollowUpKind.CALL, outcome=Outcome.AWAY).then(
        FollowUpLogged(kind=FollowUpKind.CALL, outcome=Outcome.AWAY)
    )


def test_post_information_is_given_to_a_member() -> None:
    """Twice is not once: both count."""
    story = a_household_with_cadre()
    given(story).when(give_post_information, member=1).then(PostInformationGiven(member=1))
    given(story.did(give_post_information, member=1)).when(give_post_information, member=1).then(
        PostInformationGiven(member=1)
    )
    given(story).when(give_post_information, member=9).then_refuses(MemberUnknownError, member=9)


def test_a_difficulty_has_an_owner_and_a_date() -> None:
    """It is open until it is resolved."""
    story = a_household_with_cadre()
    given(story).when(raise_difficulty, **TRAVEL).then(
        DifficultyRaised(kind=DifficultyKind.TRAVEL, owner=CADRE, due_on=date(2026, 3, 15))
    )
    assert story.did(raise_difficulty, **TRAVEL).household.open_episode().difficulties == (
        Difficulty(kind=DifficultyKind.TRAVEL, owner=CADRE, due_on=date(2026, 3, 15)),
    )


def test_a_second_open_difficulty_of_one_kind_is_refused() -> None:
    """One of another kind is taken, and one of the same kind once the first is solved."""
    story = a_household_with_cadre().did(raise_difficulty, **TRAVEL)
    given(story).when(raise_difficulty, **TRAVEL).then_refuses(NotNowError, "open already")
    given(story).when(raise_difficulty, **TRAVEL | {"kind": DifficultyKind.CARE}).then(
        DifficultyRaised(kind=DifficultyKind.CARE, owner=CADRE, due_on=date(2026, 3, 15))
    )
    solved = story.did(resolve_difficulty, kind=DifficultyKind.TRAVEL)
    given(solved).when(raise_difficulty, **TRAVEL).then(
        DifficultyRaised(kind=DifficultyKind.TRAVEL, owner=CADRE, due_on=date(2026, 3, 15))
    )


def test_a_difficulty_with_a_past_date_is_refused() -> None:
    """Today is still a date one can keep."""
    story = a_household_with_cadre()
    past, today = TRAVEL | {"due_on": date(2026, 3, 2)}, TRAVEL | {"due_on": TUESDAY}
    given(story).when(raise_difficulty, **past).then_refuses(InvalidValueError, "has passed", field="by")
    given(story).when(raise_difficulty, **today).then(
        DifficultyRaised(kind=DifficultyKind.TRAVEL, owner=CADRE, due_on=TUESDAY)
    )


def test_only_an_open_difficulty_is_resolved() -> None:
    """Its kind says which; resolving twice is refused."""
    story = a_household_with_cadre().did(raise_difficulty, **TRAVEL)
    given(story).when(resolve_difficulty, kind=DifficultyKind.TRAVEL).then(
        DifficultyResolved(kind=DifficultyKind.TRAVEL)
    )
    given(story).when(resolve_difficulty, kind=DifficultyKind.CARE).then_refuses(NotNowError, "care")
    solved = story.did(resolve_difficulty, kind=DifficultyKind.TRAVEL)
    given(solved).when(resolve_difficulty, kind=DifficultyKind.TRAVEL).then_refuses(NotNowError, "travel")


def test_a_cleared_household_is_still_looked_after() -> None:
    """Visits go on until the work is stable."""
    given(a_cleared_household()).when(log_follow_up, kind=FollowUpKind.VISIT, outcome=Outcome.REACHED).then(
        FollowUpLogged(kind=FollowUpKind.VISIT, outcome=Outcome.REACHED)
    )


def test_a_worker_who_came_home_leaves_his_household_at_risk() -> None:
    """The return and the detection are one decision."""
    story = a_registered_household().did(record_return, at=IN_APRIL, member=1, on=date(2026, 4, 5), reason="照料母亲")
    returned, detected = (entry.fact for entry in story.entries[1:])
    assert returned == MemberReturned(member=1, on=date(2026, 4, 5), private={"1": NotePrivate(text="照料母亲")})
    assert isinstance(detected, Detected)
    assert detected.kind is EpisodeKind.FIRST
    assert story.household.member(1).now.returned_on == date(2026, 4, 5)


def test_a_return_ends_the_placement() -> None:
    """Within an open episode the household falls back and no new episode opens."""
    given(a_placed_household()).when(record_return, at=IN_APRIL, member=1, on=IN_APRIL).then(
        MemberReturned(member=1, on=IN_APRIL),
        EmploymentEnded(member=1, placement=1, on=IN_APRIL, reason=JobEnd.RETURNED_HOME),
    )


def test_the_same_return_again_is_quiet() -> None:
    """He is home and out of work already."""
    story = a_registered_household().did(record_return, member=1, on=TUESDAY)
    given(story).when(record_return, member=1, on=TUESDAY).then_quiet()


def test_an_impossible_return_is_refused() -> None:
    """Tomorrow, before the job began, or by a stranger."""
    story = a_placed_household()
    given(story).when(record_return, member=1, on=date(2026, 3, 4)).then_refuses(InvalidValueError, field="on")
    given(story).when(record_return, member=1, on=date(2026, 3, 2)).then_refuses(
        InvalidValueError, "2026-03-03", field="on"
    )
    given(story).when(record_return, member=9, on=TUESDAY).then_refuses(MemberUnknownError, member=9)

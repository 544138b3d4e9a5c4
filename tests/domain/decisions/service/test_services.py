"""Plans, measures, difficulties, post information, benefits and satisfaction say more (fields 8, 10, 22, 29, 37, 38)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from casework.domain.codes.clearance import ProposalReturn
from casework.domain.codes.service.assistance import Benefit, DifficultyKind, FollowUpKind, Measure
from casework.domain.codes.service.contacts import Relation
from casework.domain.decisions.clearance import return_clearance
from casework.domain.decisions.placements import disprove_placement
from casework.domain.decisions.service.assistance import ask_satisfaction, give_post_information, record_benefit
from casework.domain.decisions.service.difficulties import raise_difficulty, resolve_difficulty
from casework.domain.decisions.service.measures import agree_plan, do_measure, drop_measure, miss_measure
from casework.domain.details.service import (
    BenefitDetails,
    DifficultyDetails,
    MeasureDetails,
    PlanDetails,
    PostInformationDetails,
    SatisfactionDetails,
)
from casework.domain.errors import InvalidValueError, MemberUnknownError, NotNowError, SamePersonError
from casework.domain.facts.assistance import (
    BenefitRecorded,
    DifficultyRaised,
    DifficultyResolved,
    MeasureDone,
    MeasureDropped,
    MeasureNotDone,
    NotePrivate,
    PlanAgreed,
    PostInformationGiven,
    SatisfactionAsked,
)
from casework.domain.facts.clearance import ClearanceReturned
from casework.domain.facts.work import PlacementDisproved
from tests.support.households.stories import (
    CADRE,
    TOWNSHIP_OFFICIAL,
    TUESDAY,
    a_household_with_cadre,
    a_placed_household,
    a_proposed_household,
    given,
)

PLAN: dict[str, Any] = {
    "member": 1,
    "measure": Measure.TRAINING,
    "owner": CADRE,
    "due_on": TUESDAY + timedelta(days=30),
}
NOTE = NotePrivate(text="焊工班，三周")


def test_a_measure_says_what_it_rests_on_and_what_came_of_it() -> None:
    """Clause of the library, who asked; led to work, amount; the words under the member."""
    details = PlanDetails(clause="措施库-07", asked_by=Relation.SELF)
    planned = PlanAgreed(**PLAN, details=details, private={"1": NOTE})
    given(a_household_with_cadre()).when(agree_plan, **PLAN, details=details, note=NOTE.text).then(planned)
    story = a_household_with_cadre().did(agree_plan, **PLAN)
    done = MeasureDetails(led_to_work=True, amount=Decimal(600))
    measure: dict[str, Any] = {"member": 1, "measure": Measure.TRAINING}
    number = story.household.version
    given(story).when(do_measure, **measure, details=done, note=NOTE.text).then(
        MeasureDone(**measure, number=number, details=done, private={"1": NOTE})
    )
    given(story).when(drop_measure, **measure, reason=NOTE.text).then(
        MeasureDropped(**measure, number=number, private={"1": NOTE})
    )


def test_a_measure_ends_as_not_done_with_its_reason() -> None:
    """Done, not done, dropped are three ends; a blank reason is none, and an ended measure ends once."""
    story = a_household_with_cadre().did(agree_plan, **PLAN)
    number = story.household.version
    missed = MeasureNotDone(member=1, measure=Measure.TRAINING, number=number, private={"1": NOTE})
    given(story).when(miss_measure, number=number, reason=NOTE.text).then(missed)
    given(story).when(miss_measure, number=number, reason=" ").then_refuses(InvalidValueError, field="reason")
    given(story).when(miss_measure, reason=NOTE.text).then_refuses(InvalidValueError, field="number")
    over = story.did(miss_measure, number=number, reason=NOTE.text)
    assert over.household.open_episode().plans == ()
    assert over.deadline("measure").ended_by == "measure-not-done"
    given(over).when(do_measure, number=number).then_refuses(NotNowError)


def test_of_two_measures_of_a_kind_each_ends_by_its_number() -> None:
    """Member and kind name one where there is one only; the other one's deadline runs on."""
    first = a_household_with_cadre().did(agree_plan, **PLAN)
    both = first.did(agree_plan, **PLAN | {"due_on": TUESDAY + timedelta(days=60)})
    one, other = (plan.number for plan in both.household.open_episode().plans)
    kind: dict[str, Any] = {"member": 1, "measure": Measure.TRAINING}
    given(both).when(do_measure, **kind).then_refuses(NotNowError)
    given(both).when(do_measure, number=one, member=2).then_refuses(NotNowError)
    done = both.did(do_measure, number=one)
    assert [plan.number for plan in done.household.open_episode().plans] == [other]
    assert done.deadline("measure", str(one)).met_at is not None
    assert done.deadline("measure", str(other)).unmet
    given(done).when(do_measure, **kind).then(MeasureDone(**kind, number=other))
    dated_before = done.did(do_measure, number=other)
    assert dated_before.deadline("measure", str(other)).met_at is not None


def test_an_older_entry_without_a_number_ends_all_of_its_kind() -> None:
    """What was recorded before measures had numbers keeps its meaning."""
    both = a_household_with_cadre().did(agree_plan, **PLAN)
    both = both.did(agree_plan, **PLAN | {"due_on": TUESDAY + timedelta(days=60)})
    numbers = [plan.number for plan in both.household.open_episode().plans]
    over = both.happened(MeasureDone(member=1, measure=Measure.TRAINING))
    assert over.household.open_episode().plans == ()
    assert [over.deadline("measure", str(number)).met_at is None for number in numbers] == [False, False]


def test_more_of_a_measure_that_is_agreed_is_a_correction() -> None:
    """The same again is quiet; what more is said does not vanish in silence."""
    story = a_household_with_cadre().did(agree_plan, **PLAN)
    given(story).when(agree_plan, **PLAN).then_quiet()
    given(story).when(agree_plan, **PLAN, note="再说一次").then_refuses(NotNowError)


def test_post_information_says_how_and_of_how_many() -> None:
    """Which posts is sealed."""
    details = PostInformationDetails(means=FollowUpKind.MESSAGE, posts=3)
    given(a_household_with_cadre()).when(give_post_information, member=1, details=details, note=NOTE.text).then(
        PostInformationGiven(member=1, details=details, private={"1": NOTE})
    )


def test_a_difficulty_says_of_whom_and_how_it_was_solved() -> None:
    """Its words go under the one member of whom it speaks; those of its solution under the household."""
    raised: dict[str, Any] = {"kind": DifficultyKind.CARE, "owner": CADRE, "due_on": TUESDAY}
    details = DifficultyDetails(members=(1,), raised_by=Relation.SPOUSE)
    given(a_household_with_cadre()).when(raise_difficulty, **raised, details=details, note=NOTE.text).then(
        DifficultyRaised(**raised, details=details, private={"1": NOTE})
    )
    story = a_household_with_cadre().did(raise_difficulty, **raised)
    given(story).when(resolve_difficulty, kind=DifficultyKind.CARE, note=NOTE.text).then(
        DifficultyResolved(kind=DifficultyKind.CARE, private={"household": NOTE})
    )
    stranger = DifficultyDetails(members=(9,))
    given(a_household_with_cadre()).when(raise_difficulty, **raised, details=stranger).then_refuses(MemberUnknownError)


def test_a_benefit_says_which_clause_how_much_and_for_which_time() -> None:
    """Amount and time within what can be; the limits in pairs."""
    details = BenefitDetails(since=date(2026, 1, 1), until=date(2026, 1, 1))
    said: dict[str, Any] = {"member": 1, "benefit": Benefit.TRAVEL_SUBSIDY, "clause": "2026-3", "amount": Decimal(300)}
    story = a_household_with_cadre()
    given(story).when(record_benefit, **said, details=details).then(BenefitRecorded(**said, details=details))
    backwards = BenefitDetails(since=date(2026, 1, 2), until=date(2026, 1, 1))
    given(story).when(record_benefit, **said, details=backwards).then_refuses(InvalidValueError, field="until")
    for amount in (Decimal(-1), Decimal("NaN"), Decimal(10**7)):
        given(story).when(record_benefit, **said | {"amount": amount}).then_refuses(InvalidValueError, field="amount")


@pytest.mark.parametrize(("score", "possible"), [(0, False), (1, True), (5, True), (6, False)])
def test_satisfaction_is_from_one_to_five(score: int, possible: bool) -> None:
    """The limits in pairs."""
    when = given(a_household_with_cadre()).when(ask_satisfaction, by=TOWNSHIP_OFFICIAL, score=score)
    when.then(SatisfactionAsked(score=score)) if possible else when.then_refuses(InvalidValueError, field="score")


def test_the_cadre_does_not_ask_how_satisfied_one_is_with_him() -> None:
    """Somebody asks who has not served the household."""
    details = SatisfactionDetails(means=FollowUpKind.CALL, answered_by=Relation.SELF)
    given(a_household_with_cadre()).when(ask_satisfaction, by=CADRE, score=5, details=details).then_refuses(
        SamePersonError
    )


def test_whoever_sends_back_says_what_is_missing() -> None:
    """A return and a disproved placement carry words."""
    missing = ProposalReturn.EVIDENCE_MISSING
    given(a_proposed_household()).when(return_clearance, by=TOWNSHIP_OFFICIAL, reason=missing, note=NOTE.text).then(
        ClearanceReturned(reason=missing, private={"household": NOTE})
    )
    given(a_placed_household()).when(disprove_placement, placement=1, reason=missing, note=NOTE.text).then(
        PlacementDisproved(placement=1, member=1, reason=missing, private={"1": NOTE})
    )

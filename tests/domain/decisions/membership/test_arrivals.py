"""What goes along with who comes from another household, and what stays (GY-2a, ADR 0036)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from casework.domain.codes.people import Employment, MembershipGround
from casework.domain.codes.verification import Finding, HardToEmployGround
from casework.domain.codes.work import WorkKind
from casework.domain.decisions.membership.arrivals import Arrival, arrival, arrived
from casework.domain.decisions.membership.departures import leave_household
from casework.domain.decisions.membership.newcomers import join_household
from casework.domain.decisions.placements import place
from casework.domain.errors import InvalidValueError
from casework.domain.household.state import Household
from casework.domain.members import Movement, PersonPrivate
from casework.domain.policy.conditions import HARD_TO_EMPLOY
from tests.support.households.stories import (
    TUESDAY,
    Story,
    a_household_with_cadre,
    a_registered_household,
    context,
)

ELSEWHERE = UUID(int=7)
FRIDAY = date(2026, 3, 6)


def coming(source: Household, number: int, there: int) -> Arrival:
    """A member of one household on the way to another."""
    private = PersonPrivate(name="禾小穗", relation="女")
    movement = Movement(member=there, ground=MembershipGround.MARRIED, household=source.id, other_member=number)
    return arrival(source, source.member(number), private, person="p", movement=movement)


def after_arrival(story: Story, who: Arrival, on: date = TUESDAY) -> Household:
    """The household to which they came."""
    return story.happened(*arrived(story.household, context(on), [who], on)).household


def test_a_job_that_holds_goes_along_as_what_is_said_of_the_member() -> None:
    """Since when and for which pay; the placement itself stays where it was checked."""
    story = a_household_with_cadre().did(
        place, member=1, kind=WorkKind.CONTRACT, since=TUESDAY, monthly_pay=Decimal(3200)
    )
    after = after_arrival(a_registered_household(), coming(story.household, 1, 9))
    now = after.member(9).now
    assert (now.employment, now.work_started_on, now.monthly_pay) == (Employment.EMPLOYED, TUESDAY, Decimal(3200))
    assert (now.person, now.is_head, after.placements) == ("p", False, ())


def test_what_was_found_goes_along_and_duties_for_it_begin() -> None:
    """Findings speak of a person; the relation to the old head does not."""
    source = a_household_with_cadre().household
    who = coming(source, 1, 9)
    assert who.private == PersonPrivate(name="禾小穗")
    found = Movement(
        member=9,
        ground=MembershipGround.MARRIED,
        household=ELSEWHERE,
        other_member=1,
        finding=Finding.WILLING,
        hard_to_employ=HardToEmployGround.OLDER,
        grounds_until={"older": FRIDAY},
    )
    who = Arrival(member=who.member, private=who.private, movement=found)
    state = after_arrival(a_registered_household(), who).member(9)
    assert (state.finding, state.hard_to_employ) == (Finding.WILLING, HardToEmployGround.OLDER)
    assert state.grounds_until == {"older": FRIDAY}
    again = coming(after_arrival(a_registered_household(), who), 9, 3)
    assert again.movement.grounds_until == {"older": FRIDAY}
    assert [turn.condition for turn in state.turns if turn.holds][-1:] == [HARD_TO_EMPLOY]


def test_nobody_comes_back_before_they_left() -> None:
    """The day of the one and the day of the other are told apart."""
    story = a_registered_household().did(leave_household, at=FRIDAY, member=1, ground=MembershipGround.OTHER)
    back = coming(a_registered_household().household, 1, 1)
    with pytest.raises(InvalidValueError):
        arrived(story.household, context(FRIDAY), [back], TUESDAY)
    assert after_arrival(story, back, FRIDAY).member(1).now.person == "p"


def test_where_somebody_comes_back_everything_goes_on() -> None:
    """A household of nobody has no duty; one in which somebody lives again has those it had."""
    story = a_household_with_cadre()
    before = {i.deadline for i in story_instances(story) if i.unmet}
    for state in story.household.present():
        story = story.did(leave_household, member=state.number, ground=MembershipGround.OTHER)
    assert {i.deadline for i in story_instances(story) if i.unmet} == {"clearance-decision"}
    story = story.did(join_household, ground=MembershipGround.RETURNED, name="禾大田", birth_date=date(1980, 1, 1))
    assert {i.deadline for i in story_instances(story) if i.unmet} >= before - {"plan"}


def story_instances(story: Story):  # type: ignore[no-untyped-def]
    """Every deadline of the household."""
    from casework.domain.deadlines.instances import instances

    return instances(story.household, story.rules)

"""What ends with a member who leaves, and what comes of a household of nobody (GY-2a, GY-11c, OF-31)."""

from __future__ import annotations

from datetime import date

from casework.domain.codes.clearance import Closing
from casework.domain.codes.people import MembershipGround
from casework.domain.codes.sources import Source
from casework.domain.decisions.closing import decide_closing
from casework.domain.decisions.membership.departures import leave_household
from casework.domain.errors import InvalidValueError, MemberUnknownError, SamePersonError
from casework.domain.facts.clearance import ClosingProposed
from casework.domain.facts.households import MembersUpdated
from casework.domain.members import Movement
from tests.support.households.stories import TUESDAY, Story, a_registered_household, a_verified_household, given

DEAD = MembershipGround.DEAD


def left(member: int, on: date = TUESDAY, ground: MembershipGround = DEAD) -> MembersUpdated:
    """What is recorded of who leaves."""
    return MembersUpdated(
        source=Source.SURVEY, effective_on=on, left=(member,), movements=(Movement(member=member, ground=ground),)
    )


def all_but_one_gone() -> Story:
    """An open episode, and one member left."""
    story = a_verified_household()
    for state in story.household.present()[1:]:
        story = story.did(leave_household, member=state.number, ground=DEAD)
    return story


def test_a_death_is_recorded_with_its_ground() -> None:
    """The others live there still."""
    assert len(a_registered_household().household.present()) > 1
    given(a_registered_household()).when(leave_household, member=2, ground=DEAD).then(left(2))


def test_with_the_last_one_the_end_is_proposed_and_a_second_person_decides() -> None:
    """Whoever said so does not decide it."""
    story = all_but_one_gone()
    given(story).when(leave_household, member=1, ground=DEAD).then(
        left(1), ClosingProposed(reason=Closing.MEMBERS_NONE)
    )
    story = story.did(leave_household, member=1, ground=DEAD)
    given(story).when(decide_closing, reason=Closing.MEMBERS_NONE).then_refuses(SamePersonError)
    running = [i.deadline for i in _instances(story) if i.unmet]
    assert running == ["clearance-decision"]


def test_saying_it_again_is_quiet_and_strangers_are_refused() -> None:
    """The same day is the same death."""
    story = a_registered_household().did(leave_household, member=2, ground=DEAD)
    given(story).when(leave_household, member=2, ground=DEAD).then_quiet()
    given(story).when(leave_household, member=9, ground=DEAD).then_refuses(MemberUnknownError, member=9)


def test_nobody_leaves_by_a_birth_or_by_a_split() -> None:
    """A split and a merger name the other household."""
    for ground in (MembershipGround.BORN, MembershipGround.SPLIT_OFF, MembershipGround.MERGED):
        given(a_registered_household()).when(leave_household, member=2, ground=ground).then_refuses(
            InvalidValueError, field="ground"
        )


def _instances(story: Story):  # type: ignore[no-untyped-def]
    from casework.domain.deadlines.instances import instances

    return instances(story.household, story.rules)

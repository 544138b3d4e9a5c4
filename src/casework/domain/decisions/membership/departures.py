"""Somebody lives in a household no more: what ends with that, and what comes of a household of nobody (GY-2a, GY-11c)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from casework.domain.codes.clearance import Closing
from casework.domain.codes.people import MembershipGround
from casework.domain.codes.sources import Source
from casework.domain.codes.work import JobEnd
from casework.domain.decisions.detection import with_detection
from casework.domain.decisions.membership.life_numbers import PERSON
from casework.domain.errors import InvalidValueError
from casework.domain.fact import Fact
from casework.domain.facts.assistance import MeasureDropped
from casework.domain.facts.clearance import ClosingProposed
from casework.domain.facts.households import MemberChange, MembersUpdated
from casework.domain.facts.work import EmploymentEnded, OfferWithdrawn
from casework.domain.household.context import DecisionContext, household_after, refuse_ahead
from casework.domain.household.evolution.evolve_members import PRESENCE, may_have_left
from casework.domain.household.state import Household
from casework.domain.members import Movement
from casework.domain.statuses import EpisodeState, OfferStatus

ONLY_JOINS = frozenset({MembershipGround.BORN, MembershipGround.ADOPTED, MembershipGround.RETURNED})
TWO_HOUSEHOLDS = frozenset({MembershipGround.SPLIT_OFF, MembershipGround.MERGED, MembershipGround.SAME_PERSON})
"""Grounds on which two households are written to in one act."""


def leave_household(
    household: Household,
    context: DecisionContext,
    *,
    member: int,
    ground: MembershipGround,
    on: date | None = None,
) -> list[Fact]:
    """
    A member lives there no more, from a day on (default: that of the act), and comes to no other household of the register.

    What was agreed with them ends. With the last one gone the open episode's end is proposed: a second person decides.
    Quiet when they left on that day already. Raises MemberUnknownError, InvalidValueError.
    """
    effective_on = on or context.today
    if ground in ONLY_JOINS | TWO_HOUSEHOLDS:
        raise InvalidValueError(
            "ground",
            zh=f"“{ground.zh}”不是离开户籍登记的原因：迁往他户、分户、并户请用相应的操作",
            en=f"Nobody leaves the register by {ground}: for another household move, split or merge",
        )
    if any(s.number == member and s.left and s.said_on.get(PRESENCE) == effective_on for s in household.members):
        return []
    refuse_departure(household, context, (member,), effective_on)
    return departed(household, context, (Movement(member=member, ground=ground),), effective_on)


def refuse_departure(household: Household, context: DecisionContext, members: Collection[int], on: date) -> None:
    """Refuse who is no member, a day to come, and one before which a source listed them. Raises as `leave_household`."""
    refuse_ahead("on", on, context)
    for number in members:
        if not may_have_left(household.member(number), on):
            raise InvalidValueError(
                "on",
                zh=f"{on}以后仍有登记列明成员{number}在户：请核对日期",
                en=f"Member {number} was listed after {on}: check the day",
            )


def departed(
    household: Household,
    context: DecisionContext,
    movements: Sequence[Movement],
    on: date,
    persons: Mapping[int, str] | None = None,
) -> list[Fact]:
    """What is recorded where members leave; `persons` are the numbers for life of those who had none until now."""
    states = {state.number: state for state in household.members}
    leaving = MembersUpdated(
        source=Source.SURVEY,
        effective_on=on,
        changed=tuple(
            MemberChange(fields=(PERSON,), member=replace(states[number].now, person=person))
            for number, person in (persons or {}).items()
        ),
        left=tuple(movement.member for movement in movements),
        movements=tuple(movements),
    )
    facts = [*_ended(household, leaving.left, on), leaving]
    return with_detection(household, with_end_proposed(household, facts, context), context)


def with_end_proposed(household: Household, facts: list[Fact], context: DecisionContext) -> list[Fact]:
    """The facts, and the proposal to end the open episode when by them the last member is gone (OF-31)."""
    after = household_after(household, facts, context)
    episode = after.episode
    if after.present() or episode is None or episode.state is not EpisodeState.OPEN or episode.closing is not None:
        return facts
    return [*facts, ClosingProposed(reason=Closing.MEMBERS_NONE)]


def _ended(household: Household, members: Collection[int], on: date) -> Iterator[Fact]:
    """What stood open for the members who leave: offers, agreed measures, jobs."""
    for offer in household.offers:
        if offer.member in members and offer.status is OfferStatus.OPEN:
            yield OfferWithdrawn(offer=offer.number)
    for record in dict.fromkeys(filter(None, (household.outside, household.episode))):
        yield from (
            MeasureDropped(member=plan.member, measure=plan.measure, number=plan.number)
            for plan in record.plans
            if plan.member in members
        )
    for placement in household.holding_placements():
        if placement.member in members:
            yield EmploymentEnded(
                member=placement.member,
                placement=placement.number,
                on=max(on, placement.since),
                reason=JobEnd.LEFT_HOUSEHOLD,
            )

"""Members of one household come to another, or found one: what is known of them goes along (GY-2a, GY-11c, ADR 0036)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from casework.domain.codes.people import Employment
from casework.domain.codes.sources import Source
from casework.domain.decisions.detection import with_detection
from casework.domain.errors import InvalidValueError
from casework.domain.fact import HOUSEHOLD, Fact
from casework.domain.facts.households import MembersUpdated, Registered
from casework.domain.household.context import DecisionContext
from casework.domain.household.evolution.evolve_members import PRESENCE
from casework.domain.household.parts import MemberState
from casework.domain.household.state import Household
from casework.domain.members import HouseholdPrivate, HouseholdValues, Member, Movement, PersonPrivate
from casework.domain.text_values import one_form
from casework.domain.values.bounds import MOST_MEMBERS


class Arrival(Struct, frozen=True, kw_only=True):
    """Somebody who comes from another household: their values and data as they are known there, and how they come."""

    member: Member
    private: PersonPrivate
    movement: Movement


def arrival(
    source: Household, state: MemberState, private: PersonPrivate, *, person: str, movement: Movement
) -> Arrival:
    """
    The member as the new household gets to know them, under the number of `movement`.

    A job that holds stays with the person as what is said of them; the relation to the head was that of the old household.
    What a verification found, and that they are hard to employ, goes along.
    """
    now = replace(state.now, number=movement.member, is_head=False, person=person)
    jobs = source.holding_placements(state.number)
    if jobs:
        job = max(jobs, key=lambda each: each.since)
        pay = job.monthly_pay if job.monthly_pay is not None else now.monthly_pay
        now = replace(now, employment=Employment.EMPLOYED, work_started_on=job.since, monthly_pay=pay)
    found = replace(
        movement,
        finding=state.finding,
        hard_to_employ=state.hard_to_employ,
        further_grounds=state.further_grounds,
        grounds_until=state.grounds_until,
    )
    return Arrival(member=now, private=replace(private, relation=""), movement=found)


def arrived(household: Household, context: DecisionContext, arrivals: Sequence[Arrival], on: date) -> list[Fact]:
    """What is recorded in the household that they come to, which is judged with them. Raises InvalidValueError."""
    if max(each.member.number for each in arrivals) > MOST_MEMBERS:
        raise InvalidValueError(
            "members", zh=f"一户最多登记{MOST_MEMBERS}人", en=f"A household lists {MOST_MEMBERS} people at most"
        )
    _refuse_gone_since(household, arrivals, on)
    joined = MembersUpdated(
        source=Source.SURVEY,
        effective_on=on,
        joined=tuple(each.member for each in arrivals),
        movements=tuple(each.movement for each in arrivals),
        private={str(each.member.number): each.private for each in arrivals},
    )
    return with_detection(household, [joined], context)


def _refuse_gone_since(household: Household, arrivals: Sequence[Arrival], on: date) -> None:
    """Refuse who came back before the day on which they left. Raises InvalidValueError."""
    coming = {each.member.number for each in arrivals}
    for state in household.members:
        if state.number in coming and not state.is_newer(PRESENCE, on):
            raise InvalidValueError(
                "on",
                zh=f"成员{state.number}在{on}以后才离开该户：请核对日期",
                en=f"Member {state.number} left that household after {on}: check the day",
            )


def founded(
    household: Household,
    context: DecisionContext,
    arrivals: Sequence[Arrival],
    on: date,
    *,
    village: str,
    number: str,
    values: HouseholdValues,
) -> list[Fact]:
    """They found a household of their own, the first of them its head until a source says otherwise; it is judged."""
    first, *others = arrivals
    members = (replace(first.member, is_head=True), *(each.member for each in others))
    registered = Registered(
        village=village,
        number=one_form(number),
        values=replace(values, national_code=None, provincial_code=None),
        members=members,
        source=Source.SURVEY,
        effective_on=on,
        movements=tuple(each.movement for each in arrivals),
        private={HOUSEHOLD: HouseholdPrivate(head_name=first.private.name)}
        | {str(each.member.number): each.private for each in arrivals},
    )
    return with_detection(household, [registered], context)

"""How what an office finds of single members changes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from msgspec.structs import replace

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.verification import Finding, HardToEmployGround
from casework.domain.details.findings import MemberFinding
from casework.domain.fact import Recorded
from casework.domain.facts import verification
from casework.domain.facts.households import FINDING
from casework.domain.household.parts import MemberState
from casework.domain.household.state import Household

HARD_TO_EMPLOY = "hard_to_employ"
"""
Under this name a member's state keeps the day on which all grounds were said to be over, and under it with a ground that
of the last word on this one.
"""


def member_verified(household: Household, recorded: Recorded, fact: verification.MemberVerified) -> Household:
    """The finding stands unless a newer one does; on which grounds the member was hard to employ before, still holds."""
    found, on = fact.found, shanghai_date(recorded.occurred_at)

    def verified(state: MemberState) -> MemberState:
        if (state.said_on.get(FINDING) or on) > on:
            return state
        state = replace(state, finding=found.finding, said_on={**state.said_on, FINDING: on})
        return _confirmed(state, _spans_of(found), on)

    return _with_member(household, fact.member, verified)


def hard_to_employ_confirmed(
    household: Household, recorded: Recorded, fact: verification.HardToEmployConfirmed
) -> Household:
    """The member is hard to employ, on these grounds too, and so willing."""
    on = shanghai_date(recorded.occurred_at)
    also, until = (fact.details.also, fact.details.until) if fact.details else ((), None)
    spans = dict.fromkeys((fact.ground, *also), until)

    def confirmed(state: MemberState) -> MemberState:
        newest = {ground: until for ground, until in spans.items() if not _said_later(state, on, ground)}
        if not newest:
            return state
        willing = replace(state, finding=Finding.WILLING, said_on={**state.said_on, FINDING: on})
        return _confirmed(willing, newest, on)

    return _with_member(household, fact.member, confirmed)


def hard_to_employ_ended(household: Household, recorded: Recorded, fact: verification.HardToEmployEnded) -> Household:
    """The member is hard to employ no more, or on one ground less, unless that was confirmed again of a later day."""

    def ended(state: MemberState) -> MemberState:
        stands = tuple(
            each
            for each in grounds_standing(state)
            if fact.ground not in (None, each) or _said_later(state, fact.on, each)
        )
        return replace(
            state,
            hard_to_employ=stands[0] if stands else None,
            further_grounds=stands[1:],
            grounds_until={each: day for each, day in state.grounds_until.items() if each in stands},
            said_on=_with_day(state, fact.on, _name(fact.ground)),
        )

    return _with_member(household, fact.member, ended)


def household_reapplied(household: Household, recorded: Recorded, fact: verification.HouseholdReapplied) -> Household:
    """Whoever wishes to work counts again, and the household is judged anew."""
    on = shanghai_date(recorded.occurred_at)
    members = tuple(
        replace(state, finding=None, said_on={**state.said_on, FINDING: on})
        if state.number in fact.members and (state.said_on.get(FINDING) or on) <= on
        else state
        for state in household.members
    )
    return replace(household, members=members).with_episode(employable_at_closing=None, employed_at_closing=None)


def with_findings(household: Household, recorded: Recorded, findings: tuple[MemberFinding, ...]) -> Household:
    """The household with what a verification of it found of its members: that alone holds of those it names."""
    if not findings:
        return household
    by_member, on = {found.member: found for found in findings}, shanghai_date(recorded.occurred_at)
    members = tuple(
        _found(state, found, on) if (found := by_member.get(state.number)) else state for state in household.members
    )
    return replace(household, members=members)


def grounds_standing(state: MemberState) -> tuple[HardToEmployGround, ...]:
    """On which grounds a member is hard to employ, the first one first."""
    return (state.hard_to_employ, *state.further_grounds) if state.hard_to_employ else ()


def _spans_of(found: MemberFinding) -> dict[HardToEmployGround, date | None]:
    """All grounds that a finding names, the first one first, with the last day where it says one."""
    named: dict[HardToEmployGround, date | None] = {found.hard_to_employ: None} if found.hard_to_employ else {}
    return named | {each.ground: each.until for each in found.grounds}


def _found(state: MemberState, found: MemberFinding, on: date) -> MemberState:
    said_on = {**state.said_on, FINDING: on}
    state = replace(
        state, finding=found.finding, hard_to_employ=None, further_grounds=(), grounds_until={}, said_on=said_on
    )
    return _confirmed(state, _spans_of(found), on)


def _confirmed(state: MemberState, spans: Mapping[HardToEmployGround, date | None], on: date) -> MemberState:
    """The member with these grounds beside those that stand, each with its last day where one is said."""
    standing = grounds_standing(state)
    together = tuple(dict.fromkeys((*standing, *spans)))
    kept = {each: day for each, day in state.grounds_until.items() if each not in spans}
    until = kept | {each.value: day for each, day in spans.items() if day is not None}
    if not spans:
        return state
    return replace(
        state,
        hard_to_employ=together[0],
        further_grounds=together[1:],
        grounds_until=until,
        said_on=_with_day(state, on, *map(_name, spans)),
    )


def _said_later(state: MemberState, on: date, ground: HardToEmployGround) -> bool:
    """Whether something newer was said of the ground itself, or of all of them."""
    return any((state.said_on.get(name) or on) > on for name in (HARD_TO_EMPLOY, _name(ground)))


def _name(ground: HardToEmployGround | None) -> str:
    return HARD_TO_EMPLOY if ground is None else f"{HARD_TO_EMPLOY}/{ground}"


def _with_day(state: MemberState, on: date, *names: str) -> dict[str, date]:
    return state.said_on | {name: max(on, state.said_on.get(name, on)) for name in names}


def _with_member(household: Household, number: int, change: Callable[[MemberState], MemberState]) -> Household:
    members = tuple(change(state) if state.number == number else state for state in household.members)
    return replace(household, members=members)

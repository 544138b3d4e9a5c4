"""A person has one number for life: whoever joins a household brings it, or is given one (GY-1c, CZ-3; ADR 0033)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from msgspec.structs import replace

from casework.domain.fact import Fact
from casework.domain.facts.households import MemberChange, MembersUpdated, Registered
from casework.domain.household.state import Household
from casework.domain.members import Member

PERSON = "person"
"""The member's field that holds the number."""

Draw = Callable[[], str]
"""Draws a number that nobody has: the domain itself knows no chance."""


def with_life_numbers(
    household: Household, facts: Iterable[Fact], *, known: Mapping[int, str], draw: Draw
) -> list[Fact]:
    """
    The facts, with a number for whoever joins, and for members whom they speak of and who have none yet.

    Whoever was a member before keeps their number; who was one of another household brings that number, `known` by the
    member's number here; everybody else is given the next one drawn.
    """
    had = {state.number: state.now.person for state in household.members}
    numbers = {**known, **{number: person for number, person in had.items() if person}}

    def numbered(member: Member) -> Member:
        return replace(member, person=numbers.get(member.number) or draw())

    def spoken_of(change: MemberChange) -> MemberChange:
        if had.get(change.member.number):
            return change
        return replace(change, fields=(*change.fields, PERSON), member=numbered(change.member))

    return [_numbered(fact, numbered, spoken_of) for fact in facts]


def _numbered(
    fact: Fact, numbered: Callable[[Member], Member], spoken_of: Callable[[MemberChange], MemberChange]
) -> Fact:
    match fact:
        case Registered():
            return replace(fact, members=tuple(map(numbered, fact.members)))
        case MembersUpdated():
            return replace(fact, joined=tuple(map(numbered, fact.joined)), changed=tuple(map(spoken_of, fact.changed)))
    return fact

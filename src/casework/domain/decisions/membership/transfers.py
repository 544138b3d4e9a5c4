"""Members go from one household of the register to another: who may, and what the first one records (GY-2a, ADR 0036)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from casework.domain.codes.people import MembershipGround
from casework.domain.decisions.membership.departures import ONLY_JOINS, departed, refuse_departure
from casework.domain.errors import HouseholdUnknownError, InvalidValueError, NotNowError
from casework.domain.fact import Fact
from casework.domain.household.context import DecisionContext
from casework.domain.household.state import Household
from casework.domain.members import Movement

NOWHERE = ONLY_JOINS | {MembershipGround.DEAD, MembershipGround.ARMY, MembershipGround.CUSTODY}
"""Grounds that lead to no other household."""


def move_members(
    household: Household,
    context: DecisionContext,
    *,
    members: tuple[int, ...],
    to: str = "",
    number: str | None = None,
    village: str | None = None,
    ground: MembershipGround = MembershipGround.MOVED,
    on: date | None = None,
    other: Household,
    persons: Mapping[int, str],
) -> list[Fact]:
    """
    Members go to the `other` household, which is named by its id (`to`) or by number and village.

    `persons` are the numbers for life of all members who have one or are to have one. Quiet when they stand there already.
    Raises HouseholdUnknownError, MemberUnknownError, InvalidValueError.
    """
    _refuse_unnamed(to, number)
    if not other.known:
        raise HouseholdUnknownError(number or to)
    return _transferred(household, context, members, ground, on, other, persons)


def split_household(
    household: Household,
    context: DecisionContext,
    *,
    members: tuple[int, ...],
    number: str,
    village: str | None = None,
    ground: MembershipGround = MembershipGround.SPLIT_OFF,
    on: date | None = None,
    other: Household,
    persons: Mapping[int, str],
) -> list[Fact]:
    """
    Members found a household of their own under a number; the open episode stays where it is.

    Quiet when they have done so already. Raises as `move_members`, NotNowError when a household stands there, or when
    nobody would be left.
    """
    if other.known and not already_there(household, other, members):
        raise NotNowError(
            zh=f"该村已有户编号{number}的一户：新户请用另一个编号，迁入该户请用成员迁移",
            en=f"The village has a household {number} already: found one under another number, or move there",
            helps=("move-member",),
        )
    if {state.number for state in household.present()} <= set(members):
        raise NotNowError(
            zh="全体成员都迁走不是分户：整户迁移或改号请用迁移",
            en="All members together are no new household: move it whole, or give it another number",
            helps=("move",),
        )
    return _transferred(household, context, members, ground, on, other, persons)


def merge_households(
    household: Household,
    context: DecisionContext,
    *,
    to: str = "",
    number: str | None = None,
    village: str | None = None,
    on: date | None = None,
    other: Household,
    persons: Mapping[int, str],
) -> list[Fact]:
    """
    All members go to the `other` household, and the two are one from then on; an open episode's end is proposed.

    Quiet when nobody is left. Raises as `move_members`.
    """
    _refuse_unnamed(to, number)
    if not other.known:
        raise HouseholdUnknownError(number or to)
    members = tuple(state.number for state in household.present())
    return _transferred(household, context, members, MembershipGround.MERGED, on, other, persons) if members else []


def already_there(source: Household, target: Household, members: Sequence[int]) -> bool:
    """Whether all these members have left the one and stand in the other as the same persons."""
    left = {state.number: state.now.person for state in source.members if state.left}
    there = {state.now.person for state in target.present()}
    return bool(members) and all(number in left and left[number] in there - {None} for number in members)


def numbers_there(target: Household, persons: Mapping[int, str]) -> dict[int, int]:
    """The number of each in the other household: the former one of who comes back, else the next one."""
    former = {state.now.person: state.number for state in target.members if state.now.person}
    following = max((state.number for state in target.members), default=0)
    found: dict[int, int] = {}
    for number, person in persons.items():
        if person not in former:
            following += 1
        found[number] = former.get(person, following)
    return found


def _transferred(
    household: Household,
    context: DecisionContext,
    members: tuple[int, ...],
    ground: MembershipGround,
    on: date | None,
    other: Household,
    persons: Mapping[int, str],
) -> list[Fact]:
    if already_there(household, other, members):
        return []
    effective_on = on or context.today
    _refuse_odd(household, other, members, ground)
    refuse_departure(household, context, members, effective_on)
    there = numbers_there(other, {number: persons[number] for number in members})
    movements = [
        Movement(member=number, ground=ground, household=other.id, other_member=there[number]) for number in members
    ]
    new = {number: persons[number] for number in members if household.member(number).now.person is None}
    return departed(household, context, movements, effective_on, new)


def _refuse_unnamed(to: str, number: str | None) -> None:
    if bool(to) is bool(number):
        raise InvalidValueError(
            "to", zh="请写明另一户的系统编号或户编号（其一）", en="Name the other household by its id or by its number"
        )


def _refuse_odd(household: Household, other: Household, members: Sequence[int], ground: MembershipGround) -> None:
    if not household.known:
        raise HouseholdUnknownError(household.id)
    if household.id == other.id:
        raise InvalidValueError("to", zh="另一户就是本户", en="That is the same household")
    if ground in NOWHERE:
        raise InvalidValueError(
            "ground", zh=f"“{ground.zh}”不是迁往另一户的原因", en=f"Nobody goes to another household by {ground}"
        )
    if not members:
        raise InvalidValueError("members", zh="请写明成员编号", en="Name the members by their numbers")
    if len(set(members)) < len(members):
        raise InvalidValueError("members", zh="成员编号有重复", en="A member is named twice")

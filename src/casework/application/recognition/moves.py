"""Who goes from one household to another by the same import: waits until both are known, is linked in both (GY-2a, ADR 0036)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from msgspec.structs import replace

from casework.application.log.records.groups import AppendGroup
from casework.application.recognition.plans import Plan
from casework.domain.codes.people import MembershipGround
from casework.domain.fact import Fact
from casework.domain.facts.households import MembersUpdated, Registered
from casework.domain.members import Movement


def linked(groups: Sequence[AppendGroup], owners: Mapping[bytes, tuple[UUID, int]]) -> list[AppendGroup]:
    """
    The groups, in which each who leaves one of these households and joins another is said to have moved.

    `owners` says in which household, and as which member, each person stands until then.
    """
    gone = {row.digest for group in groups for row in group.people if row.action == "remove"}
    movements: defaultdict[UUID, list[Movement]] = defaultdict(list)
    for group in groups:
        for row in group.people:
            if row.action == "add" and row.digest in gone and row.digest in owners:
                home, member = owners[row.digest]
                if home != group.household:
                    movements[home].append(_moved(member, group.household, row.member))
                    movements[group.household].append(_moved(row.member, home, member))
    return [_with(group, movements[group.household]) if group.household in movements else group for group in groups]


def held_back(plans: Sequence[Plan], *, more: bool, waiting: Collection[bytes]) -> list[Plan]:
    """
    The plans, of which those wait that let somebody go whom none of these takes in, though another one may.

    That is one still to be read where there is `more`, or one that is `waiting` already: decided together they say of
    each other whence and whither. Whoever moves between two of these is decided in both, or waits in both.
    """
    taken = frozenset[bytes]().union(*(plan.movers for plan in plans))
    going = {d for plan in plans for d in plan.freed if d not in taken and (more or d in waiting)}
    held: set[UUID] = set()
    while found := [p for p in plans if p.pending.id not in held and not p.moving.isdisjoint(going)]:
        held |= {plan.pending.id for plan in found}
        going |= {digest for plan in found for digest in plan.moving}
    return [Plan(pending=p.pending, waits=True) if p.pending.id in held else p for p in plans]


def _moved(member: int, household: UUID, other_member: int) -> Movement:
    return Movement(member=member, ground=MembershipGround.MOVED, household=household, other_member=other_member)


def _with(group: AppendGroup, movements: Iterable[Movement]) -> AppendGroup:
    in_order = tuple(sorted(movements, key=lambda each: each.member))
    return replace(group, entries=tuple(replace(entry, fact=_linked(entry.fact, in_order)) for entry in group.entries))


def _linked(fact: Fact, movements: tuple[Movement, ...]) -> Fact:
    """The fact that says of these members that they joined or left says whence or whither."""
    match fact:
        case Registered():
            said = {member.number for member in fact.members}
        case MembersUpdated():
            said = {member.number for member in fact.joined} | set(fact.left)
        case _:
            return fact
    return replace(fact, movements=tuple(each for each in movements if each.member in said))

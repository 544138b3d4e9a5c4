"""Who moves between households that an import reads far from each other waits until both are known (GY-2a, ADR 0036)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from casework.application.recognition.plans import Plan


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

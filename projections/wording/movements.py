"""Why members joined a household or left it, and from or to which other one, in words (GY-2a, ADR 0036)."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from casework.domain.codes.people import MembershipGround
from casework.domain.fact import Fact
from casework.domain.facts.households import MembersUpdated, Registered
from casework.domain.labels import Label
from casework.domain.members import Movement

Called = Callable[[UUID], Label]
"""What another household is called: its village and its number, as screens show it."""


def by_its_id(household: UUID) -> Label:
    """What a household is called of which nothing but its id is known."""
    return Label(f"{household}户", f"{household}")


def movements_of(fact: Fact) -> tuple[Movement, ...]:
    """Who joined or left by the fact, and why."""
    return fact.movements if isinstance(fact, Registered | MembersUpdated) else ()


def with_movements(found: Label, fact: Fact, called: Called) -> Label:
    """The sentence of the fact, and behind it why members joined or left."""
    left = fact.left if isinstance(fact, MembersUpdated) else ()
    zh, en = found
    for movement in movements_of(fact):
        said = _movement(movement, called, left=movement.member in left)
        zh += said.zh if zh.endswith("：") else f"，{said.zh}"
        en += said.en if en.endswith(": ") else f"; {said.en}"
    return Label(zh, en)


def _movement(movement: Movement, called: Called, *, left: bool) -> Label:
    zh, en = movement.ground.label
    other = called(movement.household) if movement.household else None
    if other and movement.ground is MembershipGround.SAME_PERSON and not left:
        return Label(
            f"{other.zh}成员{movement.other_member}与成员{movement.member}是同一人（{zh}）",
            f"member {movement.other_member} of household {other.en} is member {movement.member} ({en})",
        )
    if other:
        zh += f"，{'转入' if left else '来自'}{other.zh}成员{movement.other_member}"
        en += f", {'to' if left else 'from'} household {other.en}, member {movement.other_member} there"
    way_zh, way_en = ("离户", "left") if left else ("入户", "joined")
    return Label(f"成员{movement.member}{way_zh}原因：{zh}", f"member {movement.member} {way_en} by: {en}")

"""Words of somebody who acts, sealed under whom they speak of."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import UNSET, UnsetType

from casework.domain.fact import HOUSEHOLD
from casework.domain.facts.assistance import NotePrivate


def noted(text: str, member: int | None = None) -> dict[str, NotePrivate] | UnsetType:
    """Words sealed under the one member of whom they speak, under the household where that is nobody; none, no block."""
    return {HOUSEHOLD if member is None else str(member): NotePrivate(text=text)} if text else UNSET


def the_one(members: Sequence[int]) -> int | None:
    """The one member of whom an entry speaks; None where that is nobody or several."""
    return members[0] if len(members) == 1 else None

"""What a ledger moves that speaks of an earlier day: duties, notices and figures of households at risk (GY-17b)."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from msgspec import Struct

from casework.domain.entries.effects import Effects, effects, looks_back
from casework.domain.fact import Fact
from casework.domain.household.context import DecisionContext, household_after
from casework.domain.household.state import Household


class MovedHousehold(Struct, frozen=True, kw_only=True):
    """A household in which what a ledger says of an earlier day moves something: duties, notices, figures."""

    id: UUID
    village: str
    household: str
    moves: Effects


def moved_by(household: Household, facts: Sequence[Fact], context: DecisionContext) -> MovedHousehold | None:
    """
    What facts that speak of an earlier day move in a household that is or was at risk; None when that is nothing.

    Of today, or of a household that was never at risk, nothing is worked out: what an import finds it counts anyway.
    """
    if not household.episodes or not looks_back(facts, context):
        return None
    moves = effects(household, household_after(household, facts, context), context.rules, at=context.now)
    if moves == Effects():
        return None
    return MovedHousehold(id=household.id, village=household.village, household=household.number, moves=moves)

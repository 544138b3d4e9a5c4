"""A household is carried over into the village that its own became part of (ADR 0019)."""

from __future__ import annotations

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.divisions.changes import NumberedChange
from casework.domain.fact import Fact
from casework.domain.facts.households import VillageChanged
from casework.domain.household.context import DecisionContext
from casework.domain.household.state import Household


def change_village(household: Household, context: DecisionContext, *, change: NumberedChange) -> list[Fact]:
    """
    The household belongs to the village that the change of divisions says, from its day on.

    Its cadre stays, its deadlines run on under the policy that governed them when they started; duties of offices and
    later steps go to those of the new village. Quiet before the day, when it stays where it is, when it was carried
    over by this change already, and when its registration was withdrawn.
    """
    if not household.known or shanghai_date(context.now) < change.effective_on:
        return []
    if change.number in [earlier.change for earlier in household.earlier_villages]:
        return []
    village = change.village_after(household.village, household.number)
    if village == household.village:
        return []
    return [
        VillageChanged(
            earlier=household.village, village=village, effective_on=change.effective_on, change=change.number
        )
    ]

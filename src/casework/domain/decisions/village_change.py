"""A household comes to another village: its own became part of one, or it moved; its history goes along (ADR 0019)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.divisions.changes import NumberedChange
from casework.domain.errors import HouseholdUnknownError, InvalidValueError, NotNowError
from casework.domain.fact import Fact
from casework.domain.facts.households import HouseholdMoved, VillageChanged
from casework.domain.household.context import DecisionContext, refuse_ahead
from casework.domain.household.state import Household
from casework.domain.text_values import one_form, refuse_blank


def number_taken(number: str, other: UUID | None = None) -> NotNowError:
    """The refusal of a number under which another household stands; which one, for who may see it."""
    zh, en = (f"（{other}）", f" ({other})") if other else ("", "")
    return NotNowError(
        zh=f"该村已有户编号{number}的一户{zh}，请用另一个编号",
        en=f"The village has a household {number} already{en}; give this one another number",
    )


def change_village(household: Household, context: DecisionContext, *, change: NumberedChange) -> list[Fact]:
    """
    The household belongs to the village that the change of divisions says, from its day on.

    Its cadre stays, its deadlines run on under the policy that governed them when they started; duties of offices and
    later steps go to those of the new village. Quiet before the day, when it stays where it is, when it was carried
    over by this change already, and when its registration was withdrawn.
    """
    if not household.known or shanghai_date(context.now) < change.effective_on:
        return []
    if household.has_followed(change.number, change.effective_on):
        return []
    village = change.village_after(household.village, household.number)
    if village == household.village:
        return []
    return [
        VillageChanged(
            earlier=household.village, village=village, effective_on=change.effective_on, change=change.number
        )
    ]


def move_household(
    household: Household,
    context: DecisionContext,
    *,
    village: str | None = None,
    number: str | None = None,
    on: date | None = None,
) -> list[Fact]:
    """
    The household belongs to another village, or has another number there, from a day on, by default that of the act.

    Its episode, its cadre and its clocks go on; offices of the new village take over what is theirs. Quiet when it is so
    already. Raises HouseholdUnknownError, InvalidValueError when neither is said, or for a day still to come.
    """
    if not household.known:
        raise HouseholdUnknownError(household.id)
    if village is None and number is None:
        raise InvalidValueError(
            "village", zh="请写明迁入的行政村或新的户编号", en="Name the village it moved to, or its new number"
        )
    refuse_blank("number", number)
    effective_on = on or context.today
    refuse_ahead("on", effective_on, context)
    moved = HouseholdMoved(
        earlier_village=household.village,
        earlier_number=household.number,
        village=village or household.village,
        number=one_form(number) if number else household.number,
        effective_on=effective_on,
    )
    same = (moved.village, moved.number) == (household.village, household.number)
    return [] if same else [moved]

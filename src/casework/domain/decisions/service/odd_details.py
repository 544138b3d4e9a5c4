"""Details that cannot be of this household."""

from __future__ import annotations

from casework.domain.details.details import Details, refuse_odd_details
from casework.domain.household.context import DecisionContext
from casework.domain.household.state import Household


def refuse_odd(details: Details | None, household: Household, context: DecisionContext) -> None:
    """Refuse details that cannot be, or that name somebody who is no member now. Raises MemberUnknownError, InvalidValueError."""
    present = tuple(state.number for state in household.present())
    refuse_odd_details(details, members=present, today=context.today)

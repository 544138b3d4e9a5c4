"""Showing sealed personal data in full: for a reason, and recorded before anything is shown."""

from __future__ import annotations

from casework.domain.codes.sources import Shown
from casework.domain.errors import HouseholdUnknownError
from casework.domain.fact import HOUSEHOLD, Fact
from casework.domain.facts.assistance import NotePrivate
from casework.domain.facts.households import PersonalDataShown
from casework.domain.household.context import DecisionContext
from casework.domain.household.state import Household
from casework.domain.text_values import refuse_blank


def show_personal_data(household: Household, _context: DecisionContext, *, where: Shown, reason: str) -> list[Fact]:
    """
    Record who sees whose sealed data in full, where and why; the reason is sealed with the household.

    Never quiet: each time counts. Raises HouseholdUnknownError, InvalidValueError without a reason.
    """
    if not household.known:
        raise HouseholdUnknownError(household.id)
    refuse_blank("reason", reason)
    members = tuple(state.number for state in household.members)
    return [PersonalDataShown(where=where, members=members, private={HOUSEHOLD: NotePrivate(text=reason)})]

"""Visits, calls and messages: what came of each, and which appointment it answers (CZ-12c, GY-13)."""

from __future__ import annotations

from msgspec import UNSET

from casework.domain.codes.service.assistance import FollowUpKind, Outcome
from casework.domain.codes.service.contacts import WhyMissed
from casework.domain.decisions.contacts.appointments import keep_appointment, miss_appointment
from casework.domain.decisions.notes import the_one
from casework.domain.decisions.service.odd_details import refuse_odd
from casework.domain.details.contact import ContactDetails
from casework.domain.fact import HOUSEHOLD, Fact, Private
from casework.domain.facts.assistance import ContactPrivate, FollowUpLogged, NotePrivate
from casework.domain.household.context import DecisionContext
from casework.domain.household.state import Household


def log_follow_up(
    household: Household,
    context: DecisionContext,
    *,
    kind: FollowUpKind,
    outcome: Outcome,
    details: ContactDetails | None = None,
    note: str = "",
    telephone: str = "",
    names: str = "",
    appointment: int | None = None,
) -> list[Fact]:
    """
    Log a visit, a call or a message, what came of it, and whatever else is said of it (CZ-12c, GY-13).

    Words, telephone and names are sealed under the member of whom it speaks, under the household where that is nobody
    or several. It may answer an appointment, which was kept when somebody was reached. Raises MemberUnknownError,
    InvalidValueError, NotNowError when no such appointment is open.
    """
    refuse_odd(details, household, context)
    one = the_one(details.members if details else ())
    subject = HOUSEHOLD if one is None else str(one)
    private: Private | None = NotePrivate(text=note) if note else None
    if telephone or names:
        private = ContactPrivate(text=note, telephone=telephone, names=names)
    sealed = {subject: private} if private is not None else UNSET
    logged = FollowUpLogged(kind=kind, outcome=outcome, details=details, private=sealed)
    return [logged, *_answering(household, context, appointment, outcome)]


def _answering(household: Household, context: DecisionContext, appointment: int | None, outcome: Outcome) -> list[Fact]:
    if appointment is None:
        return []
    if outcome is Outcome.REACHED:
        return keep_appointment(household, context, appointment=appointment)
    return miss_appointment(household, context, appointment=appointment, why=WhyMissed.HOUSEHOLD)

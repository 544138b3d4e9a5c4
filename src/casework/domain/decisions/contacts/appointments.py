"""A day is agreed with a household; it is kept, or it is missed (GY-14c, CZ-6)."""

from __future__ import annotations

from datetime import date

from casework.domain.codes.service.assistance import FollowUpKind
from casework.domain.codes.service.contacts import ContactPlace, WhyMissed
from casework.domain.decisions.notes import noted
from casework.domain.errors import NotNowError
from casework.domain.fact import Fact
from casework.domain.facts.service.contacts import AppointmentKept, AppointmentMade, AppointmentMissed
from casework.domain.household.context import DecisionContext, refuse_past
from casework.domain.household.state import Household


def make_appointment(
    household: Household,
    context: DecisionContext,
    *,
    kind: FollowUpKind,
    on: date,
    place: ContactPlace | None = None,
    note: str = "",
) -> list[Fact]:
    """
    Agree a day on which somebody meets or calls the household; its day is a deadline.

    Quiet when the same is agreed and open. Raises InvalidValueError for a day that is over.
    """
    refuse_past("on", on, context)
    if any((each.kind, each.on, each.place) == (kind, on, place) for each in open_appointments(household)):
        return []
    number = 1 + sum(isinstance(entry.fact, AppointmentMade) for r in household.records for entry in r.entries)
    return [AppointmentMade(appointment=number, kind=kind, on=on, place=place, private=noted(note))]


def keep_appointment(household: Household, _context: DecisionContext, *, appointment: int) -> list[Fact]:
    """Record that an appointment was kept. Raises NotNowError when none of this number is open."""
    refuse_no_appointment(household, appointment)
    return [AppointmentKept(appointment=appointment)]


def miss_appointment(
    household: Household, _context: DecisionContext, *, appointment: int, why: WhyMissed, note: str = ""
) -> list[Fact]:
    """Record that an appointment did not take place, and why. Raises NotNowError when none of this number is open."""
    refuse_no_appointment(household, appointment)
    return [AppointmentMissed(appointment=appointment, why=why, private=noted(note))]


def open_appointments(household: Household) -> tuple[AppointmentMade, ...]:
    """The appointments that were neither kept nor missed, in the order in which they were made."""
    facts = [entry.fact for record in household.records for entry in record.entries]
    over = {fact.appointment for fact in facts if isinstance(fact, AppointmentKept | AppointmentMissed)}
    return tuple(f for f in facts if isinstance(f, AppointmentMade) and f.appointment not in over)


def refuse_no_appointment(household: Household, appointment: int) -> None:
    """Refuse what answers an appointment that is not open. Raises NotNowError."""
    numbers = [each.appointment for each in open_appointments(household)]
    if appointment not in numbers:
        zh, en = "、".join(map(str, numbers)) or "无", ", ".join(map(str, numbers)) or "none"
        raise NotNowError(
            zh=f"没有第{appointment}次预约可答复，未了的预约：{zh}",
            en=f"No appointment {appointment} is open; these are: {en}",
            helps=("appointment",),
        )

"""Appointments are made, kept and missed; complaints are taken in and answered by somebody else (GY-14c, CZ-2)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from casework.domain.codes.service.assistance import FollowUpKind, Outcome
from casework.domain.codes.service.contacts import (
    ComplaintAbout,
    ComplaintOutcome,
    ComplaintWay,
    TelephoneFound,
    WhyMissed,
)
from casework.domain.decisions.contacts.appointments import keep_appointment, make_appointment, miss_appointment
from casework.domain.decisions.contacts.complaints import answer_complaint, take_in_complaint
from casework.domain.decisions.contacts.telephones import check_telephone
from casework.domain.decisions.service.follow_ups import log_follow_up
from casework.domain.errors import InvalidValueError, MemberUnknownError, NotNowError, SamePersonError
from casework.domain.fact import HOUSEHOLD
from casework.domain.facts.assistance import FollowUpLogged, NotePrivate
from casework.domain.facts.service.contacts import (
    AppointmentKept,
    AppointmentMade,
    AppointmentMissed,
    ComplaintAnswered,
    ComplaintTakenIn,
    TelephoneChecked,
)
from tests.support.households.stories import a_household_with_cadre, a_registered_household, given

VISIT, CALL = FollowUpKind.VISIT, FollowUpKind.CALL
FRIDAY = date(2026, 3, 6)
WORDS = {HOUSEHOLD: NotePrivate(text="说明")}
APPOINTED = a_registered_household().did(make_appointment, kind=VISIT, on=FRIDAY)


def test_an_appointment_is_made_with_a_number_of_its_own() -> None:
    """Also for a household that was never at risk; the same again is quiet, another one is the second."""
    given(a_registered_household()).when(make_appointment, kind=VISIT, on=FRIDAY, note="说明").then(
        AppointmentMade(appointment=1, kind=VISIT, on=FRIDAY, private=WORDS)
    )
    given(APPOINTED).when(make_appointment, kind=VISIT, on=FRIDAY).then_quiet()
    given(APPOINTED).when(make_appointment, kind=CALL, on=FRIDAY).then(
        AppointmentMade(appointment=2, kind=CALL, on=FRIDAY)
    )


def test_no_appointment_is_made_for_a_day_that_is_over() -> None:
    """Today's is."""
    given(APPOINTED).when(make_appointment, at=FRIDAY, kind=CALL, on=FRIDAY).then(
        AppointmentMade(appointment=2, kind=CALL, on=FRIDAY)
    )
    given(APPOINTED).when(make_appointment, at=FRIDAY, kind=CALL, on=date(2026, 3, 5)).then_refuses(InvalidValueError)


def test_an_appointment_is_kept_or_missed_once() -> None:
    """What is over cannot be answered again, and the refusal says which are open."""
    given(APPOINTED).when(keep_appointment, at=FRIDAY, appointment=1).then(AppointmentKept(appointment=1))
    missed = AppointmentMissed(appointment=1, why=WhyMissed.PUT_OFF, private=WORDS)
    given(APPOINTED).when(miss_appointment, appointment=1, why=WhyMissed.PUT_OFF, note="说明").then(missed)
    kept = APPOINTED.did(keep_appointment, appointment=1)
    given(kept).when(miss_appointment, appointment=1, why=WhyMissed.OFFICE).then_refuses(NotNowError, "none")
    given(APPOINTED).when(keep_appointment, appointment=2).then_refuses(NotNowError, "these are: 1")


@pytest.mark.parametrize(
    ("outcome", "answer"),
    [
        (Outcome.REACHED, AppointmentKept(appointment=1)),
        (Outcome.AWAY, AppointmentMissed(appointment=1, why=WhyMissed.HOUSEHOLD)),
    ],
)
def test_a_contact_answers_its_appointment(outcome: Outcome, answer: AppointmentKept | AppointmentMissed) -> None:
    """Reached it was kept, else the household was not there."""
    given(APPOINTED).when(log_follow_up, kind=VISIT, outcome=outcome, appointment=1).then(
        FollowUpLogged(kind=VISIT, outcome=outcome), answer
    )
    given(APPOINTED).when(log_follow_up, kind=VISIT, outcome=outcome, appointment=2).then_refuses(NotNowError)


def test_a_complaint_is_answered_by_somebody_who_does_not_serve() -> None:
    """In words on both sides; the cadre's own answer is none, and no complaint is answered twice."""
    story = a_household_with_cadre("li.na")
    given(story).when(take_in_complaint, about=ComplaintAbout.SERVICE, way=ComplaintWay.HOTLINE, note="说明").then(
        ComplaintTakenIn(complaint=1, about=ComplaintAbout.SERVICE, way=ComplaintWay.HOTLINE, private=WORDS)
    )
    taken = story.did(take_in_complaint, about=ComplaintAbout.SERVICE, way=ComplaintWay.HOTLINE, note="说明")
    answer: dict[str, Any] = {"complaint": 1, "outcome": ComplaintOutcome.PUT_RIGHT, "note": "说明"}
    given(taken).when(answer_complaint, by="zhou.min", **answer).then(
        ComplaintAnswered(complaint=1, outcome=ComplaintOutcome.PUT_RIGHT, private=WORDS)
    )
    given(taken).when(answer_complaint, by="li.na", **answer).then_refuses(SamePersonError)
    given(taken).when(answer_complaint, by="zhou.min", **(answer | {"note": " "})).then_refuses(InvalidValueError)
    answered = taken.did(answer_complaint, by="zhou.min", **answer)
    given(answered).when(answer_complaint, by="zhou.min", **answer).then_refuses(NotNowError)


def test_a_telephone_is_corrected_with_its_number_alone() -> None:
    """A correction has one, nothing else has; the number itself is no part of the fact."""
    story = a_registered_household()
    checked = TelephoneChecked(member=1, found=TelephoneFound.NONE)
    given(story).when(check_telephone, member=1, found=TelephoneFound.NONE).then(checked)
    for found, number in (
        (TelephoneFound.CORRECTED, ""),
        (TelephoneFound.CORRECTED, "没有"),
        (TelephoneFound.RIGHT, "10012345678"),
    ):
        given(story).when(check_telephone, member=1, found=found, telephone=number).then_refuses(InvalidValueError)
    given(story).when(check_telephone, member=9, found=TelephoneFound.NONE).then_refuses(MemberUnknownError)

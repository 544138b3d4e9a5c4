"""What contacts ask for by themselves: a wrong number a check, three failures in a row a visit, a complaint an answer."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from casework.domain.codes.service.assistance import FollowUpKind, Outcome
from casework.domain.codes.service.contacts import (
    ComplaintAbout,
    ComplaintOutcome,
    ComplaintWay,
    TelephoneFound,
    WhyMissed,
)
from casework.domain.facts.assistance import FollowUpLogged
from casework.domain.facts.service.contacts import (
    AppointmentKept,
    AppointmentMade,
    AppointmentMissed,
    ComplaintAnswered,
    ComplaintTakenIn,
    TelephoneChecked,
)
from tests.support.households.deadline_stories import REACHED, detected, is_met, runs
from tests.support.households.stories import TUESDAY, Story

DAY = timedelta(days=1)
AWAY = FollowUpLogged(kind=FollowUpKind.VISIT, outcome=Outcome.AWAY)
WRONG = FollowUpLogged(kind=FollowUpKind.CALL, outcome=Outcome.INVALID_NUMBER)
CALLED = FollowUpLogged(kind=FollowUpKind.CALL, outcome=Outcome.REACHED)
ON_FRIDAY = AppointmentMade(appointment=1, kind=FollowUpKind.VISIT, on=date(2026, 3, 6))
COMPLAINT = ComplaintTakenIn(complaint=1, about=ComplaintAbout.SERVICE, way=ComplaintWay.HOTLINE)
VISIT = "visit-after-failed-contacts"


def failed(*contacts: FollowUpLogged) -> Story:
    """The contacts on the days after the detection, one a day."""
    story = detected()
    for place, contact in enumerate(contacts):
        story = story.happened(contact, at=TUESDAY + place * DAY)
    return story


def test_the_third_failure_in_a_row_asks_for_a_visit() -> None:
    """The second does not; a fourth asks for no other one. The visit that reaches somebody meets it."""
    assert failed(AWAY, WRONG).occurrences(VISIT) == []
    story = failed(AWAY, WRONG, AWAY, AWAY)
    assert story.occurrences(VISIT) == ["5"]
    runs(story, VISIT, "5", date(2026, 3, 12))
    is_met(story, VISIT, "5", REACHED, date(2026, 3, 9))


def test_whoever_is_reached_breaks_the_row() -> None:
    """Two failures, a call that reached somebody, two failures: nothing is asked for; a third begins it."""
    assert failed(AWAY, AWAY, CALLED, AWAY, AWAY).occurrences(VISIT) == []
    assert failed(AWAY, AWAY, CALLED, AWAY, AWAY, AWAY).occurrences(VISIT) == ["8"]


def test_a_call_that_reaches_somebody_ends_the_duty_to_visit() -> None:
    """It is neither met nor missed; later failures may begin another one."""
    instance = failed(AWAY, AWAY, AWAY, CALLED).deadline(VISIT, "5")
    assert (instance.unmet, instance.met_at) == (False, None)
    assert failed(AWAY, AWAY, AWAY, CALLED, AWAY, AWAY, AWAY).occurrences(VISIT) == ["5", "9"]


def test_a_row_is_counted_in_the_order_of_time() -> None:
    """A failure that is entered afterwards counts on the day on which it happened: before the call, with the others."""
    story = failed(AWAY, AWAY).happened(CALLED, at=date(2026, 3, 10)).happened(AWAY, at=date(2026, 3, 6))
    assert story.occurrences(VISIT) == [str(story.version)]


def test_a_wrong_number_is_checked_once_until_it_is() -> None:
    """A second wrong call begins no other task; the check meets it, and a call that reaches somebody ends it."""
    story = failed(WRONG, WRONG)
    assert story.occurrences("number-check") == ["3"]
    runs(story, "number-check", "3", date(2026, 3, 10))
    is_met(story, "number-check", "3", TelephoneChecked(member=1, found=TelephoneFound.NONE), date(2026, 3, 5))
    assert not failed(WRONG, CALLED).deadline("number-check").unmet


@pytest.mark.parametrize(
    "fact", [AppointmentKept(appointment=1), AppointmentMissed(appointment=1, why=WhyMissed.OFFICE)]
)
def test_an_appointment_is_answered_by_the_end_of_its_day(fact: AppointmentKept | AppointmentMissed) -> None:
    """Kept or missed, somebody says so; another appointment's answer does not count."""
    story = detected().happened(ON_FRIDAY)
    runs(story, "appointment", "3", date(2026, 3, 6))
    runs(story.happened(AppointmentKept(appointment=2)), "appointment", "3", date(2026, 3, 6))
    is_met(story, "appointment", "3", fact, date(2026, 3, 6))


def test_a_complaint_is_answered_within_its_days() -> None:
    """Fifteen working days, by the answer to this one."""
    story = detected().happened(COMPLAINT)
    runs(story, "complaint", "3", date(2026, 3, 24))
    is_met(story, "complaint", "3", ComplaintAnswered(complaint=1, outcome=ComplaintOutcome.PARTLY), date(2026, 3, 24))

"""Work that is known from a ledger alone ends with its reason (act 12; GY-2a, GY-14a)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from casework.domain.codes.people import Employment
from casework.domain.codes.service.contacts import Relation
from casework.domain.codes.work import JobEnd
from casework.domain.decisions.findings.known_work import end_known_work
from casework.domain.details.job import EndDetails
from casework.domain.errors import CaseworkError, InvalidValueError, MemberUnknownError, NotNowError
from casework.domain.facts.households import Detected
from casework.domain.facts.work import EmploymentEnded
from tests.support.households.stories import (
    FATHER,
    TUESDAY,
    WIFE,
    Story,
    a_placed_household,
    a_registered_household,
    given,
    working,
)

WORKS = working(FATHER, work_started_on=date(2026, 1, 5))
LAID_OFF: dict[str, Any] = {"member": 1, "on": date(2026, 3, 2), "reason": JobEnd.LAID_OFF}


def test_the_end_is_recorded_and_the_household_is_judged() -> None:
    """Nobody is left in work: the household is at risk."""
    story = a_registered_household(WORKS, WIFE)
    details = EndDetails(informant=Relation.SPOUSE)
    after = story.did(end_known_work, **LAID_OFF, details=details)
    ended, found = (entry.fact for entry in after.entries[-2:])
    assert ended == EmploymentEnded(**LAID_OFF, details=details)
    assert isinstance(found, Detected)
    assert after.household.member(1).now.employment is Employment.NOT_EMPLOYED
    given(after).when(end_known_work, **LAID_OFF).then_quiet()


def test_another_one_still_works() -> None:
    """Only the end is recorded."""
    story = a_registered_household(WORKS, working(WIFE))
    given(story).when(end_known_work, **LAID_OFF).then(EmploymentEnded(**LAID_OFF))


@pytest.mark.parametrize(
    ("story", "said", "error"),
    [
        (a_placed_household(), {}, NotNowError),
        (a_registered_household(WORKS, WIFE), {"member": 4}, NotNowError),
        (a_registered_household(WORKS, WIFE), {"member": 9}, MemberUnknownError),
        (a_registered_household(WORKS, WIFE), {"on": date(2026, 1, 4)}, InvalidValueError),
        (a_registered_household(WORKS, WIFE), {"on": date(2026, 3, 4)}, InvalidValueError),
    ],
    ids=["placed", "not in work", "a stranger", "before it began", "tomorrow"],
)
def test_what_has_no_end_is_refused(story: Story, said: dict[str, Any], error: type[CaseworkError]) -> None:
    """A placement ends by its number; the day lies between the beginning and today."""
    given(story).when(end_known_work, **{**LAID_OFF, **said}).then_refuses(error)
    first, last = date(2026, 1, 5), TUESDAY
    for on in (first, last):
        given(a_registered_household(WORKS, working(WIFE))).when(end_known_work, **{**LAID_OFF, "on": on}).then(
            EmploymentEnded(**{**LAID_OFF, "on": on})
        )

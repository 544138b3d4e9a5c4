"""A household is asked to let its data be checked, and answers (act 36; OF-15)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from casework.domain.codes.verification import CheckedData, ConsentAnswer
from casework.domain.decisions.findings.consent import record_consent
from casework.domain.errors import CaseworkError, InvalidValueError, NotNowError
from casework.domain.facts.clearance import SignerPrivate
from casework.domain.facts.consent import ConsentRecorded
from casework.domain.household.consent import Consent, last_consent
from tests.support.households.stories import (
    FATHER,
    SIGNED,
    TUESDAY,
    WIFE,
    a_detected_household,
    a_registered_household,
    given,
    working,
)

UNTIL = date(2027, 3, 3)
COVERS = (CheckedData.INCOME, CheckedData.INSURANCE)
GIVEN: dict[str, Any] = {"answer": ConsentAnswer.GIVEN, "covers": COVERS, "until": UNTIL}
HOUSEHOLD = a_registered_household(working(FATHER), WIFE)


def test_a_consent_is_signed_and_holds_until_its_day() -> None:
    """Who signed is sealed; it holds on its last day, and the day after no more."""
    given(HOUSEHOLD).when(record_consent, **GIVEN, signed=SIGNED).then(
        ConsentRecorded(
            **GIVEN, signed_on=date(2026, 3, 2), private={"household": SignerPrivate(name="王强", relation="本人")}
        )
    )
    found = last_consent(HOUSEHOLD.did(record_consent, **GIVEN, signed=SIGNED).household)
    assert found == Consent(answer=ConsentAnswer.GIVEN, on=TUESDAY, covers=COVERS, until=UNTIL)
    assert (found.holds(UNTIL), found.holds(date(2027, 3, 4))) == (True, False)


def test_it_is_asked_refused_given_and_taken_back() -> None:
    """The newest answer holds, in an episode and without one; the same again is quiet."""
    story = a_detected_household()
    assert last_consent(story.household) is None
    asked = story.did(record_consent, answer=ConsentAnswer.ASKED)
    given(asked).when(record_consent, answer=ConsentAnswer.ASKED).then_quiet()
    refused = asked.did(record_consent, at=date(2026, 3, 4), answer=ConsentAnswer.REFUSED)
    agreed = refused.did(record_consent, at=date(2026, 3, 5), **GIVEN, signed=SIGNED)
    back = agreed.did(record_consent, at=date(2026, 3, 6), answer=ConsentAnswer.WITHDRAWN)
    found = last_consent(back.household)
    assert found is not None
    assert (found.answer, found.holds(date(2026, 3, 6))) == (ConsentAnswer.WITHDRAWN, False)
    given(back).when(record_consent, answer=ConsentAnswer.WITHDRAWN).then_quiet()


@pytest.mark.parametrize(
    ("said", "error"),
    [
        (GIVEN, InvalidValueError),
        ({**GIVEN, "signed": replace(SIGNED, signed_on=date(2026, 3, 4))}, InvalidValueError),
        ({**GIVEN, "signed": SIGNED, "until": date(2026, 3, 2)}, InvalidValueError),
        ({**GIVEN, "signed": SIGNED, "covers": (CheckedData.INCOME,) * 2}, InvalidValueError),
        ({"answer": ConsentAnswer.REFUSED, "until": UNTIL}, InvalidValueError),
        ({"answer": ConsentAnswer.WITHDRAWN}, NotNowError),
    ],
    ids=["unsigned", "signed tomorrow", "over already", "twice", "refused until", "nothing to take back"],
)
def test_what_is_no_answer_is_refused(said: dict[str, Any], error: type[CaseworkError]) -> None:
    """Nothing is recorded."""
    given(HOUSEHOLD).when(record_consent, **said).then_refuses(error)

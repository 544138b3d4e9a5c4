"""Asking a household to let its data be checked, and what it answers (OF-15)."""

from __future__ import annotations

from datetime import date

from msgspec import UNSET

from casework.domain.codes.verification import CheckedData, ConsentAnswer
from casework.domain.decisions.findings.signatures import SignedRecord, refuse_signed_ahead
from casework.domain.errors import InvalidValueError, NotNowError
from casework.domain.fact import HOUSEHOLD, Fact
from casework.domain.facts.consent import ConsentRecorded
from casework.domain.household.consent import Consent, last_consent
from casework.domain.household.context import DecisionContext, refuse_past
from casework.domain.household.state import Household


def record_consent(
    household: Household,
    context: DecisionContext,
    *,
    answer: ConsentAnswer,
    covers: tuple[CheckedData, ...] = (),
    until: date | None = None,
    signed: SignedRecord | None = None,
) -> list[Fact]:
    """
    Record that a household was asked to let its data be checked, and what it answered; who signed is sealed.

    A consent needs a signed record. Quiet when it has answered the very same and nothing is signed anew. Raises
    InvalidValueError, NotNowError when there is no consent to take back.
    """
    given = answer is ConsentAnswer.GIVEN
    if given and signed is None:
        raise InvalidValueError(
            "signed-by",
            zh="同意授权须有签字：请写明签字人、与成员的关系和签字日期",
            en="A consent needs a signed record: say who signed, how related, and on which day",
        )
    if until is not None and not given:
        raise InvalidValueError("until", zh="只有同意授权才有期限", en="Only a consent has an end")
    if len(set(covers)) < len(covers):
        raise InvalidValueError("covers", zh="核对的数据有重复", en="The data is named twice")
    if until is not None:
        refuse_past("until", until, context)
    refuse_signed_ahead(context, signed)
    last = last_consent(household)
    if answer is ConsentAnswer.WITHDRAWN and (last is None or last.answer is not ConsentAnswer.GIVEN):
        return _nothing_to_withdraw(last)
    if last is not None and (last.answer, last.covers, last.until) == (answer, covers, until) and signed is None:
        return []
    return [
        ConsentRecorded(
            answer=answer,
            covers=covers,
            until=until,
            signed_on=signed.signed_on if signed else None,
            private={HOUSEHOLD: signed.signer} if signed else UNSET,
        )
    ]


def _nothing_to_withdraw(last: Consent | None) -> list[Fact]:
    if last is not None and last.answer is ConsentAnswer.WITHDRAWN:
        return []
    raise NotNowError(zh="该户没有同意过授权", en="The household has not consented: there is nothing to take back")

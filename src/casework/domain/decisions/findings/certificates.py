"""Recording the certificates of registration that members hold (BJ-1.2a, BJ-1.2b, F-9)."""

from __future__ import annotations

from datetime import date

from msgspec import UNSET

from casework.domain.codes.persons.documents import CertificateAct, CertificateKind
from casework.domain.codes.verification import Registration
from casework.domain.fact import Fact
from casework.domain.facts.verification import CertificatePrivate, CertificateRecorded
from casework.domain.household.context import DecisionContext, refuse_ahead
from casework.domain.household.state import Household


def record_certificate(
    household: Household,
    context: DecisionContext,
    *,
    member: int,
    kind: CertificateKind,
    act: CertificateAct,
    on: date,
    registration: Registration | None = None,
    number: str = "",
    note: str = "",
) -> list[Fact]:
    """
    Record that a certificate was issued to a member, changed, replaced or taken in (BJ-1.2a, BJ-1.2b).

    Its number and what was changed in it are sealed under the member. Raises MemberUnknownError, InvalidValueError for
    a day still to come.
    """
    household.member(member)
    refuse_ahead("on", on, context)
    private = {str(member): CertificatePrivate(number=number, text=note)} if number or note else UNSET
    return [CertificateRecorded(member=member, kind=kind, act=act, on=on, registration=registration, private=private)]

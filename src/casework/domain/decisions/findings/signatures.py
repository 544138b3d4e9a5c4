"""The written records of who does not wish to work: who signed, how related, when (BJ-1.2c, F-8)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

from casework.domain.codes.verification import Finding
from casework.domain.details.findings import MemberFinding
from casework.domain.errors import InvalidValueError
from casework.domain.fact import HOUSEHOLD, Private
from casework.domain.facts.clearance import SignerPrivate
from casework.domain.facts.verification import EvidencePrivate
from casework.domain.household.context import DecisionContext
from casework.domain.text_values import refuse_blank
from casework.domain.words import words


class SignedRecord(Struct, frozen=True, kw_only=True):
    """The written record of an unwilling member: who signed, how related, when (BJ-1.2c)."""

    name: Annotated[str, words("签字人", "who signed the written record", "--signed-by", metavar="NAME", sealed=True)]
    relation: Annotated[str, words("签字人与成员的关系", "their relation to the member", metavar="R", sealed=True)]
    signed_on: Annotated[date, words("签字日期", "the day it was signed")]

    @property
    def signer(self) -> SignerPrivate:
        """Who signed, as it is sealed."""
        return SignerPrivate(name=self.name, relation=self.relation)


class MemberSignature(Struct, frozen=True, kw_only=True):
    """The written record of one unwilling member: who signed, how related, when (BJ-1.2c, F-8)."""

    member: Annotated[int, words("成员编号", "the member's number")]
    name: Annotated[str, words("签字人", "who signed", sealed=True)]
    relation: Annotated[str, words("签字人与成员的关系", "their relation to the member", sealed=True)]
    signed_on: Annotated[date, words("签字日期", "the day it was signed")]

    @property
    def record(self) -> SignedRecord:
        """The same record, of whomever it is."""
        return SignedRecord(name=self.name, relation=self.relation, signed_on=self.signed_on)


class MemberEvidence(Struct, frozen=True, kw_only=True):
    """The number of the evidence of what was found of one member."""

    member: Annotated[int, words("成员编号", "the member's number")]
    number: Annotated[str, words("佐证材料编号", "number of the evidence", sealed=True)]


def refuse_unsigned(
    context: DecisionContext,
    findings: tuple[MemberFinding, ...],
    signed: SignedRecord | None,
    signatures: tuple[MemberSignature, ...],
) -> None:
    """Refuse unwillingness without a record, and a record of somebody who is not unwilling. Raises InvalidValueError."""
    unwilling = {found.member for found in findings if found.finding is Finding.UNWILLING}
    own = [each.member for each in signatures]
    for number in own:
        if number not in unwilling or own.count(number) > 1:
            raise InvalidValueError(
                "signature",
                zh=f"成员{number}的签字记录多余：只有认定为暂无就业意愿的成员才签字，每人一份",
                en=f"A record of member {number} has no place here: who is found unwilling signs, one record each",
            )
    if unwilling.difference(own) and signed is None:
        raise InvalidValueError(
            "signed-by",
            zh="无就业意愿须有本人或家庭成员签字的书面记录：请写明签字人、与成员的关系和签字日期",
            en="Unwillingness needs a written record: say who signed, how related, and on which day",
        )
    for record in (signed, *(each.record for each in signatures)):
        refuse_signed_ahead(context, record)


def refuse_signed_ahead(context: DecisionContext, signed: SignedRecord | None) -> None:
    """Refuse a record signed after the day of the decision. Raises InvalidValueError."""
    if signed is None:
        return
    refuse_blank("signed-by", signed.name)
    refuse_blank("relation", signed.relation)
    if signed.signed_on > context.today:
        raise InvalidValueError("signed-on", zh="签字日期不能晚于今天", en="The record cannot be signed in the future")


def signer_blocks(
    signed: SignedRecord | None, signatures: tuple[MemberSignature, ...], evidence_number: str
) -> dict[str, Private] | UnsetType:
    """Who signed, each sealed under the member, the one for all and the number of the evidence under the household."""
    blocks: dict[str, Private] = {str(each.member): each.record.signer for each in signatures}
    if signed is not None:
        blocks[HOUSEHOLD] = replace(signed.signer, number=evidence_number)
    elif evidence_number:
        blocks[HOUSEHOLD] = EvidencePrivate(number=evidence_number)
    return blocks or UNSET


def as_found(found: MemberFinding, signatures: tuple[MemberSignature, ...]) -> MemberFinding:
    """The finding with the day on which the member's own record was signed, and with the first ground by itself."""
    first = found.grounds[0].ground if found.grounds and found.hard_to_employ is None else found.hard_to_employ
    days = [each.signed_on for each in signatures if each.member == found.member]
    return replace(found, hard_to_employ=first, signed_on=days[0] if days else found.signed_on)

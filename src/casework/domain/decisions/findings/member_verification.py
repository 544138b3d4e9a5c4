"""Verifying single members as the yearly list asks, with an episode or without one (BJ-1.1c, BJ-1.2)."""

from __future__ import annotations

from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from casework.domain.codes.sources import VerificationSource
from casework.domain.decisions.detection import with_detection
from casework.domain.decisions.findings.member_findings import refuse_odd_findings
from casework.domain.decisions.findings.signatures import MemberEvidence, MemberSignature, as_found, refuse_unsigned
from casework.domain.details.details import refuse_odd_details
from casework.domain.details.findings import MemberFinding, VerificationDetails
from casework.domain.errors import InvalidValueError, NotNowError
from casework.domain.fact import Fact, Private
from casework.domain.facts.clearance import SignerPrivate
from casework.domain.facts.verification import EvidencePrivate, MemberVerified
from casework.domain.household.context import DecisionContext
from casework.domain.household.state import Household
from casework.domain.statuses import EpisodeState


def verify_members(
    household: Household,
    context: DecisionContext,
    *,
    source: VerificationSource,
    findings: tuple[MemberFinding, ...],
    signatures: tuple[MemberSignature, ...] = (),
    details: VerificationDetails | None = None,
    evidence_number: str = "",
    evidence_numbers: tuple[MemberEvidence, ...] = (),
) -> list[Fact]:
    """
    Record what a verification of single members found, one entry for each; done again, the newest finding holds.

    A member's own number of the evidence (`evidence_numbers`) stands in place of the one for all.

    The household is detected where it follows from that: somebody who did not wish to work does now. Raises
    MemberUnknownError, InvalidValueError without a finding, without a signed record of who is unwilling, or for the
    evidence of somebody of whom nothing was found, NotNowError while the household itself waits for its verification.
    """
    record = household.record_at(context.occurred_at)
    if record in household.episodes and record.state is EpisodeState.OPEN and not record.verified:
        raise NotNowError(
            zh="该户有处置周期待核实，请核实该户",
            en="The household has an episode that waits for its verification: verify the household",
            helps=("confirm-household", "find-not-eligible"),
        )
    if not findings:
        raise InvalidValueError("member", zh="请写明成员的核实结论", en="Say what was found of a member", always=True)
    refuse_odd_findings(household, context, findings)
    refuse_odd_details(details, members=(), today=context.today)
    refuse_unsigned(context, findings, None, signatures)
    _refuse_evidence_of_others(findings, evidence_numbers)
    numbers = {each.member: each.number for each in evidence_numbers}
    signed = {each.member: each.record.signer for each in signatures}
    facts = [
        MemberVerified(
            member=found.member,
            source=source,
            found=as_found(found, signatures),
            details=details,
            private=_sealed(found.member, signed.get(found.member), numbers.get(found.member, evidence_number)),
        )
        for found in findings
    ]
    return with_detection(household, facts, context)


def _refuse_evidence_of_others(findings: tuple[MemberFinding, ...], evidence: tuple[MemberEvidence, ...]) -> None:
    found, own = {each.member for each in findings}, [each.member for each in evidence]
    for number in own:
        if number not in found or own.count(number) > 1:
            raise InvalidValueError(
                "member-evidence",
                zh=f"成员{number}的佐证材料编号多余：只为本次有核实结论的成员各写一个",
                en=f"The evidence of member {number} has no place here: one number for each of whom something was found",
            )


def _sealed(member: int, signer: SignerPrivate | None, number: str) -> dict[str, Private] | UnsetType:
    """Who signed for the member, and the number of the evidence, sealed under the member."""
    if signer is not None:
        return {str(member): replace(signer, number=number)}
    return {str(member): EvidencePrivate(number=number)} if number else UNSET

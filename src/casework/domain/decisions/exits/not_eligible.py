"""Finding a detected household not eligible: proposed by one person and decided by another (GY-12c, GY-12f, BJ-1.2c)."""

from __future__ import annotations

from casework.domain.codes.clearance import ProposalReturn
from casework.domain.codes.sources import VerificationSource
from casework.domain.codes.verification import Finding, NotEligible
from casework.domain.decisions.findings.member_findings import refuse_odd_findings
from casework.domain.decisions.findings.signatures import (
    MemberSignature,
    SignedRecord,
    as_found,
    refuse_unsigned,
    signer_blocks,
)
from casework.domain.decisions.notes import noted
from casework.domain.decisions.verification import hard_to_employ, refuse_verified, with_those_who_count
from casework.domain.details.details import refuse_odd_details
from casework.domain.details.findings import MemberFinding, VerificationDetails
from casework.domain.errors import NotNowError
from casework.domain.fact import Fact, topic_of
from casework.domain.facts.episode_entries import EpisodeEntry
from casework.domain.facts.households import NotEligibleProposed, NotEligibleReturned, Verified
from casework.domain.household.answers import TooEarlyError
from casework.domain.household.context import DecisionContext, refuse_own_case
from casework.domain.household.detection import employable
from casework.domain.household.state import Household
from casework.domain.policy.deciders import DecisionKind

FOUND_FOR_ALL = {NotEligible.UNWILLING: Finding.UNWILLING, NotEligible.NO_CAPACITY: Finding.INCAPABLE}
"""What a verification that finds the household not eligible says of every member it does not name."""


def propose_not_eligible(
    household: Household,
    context: DecisionContext,
    *,
    reason: NotEligible,
    source: VerificationSource,
    findings: tuple[MemberFinding, ...] = (),
    signed: SignedRecord | None = None,
    signatures: tuple[MemberSignature, ...] = (),
    details: VerificationDetails | None = None,
    evidence_number: str = "",
) -> list[Fact]:
    """
    Propose that the household is not eligible for `reason`, with what was found of its members (BJ-1.2, GY-12c).

    A member is found unwilling only with a signed record. Quiet while the same is pending. Raises NoOpenEpisodeError,
    MemberUnknownError, InvalidValueError, NotNowError when it was verified, or proposed for another reason.
    """
    if household.open_episode().not_eligible is reason:
        return []
    refuse_verified(household)
    refuse_odd_findings(household, context, findings)
    refuse_odd_details(details, members=(), today=context.today)
    findings = _for_all(household, context, reason, findings)
    refuse_unsigned(context, findings, signed, signatures)
    return [
        NotEligibleProposed(
            reason=reason,
            source=source,
            findings=tuple(as_found(found, signatures) for found in findings),
            signed_on=signed.signed_on if signed else None,
            details=details,
            private=signer_blocks(signed, signatures, evidence_number),
        )
    ]


def decide_not_eligible(household: Household, context: DecisionContext, *, note: str = "") -> list[Fact]:
    """
    Find the household not eligible, as proposed by somebody else: its episode is over.

    Raises NoOpenEpisodeError, SamePersonError, TooEarlyError, NotNowError without a proposal, or when somebody has come
    since of whom it says nothing.
    """
    entry, proposal = _proposed(household)
    refuse_own_case(context, DecisionKind.NOT_ELIGIBLE, household.open_episode().not_eligible_proposed_by)
    if context.occurred_at < entry.occurred_at:
        raise TooEarlyError(topic_of(Verified), context.occurred_at, entry.topic, entry.occurred_at)
    if _for_all(household, context, proposal.reason, proposal.findings) != proposal.findings:
        raise NotNowError(
            zh="提请之后又有可就业的成员，提请中没有对其认定：请退回提请",
            en="Somebody employable has come since of whom the proposal says nothing: send it back",
            helps=("return-not-eligible",),
        )
    decided = Verified(
        confirmed=False,
        reason=proposal.reason,
        source=proposal.source,
        findings=proposal.findings,
        hard_to_employ=hard_to_employ(proposal.findings),
        signed_on=proposal.signed_on,
        details=proposal.details,
        private=noted(note),
    )
    return [with_those_who_count(household, context, decided)]


def return_not_eligible(
    household: Household, context: DecisionContext, *, reason: ProposalReturn, note: str = ""
) -> list[Fact]:
    """Send the proposal back, and say what is missing. Raises NoOpenEpisodeError, NotNowError without a proposal."""
    _proposed(household)
    return [NotEligibleReturned(reason=reason, private=noted(note))]


def _proposed(household: Household) -> tuple[EpisodeEntry, NotEligibleProposed]:
    episode = household.open_episode()
    for entry in reversed(episode.entries) if episode.not_eligible is not None else ():
        if isinstance(entry.fact, NotEligibleProposed):
            return entry, entry.fact
    raise NotNowError(
        zh="没有待审核的不符合认定：须先提请",
        en="It is not proposed as not eligible: that comes first",
        helps=("find-not-eligible",),
    )


def _for_all(
    household: Household, context: DecisionContext, reason: NotEligible, findings: tuple[MemberFinding, ...]
) -> tuple[MemberFinding, ...]:
    finding = FOUND_FOR_ALL.get(reason)
    if finding is None:
        return findings
    named = {found.member for found in findings}
    rest = (n for n in employable(household, context.today, context.policy.detection) if n not in named)
    return (*findings, *(MemberFinding(member=number, finding=finding) for number in rest))

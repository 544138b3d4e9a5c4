"""Verifying a detected household (GY-12c, BJ-1.2)."""

from __future__ import annotations

from msgspec.structs import replace

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.sources import VerificationSource
from casework.domain.decisions.findings.member_findings import refuse_odd_findings
from casework.domain.decisions.findings.signatures import (
    MemberSignature,
    SignedRecord,
    as_found,
    refuse_unsigned,
    signer_blocks,
)
from casework.domain.details.details import refuse_odd_details
from casework.domain.details.findings import MemberFinding, VerificationDetails
from casework.domain.errors import NotNowError
from casework.domain.fact import Fact
from casework.domain.facts.households import (
    Verified,
)
from casework.domain.household.context import DecisionContext, household_after
from casework.domain.household.detection import employable, employed
from casework.domain.household.state import Household


def verify(
    household: Household,
    context: DecisionContext,
    *,
    source: VerificationSource,
    findings: tuple[MemberFinding, ...] = (),
    signed: SignedRecord | None = None,
    signatures: tuple[MemberSignature, ...] = (),
    details: VerificationDetails | None = None,
    evidence_number: str = "",
) -> list[Fact]:
    """
    Confirm the household, with what was found of its members (BJ-1.2, GY-12c); that it is not eligible takes two.

    A member is found unwilling only with a signed record: one of `signatures`, sealed under the member, or the one
    `signed` for all who have none of their own. A confirmation needs somebody left who can and wants to work. Raises
    NoOpenEpisodeError, MemberUnknownError, InvalidValueError, NotNowError when verified already, or proposed as not
    eligible.
    """
    refuse_verified(household)
    refuse_odd_findings(household, context, findings)
    refuse_odd_details(details, members=(), today=context.today)
    refuse_unsigned(context, findings, signed, signatures)
    findings = tuple(as_found(found, signatures) for found in findings)
    fact = with_those_who_count(
        household,
        context,
        Verified(
            confirmed=True,
            source=source,
            findings=findings,
            hard_to_employ=hard_to_employ(findings),
            signed_on=signed.signed_on if signed else None,
            details=details,
            private=signer_blocks(signed, signatures, evidence_number),
        ),
    )
    if not fact.employable:
        raise NotNowError(
            zh="核实后没有人既有劳动能力又有就业意愿，请认定为不符合",
            en="Nobody is left who can and wants to work: record the household as not eligible",
            helps=("find-not-eligible",),
        )
    return [fact]


def refuse_verified(household: Household) -> None:
    """
    Refuse what comes before the verification once that was made, or a second person is to decide on one.

    Raises NoOpenEpisodeError, NotNowError; it names the entry, for what was found is put right there.
    """
    episode = household.open_episode()
    if episode.not_eligible is not None:
        raise NotNowError(
            zh=f"已提请认定不符合：{episode.not_eligible.zh}，由{episode.not_eligible_proposed_by}提请，须先审核或退回",
            en=f"It is proposed as not eligible already: {episode.not_eligible.en}, by "
            f"{episode.not_eligible_proposed_by}; decide or return it first",
            helps=("decide-not-eligible", "return-not-eligible"),
        )
    if not episode.verified or episode.verification_returned:
        return
    entry = next(entry for entry in reversed(episode.entries) if isinstance(entry.fact, Verified))
    on = shanghai_date(entry.occurred_at)
    raise NotNowError(
        zh=f"该户本周期已于{on}核实（第{entry.version}条记录），补充或更正核实结论请更正该条",
        en=f"The household was verified already on {on} (entry {entry.version}); correct that entry to add or "
        "change findings",
        helps=("correct",),
    )


def with_those_who_count(household: Household, context: DecisionContext, fact: Verified) -> Verified:
    """The verification with who counts as employable, and who as employed, once it is recorded."""
    rule, after = context.policy.detection, household_after(household, [fact], context)
    return replace(fact, employable=employable(after, context.today, rule), employed=employed(after, rule))


def hard_to_employ(findings: tuple[MemberFinding, ...]) -> tuple[int, ...]:
    """The members found hard to employ."""
    return tuple(found.member for found in findings if found.hard_to_employ)

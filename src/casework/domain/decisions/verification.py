"""Reporting a detected household and verifying it (GY-2d, GY-12c, BJ-1.2)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from msgspec import UNSET, Struct

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.people import Willingness
from casework.domain.codes.sources import Office, VerificationSource
from casework.domain.codes.verification import Finding, HardToEmployGround, NotEligible
from casework.domain.errors import InvalidValueError, NotNowError
from casework.domain.fact import HOUSEHOLD, Fact
from casework.domain.facts.clearance import SignerPrivate
from casework.domain.facts.households import (
    HardToEmployConfirmed,
    HouseholdReported,
    MemberFinding,
    ReportReceipted,
    Verified,
)
from casework.domain.household.context import DecisionContext, household_after
from casework.domain.household.detection import employable, employed
from casework.domain.household.parts import OUTSIDE, Episode
from casework.domain.household.state import Household
from casework.domain.text_values import refuse_blank
from casework.domain.words import words

FOUND_FOR_ALL = {NotEligible.UNWILLING: Finding.UNWILLING, NotEligible.NO_CAPACITY: Finding.INCAPABLE}
"""What a verification that finds the household not eligible says of every member it does not name."""


class SignedRecord(Struct, frozen=True, kw_only=True):
    """The written record of an unwilling member: who signed, how related, when (BJ-1.2c)."""

    name: Annotated[str, words("签字人", "who signed the written record", "--signed-by", metavar="NAME", sealed=True)]
    relation: Annotated[str, words("签字人与成员的关系", "their relation to the member", metavar="R", sealed=True)]
    signed_on: Annotated[date, words("签字日期", "the day it was signed")]

    @property
    def signer(self) -> SignerPrivate:
        """Who signed, as it is sealed."""
        return SignerPrivate(name=self.name, relation=self.relation)


def report_household(household: Household, context: DecisionContext) -> list[Fact]:
    """
    Report the household to the township, the county HRSS and the county rural revitalisation department (GY-2d).

    Outside episodes it reports who came home, or has no work and wants some. Quiet when it was reported in this
    episode, or outside on the same day. Raises NoOpenEpisodeError once the episode is cleared.
    """
    record = household.open_at(context.occurred_at)
    reports = (e.occurred_at for e in record.entries if isinstance(e.fact, HouseholdReported))
    again = record.number == OUTSIDE and context.today not in map(shanghai_date, reports)
    if record.reported_to and not again:
        return []
    return [HouseholdReported(offices=tuple(Office))]


def receipt_report(household: Household, context: DecisionContext, *, office: Office) -> list[Fact]:
    """
    Confirm that the report reached one office (GY-2d).

    Quiet when that office has receipted. Raises NoOpenEpisodeError, or NotNowError before the report.
    """
    episode = household.open_at(context.occurred_at)
    if office in episode.receipts:
        return []
    if office not in episode.reported_to:
        raise NotNowError(
            zh=f"该户尚未上报{office.zh}，不能签收",
            en=f"The household has not been reported to {office.en} yet",
            helps=("report",),
        )
    return [ReportReceipted(office=office)]


def verify(
    household: Household,
    context: DecisionContext,
    *,
    source: VerificationSource,
    reason: NotEligible | None = None,
    findings: tuple[MemberFinding, ...] = (),
    signed: SignedRecord | None = None,
) -> list[Fact]:
    """
    Confirm the household, or find it not eligible for `reason`, with what was found of its members (BJ-1.2, GY-12c).

    A member is found unwilling only with a signed record. A confirmation needs somebody left who can and wants to
    work. Raises NoOpenEpisodeError, MemberUnknownError, NotNowError when verified already, InvalidValueError.
    """
    if household.open_episode().verified:
        raise _verified_already(household.open_episode())
    _refuse_odd_findings(household, findings)
    findings = _for_all(household, context, reason, findings)
    _refuse_unsigned(context, findings, signed)
    fact = _verified(household, context, source, reason, findings, signed)
    if reason is None and not fact.employable:
        raise NotNowError(
            zh="核实后没有人既有劳动能力又有就业意愿，请认定为不符合",
            en="Nobody is left who can and wants to work: record the household as not eligible",
            helps=("find-not-eligible",),
        )
    return [fact]


def confirm_hard_to_employ(
    household: Household, context: DecisionContext, *, member: int, ground: HardToEmployGround
) -> list[Fact]:
    """
    Confirm after the verification that a member is hard to employ: turned fifty, a year without work (BJ-3.2a, OF-36).

    Quiet when that is known. Raises NoOpenEpisodeError, MemberUnknownError, or NotNowError before the verification and
    for a member who cannot or does not want to work.
    """
    if not household.open_episode().confirmed:
        raise NotNowError(
            zh="该户尚未核实确认，核实之后才认定就业困难人员",
            en="The household is not confirmed by a verification yet",
            helps=("confirm-household",),
        )
    state = household.member(member)
    if state.hard_to_employ is ground and state.finding is Finding.WILLING:
        return []
    if state.finding not in (None, Finding.WILLING) or state.now.willingness is Willingness.UNWILLING:
        raise NotNowError(
            zh=f"成员{member}没有就业意愿或劳动能力，不能认定为就业困难人员",
            en=f"Member {member} was found unwilling or incapable, so cannot be confirmed as hard to employ",
        )
    return [HardToEmployConfirmed(member=member, ground=ground)]


def _verified_already(episode: Episode) -> NotNowError:
    """It names the entry, for what was found is put right there."""
    entry = next(entry for entry in reversed(episode.entries) if isinstance(entry.fact, Verified))
    on = shanghai_date(entry.occurred_at)
    return NotNowError(
        zh=f"该户本周期已于{on}核实（第{entry.version}条记录），补充或更正核实结论请更正该条",
        en=f"The household was verified already on {on} (entry {entry.version}); correct that entry to add or "
        "change findings",
        helps=("correct",),
    )


def _verified(
    household: Household,
    context: DecisionContext,
    source: VerificationSource,
    reason: NotEligible | None,
    findings: tuple[MemberFinding, ...],
    signed: SignedRecord | None,
) -> Verified:
    rule = context.policy.detection
    fact = Verified(
        confirmed=reason is None,
        reason=reason,
        source=source,
        findings=findings,
        hard_to_employ=tuple(found.member for found in findings if found.hard_to_employ),
        signed_on=signed.signed_on if signed else None,
        private={HOUSEHOLD: signed.signer} if signed else UNSET,
    )
    after = household_after(household, [fact], context)
    return Verified(
        **{name: getattr(fact, name) for name in fact.__struct_fields__ if name not in ("employable", "employed")},
        employable=employable(after, context.today, rule),
        employed=employed(after, rule),
    )


def _refuse_odd_findings(household: Household, findings: tuple[MemberFinding, ...]) -> None:
    seen: set[int] = set()
    for found in findings:
        household.member(found.member)
        if found.member in seen:
            raise InvalidValueError(
                "member", zh=f"成员{found.member}重复", en=f"Member {found.member} is named more than once"
            )
        if found.hard_to_employ and found.finding is not Finding.WILLING:
            raise InvalidValueError(
                "hard-to-employ",
                zh="只有有就业意愿的成员才能认定为就业困难人员",
                en="Only a member found willing can be confirmed as hard to employ",
            )
        seen.add(found.member)


def _for_all(
    household: Household, context: DecisionContext, reason: NotEligible | None, findings: tuple[MemberFinding, ...]
) -> tuple[MemberFinding, ...]:
    finding = FOUND_FOR_ALL.get(reason) if reason else None
    if finding is None:
        return findings
    named = {found.member for found in findings}
    rest = (n for n in employable(household, context.today, context.policy.detection) if n not in named)
    return (*findings, *(MemberFinding(member=number, finding=finding) for number in rest))


def _refuse_unsigned(
    context: DecisionContext, findings: tuple[MemberFinding, ...], signed: SignedRecord | None
) -> None:
    unwilling = any(found.finding is Finding.UNWILLING for found in findings)
    if unwilling and signed is None:
        raise InvalidValueError(
            "signed-by",
            zh="无就业意愿须有本人或家庭成员签字的书面记录：请写明签字人、与成员的关系和签字日期",
            en="Unwillingness needs a written record: say who signed, how related, and on which day",
        )
    refuse_signed_ahead(context, signed)


def refuse_signed_ahead(context: DecisionContext, signed: SignedRecord | None) -> None:
    """Refuse a record signed after the day of the decision. Raises InvalidValueError."""
    if signed is None:
        return
    refuse_blank("signed-by", signed.name)
    refuse_blank("relation", signed.relation)
    if signed.signed_on > context.today:
        raise InvalidValueError("signed-on", zh="签字日期不能晚于今天", en="The record cannot be signed in the future")

"""Closing an episode otherwise than by work; maker and checker apart, nothing closes by itself (OF-27, OF-31)."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from casework.domain.calendar.due_dates import months_after
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.clearance import Closing, ProposalReturn
from casework.domain.codes.service.assistance import Outcome
from casework.domain.codes.verification import Finding
from casework.domain.decisions.findings.member_findings import refuse_odd_findings
from casework.domain.decisions.findings.signatures import (
    MemberSignature,
    SignedRecord,
    as_found,
    refuse_unsigned,
    signer_blocks,
)
from casework.domain.decisions.notes import noted
from casework.domain.decisions.offers import counted_refusals
from casework.domain.details.findings import MemberFinding
from casework.domain.errors import InvalidValueError, NotNowError
from casework.domain.fact import Fact
from casework.domain.facts.assistance import FollowUpLogged
from casework.domain.facts.clearance import ClosedOtherwise, ClosingProposed, ClosingReturned
from casework.domain.household.context import DecisionContext, refuse_own_case
from casework.domain.household.detection import employable, employed
from casework.domain.household.state import Household
from casework.domain.policy.deciders import DecisionKind
from casework.domain.policy.sections import ExitRule

FOUND_OF_ALL = {Closing.UNWILLING: Finding.UNWILLING, Closing.NO_CAPACITY: Finding.INCAPABLE}
"""What a closing says of every member who was employable until then (OF-27, BJ-1.2c)."""


def propose_closing(
    household: Household,
    context: DecisionContext,
    *,
    reason: Closing,
    findings: tuple[MemberFinding, ...] = (),
    signatures: tuple[MemberSignature, ...] = (),
    signed: SignedRecord | None = None,
) -> list[Fact]:
    """
    Propose to close the episode for a coded reason. Quiet while the same is pending.

    Unwilling needs a signed record: one of each member who counts, sealed under the member, or one for the others; why
    each is unwilling stands in `findings`. Refused offers need the policy's number of counted refusals, out of contact
    its months without being reached, and nobody may live there any more where that is the reason. Raises
    NoOpenEpisodeError, NotNowError, MemberUnknownError, InvalidValueError.
    """
    episode = household.open_episode()
    if episode.closing is reason:
        return []
    if episode.closing is not None:
        raise NotNowError(
            zh=f"已有待审核的退出提请：{episode.closing.zh}，由{episode.closing_proposed_by}提请，须先审核或退回",
            en=f"A closing is proposed already: {episode.closing.en}, by {episode.closing_proposed_by}; decide or "
            "return it first",
            helps=("decide-closing", "return-closing"),
        )
    _refuse_other_findings(household, context, reason, findings)
    unwilling = _of_all(household, context, reason, findings) if reason is Closing.UNWILLING else ()
    refuse_unsigned(context, unwilling, signed, signatures)
    _refuse_unfounded(household, context, reason, signed, signatures)
    named = {found.member for found in findings} | {each.member for each in signatures}
    return [
        ClosingProposed(
            reason=reason,
            signed_on=signed.signed_on if signed else None,
            findings=tuple(as_found(found, signatures) for found in unwilling if found.member in named) or findings,
            private=signer_blocks(signed, signatures, ""),
        )
    ]


def decide_closing(household: Household, context: DecisionContext, *, reason: Closing) -> list[Fact]:
    """
    Close the episode as proposed.

    Raises NoOpenEpisodeError, SamePersonError, NotNowError without that proposal, or when what it rested on was taken
    back since, or somebody was reached.

    Closed as unwilling or without capacity, that is found of every member who was employable. The fact says who
    counts after it as employable and employed: only a later change in them opens a new episode.
    """
    _refuse_other(household, reason)
    refuse_own_case(context, DecisionKind.CLOSING, household.open_episode().closing_proposed_by)
    _refuse_ground_gone(household, context, reason)
    rule = context.policy.detection
    can_work = employable(household, context.today, rule)
    proposed = [e.fact for e in household.open_episode().entries if isinstance(e.fact, ClosingProposed)]
    findings = _of_all(household, context, reason, proposed[-1].findings if proposed else ())
    return [
        ClosedOtherwise(
            reason=reason,
            findings=findings,
            employable=() if findings else can_work,
            employed=employed(household, rule),
        )
    ]


def return_closing(
    household: Household, context: DecisionContext, *, closing: Closing, reason: ProposalReturn, note: str = ""
) -> list[Fact]:
    """Send the proposal back, and say what is missing. Raises NoOpenEpisodeError, NotNowError without that proposal."""
    _refuse_other(household, closing)
    return [ClosingReturned(reason=reason, private=noted(note))]


def _of_all(
    household: Household, context: DecisionContext, reason: Closing, findings: tuple[MemberFinding, ...]
) -> tuple[MemberFinding, ...]:
    """What a closing for this reason finds of every member who counts: as it was said, else by the reason alone."""
    finding = FOUND_OF_ALL.get(reason)
    if finding is None:
        return ()
    said = {found.member: found for found in findings}
    can_work = employable(household, context.today, context.policy.detection)
    return tuple(said.get(number) or MemberFinding(member=number, finding=finding) for number in can_work)


def _refuse_other_findings(
    household: Household, context: DecisionContext, reason: Closing, findings: tuple[MemberFinding, ...]
) -> None:
    refuse_odd_findings(household, context, findings)
    for found in findings:
        if found.finding is not FOUND_OF_ALL.get(reason):
            raise InvalidValueError(
                "member",
                zh=f"成员{found.member}的结论与退出原因“{reason.zh}”不符",
                en=f"What is said of member {found.member} does not go with the reason {reason}",
            )


def _refuse_other(household: Household, reason: Closing) -> None:
    if household.open_episode().closing is not reason:
        raise NotNowError(
            zh=f"没有待审核的退出提请：{reason.zh}，须先提请",
            en=f"No closing as {reason} is proposed: that comes first",
            helps=("propose-closing",),
        )


def _refuse_unfounded(
    household: Household,
    context: DecisionContext,
    reason: Closing,
    signed: SignedRecord | None,
    signatures: tuple[MemberSignature, ...],
) -> None:
    exit_rule = context.policy.exit
    if reason is Closing.UNWILLING and signed is None and not signatures:
        raise InvalidValueError(
            "signed-by",
            zh="无就业意愿须有本人或家庭成员签字的书面记录：请写明签字人、与成员的关系和签字日期",
            en="Unwillingness needs a written record: say who signed, how related, and on which day",
        )
    if reason is Closing.REFUSED_OFFERS:
        _refuse_too_few_refusals(household, exit_rule)
    if reason is Closing.OUT_OF_CONTACT:
        _refuse_in_contact(household, context, exit_rule)
    _refuse_members(household, reason)


def _refuse_ground_gone(household: Household, context: DecisionContext, reason: Closing) -> None:
    """The ground is tested again when it is decided: the one who proposed may have changed it since."""
    _refuse_members(household, reason)
    if reason is Closing.REFUSED_OFFERS:
        _refuse_too_few_refusals(household, context.policy.exit)
    if reason is not Closing.OUT_OF_CONTACT:
        return
    entries = household.open_episode().entries
    proposed_at = max(entry.occurred_at for entry in entries if isinstance(entry.fact, ClosingProposed))
    _refuse_in_contact(household, replace(context, occurred_at=proposed_at), context.policy.exit)
    reached = [e for e in entries if isinstance(e.fact, FollowUpLogged) and e.fact.outcome is Outcome.REACHED]
    if any(entry.occurred_at > proposed_at for entry in reached):
        raise NotNowError(
            zh="提请之后已联系到该户：请退回提请",
            en="The household was reached since this was proposed: send the proposal back",
        )


def _refuse_members(household: Household, reason: Closing) -> None:
    if reason is Closing.MEMBERS_NONE and household.present():
        raise NotNowError(
            zh="户内仍有成员：成员离户须先登记（如死亡、迁往他户）",
            en="Somebody lives there still: that they left is recorded first",
            helps=("member-left", "move-member"),
        )


def _refuse_too_few_refusals(household: Household, rule: ExitRule) -> None:
    refusals = counted_refusals(household)
    if refusals < rule.counted_refusals:
        raise NotNowError(
            zh=f"计次拒绝只有{refusals}次，政策要求{rule.counted_refusals}次",
            en=f"There are {refusals} counted refusals, the policy asks for {rule.counted_refusals}",
            helps=("refuse-offer",),
        )


def _refuse_in_contact(household: Household, context: DecisionContext, rule: ExitRule) -> None:
    """Out of contact means that contact was sought in every month of the policy's time, and by several means."""
    episode, months = household.open_episode(), rule.out_of_contact_months
    followed = [
        (shanghai_date(entry.occurred_at), entry.fact)
        for entry in episode.entries
        if isinstance(entry.fact, FollowUpLogged) and entry.occurred_at <= context.occurred_at
    ]
    reached = [day for day, fact in followed if fact.outcome is Outcome.REACHED]
    last = max([shanghai_date(episode.detected_at), *reached])
    if context.today < months_after(last, months):
        raise NotNowError(
            zh=f"失去联系未满{months}个月：最近一次联系到或发现是{last}，最早{months_after(last, months)}",
            en=f"The household has not been out of contact for {months} months: it was reached, or found, on {last}, so "
            f"not before {months_after(last, months)}",
            helps=("log",),
        )
    attempts = [(day, fact) for day, fact in followed if fact.outcome is not Outcome.REACHED and day >= last]
    since = [months_after(context.today, -back) for back in range(months, -1, -1)]
    ends = [*since[1:-1], context.today + timedelta(days=1)]  # an attempt belongs to one month, today to the last
    silent = [
        begin for begin, end in zip(since, ends, strict=False) if not any(begin <= day < end for day, _ in attempts)
    ]
    if silent:
        zh, en = "、".join(map(str, silent)), ", ".join(map(str, silent))
        raise NotNowError(
            zh=f"失去联系须每月都有未联系到的跟踪服务记录：自{zh}起的一个月没有",
            en=f"Out of contact rests on an attempt logged in each month: none in the month from {en}",
            helps=("log",),
        )
    means = {fact.kind for day, fact in attempts if day >= since[0]}
    if len(means) < rule.contact_means:
        raise NotNowError(
            zh=f"须用至少{rule.contact_means}种方式联系过，现只有：{'、'.join(kind.zh for kind in sorted(means))}",
            en=f"Contact has to be sought by at least {rule.contact_means} means; there is only "
            f"{', '.join(sorted(means))}",
        )

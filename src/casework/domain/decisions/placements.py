"""Placing members in work, proving it, and recording its end (GY-11c, GY-14a, OF-27)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from msgspec import UNSET, Meta, UnsetType
from msgspec.structs import replace

from casework.domain.codes.clearance import ProposalReturn
from casework.domain.codes.people import Employment
from casework.domain.codes.stages import EpisodeKind
from casework.domain.codes.work import JobEnd, WorkKind
from casework.domain.decisions.detection import with_detection
from casework.domain.decisions.notes import noted
from casework.domain.details.details import MOST_PAY, refuse_odd_details
from casework.domain.details.findings import EvidenceDetails
from casework.domain.details.job import EndDetails, JobDetails, ReturnDetails
from casework.domain.errors import InvalidValueError, NotNowError
from casework.domain.fact import Fact
from casework.domain.facts.clearance import Cleared
from casework.domain.facts.households import Detected, MemberReturned
from casework.domain.facts.work import (
    DocumentPrivate,
    EmploymentChanged,
    EmploymentEnded,
    JobPrivate,
    Placed,
    PlacementConfirmed,
    PlacementDisproved,
)
from casework.domain.household.context import DecisionContext, refuse_ahead, refuse_own_case
from casework.domain.household.parts import MemberState, Placement
from casework.domain.household.state import Household
from casework.domain.policy.deciders import DecisionKind
from casework.domain.statuses import EpisodeState, PlacementStatus
from casework.domain.text_values import refuse_blank

MOST_MONTHS = 1200
"""A contract lasts a hundred years at most."""

Months = Annotated[int, Meta(ge=1, le=MOST_MONTHS)]
"""The length of a contract or a term."""


def place(
    household: Household,
    context: DecisionContext,
    *,
    member: int,
    kind: WorkKind,
    since: date,
    monthly_pay: Decimal | None = None,
    contract_months: Months | None = None,
    details: JobDetails | None = None,
    employer: str = "",
    post: str = "",
    address: str = "",
) -> list[Fact]:
    """
    Record that a member took up work, where and through whom (GY-11c); names and words are sealed under the member.

    Quiet when the same placement holds and nothing more is said of it. Raises MemberUnknownError, InvalidValueError,
    NotNowError where more is said of a placement that is there: that is a change of the job.
    """
    household.member(member)
    refuse_ahead("since", since, context)
    refuse_odd_terms(monthly_pay, contract_months)
    terms = (kind, since, monthly_pay, contract_months)
    holding = household.holding_placements(member)
    refuse_odd_details(details, members=(), today=context.today)
    private = job_words(member, employer, post, address)
    same = [p for p in holding if (p.kind, p.since, p.monthly_pay, p.contract_months) == terms]
    if same and (details is not None or private is not UNSET):
        raise NotNowError(
            zh=f"这份工作已登记（安置编号{same[0].number}），补充内容请用 change-job",
            en=f"This job is there (placement {same[0].number}); say more of it with change-job",
            helps=("change-job",),
        )
    if same:
        return []
    number = max((earlier.number for earlier in household.placements), default=0) + 1
    placed = Placed(
        placement=number,
        member=member,
        kind=kind,
        since=since,
        monthly_pay=monthly_pay,
        contract_months=contract_months,
        details=details,
        private=private,
    )
    return [placed, *_over_since(household.member(member), placed, context)]


def change_job(
    household: Household,
    context: DecisionContext,
    *,
    placement: int,
    on: date,
    monthly_pay: Decimal | None = None,
    contract_months: Months | None = None,
    details: JobDetails | None = None,
    employer: str = "",
    post: str = "",
    address: str = "",
) -> list[Fact]:
    """
    Record what changed in a job that goes on: pay, post, place, employer, terms (GY-2a, GY-13a).

    Other pay or another term of a confirmed placement has to be confirmed again while its episode is open, because a
    clearance may rest on it. Quiet when nothing is said. Raises NotNowError when the job no longer holds,
    InvalidValueError for a day before it began or still to come.
    """
    found = _holding(household, placement)
    refuse_ahead("on", on, context)
    if on < found.since:
        raise InvalidValueError(
            "on", zh=f"变动日期早于上岗日期{found.since}", en=f"The job began on {found.since}, after this day"
        )
    refuse_odd_terms(monthly_pay, contract_months)
    refuse_odd_details(details, members=(), today=context.today)
    private = job_words(found.member, employer, post, address)
    if monthly_pay is None and contract_months is None and details is None and private is UNSET:
        return []
    return [
        EmploymentChanged(
            placement=placement,
            member=found.member,
            on=on,
            monthly_pay=monthly_pay,
            contract_months=contract_months,
            details=details,
            private=private,
        )
    ]


def job_words(member: int, employer: str, post: str, address: str) -> dict[str, JobPrivate] | UnsetType:
    """The sealed words of a job, under the member."""
    if not (employer or post or address):
        return UNSET
    return {str(member): JobPrivate(employer=employer, post=post, address=address)}


def record_return(
    household: Household,
    context: DecisionContext,
    *,
    member: int,
    on: date,
    details: ReturnDetails | None = None,
    reason: str = "",
) -> list[Fact]:
    """
    Record that a worker came home; the work ends, and the household is detected if nobody is left in work (GY-14a).

    Quiet when that return is known and nothing more is said of it. Raises MemberUnknownError, InvalidValueError for a
    day ahead or before work began.
    """
    state = household.member(member)
    refuse_ahead("on", on, context)
    refuse_odd_details(details, members=(), today=context.today)
    began = max((placement.since for placement in household.holding_placements(member)), default=on)
    if on < began:
        raise InvalidValueError("on", zh=f"返乡日期早于上岗日期{began}", en=f"The job began on {began}, after this day")
    if state.now.returned_on == on and not household.is_employed(member) and details is None:
        return []
    ended = [
        EmploymentEnded(member=member, placement=placement.number, on=on, reason=JobEnd.RETURNED_HOME)
        for placement in household.holding_placements(member)
    ]
    return with_detection(
        household,
        [MemberReturned(member=member, on=on, details=details, private=noted(reason, member)), *ended],
        context,
    )


def _over_since(state: MemberState, placed: Placed, context: DecisionContext) -> list[Fact]:
    """Somebody has said of a later day than this entry that the member is not in work: the job is over by then."""
    said_on = state.said_on.get("employment")
    if said_on is None or said_on <= context.today or state.now.employment is Employment.EMPLOYED:
        return []
    return [EmploymentEnded(member=placed.member, placement=placed.placement, on=said_on, reason=JobEnd.OTHER)]


def confirm_placement(
    household: Household,
    context: DecisionContext,
    *,
    placement: int,
    document: str | None = None,
    details: EvidenceDetails | None = None,
    evidence_number: str = "",
) -> list[Fact]:
    """
    Confirm that the member works there: by somebody other than who recorded it, or by a named document (GY-11c).

    Quiet when it is confirmed and neither a document nor evidence is added. Raises NotNowError when it no longer holds,
    SamePersonError, InvalidValueError.
    """
    refuse_blank("document", document)
    refuse_odd_details(details, members=(), today=context.today)
    found = _holding(household, placement)
    adds = (document and not found.by_document) or details is not None or evidence_number
    if found.status is PlacementStatus.CONFIRMED and not adds:
        return []
    if found.returned:
        raise NotNowError(
            zh=f"安置编号{placement}已退回补正，补正之后才能核查",
            en=f"Placement {placement} was sent back for evidence: it is checked once it is there",
            helps=("supplement-placement",),
        )
    if not document:
        refuse_own_case(context, DecisionKind.PLACEMENT_CHECK, found.placed_by)
    private = {str(found.member): DocumentPrivate(document=document or "", number=evidence_number)}
    said = private if document or evidence_number else UNSET
    return [PlacementConfirmed(placement=placement, by_document=bool(document), details=details, private=said)]


def disprove_placement(
    household: Household, context: DecisionContext, *, placement: int, reason: ProposalReturn, note: str = ""
) -> list[Fact]:
    """
    Record that the member does not work there; the household is detected if nobody is left in work.

    Where it was cleared on this placement, the clearance was false: that is a kind of its own and no relapse.
    Quiet when it is disproved. Raises NotNowError when it ended.
    """
    if household.placement(placement).status is PlacementStatus.DISPROVED:
        return []
    found = _holding(household, placement)
    private = noted(note, found.member)
    fact = PlacementDisproved(placement=placement, member=found.member, reason=reason, private=private)
    facts = with_detection(household, [fact], context)
    if not _was_cleared_on(household, placement):
        return facts
    return [replace(f, kind=EpisodeKind.FALSE_CLEARANCE) if isinstance(f, Detected) else f for f in facts]


def _was_cleared_on(household: Household, placement: int) -> bool:
    episode = household.episode
    if episode is None or episode.state not in (EpisodeState.CLEARED, EpisodeState.STABLE):
        return False
    return any(isinstance(e.fact, Cleared) and e.fact.placement == placement for e in episode.entries)


def end_job(
    household: Household,
    context: DecisionContext,
    *,
    placement: int,
    on: date,
    reason: JobEnd,
    details: EndDetails | None = None,
) -> list[Fact]:
    """
    Record that a job ended; the household is detected if nobody is left in work and no episode is open (GY-14a).

    Quiet when it has ended. Raises NotNowError when it was disproved, InvalidValueError for a day before it began
    or still to come.
    """
    if household.placement(placement).status is PlacementStatus.ENDED:
        return []
    found = _holding(household, placement)
    refuse_ahead("on", on, context)
    if on < found.since:
        raise InvalidValueError(
            "on", zh=f"离岗日期早于上岗日期{found.since}", en=f"The job began on {found.since}, after this day"
        )
    return with_detection(
        household,
        [EmploymentEnded(member=found.member, placement=placement, on=on, reason=reason, details=details)],
        context,
    )


def refuse_odd_terms(monthly_pay: Decimal | None, contract_months: int | None) -> None:
    """Refuse pay and a length of contract that cannot be, whatever the household. Raises InvalidValueError."""
    if monthly_pay is not None and not (monthly_pay.is_finite() and monthly_pay >= 0):
        raise InvalidValueError("pay", zh="月收入不能为负数", en="Pay cannot be negative", always=True)
    if monthly_pay is not None and monthly_pay >= MOST_PAY:
        raise InvalidValueError(
            "pay", zh=f"月收入应低于{MOST_PAY}元", en=f"Pay is below {MOST_PAY} yuan a month", always=True
        )
    if contract_months is not None and contract_months < 1:
        raise InvalidValueError(
            "contract-months", zh="合同月数至少为1", en="A contract lasts at least one month", always=True
        )
    if contract_months is not None and contract_months > MOST_MONTHS:
        raise InvalidValueError(
            "contract-months",
            zh=f"合同月数最多为{MOST_MONTHS}",
            en=f"A contract lasts {MOST_MONTHS} months at most",
            always=True,
        )


def _holding(household: Household, number: int) -> Placement:
    found = household.placement(number)
    if not found.holds:
        raise NotNowError(
            zh=f"安置编号{number}{'已离岗' if found.status is PlacementStatus.ENDED else '经核查不实'}",
            en=f"Placement {number} no longer holds: {found.status}",
        )
    return found

"""Logging what was found out, planned and done for a household (BJ-1.3, CZ-7c, CZ-12c, GY-13d, GY-14a)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from casework.domain.codes.service.assistance import Benefit, DifficultyKind, FollowUpKind, Measure, Outcome
from casework.domain.codes.service.contacts import WhyMissed
from casework.domain.decisions.contacts.appointments import keep_appointment, miss_appointment
from casework.domain.details.contact import ContactDetails
from casework.domain.details.details import Details, refuse_odd_amount, refuse_odd_details
from casework.domain.details.findings import EvidenceDetails
from casework.domain.details.need import NeedDetails
from casework.domain.details.service import (
    BenefitDetails,
    DifficultyDetails,
    MeasureDetails,
    PlanDetails,
    PostInformationDetails,
    SatisfactionDetails,
)
from casework.domain.errors import InvalidValueError, NotNowError, SamePersonError
from casework.domain.fact import HOUSEHOLD, Fact, Private
from casework.domain.facts.assistance import (
    BenefitRecorded,
    ContactPrivate,
    DifficultyRaised,
    DifficultyResolved,
    FollowUpLogged,
    MeasureDone,
    MeasureDropped,
    MeasureNotDone,
    NeedsAssessed,
    NotePrivate,
    PlanAgreed,
    PostInformationGiven,
    SatisfactionAsked,
)
from casework.domain.facts.verification import EvidencePrivate
from casework.domain.household.context import DecisionContext, refuse_past
from casework.domain.household.parts import Episode, Plan
from casework.domain.household.state import Household
from casework.domain.text_values import refuse_blank, refuse_no_account

BEST_SCORE = 5
Score = Annotated[int, Meta(ge=1, le=BEST_SCORE)]
"""How satisfied somebody is."""


def assess_needs(
    household: Household,
    context: DecisionContext,
    *,
    member: int,
    details: NeedDetails | None = None,
    note: str = "",
) -> list[Fact]:
    """
    Record a member's wishes, needs and barriers (BJ-1.3); the words are sealed under the member.

    Raises MemberUnknownError, InvalidValueError.
    """
    household.member(member)
    _refuse_odd(details, household, context)
    private = {str(member): NotePrivate(text=note)} if note else UNSET
    return [NeedsAssessed(member=member, details=details, private=private)]


def agree_plan(
    household: Household,
    context: DecisionContext,
    *,
    member: int,
    measure: Measure,
    owner: str,
    due_on: date,
    details: PlanDetails | None = None,
    note: str = "",
) -> list[Fact]:
    """
    Agree a measure for a member with its owner and date (CZ-7c).

    Quiet when the same is agreed and nothing more is said of it. Raises MemberUnknownError,
    InvalidValueError for a past date, NotNowError where more is said of a measure that is agreed: that is put right.
    """
    refuse_no_account("owner", owner)
    household.member(member)
    _refuse_odd(details, household, context)
    refuse_past("by", due_on, context)
    plans = (plan for record in _at_work(household, context) for plan in record.plans)
    if any((p.member, p.measure, p.owner, p.due_on) == (member, measure, owner, due_on) for p in plans):
        if details is not None or note:
            raise NotNowError(
                zh="该措施已商定，补充内容请更正该条记录",
                en="This measure is agreed already: correct that entry to say more of it",
                helps=("correct",),
            )
        return []
    private = noted(note, member)
    return [PlanAgreed(member=member, measure=measure, owner=owner, due_on=due_on, details=details, private=private)]


def do_measure(
    household: Household,
    context: DecisionContext,
    *,
    number: int | None = None,
    member: int | None = None,
    measure: Measure | None = None,
    details: MeasureDetails | None = None,
    note: str = "",
) -> list[Fact]:
    """
    Record that an agreed measure was carried out, and what came of it (CZ-7c).

    It is named by its number, or by member and kind. Raises NotNowError when none such is open, or several are;
    InvalidValueError.
    """
    plan = _measure_meant(household, context, number, member, measure)
    _refuse_odd(details, household, context)
    private = noted(note, plan.member)
    return [MeasureDone(member=plan.member, measure=plan.measure, number=plan.number, details=details, private=private)]


def miss_measure(
    household: Household,
    context: DecisionContext,
    *,
    reason: str,
    number: int | None = None,
    member: int | None = None,
    measure: Measure | None = None,
    details: MeasureDetails | None = None,
) -> list[Fact]:
    """
    Record that an agreed measure was not carried out, and why (CZ-7c, GY-14b).

    Raises NotNowError when none such is open, or several are; InvalidValueError.
    """
    refuse_blank("reason", reason)
    plan = _measure_meant(household, context, number, member, measure)
    _refuse_odd(details, household, context)
    private = noted(reason, plan.member)
    return [
        MeasureNotDone(member=plan.member, measure=plan.measure, number=plan.number, details=details, private=private)
    ]


def drop_measure(
    household: Household,
    context: DecisionContext,
    *,
    reason: str,
    number: int | None = None,
    member: int | None = None,
    measure: Measure | None = None,
) -> list[Fact]:
    """
    Record that an agreed measure will not be carried out, and why.

    Raises NotNowError when none such is open, or several are; InvalidValueError.
    """
    plan = _measure_meant(household, context, number, member, measure)
    private = noted(reason, plan.member)
    return [MeasureDropped(member=plan.member, measure=plan.measure, number=plan.number, private=private)]


def _measure_meant(
    household: Household, context: DecisionContext, number: int | None, member: int | None, measure: Measure | None
) -> Plan:
    """The one open measure that is named by its number, or by member and kind; what is said of both must agree."""
    if number is None and (member is None or measure is None):
        raise InvalidValueError(
            "number", zh="请写明措施编号，或成员编号和措施", en="Say the measure's number, or its member and kind"
        )
    plans = [plan for record in _at_work(household, context) for plan in record.plans]
    meant = [p for p in plans if number in (None, p.number) and member in (None, p.member)]
    meant = [plan for plan in meant if measure in (None, plan.measure)]
    if len(meant) == 1:
        return meant[0]
    several = meant or plans
    zh = "、".join(f"{plan.number}（成员{plan.member}{plan.measure.zh}）" for plan in several) or "无"
    en = ", ".join(f"{plan.number} (member {plan.member}, {plan.measure})" for plan in several) or "none"
    if meant:
        raise NotNowError(
            zh=f"同类措施有{len(meant)}项待落实，请用措施编号指明：{zh}",
            en=f"{len(meant)} measures of this kind are open, say which by its number: {en}",
        )
    raise NotNowError(
        zh=f"计划中没有这项待落实的措施，待落实的（编号）：{zh}",
        en=f"No such measure is open in the plan; these are, by number: {en}",
        helps=("plan",),
    )


def log_follow_up(
    household: Household,
    context: DecisionContext,
    *,
    kind: FollowUpKind,
    outcome: Outcome,
    details: ContactDetails | None = None,
    note: str = "",
    telephone: str = "",
    names: str = "",
    appointment: int | None = None,
) -> list[Fact]:
    """
    Log a visit, a call or a message, what came of it, and whatever else is said of it (CZ-12c, GY-13).

    Words, telephone and names are sealed under the member of whom it speaks, under the household where that is nobody
    or several. It may answer an appointment, which was kept when somebody was reached. Raises MemberUnknownError,
    InvalidValueError, NotNowError when no such appointment is open.
    """
    _refuse_odd(details, household, context)
    one = _the_one(details)
    subject = HOUSEHOLD if one is None else str(one)
    private: Private | None = NotePrivate(text=note) if note else None
    if telephone or names:
        private = ContactPrivate(text=note, telephone=telephone, names=names)
    sealed = {subject: private} if private is not None else UNSET
    logged = FollowUpLogged(kind=kind, outcome=outcome, details=details, private=sealed)
    return [logged, *_answering(household, context, appointment, outcome)]


def _answering(household: Household, context: DecisionContext, appointment: int | None, outcome: Outcome) -> list[Fact]:
    if appointment is None:
        return []
    if outcome is Outcome.REACHED:
        return keep_appointment(household, context, appointment=appointment)
    return miss_appointment(household, context, appointment=appointment, why=WhyMissed.HOUSEHOLD)


def _refuse_odd(details: Details | None, household: Household, context: DecisionContext) -> None:
    present = tuple(state.number for state in household.present())
    refuse_odd_details(details, members=present, today=context.today)


def give_post_information(
    household: Household,
    context: DecisionContext,
    *,
    member: int,
    details: PostInformationDetails | None = None,
    note: str = "",
) -> list[Fact]:
    """
    Record that a member was told about posts, how and of how many; which ones is sealed (BJ-3.2a).

    Raises MemberUnknownError, InvalidValueError.
    """
    household.member(member)
    _refuse_odd(details, household, context)
    return [PostInformationGiven(member=member, details=details, private=noted(note, member))]


def record_benefit(
    household: Household,
    context: DecisionContext,
    *,
    member: int,
    benefit: Benefit,
    clause: str = "",
    amount: Decimal | None = None,
    details: BenefitDetails | None = None,
    note: str = "",
) -> list[Fact]:
    """
    Record that a policy was delivered to a member, or a benefit paid (GY-13c, GY-16b).

    Raises MemberUnknownError, InvalidValueError for an amount or a time that cannot be.
    """
    household.member(member)
    _refuse_odd(details, household, context)
    refuse_odd_amount("amount", amount)
    if details is not None and details.since and details.until and details.until < details.since:
        raise InvalidValueError("until", zh="享受止早于享受起", en="It ends before it begins")
    return [
        BenefitRecorded(
            member=member,
            benefit=benefit,
            clause=clause,
            amount=amount,
            details=details,
            private=noted(note, member),
        )
    ]


def ask_satisfaction(
    household: Household,
    context: DecisionContext,
    *,
    score: Score,
    details: SatisfactionDetails | None = None,
    note: str = "",
) -> list[Fact]:
    """
    Record how satisfied the household says it is, asked by somebody who has not served it (CD-R3b, CZ-14).

    Raises SamePersonError for the household's cadre and whoever stood in, InvalidValueError.
    """
    if not 1 <= score <= BEST_SCORE:
        raise InvalidValueError(
            "score", zh=f"满意度应为1至{BEST_SCORE}分", en=f"It is from 1 to {BEST_SCORE}", always=True
        )
    serving = {account for record in _at_work(household, context) for account in (record.cadre, record.offered_to)}
    if context.is_one_of(serving | {each.account for each in household.stand_ins}):
        raise SamePersonError(context.by, context.counts_as)
    return [SatisfactionAsked(score=score, details=details, private=noted(note))]


def noted(text: str, member: int | None = None) -> dict[str, NotePrivate] | UnsetType:
    """Words sealed under the one member of whom they speak, under the household where that is nobody; none, no block."""
    return {HOUSEHOLD if member is None else str(member): NotePrivate(text=text)} if text else UNSET


def raise_difficulty(
    household: Household,
    context: DecisionContext,
    *,
    kind: DifficultyKind,
    owner: str,
    due_on: date,
    details: DifficultyDetails | None = None,
    note: str = "",
) -> list[Fact]:
    """
    Take up a concrete difficulty with an owner and a date (GY-13d).

    Raises NotNowError while one of the same kind is open, InvalidValueError for a past date.
    """
    refuse_no_account("owner", owner)
    _refuse_odd(details, household, context)
    refuse_past("by", due_on, context)
    if _is_difficult(household, context, kind):
        raise NotNowError(zh=f"已有未解决的同类困难：{kind.zh}", en=f"A difficulty of kind {kind} is open already")
    private = noted(note, _the_one(details))
    return [DifficultyRaised(kind=kind, owner=owner, due_on=due_on, details=details, private=private)]


def _the_one(details: ContactDetails | DifficultyDetails | None) -> int | None:
    """The one member of whom an entry speaks; None where that is nobody or several."""
    of = details.members if details is not None else ()
    return of[0] if len(of) == 1 else None


def resolve_difficulty(
    household: Household,
    context: DecisionContext,
    *,
    kind: DifficultyKind,
    details: EvidenceDetails | None = None,
    evidence_number: str = "",
    note: str = "",
) -> list[Fact]:
    """
    Record that the open difficulty of a kind is solved, how, and by which evidence (GY-13d).

    Raises NotNowError when none is open, InvalidValueError.
    """
    _refuse_odd(details, household, context)
    if not _is_difficult(household, context, kind):
        raise NotNowError(zh=f"没有未解决的该类困难：{kind.zh}", en=f"No difficulty of kind {kind} is open")
    private = {HOUSEHOLD: EvidencePrivate(number=evidence_number, text=note)} if evidence_number else noted(note)
    return [DifficultyResolved(kind=kind, details=details, private=private)]


def _is_difficult(household: Household, context: DecisionContext, kind: DifficultyKind) -> bool:
    return any(each.kind is kind for record in _at_work(household, context) for each in record.difficulties)


def _at_work(household: Household, context: DecisionContext) -> tuple[Episode, ...]:
    """What is worked on at that moment: the episode of then, and what was taken up outside and is still open."""
    record = household.record_at(context.occurred_at)
    return (record,) if household.outside in (None, record) else (record, household.outside)

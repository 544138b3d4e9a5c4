"""Measures of a member's plan: agreed with owner and date, carried out, not carried out, dropped (CZ-7c, GY-14b)."""

from __future__ import annotations

from datetime import date

from casework.domain.codes.service.assistance import Measure
from casework.domain.decisions.notes import noted
from casework.domain.decisions.service.odd_details import refuse_odd
from casework.domain.details.service import MeasureDetails, PlanDetails
from casework.domain.errors import InvalidValueError, NotNowError
from casework.domain.fact import Fact
from casework.domain.facts.assistance import MeasureDone, MeasureDropped, MeasureNotDone, PlanAgreed
from casework.domain.household.context import DecisionContext, refuse_past
from casework.domain.household.parts import Plan
from casework.domain.household.state import Household
from casework.domain.text_values import refuse_blank, refuse_no_account


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
    refuse_odd(details, household, context)
    refuse_past("by", due_on, context)
    plans = (plan for record in household.worked_on_at(context.occurred_at) for plan in record.plans)
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
    refuse_odd(details, household, context)
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
    refuse_odd(details, household, context)
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
    plans = [plan for record in household.worked_on_at(context.occurred_at) for plan in record.plans]
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

"""What a corrected entry may say: nothing that the entry itself would have been refused for (ADR 0011)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.clearance import Closing
from casework.domain.codes.verification import Finding
from casework.domain.decisions.membership.member_values import refuse_odd_values as refuse_odd_said
from casework.domain.decisions.placements import refuse_odd_terms
from casework.domain.errors import InvalidValueError, MemberUnknownError
from casework.domain.fact import Fact, Recorded
from casework.domain.facts.assistance import DifficultyRaised, PlanAgreed
from casework.domain.facts.clearance import ClosingProposed
from casework.domain.facts.households import MemberReturned, MembersUpdated, Registered, Verified
from casework.domain.facts.work import EmploymentEnded, Placed
from casework.domain.household.context import DecisionContext, refuse_ahead
from casework.domain.household.state import Household
from casework.domain.members import Member
from casework.domain.text_values import refuse_no_account

ACCOUNTS = ("cadre", "owner")
MEMBERS = ("member", "willing", "findings", "hard_to_employ", "employable", "employed")


def refuse_unknown_fields(field: str, said: object, understood: object) -> None:
    """
    Refuse a field inside a corrected value that is none of its kind.

    A correction is kept in clear as it was said: a name that somebody adds to a member must not get into it. Raises
    InvalidValueError.
    """
    if isinstance(understood, Struct) and isinstance(said, dict):
        for name, value in said.items():
            if name not in understood.__struct_fields__:
                raise InvalidValueError(
                    field, zh=f"“{field}”中没有字段“{name}”", en=f"There is no field {name} in {field}"
                )
            refuse_unknown_fields(field, value, getattr(understood, name))
    elif isinstance(understood, tuple) and isinstance(said, list):
        for value, part in zip(said, understood, strict=True):
            refuse_unknown_fields(field, value, part)


def refuse_odd_values(household: Household, entry: Recorded, fact: Fact, context: DecisionContext) -> None:
    """Refuse the corrected `fact` of an entry. Raises InvalidValueError, MemberUnknownError."""
    _refuse_unknown_members(household, fact)
    for name in ACCOUNTS:
        refuse_no_account(name, getattr(fact, name, None))
    match fact:
        case Placed():
            refuse_odd_terms(fact.monthly_pay, fact.contract_months)
            refuse_ahead("since", fact.since, context)
        case EmploymentEnded() | MemberReturned():
            refuse_ahead("on", fact.on, context)
        case PlanAgreed() | DifficultyRaised():
            _refuse_past(fact, entry)
        case Verified() | ClosingProposed():
            _refuse_unfounded(fact, context)
        case Registered():
            _refuse_odd_members(fact.members, context)
        case MembersUpdated():
            _refuse_odd_members((*fact.joined, *(change.member for change in fact.changed)), context)


def _refuse_unknown_members(household: Household, fact: Fact) -> None:
    known = {state.number for state in household.members}
    for name in MEMBERS:
        value = getattr(fact, name, None)
        named: tuple[Any, ...] = (
            value if isinstance(value, tuple) else () if value is None or isinstance(value, bool) else (value,)
        )
        numbers = tuple(getattr(each, "member", each) for each in named)
        for number in numbers:
            if number not in known:
                raise MemberUnknownError(number)
        _refuse_twice(name, numbers)


def _refuse_odd_members(members: tuple[Member, ...], context: DecisionContext) -> None:
    _refuse_twice("members", tuple(member.number for member in members))
    for member in members:
        refuse_odd_terms(member.monthly_pay, None)
        refuse_odd_said(member, today=context.today)
        if member.number < 1:
            raise MemberUnknownError(member.number)


def _refuse_twice(field: str, values: Sequence[object]) -> None:
    if len(set(values)) < len(values):
        raise InvalidValueError(field, zh=f"“{field}”中有重复", en=f"The field {field} names something twice")


def _refuse_past(fact: PlanAgreed | DifficultyRaised, entry: Recorded) -> None:
    said_on = shanghai_date(entry.occurred_at)
    if fact.due_on < said_on:
        raise InvalidValueError(
            "due_on", zh=f"日期早于该记录的发生日期{said_on}", en=f"The entry is of {said_on}, after this date"
        )


def _refuse_unfounded(fact: Verified | ClosingProposed, context: DecisionContext) -> None:
    if isinstance(fact, Verified):
        if fact.confirmed is not (fact.reason is None):
            raise InvalidValueError(
                "confirmed",
                zh="“不符合”须有原因，“确认”则没有",
                en="Not eligible goes with a reason, confirmed goes without one",
            )
        unwilling = any(f.finding is Finding.UNWILLING and f.signed_on is None for f in fact.findings)
    else:
        signed = bool(fact.findings) and all(found.signed_on for found in fact.findings)
        unwilling = fact.reason is Closing.UNWILLING and not signed
    if unwilling and fact.signed_on is None:
        raise InvalidValueError(
            "signed_on", zh="无就业意愿须有签字日期", en="Unwillingness needs the day on which the record was signed"
        )
    if fact.signed_on is not None:
        refuse_ahead("signed_on", fact.signed_on, context)

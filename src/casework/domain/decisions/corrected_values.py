"""What a corrected entry may say: nothing that the entry itself would have been refused for (design, Corrections)."""

from __future__ import annotations

from casework.domain.codes import Closing, Finding
from casework.domain.decisions.assistance import refuse_ahead
from casework.domain.decisions.placing import refuse_odd_terms
from casework.domain.errors import InvalidValueError, MemberUnknownError
from casework.domain.facts.assistance import DifficultyRaised, PlanAgreed
from casework.domain.facts.clearing import ClosingProposed
from casework.domain.facts.fact import Fact, Recorded
from casework.domain.facts.households import MemberReturned, Verified
from casework.domain.facts.work import EmploymentEnded, Placed
from casework.domain.household import Household
from casework.domain.occasion import Occasion
from casework.domain.work_calendar import shanghai_date

ACCOUNTS = ("cadre", "owner")


def refuse_odd_values(household: Household, entry: Recorded, fact: Fact, occasion: Occasion) -> None:
    """Refuse the corrected `fact` of an entry. Raises InvalidValueError, MemberUnknownError."""
    number: int | None = getattr(fact, "member", None)
    if number is not None and number not in {state.number for state in household.members}:
        raise MemberUnknownError(number)
    for name in ACCOUNTS:
        if getattr(fact, name, None) is not None and not getattr(fact, name).strip():
            raise InvalidValueError(name, zh=f"“{name}”不能为空", en=f"The field {name} must not be blank")
    match fact:
        case Placed():
            refuse_odd_terms(fact.monthly_pay, fact.contract_months)
            refuse_ahead("since", fact.since, occasion)
        case EmploymentEnded() | MemberReturned():
            refuse_ahead("on", fact.on, occasion)
        case PlanAgreed() | DifficultyRaised():
            _refuse_past(fact, entry)
        case Verified() | ClosingProposed():
            _refuse_unfounded(fact, occasion)


def _refuse_past(fact: PlanAgreed | DifficultyRaised, entry: Recorded) -> None:
    said_on = shanghai_date(entry.occurred_at)
    if fact.due_on < said_on:
        raise InvalidValueError(
            "due_on", zh=f"日期早于该记录的发生日期{said_on}", en=f"The entry is of {said_on}, after this date"
        )


def _refuse_unfounded(fact: Verified | ClosingProposed, occasion: Occasion) -> None:
    if isinstance(fact, Verified):
        if fact.confirmed is not (fact.reason is None):
            raise InvalidValueError(
                "confirmed",
                zh="“不符合”须有原因，“确认”则没有",
                en="Not eligible goes with a reason, confirmed goes without one",
            )
        unwilling = any(found.finding is Finding.UNWILLING for found in fact.findings)
    else:
        unwilling = fact.reason is Closing.UNWILLING
    if unwilling and fact.signed_on is None:
        raise InvalidValueError(
            "signed_on", zh="无就业意愿须有签字日期", en="Unwillingness needs the day on which the record was signed"
        )
    if fact.signed_on is not None:
        refuse_ahead("signed_on", fact.signed_on, occasion)

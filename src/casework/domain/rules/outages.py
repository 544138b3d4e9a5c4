"""Declaring and withdrawing days on which nobody could work in the system: deadlines move by as many days (ADR 0040)."""

from __future__ import annotations

from datetime import date

from casework.domain.codes.offices import OutageKind
from casework.domain.divisions.codes import full_code
from casework.domain.errors import InvalidValueError, NotNowError, SamePersonError
from casework.domain.facts.office.rules import EVERYWHERE, OutageDeclared, OutageWithdrawn, is_same_outage
from casework.domain.household.context import DecisionContext
from casework.domain.rules.rule_book import RuleBook

LONGEST_OUTAGE = 31
"""Days of one outage; whoever declares a longer one means something else."""


def declare_outage(
    book: RuleBook, *, kind: OutageKind, first_on: date, last_on: date, today: date, division: str = EVERYWHERE
) -> list[OutageDeclared]:
    """
    Declare an outage in a division and all below it, or everywhere; what it moves is worked out where it is recorded.

    Quiet when the same days are declared there already. Raises InvalidValueError for days to come, days that run
    backwards or are more than `LONGEST_OUTAGE`, and BeforeCalendarError.
    """
    at = full_code(division) if division else EVERYWHERE
    book.of(at).calendar.refuse_before(first_on)
    if last_on < first_on:
        raise InvalidValueError(
            "to",
            zh=f"截止日{last_on}早于起始日{first_on}，请核对",
            en=f"It ends on {last_on}, before it begins on {first_on}: check both",
        )
    if last_on > today:
        raise InvalidValueError(
            "to",
            zh=f"日期{last_on}尚未到：停机过后再声明，请稍后",
            en=f"{last_on} is still to come: declare only what has been",
        )
    if (last_on - first_on).days >= LONGEST_OUTAGE:
        raise InvalidValueError(
            "to", zh=f"一次停机不能超过{LONGEST_OUTAGE}天", en=f"One outage has at most {LONGEST_OUTAGE} days"
        )
    fact = OutageDeclared(kind=kind, first_on=first_on, last_on=last_on, division=at)
    return [] if any(is_same_outage(each, fact) for each in book.outages) else [fact]


def withdraw_outage(
    book: RuleBook,
    context: DecisionContext,
    *,
    kind: OutageKind,
    first_on: date,
    last_on: date,
    declared_by: str | None,
    division: str = EVERYWHERE,
) -> list[OutageWithdrawn]:
    """
    Withdraw an outage that was declared in just this division for just these days, as somebody who did not declare it.

    Raises NotNowError when none such stands, SamePersonError for whoever declared it.
    """
    at = full_code(division) if division else EVERYWHERE
    withdrawn = OutageWithdrawn(kind=kind, first_on=first_on, last_on=last_on, division=at)
    if not any(is_same_outage(each, withdrawn) for each in book.outages):
        raise NotNowError(
            zh=f"没有这样的停机声明：{kind.zh}，{first_on}至{last_on}，请按声明时的种类和日期填写",
            en=f"No such outage is declared: {kind.en}, {first_on} to {last_on}; give kind and days as they were declared",
        )
    if context.is_one_of((declared_by,)):
        raise SamePersonError(context.by, context.counts_as)
    return [withdrawn]

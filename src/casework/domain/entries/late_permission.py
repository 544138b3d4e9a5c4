"""A supervisor's word that something long past may still be entered (GY-17b; ADR 0018)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from casework.domain.errors import InvalidValueError, RefusedError
from casework.domain.fact import HOUSEHOLD, Fact
from casework.domain.facts.assistance import NotePrivate
from casework.domain.facts.deadlines import LateEntryAllowed
from casework.domain.household.context import DecisionContext, person_of
from casework.domain.household.parts import LateAllowance
from casework.domain.household.state import Household
from casework.domain.policy.deciders import Decider, DecisionKind
from casework.domain.policy.policy import Policy
from casework.domain.signer import persons_of
from casework.domain.text_values import refuse_blank, refuse_no_account

NOBODY: Final[Mapping[str, str]] = {}


class OwnLateEntryError(RefusedError):
    """Nobody allows a late entry of their own; nothing was recorded."""

    def __init__(self, by: str) -> None:
        self.by = by
        self.zh = f"须由他人准许：{by}不能准许自己补录"
        self.en = f"Somebody else has to allow it: {by} cannot allow a late entry of their own"


def allow_late_entry(
    household: Household,
    context: DecisionContext,
    *,
    first_on: date,
    last_on: date,
    reason: str,
    account: str | None = None,
) -> list[Fact]:
    """
    Let `account`, or everybody else, enter what happened on these days, both included, though it is very late.

    Quiet when the same word was given by the same supervisor.

    Raises:
        InvalidValueError: The days are in the wrong order, or not over yet.
        BeforeCalendarError: They lie before the work calendar.
        OwnLateEntryError: A supervisor names their own account, and the policy asks for somebody else.
    """
    refuse_no_account("account", account)
    refuse_blank("reason", reason)
    if first_on > last_on:
        raise InvalidValueError(
            "from", zh="起始日不能晚于截止日，请核对", en="The first day cannot be after the last one; check both"
        )
    if last_on > context.today:
        raise InvalidValueError("to", zh="只能准许补录已经发生的事", en="What is still to come cannot be entered late")
    context.rules.calendar.refuse_before(first_on)
    if context.is_one_of((account,)) and not _may_be_his_own(context.policy):
        raise OwnLateEntryError(context.by)
    word = LateAllowance(first_on=first_on, last_on=last_on, account=account, by=context.by)
    if word in household.late_allowances:
        return []
    private = {HOUSEHOLD: NotePrivate(text=reason)}
    return [LateEntryAllowed(first_on=first_on, last_on=last_on, account=account, private=private)]


def may_enter_late(
    household: Household, policy: Policy, *, by: str, on: date, names: Mapping[str, str] = NOBODY
) -> bool:
    """
    Whether somebody has allowed `by` to enter what happened on a day; under most policies somebody else.

    `names` are the accounts of adopted names: whoever goes on under another name is the same person.
    """
    person = person_of(names, by)
    return any(
        word.first_on <= on <= word.last_on
        and (word.account is None or person_of(names, word.account) == person)
        and (_may_be_his_own(policy) or person not in {person_of(names, each) for each in persons_of(word.by)})
        for word in household.late_allowances
    )


def _may_be_his_own(policy: Policy) -> bool:
    return policy.decider(DecisionKind.LATE_ENTRY) is Decider.ANYBODY

"""Concrete difficulties of a household: taken up with owner and date, solved by evidence (GY-13d)."""

from __future__ import annotations

from datetime import date

from casework.domain.codes.service.assistance import DifficultyKind
from casework.domain.decisions.notes import noted, the_one
from casework.domain.decisions.service.odd_details import refuse_odd
from casework.domain.details.findings import EvidenceDetails
from casework.domain.details.service import DifficultyDetails
from casework.domain.errors import NotNowError
from casework.domain.fact import HOUSEHOLD, Fact
from casework.domain.facts.assistance import DifficultyRaised, DifficultyResolved
from casework.domain.facts.verification import EvidencePrivate
from casework.domain.household.context import DecisionContext, refuse_past
from casework.domain.household.state import Household
from casework.domain.text_values import refuse_no_account


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
    refuse_odd(details, household, context)
    refuse_past("by", due_on, context)
    if _is_difficult(household, context, kind):
        raise NotNowError(zh=f"已有未解决的同类困难：{kind.zh}", en=f"A difficulty of kind {kind} is open already")
    private = noted(note, the_one(details.members if details else ()))
    return [DifficultyRaised(kind=kind, owner=owner, due_on=due_on, details=details, private=private)]


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
    refuse_odd(details, household, context)
    if not _is_difficult(household, context, kind):
        raise NotNowError(zh=f"没有未解决的该类困难：{kind.zh}", en=f"No difficulty of kind {kind} is open")
    private = {HOUSEHOLD: EvidencePrivate(number=evidence_number, text=note)} if evidence_number else noted(note)
    return [DifficultyResolved(kind=kind, details=details, private=private)]


def _is_difficult(household: Household, context: DecisionContext, kind: DifficultyKind) -> bool:
    return any(
        each.kind is kind for record in household.worked_on_at(context.occurred_at) for each in record.difficulties
    )

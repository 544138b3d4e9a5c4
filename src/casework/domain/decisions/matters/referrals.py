"""Handing a difficulty over to another department, and its answer (GY-13d, BT-7b, GY-15b)."""

from __future__ import annotations

from casework.domain.codes.service.assistance import DifficultyKind
from casework.domain.codes.service.matters import Department, DepartmentAnswer
from casework.domain.decisions.matters.questions import last_unanswered
from casework.domain.decisions.notes import noted
from casework.domain.errors import NotNowError
from casework.domain.fact import Fact
from casework.domain.facts.matters.matters import DifficultyReferred, ReferralAnswered
from casework.domain.household.context import DecisionContext
from casework.domain.household.state import Household


def refer_difficulty(
    household: Household, context: DecisionContext, *, kind: DifficultyKind, department: Department, note: str = ""
) -> list[Fact]:
    """
    Hand an open difficulty over to another department; it stays its owner's, who presses for the answer (GY-13d).

    Quiet while that department has it. Raises NotNowError when none of the kind is open.
    """
    if _referred(household, kind, department):
        return []
    worked_on = household.worked_on_at(context.occurred_at)
    owners = [each.owner for record in worked_on for each in record.difficulties if each.kind is kind]
    if not owners:
        raise NotNowError(
            zh=f"没有未解决的该类困难：{kind.zh}", en=f"No difficulty of kind {kind} is open", helps=("difficulty",)
        )
    return [DifficultyReferred(kind=kind, department=department, owner=owners[0], private=noted(note))]


def answer_referral(
    household: Household,
    context: DecisionContext,
    *,
    kind: DifficultyKind,
    department: Department,
    answer: DepartmentAnswer,
    note: str = "",
) -> list[Fact]:
    """Record what the department answered; the difficulty is open until it is solved. Raises NotNowError unless it has it."""
    if not _referred(household, kind, department):
        raise NotNowError(
            zh=f"该困难没有转{department.zh}，或已答复",
            en=f"The {department.en} was handed no such difficulty, or has answered",
            helps=("refer-difficulty",),
        )
    return [ReferralAnswered(kind=kind, department=department, answer=answer, private=noted(note))]


def _referred(household: Household, kind: DifficultyKind, department: Department) -> bool:
    same = {"kind": kind, "department": department}
    return last_unanswered(household, DifficultyReferred, ReferralAnswered, **same) is not None

"""How few may know of a household: proposed by one person and decided by another, up and down (ADR 0052)."""

from __future__ import annotations

from casework.domain.codes.rights import Confidentiality
from casework.domain.decisions.notes import noted
from casework.domain.errors import HouseholdUnknownError, NotNowError, SamePersonError
from casework.domain.fact import Fact
from casework.domain.facts.matters.confidentiality import ConfidentialityChanged, ConfidentialityProposed
from casework.domain.household.context import DecisionContext
from casework.domain.household.state import Household
from casework.domain.text_values import refuse_blank


def propose_confidentiality(
    household: Household, context: DecisionContext, *, level: Confidentiality, reason: str
) -> list[Fact]:
    """
    Propose another level; the one that the household has takes a proposal off that waits.

    Quiet while the same is proposed or holds. Raises HouseholdUnknownError, InvalidValueError without a reason.
    """
    refuse_blank("reason", reason)
    _refuse_unknown(household)
    waits = household.proposed_level
    if level is (household.confidentiality if waits is None else waits.level):
        return []
    return [ConfidentialityProposed(level=level, private=noted(reason))]


def decide_confidentiality(household: Household, context: DecisionContext, *, level: Confidentiality) -> list[Fact]:
    """
    Set the level as somebody else has proposed it.

    Quiet where it holds and nothing waits. Raises HouseholdUnknownError, SamePersonError, NotNowError where this level is not proposed.
    """
    _refuse_unknown(household)
    waits = household.proposed_level
    if waits is None and level is household.confidentiality:
        return []
    if waits is None or waits.level is not level:
        raise NotNowError(
            zh="尚未有人提请这一保密级别：须先提请",
            en="Nobody has proposed this level of confidentiality: that comes first",
            helps=("propose-confidentiality",),
        )
    if context.is_one_of([waits.by]):
        raise SamePersonError(context.by, context.counts_as)
    return [ConfidentialityChanged(level=level)]


def _refuse_unknown(household: Household) -> None:
    if not household.known:
        raise HouseholdUnknownError(household.id)

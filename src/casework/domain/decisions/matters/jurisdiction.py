"""A dispute about whose household it is: decided above, and held meanwhile by whoever held it (GY-2d, CD-P3)."""

from __future__ import annotations

from casework.domain.decisions.matters.questions import last_unanswered
from casework.domain.decisions.notes import noted
from casework.domain.errors import InvalidValueError, NotNowError, SamePersonError
from casework.domain.fact import Fact
from casework.domain.facts.matters.matters import JurisdictionDecided, JurisdictionDisputed
from casework.domain.household.context import DecisionContext
from casework.domain.household.state import Household
from casework.domain.text_values import refuse_blank

VILLAGE_DIGITS = 12


def dispute_jurisdiction(household: Household, context: DecisionContext, *, village: str, note: str) -> list[Fact]:
    """
    Say that the household is another village's. Until an office above has decided it stays, duties and all.

    Quiet while the same is disputed. Raises InvalidValueError, NotNowError while something else is disputed.
    """
    refuse_blank("note", note)
    _refuse_no_village(village)
    if village == household.village:
        raise InvalidValueError("village", zh=f"该户本就属{village}", en=f"The household is of {village} as it is")
    disputed = last_unanswered(household, JurisdictionDisputed, JurisdictionDecided)
    if disputed is None:
        return [JurisdictionDisputed(village=village, private=noted(note))]
    if isinstance(disputed.fact, JurisdictionDisputed) and disputed.fact.village == village:
        return []
    raise NotNowError(
        zh="已有待裁定的管辖争议，须先裁定",
        en="A dispute of jurisdiction is open already: it is decided first",
        helps=("decide-jurisdiction",),
    )


def decide_jurisdiction(household: Household, context: DecisionContext, *, village: str, note: str) -> list[Fact]:
    """
    Decide whose household it is, as somebody who did not dispute it; it is moved by `move` where that is another's.

    Raises NotNowError without a dispute, SamePersonError, InvalidValueError for a village that nobody named.
    """
    refuse_blank("note", note)
    _refuse_no_village(village)
    disputed = last_unanswered(household, JurisdictionDisputed, JurisdictionDecided)
    if disputed is None or not isinstance(disputed.fact, JurisdictionDisputed):
        raise NotNowError(
            zh="没有待裁定的管辖争议",
            en="No dispute of jurisdiction is open",
            helps=("dispute-jurisdiction",),
        )
    if context.is_one_of((disputed.by,)):
        raise SamePersonError(context.by, context.counts_as)
    if village not in (household.village, disputed.fact.village):
        raise InvalidValueError(
            "village",
            zh=f"只能裁定为{household.village}或{disputed.fact.village}",
            en=f"It is of {household.village} or of {disputed.fact.village}",
        )
    return [JurisdictionDecided(village=village, private=noted(note))]


def _refuse_no_village(village: str) -> None:
    if len(village) != VILLAGE_DIGITS or not (village.isascii() and village.isdigit()):
        raise InvalidValueError(
            "village", zh="须为12位的村级区划代码", en="It must be the 12 digits of a village", always=True
        )

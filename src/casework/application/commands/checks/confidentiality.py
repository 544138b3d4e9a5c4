"""How few may know of a household: proposed by one person, decided by another (ADR 0052)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from casework.application.commands.declarations.declaration import Audit, Command, Right, Spec
from casework.application.commands.declarations.parameters import Reason
from casework.application.commands.detection import DETECTING
from casework.domain.codes.rights import Confidentiality
from casework.domain.decisions.matters.confidentiality import decide_confidentiality, propose_confidentiality
from casework.domain.errors import HouseholdUnknownError, InvalidValueError, NotNowError, SamePersonError
from casework.domain.words import words

LEVEL = Annotated[Confidentiality, words("保密级别", "the level", "LEVEL")]


class ProposeConfidentiality(Command, frozen=True, kw_only=True):
    """Propose that fewer may know of the household, or more again; the level that it has takes a proposal off (PIPL Art. 51)."""

    spec: ClassVar = Spec(
        "propose-confidentiality",
        "保密级别：提请调整，由另一人决定；写现有级别即撤回提请",
        DETECTING,
        propose_confidentiality,
        Right.PROPOSE,
        audit=Audit.DECISION,
    )
    refuses: ClassVar = (HouseholdUnknownError, InvalidValueError)
    level: LEVEL
    reason: Reason


class DecideConfidentiality(Command, frozen=True, kw_only=True):
    """Set the level as somebody else proposed it: for whoever may not open it, the household is not there (PIPL Art. 51)."""

    spec: ClassVar = Spec(
        "decide-confidentiality",
        "保密级别：按他人的提请调整，无权查看的人此后查不到该户",
        DETECTING,
        decide_confidentiality,
        Right.DECIDE,
        audit=Audit.DECISION,
    )
    refuses: ClassVar = (HouseholdUnknownError, NotNowError, SamePersonError)
    level: LEVEL

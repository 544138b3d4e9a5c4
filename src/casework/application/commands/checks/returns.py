"""What is sent back as insufficient, and made good (GY-2d, GY-11c, GY-12c, GY-13d, GY-17d)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from casework.application.commands.assistance import ASSISTING
from casework.application.commands.declarations.declaration import Audit, Command, CommandWord, Right, Spec
from casework.application.commands.detection import DETECTING
from casework.application.commands.work import PLACEMENT, WORK
from casework.domain.codes.clearance import Insufficient
from casework.domain.codes.service.assistance import DifficultyKind
from casework.domain.codes.sources import Office
from casework.domain.decisions.returns.insufficient import (
    return_difficulty,
    return_placement,
    return_report,
    return_verification,
    supplement_placement,
)
from casework.domain.errors import InvalidValueError, NoOpenEpisodeError, NotNowError, SamePersonError
from casework.domain.words import words

REASON = Annotated[Insufficient, words("退回补正的原因", "send back as insufficient, and why", "--insufficient")]
WORDS = Annotated[str, words("说明", "in words", "--note", sealed=True)]


class ReturnReport(Command, frozen=True, kw_only=True):
    """Send the report back as insufficient, as somebody else than made it: the village reports again (GY-2d)."""

    spec: ClassVar = Spec(
        "return-report",
        "退回上报：由收到上报的部门的他人退回补正",
        DETECTING,
        return_report,
        Right.RECEIPT,
        Audit.DECISION,
    )
    called: ClassVar = CommandWord("receipt", "--insufficient")
    refuses: ClassVar = (NoOpenEpisodeError, NotNowError, SamePersonError, InvalidValueError)
    office: Annotated[Office, words("部门", "the office", "OFFICE")]
    reason: REASON
    note: WORDS


class ReturnVerification(Command, frozen=True, kw_only=True):
    """Send the verification back as insufficient, as somebody else: it is verified again (GY-12c, GY-17d)."""

    spec: ClassVar = Spec(
        "return-verification", "退回核实：由他人退回补正", DETECTING, return_verification, Right.DECIDE, Audit.DECISION
    )
    called: ClassVar = CommandWord("verify", "--insufficient")
    refuses: ClassVar = (NoOpenEpisodeError, NotNowError, SamePersonError, InvalidValueError)
    reason: REASON
    note: WORDS


class ReturnPlacement(Command, frozen=True, kw_only=True):
    """Send a placement back for evidence, as whoever checks it (GY-11c)."""

    spec: ClassVar = Spec(
        "return-placement", "就业核查：退回补正材料", WORK, return_placement, Right.DECIDE, Audit.DECISION
    )
    called: ClassVar = CommandWord("confirm", "--insufficient")
    refuses: ClassVar = (NotNowError, SamePersonError, InvalidValueError)
    placement: PLACEMENT
    reason: REASON
    note: WORDS


class SupplementPlacement(Command, frozen=True, kw_only=True):
    """What was missing of a placement is there: it is checked again (GY-11c)."""

    spec: ClassVar = Spec("supplement-placement", "补正就业材料：补齐后重新核查", WORK, supplement_placement)
    called: ClassVar = CommandWord("supplement")
    refuses: ClassVar = (NotNowError, InvalidValueError)
    placement: PLACEMENT
    note: WORDS


class ReturnDifficulty(Command, frozen=True, kw_only=True):
    """Send the solution of a difficulty back, as somebody else: it is open again (GY-13d, GY-17d)."""

    spec: ClassVar = Spec(
        "return-difficulty", "解决困难：由他人退回办理结果", ASSISTING, return_difficulty, Right.DECIDE, Audit.DECISION
    )
    called: ClassVar = CommandWord("resolve", "--insufficient")
    refuses: ClassVar = (NotNowError, SamePersonError, InvalidValueError)
    kind: Annotated[DifficultyKind, words("困难", "kind", "KIND")]
    reason: REASON
    note: WORDS

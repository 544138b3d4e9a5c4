"""How a spell of zero employment ends, and whether that lasts (GY-12f, GY-13a, OF-27, OF-31, OF-34)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from casework.application.commands.declarations.declaration import Audit, Command, CommandWord, Right, Spec
from casework.application.commands.declarations.parameters import Note
from casework.application.commands.detection import FINDINGS, SIGNATURES, SIGNED
from casework.domain.codes.clearance import Closing, Milestone, ProposalReturn
from casework.domain.decisions.clearance import (
    NothingClearsError,
    decide_clearance,
    propose_clearance,
    return_clearance,
)
from casework.domain.decisions.closing import decide_closing, propose_closing, return_closing
from casework.domain.decisions.retention import TooSoonError, check_retention, confirm_stability
from casework.domain.details.job import CheckDetails
from casework.domain.errors import (
    InvalidValueError,
    MemberUnknownError,
    NoOpenEpisodeError,
    NotNowError,
    SamePersonError,
)
from casework.domain.labels import Label
from casework.domain.words import No, words

ENDING = Label("清零与退出", "Ending")
PROPOSED = Label("提请", "propose")
DECIDED = Label("审核通过（须由另一人）", "decide, as a second person")
RETURNED = Annotated[ProposalReturn, words("退回的原因", "send back, and why", "--return")]


class ProposeClearance(Command, frozen=True, kw_only=True):
    """Propose that the household be cleared (GY-12f)."""

    spec: ClassVar = Spec("propose-clearance", "清零提请：提请清零", ENDING, propose_clearance, Right.PROPOSE)
    called: ClassVar = CommandWord("clear", "--propose", PROPOSED)
    refuses: ClassVar = (NoOpenEpisodeError, NotNowError, NothingClearsError)


class DecideClearance(Command, frozen=True, kw_only=True):
    """Clear the household, as a second person (GY-12f)."""

    spec: ClassVar = Spec(
        "decide-clearance",
        "清零审核：审核通过，由另一人办理",
        ENDING,
        decide_clearance,
        Right.DECIDE,
        audit=Audit.DECISION,
    )
    called: ClassVar = CommandWord("clear", "--decide", DECIDED)
    refuses: ClassVar = (NoOpenEpisodeError, NotNowError, NothingClearsError, SamePersonError)


class ReturnClearance(Command, frozen=True, kw_only=True):
    """Send the proposal to clear back, and why (GY-12f)."""

    spec: ClassVar = Spec(
        "return-clearance", "退回清零提请：退回并说明原因", ENDING, return_clearance, Right.DECIDE, audit=Audit.DECISION
    )
    called: ClassVar = CommandWord("clear", "--return")
    refuses: ClassVar = (NoOpenEpisodeError, NotNowError)
    reason: RETURNED
    note: Note = ""


class CheckRetention(Command, frozen=True, kw_only=True):
    """Record whether somebody still works after clearance (GY-13a, CD-6g)."""

    spec: ClassVar = Spec("check", "稳岗回访：清零后是否仍有人在岗", ENDING, check_retention)
    refuses: ClassVar = (NotNowError, TooSoonError, MemberUnknownError, InvalidValueError)
    milestone: Annotated[Milestone, words("回访节点", "when")]
    still_employed: Annotated[
        bool, words("仍有人在岗", "somebody works", "--employed", no=No("--not-employed", "无人在岗", "nobody works"))
    ]
    details: Annotated[CheckDetails | None, words("在岗情况", "more about it")] = None


class ConfirmStability(Command, frozen=True, kw_only=True):
    """Confirm that the work lasts, as somebody who recorded none of the checks (OF-34)."""

    spec: ClassVar = Spec(
        "stabilise",
        "稳定就业：确认就业稳定（须由没有做过回访的人）",
        ENDING,
        confirm_stability,
        Right.DECIDE,
        audit=Audit.DECISION,
    )
    refuses: ClassVar = (NotNowError, SamePersonError)


class ProposeClosing(Command, frozen=True, kw_only=True):
    """Propose to close the episode otherwise than by work (OF-31)."""

    spec: ClassVar = Spec("propose-closing", "退出提请：提请以其他方式退出", ENDING, propose_closing, Right.PROPOSE)
    called: ClassVar = CommandWord("close", "--propose", PROPOSED)
    refuses: ClassVar = (NoOpenEpisodeError, NotNowError, MemberUnknownError, InvalidValueError)
    reason: Annotated[Closing, words("退出的原因", "why it is closed", "REASON")]
    findings: FINDINGS = ()
    signatures: SIGNATURES = ()
    signed: SIGNED = None


class DecideClosing(Command, frozen=True, kw_only=True):
    """Close the episode as proposed, as a second person (OF-31)."""

    spec: ClassVar = Spec(
        "decide-closing", "退出审核：审核通过，由另一人办理", ENDING, decide_closing, Right.DECIDE, audit=Audit.DECISION
    )
    called: ClassVar = CommandWord("close", "--decide", DECIDED)
    refuses: ClassVar = (NoOpenEpisodeError, NotNowError, SamePersonError)
    reason: Annotated[Closing, words("退出的原因", "why it is closed", "REASON")]


class ReturnClosing(Command, frozen=True, kw_only=True):
    """Send the proposal to close back, and why (OF-31)."""

    spec: ClassVar = Spec(
        "return-closing", "退回退出提请：退回并说明原因", ENDING, return_closing, Right.DECIDE, audit=Audit.DECISION
    )
    called: ClassVar = CommandWord("close", "--return")
    refuses: ClassVar = (NoOpenEpisodeError, NotNowError)
    closing: Annotated[Closing, words("退出的原因", "why it is closed", "REASON")]
    reason: RETURNED
    note: Note = ""

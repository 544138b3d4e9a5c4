"""How a spell of zero employment ends, and whether that lasts (GY-12f, GY-13a, OF-27, OF-31, OF-34)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from casework.application.commands.declaration import Audit, Command, CommandWord, Right, Spec
from casework.application.commands.detection import SIGNED
from casework.domain.codes import Closing, Milestone, ProposalReturn
from casework.domain.decisions.clearing import (
    NothingClearsError,
    decide_clearance,
    propose_clearance,
    return_clearance,
)
from casework.domain.decisions.closing import decide_closing, propose_closing, return_closing
from casework.domain.decisions.retaining import TooSoonError, check_retention, confirm_stability
from casework.domain.errors import (
    InvalidValueError,
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

    spec: ClassVar = Spec(
        name="propose-clearance",
        says=Label("清零提请：提请清零", "Propose that the household be cleared"),
        panel=ENDING,
        decide=propose_clearance,
        right=Right.PROPOSE,
        source="GY-12f",
        refuses=(NoOpenEpisodeError, NotNowError, NothingClearsError),
        called=CommandWord("clear", "--propose", PROPOSED),
    )


class DecideClearance(Command, frozen=True, kw_only=True):
    """Clear the household, as a second person (GY-12f)."""

    spec: ClassVar = Spec(
        name="decide-clearance",
        says=Label("清零审核：审核通过，由另一人办理", "Clear the household, as a second person"),
        panel=ENDING,
        decide=decide_clearance,
        right=Right.DECIDE,
        audit=Audit.DECISION,
        source="GY-12f",
        refuses=(NoOpenEpisodeError, NotNowError, NothingClearsError, SamePersonError),
        called=CommandWord("clear", "--decide", DECIDED),
    )


class ReturnClearance(Command, frozen=True, kw_only=True):
    """Send a proposal to clear back, with a reason (GY-12f)."""

    spec: ClassVar = Spec(
        name="return-clearance",
        says=Label("退回清零提请：退回并说明原因", "Send the proposal to clear back, and why"),
        panel=ENDING,
        decide=return_clearance,
        right=Right.DECIDE,
        audit=Audit.DECISION,
        source="GY-12f",
        refuses=(NoOpenEpisodeError, NotNowError),
        called=CommandWord("clear", "--return"),
    )
    reason: RETURNED


class CheckRetention(Command, frozen=True, kw_only=True):
    """Record whether somebody still works after clearance (GY-13a, CD-6g)."""

    spec: ClassVar = Spec(
        name="check",
        says=Label("稳岗回访：清零后是否仍有人在岗", "Record whether somebody still works after clearance"),
        panel=ENDING,
        decide=check_retention,
        right=Right.RECORD,
        source="GY-13a, CD-6g",
        refuses=(NotNowError, TooSoonError),
    )
    milestone: Annotated[Milestone, words("回访节点", "when")]
    still_employed: Annotated[
        bool, words("仍有人在岗", "somebody works", "--employed", no=No("--not-employed", "无人在岗", "nobody works"))
    ]


class ConfirmStability(Command, frozen=True, kw_only=True):
    """Confirm that the work lasts, as somebody who recorded none of the checks (OF-34)."""

    spec: ClassVar = Spec(
        name="stabilise",
        says=Label(
            "稳定就业：确认就业稳定（须由没有做过回访的人）",
            "Confirm that the work lasts, as somebody who recorded none of the checks",
        ),
        panel=ENDING,
        decide=confirm_stability,
        right=Right.DECIDE,
        audit=Audit.DECISION,
        source="OF-34",
        refuses=(NotNowError, SamePersonError),
    )


class ProposeClosing(Command, frozen=True, kw_only=True):
    """Propose to close the episode otherwise than by work (OF-27, OF-31)."""

    spec: ClassVar = Spec(
        name="propose-closing",
        says=Label("退出提请：提请以其他方式退出", "Propose to close the episode otherwise than by work"),
        panel=ENDING,
        decide=propose_closing,
        right=Right.PROPOSE,
        source="OF-31",
        refuses=(NoOpenEpisodeError, NotNowError, InvalidValueError),
        called=CommandWord("close", "--propose", PROPOSED),
    )
    reason: Annotated[Closing, words("退出的原因", "why it is closed", "REASON")]
    signed: SIGNED = None


class DecideClosing(Command, frozen=True, kw_only=True):
    """Close the episode as proposed, as a second person (OF-27, OF-31)."""

    spec: ClassVar = Spec(
        name="decide-closing",
        says=Label("退出审核：审核通过，由另一人办理", "Close the episode as proposed, as a second person"),
        panel=ENDING,
        decide=decide_closing,
        right=Right.DECIDE,
        audit=Audit.DECISION,
        source="OF-31",
        refuses=(NoOpenEpisodeError, NotNowError, SamePersonError),
        called=CommandWord("close", "--decide", DECIDED),
    )
    reason: Annotated[Closing, words("退出的原因", "why it is closed", "REASON")]


class ReturnClosing(Command, frozen=True, kw_only=True):
    """Send a proposal to close back, with a reason (OF-27, OF-31)."""

    spec: ClassVar = Spec(
        name="return-closing",
        says=Label("退回退出提请：退回并说明原因", "Send the proposal to close back, and why"),
        panel=ENDING,
        decide=return_closing,
        right=Right.DECIDE,
        audit=Audit.DECISION,
        source="OF-31",
        refuses=(NoOpenEpisodeError, NotNowError),
        called=CommandWord("close", "--return"),
    )
    closing: Annotated[Closing, words("退出的原因", "why it is closed", "REASON")]
    reason: RETURNED

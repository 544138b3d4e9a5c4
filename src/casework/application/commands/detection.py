"""Reporting and verifying a detected household (GY-2d, GY-12c, BJ-1.2)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from casework.application.commands.declarations.declaration import Audit, Command, CommandWord, Right, Spec
from casework.application.commands.declarations.parameters import EvidenceNumber, Note, Number
from casework.domain.codes.clearance import ProposalReturn
from casework.domain.codes.sources import Office, VerificationSource
from casework.domain.codes.verification import NotEligible
from casework.domain.decisions.detection import WaitingTimeError, reapply
from casework.domain.decisions.exits.not_eligible import (
    decide_not_eligible,
    propose_not_eligible,
    return_not_eligible,
)
from casework.domain.decisions.findings.reports import receipt_report, report_household
from casework.domain.decisions.findings.signatures import MemberSignature, SignedRecord
from casework.domain.decisions.verification import verify
from casework.domain.details.findings import MemberFinding, VerificationDetails
from casework.domain.errors import (
    InvalidValueError,
    MemberUnknownError,
    NoOpenEpisodeError,
    NotNowError,
    SamePersonError,
)
from casework.domain.facts.households import ReportedMember
from casework.domain.household.answers import TooEarlyError
from casework.domain.labels import Label
from casework.domain.words import words

DETECTING = Label("发现与核实", "Detecting")
VERIFIED = Annotated[VerificationSource, words("核实方式", "how it was verified", "--source")]
FINDINGS = Annotated[tuple[MemberFinding, ...], words("成员的核实结论", "what was found of a member", "--member")]
SIGNATURES = Annotated[
    tuple[MemberSignature, ...],
    words("成员的签字记录", "the written record of one unwilling member", "--signature", sealed=True),
]
EVIDENCE = Annotated[VerificationDetails | None, words("核实情况", "more about it")]
SIGNED = Annotated[SignedRecord | None, words("签字记录", "the signed record")]


class ReportHousehold(Command, frozen=True, kw_only=True):
    """Report the household to the offices (GY-2d)."""

    spec: ClassVar = Spec("report", "上报：向乡镇、县区人社部门和县区乡村振兴部门上报", DETECTING, report_household)
    refuses: ClassVar = (NoOpenEpisodeError, MemberUnknownError, InvalidValueError)
    members: Annotated[
        tuple[ReportedMember, ...], words("上报的成员及其台账", "a member who is reported, with ledgers", "--member")
    ] = ()
    note: Note = ""


class ReceiptReport(Command, frozen=True, kw_only=True):
    """Confirm that one office has the report (GY-2d)."""

    spec: ClassVar = Spec("receipt", "签收：一个部门收到了上报", DETECTING, receipt_report, Right.RECEIPT)
    refuses: ClassVar = (NoOpenEpisodeError, NotNowError)
    office: Annotated[Office, words("部门", "the office", "OFFICE")]
    received_by: Annotated[str, words("签收人", "who received it", sealed=True)] = ""
    note: Note = ""


class ConfirmHousehold(Command, frozen=True, kw_only=True):
    """Confirm that it is a zero-employment household (GY-12c)."""

    spec: ClassVar = Spec(
        "confirm-household", "核实：确认零就业", DETECTING, verify, Right.VERIFY, audit=Audit.DECISION
    )
    called: ClassVar = CommandWord("verify", "--confirm", Label("确认", "confirmed"))
    refuses: ClassVar = (NoOpenEpisodeError, MemberUnknownError, NotNowError, InvalidValueError)
    source: VERIFIED
    findings: FINDINGS = ()
    signatures: SIGNATURES = ()
    details: EVIDENCE = None
    evidence_number: EvidenceNumber = ""
    signed: SIGNED = None


class Reapply(Command, frozen=True, kw_only=True):
    """A household that was closed otherwise asks to be taken in again (OF-32)."""

    spec: ClassVar = Spec("reapply", "重新申请：以其他方式退出的户再次申请", DETECTING, reapply)
    refuses: ClassVar = (MemberUnknownError, NotNowError, WaitingTimeError, InvalidValueError)
    members: Annotated[tuple[Number, ...], words("愿意就业的成员", "who wishes to work", "--member")]


class FindNotEligible(Command, frozen=True, kw_only=True):
    """Propose that the household is not eligible; a second person decides (GY-12c)."""

    spec: ClassVar = Spec(
        "find-not-eligible", "核实：提请认定不符合，由另一人审核", DETECTING, propose_not_eligible, Right.VERIFY
    )
    called: ClassVar = CommandWord("verify", "--not-eligible")
    refuses: ClassVar = (NoOpenEpisodeError, MemberUnknownError, NotNowError, InvalidValueError)
    reason: Annotated[NotEligible, words("不符合的原因", "why it is not eligible", "--not-eligible")]
    source: VERIFIED
    findings: FINDINGS = ()
    signatures: SIGNATURES = ()
    details: EVIDENCE = None
    evidence_number: EvidenceNumber = ""
    signed: SIGNED = None


class DecideNotEligible(Command, frozen=True, kw_only=True):
    """Find the household not eligible as proposed, as a second person (GY-12c, GY-12f)."""

    spec: ClassVar = Spec(
        "decide-not-eligible",
        "不符合认定审核：审核通过，由另一人办理",
        DETECTING,
        decide_not_eligible,
        Right.DECIDE,
        audit=Audit.DECISION,
    )
    called: ClassVar = CommandWord("verify", "--decide", Label("审核通过（须由另一人）", "decide, as a second person"))
    refuses: ClassVar = (NoOpenEpisodeError, NotNowError, SamePersonError, TooEarlyError)
    note: Note = ""


class ReturnNotEligible(Command, frozen=True, kw_only=True):
    """Send the proposal that it is not eligible back, and why (GY-12f)."""

    spec: ClassVar = Spec(
        "return-not-eligible",
        "退回不符合认定：退回并说明原因",
        DETECTING,
        return_not_eligible,
        Right.DECIDE,
        audit=Audit.DECISION,
    )
    called: ClassVar = CommandWord("verify", "--return")
    refuses: ClassVar = (NoOpenEpisodeError, NotNowError)
    reason: Annotated[ProposalReturn, words("退回的原因", "send back, and why", "--return")]
    note: Note = ""

"""Reporting and verifying a detected household (GY-2d, GY-12c, BJ-1.2)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from casework.application.commands.declarations.declaration import Audit, Command, CommandWord, Right, Spec
from casework.application.commands.declarations.parameters import Member
from casework.domain.codes.sources import Office, VerificationSource
from casework.domain.codes.verification import HardToEmployGround, NotEligible
from casework.domain.decisions.verification import (
    SignedRecord,
    confirm_hard_to_employ,
    receipt_report,
    report_household,
    verify,
)
from casework.domain.errors import InvalidValueError, MemberUnknownError, NoOpenEpisodeError, NotNowError
from casework.domain.facts.households import MemberFinding
from casework.domain.labels import Label
from casework.domain.words import words

DETECTING = Label("发现与核实", "Detecting")
VERIFIED = Annotated[VerificationSource, words("核实方式", "how it was verified", "--source")]
FINDINGS = Annotated[tuple[MemberFinding, ...], words("成员的核实结论", "what was found of a member", "--member")]
SIGNED = Annotated[SignedRecord | None, words("签字记录", "the signed record")]


class ReportHousehold(Command, frozen=True, kw_only=True):
    """Report the household to the offices (GY-2d)."""

    spec: ClassVar = Spec("report", "上报：向乡镇、县区人社部门和县区乡村振兴部门上报", DETECTING, report_household)
    refuses: ClassVar = (NoOpenEpisodeError,)


class ReceiptReport(Command, frozen=True, kw_only=True):
    """Confirm that one office has the report (GY-2d)."""

    spec: ClassVar = Spec("receipt", "签收：一个部门收到了上报", DETECTING, receipt_report, Right.RECEIPT)
    refuses: ClassVar = (NoOpenEpisodeError, NotNowError)
    office: Annotated[Office, words("部门", "the office", "OFFICE")]


class ConfirmHousehold(Command, frozen=True, kw_only=True):
    """Confirm that it is a zero-employment household (GY-12c)."""

    spec: ClassVar = Spec(
        "confirm-household", "核实：确认零就业", DETECTING, verify, Right.VERIFY, audit=Audit.DECISION
    )
    called: ClassVar = CommandWord("verify", "--confirm", Label("确认", "confirmed"))
    refuses: ClassVar = (NoOpenEpisodeError, MemberUnknownError, NotNowError, InvalidValueError)
    source: VERIFIED
    findings: FINDINGS = ()
    signed: SIGNED = None


class ConfirmHardToEmploy(Command, frozen=True, kw_only=True):
    """Confirm after the verification that a member is hard to employ (BJ-3.2a, OF-36)."""

    spec: ClassVar = Spec(
        "hard-to-employ", "就业困难人员：核实之后认定一名成员", DETECTING, confirm_hard_to_employ, Right.VERIFY
    )
    refuses: ClassVar = (NoOpenEpisodeError, MemberUnknownError, NotNowError)
    member: Member
    ground: Annotated[HardToEmployGround, words("困难类型", "why")]


class FindNotEligible(Command, frozen=True, kw_only=True):
    """Find the household not eligible (GY-12c)."""

    spec: ClassVar = Spec(
        "find-not-eligible", "核实：认定不符合", DETECTING, verify, Right.VERIFY, audit=Audit.DECISION
    )
    called: ClassVar = CommandWord("verify", "--not-eligible")
    refuses: ClassVar = (NoOpenEpisodeError, MemberUnknownError, NotNowError, InvalidValueError)
    reason: Annotated[NotEligible, words("不符合的原因", "why it is not eligible", "--not-eligible")]
    source: VERIFIED
    findings: FINDINGS = ()
    signed: SIGNED = None

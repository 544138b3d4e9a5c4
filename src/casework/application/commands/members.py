"""What an office finds of single members: yearly list, certificate, hard to employ (BJ-1.2, BJ-3.2a, OF-36)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from casework.application.commands.declarations.declaration import Audit, Command, Right, Spec
from casework.application.commands.declarations.parameters import EvidenceNumber, Member, Note
from casework.application.commands.detection import (
    DETECTING,
    EVIDENCE,
    FINDINGS,
    SIGNATURES,
    SIGNED,
    VERIFIED,
)
from casework.domain.codes.persons.documents import CertificateAct, CertificateKind
from casework.domain.codes.verification import (
    CheckedData,
    ConsentAnswer,
    HardToEmployEnd,
    HardToEmployGround,
    Registration,
)
from casework.domain.decisions.findings.certificates import record_certificate
from casework.domain.decisions.findings.consent import record_consent
from casework.domain.decisions.findings.hard_to_employ import confirm_hard_to_employ, end_hard_to_employ
from casework.domain.decisions.findings.member_verification import verify_members
from casework.domain.decisions.findings.signatures import MemberEvidence
from casework.domain.details.findings import GroundDetails
from casework.domain.errors import InvalidValueError, MemberUnknownError, NotNowError
from casework.domain.words import words


class VerifyMembers(Command, frozen=True, kw_only=True):
    """Record what was found of single members, by the yearly list or again (BJ-1.1c, BJ-1.2)."""

    spec: ClassVar = Spec(
        "verify-member",
        "核实成员：按年度名单或再次核实成员，有无处置周期均可",
        DETECTING,
        verify_members,
        Right.VERIFY,
        audit=Audit.DECISION,
    )
    refuses: ClassVar = (MemberUnknownError, NotNowError, InvalidValueError)
    source: VERIFIED
    findings: FINDINGS
    signatures: SIGNATURES = ()
    details: EVIDENCE = None
    evidence_number: EvidenceNumber = ""
    evidence_numbers: Annotated[
        tuple[MemberEvidence, ...],
        words("各成员的佐证材料编号", "number of one member's evidence", "--member-evidence", sealed=True),
    ] = ()


class ConfirmHardToEmploy(Command, frozen=True, kw_only=True):
    """Confirm that a member is hard to employ, after the verification or without an episode (BJ-3.2a, OF-36)."""

    spec: ClassVar = Spec(
        "hard-to-employ", "就业困难人员：认定一名成员", DETECTING, confirm_hard_to_employ, Right.VERIFY
    )
    refuses: ClassVar = (MemberUnknownError, NotNowError, InvalidValueError)
    member: Member
    ground: Annotated[HardToEmployGround, words("困难类型", "why")]
    details: Annotated[GroundDetails | None, words("认定情况", "more about it")] = None


class EndHardToEmploy(Command, frozen=True, kw_only=True):
    """Record that a member is hard to employ no more (BJ-3.2a, OF-36)."""

    spec: ClassVar = Spec(
        "end-hard-to-employ", "退出就业困难人员：一名成员不再是", DETECTING, end_hard_to_employ, Right.VERIFY
    )
    refuses: ClassVar = (MemberUnknownError, NotNowError, InvalidValueError)
    member: Member
    reason: Annotated[HardToEmployEnd, words("原因", "why")]
    on: Annotated[date, words("退出日期", "from which day")]
    ground: Annotated[HardToEmployGround | None, words("只退出这一类别", "this ground alone; else all of them")] = None


class RecordCertificate(Command, frozen=True, kw_only=True):
    """A certificate of registration was issued to a member, changed, replaced or taken in (BJ-1.2a, BJ-1.2b)."""

    spec: ClassVar = Spec(
        "record-certificate", "就业登记证件：发放、变更、补发或收回", DETECTING, record_certificate, Right.VERIFY
    )
    refuses: ClassVar = (MemberUnknownError, InvalidValueError)
    member: Member
    kind: Annotated[CertificateKind, words("证件", "which")]
    act: Annotated[CertificateAct, words("办理", "what was done with it")]
    on: Annotated[date, words("办理日期", "the day")]
    registration: Annotated[Registration | None, words("登记类别", "what is entered in it")] = None
    number: Annotated[str, words("证书编号", "its number", sealed=True)] = ""
    note: Note = ""


class RecordConsent(Command, frozen=True, kw_only=True):
    """The household was asked to let its data be checked, and what it answered (OF-15)."""

    spec: ClassVar = Spec("consent", "数据核对授权：征求该户同意及其答复", DETECTING, record_consent)
    refuses: ClassVar = (InvalidValueError, NotNowError)
    answer: Annotated[ConsentAnswer, words("答复", "what it answered")]
    covers: Annotated[tuple[CheckedData, ...], words("核对的数据", "which data", "--covers")] = ()
    until: Annotated[date | None, words("授权期限", "until which day", ahead=True)] = None
    signed: SIGNED = None

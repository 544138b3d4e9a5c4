"""What an office finds of single members: yearly list, certificate, hard to employ (BJ-1.2, BJ-3.2a, OF-36)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from casework.application.commands.declarations.declaration import Audit, Command, CommandWord, Right, Spec
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
from casework.domain.codes.persons.erasures import ErasureGround
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
from casework.domain.decisions.membership.erasures import StillNeededError, decide_erasure, propose_erasure
from casework.domain.details.findings import GroundDetails
from casework.domain.errors import (
    HouseholdUnknownError,
    InvalidValueError,
    MemberUnknownError,
    NotNowError,
    SamePersonError,
)
from casework.domain.labels import Label
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


class ProposeErasure(Command, frozen=True, kw_only=True):
    """Propose that a person's data be erased, in whichever households they are or were; another decides (PIPL Art. 47)."""

    spec: ClassVar = Spec(
        "propose-erasure",
        "删除个人信息：提请删除一名成员的个人信息，由另一人决定",
        DETECTING,
        propose_erasure,
        Right.PROPOSE,
        audit=Audit.DECISION,
    )
    called: ClassVar = CommandWord("erase", "--propose", Label("提请删除", "propose it"))
    refuses: ClassVar = (HouseholdUnknownError, MemberUnknownError, StillNeededError, InvalidValueError)
    member: Member
    ground: Annotated[ErasureGround, words("原因", "why", "--ground")]


class DecideErasure(Command, frozen=True, kw_only=True):
    """Erase a person's data as somebody else proposed: it cannot be read again by anybody (PIPL Art. 47)."""

    spec: ClassVar = Spec(
        "decide-erasure",
        "删除个人信息：按他人的提请删除，此后任何人都无法读出",
        DETECTING,
        decide_erasure,
        Right.DECIDE,
        audit=Audit.DECISION,
    )
    called: ClassVar = CommandWord("erase", "--decide", Label("决定删除（须由他人）", "erase it, as somebody else"))
    refuses: ClassVar = (HouseholdUnknownError, MemberUnknownError, NotNowError, SamePersonError, StillNeededError)
    member: Member


class RecordConsent(Command, frozen=True, kw_only=True):
    """The household was asked to let its data be checked, and what it answered (OF-15)."""

    spec: ClassVar = Spec("consent", "数据核对授权：征求该户同意及其答复", DETECTING, record_consent)
    refuses: ClassVar = (InvalidValueError, NotNowError)
    answer: Annotated[ConsentAnswer, words("答复", "what it answered")]
    covers: Annotated[tuple[CheckedData, ...], words("核对的数据", "which data", "--covers")] = ()
    until: Annotated[date | None, words("授权期限", "until which day", ahead=True)] = None
    signed: SIGNED = None

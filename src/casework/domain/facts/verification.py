"""Facts about what an office finds of single members: yearly list, registration, certificate, hard to employ (BJ-1.2, OF-36)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from casework.domain.codes.persons.documents import CertificateAct, CertificateKind
from casework.domain.codes.sources import VerificationSource
from casework.domain.codes.verification import HardToEmployEnd, HardToEmployGround, Registration
from casework.domain.details.findings import GroundDetails, MemberFinding, VerificationDetails
from casework.domain.fact import Fact, Private
from casework.domain.labels import Label
from casework.domain.masks import Mask, sealed
from casework.domain.values.bounds import Text


class EvidencePrivate(Private, frozen=True, kw_only=True, tag="evidence"):
    """The number of a document that proves something, with words beside it."""

    number: Annotated[str, sealed("材料编号", "number of the document", Mask.NUMBER)] = ""
    text: Annotated[str, Text(signs=10_000, lines=True), sealed("备注", "note")] = ""


class ReceiptPrivate(Private, frozen=True, kw_only=True, tag="receipt"):
    """Who received a report in an office, with words beside it."""

    received_by: Annotated[str, sealed("签收人", "received by", Mask.NAME)] = ""
    text: Annotated[str, Text(signs=10_000, lines=True), sealed("备注", "note")] = ""


class CertificatePrivate(Private, frozen=True, kw_only=True, tag="certificate"):
    """The number of a certificate, and what was entered or changed in it."""

    number: Annotated[str, sealed("证书编号", "number of the certificate", Mask.NUMBER)] = ""
    text: Annotated[str, Text(signs=10_000, lines=True), sealed("变更内容", "what was changed")] = ""


class MemberVerified(Fact, frozen=True, kw_only=True, tag="member-verified"):
    """
    The township verified one member, as the yearly list asks, with an episode or without one (BJ-1.1c, BJ-1.2).

    It says nothing of the household's episode; what it found of the member stands from then on.
    """

    label: ClassVar = Label("核实成员", "member verified")
    also_outside: ClassVar = True

    member: int
    source: VerificationSource
    found: MemberFinding
    details: VerificationDetails | None = None


class HardToEmployConfirmed(Fact, frozen=True, kw_only=True, tag="hard-to-employ-confirmed"):
    """The township confirmed that a member is hard to employ, and on which grounds (BJ-3.2a, OF-36)."""

    label: ClassVar = Label("认定就业困难人员", "hard to employ confirmed")
    also_outside: ClassVar = True
    sentence: ClassVar = Label(
        "成员{member}认定为就业困难人员：{ground}", "Member {member} is hard to employ: {ground}"
    )
    what_if_shortcut: ClassVar = True

    member: int
    ground: HardToEmployGround
    details: GroundDetails | None = None


class HardToEmployEnded(Fact, frozen=True, kw_only=True, tag="hard-to-employ-ended"):
    """
    A member is hard to employ no more from a day on, and why; duties that rested on it end on that day (BJ-3.2a, OF-36).

    With `ground` that one ground alone ended: the member is hard to employ as long as another one stands.
    """

    label: ClassVar = Label("退出就业困难人员", "hard to employ ended")
    also_outside: ClassVar = True

    member: int
    reason: HardToEmployEnd
    on: date
    ground: HardToEmployGround | None = None


class HouseholdReapplied(Fact, frozen=True, kw_only=True, tag="household-reapplied"):
    """
    A household whose episode was closed otherwise asked to be taken in again; `members` wish to work (OF-32).

    What was found of them no longer stands in the way, and who counted at the closing no longer settles anything.
    """

    label: ClassVar = Label("重新申请", "household reapplied")
    sentence: ClassVar = Label("重新申请：成员{members}愿意就业", "Applied again: members {members} wish to work")

    members: tuple[int, ...]


class CertificateRecorded(Fact, frozen=True, kw_only=True, tag="certificate-recorded"):
    """
    A certificate of registration was issued to a member, changed, replaced or taken in on a day (BJ-1.2a, BJ-1.2b, F-9).

    `registration` is what is entered in it from then on; None where it says nothing of that.
    """

    label: ClassVar = Label("就业登记证件", "certificate recorded")
    also_outside: ClassVar = True
    changes_household: ClassVar = False
    what_if_shortcut: ClassVar = True

    member: int
    kind: CertificateKind
    act: CertificateAct
    on: date
    registration: Registration | None = None

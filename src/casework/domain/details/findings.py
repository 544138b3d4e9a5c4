"""What a verification finds of members: registration, grounds, wishes, evidence (BJ-1.2, OF-36, F-6, F-8)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from msgspec import Struct

from casework.domain.codes.people import EmploymentStated
from casework.domain.codes.persons.documents import EvidenceKind
from casework.domain.codes.service.contacts import Relation
from casework.domain.codes.service.needs import Wish
from casework.domain.codes.sources import Office
from casework.domain.codes.verification import Finding, HardToEmployGround, Registration, UnwillingReason
from casework.domain.details.details import Details
from casework.domain.values.bounds import Text
from casework.domain.words import words

Sha256 = Annotated[str, Text(signs=64)]
"""The SHA-256 of a file in 64 hexadecimal digits: the file itself is kept elsewhere."""


class ConfirmedGround(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One ground on which a member is hard to employ, from when until when, and which office confirmed it (OF-36)."""

    ground: Annotated[HardToEmployGround, words("类别", "ground")]
    since: Annotated[date | None, words("起", "since")] = None
    until: Annotated[date | None, words("止", "until")] = None
    office: Annotated[Office | None, words("认定部门", "confirmed by")] = None


class MemberFinding(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """
    What a verification found of one member (BJ-1.2, GY-12c, F-6).

    `hard_to_employ` is the first of the `grounds`, or the only one where nothing more is said of it. `stated` is the
    status that was found, beside which no rule looks; `reason` and `signed_on` are of who does not wish to work for now.
    """

    member: Annotated[int, words("成员编号", "the member's number")]
    finding: Annotated[Finding, words("核实结论", "what was found of a member")]
    hard_to_employ: Annotated[HardToEmployGround | None, words("就业困难人员", "hard to employ")] = None
    grounds: Annotated[tuple[ConfirmedGround, ...], words("就业困难认定", "grounds of hard to employ")] = ()
    stated: Annotated[EmploymentStated | None, words("就业状况", "status found")] = None
    wishes: Annotated[tuple[Wish, ...], words("意愿", "wish")] = ()
    registration_before: Annotated[Registration | None, words("原登记", "registered before as")] = None
    registration: Annotated[Registration | None, words("登记", "registered as")] = None
    registered_on: Annotated[date | None, words("登记日期", "registered on")] = None
    reason: Annotated[UnwillingReason | None, words("无意愿原因", "why unwilling")] = None
    signed_on: Annotated[date | None, words("签字日期", "signed on")] = None


class EvidenceDetails(Details, frozen=True, kw_only=True):
    """Which evidence there is, and the SHA-256 of its files."""

    evidence: Annotated[tuple[EvidenceKind, ...], words("佐证", "evidence", "--evidence")] = ()
    sha256: Annotated[
        tuple[Sha256, ...], words("文件SHA-256", "SHA-256 of a file, 64 hexadecimal digits", "--sha256")
    ] = ()


class VerificationDetails(EvidenceDetails, frozen=True, kw_only=True):
    """By which yearly list somebody was verified, who said so, and which evidence there is (BJ-1.1, CZ-10a)."""

    yearly_list: Annotated[str, Text(signs=60), words("名单", "the yearly list")] = ""
    informant: Annotated[Relation | None, words("提供信息的人", "who said so")] = None


class GroundDetails(Details, frozen=True, kw_only=True):
    """Further grounds on which a member is hard to employ, from when until when, and who confirmed it (OF-36)."""

    also: Annotated[tuple[HardToEmployGround, ...], words("其他困难类型", "a further ground")] = ()
    since: Annotated[date | None, words("起", "since")] = None
    until: Annotated[date | None, words("止", "until", ahead=True)] = None
    office: Annotated[Office | None, words("认定部门", "which office confirmed it", "--confirmed-by")] = None

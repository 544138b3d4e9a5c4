"""Facts about who lives in a household and whether it is at risk (GY-1, GY-2, GY-11c, GY-12)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from msgspec import Struct

from casework.domain.codes.clearance import ProposalReturn
from casework.domain.codes.people import Capacity, Employment, LedgerGroup, Sex, Willingness
from casework.domain.codes.sources import ExternalSystem, Office, Shown, Source, VerificationSource
from casework.domain.codes.stages import EpisodeKind
from casework.domain.codes.verification import NotEligible
from casework.domain.details.findings import MemberFinding, VerificationDetails
from casework.domain.details.job import ReturnDetails
from casework.domain.fact import Fact
from casework.domain.labels import Label
from casework.domain.members import HouseholdValues, Member, Movement
from casework.domain.statuses import Employability
from casework.domain.values.bounds import Number
from casework.domain.words import words


class Registered(Fact, frozen=True, kw_only=True, tag="registered"):
    """A household became known: village, ledger number and members (GY-1b)."""

    label: ClassVar = Label("登记", "registered")
    kept_in_episode: ClassVar = False
    also_outside: ClassVar = True
    of_the_register: ClassVar = True
    fixed_fields: ClassVar = frozenset({"number", "village"})
    what_if_shortcut: ClassVar = True

    village: str
    number: str
    values: HouseholdValues = HouseholdValues()
    members: tuple[Member, ...] = ()
    source: Source = Source.LEDGER
    effective_on: date
    movements: tuple[Movement, ...] = ()


FINDING = "finding"
"""Stands among a member's changed fields when a survey or visit says otherwise than the last verification found."""


class MemberChange(Struct, frozen=True, kw_only=True):
    """What a source newly says of one member: which fields changed, and all clear values as the source states them."""

    fields: tuple[str, ...]
    member: Member


class MembersUpdated(Fact, frozen=True, kw_only=True, tag="members-updated"):
    """
    A source said something new of the household or its members (GY-2a).

    `changed` names changed fields, of the clear values and of the personal data alike; `left` are members who no
    longer stand in the ledger; `household_fields` names the household's own changed fields. `movements` say why members
    joined or left, and from or to which household, where somebody said so; the day is `effective_on`.
    """

    label: ClassVar = Label("信息更新", "members updated")
    kept_in_episode: ClassVar = False
    also_outside: ClassVar = True
    of_the_register: ClassVar = True
    what_if_shortcut: ClassVar = True

    source: Source
    effective_on: date
    joined: tuple[Member, ...] = ()
    changed: tuple[MemberChange, ...] = ()
    left: tuple[int, ...] = ()
    household_fields: tuple[str, ...] = ()
    values: HouseholdValues | None = None
    movements: tuple[Movement, ...] = ()


class MemberReturned(Fact, frozen=True, kw_only=True, tag="member-returned"):
    """A worker came home and is no longer in work (GY-14a)."""

    label: ClassVar = Label("返乡回流", "member returned")
    also_outside: ClassVar = True
    sentence: ClassVar = Label("成员{member}于{on}返乡", "Member {member} came home on {on}")
    what_if_shortcut: ClassVar = True

    member: int
    on: date
    details: ReturnDetails | None = None


class Evidence(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was known of one member when the household was judged; `why` says why the member counts or does not."""

    member: int
    age: int | None = None
    sex: Sex | None = None
    capacity: Capacity | None = None
    employment: Employment = Employment.NOT_EMPLOYED
    willingness: Willingness | None = None
    employable: bool = False
    why: Employability | None = None


class Detected(Fact, frozen=True, kw_only=True, tag="detected"):
    """Somebody employable and nobody employed: a spell of zero employment began (GY-11c, GY-12a)."""

    label: ClassVar = Label("发现零就业", "detected")
    decided_by_rule: ClassVar = True
    fixed_fields: ClassVar = frozenset({"episode", "previous", "rule"})
    what_if_shortcut: ClassVar = True

    episode: int
    kind: EpisodeKind
    previous: int | None = None
    rule: str
    as_of: date
    evidence: tuple[Evidence, ...] = ()


class ReportedMember(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A member whom a report names, and to which of the village's ledgers the member belongs (GY-2c, GY-2d)."""

    member: Annotated[int, words("成员编号", "the member's number")]
    groups: Annotated[tuple[LedgerGroup, ...], words("台账", "ledgers")] = ()


class HouseholdReported(Fact, frozen=True, kw_only=True, tag="household-reported"):
    """The village reported the household, or single `members` of it, to the offices (GY-2d)."""

    label: ClassVar = Label("上报", "household reported")
    also_outside: ClassVar = True
    what_if_shortcut: ClassVar = True

    offices: tuple[Office, ...] = tuple(Office)
    members: tuple[ReportedMember, ...] = ()


class ReportReceipted(Fact, frozen=True, kw_only=True, tag="report-receipted"):
    """One office confirmed that the report reached it (GY-2d)."""

    label: ClassVar = Label("签收", "report receipted")
    also_outside: ClassVar = True
    sentence: ClassVar = Label("{office}已签收", "Report receipted by {office}")
    what_if_shortcut: ClassVar = True

    office: Office


class Verified(Fact, frozen=True, kw_only=True, tag="verified"):
    """
    The township verified the household: confirmed, or not eligible with a reason (BJ-1.2, GY-12c, CZ-10a).

    That it is not eligible was proposed before by another person (`not-eligible-proposed`, where who signed stands);
    entries older than that were one person's own.

    `hard_to_employ` lists the members confirmed as such by this verification; `signed_on` is the day of one record for
    all who are unwilling, beside which each finding may have its own. `employable` and `employed` say who counted when a
    household was found not eligible, so that only a later change in them opens a new episode.
    """

    label: ClassVar = Label("核实", "verified")
    what_if_shortcut: ClassVar = True

    confirmed: bool
    reason: NotEligible | None = None
    source: VerificationSource
    findings: tuple[MemberFinding, ...] = ()
    hard_to_employ: tuple[int, ...] = ()
    signed_on: date | None = None
    employable: tuple[int, ...] = ()
    employed: tuple[int, ...] = ()
    details: VerificationDetails | None = None


class NotEligibleProposed(Fact, frozen=True, kw_only=True, tag="not-eligible-proposed"):
    """Somebody proposed that a detected household is not eligible, and what was found of its members (GY-12c, BJ-1.2c)."""

    label: ClassVar = Label("提请认定不符合", "not eligible proposed")
    sentence: ClassVar = Label("提请认定不符合：{reason}（{source}）", "Proposed as not eligible: {reason} ({source})")
    what_if_shortcut: ClassVar = True

    reason: NotEligible
    source: VerificationSource
    findings: tuple[MemberFinding, ...] = ()
    signed_on: date | None = None
    details: VerificationDetails | None = None


class NotEligibleReturned(Fact, frozen=True, kw_only=True, tag="not-eligible-returned"):
    """The proposal that a household is not eligible went back with a reason (GY-12c, GY-12f)."""

    label: ClassVar = Label("退回不符合认定", "not eligible returned")
    sentence: ClassVar = Label("退回不符合认定：{reason}", "Proposal as not eligible returned: {reason}")
    what_if_shortcut: ClassVar = True

    reason: ProposalReturn


class VillageChanged(Fact, frozen=True, kw_only=True, tag="village-changed"):
    """
    The household belongs to another village, because its own was merged, split or moved (ADR 0019).

    `change` is the version of the change of divisions that it follows.
    """

    label: ClassVar = Label("转入新村", "village changed")
    sentence: ClassVar = Label(
        "自{effective_on}起属{village}（原属{earlier}）",
        "Belongs to {village} from {effective_on}, before to {earlier}",
    )
    kept_in_episode: ClassVar = False
    only_answered: ClassVar = True

    earlier: str
    village: str
    effective_on: date
    change: int


class HouseholdMoved(Fact, frozen=True, kw_only=True, tag="household-moved"):
    """
    From a day on the household belongs to another village or stands under another number; its history goes along (GY-2a).

    Unlike `village-changed` this follows no change of divisions: the people moved, or the village numbered anew.
    """

    label: ClassVar = Label("迁移或改号", "household moved")
    kept_in_episode: ClassVar = False
    only_answered: ClassVar = True

    earlier_village: str
    earlier_number: str
    village: str
    number: str
    effective_on: date


class RecordsShared(Fact, frozen=True, kw_only=True, tag="records-shared"):
    """The household's records were entered into a system outside, up to an entry of its history (GY-1c)."""

    label: ClassVar = Label("共享录入", "records shared")
    sentence: ClassVar = Label(
        "{on}已录入{system}，至第{up_to}条记录", "Entered into {system} on {on}, up to entry {up_to}"
    )
    kept_in_episode: ClassVar = False
    what_if_shortcut: ClassVar = True

    system: ExternalSystem
    on: date
    up_to: Annotated[int, Number(least=1, most=10_000_000)]


class PersonalDataShown(Fact, frozen=True, kw_only=True, tag="personal-data-shown"):
    """
    Somebody saw the sealed data of a household in full; the reason is sealed beside it.

    `members` are those whose data it was, people who left among them.
    """

    label: ClassVar = Label("查看加密信息", "personal data shown")
    sentence: ClassVar = Label("查看完整个人信息（{where}）", "Personal data shown in full: {where}")
    kept_in_episode: ClassVar = False
    changes_household: ClassVar = False
    only_answered: ClassVar = True
    what_if_shortcut: ClassVar = True

    where: Shown
    members: tuple[int, ...] = ()

"""Who joins a household and who leaves it: births, deaths, moves between households, splits, mergers (GY-2a, GY-11c)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from casework.application.commands.declarations.declaration import Command, Right, Spec
from casework.application.commands.declarations.parameters import Member
from casework.application.commands.declarations.parameters import Number as Positive
from casework.domain.codes.people import MembershipGround, Sex
from casework.domain.codes.sources import ExternalSystem
from casework.domain.decisions.membership.departures import leave_household
from casework.domain.decisions.membership.external_systems import record_external_code, share_records
from casework.domain.decisions.membership.newcomers import join_household
from casework.domain.decisions.membership.same_person import take_as_same_person
from casework.domain.decisions.membership.transfers import merge_households, move_members, split_household
from casework.domain.errors import HouseholdUnknownError, InvalidValueError, MemberUnknownError, NotNowError
from casework.domain.labels import Label
from casework.domain.words import Text, words

MEMBERSHIP = Label("成员变动", "Members")
Members = Annotated[tuple[Positive, ...], words("成员编号", "the members' numbers", "--member", hint="见 show")]
Ground = Annotated[MembershipGround, words("原因", "why", "--why")]
FromDay = Annotated[date | None, words("起始日（默认当日）", "from which day on")]
ToId = Annotated[str, words("迁入哪一户", "the household they come to", metavar="HOUSEHOLD", text=Text.HOUSEHOLD)]
ToVillage = Annotated[
    str | None, words("迁入户所在行政村（默认同村）", "its village, by default the same", metavar="CODE")
]


class MoveMembers(Command, frozen=True, kw_only=True):
    """Members go to another household of the register, be it in another county: one act on both histories (GY-2a, CZ-3)."""

    spec: ClassVar = Spec(
        "move-member",
        "成员迁移：成员迁往另一户（可跨县），两户同时登记",
        MEMBERSHIP,
        move_members,
        Right.REGISTER,
    )
    refuses: ClassVar = (HouseholdUnknownError, InvalidValueError, MemberUnknownError, NotNowError)
    members: Members
    to: ToId = ""
    number: Annotated[str | None, words("迁入户的户编号", "its number in the ledger")] = None
    village: ToVillage = None
    ground: Ground = MembershipGround.MOVED
    on: FromDay = None


class SplitHousehold(Command, frozen=True, kw_only=True):
    """Members found a household of their own, in the same or another village; the open episode stays (GY-1b, GY-11c)."""

    spec: ClassVar = Spec(
        "split",
        "分户：部分成员另立新户（同村或他村），原户的处置周期不变",
        MEMBERSHIP,
        split_household,
        Right.REGISTER,
    )
    refuses: ClassVar = (HouseholdUnknownError, InvalidValueError, MemberUnknownError, NotNowError)
    members: Members
    number: Annotated[str, words("新户的户编号", "number of the new household")]
    village: ToVillage = None
    ground: Ground = MembershipGround.SPLIT_OFF
    on: FromDay = None


class MergeHouseholds(Command, frozen=True, kw_only=True):
    """Everybody goes to another household, and the two are one from then on; nothing is deleted (GY-2a, CZ-3)."""

    spec: ClassVar = Spec(
        "merge",
        "并户：全体成员并入另一户，原户记录保留",
        MEMBERSHIP,
        merge_households,
        Right.REGISTER,
    )
    refuses: ClassVar = (HouseholdUnknownError, InvalidValueError, MemberUnknownError, NotNowError)
    to: ToId = ""
    number: Annotated[str | None, words("并入户的户编号", "its number in the ledger")] = None
    village: ToVillage = None
    on: FromDay = None


class LeaveHousehold(Command, frozen=True, kw_only=True):
    """
    A member died, joined the army, went into custody or left otherwise, and comes to no other household (GY-2a, CZ-3).
    """

    spec: ClassVar = Spec(
        "member-left",
        "离户：成员死亡、入伍、服刑或以其他原因离户；最后一人离户时提请退出",
        MEMBERSHIP,
        leave_household,
        Right.REGISTER,
    )
    refuses: ClassVar = (InvalidValueError, MemberUnknownError)
    member: Member
    ground: Ground
    on: FromDay = None


class JoinHousehold(Command, frozen=True, kw_only=True):
    """A child was born, or somebody joined who stands in no other household of the register (GY-2a, GY-11c)."""

    spec: ClassVar = Spec(
        "member-joined",
        "入户：出生、婚嫁或回户的新成员（从另一户迁来的用成员迁移）",
        MEMBERSHIP,
        join_household,
        Right.REGISTER,
    )
    refuses: ClassVar = (HouseholdUnknownError, InvalidValueError)
    ground: Ground
    name: Annotated[str, words("姓名", "name", sealed=True)]
    sex: Annotated[Sex | None, words("性别", "sex")] = None
    birth_date: Annotated[date | None, words("出生日期", "day of birth", "--born")] = None
    resident_id: Annotated[str, words("证件号码", "number of the id", "--id", sealed=True)] = ""
    relation: Annotated[str, words("与户主关系", "relation to the head", sealed=True)] = ""
    on: Annotated[date | None, words("起始日（出生为出生日，其他默认当日）", "from which day on")] = None


class TakeAsSamePerson(Command, frozen=True, kw_only=True):
    """Two records are one person: this one is taken as the other from a day on, nothing is deleted (CZ-3, BT-10b)."""

    spec: ClassVar = Spec(
        "same-person", "重复登记：两条记录是同一人，以另一条为准", MEMBERSHIP, take_as_same_person, Right.REGISTER
    )
    refuses: ClassVar = (HouseholdUnknownError, InvalidValueError, MemberUnknownError)
    member: Member
    same_as: Annotated[Positive, words("另一条记录的成员编号", "the member's number in the other record")]
    to: Annotated[
        str,
        words(
            "另一户（默认本户）", "the other household, by default this one", metavar="HOUSEHOLD", text=Text.HOUSEHOLD
        ),
    ] = ""
    number: Annotated[str | None, words("另一户的户编号", "its number in the ledger")] = None
    village: ToVillage = None
    on: FromDay = None


class RecordExternalCode(Command, frozen=True, kw_only=True):
    """The household, or a member, has a code in a system outside; a member's is kept sealed (GY-1c)."""

    spec: ClassVar = Spec(
        "external-code",
        "外部编号：该户或成员在全国、省级系统中的编号",
        MEMBERSHIP,
        record_external_code,
        Right.REGISTER,
    )
    refuses: ClassVar = (HouseholdUnknownError, InvalidValueError, MemberUnknownError)
    system: Annotated[ExternalSystem, words("系统", "the system")]
    code: Annotated[str, words("编号", "the code", sealed=True)]
    member: Annotated[Positive | None, words("成员编号（不写则为该户）", "the member's number, else the household")] = (
        None
    )


class ShareRecords(Command, frozen=True, kw_only=True):
    """The household's records were entered into a system outside, up to an entry (GY-1c)."""

    spec: ClassVar = Spec("shared", "共享录入：该户记录已录入全国或省级系统", MEMBERSHIP, share_records)
    refuses: ClassVar = (HouseholdUnknownError, InvalidValueError)
    system: Annotated[ExternalSystem, words("系统", "the system")]
    up_to: Annotated[
        Positive | None, words("录入至第几条记录（默认最后一条）", "up to which entry, by default the last")
    ] = None
    on: Annotated[date | None, words("录入日期（默认当日）", "on which day")] = None

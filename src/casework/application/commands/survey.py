"""What a survey or a visit may say of one household: the shape in which it is taken in (GY-1a, GY-2a)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar
from uuid import UUID

from msgspec import UNSET, Meta, Struct, UnsetType
from msgspec.structs import asdict

from casework.application.commands.declarations.declaration import Command, Right, Spec
from casework.domain.codes.people import (
    Capacity,
    DocumentKind,
    Employment,
    EmploymentStated,
    HouseholdCategory,
    LabourKind,
    Sex,
    Willingness,
)
from casework.domain.codes.persons.abilities import Disability, Education, Health, HouseholdRegistration, Skill
from casework.domain.codes.sources import Source
from casework.domain.decisions.registration import update_members
from casework.domain.errors import HouseholdUnknownError, InvalidValueError, MemberUnknownError, NotNowError
from casework.domain.labels import Label
from casework.domain.words import words

PERSON_WORDS = (
    "name",
    "resident_id",
    "person_code",
    "national_code",
    "provincial_code",
    "relation",
    "phone",
    "education",
    "health",
    "skills",
    "schooling",
    "employer",
    "work_place",
    "post",
    "channel",
    "note",
)
HOUSEHOLD_WORDS = ("head_name", "group", "resettlement_site", "category_text")


class SurveyedMember(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """
    A member as found: only what is stated counts, the rest stays as it was; null says that a value is blank.

    A new member comes without `number` and needs a name. Birth date and sex of a resident id go before stated ones.
    """

    number: Annotated[int | None, words("成员编号", "the member's number; a new member has none")] = None
    name: Annotated[str | UnsetType, words("姓名", "name", sealed=True)] = UNSET
    resident_id: Annotated[str | UnsetType, words("身份证号", "resident id", sealed=True)] = UNSET
    document: Annotated[
        DocumentKind | UnsetType,
        words("证件类型", "kind of the document whose number `resident_id` is, where it is no resident id"),
    ] = UNSET
    person_code: Annotated[str | UnsetType, words("人员编号", "code of the person", sealed=True)] = UNSET
    national_code: Annotated[str | UnsetType, words("全国系统人员编号", "code in the national system", sealed=True)] = (
        UNSET
    )
    provincial_code: Annotated[
        str | UnsetType, words("省级系统人员编号", "code in the provincial system", sealed=True)
    ] = UNSET
    relation: Annotated[str | UnsetType, words("与户主关系", "relation to the head", sealed=True)] = UNSET
    phone: Annotated[str | UnsetType, words("联系电话", "telephone", sealed=True)] = UNSET
    education: Annotated[str | UnsetType, words("文化程度", "education", sealed=True)] = UNSET
    health: Annotated[str | UnsetType, words("健康状况", "health", sealed=True)] = UNSET
    skills: Annotated[str | UnsetType, words("技能", "skills", sealed=True)] = UNSET
    schooling: Annotated[str | UnsetType, words("在校情况", "schooling", sealed=True)] = UNSET
    employer: Annotated[str | UnsetType, words("务工单位", "employer", sealed=True)] = UNSET
    work_place: Annotated[str | UnsetType, words("务工地点", "place of work", sealed=True)] = UNSET
    post: Annotated[str | UnsetType, words("岗位", "post", sealed=True)] = UNSET
    channel: Annotated[str | UnsetType, words("就业渠道", "channel", sealed=True)] = UNSET
    note: Annotated[str | UnsetType, words("备注", "a note", sealed=True)] = UNSET
    is_head: Annotated[bool | UnsetType, words("户主", "head of the household")] = UNSET
    sex: Annotated[Sex | UnsetType | None, words("性别", "sex")] = UNSET
    birth_date: Annotated[date | UnsetType | None, words("出生日期", "date of birth")] = UNSET
    capacity: Annotated[Capacity | UnsetType | None, words("劳动能力", "labour capacity")] = UNSET
    in_school: Annotated[bool | UnsetType, words("在校生", "at school")] = UNSET
    graduates_in: Annotated[
        Annotated[int, Meta(ge=1900, le=2999)] | UnsetType | None, words("毕业年份", "year of graduation")
    ] = UNSET
    employment: Annotated[Employment | UnsetType, words("就业状态", "employment")] = UNSET
    willingness: Annotated[Willingness | UnsetType | None, words("就业意愿", "willingness")] = UNSET
    work_started_on: Annotated[date | UnsetType | None, words("开始工作日期", "day on which work began")] = UNSET
    returned_on: Annotated[date | UnsetType | None, words("返乡日期", "day of return")] = UNSET
    monthly_pay: Annotated[Decimal | UnsetType | None, words("月收入（元）", "yuan a month")] = UNSET
    work_months: Annotated[
        Annotated[int, Meta(ge=0, le=1200)] | UnsetType | None,
        words("近12个月工作月数", "months worked in the last twelve"),
    ] = UNSET
    wants_training: Annotated[bool | UnsetType | None, words("愿意参加培训", "wants training")] = UNSET
    stated: Annotated[EmploymentStated | UnsetType | None, words("就业形式", "kind of work stated")] = UNSET
    labour: Annotated[LabourKind | UnsetType | None, words("劳动力类型", "kind of labour")] = UNSET
    category: Annotated[HouseholdCategory | UnsetType | None, words("人员类别", "category of the person")] = UNSET
    education_code: Annotated[Education | UnsetType | None, words("文化程度代码", "education")] = UNSET
    health_codes: Annotated[tuple[Health, ...] | UnsetType, words("健康状况代码", "health, several")] = UNSET
    disability: Annotated[Disability | UnsetType | None, words("残疾类别", "disability")] = UNSET
    disability_grade: Annotated[
        Annotated[int, Meta(ge=1, le=4)] | UnsetType | None, words("残疾等级", "grade of disability")
    ] = UNSET
    skill_codes: Annotated[tuple[Skill, ...] | UnsetType, words("劳动技能代码", "skills, several")] = UNSET
    household_registration: Annotated[
        HouseholdRegistration | UnsetType | None, words("户口性质", "kind of household registration")
    ] = UNSET
    registered_place: Annotated[
        str | UnsetType | None, words("户籍地区划代码", "registered place, a division code")
    ] = UNSET
    residence: Annotated[str | UnsetType | None, words("常住地区划代码", "place of residence, a division code")] = UNSET
    income_year: Annotated[
        Annotated[int, Meta(ge=1900, le=2199)] | UnsetType | None, words("收入年度", "year of the income")
    ] = UNSET
    income_months: Annotated[
        Annotated[int, Meta(ge=0, le=12)] | UnsetType | None, words("当年务工月数", "months worked that year")
    ] = UNSET
    income: Annotated[Decimal | UnsetType | None, words("全年收入（元）", "income of that year, yuan")] = UNSET
    income_wages: Annotated[Decimal | UnsetType | None, words("其中工资性收入（元）", "of which wages, yuan")] = UNSET


class SurveyedHousehold(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was found of the household itself; only what is stated counts."""

    category: Annotated[HouseholdCategory | UnsetType | None, words("监测类别", "monitored category")] = UNSET
    relocated: Annotated[bool | UnsetType | None, words("易地搬迁户", "relocated")] = UNSET
    listed_in_full: Annotated[bool | UnsetType | None, words("成员已列全", "all members are listed")] = UNSET
    site_code: Annotated[str | UnsetType | None, words("安置点编号", "number of the resettlement site")] = UNSET
    national_code: Annotated[str | UnsetType | None, words("全国系统户编号", "code in the national system")] = UNSET
    provincial_code: Annotated[str | UnsetType | None, words("省级系统户编号", "code in the provincial system")] = UNSET
    income_year: Annotated[
        Annotated[int, Meta(ge=1900, le=2199)] | UnsetType | None, words("收入年度", "year of the income")
    ] = UNSET
    income_per_head: Annotated[
        Decimal | UnsetType | None, words("家庭人均年收入（元）", "income per head of that year, yuan")
    ] = UNSET
    head_name: Annotated[str | UnsetType, words("户主姓名", "name of the head", sealed=True)] = UNSET
    group: Annotated[str | UnsetType, words("村民小组", "village group", sealed=True)] = UNSET
    resettlement_site: Annotated[str | UnsetType, words("安置点", "resettlement site", sealed=True)] = UNSET
    category_text: Annotated[str | UnsetType, words("户类别原文", "category as it was written", sealed=True)] = UNSET


class Register(Command, frozen=True, kw_only=True):
    """
    Register a household, or take in what a survey or visit newly says of a known one (GY-1a).

    It is named by its `id`, or by ledger `number` and 12-digit `village` code. `left` are members who live there no
    more; `effective_on` is the day from which it holds, by default the day on which it is said.
    """

    spec: ClassVar = Spec(
        "register",
        "登记：登记新户，或按调查、走访更新已登记的户",
        Label("台账", "Ledgers"),
        update_members,
        Right.REGISTER,
    )
    refuses: ClassVar = (InvalidValueError, MemberUnknownError, HouseholdUnknownError, NotNowError)

    id: Annotated[UUID | None, words("系统编号", "the household's id")] = None
    number: Annotated[str, words("户编号", "the ledger's number")] = ""
    village: Annotated[str, words("行政村代码", "code of the village, 12 digits")] = ""
    source: Annotated[Source, words("来源", "survey or visit")] = Source.SURVEY
    informant: Annotated[str, words("提供人", "who said so", sealed=True)] = ""
    effective_on: Annotated[date | None, words("起始日", "from which day it holds")] = None
    household: Annotated[SurveyedHousehold, words("户的情况", "the household")] = SurveyedHousehold()
    members: Annotated[tuple[SurveyedMember, ...], words("成员", "members")] = ()
    left: Annotated[tuple[int, ...], words("不再在户的成员", "members who live there no more")] = ()


def stated_fields(said: SurveyedMember) -> frozenset[str]:
    """The fields that a survey states of a member."""
    return frozenset(name for name, value in asdict(said).items() if value is not UNSET and name != "number")

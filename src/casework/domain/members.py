"""One member of a household as a ledger, a survey or a visit states it: clear values and personal data apart."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from msgspec import Struct, field

from casework.domain.codes.people import (
    Capacity,
    DocumentKind,
    Employment,
    EmploymentStated,
    HouseholdCategory,
    LabourKind,
    MembershipGround,
    Sex,
    Willingness,
)
from casework.domain.codes.persons.abilities import Disability, Education, Health, HouseholdRegistration, Skill
from casework.domain.codes.verification import Finding, HardToEmployGround
from casework.domain.fact import Private
from casework.domain.masks import Mask, sealed
from casework.domain.values.bounds import FIRST_YEAR, LAST_YEAR, MOST_MEMBERS, Number, Text
from casework.domain.words import words

PlaceCode = Annotated[str, Text(signs=12)]
"""A division's code of 2 to 12 digits."""


class Member(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """
    A member's values that rules need, in clear (ADR 0003; GY-2a).

    `number` counts from 1 within the household and is never used again; blank capacity is None and counts as
    capable; `in_school` is None when what was said of it was not understood; `graduates_in` is the year (N届) from
    which a member at school no longer counts as such;
    `person` is the person's number for life, the same in every household; None of who was registered before there were
    any and was not spoken of since (ADR 0033); no source states it.
    `monthly_pay` is in yuan; `work_months` counts months worked in the last twelve. `stated`, `labour` and `category` are
    what the source says beside, of this person; no rule rests on them.

    `education_code`, `health_codes`, `disability` (graded from 1, the gravest, to 4) and `skill_codes` are what is
    understood of the words that stand sealed beside; `registered_place` and `residence` are codes of divisions. Of
    `income_year` the source says the months in work, and the income with the wages in it, in yuan (GY-1a).
    """

    number: Annotated[int, Number(least=1, most=MOST_MEMBERS), words("成员编号", "number")]
    is_head: Annotated[bool, words("户主", "head")] = False
    sex: Annotated[Sex | None, words("性别", "sex")] = None
    birth_date: Annotated[date | None, words("出生日期", "birth date")] = None
    capacity: Annotated[Capacity | None, words("劳动能力", "capacity")] = None
    in_school: Annotated[bool | None, words("在校", "at school")] = False
    graduates_in: Annotated[int | None, Number(least=FIRST_YEAR, most=LAST_YEAR), words("毕业年份", "graduates in")] = (
        None
    )
    employment: Annotated[Employment, words("就业状态", "employment")] = Employment.NOT_EMPLOYED
    willingness: Annotated[Willingness | None, words("就业意愿", "willingness")] = None
    work_started_on: Annotated[date | None, words("务工开始", "work began on")] = None
    returned_on: Annotated[date | None, words("返乡日期", "returned on")] = None
    monthly_pay: Annotated[Decimal | None, words("月收入", "monthly pay")] = None
    work_months: Annotated[int | None, Number(least=0, most=12), words("务工月数", "months worked")] = None
    wants_training: Annotated[bool | None, words("培训意愿", "wants training")] = None
    stated: Annotated[EmploymentStated | None, words("就业形式", "kind of work stated")] = None
    labour: Annotated[LabourKind | None, words("劳动力类型", "kind of labour")] = None
    category: Annotated[HouseholdCategory | None, words("人员类别", "category of the person")] = None
    education_code: Annotated[Education | None, words("文化程度（代码）", "education")] = None
    health_codes: Annotated[tuple[Health, ...], words("健康状况（代码）", "health")] = ()
    disability: Annotated[Disability | None, words("残疾类别", "disability")] = None
    disability_grade: Annotated[int | None, Number(least=1, most=4), words("残疾等级", "grade of disability")] = None
    skill_codes: Annotated[tuple[Skill, ...], words("劳动技能（代码）", "skills")] = ()
    household_registration: Annotated[
        HouseholdRegistration | None, words("户口性质", "kind of household registration")
    ] = None
    registered_place: Annotated[PlaceCode | None, words("户籍地（区划代码）", "registered place, a division code")] = (
        None
    )
    residence: Annotated[PlaceCode | None, words("常住地（区划代码）", "place of residence, a division code")] = None
    income_year: Annotated[
        int | None, Number(least=FIRST_YEAR, most=LAST_YEAR), words("收入年度", "year of the income")
    ] = None
    income_months: Annotated[int | None, Number(least=0, most=12), words("当年务工月数", "months worked that year")] = (
        None
    )
    income: Annotated[Decimal | None, words("全年收入（元）", "income of that year, yuan")] = None
    income_wages: Annotated[Decimal | None, words("其中工资性收入（元）", "of which wages, yuan")] = None
    person: Annotated[str | None, words("个人编号", "number for life")] = None


class Movement(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """
    Why a member joined a household or left it, and from or to which household.

    `household` and `other_member` are the other household and the member's number there, None where no other one of the
    register is meant. Of who joins, `finding` and `hard_to_employ` with `further_grounds` and `grounds_until`, the
    last days of those confirmed to one, are what was found in the other household.
    """

    member: int
    ground: MembershipGround
    household: UUID | None = None
    other_member: int | None = None
    finding: Finding | None = None
    hard_to_employ: HardToEmployGround | None = None
    further_grounds: tuple[HardToEmployGround, ...] = ()
    grounds_until: dict[str, date] = {}


CELL = Text(signs=32_767, lines=True)
"""What one cell of a ledger may hold."""


class PersonPrivate(Private, frozen=True, kw_only=True, tag="person"):
    """
    A person's own data, sealed with the person's key; `extra` keeps unknown ledger columns by their header.

    `resident_id` is the number of the document by which the person is known; `document` is its kind (`DocumentKind`)
    when it is no resident id and somebody named it.

    `not_understood` keeps the words that a ledger said and nobody understood, by the value that they stand for.
    """

    name: Annotated[str, sealed("姓名", "name", Mask.NAME)] = ""
    resident_id: Annotated[str, sealed("证件号码", "id", Mask.NUMBER)] = ""
    document: Annotated[DocumentKind | None, sealed("证件类型", "kind of document")] = None
    person_code: Annotated[str, sealed("人员编号", "person's code", Mask.NUMBER)] = ""
    national_code: Annotated[str, sealed("全国系统人员编号", "code in the national system", Mask.NUMBER)] = ""
    provincial_code: Annotated[str, sealed("省级系统人员编号", "code in the provincial system", Mask.NUMBER)] = ""
    relation: Annotated[str, sealed("与户主关系", "relation to the head")] = ""
    phone: Annotated[str, sealed("联系电话", "telephone", Mask.TELEPHONE)] = ""
    education: Annotated[str, sealed("文化程度", "education")] = ""
    health: Annotated[str, sealed("健康状况", "health")] = ""
    skills: Annotated[str, sealed("劳动技能", "skills")] = ""
    schooling: Annotated[str, sealed("在校情况", "schooling")] = ""
    employer: Annotated[str, sealed("务工企业", "employer")] = ""
    work_place: Annotated[str, sealed("务工地点", "place of work")] = ""
    post: Annotated[str, sealed("岗位", "post")] = ""
    employment_text: Annotated[str, sealed("就业状态（原文）", "employment as written")] = ""
    capacity_text: Annotated[str, sealed("劳动能力（原文）", "capacity as written")] = ""
    category_text: Annotated[str, sealed("人员类别（原文）", "category as written")] = ""
    channel: Annotated[str, sealed("就业渠道", "channel")] = ""
    returned: Annotated[str, sealed("返乡情况", "return")] = ""
    cadre_named: Annotated[str, sealed("台账所列责任人", "cadre named by the ledger", Mask.NAME)] = ""
    note: Annotated[str, CELL, sealed("备注", "note")] = ""
    extra: Annotated[dict[str, str], CELL, sealed("其他列", "other columns")] = field(default_factory=dict)
    not_understood: Annotated[dict[str, str], CELL, sealed("未看懂的词", "not understood")] = field(
        default_factory=dict
    )


class HouseholdPrivate(Private, frozen=True, kw_only=True, tag="household"):
    """The household's own data, sealed with the household's key."""

    head_name: Annotated[str, sealed("户主姓名", "name of the head", Mask.NAME)] = ""
    group: Annotated[str, sealed("组", "group")] = ""
    resettlement_site: Annotated[str, sealed("安置点", "resettlement site")] = ""
    category_text: Annotated[str, sealed("户类型（原文）", "category as written")] = ""
    informant: Annotated[str, sealed("信息提供人", "informant", Mask.NAME)] = ""


class HouseholdValues(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """
    The household's values in clear: monitored category and whether it was relocated (GY-12b, BT-2e).

    `site_code` is the county's own number of the resettlement site, whose name stands sealed beside.
    `income_per_head` is the household's income per head in `income_year`, in yuan, as a ledger states it (GY-1a).
    `listed_in_full` is False when the ledger itself counts persons, or persons in work, whom it does not list.
    """

    category: Annotated[HouseholdCategory | None, words("户类型", "category")] = None
    relocated: Annotated[bool | None, words("易地搬迁", "relocated")] = None
    listed_in_full: Annotated[bool | None, words("名单完整", "listed in full")] = None
    site_code: Annotated[str | None, Text(signs=40), words("安置点编号", "number of the resettlement site")] = None
    national_code: Annotated[str | None, Text(signs=40), words("全国系统户编号", "code in the national system")] = None
    provincial_code: Annotated[str | None, Text(signs=40), words("省级系统户编号", "code in the provincial system")] = (
        None
    )
    income_year: Annotated[
        int | None, Number(least=FIRST_YEAR, most=LAST_YEAR), words("收入年度", "year of the income")
    ] = None
    income_per_head: Annotated[Decimal | None, words("家庭人均年收入（元）", "income per head of that year, yuan")] = (
        None
    )

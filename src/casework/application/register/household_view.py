"""One household as its page shows it: every value in words of the field, names and ids masked (ADR 0003)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, ClassVar
from uuid import UUID

from msgspec import Struct

from casework.application.people.sealed_words import SealedWord
from casework.domain.accountability.missed_duties import MissedLegalDuty
from casework.domain.codes.people import (
    Capacity,
    Employment,
    EmploymentStated,
    HouseholdCategory,
    LabourKind,
    Sex,
    Willingness,
)
from casework.domain.codes.persons.abilities import Disability, Education, Health, HouseholdRegistration, Skill
from casework.domain.codes.service.assistance import DifficultyKind, Level, Measure
from casework.domain.codes.sources import NOT_STATED, ExternalSystem, Force
from casework.domain.codes.stages import EpisodeKind, Stage
from casework.domain.codes.verification import Finding, HardToEmployGround
from casework.domain.codes.work import Channel, WorkKind
from casework.domain.columns import Cell, ListRow, column
from casework.domain.deadlines.names import DeadlineColumn, OccurrenceColumn
from casework.domain.deadlines.outcomes import DutyOutcome
from casework.domain.household.consent import Consent
from casework.domain.labels import Label
from casework.domain.statuses import DeadlineStatus, EpisodeState, OfferStatus, PlacementStatus


class MemberView(ListRow, frozen=True, kw_only=True):
    """A member; `name` and `id` are masked, blank after an erasure; `finding` is the last verification's."""

    title = Label("成员", "Members")
    on_screen = (
        "number",
        "name",
        "id",
        "sex",
        "birth_date",
        "capacity",
        "willingness",
        "employment",
        "finding",
        "hard_to_employ",
        "person",
    )
    beside: ClassVar = (
        *("further_grounds", "stated", "labour", "category", "education_code", "health_codes", "disability"),
        *("disability_grade", "skill_codes", "household_registration", "registered_place", "residence"),
        *("income_year", "income_months", "income", "income_wages"),
    )
    """What stands in a line below the table, where something is known of it."""

    number: Annotated[int, column("号", "no.")]
    name: Annotated[str, column("姓名", "name")]
    id: Annotated[str, column("证件号码", "id")]
    is_head: Annotated[bool, column("户主", "head")]
    sex: Annotated[Sex | None, column("性别", "sex")]
    birth_date: Annotated[date | None, column("出生日期", "birth date")]
    age: Annotated[int | None, column("年龄", "age")]
    capacity: Annotated[Capacity | None, column("劳动能力", "capacity")]
    willingness: Annotated[Willingness | None, column("就业意愿", "willingness")]
    employment: Annotated[Employment, column("就业状态", "employment")]
    finding: Annotated[Finding | None, column("核实结论", "finding")]
    hard_to_employ: Annotated[HardToEmployGround | None, column("就业困难人员", "hard to employ")]
    further_grounds: Annotated[tuple[HardToEmployGround, ...], column("其他困难类型", "further grounds")]
    stated: Annotated[EmploymentStated | None, column("就业形式", "kind of work stated")]
    labour: Annotated[LabourKind | None, column("劳动力类型", "kind of labour")]
    category: Annotated[HouseholdCategory | None, column("人员类别", "category of the person")]
    education_code: Annotated[Education | None, column("文化程度（代码）", "education (code)")]
    health_codes: Annotated[tuple[Health, ...], column("健康状况（代码）", "health (code)")]
    disability: Annotated[Disability | None, column("残疾类别", "disability")]
    disability_grade: Annotated[int | None, column("残疾等级", "grade of disability")]
    skill_codes: Annotated[tuple[Skill, ...], column("劳动技能（代码）", "skills (code)")]
    household_registration: Annotated[HouseholdRegistration | None, column("户口性质", "household registration")]
    registered_place: Annotated[str | None, column("户籍地", "registered place")]
    residence: Annotated[str | None, column("常住地", "residence")]
    income_year: Annotated[int | None, column("收入年度", "year of the income")]
    income_months: Annotated[int | None, column("当年务工月数", "months worked that year")]
    income: Annotated[Decimal | None, column("全年收入（元）", "income, yuan")]
    income_wages: Annotated[Decimal | None, column("其中工资性收入（元）", "of which wages, yuan")]
    person: Annotated[str | None, column("个人编号", "number for life")] = None
    sealed: Annotated[tuple[SealedWord, ...], column("其他信息", "what else is known")] = ()


class EpisodeView(Struct, frozen=True, kw_only=True):
    """A spell of zero employment."""

    number: int
    kind: EpisodeKind
    state: EpisodeState
    detected_at: datetime
    ended_at: datetime | None
    verified: bool
    confirmed: bool
    level: Level | None
    green_channel: bool
    cadre: str | None
    offered_to: str | None


class PlanView(ListRow, frozen=True, kw_only=True):
    """A measure agreed for a member; `number` is that of the entry by which it was agreed."""

    title = Label("帮扶计划", "Plan")
    on_screen = ("number", "member", "measure", "owner", "due_on")

    member: Annotated[int, column("成员", "member")]
    measure: Annotated[Measure, column("措施", "measure")]
    owner: Annotated[str, column("负责人", "owner")]
    due_on: Annotated[date, column("截止日", "by")]
    number: Annotated[int, column("措施编号", "no.")]


class DifficultyView(ListRow, frozen=True, kw_only=True):
    """A difficulty that is not solved yet, with its owner and its date (GY-13d)."""

    title = Label("未解决的困难", "Open difficulties")
    on_screen = ("kind", "owner", "due_on")

    kind: Annotated[DifficultyKind, column("困难", "kind")]
    owner: Annotated[str, column("负责人", "owner")]
    due_on: Annotated[date, column("截止日", "by")]


class OfferView(ListRow, frozen=True, kw_only=True):
    """A post offered to a member, in the words it was offered with; blank after an erasure."""

    title = Label("岗位推介", "Offers")
    on_screen = ("number", "member", "post", "channel", "status", "counted")

    number: Annotated[int, column("推介编号", "no.")]
    member: Annotated[int, column("成员", "member")]
    post: Annotated[str, column("岗位", "post")]
    channel: Annotated[Channel, column("渠道", "channel")]
    status: Annotated[OfferStatus, column("状态", "status")]
    counted: Annotated[bool, column("计次", "counted")]


class PlacementView(ListRow, frozen=True, kw_only=True):
    """Work that a member took up."""

    title = Label("就业安置", "Placements")
    on_screen = ("number", "member", "kind", "since", "monthly_pay", "contract_months", "status")

    number: Annotated[int, column("安置编号", "no.")]
    member: Annotated[int, column("成员", "member")]
    kind: Annotated[WorkKind, column("就业形式", "kind")]
    since: Annotated[date, column("上岗日期", "since")]
    status: Annotated[PlacementStatus, column("状态", "status")]
    monthly_pay: Annotated[Decimal | None, column("月收入", "pay")]
    contract_months: Annotated[int | None, column("合同月数", "months")]


class DeadlineView(ListRow, frozen=True, kw_only=True):
    """
    A deadline as it stands; `status` says met of one that was met late, too.

    `step` is the highest one recorded, 0 for none or the reminder only. `outcome` is what came of it, None while
    nothing has. A paused one runs again at `lapses_at`, when its pauses have used up the policy's limit. `extended`: how
    many extensions were granted; `extension_asked`: until which day one is asked for that nobody has decided.
    `missed_law`: it is set by law and was missed, which stays so for ever.
    """

    title = Label("期限", "Deadlines")
    on_screen = ("deadline", "occurrence", "status", "due_on", "outcome", "working_days_late", "step")

    deadline: DeadlineColumn
    occurrence: OccurrenceColumn
    episode: Annotated[int, column("处置周期", "episode")]
    status: Annotated[DeadlineStatus, column("状态", "status")]
    started_at: Annotated[datetime, column("起算", "started")]
    due_on: Annotated[date | None, column("截止日", "due", cell=Cell.DUE)]
    due_at: Annotated[datetime | None, column("截止时间", "due at")]
    met_at: Annotated[datetime | None, column("完成时间", "met at")]
    outcome: Annotated[DutyOutcome | None, column("办理结果", "outcome")]
    lapses_at: Annotated[datetime | None, column("最迟恢复计算", "runs again by")]
    working_days_late: Annotated[int, column("逾期工作日", "working days late", nothing=Label("", ""))]
    step: Annotated[int, column("级次", "step", nothing=Label("", ""))]
    provisional: Annotated[bool, column("暂定", "provisional")]
    extended: Annotated[int, column("延期次数", "times extended", nothing=Label("", ""))]
    extension_asked: Annotated[date | None, column("申请延至", "extension asked until")]
    force: Annotated[Force | None, column("效力", "force", nothing=NOT_STATED)]
    missed_law: Annotated[bool, column("法定期限逾期", "missed, set by law")]


class CorrectionView(ListRow, frozen=True, kw_only=True):
    """An entry of the household that was put right or taken back, with what stood there, by whom and why."""

    title = Label("更正和撤回", "Corrections")
    on_screen = ("entry", "what", "correction")

    entry: Annotated[int, column("第几条", "#")]
    what: Annotated[Label, column("记录", "entry")]
    correction: Annotated[Label, column("更正情况", "corrected")]


class SharedView(ListRow, frozen=True, kw_only=True):
    """Up to which entry a system outside has the household's records (GY-1c)."""

    title = Label("共享录入", "Shared with systems outside")
    on_screen = ("system", "on", "up_to", "behind")

    system: Annotated[ExternalSystem, column("系统", "system")]
    on: Annotated[date, column("录入日期", "on")]
    up_to: Annotated[int, column("至第几条", "up to entry")]
    behind: Annotated[int, column("未录入条数", "entries since")]


class HouseholdView(Struct, frozen=True, kw_only=True):
    """Everything about a household that its page shows."""

    number: str
    id: UUID
    version: int
    village: str
    category: HouseholdCategory | None
    relocated: bool | None
    site_code: str | None
    income_year: int | None
    income_per_head: Decimal | None
    national_code: str | None
    provincial_code: str | None
    stage: Stage
    cadre: str | None
    offered_to: str | None
    level: Level | None
    green_channel: bool
    members: tuple[MemberView, ...]
    episodes: tuple[EpisodeView, ...]
    plan: tuple[PlanView, ...]
    difficulties: tuple[DifficultyView, ...]
    offers: tuple[OfferView, ...]
    placements: tuple[PlacementView, ...]
    deadlines: tuple[DeadlineView, ...]
    sealed: tuple[SealedWord, ...] = ()
    consent: Consent | None = None
    corrections: tuple[CorrectionView, ...] = ()
    shared: tuple[SharedView, ...] = ()
    missed_law: tuple[MissedLegalDuty, ...] = ()

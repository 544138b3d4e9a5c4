"""What was found out, planned and done for a household (BJ-1.3, CZ-7c, CZ-12c, GY-13, GY-14a)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from casework.application.commands.declarations.declaration import Command, CommandWord, Spec
from casework.application.commands.declarations.parameters import (
    Account,
    DueOn,
    Evidence,
    EvidenceNumber,
    Member,
    Note,
    Number,
)
from casework.domain.codes.service.assistance import Benefit, DifficultyKind, FollowUpKind, Measure, Outcome
from casework.domain.decisions.placements import record_return
from casework.domain.decisions.service.assistance import (
    Score,
    ask_satisfaction,
    assess_needs,
    give_post_information,
    record_benefit,
)
from casework.domain.decisions.service.difficulties import raise_difficulty, resolve_difficulty
from casework.domain.decisions.service.follow_ups import log_follow_up
from casework.domain.decisions.service.measures import agree_plan, do_measure, drop_measure, miss_measure
from casework.domain.details.contact import ContactDetails
from casework.domain.details.job import ReturnDetails
from casework.domain.details.need import NeedDetails
from casework.domain.details.service import (
    BenefitDetails,
    DifficultyDetails,
    MeasureDetails,
    PlanDetails,
    PostInformationDetails,
    SatisfactionDetails,
)
from casework.domain.errors import (
    InvalidValueError,
    MemberUnknownError,
    NotNowError,
    SamePersonError,
)
from casework.domain.labels import Label
from casework.domain.words import words

MeasureNumber = Annotated[Number | None, words("措施编号", "the measure's number", "--number", hint="见 show")]
OneOf = Annotated[Number | None, words("成员编号", "the member's number", "--member", hint="见 show")]
Kind = Annotated[Measure | None, words("措施", "measure", "--measure")]

ASSISTING = Label("帮扶", "Assisting")


class AssessNeeds(Command, frozen=True, kw_only=True):
    """A member's wishes and barriers were found out (BJ-1.3)."""

    spec: ClassVar = Spec("needs", "帮扶需求：已了解一名成员的意愿和困难", ASSISTING, assess_needs)
    refuses: ClassVar = (MemberUnknownError, InvalidValueError)
    member: Member
    details: Annotated[NeedDetails | None, words("了解到的情况", "what was found out")] = None
    note: Note = ""


class AgreePlan(Command, frozen=True, kw_only=True):
    """Agree a measure for a member, with owner and date (CZ-7c)."""

    spec: ClassVar = Spec("plan", "帮扶计划：为一名成员商定帮扶措施（一人一案）", ASSISTING, agree_plan)
    refuses: ClassVar = (MemberUnknownError, InvalidValueError, NotNowError)
    member: Member
    measure: Annotated[Measure, words("措施", "measure")]
    owner: Account
    due_on: DueOn
    details: Annotated[PlanDetails | None, words("计划情况", "more about it")] = None
    note: Note = ""


class DoMeasure(Command, frozen=True, kw_only=True):
    """Record that a measure of the plan was carried out (CZ-7c, GY-14b)."""

    spec: ClassVar = Spec("do-measure", "帮扶措施：计划中的措施已落实", ASSISTING, do_measure)
    called: ClassVar = CommandWord("measure", "--done", Label("已落实", "carried out"))
    refuses: ClassVar = (NotNowError, MemberUnknownError, InvalidValueError)
    number: MeasureNumber = None
    member: OneOf = None
    measure: Kind = None
    details: Annotated[MeasureDetails | None, words("落实情况", "what came of it")] = None
    note: Note = ""


class MissMeasure(Command, frozen=True, kw_only=True):
    """Record that a measure of the plan was not carried out, and why (CZ-7c, GY-14b)."""

    spec: ClassVar = Spec("miss-measure", "帮扶措施：计划中的措施未落实", ASSISTING, miss_measure)
    called: ClassVar = CommandWord("measure", "--not-done", Label("未落实", "not carried out"))
    refuses: ClassVar = (NotNowError, MemberUnknownError, InvalidValueError)
    number: MeasureNumber = None
    member: OneOf = None
    measure: Kind = None
    details: Annotated[MeasureDetails | None, words("落实情况", "what came of it")] = None
    reason: Annotated[str, words("原因", "why", sealed=True)]


class DropMeasure(Command, frozen=True, kw_only=True):
    """Record that a measure of the plan is given up, and why (CZ-7c, GY-14b)."""

    spec: ClassVar = Spec("drop-measure", "帮扶措施：计划中的措施不再落实", ASSISTING, drop_measure)
    called: ClassVar = CommandWord("measure", "--dropped", Label("取消", "given up"))
    refuses: ClassVar = (NotNowError, InvalidValueError)
    number: MeasureNumber = None
    member: OneOf = None
    measure: Kind = None
    reason: Annotated[str, words("原因", "why", sealed=True)]


class LogFollowUp(Command, frozen=True, kw_only=True):
    """Log a visit, a call or a message and what came of it (CZ-12c)."""

    spec: ClassVar = Spec("log", "跟踪服务：记录一次走访、电话或信息及其结果", ASSISTING, log_follow_up)
    refuses: ClassVar = (MemberUnknownError, InvalidValueError, NotNowError)
    kind: Annotated[FollowUpKind, words("方式", "how")]
    outcome: Annotated[Outcome, words("结果", "what came of it")]
    details: Annotated[ContactDetails | None, words("服务情况", "more about it")] = None
    note: Note = ""
    telephone: Annotated[str, words("所用电话号码", "through which number", sealed=True)] = ""
    names: Annotated[str, words("见到的人的姓名", "names of those who were met", sealed=True)] = ""
    appointment: Annotated[
        Number | None, words("答复的预约编号", "the appointment that it answers", hint="见 history")
    ] = None


class GivePostInformation(Command, frozen=True, kw_only=True):
    """A member was told about posts (BJ-3.2a)."""

    spec: ClassVar = Spec("inform", "岗位信息：向一名成员提供岗位信息", ASSISTING, give_post_information)
    refuses: ClassVar = (MemberUnknownError, InvalidValueError)
    member: Member
    details: Annotated[PostInformationDetails | None, words("岗位信息情况", "more about it")] = None
    note: Note = ""


class RecordReturn(Command, frozen=True, kw_only=True):
    """A worker came home; the household is detected when nobody is left in work (GY-14a)."""

    spec: ClassVar = Spec("return", "返乡回流：一名务工成员已返乡", ASSISTING, record_return)
    refuses: ClassVar = (MemberUnknownError, InvalidValueError)
    member: Member
    on: Annotated[date, words("返乡日期", "the day")]
    details: Annotated[ReturnDetails | None, words("返乡情况", "more about it")] = None
    reason: Annotated[str, words("原因", "why", sealed=True)] = ""


class RaiseDifficulty(Command, frozen=True, kw_only=True):
    """Take up a concrete difficulty, with owner and date (GY-13d)."""

    spec: ClassVar = Spec("difficulty", "提出困难：登记一项具体困难", ASSISTING, raise_difficulty)
    refuses: ClassVar = (MemberUnknownError, NotNowError, InvalidValueError)
    kind: Annotated[DifficultyKind, words("困难", "kind")]
    owner: Account
    due_on: DueOn
    details: Annotated[DifficultyDetails | None, words("困难情况", "more about it")] = None
    note: Note = ""


class ResolveDifficulty(Command, frozen=True, kw_only=True):
    """The open difficulty of this kind is solved (GY-13d)."""

    spec: ClassVar = Spec("resolve", "解决困难：该类困难已解决", ASSISTING, resolve_difficulty)
    refuses: ClassVar = (NotNowError, MemberUnknownError, InvalidValueError)
    kind: Annotated[DifficultyKind, words("困难", "kind", "KIND")]
    details: Evidence = None
    evidence_number: EvidenceNumber = ""
    note: Note = ""


class RecordBenefit(Command, frozen=True, kw_only=True):
    """A policy was delivered to a member, or a benefit paid (GY-13c, GY-16b)."""

    spec: ClassVar = Spec("benefit", "政策兑现：一名成员享受了一项政策或补贴", ASSISTING, record_benefit)
    refuses: ClassVar = (MemberUnknownError, InvalidValueError)
    member: Member
    benefit: Annotated[Benefit, words("政策", "which")]
    clause: Annotated[str, words("政策条款编号", "its clause")] = ""
    amount: Annotated[Decimal | None, words("金额（元）", "yuan", metavar="YUAN")] = None
    details: Annotated[BenefitDetails | None, words("兑现情况", "more about it")] = None
    note: Note = ""


class AskSatisfaction(Command, frozen=True, kw_only=True):
    """The household was asked how satisfied it is, by somebody who has not served it (CZ-14, CD-R3b)."""

    spec: ClassVar = Spec("satisfaction", "满意度回访：由未经办该户的人询问", ASSISTING, ask_satisfaction)
    refuses: ClassVar = (SamePersonError, InvalidValueError)
    score: Annotated[Score, words("满意度（1至5分）", "from 1 to 5")]
    details: Annotated[SatisfactionDetails | None, words("回访情况", "more about it")] = None
    note: Note = ""

"""Facts about what was found out, planned and done for a household (BJ-1.3, CZ-7c, CZ-12c, GY-13)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from casework.domain.codes.service.assistance import Benefit, DifficultyKind, FollowUpKind, Measure, Outcome
from casework.domain.details.contact import ContactDetails
from casework.domain.details.findings import EvidenceDetails
from casework.domain.details.need import NeedDetails
from casework.domain.details.service import (
    BenefitDetails,
    DifficultyDetails,
    MeasureDetails,
    PlanDetails,
    PostInformationDetails,
    SatisfactionDetails,
)
from casework.domain.fact import Fact, Private
from casework.domain.labels import Label
from casework.domain.masks import Mask, sealed
from casework.domain.values.bounds import Number, Text


class NotePrivate(Private, frozen=True, kw_only=True, tag="note"):
    """Free words of a cadre, an official or the household."""

    text: Annotated[str, Text(signs=10_000, lines=True), sealed("备注", "note")]


class ContactPrivate(Private, frozen=True, kw_only=True, tag="contact"):
    """What was said in a contact, through which telephone number, and the names of those who were met."""

    text: Annotated[str, Text(signs=10_000, lines=True), sealed("备注", "note")] = ""
    telephone: Annotated[str, sealed("所用电话号码", "through which number", Mask.TELEPHONE)] = ""
    names: Annotated[str, sealed("见到的人", "who was met", Mask.NAME)] = ""


class NeedsAssessed(Fact, frozen=True, kw_only=True, tag="needs-assessed"):
    """The wishes and barriers of one member were found out (BJ-1.3)."""

    label: ClassVar = Label("了解帮扶需求", "needs assessed")
    also_outside: ClassVar = True
    sentence: ClassVar = Label("了解成员{member}的帮扶需求", "Needs of member {member} assessed")
    changes_household: ClassVar = False
    what_if_shortcut: ClassVar = True

    member: int
    details: NeedDetails | None = None


class PlanAgreed(Fact, frozen=True, kw_only=True, tag="plan-agreed"):
    """A measure was agreed for one member, with its owner and date (CZ-7c, GY-14b)."""

    label: ClassVar = Label("制定帮扶计划", "plan agreed")
    also_outside: ClassVar = True
    sentence: ClassVar = Label(
        "成员{member}的帮扶计划：{measure}，负责人{owner}，{due_on}前完成",
        "Plan for member {member}: {measure} by {owner} until {due_on}",
    )
    what_if_shortcut: ClassVar = True

    member: int
    measure: Measure
    owner: str
    due_on: date
    details: PlanDetails | None = None


class MeasureDone(Fact, frozen=True, kw_only=True, tag="measure-done"):
    """
    A measure that was agreed for a member was carried out, and what came of it (CZ-7c).

    `number` is the measure's; without one, all that were agreed of its kind for the member.
    """

    label: ClassVar = Label("落实帮扶措施", "measure done")
    also_outside: ClassVar = True
    fixed_fields: ClassVar = frozenset({"number"})
    what_if_shortcut: ClassVar = True

    member: int
    measure: Measure
    details: MeasureDetails | None = None
    number: int | None = None


class MeasureNotDone(Fact, frozen=True, kw_only=True, tag="measure-not-done"):
    """A measure that was agreed for a member was not carried out; the reason is sealed beside it (CZ-7c, GY-14b)."""

    label: ClassVar = Label("帮扶措施未落实", "measure not done")
    also_outside: ClassVar = True
    fixed_fields: ClassVar = frozenset({"number"})
    what_if_shortcut: ClassVar = True

    member: int
    measure: Measure
    details: MeasureDetails | None = None
    number: int


class MeasureDropped(Fact, frozen=True, kw_only=True, tag="measure-dropped"):
    """
    A measure that was agreed for a member is given up; the reason is sealed beside it (CZ-7c).

    `number` is the measure's; without one, all that were agreed of its kind for the member.
    """

    label: ClassVar = Label("取消帮扶措施", "measure dropped")
    also_outside: ClassVar = True
    fixed_fields: ClassVar = frozenset({"number"})
    what_if_shortcut: ClassVar = True

    member: int
    measure: Measure
    number: int | None = None


MeasureEnd = MeasureDone | MeasureNotDone | MeasureDropped
"""How a measure of a plan ends (field 10)."""

MEASURE_ENDS = (MeasureDone, MeasureNotDone, MeasureDropped)


def is_of_another_measure(fact: Fact, agreed_in: int) -> bool:
    """Whether a fact ends a measure by its number, and that is another than the one agreed in this entry."""
    return type(fact) in MEASURE_ENDS and isinstance(fact, MEASURE_ENDS) and fact.number not in (None, agreed_in)


class FollowUpLogged(Fact, frozen=True, kw_only=True, tag="follow-up-logged"):
    """A visit, a call or a message, and what came of it (CZ-12c, GY-13)."""

    label: ClassVar = Label("跟踪服务", "follow-up logged")
    also_outside: ClassVar = True
    sentence: ClassVar = Label("跟踪服务（{kind}）：{outcome}", "Follow-up by {kind}: {outcome}")
    changes_household: ClassVar = False
    what_if_shortcut: ClassVar = True

    kind: FollowUpKind
    outcome: Outcome
    details: ContactDetails | None = None


class PostInformationGiven(Fact, frozen=True, kw_only=True, tag="post-information-given"):
    """A member was given information about posts (BJ-3.2a)."""

    label: ClassVar = Label("提供岗位信息", "post information given")
    also_outside: ClassVar = True
    sentence: ClassVar = Label("向成员{member}提供岗位信息", "Post information given to member {member}")
    changes_household: ClassVar = False
    what_if_shortcut: ClassVar = True

    member: int
    details: PostInformationDetails | None = None


class DifficultyRaised(Fact, frozen=True, kw_only=True, tag="difficulty-raised"):
    """A concrete difficulty was taken up, with an owner and a date (GY-13d)."""

    label: ClassVar = Label("提出困难", "difficulty raised")
    also_outside: ClassVar = True
    sentence: ClassVar = Label(
        "提出困难：{kind}，负责人{owner}，{due_on}前解决", "Difficulty raised: {kind}, {owner} until {due_on}"
    )
    what_if_shortcut: ClassVar = True

    kind: DifficultyKind
    owner: str
    due_on: date
    details: DifficultyDetails | None = None


class DifficultyResolved(Fact, frozen=True, kw_only=True, tag="difficulty-resolved"):
    """The open difficulty of this kind was solved (GY-13d)."""

    label: ClassVar = Label("解决困难", "difficulty resolved")
    also_outside: ClassVar = True
    sentence: ClassVar = Label("困难已解决：{kind}", "Difficulty resolved: {kind}")
    what_if_shortcut: ClassVar = True

    kind: DifficultyKind
    details: EvidenceDetails | None = None


class BenefitRecorded(Fact, frozen=True, kw_only=True, tag="benefit-recorded"):
    """A policy was delivered, or a benefit paid, to a member: which, under which clause, how much (GY-13c, GY-16b)."""

    label: ClassVar = Label("政策兑现", "benefit recorded")
    changes_household: ClassVar = False
    what_if_shortcut: ClassVar = True

    member: int
    benefit: Benefit
    clause: str = ""
    amount: Decimal | None = None
    details: BenefitDetails | None = None


class SatisfactionAsked(Fact, frozen=True, kw_only=True, tag="satisfaction-asked"):
    """A household was asked how satisfied it is, from 1 to 5, by somebody who had not served it (CD-R3b, CZ-14)."""

    label: ClassVar = Label("满意度回访", "satisfaction asked")
    sentence: ClassVar = Label("满意度回访：{score}分（满分5分）", "Satisfaction: {score} of 5")
    changes_household: ClassVar = False
    what_if_shortcut: ClassVar = True

    score: Annotated[int, Number(least=1, most=5)]
    details: SatisfactionDetails | None = None

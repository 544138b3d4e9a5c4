"""What an entry about a plan, a measure, a difficulty, post information, a benefit or a satisfaction call says beside its core."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from casework.domain.codes.service.assistance import FollowUpKind
from casework.domain.codes.service.contacts import Relation
from casework.domain.details.details import Details, Members
from casework.domain.values.bounds import Number, Text
from casework.domain.words import words

Clause = Annotated[str, Text(signs=60)]
"""The county's own number of a policy's clause, or of a measure in its library (GY-14b, GY-16a)."""


class PlanDetails(Details, frozen=True, kw_only=True):
    """What a measure of a plan rests on, and who asked for it (GY-14b, CZ-7c)."""

    clause: Annotated[Clause, words("政策条款或措施库编号", "clause or measure of the library")] = ""
    asked_by: Annotated[Relation | None, words("提出人", "who asked for it")] = None


class MeasureDetails(Details, frozen=True, kw_only=True):
    """What came of a measure (CZ-7c, F-12)."""

    led_to_work: Annotated[bool, words("已促成就业", "led to work")] = False
    amount: Annotated[Decimal | None, words("金额（元）", "amount, yuan")] = None
    clause: Annotated[Clause, words("政策条款或措施库编号", "clause or measure of the library")] = ""


class DifficultyDetails(Details, frozen=True, kw_only=True):
    """Of whom a difficulty speaks, and who raised it (GY-13d, CZ-2)."""

    members: Annotated[Members, words("涉及成员", "the members it speaks of", "--member")] = ()
    raised_by: Annotated[Relation | None, words("反映人", "who raised it")] = None


class PostInformationDetails(Details, frozen=True, kw_only=True):
    """By what means and how many posts a member was told of (BJ-3.2a, BT-8e)."""

    means: Annotated[FollowUpKind | None, words("方式", "how")] = None
    posts: Annotated[Annotated[int, Number(least=1, most=999)] | None, words("岗位数", "how many posts")] = None
    campaign: Annotated[str, Text(signs=60), words("活动", "campaign")] = ""


class BenefitDetails(Details, frozen=True, kw_only=True):
    """For which time a benefit is, and on what paper it rests (GY-16b, F-38)."""

    since: Annotated[date | None, words("享受起", "from")] = None
    until: Annotated[date | None, words("享受止", "until")] = None
    paid_on: Annotated[date | None, words("发放日期", "paid on")] = None
    reference: Annotated[str, Text(signs=60), words("批次或文号", "batch or document")] = ""


class SatisfactionDetails(Details, frozen=True, kw_only=True):
    """By what means and whom a household was asked (CD-R3b, CZ-14)."""

    means: Annotated[FollowUpKind | None, words("方式", "how")] = None
    answered_by: Annotated[Relation | None, words("回答人", "who answered")] = None

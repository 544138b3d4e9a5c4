"""What an offer, a job, a check of it or a return says beside its terms (GY-6, GY-11, GY-13a, GY-14, CD-R3c)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from casework.domain.codes.jobs import Broker, EmployerKind, Insurance, ReturnReason, WelfarePost
from casework.domain.codes.service.contacts import Relation
from casework.domain.codes.service.needs import Trade
from casework.domain.codes.verification import HardToEmployGround
from casework.domain.codes.work import Channel, WorkKind
from casework.domain.details.details import Details, Members
from casework.domain.values.bounds import Number, Text
from casework.domain.words import words

Place = Annotated[str, Text(signs=12)]
"""A division's code of 2 to 12 digits; inside or outside village, township, county, city and province follow from it."""
Months = Annotated[int, Number(least=1, most=1200)]


class JobDetails(Details, frozen=True, kw_only=True):
    """
    Where, for whom and through whom somebody works, and on which terms.

    `employer_id` is the county's own number of the employer, `employer_class` its kind on the office's own list; `offer` the offer that it came from. A public-welfare post
    has its number, its kind, the ground of priority, the day of hiring and the months of subsidy.
    """

    place: Annotated[Place, words("务工地（区划代码）", "place of work, a division code")] = ""
    trade: Annotated[Trade | None, words("行业", "trade")] = None
    employer_kind: Annotated[EmployerKind | None, words("单位类型", "kind of employer")] = None
    employer_class: Annotated[
        str, Text(signs=60), words("单位类别（本地清单）", "the office's own kind of employer")
    ] = ""
    employer_id: Annotated[str, Text(signs=40), words("单位编号", "the employer's number")] = ""
    channel: Annotated[Channel | None, words("就业渠道", "channel")] = None
    broker: Annotated[Broker | None, words("组织方式", "through whom")] = None
    first_export: Annotated[bool, words("首次外出务工", "for the first time away")] = False
    offer: Annotated[int | None, words("推介编号", "the offer it came from")] = None
    signed_on: Annotated[date | None, words("合同签订日", "contract signed on")] = None
    ends_on: Annotated[date | None, words("合同到期日", "contract ends on")] = None
    insurances: Annotated[tuple[Insurance, ...], words("保险", "insurance", "--insurance")] = ()
    post_number: Annotated[str, Text(signs=40), words("公岗编号", "number of the post")] = ""
    post_kind: Annotated[WelfarePost | None, words("公岗类别", "kind of public-welfare post")] = None
    priority: Annotated[HardToEmployGround | None, words("优先安置依据", "ground of priority")] = None
    hired_on: Annotated[date | None, words("聘用日期", "hired on")] = None
    subsidy_months: Annotated[Months | None, words("补贴月数", "months of subsidy")] = None
    informant: Annotated[Relation | None, words("提供信息的人", "who said so")] = None


class OfferDetails(Details, frozen=True, kw_only=True):
    """What work was offered: its kind, where, for what pay, until when, and who recommended it."""

    work: Annotated[WorkKind | None, words("就业形式", "kind of work")] = None
    trade: Annotated[Trade | None, words("行业", "trade")] = None
    place: Annotated[Place, words("务工地（区划代码）", "place of work, a division code")] = ""
    monthly_pay: Annotated[Decimal | None, words("月收入（元）", "yuan a month", "--pay")] = None
    employer_kind: Annotated[EmployerKind | None, words("单位类型", "kind of employer")] = None
    employer_class: Annotated[
        str, Text(signs=60), words("单位类别（本地清单）", "the office's own kind of employer")
    ] = ""
    broker: Annotated[Broker | None, words("推荐人", "who recommended it")] = None
    valid_until: Annotated[date | None, words("有效期至", "valid until", ahead=True)] = None
    campaign: Annotated[str, Text(signs=60), words("活动", "campaign")] = ""


class ReturnDetails(Details, frozen=True, kw_only=True):
    """Why a worker came home, from where, and whether they go again."""

    reason_code: Annotated[ReturnReason | None, words("返乡原因", "why", "--because")] = None
    place_left: Annotated[Place, words("原务工地（区划代码）", "where they worked, a division code")] = ""
    stays: Annotated[bool, words("留乡不再外出", "stays at home")] = False
    goes_again_on: Annotated[date | None, words("计划再次外出日期", "goes again on", ahead=True)] = None
    informant: Annotated[Relation | None, words("提供信息的人", "who said so")] = None


class CheckDetails(Details, frozen=True, kw_only=True):
    """Who was found in work at a check, for what pay, and who said so."""

    members: Annotated[Members, words("在岗成员", "who works", "--member")] = ()
    monthly_pay: Annotated[Decimal | None, words("月收入（元）", "yuan a month", "--pay")] = None
    place: Annotated[Place, words("务工地（区划代码）", "place of work, a division code")] = ""
    same_employer: Annotated[bool, words("仍在原单位", "with the same employer")] = False
    informant: Annotated[Relation | None, words("提供信息的人", "who said so")] = None


class EndDetails(Details, frozen=True, kw_only=True):
    """Who said that a job ended."""

    informant: Annotated[Relation | None, words("提供信息的人", "who said so")] = None

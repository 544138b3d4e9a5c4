"""Posts offered to members, and the work they take up (OF-19, OF-27, GY-11c)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import rich_click as click

from casework.domain.codes import Channel, JobEnd, ProposalReturn, Refusal, WorkKind
from casework.domain.decisions.offering import accept_offer, lapse_offer, offer_job, refuse_offer, withdraw_offer
from casework.domain.decisions.placing import confirm_placement, disprove_placement, end_job, place
from casework.interfaces.cli.household_command import Deed, deed, exactly_one, household_command
from casework.interfaces.cli.office.assisting import MEMBER
from casework.interfaces.cli.options import code_option
from casework.interfaces.cli.parameters import DayType, MemberType, NameType, PayType, WrongValueError

PLACEMENT = click.argument("placement", type=MemberType(), metavar="PLACEMENT", help="安置编号（见 show） its number")


@household_command(
    "offer",
    "岗位推介：向一名成员推介一个岗位",
    "Offer a post to a member (OF-19).",
    MEMBER,
    click.option(
        "--post", required=True, type=NameType(), metavar="TEXT", help="岗位（加密保存） the post; kept sealed"
    ),
    code_option("--channel", Channel, "渠道", "channel", required=True),
)
def offer_command(member: int, post: str, channel: Channel) -> Deed:
    """Offer it."""
    return deed(offer_job, member=member, post=post, channel=channel)


@household_command(
    "answer",
    "岗位推介答复：记录岗位推介的结果",
    "Record what became of an offer (OF-19, OF-27).",
    click.argument("offer", type=MemberType(), metavar="OFFER", help="推介编号（见 show） its number"),
    click.option("--accepted", is_flag=True, help="接受 accepted"),
    code_option("--refused", Refusal, "拒绝的原因", "refused, and why"),
    click.option("--counted", is_flag=True, help="计次拒绝（只与 --refused 一起用） the refusal counts"),
    click.option("--lapsed", is_flag=True, help="逾期未答复 ran out"),
    click.option("--withdrawn", is_flag=True, help="收回 taken back"),
)
def answer_command(
    offer: int, accepted: bool, refused: Refusal | None, counted: bool, lapsed: bool, withdrawn: bool
) -> Deed:
    """Answer it."""
    given = exactly_one(accepted=accepted, refused=refused, lapsed=lapsed, withdrawn=withdrawn)
    if counted and refused is None:
        raise WrongValueError(zh="--counted 只能与 --refused 一起用", en="--counted goes with --refused only")
    if refused is not None:
        return deed(refuse_offer, offer=offer, reason=refused, counted=counted)
    return deed({"accepted": accept_offer, "lapsed": lapse_offer, "withdrawn": withdraw_offer}[given], offer=offer)


@household_command(
    "place",
    "上岗：一名成员已上岗",
    "A member took up work (GY-11c).",
    MEMBER,
    code_option("--kind", WorkKind, "就业形式", "kind of work", required=True),
    click.option("--since", required=True, type=DayType(), metavar="DATE", help="上岗日期 since which day"),
    click.option("--pay", type=PayType(), metavar="YUAN", help="月收入（元） yuan a month"),
    click.option("--contract-months", type=click.IntRange(1, 1200), metavar="M", help="合同月数 months of contract"),
)
def place_command(member: int, kind: WorkKind, since: date, pay: Decimal | None, contract_months: int | None) -> Deed:
    """Place him."""
    return deed(place, member=member, kind=kind, since=since, monthly_pay=pay, contract_months=contract_months)


@household_command(
    "confirm",
    "就业核查：由另一人或凭材料认定属实，或认定不实",
    "Confirm a placement, by a second person or a document, or disprove it (GY-11c).",
    PLACEMENT,
    click.option(
        "--document",
        type=NameType(),
        metavar="TEXT",
        help="材料（合同、执照；加密保存） the document: a contract, a licence; kept sealed",
    ),
    code_option("--disproved", ProposalReturn, "不实的原因", "it is not so, and why"),
)
def confirm_command(placement: int, document: str | None, disproved: ProposalReturn | None) -> Deed:
    """Confirm or disprove it."""
    if document and disproved:
        raise WrongValueError(zh="--document 与 --disproved 不能一起用", en="--document does not go with --disproved")
    if disproved is not None:
        return deed(disprove_placement, placement=placement, reason=disproved)
    return deed(confirm_placement, placement=placement, document=document or "")


@household_command(
    "end-job",
    "离岗：一份工作已结束",
    "A job ended; the household is detected when nobody is left in work (GY-14a).",
    PLACEMENT,
    click.option("--on", required=True, type=DayType(), metavar="DATE", help="离岗日期 the last day"),
    code_option("--reason", JobEnd, "原因", "why", required=True),
)
def end_job_command(placement: int, on: date, reason: JobEnd) -> Deed:
    """End it."""
    return deed(end_job, placement=placement, on=on, reason=reason)

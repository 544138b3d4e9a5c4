"""Posts offered to members, and the work they take up (OF-19, OF-27, GY-11c, GY-14a)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from casework.application.commands.declarations.declaration import Audit, Command, CommandWord, Right, Spec
from casework.application.commands.declarations.parameters import Evidence, EvidenceNumber, Member, Note, Number
from casework.domain.codes.clearance import ProposalReturn
from casework.domain.codes.work import Channel, JobEnd, Refusal, WorkKind
from casework.domain.decisions.findings.known_work import end_known_work
from casework.domain.decisions.offers import accept_offer, lapse_offer, offer_job, refuse_offer, withdraw_offer
from casework.domain.decisions.placements import (
    Months,
    change_job,
    confirm_placement,
    disprove_placement,
    end_job,
    place,
)
from casework.domain.details.job import EndDetails, JobDetails, OfferDetails
from casework.domain.errors import (
    InvalidValueError,
    MemberUnknownError,
    NotNowError,
    SamePersonError,
)
from casework.domain.labels import Label
from casework.domain.words import words

WORK = Label("岗位与就业", "Work")
OFFER = Annotated[Number, words("推介编号", "its number", "OFFER", hint="见 show")]
Employer = Annotated[str, words("单位名称", "the employer", sealed=True)]
Post = Annotated[str, words("岗位", "the post", sealed=True)]
MonthlyPay = Annotated[Decimal | None, words("月收入（元）", "yuan a month", "--pay")]
ContractMonths = Annotated[Months | None, words("合同月数", "months of contract", metavar="M")]
JobInDetail = Annotated[JobDetails | None, words("工作情况", "more about it")]
PLACEMENT = Annotated[Number, words("安置编号", "its number", "PLACEMENT", hint="见 show")]


class OfferJob(Command, frozen=True, kw_only=True):
    """Offer a post to a member (OF-19)."""

    spec: ClassVar = Spec("offer", "岗位推介：向一名成员推介一个岗位", WORK, offer_job)
    refuses: ClassVar = (MemberUnknownError, InvalidValueError)
    member: Member
    post: Annotated[str, words("岗位", "the post", sealed=True)]
    channel: Annotated[Channel, words("渠道", "channel")]
    details: Annotated[OfferDetails | None, words("岗位情况", "more about it")] = None
    employer: Employer = ""


class AcceptOffer(Command, frozen=True, kw_only=True):
    """The member accepted the post (OF-19)."""

    spec: ClassVar = Spec("accept-offer", "接受岗位：成员接受了推介的岗位", WORK, accept_offer)
    called: ClassVar = CommandWord("answer", "--accepted", Label("接受", "accepted"))
    refuses: ClassVar = (NotNowError,)
    offer: OFFER


class RefuseOffer(Command, frozen=True, kw_only=True):
    """The member refused the post, and whether that counts (OF-27)."""

    spec: ClassVar = Spec("refuse-offer", "拒绝岗位：成员拒绝了推介的岗位", WORK, refuse_offer)
    called: ClassVar = CommandWord("answer", "--refused")
    refuses: ClassVar = (NotNowError,)
    offer: OFFER
    reason: Annotated[Refusal, words("拒绝的原因", "refused, and why", "--refused")]
    counted: Annotated[bool, words("计次拒绝", "the refusal counts")] = False


class LapseOffer(Command, frozen=True, kw_only=True):
    """The offer ran out without an answer (OF-19)."""

    spec: ClassVar = Spec("lapse-offer", "逾期未答复：岗位推介逾期未答复", WORK, lapse_offer)
    called: ClassVar = CommandWord("answer", "--lapsed", Label("逾期未答复", "ran out"))
    refuses: ClassVar = (NotNowError,)
    offer: OFFER


class WithdrawOffer(Command, frozen=True, kw_only=True):
    """Take the offer back (OF-19)."""

    spec: ClassVar = Spec("withdraw-offer", "收回岗位推介：推介的岗位已收回", WORK, withdraw_offer)
    called: ClassVar = CommandWord("answer", "--withdrawn", Label("收回", "taken back"))
    refuses: ClassVar = (NotNowError,)
    offer: OFFER


class Place(Command, frozen=True, kw_only=True):
    """A member took up work (GY-11c)."""

    spec: ClassVar = Spec("place", "上岗：一名成员已上岗", WORK, place)
    refuses: ClassVar = (MemberUnknownError, InvalidValueError, NotNowError)
    member: Member
    kind: Annotated[WorkKind, words("就业形式", "kind of work")]
    since: Annotated[date, words("上岗日期", "since which day")]
    monthly_pay: MonthlyPay = None
    contract_months: ContractMonths = None
    details: JobInDetail = None
    employer: Employer = ""
    post: Post = ""
    address: Annotated[str, words("详细地址", "address", sealed=True)] = ""


class ChangeJob(Command, frozen=True, kw_only=True):
    """Something changed in a job that goes on: pay, post, place, employer, terms (GY-2a, GY-13a)."""

    spec: ClassVar = Spec("change-job", "岗位变动：工作仍在，收入、岗位、地点或单位有变", WORK, change_job)
    refuses: ClassVar = (NotNowError, MemberUnknownError, InvalidValueError)
    placement: PLACEMENT
    on: Annotated[date, words("变动日期", "from which day")]
    monthly_pay: MonthlyPay = None
    contract_months: ContractMonths = None
    details: JobInDetail = None
    employer: Employer = ""
    post: Post = ""
    address: Annotated[str, words("详细地址", "address", sealed=True)] = ""


class ConfirmPlacement(Command, frozen=True, kw_only=True):
    """Confirm a placement, by a second person or a document (GY-11c)."""

    spec: ClassVar = Spec(
        "confirm-placement",
        "就业核查：由另一人或凭材料认定属实",
        WORK,
        confirm_placement,
        Right.DECIDE,
        audit=Audit.DECISION,
    )
    called: ClassVar = CommandWord("confirm")
    refuses: ClassVar = (NotNowError, SamePersonError, MemberUnknownError, InvalidValueError)
    placement: PLACEMENT
    document: Annotated[str | None, words("材料（合同、执照）", "the document: a contract, a licence", sealed=True)] = (
        None
    )
    details: Evidence = None
    evidence_number: EvidenceNumber = ""


class DisprovePlacement(Command, frozen=True, kw_only=True):
    """Find that the member does not work there (GY-11c)."""

    spec: ClassVar = Spec(
        "disprove-placement", "就业核查：认定不实", WORK, disprove_placement, Right.DECIDE, audit=Audit.DECISION
    )
    called: ClassVar = CommandWord("confirm", "--disproved")
    refuses: ClassVar = (NotNowError,)
    placement: PLACEMENT
    reason: Annotated[ProposalReturn, words("不实的原因", "it is not so, and why", "--disproved")]
    note: Note = ""


class EndJob(Command, frozen=True, kw_only=True):
    """A job ended; the household is detected when nobody is left in work (GY-14a)."""

    spec: ClassVar = Spec("end-job", "离岗：一份工作已结束", WORK, end_job)
    refuses: ClassVar = (NotNowError, InvalidValueError)
    placement: PLACEMENT
    on: Annotated[date, words("离岗日期", "the last day")]
    reason: Annotated[JobEnd, words("原因", "why")]
    details: Annotated[EndDetails | None, words("离岗情况", "more about it")] = None


class EndKnownWork(Command, frozen=True, kw_only=True):
    """Work ended that was only known from a ledger, a survey or a visit (GY-2a, GY-14a)."""

    spec: ClassVar = Spec("end-work", "离岗：台账或调查所知的工作已结束", WORK, end_known_work)
    refuses: ClassVar = (MemberUnknownError, NotNowError, InvalidValueError)
    member: Member
    on: Annotated[date, words("离岗日期", "the last day")]
    reason: Annotated[JobEnd, words("原因", "why")]
    details: Annotated[EndDetails | None, words("离岗情况", "more about it")] = None

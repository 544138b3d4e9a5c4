"""Facts about posts offered to members and the work they took up (OF-19, OF-27, GY-11c)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from casework.domain.codes.clearance import ProposalReturn
from casework.domain.codes.work import Channel, JobEnd, Refusal, WorkKind
from casework.domain.details.findings import EvidenceDetails
from casework.domain.details.job import EndDetails, JobDetails, OfferDetails
from casework.domain.fact import Fact, Private
from casework.domain.labels import Label
from casework.domain.masks import Mask, sealed
from casework.domain.values.bounds import Number


class OfferPrivate(Private, frozen=True, kw_only=True, tag="offer"):
    """The post as it was described to the member."""

    post: Annotated[str, sealed("岗位", "post")]
    employer: Annotated[str, sealed("单位名称", "employer")] = ""


class JobPrivate(Private, frozen=True, kw_only=True, tag="job"):
    """Employer, post and address of a member's work, as they are called."""

    employer: Annotated[str, sealed("单位名称", "employer")] = ""
    post: Annotated[str, sealed("岗位", "post")] = ""
    address: Annotated[str, sealed("详细地址", "address")] = ""


class DocumentPrivate(Private, frozen=True, kw_only=True, tag="document"):
    """The document that confirms a placement: a contract, a licence; its number where it has one."""

    document: Annotated[str, sealed("佐证材料", "document")] = ""
    number: Annotated[str, sealed("材料编号", "number of the document", Mask.NUMBER)] = ""


class JobOffered(Fact, frozen=True, kw_only=True, tag="job-offered"):
    """
    A post was offered to a member; `offer` counts from 1 within the household (OF-19).

    `same_post_as` is the first offer to the member of the very same post, as it was described; None for a new one.
    """

    label: ClassVar = Label("推介岗位", "job offered")
    also_outside: ClassVar = True
    sentence: ClassVar = Label(
        "向成员{member}推介岗位（推介编号{offer}）：{channel}", "Offer {offer} made to member {member}: {channel}"
    )
    fixed_fields: ClassVar = frozenset({"offer", "same_post_as"})
    what_if_shortcut: ClassVar = True

    offer: int
    member: int
    channel: Channel
    same_post_as: int | None = None
    details: OfferDetails | None = None


class OfferAccepted(Fact, frozen=True, kw_only=True, tag="offer-accepted"):
    """The member accepted the post."""

    label: ClassVar = Label("接受岗位", "offer accepted")
    also_outside: ClassVar = True
    sentence: ClassVar = Label("接受岗位（推介编号{offer}）", "Offer {offer} accepted")
    fixed_fields: ClassVar = frozenset({"offer"})
    what_if_shortcut: ClassVar = True

    offer: int


class OfferRefused(Fact, frozen=True, kw_only=True, tag="offer-refused"):
    """The member refused the post; a counted refusal is one without good reason (OF-19, OF-27)."""

    label: ClassVar = Label("拒绝岗位", "offer refused")
    also_outside: ClassVar = True
    fixed_fields: ClassVar = frozenset({"offer"})
    what_if_shortcut: ClassVar = True

    offer: int
    reason: Refusal
    counted: bool = False


class OfferLapsed(Fact, frozen=True, kw_only=True, tag="offer-lapsed"):
    """The offer ran out without an answer."""

    label: ClassVar = Label("岗位推介逾期未答复", "offer lapsed")
    also_outside: ClassVar = True
    sentence: ClassVar = Label("岗位推介逾期未答复（推介编号{offer}）", "Offer {offer} lapsed without an answer")
    fixed_fields: ClassVar = frozenset({"offer"})
    what_if_shortcut: ClassVar = True

    offer: int


class OfferWithdrawn(Fact, frozen=True, kw_only=True, tag="offer-withdrawn"):
    """The offer was taken back."""

    label: ClassVar = Label("收回岗位推介", "offer withdrawn")
    also_outside: ClassVar = True
    sentence: ClassVar = Label("收回岗位推介（推介编号{offer}）", "Offer {offer} withdrawn")
    fixed_fields: ClassVar = frozenset({"offer"})
    what_if_shortcut: ClassVar = True

    offer: int


class Placed(Fact, frozen=True, kw_only=True, tag="placed"):
    """
    A member took up work; `placement` counts from 1 within the household (GY-11c, GY-6d).

    `monthly_pay` is in yuan, `contract_months` the length of the contract or term from `since`.
    """

    label: ClassVar = Label("上岗", "placed")
    also_outside: ClassVar = True
    fixed_fields: ClassVar = frozenset({"placement"})
    what_if_shortcut: ClassVar = True

    placement: int
    member: int
    kind: WorkKind
    since: date
    monthly_pay: Decimal | None = None
    contract_months: Annotated[int | None, Number(least=1, most=1200)] = None
    details: JobDetails | None = None


class PlacementConfirmed(Fact, frozen=True, kw_only=True, tag="placement-confirmed"):
    """Somebody else, or a document, confirmed that the member works there (GY-11c)."""

    label: ClassVar = Label("就业核查属实", "placement confirmed")
    also_outside: ClassVar = True
    fixed_fields: ClassVar = frozenset({"by_document", "placement"})
    what_if_shortcut: ClassVar = True

    placement: int
    by_document: bool = False
    details: EvidenceDetails | None = None


class PlacementDisproved(Fact, frozen=True, kw_only=True, tag="placement-disproved"):
    """It was found that the member does not work there."""

    label: ClassVar = Label("就业核查不实", "placement disproved")
    also_outside: ClassVar = True
    sentence: ClassVar = Label(
        "就业核查不实（安置编号{placement}，成员{member}）：{reason}",
        "Placement {placement} of member {member} disproved: {reason}",
    )
    fixed_fields: ClassVar = frozenset({"placement"})
    what_if_shortcut: ClassVar = True

    placement: int
    member: int
    reason: ProposalReturn


class EmploymentChanged(Fact, frozen=True, kw_only=True, tag="employment-changed"):
    """
    Something changed in a job that goes on, from a day on; what is None or absent stayed as it was (GY-2a, GY-13a).

    `monthly_pay` is in yuan, `contract_months` the new length of the contract or term from its beginning.
    """

    label: ClassVar = Label("岗位变动", "employment changed")
    also_outside: ClassVar = True
    fixed_fields: ClassVar = frozenset({"placement", "member"})

    placement: int
    member: int
    on: date
    monthly_pay: Decimal | None = None
    contract_months: Annotated[int | None, Number(least=1, most=1200)] = None
    details: JobDetails | None = None


class EmploymentEnded(Fact, frozen=True, kw_only=True, tag="employment-ended"):
    """A member's work ended; `placement` is None for work known from a ledger or survey only (GY-14a)."""

    label: ClassVar = Label("离岗", "employment ended")
    also_outside: ClassVar = True
    fixed_fields: ClassVar = frozenset({"placement"})
    what_if_shortcut: ClassVar = True

    member: int
    placement: int | None = None
    on: date
    reason: JobEnd
    details: EndDetails | None = None

"""Facts about posts offered to members and the work they took up (OF-19, OF-27, GY-11c)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from casework.domain.codes import Channel, JobEnd, ProposalReturn, Refusal, WorkKind
from casework.domain.fact import Fact, Private


class OfferPrivate(Private, frozen=True, kw_only=True, tag="offer"):
    """The post as it was described to the member."""

    post: str


class DocumentPrivate(Private, frozen=True, kw_only=True, tag="document"):
    """The document that confirms a placement: a contract, a licence."""

    document: str


class JobOffered(Fact, frozen=True, kw_only=True, tag="job-offered"):
    """A post was offered to a member; `offer` counts from 1 within the household (OF-19)."""

    offer: int
    member: int
    channel: Channel


class OfferAccepted(Fact, frozen=True, kw_only=True, tag="offer-accepted"):
    """The member accepted the post."""

    offer: int


class OfferRefused(Fact, frozen=True, kw_only=True, tag="offer-refused"):
    """The member refused the post; a counted refusal is one without good reason (OF-19, OF-27)."""

    offer: int
    reason: Refusal
    counted: bool = False


class OfferLapsed(Fact, frozen=True, kw_only=True, tag="offer-lapsed"):
    """The offer ran out without an answer."""

    offer: int


class OfferWithdrawn(Fact, frozen=True, kw_only=True, tag="offer-withdrawn"):
    """The offer was taken back."""

    offer: int


class Placed(Fact, frozen=True, kw_only=True, tag="placed"):
    """
    A member took up work; `placement` counts from 1 within the household (GY-11c, GY-6d).

    `monthly_pay` is in yuan, `contract_months` the length of the contract or term from `since`.
    """

    placement: int
    member: int
    kind: WorkKind
    since: date
    monthly_pay: Decimal | None = None
    contract_months: int | None = None


class PlacementConfirmed(Fact, frozen=True, kw_only=True, tag="placement-confirmed"):
    """Somebody else, or a document, confirmed that the member works there (GY-11c)."""

    placement: int
    by_document: bool = False


class PlacementDisproved(Fact, frozen=True, kw_only=True, tag="placement-disproved"):
    """It was found that the member does not work there."""

    placement: int
    member: int
    reason: ProposalReturn


class EmploymentEnded(Fact, frozen=True, kw_only=True, tag="employment-ended"):
    """A member's work ended; `placement` is None for work known from a ledger or survey only (GY-14a)."""

    member: int
    placement: int | None = None
    on: date
    reason: JobEnd

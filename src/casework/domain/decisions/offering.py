"""Offering posts to members and recording their answers (OF-19, OF-27)."""

from __future__ import annotations

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes import Channel, Refusal
from casework.domain.errors import NotNowError
from casework.domain.fact import Fact
from casework.domain.facts.work import (
    JobOffered,
    OfferAccepted,
    OfferLapsed,
    OfferPrivate,
    OfferRefused,
    OfferWithdrawn,
)
from casework.domain.household.context import DecisionContext
from casework.domain.household.state import Household, Offer
from casework.domain.statuses import OfferStatus
from casework.domain.text_values import refuse_blank


def offer_job(
    household: Household, context: DecisionContext, *, member: int, post: str, channel: Channel
) -> list[Fact]:
    """Offer a post to a member (OF-19). Raises NoOpenEpisodeError, MemberUnknownError."""
    refuse_blank("post", post)
    household.episode_at(context.occurred_at)
    household.member(member)
    offer = max((earlier.number for earlier in household.offers), default=0) + 1
    return [JobOffered(offer=offer, member=member, channel=channel, private={str(member): OfferPrivate(post=post)})]


def accept_offer(household: Household, context: DecisionContext, *, offer: int) -> list[Fact]:
    """Record that the member accepted. Quiet when that is recorded. Raises NotNowError when it was answered otherwise."""
    return _answered(household.offer(offer), OfferStatus.ACCEPTED, OfferAccepted(offer=offer))


def refuse_offer(
    household: Household, context: DecisionContext, *, offer: int, reason: Refusal, counted: bool = False
) -> list[Fact]:
    """
    Record that the member refused, and whether that counts towards the exit path (OF-19, OF-27).

    Quiet when the refusal is recorded. Raises NotNowError when it was answered otherwise.
    """
    return _answered(
        household.offer(offer), OfferStatus.REFUSED, OfferRefused(offer=offer, reason=reason, counted=counted)
    )


def lapse_offer(household: Household, context: DecisionContext, *, offer: int) -> list[Fact]:
    """Record that the offer ran out. Quiet when it has. Raises NotNowError when it was answered otherwise."""
    return _answered(household.offer(offer), OfferStatus.LAPSED, OfferLapsed(offer=offer))


def withdraw_offer(household: Household, context: DecisionContext, *, offer: int) -> list[Fact]:
    """Take an open or accepted offer back. Quiet when it is. Raises NotNowError when it was answered otherwise."""
    return _answered(household.offer(offer), OfferStatus.WITHDRAWN, OfferWithdrawn(offer=offer), from_accepted=True)


def counted_refusals(household: Household) -> int:
    """How many counted refusals of separate offers the last episode holds: those of one day are one (OF-19, OF-27)."""
    episode = household.episode
    if episode is None:
        return 0
    offered = {e.fact.offer: shanghai_date(e.occurred_at) for e in episode.entries if isinstance(e.fact, JobOffered)}
    refused = [
        (offered.get(entry.fact.offer), shanghai_date(entry.occurred_at))
        for entry in episode.entries
        if isinstance(entry.fact, OfferRefused) and entry.fact.counted
    ]
    return min(len({offer for offer, _ in refused}), len({day for _, day in refused}))


def _answered(offer: Offer, status: OfferStatus, fact: Fact, *, from_accepted: bool = False) -> list[Fact]:
    if offer.status is status:
        return []
    if offer.status is OfferStatus.OPEN or (from_accepted and offer.status is OfferStatus.ACCEPTED):
        return [fact]
    raise NotNowError(
        zh=f"该岗位推介（推介编号{offer.number}）已有结果，不能更改",
        en=f"Offer {offer.number} is answered already: {offer.status}",
    )

"""Offering posts to members and recording their answers (OF-19, OF-27)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.work import Channel, Refusal
from casework.domain.details.details import refuse_odd_details
from casework.domain.details.job import OfferDetails
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
from casework.domain.household.parts import Offer
from casework.domain.household.state import Household
from casework.domain.persons import name_key
from casework.domain.statuses import OfferStatus
from casework.domain.text_values import refuse_blank


def offer_job(
    household: Household,
    context: DecisionContext,
    *,
    member: int,
    post: str,
    channel: Channel,
    details: OfferDetails | None = None,
    employer: str = "",
    earlier_posts: Mapping[int, str] = MappingProxyType({}),
) -> list[Fact]:
    """
    Offer a post to a member (OF-19). Raises MemberUnknownError.

    `earlier_posts` are the posts of earlier offers, by their numbers, as far as they can still be read.
    """
    refuse_blank("post", post)
    household.member(member)
    refuse_odd_details(details, members=(), today=context.today)
    offer = max((earlier.number for earlier in household.offers), default=0) + 1
    same = (each.number for each in household.offers if each.member == member and _is(post, earlier_posts, each.number))
    return [
        JobOffered(
            offer=offer,
            member=member,
            channel=channel,
            same_post_as=min(same, default=None),
            details=details,
            private={str(member): OfferPrivate(post=post, employer=employer)},
        )
    ]


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
    """
    How many counted refusals of separate offers the last episode holds (OF-19, OF-27).

    Those of one day are one, and so are those of one post: it is the most of which no two share a day or a post.
    """
    episode = household.episode
    if episode is None:
        return 0
    first = {
        e.fact.offer: e.fact.same_post_as or e.fact.offer for e in episode.entries if isinstance(e.fact, JobOffered)
    }
    days: dict[int, set[date]] = {}
    for entry in episode.entries:
        if isinstance(entry.fact, OfferRefused) and entry.fact.counted:
            post = first.get(entry.fact.offer, entry.fact.offer)
            days.setdefault(post, set()).add(shanghai_date(entry.occurred_at))
    return _separate(days)


def _separate(days: Mapping[int, set[date]]) -> int:
    """For how many posts a day of their own is found among those on which they were refused."""
    taken: dict[date, int] = {}

    def finds_a_day(post: int, seen: set[date]) -> bool:
        for day in sorted(days[post] - seen):
            seen.add(day)
            if day not in taken or finds_a_day(taken[day], seen):
                taken[day] = post
                return True
        return False

    return sum(finds_a_day(post, set()) for post in days)


def _is(post: str, earlier_posts: Mapping[int, str], offer: int) -> bool:
    return offer in earlier_posts and name_key(earlier_posts[offer]) == name_key(post)


def _answered(offer: Offer, status: OfferStatus, fact: Fact, *, from_accepted: bool = False) -> list[Fact]:
    if offer.status is status:
        return []
    if offer.status is OfferStatus.OPEN or (from_accepted and offer.status is OfferStatus.ACCEPTED):
        return [fact]
    raise NotNowError(
        zh=f"推介编号{offer.number}已有结果：{offer.status.zh}，不能再答复",
        en=f"Offer {offer.number} is answered already: {offer.status}",
        helps=("offer", "correct"),
    )

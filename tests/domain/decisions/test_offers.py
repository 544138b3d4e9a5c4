"""Offering posts and recording the answers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from casework.domain.codes.work import Channel, Refusal
from casework.domain.decisions.offers import (
    accept_offer,
    counted_refusals,
    lapse_offer,
    offer_job,
    refuse_offer,
    withdraw_offer,
)
from casework.domain.errors import MemberUnknownError, NotNowError
from casework.domain.fact import Fact
from casework.domain.facts.corrections import EntryCorrected
from casework.domain.facts.work import (
    JobOffered,
    OfferAccepted,
    OfferLapsed,
    OfferPrivate,
    OfferRefused,
    OfferWithdrawn,
)
from tests.support.households.stories import (
    TUESDAY,
    Decision,
    Story,
    a_household_with_cadre,
    a_household_with_offer,
    a_registered_household,
    given,
)

A_POST: dict[str, Any] = {"member": 1, "post": "缝纫工", "channel": Channel.LOCAL_INDUSTRY}
REFUSED: dict[str, Any] = {"reason": Refusal.DISTANCE, "counted": True}

ANSWERS: list[tuple[Decision, dict[str, Any], Fact]] = [
    (accept_offer, {}, OfferAccepted(offer=1)),
    (refuse_offer, REFUSED, OfferRefused(offer=1, reason=Refusal.DISTANCE, counted=True)),
    (lapse_offer, {}, OfferLapsed(offer=1)),
    (withdraw_offer, {}, OfferWithdrawn(offer=1)),
]


def refused_times(times: int, *, counted: bool = True, apart: bool = True) -> Story:
    """A household with so many refusals, each on a day of its own or all on one."""
    story = a_household_with_cadre()
    for number in range(1, times + 1):
        day = TUESDAY + timedelta(days=number if apart else 0)
        story = story.did(offer_job, at=day, **A_POST)
        story = story.did(refuse_offer, at=day, offer=number, reason=Refusal.NO_REASON, counted=counted)
    return story


def test_an_offer_keeps_the_post_sealed() -> None:
    """Number, member and channel in clear; the post with the member's key."""
    given(a_household_with_cadre()).when(offer_job, **A_POST).then(
        JobOffered(offer=1, member=1, channel=Channel.LOCAL_INDUSTRY, private={"1": OfferPrivate(post="缝纫工")})
    )


def test_every_offer_has_its_own_number() -> None:
    """Also after an earlier one was taken back as an error: numbers are never used for another offer."""
    story = a_household_with_offer().did(offer_job, **A_POST)
    withdrawn = story.happened(EntryCorrected(version=6, withdrawn=True))
    assert [offer.number for offer in withdrawn.household.offers] == [2]
    given(withdrawn).when(offer_job, **A_POST).then(
        JobOffered(offer=3, member=1, channel=Channel.LOCAL_INDUSTRY, private={"1": OfferPrivate(post="缝纫工")})
    )


def test_offers_go_to_members() -> None:
    """A stranger gets none; a household in work may have one for somebody else of it."""
    given(a_household_with_cadre()).when(offer_job, **A_POST | {"member": 9}).then_refuses(MemberUnknownError, member=9)
    assert given(a_registered_household()).when(offer_job, **A_POST).facts


@pytest.mark.parametrize(("decide", "intention", "fact"), ANSWERS)
def test_an_open_offer_takes_each_answer(decide: Decision, intention: dict[str, Any], fact: Fact) -> None:
    """Exactly one fact, with the reason where there is one."""
    given(a_household_with_offer()).when(decide, offer=1, **intention).then(fact)


@pytest.mark.parametrize(("decide", "intention", "fact"), ANSWERS)
def test_the_same_answer_again_is_quiet(decide: Decision, intention: dict[str, Any], fact: Fact) -> None:
    """It is answered so."""
    story = a_household_with_offer().did(decide, offer=1, **intention)
    given(story).when(decide, offer=1, **intention).then_quiet()


@pytest.mark.parametrize(("decide", "intention", "fact"), ANSWERS)
def test_another_answer_is_refused(decide: Decision, intention: dict[str, Any], fact: Fact) -> None:
    """An answer is final, but an accepted offer can still be taken back."""
    for other, said, _ in ANSWERS:
        if other is not decide and (other, decide) != (accept_offer, withdraw_offer):
            answered = a_household_with_offer().did(other, offer=1, **said)
            given(answered).when(decide, offer=1, **intention).then_refuses(NotNowError, "answered already")


def test_an_accepted_offer_can_be_withdrawn() -> None:
    """The firm took it back."""
    accepted = a_household_with_offer().did(accept_offer, offer=1)
    given(accepted).when(withdraw_offer, offer=1).then(OfferWithdrawn(offer=1))


def test_an_answer_to_no_offer_is_refused() -> None:
    """There is no offer of that number."""
    given(a_household_with_offer()).when(accept_offer, offer=2).then_refuses(NotNowError, "no offer number 2")


@pytest.mark.parametrize(("counted", "count"), [(True, 3), (False, 0)])
def test_only_counted_refusals_count(counted: bool, count: int) -> None:
    """A good reason does not lead to the exit; three counted ones close nothing by themselves."""
    story = refused_times(3, counted=counted)
    assert counted_refusals(story.household) == count
    assert story.household.open_episode().state == "open"


def test_refusals_of_one_day_are_one() -> None:
    """Three recommendations in a row are not one that is entered three times within a minute (OF-19)."""
    assert counted_refusals(refused_times(3, apart=False).household) == 1


def refused_of(*told: tuple[str, int]) -> Story:
    """A household that was offered these posts and refused each on the day of March."""
    story, posts = a_household_with_cadre(), dict[int, str]()
    for number, (post, _) in enumerate(told, start=1):
        story = story.did(offer_job, **A_POST | {"post": post}, earlier_posts=dict(posts))
        posts[number] = post
    for number, (_, day) in enumerate(told, start=1):
        story = story.did(
            refuse_offer, at=TUESDAY.replace(day=day), offer=number, reason=Refusal.NO_REASON, counted=True
        )
    return story


@pytest.mark.parametrize(
    ("told", "count"),
    [
        ((("缝纫工", 4), ("保洁员", 5), ("护林员", 6)), 3),
        ((("缝纫工", 4), ("缝 纫工", 5), ("护林员", 6)), 2),
        ((("缝纫工", 4), ("保洁员", 4), ("护林员", 6)), 2),
        ((("缝纫工", 4), ("缝纫工", 5), ("缝纫工", 6), ("保洁员", 4), ("护林员", 4)), 2),
        ((("缝纫工", 4), ("缝纫工", 5), ("保洁员", 4), ("护林员", 6)), 3),
    ],
)
def test_refusals_count_for_separate_posts_on_separate_days(told: tuple[tuple[str, int], ...], count: int) -> None:
    """OF-27: three refusals of three posts on three days; the same post under another spelling is the same."""
    assert counted_refusals(refused_of(*told).household) == count

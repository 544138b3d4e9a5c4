"""The green channel: what begins while a household is in it has the shorter limit (GY-12e)."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from casework.domain.calendar.due_dates import Limit, Unit
from casework.domain.codes.service.assistance import Level
from casework.domain.codes.sources import VerificationSource
from casework.domain.codes.stages import EpisodeKind
from casework.domain.codes.work import Channel
from casework.domain.deadlines.limits import is_shorter
from casework.domain.decisions.cadres.responsibility import accept_household, assign_cadre
from casework.domain.decisions.offers import offer_job
from casework.domain.decisions.service.levels import close_green_channel, open_green_channel, set_level
from casework.domain.decisions.verification import verify
from casework.domain.errors import NoOpenEpisodeError
from casework.domain.facts.households import Detected, Verified
from casework.domain.facts.responsibility import GreenChannelClosed, GreenChannelOpened
from casework.domain.policy.rules import Rules
from casework.domain.policy.text import default_policy_text, load_policy
from tests.support.households.stories import (
    CADRE,
    RULES,
    TOWNSHIP_OFFICIAL,
    TUESDAY,
    Story,
    a_bare_household,
    a_cleared_household,
    a_detected_household,
    a_verified_household,
    given,
    policies,
)


def with_limits(limits: str) -> Rules:
    """The default rules with other limits in the green channel."""
    text = default_policy_text()
    start, end = text.index("[green_channel.limits]"), text.index("# Who decides what")
    return replace(
        RULES, policies=policies(load_policy(f"{text[:start]}[green_channel.limits]\n{limits}\n{text[end:]}"))
    )


def verified(story: Story) -> Story:
    """The story after the township confirmed the household."""
    return story.did(verify, by=TOWNSHIP_OFFICIAL, source=VerificationSource.VISIT)


def accepted(story: Story) -> Story:
    """The story after a cadre accepted the household."""
    return verified(story).did(assign_cadre, cadre=CADRE).did(accept_household, by=CADRE)


def test_a_household_comes_into_the_green_channel() -> None:
    """Once; doing it again is quiet."""
    given(a_detected_household()).when(open_green_channel).then(GreenChannelOpened())
    story = a_detected_household().did(open_green_channel)
    assert story.household.open_episode().green_channel
    given(story).when(open_green_channel).then_quiet()


def test_a_household_leaves_the_green_channel() -> None:
    """Once; a household that is not in it cannot leave it."""
    story = a_detected_household().did(open_green_channel)
    given(story).when(close_green_channel).then(GreenChannelClosed())
    assert not story.did(close_green_channel).household.open_episode().green_channel
    given(story.did(close_green_channel)).when(close_green_channel).then_quiet()
    given(a_detected_household()).when(close_green_channel).then_quiet()


def test_without_an_open_episode_there_is_no_green_channel() -> None:
    """A household that is cleared needs none."""
    given(a_cleared_household()).when(open_green_channel).then_refuses(NoOpenEpisodeError)


def test_what_begins_in_the_green_channel_has_the_shorter_limit() -> None:
    """Employed within 20 days instead of 30, assigned within one working day instead of two."""
    usual, green = verified(a_detected_household()), verified(a_detected_household().did(open_green_channel))
    assert usual.deadline("employed").limit == Limit(value=30, unit=Unit.CALENDAR_DAYS)
    assert green.deadline("employed").limit == Limit(value=20, unit=Unit.CALENDAR_DAYS)
    assert (usual.deadline("assign").due_on, green.deadline("assign").due_on) == (date(2026, 3, 5), date(2026, 3, 4))


def test_what_began_before_or_after_keeps_its_usual_limit() -> None:
    """Verification began at the detection, before the channel; after it is closed the usual limits count again."""
    story = a_detected_household().did(open_green_channel)
    assert story.deadline("verify").limit.value == 15
    assert verified(story.did(close_green_channel)).deadline("employed").limit.value == 30
    assert accepted(story).deadline("first-visit").limit.value == 1


def test_a_deadline_that_the_policy_does_not_name_is_as_usual() -> None:
    """The answer to an offer has five working days in and out of the green channel."""
    story = accepted(a_detected_household().did(open_green_channel))
    offered = story.did(offer_job, by=CADRE, member=1, post="缝纫工", channel=Channel.SOCIAL)
    assert offered.deadline("offer-answer").limit.value == 5


def test_the_next_episode_begins_outside_the_green_channel() -> None:
    """It is opened for one spell of zero employment."""
    again = Detected(episode=2, kind=EpisodeKind.NOT_RETAINED, rule="detection@1", as_of=TUESDAY)
    story = a_detected_household().did(open_green_channel)
    assert story.household.open_episode().green_channel
    assert not story.happened(again).household.open_episode().green_channel


@pytest.mark.parametrize(("days", "limit"), [(6, 6), (7, 7), (8, 7)])
def test_the_shorter_of_level_and_green_channel_counts(days: int, limit: int) -> None:
    """At the special level contact is due within seven days: a green channel of eight does not lengthen that."""
    rules = with_limits(f'contact = {{ value = {days}, unit = "calendar-days" }}')
    story = a_detected_household().did(set_level, level=Level.SPECIAL).did(open_green_channel).under(rules)
    assert accepted(story).deadline("contact").limit.value == limit


@pytest.mark.parametrize(
    ("green", "usual", "shorter"),
    [
        (Limit(value=10, unit=Unit.WORKING_DAYS), Limit(value=15, unit=Unit.CALENDAR_DAYS), True),
        (Limit(value=11, unit=Unit.WORKING_DAYS), Limit(value=15, unit=Unit.CALENDAR_DAYS), False),
        (Limit(value=1, unit=Unit.MONTHS), Limit(value=31, unit=Unit.CALENDAR_DAYS), True),
        (Limit(value=1, unit=Unit.MONTHS), Limit(value=30, unit=Unit.CALENDAR_DAYS), False),
        (Limit(value=1, unit=Unit.MONTHS, days_before=10), Limit(value=30, unit=Unit.CALENDAR_DAYS), True),
        (Limit(value=10, unit=Unit.WORKING_DAYS), Limit(value=1, unit=Unit.MONTH_END), True),
    ],
)
def test_limits_of_different_kinds_are_compared_roughly(green: Limit, usual: Limit, shorter: bool) -> None:
    """Five working days are a week; a period's end is always replaced."""
    assert is_shorter(green, usual) is shorter


def test_a_period_looks_at_its_own_first_day() -> None:
    """Opened in April: the post information of April keeps its limit, that of May has the green channel's."""
    rules = with_limits('post-information = { value = 20, unit = "calendar-days" }')
    detected = Detected(episode=1, kind=EpisodeKind.FIRST, rule="detection@1", as_of=TUESDAY)
    hard = Verified(confirmed=True, source=VerificationSource.VISIT, hard_to_employ=(1,))
    story = a_bare_household().happened(detected, hard).under(rules)
    story = story.happened(GreenChannelOpened(), at=date(2026, 4, 10))
    assert story.deadline("post-information", "2026-04/1").limit.unit is Unit.MONTH_END
    assert story.deadline("post-information", "2026-05/1").due_on == date(2026, 5, 21)
    closed = story.happened(GreenChannelClosed(), at=date(2026, 4, 30))
    assert closed.deadline("post-information", "2026-05/1").limit.unit is Unit.MONTH_END
    assert a_verified_household().occurrences("post-information") == []

"""Extending a deadline: asked for before it ends, decided by somebody else, bounded by the policy (GY-13d, GY-17c)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from casework.domain.accountability.next_duty import next_duty
from casework.domain.calendar.work_calendar import seed
from casework.domain.codes.service.assistance import DifficultyKind
from casework.domain.codes.work import Channel
from casework.domain.deadlines.escalation import escalate
from casework.domain.deadlines.extension import (
    ExtensionTooLongError,
    ExtensionUsedUpError,
    ask_extension,
    grant_extension,
    refuse_extension,
)
from casework.domain.deadlines.instances import days_of
from casework.domain.deadlines.names import UnknownDeadlineError
from casework.domain.deadlines.pause_and_resume import OwnDeadlineError, pause_deadline, resume_deadline
from casework.domain.decisions.findings.reports import report_household
from casework.domain.decisions.offers import offer_job
from casework.domain.decisions.service.difficulties import raise_difficulty, resolve_difficulty
from casework.domain.errors import InvalidValueError, NotNowError, SamePersonError
from casework.domain.fact import HOUSEHOLD
from casework.domain.facts.assistance import NotePrivate
from casework.domain.facts.deadlines import ExtensionGranted, ExtensionRefused, ExtensionRequested, Reminded
from casework.domain.household.parts import OUTSIDE
from casework.domain.policy.rules import Rules
from casework.domain.policy.sections import ExtensionRule
from casework.domain.statuses import DayCounted
from tests.support.households.stories import (
    CADRE,
    COUNTY_OFFICIAL,
    POLICY,
    RULES,
    TUESDAY,
    Story,
    a_detected_household,
    a_household_with_cadre,
    a_household_with_offer,
    a_registered_household,
    context,
    given,
    midnight,
    policies,
    ten_o_clock,
)

LAST, LATEST = date(2026, 3, 18), date(2026, 4, 2)
"""The last day of the verification, and of its longest extension: its fifteen days once more."""

REASON = {HOUSEHOLD: NotePrivate(text="山洪断路")}
ASKED: dict[str, Any] = {"deadline": "verify", "reason": "山洪断路"}


def bounded(times: int, percent: int) -> Rules:
    """Rules under which a deadline is extended so often and so far."""
    rule = ExtensionRule(source="default", limit_times=times, limit_percent=percent)
    return replace(RULES, policies=policies(replace(POLICY, extensions=rule)))


def asked(until: date = LATEST, *, story: Story | None = None, at: date = TUESDAY, by: str = CADRE) -> Story:
    """Somebody asked that the verification end on a later day."""
    return (story or a_detected_household()).did(ask_extension, at=at, by=by, until=until, **ASKED)


def granted(until: date = LATEST, *, story: Story | None = None, at: date = TUESDAY) -> Story:
    """And the county granted it the same day."""
    return asked(until, story=story, at=at).did(grant_extension, at=at, by=COUNTY_OFFICIAL, deadline="verify")


def test_an_extension_is_asked_for_and_granted_by_somebody_else() -> None:
    """Until then the day stays; whoever asked does not grant it."""
    given(a_detected_household()).when(ask_extension, by=CADRE, until=LATEST, **ASKED).then(
        ExtensionRequested(episode=1, deadline="verify", occurrence="2", until=LATEST, private=REASON)
    )
    story = asked()
    assert story.deadline("verify").due_on == LAST
    given(story).when(grant_extension, by=CADRE, deadline="verify").then_refuses(SamePersonError, by=CADRE)
    given(story).when(grant_extension, by=COUNTY_OFFICIAL, deadline="verify").then(
        ExtensionGranted(episode=1, deadline="verify", occurrence="2", until=LATEST)
    )
    assert (granted().deadline("verify").due_on, granted().deadline("verify").extended) == (LATEST, 1)


def test_it_is_refused_with_words_and_nothing_moves() -> None:
    """After that it may be asked for again; nobody refuses what they asked for themselves."""
    given(asked()).when(refuse_extension, by=CADRE, deadline="verify", note="无须").then_refuses(SamePersonError)
    given(asked()).when(refuse_extension, by=COUNTY_OFFICIAL, deadline="verify", note="路已通").then(
        ExtensionRefused(
            episode=1,
            deadline="verify",
            occurrence="2",
            until=LATEST,
            private={HOUSEHOLD: NotePrivate(text="路已通")},
        )
    )
    story = asked().did(refuse_extension, by=COUNTY_OFFICIAL, deadline="verify", note="路已通")
    verify = story.deadline("verify")
    assert (verify.due_on, verify.extended, verify.asked_extension) == (LAST, 0, None)
    given(story).when(grant_extension, by=COUNTY_OFFICIAL, deadline="verify").then_refuses(NotNowError, "asked for")
    assert asked(story=story).deadline("verify").asked_extension is not None


def test_the_same_asked_for_twice_is_one() -> None:
    """Another day waits for the answer to the first."""
    given(asked()).when(ask_extension, by=CADRE, until=LATEST, **ASKED).then_quiet()
    given(asked()).when(ask_extension, by=CADRE, until=date(2026, 3, 20), **ASKED).then_refuses(
        NotNowError, "answer that first"
    )


@pytest.mark.parametrize(("until", "kind"), [(LAST, InvalidValueError), (LATEST + timedelta(1), ExtensionTooLongError)])
def test_it_is_longer_than_before_and_no_longer_than_its_own_length_again(until: date, kind: type[Exception]) -> None:
    """Fifteen days are extended by one to fifteen days."""
    with pytest.raises(kind):
        asked(until)
    assert granted(LAST + timedelta(1)).deadline("verify").due_on == LAST + timedelta(1)
    assert granted(LATEST).deadline("verify").due_on == LATEST


def test_once_and_by_another_policy_twice() -> None:
    """Both extensions together are no longer than the deadline itself."""
    given(granted(date(2026, 3, 20))).when(ask_extension, by=CADRE, until=LATEST, **ASKED).then_refuses(
        ExtensionUsedUpError, "as often as", limit_times=1
    )
    twice = granted(date(2026, 3, 20), story=a_detected_household().under(bounded(2, 100)))
    given(twice).when(ask_extension, until=LATEST + timedelta(1), **ASKED).then_refuses(
        ExtensionTooLongError, latest=LATEST
    )
    assert granted(LATEST, story=twice).deadline("verify").due_on == LATEST
    never = a_detected_household().under(bounded(0, 0))
    given(never).when(ask_extension, until=LATEST, **ASKED).then_refuses(ExtensionUsedUpError, "no extensions")


def test_never_after_the_end() -> None:
    """In the last second of 18 March it is asked for and granted; a second later neither, though asked for in time."""
    household, waiting = a_detected_household().household, asked(at=LAST).household
    for late in (False, True):
        now = midnight(LAST) - timedelta(seconds=0 if late else 1)
        by_cadre, by_county = (context(LAST, by=by, now=now) for by in (CADRE, COUNTY_OFFICIAL))
        if late:
            with pytest.raises(NotNowError, match="overdue"):
                ask_extension(household, by_cadre, until=LATEST, **ASKED)
            with pytest.raises(NotNowError, match="overdue"):
                grant_extension(waiting, by_county, deadline="verify")
            assert refuse_extension(waiting, by_county, deadline="verify", note="已过期")
        else:
            assert ask_extension(household, by_cadre, until=LATEST, **ASKED)
            assert grant_extension(waiting, by_county, deadline="verify")


def test_nobody_grants_what_is_their_own_duty() -> None:
    """Also when somebody else asked for it."""
    story = a_household_with_cadre().did(
        ask_extension, by=COUNTY_OFFICIAL, deadline="first-offer", until=date(2026, 3, 20), reason="住院"
    )
    given(story).when(grant_extension, by=CADRE, deadline="first-offer").then_refuses(OwnDeadlineError, by=CADRE)


def test_the_decision_has_a_limit_of_its_own() -> None:
    """Two working days, of the county; met by either answer, and over once the duty itself is done."""
    story = asked()
    decision = story.deadline("extension-decision")
    assert (decision.due_on, decision.duty, decision.unmet) == (date(2026, 3, 5), "county", True)
    refused = story.did(refuse_extension, by=COUNTY_OFFICIAL, deadline="verify", note="路已通")
    assert granted().deadline("extension-decision").met_at is not None
    assert refused.deadline("extension-decision").met_at is not None
    report = a_detected_household().did(ask_extension, deadline="report", until=date(2026, 3, 5), reason="停电")
    over = report.did(report_household).deadline("extension-decision")
    assert (over.unmet, over.met_at, over.ended_by) == (False, None, "household-reported")


def test_of_several_running_ones_it_is_said_which() -> None:
    """A day is said of one."""
    two = a_household_with_offer().did(offer_job, by=CADRE, member=1, post="保安", channel=Channel.SOCIAL)
    words: dict[str, Any] = {"deadline": "offer-answer", "until": date(2026, 3, 12), "reason": "住院"}
    given(two).when(ask_extension, **words).then_refuses(NotNowError, "say which: 6, 7")
    given(two).when(ask_extension, occurrence="7", **words).then(
        ExtensionRequested(
            episode=1,
            deadline="offer-answer",
            occurrence="7",
            until=date(2026, 3, 12),
            private={HOUSEHOLD: NotePrivate(text="住院")},
        )
    )


def test_what_does_not_run_is_not_extended() -> None:
    """Another name, a met one, one that stands still."""
    given(a_detected_household()).when(ask_extension, deadline="dinner", until=LATEST, reason="x").then_refuses(
        UnknownDeadlineError, "there are report"
    )
    reported = a_detected_household().did(report_household)
    given(reported).when(ask_extension, deadline="report", until=LATEST, reason="x").then_refuses(NotNowError)
    paused = a_detected_household().did(pause_deadline, deadline="verify", reason="住院")
    given(paused).when(ask_extension, until=LATEST, **ASKED).then_refuses(NotNowError, "resume it")


def test_steps_raised_stay_and_new_ones_follow_the_new_day() -> None:
    """The reminder of 16 March stays; on 19 March nothing is raised, before the new day there is another reminder."""
    story = a_detected_household().did(report_household)
    before = [f for f in escalate(story.household, context(date(2026, 3, 16))) if isinstance(f, Reminded)]
    story = granted(story=story.happened(*before, at=date(2026, 3, 16)), at=date(2026, 3, 17))
    quiet = [f.deadline for f in escalate(story.household, context(date(2026, 3, 19))) if hasattr(f, "deadline")]
    assert [each.deadline for each in before] == ["verify"]
    assert "verify" not in quiet
    again = [f for f in escalate(story.household, context(date(2026, 3, 31))) if isinstance(f, Reminded)]
    assert [(each.deadline, each.due_on) for each in again] == [("verify", LATEST)]
    duty = next_duty(story.household, RULES, ten_o_clock(date(2026, 3, 19)))
    assert duty is not None
    assert duty.instance.due_on == LATEST


def test_every_day_of_an_extension_is_listed() -> None:
    """Fifteen days of the rule, then those that were granted."""
    days = days_of(granted(date(2026, 3, 20)).deadline("verify"), seed(), now=ten_o_clock(TUESDAY))
    assert [(day.date.day, day.counts, day.why) for day in days[14:]] == [
        (18, True, DayCounted.CALENDAR_DAY),
        (19, True, DayCounted.EXTENDED),
        (20, True, DayCounted.EXTENDED),
    ]


@pytest.mark.parametrize(
    ("first", "then", "due_on"),
    [
        (None, None, date(2026, 3, 25)),
        (date(2026, 3, 9), date(2026, 3, 9), date(2026, 3, 25)),
        (date(2026, 3, 9), date(2026, 3, 10), date(2026, 3, 26)),
        (date(2026, 3, 20), date(2026, 3, 23), date(2026, 3, 28)),
    ],
)
def test_a_pause_after_the_grant_moves_the_new_day_on(first: date | None, then: date | None, due_on: date) -> None:
    """By the nights that it lasted, in the days of the rule as in those that were granted."""
    story = granted(date(2026, 3, 25))
    if first and then:
        story = story.did(pause_deadline, at=first, deadline="verify", reason="住院")
        story = story.did(resume_deadline, at=then, deadline="verify")
    instance = story.deadline("verify")
    days = days_of(instance, seed(), now=ten_o_clock(due_on))
    assert (instance.due_on, days[-1].date, days[-1].why) == (due_on, due_on, DayCounted.EXTENDED)
    assert sum(day.why is DayCounted.PAUSED for day in days) == (due_on - date(2026, 3, 25)).days


def test_a_pause_before_the_grant_is_in_the_day_asked_for() -> None:
    """Two nights of pause make it 20 March, its own length again 4 April; the day that was granted stays."""
    story = a_detected_household().did(pause_deadline, at=date(2026, 3, 4), deadline="verify", reason="住院")
    story = story.did(resume_deadline, at=date(2026, 3, 6), deadline="verify")
    given(story).when(ask_extension, until=date(2026, 4, 5), **ASKED).then_refuses(
        ExtensionTooLongError, latest=date(2026, 4, 4)
    )
    assert granted(date(2026, 4, 4), story=story, at=date(2026, 3, 9)).deadline("verify").due_on == date(2026, 4, 4)


def test_a_longer_pause_is_not_shortened_by_an_extension() -> None:
    """Granted until 20 March and paused for ten nights: what is later counts, which is both together."""
    story = granted(date(2026, 3, 20)).did(pause_deadline, at=date(2026, 3, 9), deadline="verify", reason="住院")
    story = story.did(resume_deadline, at=date(2026, 3, 19), deadline="verify")
    assert story.deadline("verify").due_on == date(2026, 3, 30)


def test_outside_episodes_a_difficulty_is_extended_too() -> None:
    """Nobody of the household was ever detected."""
    story = a_registered_household().did(
        raise_difficulty, kind=DifficultyKind.WAGE_ARREARS, owner=CADRE, due_on=date(2026, 3, 13)
    )
    story = story.did(ask_extension, deadline="difficulty", until=date(2026, 3, 20), reason="仲裁未开庭")
    story = story.did(grant_extension, by=COUNTY_OFFICIAL, deadline="difficulty")
    instance = story.deadline("difficulty")
    assert (instance.episode, instance.due_on) == (OUTSIDE, date(2026, 3, 20))
    assert story.did(resolve_difficulty, kind=DifficultyKind.WAGE_ARREARS).deadline("difficulty").met_at is not None

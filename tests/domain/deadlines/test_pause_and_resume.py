"""Letting a deadline stand still and run again: who may, for how long, and that no day is lost or won."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import accumulate
from typing import Any

import pytest
from hypothesis import given as any_of
from hypothesis import settings
from hypothesis import strategies as st
from msgspec.structs import replace

from casework.domain.calendar.due_dates import Limit
from casework.domain.calendar.work_calendar import seed, start_of
from casework.domain.codes.service.assistance import DifficultyKind
from casework.domain.codes.sources import VerificationSource
from casework.domain.codes.stages import EpisodeKind
from casework.domain.codes.verification import NotEligible
from casework.domain.codes.work import Channel
from casework.domain.deadlines.instances import days_of, find
from casework.domain.deadlines.names import UnknownDeadlineError
from casework.domain.deadlines.pause_and_resume import (
    OwnDeadlineError,
    PauseUsedUpError,
    pause_deadline,
    resume_deadline,
)
from casework.domain.decisions.findings.reports import report_household
from casework.domain.decisions.offers import accept_offer, offer_job
from casework.domain.decisions.service.difficulties import raise_difficulty
from casework.domain.decisions.verification import verify
from casework.domain.errors import NoOpenEpisodeError, NotNowError
from casework.domain.fact import HOUSEHOLD
from casework.domain.facts.assistance import NotePrivate
from casework.domain.facts.corrections import EntryCorrected
from casework.domain.facts.deadlines import DeadlinePaused, DeadlineResumed
from casework.domain.facts.households import Detected
from casework.domain.facts.responsibility import CadreAssigned
from casework.domain.policy.deciders import Decider, DecisionKind
from casework.domain.policy.rules import Rules
from casework.domain.statuses import DayCounted
from tests.support.households.stories import (
    CADRE,
    CLERK,
    POLICY,
    RULES,
    TOWNSHIP_OFFICIAL,
    TUESDAY,
    Decision,
    Story,
    a_cleared_household,
    a_detected_household,
    a_household_with_cadre,
    a_household_with_offer,
    a_registered_household,
    context,
    found_not_eligible,
    given,
    midnight,
    policies,
    ten_o_clock,
)

REASON = {HOUSEHOLD: NotePrivate(text="住院")}


def lasting(limit_days: int, decider: Decider = Decider.SOMEBODY_ELSE) -> Rules:
    """Rules under which a deadline stands still for so long at the most, paused by whom the policy lets."""
    by_whom = tuple(replace(rule, by=decider) if rule.name is DecisionKind.PAUSE else rule for rule in POLICY.decision)
    changed = replace(POLICY, pauses=replace(POLICY.pauses, limit_days=limit_days), decision=by_whom)
    return replace(RULES, policies=policies(changed))


def two_offers() -> Story:
    """Offers 6 and 7 are open."""
    return a_household_with_offer().did(offer_job, by=CADRE, member=1, post="保安", channel=Channel.SOCIAL)


def test_a_running_deadline_is_paused_with_its_reason() -> None:
    """The reason is sealed."""
    given(a_detected_household()).when(pause_deadline, deadline="verify", reason="住院").then(
        DeadlinePaused(deadline="verify", occurrence="2", private=REASON)
    )


def test_without_an_occurrence_all_running_ones_are_paused() -> None:
    """With one only that one; answered offers have nothing to pause."""
    story = two_offers()
    given(story).when(pause_deadline, deadline="offer-answer", reason="住院").then(
        DeadlinePaused(deadline="offer-answer", occurrence="6", private=REASON),
        DeadlinePaused(deadline="offer-answer", occurrence="7", private=REASON),
    )
    given(story).when(pause_deadline, deadline="offer-answer", occurrence="7", reason="住院").then(
        DeadlinePaused(deadline="offer-answer", occurrence="7", private=REASON)
    )
    answered = story.did(accept_offer, offer=1)
    given(answered).when(pause_deadline, deadline="offer-answer", reason="住院").then(
        DeadlinePaused(deadline="offer-answer", occurrence="7", private=REASON)
    )


def test_pausing_twice_is_quiet() -> None:
    """It stands still."""
    story = a_detected_household().did(pause_deadline, deadline="verify", reason="住院")
    given(story).when(pause_deadline, deadline="verify", reason="住院").then_quiet()


def test_an_overdue_deadline_cannot_be_paused() -> None:
    """On its last day it can, on the day after no more."""
    story = a_detected_household()
    given(story).when(pause_deadline, at=date(2026, 3, 4), deadline="report", reason="住院").then(
        DeadlinePaused(deadline="report", occurrence="2", private=REASON)
    )
    given(story).when(pause_deadline, at=date(2026, 3, 5), deadline="report", reason="住院").then_refuses(
        NotNowError, "overdue"
    )


def test_a_clock_that_ran_out_is_not_stopped_afterwards() -> None:
    """A pause of 4 March, recorded on the last day, holds; recorded once the deadline is overdue it is refused."""
    household = a_detected_household().household
    for now, refused in (
        (midnight(date(2026, 3, 4)) - timedelta(seconds=1), False),
        (midnight(date(2026, 3, 4)), True),
    ):
        said = context(date(2026, 3, 4), now=now)
        if refused:
            with pytest.raises(NotNowError):
                pause_deadline(household, said, deadline="report", reason="住院")
        else:
            assert pause_deadline(household, said, deadline="report", reason="住院") != []


def test_of_several_only_those_not_overdue_are_paused() -> None:
    """The first offer's answer is late on 11 March, the second's is not."""
    story = a_household_with_offer().did(
        offer_job, at=date(2026, 3, 10), by=CADRE, member=1, post="保安", channel=Channel.SOCIAL
    )
    given(story).when(pause_deadline, at=date(2026, 3, 11), deadline="offer-answer", reason="住院").then(
        DeadlinePaused(deadline="offer-answer", occurrence="7", private=REASON)
    )


def test_what_does_not_run_is_neither_paused_nor_resumed() -> None:
    """An unknown name, a met one, one of another occurrence, one not begun, no episode."""
    story = a_detected_household().did(report_household)
    ways: list[tuple[Decision, dict[str, Any]]] = [(pause_deadline, {"reason": "住院"}), (resume_deadline, {})]
    for decide, words in ways:
        given(story).when(decide, deadline="dinner", **words).then_refuses(UnknownDeadlineError, "there are report")
        given(story).when(decide, deadline="report", **words).then_refuses(NotNowError, "report is running")
        given(story).when(decide, deadline="verify", occurrence="9", **words).then_refuses(NotNowError)
        given(a_cleared_household()).when(decide, deadline="retention", **words).then_refuses(NotNowError)
        given(a_registered_household()).when(decide, deadline="verify", **words).then_refuses(NoOpenEpisodeError)
        moved = found_not_eligible(NotEligible.MOVED)
        given(moved).when(decide, deadline="report", **words).then_refuses(NoOpenEpisodeError)


def test_a_retention_check_can_be_paused_once_it_has_opened() -> None:
    """On 3 April the first of the three runs, the others are still to come."""
    given(a_cleared_household()).when(pause_deadline, at=date(2026, 4, 3), deadline="retention", reason="住院").then(
        DeadlinePaused(deadline="retention", occurrence="1m", private=REASON)
    )


def test_a_paused_deadline_is_resumed() -> None:
    """All paused ones, or the one that is named."""
    story = two_offers().did(pause_deadline, deadline="offer-answer", reason="住院")
    given(story).when(resume_deadline, deadline="offer-answer").then(
        DeadlineResumed(deadline="offer-answer", occurrence="6"),
        DeadlineResumed(deadline="offer-answer", occurrence="7"),
    )
    given(story).when(resume_deadline, deadline="offer-answer", occurrence="6").then(
        DeadlineResumed(deadline="offer-answer", occurrence="6")
    )


def test_resuming_what_runs_is_quiet() -> None:
    """Nothing stands still."""
    given(a_detected_household()).when(resume_deadline, deadline="verify").then_quiet()


def test_it_can_be_paused_again() -> None:
    """Two pauses, each skips its own days."""
    story = a_detected_household().did(pause_deadline, deadline="verify", reason="住院")
    story = story.did(resume_deadline, at=date(2026, 3, 5), deadline="verify")
    story = story.did(pause_deadline, at=date(2026, 3, 9), deadline="verify", reason="住院")
    story = story.did(resume_deadline, at=date(2026, 3, 10), deadline="verify")
    instance = story.deadline("verify")
    assert [(pause.since.day, pause.until and pause.until.day) for pause in instance.pauses] == [(3, 5), (9, 10)]
    assert instance.due_on == date(2026, 3, 20)  # 18 March and two days: the 4th and the 9th; the 3rd never counted


def test_a_pause_says_by_whom_and_from_when_to_when() -> None:
    """And until when it may last at the most."""
    story = a_detected_household().did(pause_deadline, by=TOWNSHIP_OFFICIAL, deadline="verify", reason="住院")
    (standing,) = story.deadline("verify").pauses
    assert (standing.by, standing.by_version) == (TOWNSHIP_OFFICIAL, 3)
    assert (standing.since, standing.until) == (ten_o_clock(TUESDAY), None)
    assert standing.lapses_at == start_of(date(2026, 5, 2))  # 29 days of March, April, and the 1st of May are 60
    (ended,) = story.did(resume_deadline, at=date(2026, 3, 5), deadline="verify").deadline("verify").pauses
    assert ended == replace(standing, until=ten_o_clock(date(2026, 3, 5)))


def test_nobody_pauses_a_deadline_of_his_own() -> None:
    """Not the cadre whose duty it is, nor what an office owes to his household; somebody else may do both."""
    story = a_household_with_cadre()
    for deadline in ("first-offer", "clear"):
        given(story).when(pause_deadline, by=CADRE, deadline=deadline, reason="住院").then_refuses(
            OwnDeadlineError, "Somebody else", by=CADRE
        )
        paused = story.did(pause_deadline, by=TOWNSHIP_OFFICIAL, deadline=deadline, reason="住院")
        assert paused.deadline(deadline).paused
        assert not paused.did(resume_deadline, by=CADRE, deadline=deadline).deadline(deadline).paused


def test_of_two_spells_the_one_whose_first_was_a_mistake_has_its_own_cadre() -> None:
    """The first detection was withdrawn; the second spell keeps its number, and its cadre does not pause his own."""
    again = Detected(episode=2, kind=EpisodeKind.NOT_RETAINED, rule="detection@1", as_of=date(2026, 6, 1))
    story = a_cleared_household().happened(again, at=date(2026, 6, 1))
    story = story.happened(EntryCorrected(version=2, withdrawn=True)).happened(CadreAssigned(cadre=CADRE))
    asked: dict[str, Any] = {"deadline": "verify", "reason": "住院"}
    given(story).when(pause_deadline, by=CADRE, **asked).then_refuses(OwnDeadlineError)
    given(story).when(pause_deadline, by=CLERK, **asked).then(
        DeadlinePaused(deadline="verify", occurrence="10", private=REASON)
    )


def test_the_owner_of_a_difficulty_does_not_pause_it() -> None:
    """The cadre may: it is not his."""
    story = a_household_with_cadre().did(
        raise_difficulty, kind=DifficultyKind.WAGE_ARREARS, owner=CLERK, due_on=date(2026, 3, 20)
    )
    asked: dict[str, Any] = {"deadline": "difficulty", "reason": "住院"}
    given(story).when(pause_deadline, by=CLERK, **asked).then_refuses(OwnDeadlineError)
    given(story).when(pause_deadline, by=CADRE, **asked).then(
        DeadlinePaused(deadline="difficulty", occurrence="6", private=REASON)
    )


def test_a_policy_may_let_anybody_pause() -> None:
    """Then the cadre pauses his own."""
    story = a_household_with_cadre().under(lasting(60, Decider.ANYBODY))
    given(story).when(pause_deadline, by=CADRE, deadline="first-offer", reason="住院").then(
        DeadlinePaused(deadline="first-offer", occurrence="5", private=REASON)
    )


def test_a_pause_lasts_no_longer_than_the_policy_lets_it() -> None:
    """Of 60 days the last one is 1 May: then it stands still, on 2 May it runs, and every day from then on counts."""
    story = a_detected_household().did(pause_deadline, deadline="verify", reason="住院")
    before = find(story.household, RULES, "verify", until=ten_o_clock(date(2026, 5, 1)))
    after = find(story.household, RULES, "verify", until=start_of(date(2026, 5, 2)))
    assert before is not None
    assert after is not None
    assert (before.paused, before.lapsed, before.due_on) == (True, False, None)
    assert (after.paused, after.lapsed, after.due_on) == (False, True, date(2026, 5, 18))
    assert [day.why for day in days_of(after, seed(), now=ten_o_clock(date(2026, 5, 2)))].count(DayCounted.PAUSED) == 59


def test_the_last_day_of_a_pause_and_the_one_after_it() -> None:
    """Resumed after 59 days it can be paused for one day more; after 60 it cannot be paused again."""
    story = a_detected_household().did(pause_deadline, deadline="verify", reason="住院")
    one_left = story.did(resume_deadline, at=date(2026, 5, 1), deadline="verify")
    again = one_left.did(pause_deadline, at=date(2026, 5, 4), deadline="verify", reason="住院")
    assert again.deadline("verify").pauses[-1].lapses_at == start_of(date(2026, 5, 5))
    none_left = story.did(resume_deadline, at=date(2026, 5, 2), deadline="verify")
    given(none_left).when(pause_deadline, at=date(2026, 5, 4), deadline="verify", reason="住院").then_refuses(
        PauseUsedUpError, "60 days", limit_days=60
    )


def test_a_lapsed_pause_can_neither_be_renewed_nor_ended_later() -> None:
    """Its days are used up; that somebody records the end on 20 May changes nothing."""
    story = a_detected_household().did(pause_deadline, deadline="verify", reason="住院")
    given(story).when(pause_deadline, at=date(2026, 5, 2), deadline="verify", reason="住院").then_refuses(
        PauseUsedUpError
    )
    ended = story.did(resume_deadline, at=date(2026, 5, 20), deadline="verify")
    assert ended.deadline("verify").due_on == date(2026, 5, 18)


def test_what_was_done_while_it_stood_still_needs_no_end() -> None:
    """Verified in April, while it was paused: nothing is left to run again."""
    story = a_detected_household().did(pause_deadline, deadline="verify", reason="住院")
    done = story.did(verify, at=date(2026, 4, 1), by=TOWNSHIP_OFFICIAL, source=VerificationSource.VISIT)
    met = find(done.household, RULES, "verify", until=ten_o_clock(date(2026, 6, 1)))
    assert met is not None
    assert (met.lapsed, met.unmet, met.met_at) == (False, False, ten_o_clock(date(2026, 4, 1)))


@settings(max_examples=400)
@any_of(st.lists(st.integers(0, 9), max_size=12), st.integers(0, 25), st.integers(0, 40))
def test_pauses_are_days_and_never_a_counter(gaps: list[int], limit_days: int, own_days: int) -> None:
    """The due day is the one at which somebody who ticks off day after day on paper arrives."""
    days = [TUESDAY + timedelta(days=passed) for passed in accumulate(gaps)]
    limit = replace(POLICY.rule("verify").limit, value=own_days)  # type: ignore[union-attr]
    rules = with_limit(lasting(limit_days), limit)
    story = a_detected_household().under(rules)
    for place, day in enumerate(days):
        kind = DeadlineResumed if place % 2 else DeadlinePaused
        story = story.happened(kind(deadline="verify", occurrence="2"), at=day, by=TOWNSHIP_OFFICIAL)
    instance = find(story.household, rules, "verify", until=ten_o_clock(date(2027, 6, 1)))
    assert instance is not None
    assert instance.due_on == ticked_off(days, limit_days, own_days)


def with_limit(rules: Rules, limit: Limit) -> Rules:
    """The rules with another limit for the verification."""
    (policy,) = rules.policies.dated
    changed = tuple(replace(rule, limit=limit) if rule.name == "verify" else rule for rule in policy.deadline)
    return replace(rules, policies=policies(replace(policy, deadline=changed)))


def ticked_off(days: list[date], limit_days: int, own_days: int) -> date:
    """The last of `own_days` days, or the working day after it, when paused days are left out up to the limit."""
    day, counted, skipped = TUESDAY, 0, 0
    while True:
        paused = sum(1 for event in days if event <= day) % 2 == 1 and skipped < limit_days
        skipped += paused
        counted += day > TUESDAY and not paused
        if day > TUESDAY and counted >= own_days and not paused and seed().is_working(day):
            return day
        day += timedelta(days=1)

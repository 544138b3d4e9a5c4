"""A supervisor's word for what is entered very late, and how it is told from what was done late."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from casework.domain.calendar.work_calendar import end_of, seed
from casework.domain.calendar.year_notices import BeforeCalendarError
from casework.domain.deadlines.outcomes import DutyOutcome, is_late_entry, outcome_of
from casework.domain.entries.late_permission import OwnLateEntryError, allow_late_entry, may_enter_late
from casework.domain.errors import InvalidValueError
from casework.domain.fact import HOUSEHOLD
from casework.domain.facts.assistance import NotePrivate
from casework.domain.facts.corrections import EntryCorrected
from casework.domain.facts.deadlines import DeadlinePaused, LateEntryAllowed
from casework.domain.facts.households import HouseholdReported
from casework.domain.policy.deciders import Decider, DecisionKind
from casework.domain.policy.policy import Policy
from tests.support.households.deadline_stories import MOVED, detected
from tests.support.households.stories import (
    CADRE,
    POLICY,
    RULES,
    SUPERVISOR,
    Story,
    a_household_with_cadre,
    given,
    policies,
    ten_o_clock,
)

FIRST, LAST = date(2025, 11, 3), date(2025, 11, 7)
WORD = LateEntryAllowed(first_on=FIRST, last_on=LAST, private={HOUSEHOLD: NotePrivate(text="无网络")})
WEDNESDAY, THURSDAY = date(2026, 3, 4), date(2026, 3, 5)


def anybody() -> Policy:
    """A policy under which a supervisor may allow his own late entry."""
    rules = tuple(
        replace(rule, by=Decider.ANYBODY) if rule.name is DecisionKind.LATE_ENTRY else rule for rule in POLICY.decision
    )
    return replace(POLICY, decision=rules)


def an_allowed_household(account: str | None = None) -> Story:
    """A supervisor allowed to enter what happened from 3 to 7 November."""
    return a_household_with_cadre().did(
        allow_late_entry, by=SUPERVISOR, first_on=FIRST, last_on=LAST, account=account, reason="无网络"
    )


def test_a_supervisors_word_is_recorded_with_its_days_and_its_reason() -> None:
    """Given again by the same person it is quiet; by another it is another word."""
    story = a_household_with_cadre()
    given(story).when(allow_late_entry, by=SUPERVISOR, first_on=FIRST, last_on=LAST, reason="无网络").then(WORD)
    given(an_allowed_household()).when(
        allow_late_entry, by=SUPERVISOR, first_on=FIRST, last_on=LAST, reason="无网络"
    ).then_quiet()
    given(an_allowed_household()).when(
        allow_late_entry, by="another", first_on=FIRST, last_on=LAST, reason="无网络"
    ).then(WORD)


def test_days_that_cannot_be_are_refused() -> None:
    """In the wrong order, still to come, before the calendar."""
    story, day = a_household_with_cadre(), date(2026, 3, 3)
    for first, last, kind in (
        (LAST, FIRST, InvalidValueError),
        (day, day + timedelta(days=1), InvalidValueError),
        (date(2003, 12, 31), LAST, BeforeCalendarError),
    ):
        given(story).when(allow_late_entry, by=SUPERVISOR, first_on=first, last_on=last, reason="无网络").then_refuses(
            kind
        )
    given(story).when(allow_late_entry, by=SUPERVISOR, first_on=day, last_on=day, reason="无网络").then(
        replace(WORD, first_on=day, last_on=day)
    )


def test_nobody_allows_his_own_late_entry() -> None:
    """Unless the policy lets anybody."""
    own: dict[str, Any] = {"first_on": FIRST, "last_on": LAST, "account": CADRE, "reason": "无网络"}
    story = a_household_with_cadre()
    given(story).when(allow_late_entry, by=CADRE, **own).then_refuses(OwnLateEntryError, by=CADRE)
    free = story.under(replace(RULES, policies=policies(anybody())))
    given(free).when(allow_late_entry, by=CADRE, **own).then(replace(WORD, account=CADRE))


@pytest.mark.parametrize(
    ("on", "allowed"),
    [(date(2025, 11, 2), False), (FIRST, True), (LAST, True), (date(2025, 11, 8), False)],
)
def test_the_word_holds_for_its_days_alone(on: date, allowed: bool) -> None:
    """Both ends are included."""
    household = an_allowed_household().household
    assert may_enter_late(household, POLICY, by=CADRE, on=on) is allowed


def test_the_word_holds_for_others_than_who_gave_it() -> None:
    """For everybody else, or for the one who is named; under a policy that lets anybody also for himself."""
    everybody, named = an_allowed_household().household, an_allowed_household(CADRE).household
    assert may_enter_late(everybody, POLICY, by=CADRE, on=FIRST)
    assert not may_enter_late(everybody, POLICY, by=SUPERVISOR, on=FIRST)
    assert may_enter_late(everybody, anybody(), by=SUPERVISOR, on=FIRST)
    assert may_enter_late(named, POLICY, by=CADRE, on=FIRST)
    assert not may_enter_late(named, anybody(), by="another", on=FIRST)


def test_another_name_is_no_other_person() -> None:
    """Whoever gave the word and goes on under an adopted name; and whom it names goes on having it."""
    everybody, named = an_allowed_household().household, an_allowed_household(CADRE).household
    names = {SUPERVISOR: "48411796", "chen.yi": "48411796", CADRE: "50000001", "li.er": "50000001"}
    assert not may_enter_late(everybody, POLICY, by="chen.yi", on=FIRST, names=names)
    assert may_enter_late(everybody, POLICY, by="li.er", on=FIRST, names=names)
    assert may_enter_late(named, POLICY, by="li.er", on=FIRST, names=names)


def test_a_word_that_was_taken_back_no_longer_holds() -> None:
    """It is withdrawn like any entry."""
    story = an_allowed_household()
    taken_back = story.happened(EntryCorrected(version=story.version, withdrawn=True))
    assert not may_enter_late(taken_back.household, POLICY, by=CADRE, on=FIRST)


def reported(at: datetime, recorded_at: datetime) -> Story:
    """A report due by the end of Wednesday, made at one moment and recorded at another."""
    story = detected().happened(HouseholdReported(offices=()), at=WEDNESDAY)
    entry = replace(story.entries[-1], occurred_at=at, timestamp=recorded_at)
    return replace(story, entries=(*story.entries[:-1], entry))


DUE = end_of(WEDNESDAY)
JUST_BEFORE = DUE - timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("at", "recorded_at", "outcome"),
    [
        (JUST_BEFORE, JUST_BEFORE, DutyOutcome.IN_TIME),
        (JUST_BEFORE, DUE, DutyOutcome.LOGGED_LATE),
        (DUE, DUE, DutyOutcome.DONE_LATE),
        (DUE, DUE + timedelta(days=3), DutyOutcome.DONE_LATE),
    ],
)
def test_two_times_tell_late_work_from_late_logging(at: datetime, recorded_at: datetime, outcome: DutyOutcome) -> None:
    """Both are judged at the moment from which the duty is overdue."""
    story = reported(at, recorded_at)
    assert outcome_of(story.deadline("report"), ten_o_clock(date(2026, 3, 20))) is outcome


def test_nothing_was_done_from_the_moment_it_is_overdue() -> None:
    """Just before it is still to be done, and once it ended nothing is said of it any more."""
    report = detected().deadline("report")
    assert outcome_of(report, JUST_BEFORE) is None
    assert outcome_of(report, DUE) is DutyOutcome.NOTHING_DONE
    ended = detected().happened(MOVED, at=THURSDAY).deadline("verify")
    assert outcome_of(ended, ten_o_clock(date(2026, 6, 1))) is None


def test_what_stands_still_has_no_outcome_until_it_is_done() -> None:
    """Done while it stands still, it was done in time."""
    paused = detected().happened(DeadlinePaused(deadline="report", occurrence="2"), at=WEDNESDAY)
    assert outcome_of(paused.deadline("report"), ten_o_clock(date(2026, 4, 1))) is None
    done = paused.happened(HouseholdReported(offices=()), at=THURSDAY, recorded_at=date(2026, 3, 9))
    assert outcome_of(done.deadline("report"), ten_o_clock(date(2026, 4, 1))) is DutyOutcome.IN_TIME


@pytest.mark.parametrize(("on", "last"), [(date(2026, 3, 5), date(2026, 3, 6)), (date(2026, 3, 6), date(2026, 3, 9))])
def test_an_entry_is_late_after_the_policys_working_days(on: date, last: date) -> None:
    """What happened on Friday may be entered until Monday's end; at 24:00 it is late."""
    assert not is_late_entry(ten_o_clock(on), end_of(last) - timedelta(microseconds=1), seed(), POLICY.entries)
    assert is_late_entry(ten_o_clock(on), end_of(last), seed(), POLICY.entries)


def test_what_happened_before_the_calendar_is_late() -> None:
    """There is no working day to count."""
    day = ten_o_clock(date(2003, 12, 31))
    assert is_late_entry(day, day, seed(), POLICY.entries)

"""A corrected entry says nothing that the entry itself would have been refused for."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from casework.domain.calendar.year_notices import BeforeCalendarError
from casework.domain.codes.service.assistance import DifficultyKind, Measure
from casework.domain.codes.verification import Finding
from casework.domain.codes.work import WorkKind
from casework.domain.decisions.service.difficulties import raise_difficulty
from casework.domain.decisions.service.measures import agree_plan
from casework.domain.entries.correction.corrections import correct_entry
from casework.domain.errors import CaseworkError, InvalidValueError, MemberUnknownError
from tests.support.households.stories import (
    Story,
    a_confirmed_household,
    a_household_with_cadre,
    a_placed_household,
    given,
)

DUE = date(2026, 3, 20)


def refused(story: Story, version: int, changes: dict[str, Any], error: type[CaseworkError]) -> None:
    """The correction is refused."""
    when = given(story).when(correct_entry, entries=story.entries, version=version, changes=changes, reason="录入错误")
    when.then_refuses(error)


def accepted(story: Story, version: int, changes: dict[str, Any]) -> None:
    """The correction is laid over the entry."""
    after = story.did(correct_entry, entries=story.entries, version=version, changes=changes, reason="录入错误")
    assert len(after.entries) == len(story.entries) + 1


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"contract_months": 0}, InvalidValueError),
        ({"contract_months": 99_999_999}, InvalidValueError),
        ({"monthly_pay": "-1"}, InvalidValueError),
        ({"monthly_pay": "NaN"}, InvalidValueError),
        ({"since": "9999-12-31"}, InvalidValueError),
        ({"member": 77}, MemberUnknownError),
    ],
)
def test_a_placement_is_not_corrected_to_what_cannot_be(changes: dict[str, Any], error: type[CaseworkError]) -> None:
    """No pay below nothing, no contract without months or without end, no job that begins tomorrow or of nobody."""
    story = a_placed_household()
    refused(story, story.entries[-1].version, changes, error)
    accepted(story, story.entries[-1].version, {"contract_months": 1, "monthly_pay": "0"})


def test_a_welfare_post_from_before_the_calendar_is_refused() -> None:
    """Its term cannot be counted, so the household could never be judged again."""
    story = a_placed_household(kind=WorkKind.PUBLIC_WELFARE)
    refused(story, story.entries[-1].version, {"since": "2003-12-31"}, BeforeCalendarError)
    accepted(story, story.entries[-1].version, {"since": "2004-01-01"})


def test_dates_and_owners_stay_possible() -> None:
    """A measure or a difficulty has an owner, and a date not before the day it was said."""
    story = a_household_with_cadre().did(agree_plan, member=1, measure=Measure.TRAINING, owner="li.na", due_on=DUE)
    plan = story.entries[-1].version
    story = story.did(raise_difficulty, kind=DifficultyKind.CARE, owner="li.na", due_on=DUE)
    for version in (plan, story.entries[-1].version):
        refused(story, version, {"owner": " "}, InvalidValueError)
        refused(story, version, {"due_on": "2026-03-01"}, InvalidValueError)
        accepted(story, version, {"due_on": "2026-03-21"})


def test_unwillingness_still_needs_its_signature() -> None:
    """A correction is no way around the written record; a finding not eligible keeps its reason."""
    story = a_confirmed_household()
    verified = next(entry.version for entry in story.entries if type(entry.fact).__name__ == "Verified")
    unwilling = {"findings": [{"member": 1, "finding": str(Finding.UNWILLING)}]}
    refused(story, verified, unwilling, InvalidValueError)
    refused(story, verified, {**unwilling, "signed_on": "9999-12-31"}, InvalidValueError)
    refused(story, verified, {"confirmed": False}, InvalidValueError)
    accepted(story, verified, {**unwilling, "signed_on": "2026-03-02"})
    accepted(story, verified, {"confirmed": False, "reason": "moved"})


def test_no_name_gets_into_a_correction() -> None:
    """Corrections are kept and shown in clear: a field that is none of a member's clear values is refused."""
    story = a_placed_household()
    named = {"members": [{"number": 1, "name": "王强"}]}
    refused(story, 1, named, InvalidValueError)
    accepted(story, 1, {"members": [{"number": 1, "sex": "male"}]})
    refused(story, 1, {"values": {"head_name": "王强"}}, InvalidValueError)


def test_members_are_named_once_and_live_there() -> None:
    """Neither a stranger nor the same member twice: each has one plan to wait for."""
    story = a_household_with_cadre()
    refused(story, story.version, {"willing": [1, 1]}, InvalidValueError)
    refused(story, story.version, {"willing": [9]}, MemberUnknownError)
    accepted(story, story.version, {"willing": [1, 3]})
    refused(story, 1, {"members": [{"number": 1}, {"number": 1}]}, InvalidValueError)
    refused(story, 1, {"members": [{"number": 0}]}, MemberUnknownError)
    refused(story, 1, {"members": [{"number": 1, "monthly_pay": "NaN"}]}, InvalidValueError)

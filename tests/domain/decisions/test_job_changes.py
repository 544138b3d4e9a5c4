"""What changes in a job that goes on: pay, terms, place, employer (fields 12, 13, 28; GY-2a, GY-13a)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from casework.domain.codes.jobs import EmployerKind
from casework.domain.codes.people import Employment
from casework.domain.codes.work import JobEnd, WorkKind
from casework.domain.decisions.placements import change_job, confirm_placement, end_job, place
from casework.domain.details.job import JobDetails
from casework.domain.errors import InvalidValueError, NotNowError
from casework.domain.facts.work import EmploymentChanged, JobPrivate, Placed
from casework.domain.statuses import PlacementStatus
from tests.support.households.stories import (
    TOWNSHIP_OFFICIAL,
    TUESDAY,
    a_cleared_household,
    a_confirmed_household,
    a_household_with_cadre,
    a_placed_household,
    given,
)

RAISE: dict[str, Any] = {"placement": 1, "on": TUESDAY, "monthly_pay": Decimal(3200)}
CHANGED = EmploymentChanged(placement=1, member=1, on=TUESDAY, monthly_pay=Decimal(3200))


def test_another_pay_changes_the_job_and_makes_no_second_one() -> None:
    """The placement goes on with the new pay; the member stays in work."""
    story = a_placed_household()
    given(story).when(change_job, **RAISE).then(CHANGED)
    after = story.did(change_job, **RAISE).household
    assert [(p.number, p.monthly_pay) for p in after.placements] == [(1, Decimal(3200))]
    assert after.members[0].now.employment is Employment.EMPLOYED


def test_other_pay_of_a_confirmed_job_is_confirmed_again_while_the_household_is_open() -> None:
    """A clearance may rest on it, and the first person alone does not make it."""
    story = a_confirmed_household().did(change_job, **RAISE)
    assert story.household.placements[0].status is PlacementStatus.PLACED
    again = story.did(confirm_placement, by=TOWNSHIP_OFFICIAL, placement=1)
    assert again.household.placements[0].status is PlacementStatus.CONFIRMED


def test_another_place_or_pay_after_clearing_asks_for_nobody() -> None:
    """What nothing rests on changes alone; after the clearance the pay does, too."""
    details = JobDetails(place="440300", employer_kind=EmployerKind.ENTERPRISE)
    moved = a_confirmed_household().did(change_job, placement=1, on=TUESDAY, details=details)
    assert moved.household.placements[0].status is PlacementStatus.CONFIRMED
    raised = a_cleared_household().did(change_job, **RAISE)
    assert raised.household.placements[0].status is PlacementStatus.CONFIRMED


def test_names_are_sealed_under_the_member() -> None:
    """Employer, post and address are no clear values."""
    block = JobPrivate(employer="示例电子厂", post="质检", address="深圳市某路1号")
    words: dict[str, Any] = {"employer": block.employer, "post": block.post, "address": block.address}
    given(a_placed_household()).when(change_job, placement=1, on=TUESDAY, **words).then(
        EmploymentChanged(placement=1, member=1, on=TUESDAY, private={"1": block})
    )
    terms: dict[str, Any] = {"member": 1, "kind": WorkKind.CONTRACT, "since": TUESDAY}
    given(a_household_with_cadre()).when(place, **terms, **words).then(
        Placed(placement=1, **terms, private={"1": block})
    )


def test_nothing_said_is_quiet() -> None:
    """A change without anything changed records nothing."""
    given(a_placed_household()).when(change_job, placement=1, on=TUESDAY).then_quiet()


def test_the_day_lies_within_the_job() -> None:
    """From its first day to today: the limits in pairs."""
    story = a_placed_household(on=TUESDAY)
    since = story.household.placements[0].since
    given(story).when(change_job, **RAISE | {"on": since}).then(
        EmploymentChanged(placement=1, member=1, on=since, monthly_pay=Decimal(3200))
    )
    given(story).when(change_job, **RAISE | {"on": since - timedelta(days=1)}).then_refuses(InvalidValueError)
    given(story).when(change_job, **RAISE | {"on": TUESDAY + timedelta(days=1)}).then_refuses(InvalidValueError)


def test_a_job_that_ended_changes_no_more() -> None:
    """It is over, or it never was."""
    story = a_placed_household().did(end_job, placement=1, on=TUESDAY, reason=JobEnd.QUIT)
    given(story).when(change_job, **RAISE).then_refuses(NotNowError)


def test_what_was_said_of_an_earlier_day_changes_nothing_newer() -> None:
    """Order of time, not of entry."""
    story = a_placed_household(since=date(2026, 2, 1))
    later: dict[str, Any] = {"placement": 1, "on": date(2026, 3, 1), "monthly_pay": Decimal(3500)}
    earlier: dict[str, Any] = {"placement": 1, "on": date(2026, 2, 20), "monthly_pay": Decimal(3000)}
    assert story.did(change_job, **later).did(change_job, **earlier).household.placements[0].monthly_pay == Decimal(
        3500
    )
    assert story.did(change_job, **earlier).did(change_job, **later).household.placements[0].monthly_pay == Decimal(
        3500
    )


@pytest.mark.parametrize("place_code", ["4403", "440300", "440300001", "440300001001", "44"])
def test_a_place_is_a_divisions_code(place_code: str) -> None:
    """Of any level; anything else is refused."""
    details = JobDetails(place=place_code)
    given(a_placed_household()).when(change_job, placement=1, on=TUESDAY, details=details).then(
        EmploymentChanged(placement=1, member=1, on=TUESDAY, details=details)
    )
    wrong = JobDetails(place=f"{place_code}x")
    given(a_placed_household()).when(change_job, placement=1, on=TUESDAY, details=wrong).then_refuses(InvalidValueError)

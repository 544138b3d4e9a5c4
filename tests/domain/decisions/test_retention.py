"""Checking after clearance that work lasts, and confirming that it did."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from casework.domain.calendar.due_dates import months_after
from casework.domain.codes.clearance import Milestone
from casework.domain.codes.people import Sex
from casework.domain.codes.stages import EpisodeKind
from casework.domain.codes.work import JobEnd, WorkKind
from casework.domain.decisions.placements import end_job, place
from casework.domain.decisions.registration import update_members
from casework.domain.decisions.retention import MONTHS, TooSoonError, check_retention, confirm_stability
from casework.domain.errors import NotNowError, SamePersonError
from casework.domain.facts.clearance import RetentionChecked, StabilityConfirmed
from casework.domain.facts.households import Detected, Evidence
from casework.domain.facts.work import EmploymentEnded
from casework.domain.statuses import Employability
from tests.support.households.stories import (
    CADRE,
    CHILD,
    FATHER,
    GRANDMOTHER,
    SUPERVISOR,
    TUESDAY,
    Story,
    a_cleared_household,
    a_proposed_household,
    a_registered_household,
    a_stable_household,
    a_statement,
    given,
    ten_o_clock,
    working,
)

IN_APRIL = date(2026, 4, 8)


def checked(three: date | None, six: date | None, *, employed: bool = True) -> Story:
    """Cleared on 3 March and checked on these days by the cadre."""
    story = a_cleared_household()
    for milestone, day in ((Milestone.THREE_MONTHS, three), (Milestone.SIX_MONTHS, six)):
        if day is not None:
            story = story.happened(RetentionChecked(milestone=milestone, employed=employed), at=day, by=CADRE)
    return story


@pytest.mark.parametrize("milestone", list(Milestone))
def test_a_check_that_finds_somebody_in_work(milestone: Milestone) -> None:
    """It is recorded and nothing else."""
    given(a_cleared_household()).when(
        check_retention, at=months_after(TUESDAY, MONTHS[milestone]), milestone=milestone, still_employed=True
    ).then(RetentionChecked(milestone=milestone, employed=True))


@pytest.mark.parametrize("still_employed", [True, False])
def test_a_check_before_its_day_is_refused_with_the_day(still_employed: bool) -> None:
    """It would not count, and nobody would know: from the milestone's own day on it does."""
    story = a_cleared_household()
    given(story).when(
        check_retention, at=date(2026, 4, 2), milestone=Milestone.ONE_MONTH, still_employed=still_employed
    ).then_refuses(TooSoonError, "2026-04-03", milestone=Milestone.ONE_MONTH, opens_on=date(2026, 4, 3))
    given(story).when(
        check_retention, at=date(2026, 4, 3), milestone=Milestone.SIX_MONTHS, still_employed=still_employed
    ).then_refuses(TooSoonError, opens_on=date(2026, 9, 3))


def test_a_check_made_before_a_relapse_belongs_to_the_clearance_of_then() -> None:
    """Entered after it, it is neither refused nor does it change the new episode; one of a later day is refused."""
    story = a_cleared_household().did(
        end_job, at=date(2026, 4, 27), placement=1, on=date(2026, 4, 27), reason=JobEnd.QUIT
    )
    check = RetentionChecked(milestone=Milestone.ONE_MONTH, employed=True)
    for still_employed in (True, False):
        given(story).when(
            check_retention, at=date(2026, 4, 20), milestone=Milestone.ONE_MONTH, still_employed=still_employed
        ).then(replace(check, employed=still_employed))
    found = story.happened(check, at=date(2026, 4, 20), recorded_at=date(2026, 4, 29)).deadline("retention", "1m")
    assert (found.episode, found.met_at) == (1, ten_o_clock(date(2026, 4, 20)))
    given(story).when(
        check_retention, at=date(2026, 4, 28), milestone=Milestone.ONE_MONTH, still_employed=True
    ).then_refuses(NotNowError, "not cleared")


def test_a_check_that_finds_nobody_in_work_detects_anew() -> None:
    """The job's end and the new episode are recorded together with the check."""
    given(a_cleared_household()).when(
        check_retention, at=IN_APRIL, milestone=Milestone.ONE_MONTH, still_employed=False
    ).then(
        RetentionChecked(milestone=Milestone.ONE_MONTH, employed=False),
        EmploymentEnded(member=1, placement=1, on=IN_APRIL, reason=JobEnd.OTHER),
        Detected(
            episode=2,
            kind=EpisodeKind.NOT_RETAINED,
            previous=1,
            rule="detection@1",
            as_of=IN_APRIL,
            evidence=(
                Evidence(member=1, age=40, sex=Sex.MALE, employable=True, why=Employability.EMPLOYABLE),
                Evidence(member=2, age=71, sex=Sex.FEMALE, why=Employability.TOO_OLD),
                Evidence(member=3, age=13, sex=Sex.FEMALE, why=Employability.TOO_YOUNG),
            ),
        ),
    )


def test_nobody_in_work_means_nobody() -> None:
    """Two placements and a grandmother's job known from the ledger alone: all have ended."""
    story = a_cleared_household().did(place, member=1, kind=WorkKind.ODD_JOBS, since=date(2026, 3, 1))
    story = story.did(update_members, statement=a_statement(working(FATHER), working(GRANDMOTHER), CHILD))
    found = story.did(check_retention, at=IN_APRIL, milestone=Milestone.ONE_MONTH, still_employed=False)
    assert [entry.fact for entry in found.entries if isinstance(entry.fact, EmploymentEnded)] == [
        EmploymentEnded(member=1, placement=1, on=IN_APRIL, reason=JobEnd.OTHER),
        EmploymentEnded(member=1, placement=2, on=IN_APRIL, reason=JobEnd.OTHER),
        EmploymentEnded(member=2, on=IN_APRIL, reason=JobEnd.OTHER),
    ]
    assert found.household.open_episode().number == 2


def test_after_stable_work_it_is_a_relapse() -> None:
    """The kind says that the work had lasted."""
    story = a_stable_household().did(
        check_retention, at=date(2026, 10, 9), milestone=Milestone.SIX_MONTHS, still_employed=False
    )
    assert story.household.open_episode().kind is EpisodeKind.RELAPSE


def test_only_a_cleared_household_is_checked() -> None:
    """Not one at risk, not one never detected, not one that fell back."""
    fallen = a_cleared_household().did(
        check_retention, at=IN_APRIL, milestone=Milestone.ONE_MONTH, still_employed=False
    )
    for story in (a_registered_household(), a_proposed_household(), fallen):
        given(story).when(check_retention, milestone=Milestone.ONE_MONTH, still_employed=True).then_refuses(
            NotNowError, "not cleared"
        )
        given(story).when(confirm_stability).then_refuses(NotNowError, "not cleared")


def test_stability_is_confirmed_by_somebody_else() -> None:
    """Whoever recorded one of the checks does not confirm."""
    story = checked(date(2026, 6, 3), date(2026, 9, 3))
    given(story).when(confirm_stability, at=date(2026, 9, 3), by=SUPERVISOR).then(StabilityConfirmed())
    given(story).when(confirm_stability, at=date(2026, 9, 3), by=CADRE).then_refuses(SamePersonError, by=CADRE)


def test_confirming_twice_is_quiet() -> None:
    """It is stable."""
    given(a_stable_household()).when(confirm_stability, by=SUPERVISOR).then_quiet()


@pytest.mark.parametrize(
    ("story", "missing"),
    [
        (checked(None, date(2026, 9, 3)), "3m"),
        (checked(date(2026, 6, 3), None), "6m"),
        (checked(date(2026, 6, 2), date(2026, 9, 3)), "3m"),  # a day before its opening
        (checked(date(2026, 6, 3), date(2026, 9, 2)), "6m"),
        (checked(date(2026, 6, 3), date(2026, 9, 3), employed=False), "3m"),
    ],
)
def test_stability_rests_on_both_checks(story: Story, missing: str) -> None:
    """At three and six months, on or after their days, each finding somebody in work."""
    given(story).when(confirm_stability, at=date(2026, 9, 4), by=SUPERVISOR).then_refuses(
        NotNowError, f"No check at {missing}"
    )

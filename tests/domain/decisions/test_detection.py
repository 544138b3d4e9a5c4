"""What follows from the day alone: birthdays, graduations, contracts and terms that run out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given as any_of
from hypothesis import settings
from hypothesis import strategies as st
from msgspec.structs import replace

from casework.domain.codes.people import Employment, Sex
from casework.domain.codes.stages import EpisodeKind
from casework.domain.codes.work import JobEnd, WorkKind
from casework.domain.decisions.detection import detect_by_time, detection_days, term_end
from casework.domain.decisions.placements import place
from casework.domain.facts.corrections import EntryCorrected
from casework.domain.facts.households import Detected, Evidence
from casework.domain.facts.work import EmploymentEnded, Placed
from casework.domain.household.detection import detection
from casework.domain.members import Member
from casework.domain.statuses import Employability
from tests.support.households.stories import (
    FATHER,
    GRANDMOTHER,
    POLICY,
    TUESDAY,
    Story,
    a_bare_household,
    a_cleared_household,
    a_confirmed_household,
    a_detected_household,
    a_placed_household,
    a_registered_household,
    given,
    nobody,
)

SON = Member(number=1, sex=Sex.MALE, birth_date=date(2010, 4, 8))
STUDENT = Member(number=1, sex=Sex.FEMALE, birth_date=date(2005, 5, 5), in_school=True, graduates_in=2027)


def days(story: Story) -> tuple[date, ...]:
    """The days on which the household is to be judged."""
    return detection_days(story.household, POLICY)


@pytest.mark.parametrize(("day", "detects"), [(date(2026, 4, 7), False), (date(2026, 4, 8), True)])
def test_a_sixteenth_birthday_detects_the_household(day: date, detects: bool) -> None:
    """On the day itself, not the day before."""
    outcome = given(a_bare_household(SON)).when(detect_by_time, at=day)
    if not detects:
        outcome.then_quiet()
    else:
        outcome.then(
            Detected(
                episode=1,
                kind=EpisodeKind.FIRST,
                rule="detection@1",
                as_of=day,
                evidence=(Evidence(member=1, age=16, sex=Sex.MALE, employable=True, why=Employability.EMPLOYABLE),),
            )
        )


@pytest.mark.parametrize(("day", "count"), [(date(2026, 12, 31), 0), (date(2027, 1, 1), 1)])
def test_a_graduates_year_begins_on_new_years_day(day: date, count: int) -> None:
    """Of the class of 2027: at school until the end of 2026."""
    assert len(judge_by_time_on(a_bare_household(STUDENT), day)) == count


def judge_by_time_on(story: Story, day: date) -> list[object]:
    """The facts that the day alone brings."""
    return [entry.fact for entry in story.did(detect_by_time, at=day).entries[story.version :]]


@pytest.mark.parametrize(("day", "ends"), [(date(2027, 3, 2), False), (date(2027, 3, 3), True)])
def test_a_contract_that_ran_out_ends_the_work(day: date, ends: bool) -> None:
    """Twelve months from 3 March 2026 end with 2 March 2027; after a clearance the household is detected anew."""
    facts = judge_by_time_on(a_cleared_household(), day)
    if not ends:
        assert facts == []
    else:
        assert facts[0] == EmploymentEnded(member=1, placement=1, on=date(2027, 3, 2), reason=JobEnd.CONTRACT_ENDED)
        assert isinstance(facts[1], Detected)
        assert (facts[1].episode, facts[1].kind) == (2, EpisodeKind.NOT_RETAINED)


def test_a_contract_that_ran_out_before_clearing_falls_back_within_the_episode() -> None:
    """No new episode."""
    assert judge_by_time_on(a_confirmed_household(), date(2027, 3, 3)) == [
        EmploymentEnded(member=1, placement=1, on=date(2027, 3, 2), reason=JobEnd.CONTRACT_ENDED)
    ]


def test_a_welfare_post_ends_after_thirty_six_months() -> None:
    """Or after its own shorter term; open-ended work never ends by time."""
    placement = a_placed_household(kind=WorkKind.PUBLIC_WELFARE, contract_months=None).household.placements[0]
    assert term_end(placement, POLICY) == date(2029, 3, 3)
    assert term_end(replace(placement, contract_months=12), POLICY) == date(2027, 3, 3)
    assert term_end(replace(placement, kind=WorkKind.FLEXIBLE), POLICY) is None
    story = a_cleared_household(kind=WorkKind.PUBLIC_WELFARE, contract_months=None)
    assert judge_by_time_on(story, date(2029, 3, 3))[0] == EmploymentEnded(
        member=1, placement=1, on=date(2029, 3, 2), reason=JobEnd.TERM_ENDED
    )


def test_judging_twice_is_quiet() -> None:
    """What the day brought is recorded."""
    story = a_cleared_household().did(detect_by_time, at=date(2027, 3, 3))
    given(story).when(detect_by_time, at=date(2027, 3, 3)).then_quiet()
    given(a_detected_household()).when(detect_by_time).then_quiet()


def test_an_unknown_or_withdrawn_household_is_not_judged() -> None:
    """Nor has it days to be judged on."""
    withdrawn = a_bare_household(SON).happened(EntryCorrected(version=1, withdrawn=True))
    for story in (nobody(), withdrawn):
        given(story).when(detect_by_time, at=date(2026, 4, 8)).then_quiet()
        assert days(story) == ()


def test_the_days_on_which_the_answer_may_change() -> None:
    """Birthdays into and out of working age, the graduation year, the end of a contract."""
    story = a_bare_household(SON, replace(STUDENT, number=2), replace(GRANDMOTHER, number=3))
    assert days(story) == (
        date(2026, 4, 8),
        date(2027, 1, 1),
        date(2056, 5, 5),
        date(2071, 4, 8),
    )
    assert date(2027, 3, 3) in days(a_placed_household())


@pytest.mark.parametrize("born", [date(2008, 2, 29), date(2012, 2, 29)])
def test_born_on_a_leap_day(born: date) -> None:
    """16 is completed on 29 February 2024, or on 1 March of a common year."""
    story = a_bare_household(Member(number=1, sex=Sex.MALE, birth_date=born), on=date(2024, 1, 2))
    assert days(story)[0] == (date(2024, 2, 29) if born.year == 2008 else date(2028, 2, 29))
    assert judge_by_time_on(story, days(story)[0]) != []
    assert judge_by_time_on(story, days(story)[0] - timedelta(days=1)) == []


def test_a_ledger_judged_as_of_an_earlier_day_is_made_up_for() -> None:
    """
    A graduate of 2026 in a ledger as of 31 December 2025, imported in March.

    The day on which her answer changed has passed, so the household is judged on the day after the import.
    """
    story = a_bare_household(replace(STUDENT, graduates_in=2026))
    assert days(story)[0] == date(2026, 3, 4)
    assert isinstance(judge_by_time_on(story, date(2026, 3, 4))[0], Detected)
    assert date(2026, 3, 4) not in days(story.did(detect_by_time, at=date(2026, 3, 4)))


def test_a_withheld_detection_is_not_made_up_for() -> None:
    """A grown man without work whose household was not detected waits for the next statement."""
    assert days(a_bare_household(FATHER))[0] == date(2046, 5, 5)


def test_a_contract_entered_after_its_end_is_made_up_for() -> None:
    """Six months from 3 August 2025 were over in February."""
    job = Placed(placement=1, member=1, kind=WorkKind.CONTRACT, since=date(2025, 8, 3), contract_months=6)
    story = a_detected_household().happened(job)
    assert days(story)[0] == date(2026, 3, 4)
    assert judge_by_time_on(story, date(2026, 3, 4)) == [
        EmploymentEnded(member=1, placement=1, on=date(2026, 2, 2), reason=JobEnd.CONTRACT_ENDED)
    ]


MEMBERS = st.builds(
    Member,
    number=st.just(0),
    sex=st.sampled_from([None, Sex.MALE, Sex.FEMALE]),
    birth_date=st.none()
    | st.dates(date(1964, 1, 1), date(1967, 1, 1))
    | st.dates(date(1974, 1, 1), date(1977, 1, 1))
    | st.dates(date(2009, 1, 1), date(2012, 12, 31)),
    in_school=st.booleans(),
    graduates_in=st.none() | st.integers(2026, 2028),
    employment=st.sampled_from([Employment.NOT_EMPLOYED, Employment.NOT_EMPLOYED, Employment.CUSTODY]),
)


@settings(max_examples=40)
@any_of(st.lists(MEMBERS, min_size=1, max_size=3))
def test_the_judgement_days_cover_every_change_by_time(members: list[Member]) -> None:
    """Against a naive count day by day over two years: the answer never changes on a day that is not named."""
    numbered = [replace(member, number=number) for number, member in enumerate(members, start=1)]
    household = a_bare_household(*numbered).household
    named = set(detection_days(household, POLICY))
    before = detection(household, on=TUESDAY, policy=POLICY) is not None
    for ahead in range(1, 731):
        day = TUESDAY + timedelta(days=ahead)
        now = detection(household, on=day, policy=POLICY) is not None
        assert now == before or day in named
        before = now


def test_a_household_in_work_is_judged_by_its_children_too() -> None:
    """The days are named whoever works now; on them nothing is recorded while somebody does."""
    story = a_registered_household()
    assert date(2028, 6, 1) in days(story)
    assert judge_by_time_on(story, date(2028, 6, 1)) == []
    second = a_cleared_household().did(place, member=1, kind=WorkKind.FLEXIBLE, since=TUESDAY)
    assert judge_by_time_on(second, date(2027, 3, 3)) == [
        EmploymentEnded(member=1, placement=1, on=date(2027, 3, 2), reason=JobEnd.CONTRACT_ENDED)
    ]

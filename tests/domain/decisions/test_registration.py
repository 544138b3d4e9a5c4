"""Registering a household, and taking in what a ledger, a survey or a visit newly says of it."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from msgspec.structs import replace

from casework.domain.codes.people import Capacity, Employment, HouseholdCategory, Sex, Willingness
from casework.domain.codes.sources import Source, VerificationSource
from casework.domain.codes.stages import EpisodeKind
from casework.domain.codes.verification import Finding
from casework.domain.codes.work import JobEnd
from casework.domain.decisions.placements import end_job
from casework.domain.decisions.registration import register, update_members
from casework.domain.decisions.verification import verify
from casework.domain.details.findings import MemberFinding
from casework.domain.errors import HouseholdUnknownError, InvalidValueError, NotNowError
from casework.domain.fact import HOUSEHOLD
from casework.domain.facts.households import Detected, Evidence, MemberChange, MembersUpdated, Registered
from casework.domain.facts.work import EmploymentEnded
from casework.domain.household.detection import employable
from casework.domain.household.parts import MemberState
from casework.domain.members import HouseholdPrivate, HouseholdValues, Member, PersonPrivate
from casework.domain.statuses import Employability
from casework.domain.values.bounds import MOST_MEMBERS
from tests.support.households.stories import (
    CHILD,
    FAMILY,
    FATHER,
    GRANDMOTHER,
    HOUSEHOLD_ID,
    POLICY,
    SIGNED,
    TOWNSHIP_OFFICIAL,
    TUESDAY,
    VILLAGE,
    WIFE,
    Story,
    a_cleared_household,
    a_detected_household,
    a_placed_household,
    a_registered_household,
    a_statement,
    given,
    nobody,
    working,
)

IN_APRIL = date(2026, 4, 8)
REGISTERED = {
    HOUSEHOLD: HouseholdPrivate(),
    "1": PersonPrivate(name="成员1"),
    "2": PersonPrivate(name="成员2"),
    "3": PersonPrivate(name="成员3"),
}


def a_household_found(finding: Finding) -> Story:
    """Somebody willing, and a wife of whom the verification found otherwise."""
    return a_detected_household(FATHER, WIFE).did(
        verify,
        by=TOWNSHIP_OFFICIAL,
        source=VerificationSource.VISIT,
        findings=(MemberFinding(member=4, finding=finding),),
        signed=SIGNED,
    )


def can_work(story: Story, on: date = IN_APRIL) -> tuple[int, ...]:
    return employable(story.household, on, POLICY.detection)


def test_registering_a_household_in_work_records_it_alone() -> None:
    """A household with somebody in work is known and not at risk."""
    members = (working(FATHER), GRANDMOTHER, CHILD)
    given(nobody()).when(register, village=VILLAGE, number="0012", statement=a_statement(*members)).then(
        Registered(village=VILLAGE, number="0012", members=members, effective_on=TUESDAY, private=REGISTERED)
    )


def test_registering_a_household_without_work_detects_it_at_once() -> None:
    """The fact carries the rule, its version and what was known of each member."""
    given(nobody()).when(register, village=VILLAGE, number="0012", statement=a_statement(*FAMILY)).then(
        Registered(village=VILLAGE, number="0012", members=FAMILY, effective_on=TUESDAY, private=REGISTERED),
        Detected(
            episode=1,
            kind=EpisodeKind.FIRST,
            rule="detection@1",
            as_of=TUESDAY,
            evidence=(
                Evidence(member=1, age=40, sex=Sex.MALE, employable=True, why=Employability.EMPLOYABLE),
                Evidence(member=2, age=71, sex=Sex.FEMALE, why=Employability.TOO_OLD),
                Evidence(member=3, age=13, sex=Sex.FEMALE, why=Employability.TOO_YOUNG),
            ),
        ),
    )


def test_a_household_is_judged_as_of_the_day_the_ledger_speaks_of() -> None:
    """A son who turns 16 on the next day does not count yet on the as-of day."""
    son = Member(number=1, sex=Sex.MALE, birth_date=date(2010, 3, 2))
    for as_of, facts in ((date(2026, 3, 1), 1), (date(2026, 3, 2), 2)):
        statement = replace(a_statement(son), assessed_on=as_of)
        assert nobody().did(register, village=VILLAGE, number="0012", statement=statement).version == facts


def test_a_detection_can_be_withheld() -> None:
    """If a refused row says that somebody works, the household is registered and not detected in this import."""
    statement = a_statement(*FAMILY, withhold_detection=True)
    given(nobody()).when(register, village=VILLAGE, number="0012", statement=statement).then(
        Registered(village=VILLAGE, number="0012", members=FAMILY, effective_on=TUESDAY, private=REGISTERED)
    )


def test_a_household_is_registered_once() -> None:
    """Registering it again is refused: what is new goes in as an update."""
    given(a_registered_household()).when(
        register, village=VILLAGE, number="0012", statement=a_statement(*FAMILY)
    ).then_refuses(NotNowError, "registered already")


def test_the_same_ledger_again_says_nothing_new() -> None:
    """Importing the same ledger twice changes nothing."""
    given(a_detected_household()).when(update_members, statement=a_statement(*FAMILY)).then_quiet()


def test_an_unknown_household_has_no_members_to_update() -> None:
    """What a ledger says of an unknown household is a registration."""
    given(nobody()).when(update_members, statement=a_statement(*FAMILY)).then_refuses(
        HouseholdUnknownError, household=HOUSEHOLD_ID
    )


def test_a_changed_ledger_records_exactly_the_difference() -> None:
    """A pay that changed is the only thing that is said to have changed."""
    now = working(FATHER, monthly_pay=None, work_months=4)
    given(a_registered_household()).when(
        update_members, at=IN_APRIL, statement=a_statement(now, GRANDMOTHER, CHILD, on=IN_APRIL)
    ).then(
        MembersUpdated(
            source=Source.LEDGER,
            effective_on=IN_APRIL,
            changed=(MemberChange(fields=("work_months",), member=now),),
            private={"1": PersonPrivate(name="成员1")},
        )
    )


def test_a_changed_telephone_is_an_update_too() -> None:
    """Personal data that differ are named; their values are sealed beside the fact."""
    statement = a_statement(working(FATHER), GRANDMOTHER, CHILD)
    said = (replace(statement.stated[0], private_fields=("phone",)), *statement.stated[1:])
    given(a_registered_household()).when(update_members, statement=replace(statement, stated=said)).then(
        MembersUpdated(
            source=Source.LEDGER,
            effective_on=TUESDAY,
            changed=(MemberChange(fields=("phone",), member=working(FATHER)),),
            private={"1": PersonPrivate(name="成员1")},
        )
    )


def test_changed_household_values_are_an_update() -> None:
    """The household's own category changes with its name among the changed fields."""
    statement = a_statement(
        working(FATHER),
        GRANDMOTHER,
        CHILD,
        household_fields=("category",),
        values=HouseholdValues(category=HouseholdCategory.MARGINAL),
    )
    given(a_registered_household()).when(update_members, statement=statement).then(
        MembersUpdated(
            source=Source.LEDGER,
            effective_on=TUESDAY,
            household_fields=("category",),
            values=HouseholdValues(category=HouseholdCategory.MARGINAL),
            private={HOUSEHOLD: HouseholdPrivate()},
        )
    )


def test_a_job_lost_by_the_ledger_detects_the_household() -> None:
    """Whatever changes a member is judged in the same decision."""
    story = a_registered_household().did(update_members, at=IN_APRIL, statement=a_statement(*FAMILY, on=IN_APRIL))
    assert [type(entry.fact) for entry in story.entries] == [Registered, MembersUpdated, Detected]


def test_a_worker_who_left_the_ledger_leaves_a_household_without_work() -> None:
    """A member missing from a household that the file lists has left it."""
    story = a_registered_household(working(FATHER), WIFE).did(
        update_members, at=IN_APRIL, statement=a_statement(WIFE, on=IN_APRIL, left=(1,))
    )
    updated, detected = (entry.fact for entry in story.entries[1:])
    assert updated == MembersUpdated(source=Source.LEDGER, effective_on=IN_APRIL, left=(1,))
    assert isinstance(detected, Detected)
    assert [found.member for found in detected.evidence] == [4]


def test_leaving_twice_is_quiet() -> None:
    """Who has left cannot leave again."""
    story = a_registered_household().did(update_members, statement=a_statement(working(FATHER), left=(2, 3)))
    given(story).when(update_members, statement=a_statement(working(FATHER), left=(2, 3, 9))).then_quiet()


def test_a_ledger_that_did_not_change_never_overrides_a_placement() -> None:
    """The ledger still says not employed, as before; the placement recorded since stands."""
    given(a_placed_household()).when(update_members, at=IN_APRIL, statement=a_statement(*FAMILY)).then_quiet()


def test_a_ledger_that_did_not_change_never_overrides_an_ended_job() -> None:
    """The ledger still says employed, as at the clearing; the job has ended and the household stays at risk."""
    story = a_cleared_household()
    story = story.did(update_members, statement=a_statement(working(FATHER), GRANDMOTHER, CHILD))
    story = story.did(end_job, at=IN_APRIL, placement=1, on=IN_APRIL, reason=JobEnd.QUIT)
    assert story.household.open_episode().number == 2
    given(story).when(update_members, statement=a_statement(working(FATHER), GRANDMOTHER, CHILD)).then_quiet()


def test_a_ledger_that_did_change_ends_the_placement() -> None:
    """It said employed after the placement and says unemployed now: the placement ended."""
    story = a_placed_household().did(update_members, statement=a_statement(working(FATHER), GRANDMOTHER, CHILD))
    given(story).when(update_members, at=IN_APRIL, statement=a_statement(*FAMILY, on=IN_APRIL)).then(
        MembersUpdated(
            source=Source.LEDGER,
            effective_on=IN_APRIL,
            changed=(MemberChange(fields=("employment",), member=FATHER),),
            private={"1": PersonPrivate(name="成员1")},
        ),
        EmploymentEnded(member=1, placement=1, on=IN_APRIL, reason=JobEnd.SAID_IDLE),
    )


@pytest.mark.parametrize(("source", "reason"), [(Source.LEDGER, JobEnd.NOT_LISTED), (Source.SURVEY, JobEnd.OTHER)])
def test_the_job_of_who_left_ends_with_the_reason_that_there_is(source: Source, reason: JobEnd) -> None:
    """A ledger that does not list him says no more than that; nobody has decided anything."""
    statement = a_statement(left=(1,), on=IN_APRIL, source=source)
    story = a_placed_household().did(update_members, at=IN_APRIL, statement=statement)
    ended = [entry.fact for entry in story.entries if isinstance(entry.fact, EmploymentEnded)]
    assert ended == [EmploymentEnded(member=1, placement=1, on=IN_APRIL, reason=reason)]


@pytest.mark.parametrize("status", [Employment.MILITARY_SERVICE, Employment.CUSTODY])
def test_who_goes_into_service_or_custody_is_not_turned_into_labour_by_his_ended_job(status: Employment) -> None:
    """His placement ends, and he counts neither as employed nor as employable."""
    gone = replace(FATHER, employment=status)
    story = a_placed_household().did(update_members, statement=a_statement(gone, GRANDMOTHER, CHILD))
    assert story.household.placements[0].status == "ended"
    assert story.household.member(1).now.employment is status
    assert can_work(story) == ()


def test_the_ledger_never_closes_an_open_episode() -> None:
    """A ledger that says employed changes the member, and the episode stays open."""
    story = a_detected_household().did(update_members, statement=a_statement(working(FATHER), GRANDMOTHER, CHILD))
    assert story.household.open_episode().number == 1
    assert story.household.is_employed(1)


def test_a_first_ledger_is_remembered_even_when_it_says_what_a_survey_said() -> None:
    """From then on it is the ledger's own words that count as changed or not."""
    story = nobody().did(
        register, village=VILLAGE, number="", statement=a_statement(working(FATHER), source=Source.SURVEY)
    )
    given(story).when(update_members, statement=a_statement(working(FATHER))).then(
        MembersUpdated(
            source=Source.LEDGER,
            effective_on=TUESDAY,
            changed=(MemberChange(fields=(), member=working(FATHER)),),
            private={"1": PersonPrivate(name="成员1")},
        )
    )
    story = story.did(update_members, statement=a_statement(working(FATHER)))
    assert story.household.members == (
        MemberState(now=working(FATHER), by_ledger=working(FATHER), ledger_version=2, ledger_on=TUESDAY, since=TUESDAY),
    )
    given(story).when(update_members, statement=a_statement(working(FATHER))).then_quiet()


@pytest.mark.parametrize(
    ("finding", "said", "other"),
    [
        (Finding.UNWILLING, {"willingness": Willingness.UNWILLING}, {"willingness": Willingness.WILLING}),
        (Finding.UNWILLING, {"willingness": None}, {"willingness": Willingness.WILLING}),
        (Finding.INCAPABLE, {"capacity": Capacity.NONE}, {"capacity": Capacity.WEAK}),
        (Finding.EXCLUDED, {"in_school": True}, {"in_school": False}),
    ],
)
def test_a_finding_stands_until_a_survey_says_otherwise(
    finding: Finding, said: dict[str, object], other: dict[str, object]
) -> None:
    """A survey that repeats or passes over what was found ends nothing; one that says otherwise does."""
    story = a_household_found(finding)
    assert can_work(story) == (1,)
    same = story.did(update_members, statement=a_statement(replace(WIFE, **said), source=Source.SURVEY))
    assert can_work(same) == (1,)
    otherwise = same.did(update_members, statement=a_statement(replace(WIFE, **other), source=Source.SURVEY))
    assert can_work(otherwise) == (1, 4)


def test_a_survey_that_says_what_the_ledger_said_still_ends_a_finding() -> None:
    """The ledger said willing all along, the verification found unwilling: the survey is new although no value is."""
    wife = replace(WIFE, willingness=Willingness.WILLING)
    story = a_detected_household(FATHER, wife).did(
        verify,
        source=VerificationSource.VISIT,
        findings=(MemberFinding(member=4, finding=Finding.UNWILLING),),
        signed=SIGNED,
    )
    given(story).when(update_members, statement=a_statement(wife, source=Source.SURVEY)).then(
        MembersUpdated(
            source=Source.SURVEY,
            effective_on=TUESDAY,
            changed=(MemberChange(fields=("finding",), member=wife),),
            private={"4": PersonPrivate(name="成员4")},
        )
    )


def test_a_ledger_never_ends_a_finding() -> None:
    """Its columns are evidence: not even leaving the ledger and coming back makes a signed unwillingness void."""
    story = a_household_found(Finding.UNWILLING)
    willing = replace(WIFE, willingness=Willingness.WILLING)
    given(story).when(update_members, statement=a_statement(FATHER, willing)).then(
        MembersUpdated(
            source=Source.LEDGER,
            effective_on=TUESDAY,
            changed=(MemberChange(fields=("willingness",), member=willing),),
            private={"4": PersonPrivate(name="成员4")},
        )
    )
    assert can_work(story.did(update_members, statement=a_statement(FATHER, willing))) == (1,)
    away = story.did(update_members, statement=a_statement(FATHER, left=(4,)))
    back = away.did(update_members, statement=a_statement(FATHER, WIFE))
    assert back.household.member(4).finding is Finding.UNWILLING
    assert can_work(back) == (1,)


def test_a_member_who_comes_back_keeps_his_number() -> None:
    """He joins again under it, with all his values."""
    away = a_registered_household().did(update_members, statement=a_statement(working(FATHER), CHILD, left=(2,)))
    given(away).when(update_members, statement=a_statement(working(FATHER), GRANDMOTHER, CHILD)).then(
        MembersUpdated(
            source=Source.LEDGER,
            effective_on=TUESDAY,
            joined=(GRANDMOTHER,),
            private={"2": PersonPrivate(name="成员2")},
        )
    )


def test_an_informant_is_kept_with_the_update() -> None:
    """A survey's update names its informant, sealed with the household's key."""
    statement = a_statement(
        working(FATHER, work_months=3), source=Source.SURVEY, private=HouseholdPrivate(informant="邻居老李")
    )
    story = a_registered_household()
    given(story).when(update_members, statement=statement).then(
        MembersUpdated(
            source=Source.SURVEY,
            effective_on=TUESDAY,
            changed=(MemberChange(fields=("work_months",), member=working(FATHER, work_months=3)),),
            private={"1": PersonPrivate(name="成员1"), HOUSEHOLD: HouseholdPrivate(informant="邻居老李")},
        )
    )


@pytest.mark.parametrize(("people", "fits"), [(MOST_MEMBERS, True), (MOST_MEMBERS + 1, False)])
def test_a_household_is_no_village(people: int, fits: bool) -> None:
    """A number that stands for more people than a household has is refused, at its registration and afterwards."""
    crowd = a_statement(*(Member(number=number, sex=Sex.MALE) for number in range(1, people + 1)))
    for story, decide in (
        (nobody(), partial(register, village=VILLAGE, number="0012")),
        (a_registered_household(), update_members),
    ):
        if fits:
            assert story.did(decide, statement=crowd).version > story.version
        else:
            given(story).when(decide, statement=crowd).then_refuses(InvalidValueError, "999 people at most")

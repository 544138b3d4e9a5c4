"""Whether a household is at risk: somebody employable and nobody employed, judged on a day."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from casework.domain.codes.clearance import Closing
from casework.domain.codes.people import Capacity, Employment, Sex, Willingness
from casework.domain.codes.sources import Source, VerificationSource
from casework.domain.codes.stages import EpisodeKind
from casework.domain.codes.verification import Finding, NotEligible
from casework.domain.codes.work import WorkKind
from casework.domain.decisions.closing import decide_closing, propose_closing
from casework.domain.decisions.placements import place
from casework.domain.decisions.registration import update_members
from casework.domain.details.findings import MemberFinding
from casework.domain.facts.households import Detected, Evidence, Verified
from casework.domain.household.detection import detection, employable, employed, withheld
from casework.domain.members import Member
from casework.domain.policy.policy import Policy
from casework.domain.statuses import Employability
from tests.support.households.stories import (
    CHILD,
    FATHER,
    GRANDMOTHER,
    POLICY,
    SIGNED,
    SUPERVISOR,
    TUESDAY,
    WIFE,
    Story,
    a_bare_household,
    a_cleared_household,
    a_detected_household,
    a_household_with_cadre,
    a_registered_household,
    a_stable_household,
    a_statement,
    found_not_eligible,
    given,
    nobody,
    working,
)

SHORT_WORK_SWITCH = replace(POLICY, detection=replace(POLICY.detection, not_employed_up_to_months=3))


def detected(*members: Member, on: date = TUESDAY, policy: Policy = POLICY) -> Detected | None:
    """The detection that follows for a household of these members on a day."""
    return detection(a_bare_household(*members).household, on=on, policy=policy)


def closed(reason: NotEligible) -> Story:
    """A household that the verification found not eligible."""
    return found_not_eligible(reason, signed=SIGNED)


def ledger(story: Story, *members: Member) -> Story:
    """The story after a ledger said this."""
    return story.did(update_members, statement=a_statement(*members))


@pytest.mark.parametrize(
    ("sex", "born", "on", "counts"),
    [
        (Sex.MALE, date(2010, 3, 3), date(2026, 3, 2), False),
        (Sex.MALE, date(2010, 3, 3), date(2026, 3, 3), True),
        (Sex.MALE, date(1965, 3, 4), date(2026, 3, 3), True),  # 60 until the 61st birthday
        (Sex.MALE, date(1965, 3, 3), date(2026, 3, 3), False),
        (Sex.FEMALE, date(1975, 3, 4), date(2026, 3, 3), True),  # 50 until the 51st birthday
        (Sex.FEMALE, date(1975, 3, 3), date(2026, 3, 3), False),
        (None, date(1965, 3, 4), date(2026, 3, 3), True),
        (Sex.MALE, date(2008, 2, 29), date(2024, 2, 29), True),
        (Sex.MALE, date(2012, 2, 29), date(2028, 2, 28), False),
        (Sex.FEMALE, date(1976, 2, 29), date(2027, 2, 28), True),  # the 51st year is completed on 1 March
        (Sex.FEMALE, date(1976, 2, 29), date(2027, 3, 1), False),
        (Sex.FEMALE, None, date(2026, 3, 3), False),  # nobody said how old she is
    ],
)
def test_working_age_includes_both_bounds(sex: Sex | None, born: date | None, on: date, counts: bool) -> None:
    """Men from 16 to 60 and women from 16 to 50, in completed years; who is of no known age is asked about."""
    assert (detected(Member(number=1, sex=sex, birth_date=born), on=on) is not None) is counts


@pytest.mark.parametrize(
    ("member", "why"),
    [
        (FATHER, "employable"),
        (replace(FATHER, capacity=Capacity.FULL), "employable"),
        (replace(FATHER, capacity=Capacity.WEAK), "employable"),
        (replace(FATHER, capacity=Capacity.HALF), "employable"),
        (replace(FATHER, capacity=Capacity.NONE), "no-capacity"),
        (replace(FATHER, willingness=Willingness.UNWILLING), "employable"),  # a column is evidence only
        (replace(FATHER, in_school=True), "in-school"),
        (replace(FATHER, in_school=True, graduates_in=2027), "in-school"),
        (replace(FATHER, in_school=True, graduates_in=2026), "employable"),
        (replace(FATHER, employment=Employment.MILITARY_SERVICE), "military-service"),
        (replace(FATHER, employment=Employment.CUSTODY), "custody"),
        (GRANDMOTHER, "too-old"),
        (CHILD, "too-young"),
    ],
)
def test_who_counts_as_labour(member: Member, why: str) -> None:
    """Capacity, school, service and custody decide; every member's reason stands in the evidence."""
    found = detected(member, replace(WIFE, number=9))
    assert found is not None
    assert found.evidence[0].why == why
    assert found.evidence[0].employable is (why == "employable")


def test_the_detection_says_what_it_rests_on() -> None:
    """Rule and version, the day judged, and per member what was known."""
    unwilling = replace(FATHER, willingness=Willingness.UNWILLING, capacity=Capacity.WEAK)
    assert detected(unwilling) == Detected(
        episode=1,
        kind=EpisodeKind.FIRST,
        rule="detection@1",
        as_of=TUESDAY,
        evidence=(
            Evidence(
                member=1,
                age=40,
                sex=Sex.MALE,
                capacity=Capacity.WEAK,
                willingness=Willingness.UNWILLING,
                employable=True,
                why=Employability.EMPLOYABLE,
            ),
        ),
    )


AGELESS = replace(FATHER, number=5, birth_date=None)


@pytest.mark.parametrize(
    ("members", "waits", "detects"),
    [
        ((AGELESS,), True, False),
        ((AGELESS, CHILD, GRANDMOTHER), True, False),
        ((AGELESS, FATHER), False, True),  # at risk, however old the other one is
        ((AGELESS, working(WIFE)), False, False),
        ((working(AGELESS),), False, False),
        ((replace(AGELESS, capacity=Capacity.NONE),), False, False),
        ((replace(AGELESS, in_school=True), GRANDMOTHER), False, False),
    ],
)
def test_an_age_that_nobody_said_is_neither_labour_nor_passed_over(
    members: tuple[Member, ...], waits: bool, detects: bool
) -> None:
    """It withholds the detection as long as everything hangs on it, and stands in the evidence where it does not."""
    household = a_bare_household(*members).household
    assert withheld(household, on=TUESDAY, policy=POLICY) is waits
    found = detection(household, on=TUESDAY, policy=POLICY)
    assert (found is not None) is detects
    if found is not None:
        assert {each.why for each in found.evidence if each.member == 5} == {Employability.AGE_UNKNOWN}


def test_the_age_that_is_said_later_lets_the_household_be_found() -> None:
    """Nothing else has changed."""
    known = replace(AGELESS, birth_date=FATHER.birth_date)
    story = given(a_bare_household(AGELESS)).when(update_members, statement=a_statement(known))
    assert [fact.as_of for fact in story.facts or () if isinstance(fact, Detected)] == [TUESDAY]


def test_who_was_found_willing_is_labour_of_whatever_age() -> None:
    """A verification has seen him; a household that was followed is not lost for a date that nobody wrote."""
    household = a_bare_household(AGELESS).household
    members = tuple(replace(each, finding=Finding.WILLING) for each in household.members)
    assert employable(replace(household, members=members), TUESDAY, POLICY.detection) == (5,)


@pytest.mark.parametrize("member", [working(GRANDMOTHER), working(replace(CHILD, birth_date=None))])
def test_anybody_in_work_keeps_the_household_out(member: Member) -> None:
    """One employed member of any age is enough."""
    assert detected(FATHER, member) is None


def test_nobody_employable_is_no_breach() -> None:
    """An old woman and a child cannot be put into work."""
    assert detected(GRANDMOTHER, CHILD) is None
    assert detection(nobody().household, on=TUESDAY, policy=POLICY) is None


def test_a_household_at_risk_already_is_not_detected_again() -> None:
    """An open episode is the detection."""
    assert detection(a_detected_household().household, on=TUESDAY, policy=POLICY) is None


@pytest.mark.parametrize(("months", "counts_as_employed"), [(None, True), (3, False), (4, True), (0, False)])
def test_the_switch_for_short_work(months: int | None, counts_as_employed: bool) -> None:
    """When it is on, who worked at most three of the last twelve months does not count as employed."""
    member = working(FATHER, work_months=months)
    assert (detected(member, policy=SHORT_WORK_SWITCH) is None) is counts_as_employed
    assert detected(member) is None


def test_a_placement_that_holds_is_work_whatever_the_switch_says() -> None:
    """Few months behind somebody do not undo the job he has now."""
    story = a_household_with_cadre().did(place, member=1, kind=WorkKind.FLEXIBLE, since=TUESDAY)
    story = ledger(story, working(FATHER, work_months=2), GRANDMOTHER, CHILD)
    assert employed(story.household, SHORT_WORK_SWITCH.detection) == (1,)


@pytest.mark.parametrize(
    ("story", "kind", "previous"),
    [(a_cleared_household(), EpisodeKind.NOT_RETAINED, 1), (a_stable_household(), EpisodeKind.RELAPSE, 1)],
)
def test_what_kind_of_relapse_it_is(story: Story, kind: EpisodeKind, previous: int) -> None:
    """After stable work it is a relapse, else the work was not retained; always a new episode."""
    lost = ledger(ledger(story, working(FATHER), GRANDMOTHER, CHILD), FATHER, GRANDMOTHER, CHILD)
    fact = lost.entries[-1].fact
    assert isinstance(fact, Detected)
    assert (fact.episode, fact.kind, fact.previous) == (2, kind, previous)
    assert lost.household.episodes[0].state == story.household.episodes[0].state


@pytest.mark.parametrize("reason", [NotEligible.MOVED, NotEligible.NOT_IN_SCOPE, NotEligible.EMPLOYED])
def test_a_settled_household_needs_a_change(reason: NotEligible) -> None:
    """After not eligible a changed telephone or pay opens nothing; a new worker does."""
    story = closed(reason)
    same = ledger(story, replace(FATHER, work_months=1), GRANDMOTHER, CHILD)
    assert len(same.household.episodes) == 1
    grown = ledger(same, FATHER, GRANDMOTHER, CHILD, WIFE)
    assert len(grown.household.episodes) == 2
    assert grown.household.open_episode().kind is EpisodeKind.NOT_RETAINED


def test_a_settled_household_opens_again_by_a_birthday() -> None:
    """The daughter turns 16 on 1 June 2028: who is employable changed by time alone."""
    household = closed(NotEligible.MOVED).household
    assert detection(household, on=date(2028, 5, 31), policy=POLICY) is None
    assert detection(household, on=date(2028, 6, 1), policy=POLICY) is not None


def test_a_job_found_and_lost_again_after_a_closing_is_a_change() -> None:
    """The same members count as on the day of the closing, and yet somebody was employed in between."""
    story = ledger(closed(NotEligible.EMPLOYED), working(FATHER), GRANDMOTHER, CHILD)
    assert len(story.household.episodes) == 1
    assert len(ledger(story, FATHER, GRANDMOTHER, CHILD).household.episodes) == 2


def test_labour_lost_and_regained_after_a_closing_is_a_change() -> None:
    """He went into custody and came back."""
    story = ledger(closed(NotEligible.MOVED), replace(FATHER, employment=Employment.CUSTODY), GRANDMOTHER, CHILD)
    assert len(story.household.episodes) == 1
    assert len(ledger(story, FATHER, GRANDMOTHER, CHILD).household.episodes) == 2


def test_found_unwilling_holds_until_a_survey_says_otherwise() -> None:
    """The ledger's word changes nothing; the survey's opens a new episode."""
    story = closed(NotEligible.UNWILLING)
    assert employable(story.household, TUESDAY, POLICY.detection) == ()
    willing = replace(FATHER, willingness=Willingness.WILLING)
    by_ledger = ledger(story, willing, GRANDMOTHER, CHILD)
    assert len(by_ledger.household.episodes) == 1
    by_survey = by_ledger.did(update_members, statement=a_statement(willing, source=Source.SURVEY))
    assert len(by_survey.household.episodes) == 2


def test_closed_as_unwilling_opens_again_when_a_survey_says_otherwise() -> None:
    """The signed record of a closing holds of its members like a finding, and ends like one."""
    story = a_detected_household().did(propose_closing, reason=Closing.UNWILLING, signed=SIGNED)
    story = story.did(decide_closing, by=SUPERVISOR, reason=Closing.UNWILLING)
    assert story.household.member(1).finding is Finding.UNWILLING
    with_child = ledger(story, FATHER, GRANDMOTHER, CHILD, replace(WIFE, capacity=Capacity.NONE))
    assert len(with_child.household.episodes) == 1
    survey = a_statement(replace(FATHER, willingness=Willingness.WILLING), source=Source.SURVEY)
    assert len(with_child.did(update_members, statement=survey).household.episodes) == 2


def test_excluded_and_incapable_members_do_not_count() -> None:
    """What a verification found of a member stands above the columns."""
    story = a_detected_household(FATHER, WIFE).happened(
        Verified(
            confirmed=True,
            source=VerificationSource.VISIT,
            findings=(
                MemberFinding(member=1, finding=Finding.EXCLUDED),
                MemberFinding(member=4, finding=Finding.INCAPABLE),
            ),
        )
    )
    assert employable(story.household, TUESDAY, POLICY.detection) == ()


def test_updating_a_household_in_work_detects_nothing() -> None:
    """Quiet as long as somebody works."""
    given(a_registered_household()).when(
        update_members, statement=a_statement(working(FATHER), GRANDMOTHER, CHILD)
    ).then_quiet()

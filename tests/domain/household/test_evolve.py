"""The household as its facts leave it: folded one by one, never refusing, and kept in bytes without loss."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, get_type_hints

import msgspec
import pytest
from hypothesis import given as any_of
from hypothesis import settings
from hypothesis import strategies as st
from msgspec.structs import fields

from casework.domain.calendar.due_dates import Count, day_list
from casework.domain.calendar.work_calendar import end_of
from casework.domain.codes.clearance import Closing
from casework.domain.codes.people import Capacity, Employment, Sex
from casework.domain.codes.service.assistance import FollowUpKind, Outcome
from casework.domain.codes.sources import Source, VerificationSource
from casework.domain.codes.stages import EpisodeKind, Stage
from casework.domain.codes.verification import ConsentAnswer, Finding, HardToEmployGround
from casework.domain.codes.work import JobEnd, Refusal, WorkKind
from casework.domain.deadlines.escalation import escalate
from casework.domain.deadlines.instances import days_of, instances
from casework.domain.deadlines.ladder import open_steps
from casework.domain.decisions.detection import detect_by_time, detection_days
from casework.domain.decisions.service.follow_ups import log_follow_up
from casework.domain.details.findings import MemberFinding
from casework.domain.fact import HOUSEHOLD, Fact, topic_of
from casework.domain.facts import (
    assistance,
    clearance,
    consent,
    corrections,
    deadlines,
    households,
    responsibility,
    verification,
    work,
)
from casework.domain.facts.catalogue import HOUSEHOLD_FACTS
from casework.domain.household.evolution.evolve import continues, evolve, fold, fold_history, handler_of
from casework.domain.household.stages import stage_of
from casework.domain.household.state import Household
from casework.domain.members import HouseholdValues, Member
from casework.domain.policy.deadline_rules import DeadlineRule
from casework.domain.statuses import ClearingGround
from tests.support.households.stories import (
    FAMILY,
    HOUSEHOLD_ID,
    POLICY,
    RULES,
    TUESDAY,
    WIFE,
    Story,
    a_cleared_household,
    a_detected_household,
    a_household_with_cadre,
    a_household_with_offer,
    a_placed_household,
    a_stable_household,
    context,
    nobody,
    ten_o_clock,
)

NUMBERS = st.integers(1, 3)
DAYS = st.dates(date(2025, 1, 1), date(2027, 1, 1))
CADRES = st.sampled_from(["li.na", "wang.wei", "zhao.lei"])
MEMBERS = st.builds(
    Member,
    number=NUMBERS,
    sex=st.none() | st.sampled_from(Sex),
    birth_date=st.none() | st.dates(date(1960, 1, 1), date(2015, 1, 1)),
    capacity=st.none() | st.sampled_from(Capacity),
    employment=st.sampled_from(Employment),
)
FOUND = st.builds(
    MemberFinding,
    member=NUMBERS,
    finding=st.sampled_from(Finding),
    hard_to_employ=st.none() | st.sampled_from(HardToEmployGround),
)
FINDINGS = st.lists(FOUND, max_size=2)
SOME = st.lists(NUMBERS, max_size=2, unique=True).map(tuple)
DEADLINES = st.sampled_from([rule.name for rule in POLICY.deadline])
OCCURRENCES = st.sampled_from(["2", "3", "4/1", "3/township", "1m", "2026-04/1"])
RAISED = {
    "episode": NUMBERS,
    "deadline": DEADLINES,
    "occurrence": OCCURRENCES,
    "due_on": st.just(TUESDAY),
    "due_at": st.just(end_of(TUESDAY)),
    "policy": st.just("1"),
    "calendar": st.just("2026.1"),
}

BY_TYPE: dict[Any, st.SearchStrategy[Any]] = {int: NUMBERS, str: CADRES, bool: st.booleans(), date: DAYS}


def plain(kind: type[Fact]) -> st.SearchStrategy[Fact]:
    """Any fact of a kind whose fields need no care: what it must say, by the types of its fields."""
    hints = get_type_hints(kind)
    types = {field.name: hints[field.name] for field in fields(kind) if field.required}
    said = {name: BY_TYPE[of] if of in BY_TYPE else st.sampled_from(of) for name, of in types.items()}
    return st.builds(kind, **said)


WITH_CARE: dict[type[Fact], st.SearchStrategy[Fact]] = {
    households.Registered: st.builds(
        households.Registered,
        village=st.just("532621101203"),
        number=st.just("0012"),
        members=st.lists(MEMBERS, max_size=3, unique_by=lambda member: member.number).map(tuple),
        source=st.sampled_from(Source),
        effective_on=DAYS,
    ),
    households.MembersUpdated: st.builds(
        households.MembersUpdated,
        source=st.sampled_from(Source),
        effective_on=DAYS,
        joined=st.lists(MEMBERS, max_size=1).map(tuple),
        changed=st.lists(
            st.builds(households.MemberChange, fields=st.just(("employment", "phone", "finding")), member=MEMBERS),
            max_size=2,
        ).map(tuple),
        left=SOME,
    ),
    households.Detected: st.builds(
        households.Detected,
        episode=NUMBERS,
        kind=st.sampled_from(EpisodeKind),
        rule=st.just("detection@1"),
        as_of=DAYS,
        evidence=st.just((households.Evidence(member=1),)),
    ),
    households.Verified: st.builds(
        households.Verified,
        confirmed=st.booleans(),
        source=st.sampled_from(VerificationSource),
        findings=FINDINGS.map(tuple),
        hard_to_employ=SOME,
        employable=SOME,
    ),
    consent.ConsentRecorded: st.builds(consent.ConsentRecorded, answer=st.sampled_from(ConsentAnswer)),
    verification.HouseholdReapplied: st.builds(verification.HouseholdReapplied, members=SOME),
    verification.MemberVerified: st.builds(
        verification.MemberVerified, member=NUMBERS, source=st.sampled_from(VerificationSource), found=FOUND
    ),
    responsibility.CadreAccepted: st.builds(responsibility.CadreAccepted, cadre=CADRES, willing=SOME),
    responsibility.CadreDeclined: st.builds(responsibility.CadreDeclined, cadre=CADRES, leaves_nobody=st.booleans()),
    responsibility.CadreReleased: st.builds(responsibility.CadreReleased, cadre=CADRES, leaves_nobody=st.booleans()),
    work.OfferRefused: st.builds(
        work.OfferRefused, offer=NUMBERS, reason=st.sampled_from(Refusal), counted=st.booleans()
    ),
    work.Placed: st.builds(
        work.Placed,
        placement=NUMBERS,
        member=NUMBERS,
        kind=st.sampled_from(WorkKind),
        since=DAYS,
        monthly_pay=st.none() | st.just(Decimal("1970.50")),
        contract_months=st.none() | st.integers(1, 36),
    ),
    work.PlacementConfirmed: st.builds(work.PlacementConfirmed, placement=NUMBERS, by_document=st.booleans()),
    work.EmploymentEnded: st.builds(
        work.EmploymentEnded,
        member=NUMBERS,
        placement=st.none() | NUMBERS,
        on=DAYS,
        reason=st.sampled_from(JobEnd),
    ),
    clearance.Cleared: st.builds(
        clearance.Cleared,
        rule=st.just("clearing@1"),
        ground=st.sampled_from(ClearingGround),
        placement=NUMBERS,
        rests_on=SOME,
    ),
    clearance.ClosedOtherwise: st.builds(
        clearance.ClosedOtherwise,
        reason=st.sampled_from(Closing),
        findings=FINDINGS.map(tuple),
        employable=SOME,
        employed=SOME,
    ),
    deadlines.DeadlinePaused: st.builds(deadlines.DeadlinePaused, deadline=DEADLINES, occurrence=OCCURRENCES),
    deadlines.DeadlineResumed: st.builds(deadlines.DeadlineResumed, deadline=DEADLINES, occurrence=OCCURRENCES),
    deadlines.LateEntryAllowed: st.builds(
        deadlines.LateEntryAllowed, first_on=DAYS, last_on=DAYS, account=st.none() | CADRES
    ),
    deadlines.Reminded: st.builds(deadlines.Reminded, **RAISED),
    deadlines.Escalated: st.builds(
        deadlines.Escalated, step=st.integers(1, 3), working_days_late=st.integers(1, 6), **RAISED
    ),
    households.VillageChanged: st.builds(
        households.VillageChanged,
        earlier=st.just("532621101203"),
        village=st.just("532621101204"),
        effective_on=DAYS,
        change=NUMBERS,
    ),
    corrections.EntryCorrected: st.builds(
        corrections.EntryCorrected, version=st.integers(1, 12), withdrawn=st.just(True)
    ),
}
"""Facts whose fields hang together, or name what there is."""

FACTS = {kind: WITH_CARE[kind] if kind in WITH_CARE else plain(kind) for kind in HOUSEHOLD_FACTS}
"""For each fact of the catalogue any of its kind, sensible or not."""


@st.composite
def any_history(draw: st.DrawFn) -> Story:
    """Any facts in any order, some days apart; only the number of an episode is never given twice."""
    story = nobody()
    opened: set[int] = set()
    for fact, days in draw(st.lists(st.tuples(st.one_of(*FACTS.values()), st.integers(0, 40)), max_size=14)):
        if isinstance(fact, households.Detected):
            if fact.episode in opened:
                continue
            opened.add(fact.episode)
        story = story.happened(fact, at=story.day + timedelta(days=days))
    return story


LIVES = [
    nobody(),
    a_detected_household(),
    a_household_with_cadre(offered_to="wang.wei"),
    a_household_with_offer(),
    a_placed_household(monthly_pay=Decimal("3200.50")),
    a_cleared_household(),
    a_stable_household(),
    a_detected_household().did(escalate, at=date(2026, 3, 16)),
    a_household_with_cadre().happened(
        households.MembersUpdated(
            source=Source.SURVEY,
            effective_on=TUESDAY,
            joined=(WIFE,),
            values=HouseholdValues(relocated=True),
            household_fields=("relocated",),
        )
    ),
]


def one_by_one(story: Story) -> Household:
    """The household evolved fact by fact, without a look at corrections."""
    household = Household(id=HOUSEHOLD_ID)
    for entry in story.entries:
        household = evolve(household, entry)
    return household


def test_a_fact_is_folded_by_the_function_of_its_name() -> None:
    """Which takes this very fact; a fact that only leaves an entry has none."""
    for kind in HOUSEHOLD_FACTS:
        if kind.changes_household:
            assert get_type_hints(handler_of(kind))["fact"] is kind
        else:
            with pytest.raises(LookupError):
                handler_of(kind)


@pytest.mark.parametrize("kind", HOUSEHOLD_FACTS, ids=topic_of)
def test_every_fact_evolves_even_an_empty_household(kind: type[Fact]) -> None:
    """Evolving never refuses: it runs again on every replay."""

    @settings(max_examples=5)
    @any_of(FACTS[kind])
    def alone(fact: Fact) -> None:
        household = nobody().happened(fact).household
        assert (household.version, household.last_recorded_at) == (1, ten_o_clock(TUESDAY))

    alone()


@settings(max_examples=80)
@any_of(any_history())
def test_no_history_is_too_odd_to_be_folded_and_judged(story: Story) -> None:
    """Neither folding nor anything that is worked out from the state ever fails."""
    household = story.household
    assert household.version == story.version
    assert stage_of(household) in Stage
    for instance in instances(household, RULES):
        list(open_steps(instance, RULES))
        if instance.due_on is not None:
            days = days_of(instance, RULES.calendar, now=ten_o_clock(story.day))
            assert not days or days[-1].date == instance.due_on
    detection_days(household, POLICY)
    detect_by_time(household, context(story.day))
    swept = story.did(escalate, at=story.day + timedelta(days=30))
    assert escalate(swept.household, context(swept.day)) == []


@settings(max_examples=60)
@any_of(any_history())
def test_the_state_is_kept_in_bytes_without_loss(story: Story) -> None:
    """As msgpack and as JSON it reads back equal."""
    household = story.household
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(household), type=Household) == household
    assert msgspec.json.decode(msgspec.json.encode(household), type=Household) == household


@pytest.mark.parametrize("story", LIVES)
def test_a_whole_life_is_kept_in_bytes_without_loss(story: Story) -> None:
    """Members, episodes, offers, placements, entries, moments and pay."""
    household = story.household
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(household), type=Household) == household
    assert msgspec.json.decode(msgspec.json.encode(household), type=Household) == household


@pytest.mark.parametrize("story", LIVES)
def test_folding_is_evolving_one_by_one(story: Story) -> None:
    """At once, in two parts, or continued from an earlier state."""
    household = fold_history(HOUSEHOLD_ID, story.entries)
    assert household == one_by_one(story)
    for cut in range(story.version + 1):
        earlier = fold_history(HOUSEHOLD_ID, story.entries[:cut])
        assert continues(earlier, story.entries[cut:]) == household
        assert fold(earlier, story.entries[cut:]) == household


def test_an_empty_stream_is_no_household() -> None:
    """An unknown one is at version 0."""
    assert fold(None, []) is None
    assert fold_history(HOUSEHOLD_ID, []) == Household(id=HOUSEHOLD_ID)


def test_a_correction_makes_it_fold_anew() -> None:
    """A state cannot be continued by a correction of what is folded into it."""
    story = a_placed_household()
    corrected = story.happened(corrections.EntryCorrected(version=6, withdrawn=True))
    assert continues(story.household, corrected.entries[6:]) is None


def test_no_personal_data_stay_in_the_state() -> None:
    """Neither a note nor a signer nor a post: the state is stored in clear."""
    note = {HOUSEHOLD: assistance.NotePrivate(text="住院三周")}
    story = a_household_with_offer().happened(responsibility.CadreReleased(cadre="li.na", private=note))
    story = story.did(log_follow_up, kind=FollowUpKind.VISIT, outcome=Outcome.AWAY, note="住院三周")
    assert "住院" in msgspec.json.encode([entry.fact for entry in story.entries]).decode()
    assert "缝纫" in msgspec.json.encode([entry.fact for entry in story.entries]).decode()
    text = msgspec.json.encode(story.household).decode()
    assert "住院" not in text
    assert "缝纫" not in text
    assert "private" not in text


def test_what_a_detection_rests_on_stays_in_the_history() -> None:
    """The entry in the episode is light."""
    (entry,) = a_detected_household().household.open_episode().entries
    assert isinstance(entry.fact, households.Detected)
    assert entry.fact.evidence == ()
    fact = a_detected_household().entries[1].fact
    assert isinstance(fact, households.Detected)
    assert len(fact.evidence) == len(FAMILY)


@settings(max_examples=60)
@any_of(st.dates(date(2026, 1, 5), date(2026, 12, 30)), st.sampled_from(POLICY.deadline))
def test_the_days_of_a_deadline_add_up_to_its_due_date(start: date, rule: DeadlineRule) -> None:
    """The days that count are as many as the limit says, and the list ends on the last day."""
    limit = rule.limit
    own = start + timedelta(days=9)
    days = day_list(Count(start, limit, own_date=own), RULES.calendar)
    counted = sum(day.counts for day in days)
    assert [day.date for day in days] == [start + timedelta(days=n) for n in range(1, len(days) + 1)]
    match limit.unit:
        case "working-days" | "calendar-days":
            assert counted == limit.value
        case "own-date":
            assert days[-1].date == own
        case _:
            assert counted == len(days)

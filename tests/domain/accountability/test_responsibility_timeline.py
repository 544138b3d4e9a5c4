"""Every office hour of an episode has one who held the household and one who was waited for."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from casework.domain.accountability.holders import Party, held_by, waits_for
from casework.domain.accountability.responsibility_timeline import NoSuchEpisodeError, Timeline, timeline
from casework.domain.calendar.office_hours import hours_between
from casework.domain.calendar.work_calendar import SHANGHAI
from casework.domain.codes.clearance import Closing, ProposalReturn
from casework.domain.codes.sources import VerificationSource
from casework.domain.codes.stages import EpisodeKind
from casework.domain.codes.verification import NotEligible
from casework.domain.codes.work import Channel, Refusal, WorkKind
from casework.domain.fact import Fact, Recorded
from casework.domain.facts.clearance import (
    ClearanceProposed,
    ClearanceReturned,
    Cleared,
    ClosedOtherwise,
    ClosingProposed,
    ClosingReturned,
)
from casework.domain.facts.corrections import EntryCorrected
from casework.domain.facts.households import Detected, Registered, Verified
from casework.domain.facts.responsibility import CadreAccepted, CadreAssigned, CadreDeclined, CadreReleased
from casework.domain.facts.work import (
    JobOffered,
    OfferAccepted,
    OfferRefused,
    Placed,
    PlacementConfirmed,
    PlacementDisproved,
)
from casework.domain.household.evolution.evolve import evolve, fold_history
from casework.domain.policy.rules import Rules
from casework.domain.statuses import ClearingGround
from tests.support.households.stories import CADRE, FAMILY, HOUSEHOLD_ID, POLICY, RULES, SUCCESSOR, VILLAGE, policies

TOWNSHIP = Party(role="township", division="532621101000")
COUNTY = Party(role="county-hrss", division="532621000000")
LI_NA = Party(role="cadre", account=CADRE)
WANG_WEI = Party(role="cadre", account=SUCCESSOR)
FATHER = Party(role="member", member=1)

VERIFIED = Verified(confirmed=True, source=VerificationSource.VISIT, employable=(1,))
CONTRACT = Placed(placement=1, member=1, kind=WorkKind.CONTRACT, since=date(2026, 3, 9))
CLEARED = Cleared(rule="clearing@1", ground=ClearingGround.CONTRACT, placement=1, rests_on=(4, 5))


def march(day: int, clock: str = "10:00") -> datetime:
    """A moment in March 2026; the third is a Tuesday."""
    return datetime.combine(date(2026, 3, day), time.fromisoformat(clock), SHANGHAI)


class Life(Struct, frozen=True, kw_only=True):
    """A household's entries, each with the moment at which it happened."""

    entries: tuple[Recorded, ...] = ()

    def then(self, when: datetime, *facts: Fact, recorded: datetime | None = None) -> Life:
        """The life with these facts in it."""
        entries = list(self.entries)
        for fact in facts:
            version = len(entries) + 1
            entries.append(
                Recorded(
                    originator_id=HOUSEHOLD_ID,
                    originator_version=version,
                    timestamp=recorded or when,
                    occurred_at=when,
                    by="zhao.lei",
                    command_id=f"c{version}",
                    fact=fact,
                )
            )
        return replace(self, entries=tuple(entries))

    def told(self, now: datetime, rules: Rules = RULES, number: int | None = None) -> Timeline:
        """Its timeline."""
        return timeline(self.entries, rules, now=now, number=number)


def detection(episode: int = 1) -> Detected:
    """The detection that opens an episode."""
    return Detected(episode=episode, kind=EpisodeKind.FIRST, rule="detection@1", as_of=date(2026, 3, 3))


def at_risk() -> Life:
    """Version 2: detected on Tuesday the third at ten."""
    registered = Registered(village=VILLAGE, number="0012", members=FAMILY, effective_on=date(2026, 3, 3))
    return Life().then(march(3), registered, detection())


def with_cadre() -> Life:
    """Version 5: verified, assigned and accepted at that same moment."""
    return at_risk().then(march(3), VERIFIED, CadreAssigned(cadre=CADRE), CadreAccepted(cadre=CADRE))


def stretches(told: Timeline) -> list[tuple[Any, ...]]:
    """Until when, by whom, waiting for whom, how many hours."""
    return [(s.until, s.by, s.waiting_for, s.open_time / timedelta(hours=1)) for s in told.held]


def hours(told: Timeline) -> float:
    """The open hours."""
    return told.open_time / timedelta(hours=1)


def test_a_whole_episode_hour_by_hour() -> None:
    """From the detection to the clearance a week later: 39 office hours, and each is somebody's."""
    life = (
        at_risk()
        .then(march(3, "15:00"), VERIFIED)
        .then(march(4, "09:00"), CadreAssigned(cadre=CADRE))
        .then(march(4, "16:00"), CadreAccepted(cadre=CADRE))
        .then(march(5), JobOffered(offer=1, member=1, channel=Channel.SOCIAL))
        .then(march(6), OfferAccepted(offer=1))
        .then(march(9, "09:00"), CONTRACT)
        .then(march(9, "15:00"), PlacementConfirmed(placement=1))
        .then(march(10, "09:00"), ClearanceProposed())
        .then(march(10, "16:00"), CLEARED)
    )
    told = life.told(march(20))
    assert stretches(told) == [
        (march(4, "09:00"), TOWNSHIP, TOWNSHIP, 6.0),
        (march(5), LI_NA, LI_NA, 8.0),
        (march(6), LI_NA, FATHER, 7.0),
        (march(9, "09:00"), LI_NA, LI_NA, 6.0),
        (march(9, "15:00"), LI_NA, TOWNSHIP, 4.0),
        (march(10, "09:00"), LI_NA, LI_NA, 3.0),
        (march(10, "16:00"), LI_NA, COUNTY, 5.0),
    ]
    assert (told.since, told.until, hours(told)) == (march(3), march(10, "16:00"), 39.0)


@pytest.mark.parametrize(
    ("facts", "held", "awaited"),
    [
        ((), LI_NA, LI_NA),
        ((ClearanceProposed(),), LI_NA, COUNTY),
        ((ClearanceProposed(), ClearanceReturned(reason=ProposalReturn.OTHER)), LI_NA, LI_NA),
        ((ClosingProposed(reason=Closing.MOVED),), LI_NA, COUNTY),
        (
            (ClosingProposed(reason=Closing.MOVED), ClosingReturned(reason=ProposalReturn.OTHER)),
            LI_NA,
            LI_NA,
        ),
        ((CadreAssigned(cadre=SUCCESSOR),), LI_NA, WANG_WEI),
        ((CadreAssigned(cadre=SUCCESSOR), CadreDeclined(cadre=SUCCESSOR)), LI_NA, LI_NA),
        (
            (CadreAssigned(cadre=SUCCESSOR), CadreReleased(cadre=CADRE), CadreAccepted(cadre=SUCCESSOR)),
            WANG_WEI,
            WANG_WEI,
        ),
        ((CadreReleased(cadre=CADRE, leaves_nobody=True),), TOWNSHIP, TOWNSHIP),
        ((JobOffered(offer=1, member=1, channel=Channel.SOCIAL),), LI_NA, FATHER),
        (
            (
                JobOffered(offer=1, member=1, channel=Channel.SOCIAL),
                OfferRefused(offer=1, reason=Refusal.PAY),
            ),
            LI_NA,
            LI_NA,
        ),
        ((CONTRACT,), LI_NA, TOWNSHIP),
        ((CONTRACT, PlacementConfirmed(placement=1)), LI_NA, LI_NA),
        ((JobOffered(offer=1, member=1, channel=Channel.SOCIAL), CONTRACT), LI_NA, FATHER),
        ((CadreAssigned(cadre=SUCCESSOR), CONTRACT), LI_NA, WANG_WEI),
    ],
)
def test_the_visible_rule(facts: tuple[Fact, ...], held: Party, awaited: Party) -> None:
    """Who holds the household, and whose move it is: the first case of the list that applies."""
    told = with_cadre().then(march(3), *facts).told(march(3, "11:00"))
    assert stretches(told) == [(march(3, "11:00"), held, awaited, 1.0)]


@pytest.mark.parametrize(
    ("facts", "held", "awaited"),
    [
        ((), TOWNSHIP, TOWNSHIP),
        ((CadreAssigned(cadre=CADRE),), LI_NA, TOWNSHIP),
        ((VERIFIED,), TOWNSHIP, TOWNSHIP),
        ((VERIFIED, CadreAssigned(cadre=CADRE)), LI_NA, LI_NA),
        ((VERIFIED, CadreAssigned(cadre=CADRE), CadreDeclined(cadre=CADRE, leaves_nobody=True)), TOWNSHIP, TOWNSHIP),
        ((VERIFIED, CadreAssigned(cadre=CADRE), CONTRACT), LI_NA, LI_NA),
    ],
)
def test_before_a_cadre_has_accepted(facts: tuple[Fact, ...], held: Party, awaited: Party) -> None:
    """The township holds the household until one is assigned, and is waited for until it is verified."""
    told = at_risk().then(march(3), *facts).told(march(3, "11:00"))
    assert stretches(told) == [(march(3, "11:00"), held, awaited, 1.0)]


def test_nights_and_days_off_are_nobodys() -> None:
    """A release on Saturday is seen from Monday on; the stretch before it ends then, without an hour of its own."""
    life = with_cadre().then(march(7), CadreReleased(cadre=CADRE, leaves_nobody=True))
    life = life.then(march(8), CadreAssigned(cadre=SUCCESSOR))
    assert stretches(life.told(march(9, "09:30"))) == [
        (march(7), LI_NA, LI_NA, 26.5),
        (march(9, "09:30"), WANG_WEI, WANG_WEI, 1.0),
    ]


def test_a_late_entry_stands_where_it_happened() -> None:
    """The hand-over of Wednesday that was entered on Friday: from Wednesday on the successor held the household."""
    life = with_cadre().then(march(5), JobOffered(offer=1, member=1, channel=Channel.SOCIAL))
    handed = (CadreReleased(cadre=CADRE), CadreAccepted(cadre=SUCCESSOR))
    life = life.then(march(4), CadreAssigned(cadre=SUCCESSOR), *handed, recorded=march(6))
    assert stretches(life.told(march(6))) == [
        (march(4), LI_NA, LI_NA, 7.0),
        (march(5), WANG_WEI, WANG_WEI, 7.0),
        (march(6), WANG_WEI, FATHER, 7.0),
    ]


def test_a_stand_in_holds_the_household_while_he_stands_in() -> None:
    """From his acceptance on Wednesday until it is given back on Thursday; then it waits for the cadre to accept."""
    life = with_cadre().then(march(4, "09:00"), CadreAssigned(cadre=SUCCESSOR, stands_in_for=CADRE))
    life = life.then(march(4), CadreReleased(cadre=CADRE), CadreAccepted(cadre=SUCCESSOR))
    life = life.then(march(5), CadreReleased(cadre=SUCCESSOR), CadreAssigned(cadre=CADRE))
    assert stretches(life.told(march(6))) == [
        (march(4, "09:00"), LI_NA, LI_NA, 6.0),
        (march(4), LI_NA, WANG_WEI, 1.0),
        (march(5), WANG_WEI, WANG_WEI, 7.0),
        (march(6), LI_NA, LI_NA, 7.0),
    ]


def test_a_withdrawn_entry_never_was() -> None:
    """An assignment that a correction took back leaves the township responsible throughout."""
    life = at_risk().then(march(3), VERIFIED).then(march(4), CadreAssigned(cadre=CADRE))
    life = life.then(march(5), EntryCorrected(version=4, withdrawn=True))
    assert stretches(life.told(march(5))) == [(march(5), TOWNSHIP, TOWNSHIP, 14.0)]


def test_another_policy_changes_hours_and_office_from_its_day() -> None:
    """From Thursday on offices are open an hour a day and the county itself decides: earlier days stay as they were."""
    decision = tuple(replace(rule, office="county") for rule in POLICY.decision)
    notices = replace(POLICY.notices, hours=((time(9), time(10)),))
    later = replace(POLICY, version="2", effective_on=date(2026, 3, 5), decision=decision, notices=notices)
    rules = replace(RULES, policies=policies(POLICY, later))
    told = with_cadre().then(march(4), ClearanceProposed()).told(march(6), rules)
    assert stretches(told) == [
        (march(4), LI_NA, LI_NA, 7.0),
        (march(5, "00:00"), LI_NA, COUNTY, 5.5),
        (march(6), LI_NA, replace(COUNTY, role="county"), 2.0),
    ]


def test_each_episode_has_its_own_timeline() -> None:
    """An ended one stands still, a new one begins with the township; the last is told unless another is asked for."""
    life = with_cadre().then(march(4), ClosedOtherwise(reason=Closing.MOVED)).then(march(5), detection(2))
    assert stretches(life.told(march(6), number=1)) == [(march(4), LI_NA, LI_NA, 7.0)]
    assert stretches(life.told(march(6))) == stretches(life.told(march(6), number=2))
    assert stretches(life.told(march(6))) == [(march(6), TOWNSHIP, TOWNSHIP, 7.0)]


def test_an_episode_that_was_found_not_eligible_ends_there() -> None:
    """What comes after belongs to nobody."""
    life = at_risk().then(
        march(4), Verified(confirmed=False, source=VerificationSource.VISIT, reason=NotEligible.MOVED)
    )
    assert stretches(life.told(march(9))) == [(march(4), TOWNSHIP, TOWNSHIP, 7.0)]


def test_an_episode_without_an_office_hour_is_empty() -> None:
    """Detected at night, asked before the offices open."""
    registered = Registered(village=VILLAGE, number="0012", members=FAMILY, effective_on=date(2026, 3, 3))
    told = Life().then(march(3, "20:00"), registered, detection()).told(march(4, "08:00"))
    assert (told.held, told.open_time) == ((), timedelta())


def test_an_episode_that_there_is_not_is_refused() -> None:
    """By its number, or because nobody is registered."""
    for number in (2, 3):
        with pytest.raises(NoSuchEpisodeError) as refused:
            at_risk().told(march(4), number=number)
        assert f"第{number}个" in refused.value.zh
    with pytest.raises(NoSuchEpisodeError) as refused:
        Life().then(march(3), VERIFIED).told(march(4))
    assert refused.value.number is None


def test_who_was_never_detected_has_a_timeline_from_the_registration_on() -> None:
    """The township holds it until it has a standing cadre; an open offer waits for its member. Number 0 asks for it later."""
    registered = Registered(village=VILLAGE, number="0012", members=FAMILY, effective_on=date(2026, 3, 3))
    offered = JobOffered(offer=1, member=1, channel=Channel.SOCIAL)
    life = Life().then(march(3), registered).then(march(4), CadreAssigned(cadre=CADRE)).then(march(5), offered)
    told = life.told(march(6))
    assert (told.episode, told.since, told.until) == (0, march(3), march(6))
    assert stretches(told) == [
        (march(4), TOWNSHIP, TOWNSHIP, 7.0),
        (march(5), LI_NA, LI_NA, 7.0),
        (march(6), LI_NA, FATHER, 7.0),
    ]
    assert stretches(at_risk().told(march(4), number=0)) == []


HAPPENINGS = st.sampled_from(
    [
        VERIFIED,
        CadreAssigned(cadre=CADRE),
        CadreAssigned(cadre=SUCCESSOR),
        CadreAccepted(cadre=CADRE),
        CadreAccepted(cadre=SUCCESSOR),
        CadreDeclined(cadre=CADRE),
        CadreDeclined(cadre=SUCCESSOR),
        CadreReleased(cadre=CADRE),
        JobOffered(offer=1, member=1, channel=Channel.SOCIAL),
        OfferRefused(offer=1, reason=Refusal.PAY),
        CONTRACT,
        PlacementConfirmed(placement=1),
        PlacementDisproved(placement=1, member=1, reason=ProposalReturn.OTHER),
        ClearanceProposed(),
        ClearanceReturned(reason=ProposalReturn.OTHER),
        ClosingProposed(reason=Closing.MOVED),
        ClosingReturned(reason=ProposalReturn.OTHER),
    ]
)
HALF_HOUR = timedelta(minutes=30)
HISTORIES = st.lists(st.tuples(HAPPENINGS, st.integers(-4, 14 * 48), st.integers(0, 480)), max_size=14)


@given(HISTORIES, st.integers(0, 16 * 48))
@settings(max_examples=60)
def test_the_hours_add_up_to_the_open_time(history: list[tuple[Fact, int, int]], open_for: int) -> None:
    """Whatever happened, in whatever order it was entered: counted half-hour by half-hour it comes to the same."""
    life, now = at_risk(), march(3) + open_for * HALF_HOUR
    for fact, after, late in sorted(history, key=lambda each: each[1] + each[2]):
        when = march(3) + after * HALF_HOUR
        life = life.then(when, fact, recorded=when + late * HALF_HOUR)
    told = life.told(now)
    notice_hours = POLICY.notices.hours
    assert told.open_time == hours_between(march(3), now, RULES.calendar, notice_hours)
    assert sum((each.open_time for each in told.held), timedelta()) == told.open_time
    for earlier, later in pairwise(told.held):
        assert earlier.until <= later.since
        assert earlier.until < later.since or (earlier.by, earlier.waiting_for) != (later.by, later.waiting_for)
    assert by_half_hours(life, now) == Counter(
        {
            key: sum((each.open_time for each in told.held if (each.by, each.waiting_for) == key), timedelta())
            for key in {(each.by, each.waiting_for) for each in told.held}
        }
    )


def by_half_hours(life: Life, now: datetime) -> dict[tuple[Party, Party], timedelta]:
    """The same, worked out anew for every half hour of every day from all that had happened by then."""
    found: dict[tuple[Party, Party], timedelta] = {}
    tick = march(3)
    while tick < now:
        clock, worked = tick.timetz().replace(tzinfo=None), RULES.calendar.is_working(tick.date())
        if worked and any(first <= clock < last for first, last in POLICY.notices.hours):
            happened = sorted(
                (e for e in life.entries[2:] if e.occurred_at <= tick), key=lambda e: max(e.occurred_at, march(3))
            )
            household = fold_history(HOUSEHOLD_ID, life.entries[:2])
            for entry in happened:
                household = evolve(household, entry)
            key = held_by(household), waits_for(household, POLICY)
            found[key] = found.get(key, timedelta()) + HALF_HOUR
        tick += HALF_HOUR
    return found

"""
Two times mean two times (GY-17b): what is entered late counts when it happened, and changes nothing that came later.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from casework.domain.codes.clearance import Closing
from casework.domain.codes.people import Capacity, Employment, Willingness
from casework.domain.codes.service.assistance import DifficultyKind, FollowUpKind, Level, Outcome
from casework.domain.codes.sources import Source, VerificationSource
from casework.domain.codes.verification import NotEligible
from casework.domain.codes.work import Channel, JobEnd, WorkKind
from casework.domain.decisions.offers import offer_job
from casework.domain.decisions.placements import end_job, place
from casework.domain.decisions.registration import update_members
from casework.domain.decisions.service.follow_ups import log_follow_up
from casework.domain.decisions.service.levels import set_level
from casework.domain.fact import Fact
from casework.domain.facts.assistance import DifficultyRaised, DifficultyResolved, FollowUpLogged
from casework.domain.facts.clearance import ClosedOtherwise
from casework.domain.facts.deadlines import DeadlinePaused, DeadlineResumed
from casework.domain.facts.households import HouseholdReported, Verified
from casework.domain.facts.responsibility import CadreAccepted, GreenChannelClosed, GreenChannelOpened, LevelSet
from casework.domain.facts.work import EmploymentEnded, JobOffered, Placed
from casework.domain.members import Member
from tests.support.households.deadline_stories import (
    ACCEPTED,
    CLEARED,
    CONFIRMED,
    REACHED,
    VISIT,
    detected,
    runs,
)
from tests.support.households.stories import (
    CADRE,
    CHILD,
    FATHER,
    GRANDMOTHER,
    SUCCESSOR,
    WIFE,
    Story,
    a_cleared_household,
    a_household_with_cadre,
    a_registered_household,
    a_statement,
    given,
    ten_o_clock,
    working,
)

WORKED = working(FATHER)
CALL = FollowUpLogged(kind=FollowUpKind.CALL, outcome=Outcome.REACHED)


def a_second_episode() -> Story:
    """Cleared on 3 March, the job lost on 20 April, the next cadre accepted on the 21st."""
    lost = date(2026, 4, 20)
    story = a_cleared_household().did(end_job, at=lost, placement=1, on=lost, reason=JobEnd.QUIT)
    return story.happened(CONFIRMED, CadreAccepted(cadre=SUCCESSOR, willing=(1,)), at=date(2026, 4, 21))


# ---- Deadlines


def test_an_older_contact_meets_nothing_that_began_after_it() -> None:
    """Reached on 20 March, due on 20 April; a visit of 6 March entered in May leaves that as it was."""
    story = detected().happened(ACCEPTED, at=date(2026, 3, 4)).happened(REACHED, at=date(2026, 3, 20))
    runs(story, "contact", "4", date(2026, 4, 20))
    late = story.happened(REACHED, at=date(2026, 3, 6), recorded_at=date(2026, 5, 12))
    runs(late, "contact", "4", date(2026, 4, 20))
    assert late.occurrences("contact") == ["3", "5", "4"]
    assert late.deadline("contact", "3").met_at == ten_o_clock(date(2026, 3, 6))
    assert late.deadline("contact", "5").met_at == ten_o_clock(date(2026, 3, 20))


def test_an_older_contact_entered_in_time_makes_nobody_late() -> None:
    """The next one is counted from the newest visit, not from the one entered last."""
    story = detected().happened(ACCEPTED).happened(CALL, at=date(2026, 4, 1))
    late = story.happened(CALL, at=date(2026, 3, 10), recorded_at=date(2026, 4, 8))
    runs(late, "contact", "4", date(2026, 5, 6))  # 1 May is a holiday
    assert [i for i in late.occurrences("contact") if late.deadline("contact", i).unmet] == ["4"]


def test_the_late_visit_that_was_made_in_time_meets_the_contact() -> None:
    """An honest late entry helps: made on the last day, entered a week later."""
    story = detected().happened(ACCEPTED).happened(REACHED, at=date(2026, 3, 20))
    for on, met in ((date(2026, 4, 20), True), (date(2026, 3, 19), False)):
        late = story.happened(CALL, at=on, recorded_at=date(2026, 4, 28))
        assert late.deadline("contact", "4").unmet is not met


@pytest.mark.parametrize(
    ("level", "raised_on", "due_on"),
    [
        (Level.SPECIAL, date(2026, 3, 10), date(2026, 3, 25)),
        (Level.KEY, date(2026, 3, 17), date(2026, 4, 2)),
    ],
)
def test_the_level_of_a_contact_is_that_of_its_day(level: Level, raised_on: date, due_on: date) -> None:
    """A level entered after the visit but set before it counts."""
    story = detected().happened(ACCEPTED)
    visited = story.happened(REACHED, at=date(2026, 3, 18), recorded_at=date(2026, 3, 20))
    runs(visited.happened(LevelSet(level=level), at=raised_on, recorded_at=date(2026, 3, 20)), "contact", "4", due_on)


def test_a_contact_of_a_day_before_the_level_was_raised_is_shortened_from_then_on() -> None:
    """The other way round: its days are counted from the change, not from the visit."""
    raised = detected().happened(ACCEPTED).happened(LevelSet(level=Level.SPECIAL), at=date(2026, 3, 20))
    late = raised.happened(REACHED, at=date(2026, 3, 18), recorded_at=date(2026, 3, 20))
    instance = late.deadline("contact", "5")
    assert (instance.limit.value, instance.counted_from, instance.due_on) == (7, date(2026, 3, 20), date(2026, 3, 27))


def test_the_level_in_force_is_the_last_by_its_day() -> None:
    """And setting the level of then is no change of now."""
    story = detected().happened(LevelSet(level=Level.KEY), at=date(2026, 3, 20))
    late = story.happened(LevelSet(level=Level.SPECIAL), at=date(2026, 3, 10), recorded_at=date(2026, 3, 23))
    assert late.household.open_episode().level is Level.KEY
    given(late).when(set_level, at=date(2026, 3, 12), level=Level.SPECIAL).then_quiet()
    given(late).when(set_level, at=date(2026, 3, 12), level=Level.GENERAL).then(LevelSet(level=Level.GENERAL))


def test_the_green_channel_of_a_start_is_that_of_its_moment() -> None:
    """Opened before the verification and entered after it: the short limit; closed by then: the usual one."""
    story = detected().happened(CONFIRMED, at=date(2026, 3, 10))
    opened = story.happened(GreenChannelOpened(), at=date(2026, 3, 9), recorded_at=date(2026, 3, 11))
    assert opened.deadline("assign", "3").limit.value == 1
    closed = opened.happened(GreenChannelClosed(), at=date(2026, 3, 9), recorded_at=date(2026, 3, 11))
    assert closed.deadline("assign", "3").limit.value == 2
    assert not closed.household.open_episode().green_channel


def test_what_happened_after_the_end_of_an_episode_meets_nothing_of_it() -> None:
    """A plan is open when the household is cleared; a visit later on is not its first visit."""
    story = detected().happened(ACCEPTED).happened(CLEARED, at=date(2026, 3, 10))
    ended = story.deadline("first-visit", "3")
    assert ended.ended_at == ten_o_clock(date(2026, 3, 10))
    after = story.happened(REACHED, at=date(2026, 3, 11)).deadline("first-visit", "3")
    assert (after.met_at, after.ended_at) == (None, ended.ended_at)
    before = story.happened(REACHED, at=date(2026, 3, 9), recorded_at=date(2026, 3, 12)).deadline("first-visit", "3")
    assert (before.met_at, before.ended_at) == (ten_o_clock(date(2026, 3, 9)), None)


MOVED_AWAY = ClosedOtherwise(reason=Closing.MOVED)
IN_WORK = Verified(confirmed=False, source=VerificationSource.VISIT, reason=NotEligible.EMPLOYED)


@pytest.mark.parametrize(
    ("ending", "deadline", "act"),
    [
        (MOVED_AWAY, "report", HouseholdReported()),
        (MOVED_AWAY, "verify", CONFIRMED),
        (IN_WORK, "report", HouseholdReported()),
    ],
)
@pytest.mark.parametrize(("done_on", "met"), [(9, True), (11, False)])
def test_what_was_done_after_any_end_meets_nothing(
    ending: Fact, deadline: str, act: Fact, done_on: int, met: bool
) -> None:
    """Closed or found not eligible on the 10th: what was done the day before counts, also when it is entered later."""
    story = detected().happened(ending, at=date(2026, 3, 10))
    done = story.happened(act, at=date(2026, 3, done_on), recorded_at=date(2026, 3, 12)).deadline(deadline)
    assert (done.met_at is not None, done.ended_at is None) == (met, met)


def test_a_pause_never_ends_before_it_begins() -> None:
    """A resumption dated before the pause leaves it standing."""
    story = detected().happened(DeadlinePaused(deadline="verify", occurrence="2"), at=date(2026, 3, 9))
    late = story.happened(
        DeadlineResumed(deadline="verify", occurrence="2"), at=date(2026, 3, 6), recorded_at=date(2026, 3, 10)
    )
    (pause,) = late.deadline("verify").pauses
    assert (pause.since, pause.until) == (ten_o_clock(date(2026, 3, 9)), None)


def test_a_report_dated_before_the_detection_meets_nothing() -> None:
    """Old logs hold such entries: they were taken once, and stay without effect on what began later."""
    story = detected(date(2026, 3, 10)).happened(
        HouseholdReported(), at=date(2026, 3, 9), recorded_at=date(2026, 3, 11)
    )
    assert story.deadline("report").unmet


# ---- Episodes


def test_a_late_visit_belongs_to_the_episode_in_which_it_happened() -> None:
    """The first visit and the contact of the new one stay open."""
    story = a_second_episode()
    late = story.happened(REACHED, at=date(2026, 3, 10), recorded_at=date(2026, 4, 22), by=CADRE)
    assert [[e.topic for e in episode.entries].count("follow-up-logged") for episode in late.household.episodes] == [
        1,
        0,
    ]
    assert late.deadline("first-visit").episode == 2
    assert late.deadline("first-visit").unmet
    assert late.deadline("contact").unmet


def test_a_late_offer_belongs_to_the_episode_in_which_it_was_made() -> None:
    """It is no first offer of the new one, and its refusal does not count there."""
    story = a_second_episode()
    offered = given(story).when(offer_job, at=date(2026, 3, 10), member=1, post="厨师", channel=Channel.PROJECT)
    assert offered.refusal is None
    late = story.happened(
        JobOffered(offer=1, member=1, channel=Channel.PROJECT), at=date(2026, 3, 10), recorded_at=date(2026, 4, 22)
    )
    assert [offer.episode for offer in late.household.offers] == [1]
    assert late.deadline("first-offer").unmet


def test_a_visit_after_a_detection_that_is_entered_late_belongs_to_the_new_episode() -> None:
    """The job was lost on 20 April and found out in May: the visit of 24 April was one of the new episode."""
    lost = date(2026, 4, 20)
    story = a_cleared_household().happened(REACHED, at=date(2026, 4, 24))
    late = story.did(end_job, at=lost, placement=1, on=lost, reason=JobEnd.QUIT)
    assert [e.topic for e in late.household.open_episode().entries] == ["detected", "follow-up-logged"]
    accepted = late.happened(ACCEPTED, at=date(2026, 4, 22), recorded_at=date(2026, 4, 28))
    assert not accepted.deadline("first-visit").unmet


def test_what_is_logged_of_a_day_before_the_first_detection_or_after_a_closing_is_outside() -> None:
    """There was no episode to which it could belong."""
    story = detected(date(2026, 3, 10))
    closed = story.happened(
        Verified(confirmed=False, source=VISIT, reason=NotEligible.MOVED, employable=(1,)), at=date(2026, 3, 12)
    )
    for day, number in ((9, 0), (10, 1), (11, 1), (12, 0)):
        visited = closed.did(log_follow_up, at=date(2026, 3, day), kind=FollowUpKind.VISIT, outcome=Outcome.REACHED)
        records = visited.household.records
        assert [r.number for r in records if any(e.version == visited.version for e in r.entries)] == [number]


def test_a_difficulty_that_was_solved_since_is_not_open() -> None:
    """Taken up and solved; its earlier entry comes in last."""
    kind = DifficultyKind.TRAVEL
    story = detected().happened(DifficultyResolved(kind=kind), at=date(2026, 3, 20))
    raised = DifficultyRaised(kind=kind, owner=CADRE, due_on=date(2026, 3, 25))
    late = story.happened(raised, at=date(2026, 3, 10), recorded_at=date(2026, 3, 23))
    assert late.household.open_episode().difficulties == ()
    assert late.deadline("difficulty").met_at == ten_o_clock(date(2026, 3, 20))


# ---- What is said of members


def says(*members: Member, on: date, source: Source = Source.SURVEY, **more: Any) -> dict[str, Any]:
    """A statement of a day, as words of a decision."""
    return {"statement": a_statement(*members, source=source, on=on, **more)}


def test_an_older_survey_ends_no_newer_job() -> None:
    """Placed and confirmed on 3 March; a form of 27 February says that he is without work."""
    story = a_cleared_household()
    late = story.did(update_members, at=date(2026, 3, 23), **says(FATHER, on=date(2026, 2, 27)))
    assert [entry.fact for entry in late.entries if isinstance(entry.fact, EmploymentEnded)] == []
    assert late.household.is_employed(1)
    assert [episode.state for episode in late.household.episodes] == ["cleared"]
    newer = story.did(update_members, at=date(2026, 3, 23), **says(FATHER, on=date(2026, 3, 20)))
    assert [episode.state for episode in newer.household.episodes] == ["cleared", "open"]


@pytest.mark.parametrize("source", [Source.SURVEY, Source.LEDGER])
def test_a_statement_counts_from_its_day(source: Source) -> None:
    """What was said of 18 March stands against what is said of 10 March afterwards, for each value by itself."""
    man = FATHER
    story = a_registered_household(man, GRANDMOTHER, CHILD)
    at_work = working(man, work_months=7)
    story = story.did(update_members, at=date(2026, 3, 18), **says(at_work, on=date(2026, 3, 18), source=source))
    older = says(replace(man, willingness=Willingness.WILLING), on=date(2026, 3, 10), source=source)
    late = story.did(update_members, at=date(2026, 3, 24), **older)
    now = late.household.member(1).now
    assert (now.employment, now.work_months, now.willingness) == (Employment.EMPLOYED, 7, Willingness.WILLING)


def test_an_older_ledger_neither_adds_nor_removes_anybody() -> None:
    """Who belongs to the household is what the newest ledger says; the same one again is quiet."""
    story = a_registered_household(working(FATHER), GRANDMOTHER, CHILD, on=date(2026, 3, 31))
    older = says(FATHER, WIFE, on=date(2025, 12, 31), source=Source.LEDGER, left=(2, 3))
    given(story).when(update_members, at=date(2026, 4, 2), **older).then_quiet()
    assert [m.number for m in story.household.present()] == [1, 2, 3]


def test_an_older_ledger_fills_what_the_newer_one_left_blank_and_no_more() -> None:
    """The ledger of 1 May says again that he has no work, and something else is new in it: that of 5 March is too late."""
    man = replace(FATHER, willingness=None)
    story = a_registered_household(man)
    newer = says(replace(man, capacity=Capacity.WEAK), on=date(2026, 5, 1), source=Source.LEDGER)
    story = story.did(update_members, at=date(2026, 5, 1), **newer)
    older = replace(man, employment=Employment.MILITARY_SERVICE, willingness=Willingness.WILLING)
    late = story.did(update_members, at=date(2026, 5, 2), **says(older, on=date(2026, 3, 5), source=Source.LEDGER))
    now = late.household.member(1).now
    assert (now.employment, now.capacity, now.willingness) == (
        Employment.NOT_EMPLOYED, Capacity.WEAK, Willingness.WILLING,
    )  # fmt: skip


def test_a_member_listed_since_has_not_left_before() -> None:
    """A form of 5 March says that he left; the ledger of 20 March lists him."""
    story = a_registered_household(working(FATHER), GRANDMOTHER, CHILD, on=date(2026, 3, 20))
    late = story.did(update_members, at=date(2026, 3, 23), **says(on=date(2026, 3, 5), left=(1,)))
    assert not late.household.member(1).left
    left = story.did(update_members, at=date(2026, 3, 23), **says(on=date(2026, 3, 21), left=(1,)))
    assert [m.number for m in left.household.present()] == [2, 3]


def test_who_left_does_not_come_back_by_an_older_survey() -> None:
    """Only by one of a later day."""
    story = a_registered_household(working(FATHER), GRANDMOTHER, CHILD)
    left = story.did(update_members, at=date(2026, 3, 20), **says(on=date(2026, 3, 20), left=(1,)))
    for on, present in ((date(2026, 3, 10), [2, 3]), (date(2026, 3, 21), [1, 2, 3])):
        again = left.did(update_members, at=date(2026, 3, 24), **says(working(FATHER), on=on))
        assert [m.number for m in again.household.present()] == present


def test_a_job_entered_after_it_was_over_is_over() -> None:
    """A survey of 20 March found him without work; the job is entered for a day before that, then for a day since."""
    story = a_household_with_cadre().did(update_members, at=date(2026, 3, 20), **says(WORKED, on=date(2026, 3, 20)))
    story = story.did(update_members, at=date(2026, 3, 20), **says(FATHER, on=date(2026, 3, 20)))
    job: dict[str, Any] = {"member": 1, "kind": WorkKind.FLEXIBLE, "since": date(2026, 3, 9)}
    placed = Placed(placement=1, **job)
    over = EmploymentEnded(member=1, placement=1, on=date(2026, 3, 20), reason=JobEnd.OTHER)
    given(story).when(place, at=date(2026, 3, 10), **job).then(placed, over)
    given(story).when(place, at=date(2026, 3, 21), **job).then(placed)

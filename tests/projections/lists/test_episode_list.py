"""Episodes add up to what a hand counts: one household with three relapses, and its neighbours (GY-13a)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from msgspec.structs import replace
from sqlalchemy import Engine

from casework.domain.calendar.due_dates import months_after
from casework.domain.codes.clearance import Closing, Milestone
from casework.domain.codes.sources import VerificationSource
from casework.domain.codes.stages import EpisodeKind
from casework.domain.codes.work import JobEnd, WorkKind
from casework.domain.decisions import clearance, closing, placements, retention, verification
from casework.domain.decisions.cadres import responsibility
from casework.domain.errors import InvalidValueError
from casework.domain.facts.households import VillageChanged
from casework.domain.rights.everywhere import EVERYWHERE
from projections.following.catch_up import catch_up
from projections.following.rebuild import rebuild
from projections.lists.episode_list import EpisodeEntry, Episodes
from projections.lists.figures.episode_report import Lasting, Returned, episode_report
from projections.storage.engine import read_engine
from tests.support.households.life_stories import OTHER_VILLAGE, VILLAGE, World, correct, register
from tests.support.households.rule_books import BOOKS
from tests.support.installations.table_rows import all_rows

DAY = timedelta(days=1)
FIRST, RELAPSE, NOT_RETAINED, FALSE = EpisodeKind


def on(day: date) -> datetime:
    """Nine in the morning."""
    return datetime(day.year, day.month, day.day, 1, tzinfo=UTC)


def clears(
    world: World,
    household: UUID,
    day: date,
    kind: WorkKind = WorkKind.CONTRACT,
    placement: int = 1,
    document: str | None = None,
) -> None:
    """Verified, placed and cleared, all on one day."""
    at = on(day)
    months = 12 if kind is WorkKind.CONTRACT else None
    do = world.do
    do(household, verification.verify, by="township", at=at, source=VerificationSource.VISIT)
    do(household, responsibility.assign_cadre, by="township", at=at, cadre="li.na")
    do(household, responsibility.accept_household, by="li.na", at=at)
    do(household, placements.place, by="li.na", at=at, member=1, kind=kind, since=day, contract_months=months)
    do(household, placements.confirm_placement, by="township", at=at, placement=placement, document=document)
    do(household, clearance.propose_clearance, by="li.na", at=at)
    do(household, clearance.decide_clearance, by="county", at=at)


def stabilises(world: World, household: UUID, cleared: date) -> date:
    """Checked after three and six months, and confirmed a day later; returns that day."""
    for milestone, months in ((Milestone.THREE_MONTHS, 3), (Milestone.SIX_MONTHS, 6)):
        at = on(months_after(cleared, months))
        world.do(household, retention.check_retention, by="li.na", at=at, milestone=milestone, still_employed=True)
    stable = months_after(cleared, 6) + DAY
    world.do(household, retention.confirm_stability, by="county", at=on(stable))
    return stable


def loses(world: World, household: UUID, day: date, placement: int = 1) -> None:
    """The job ends, and with it the household is one of zero employment again."""
    world.do(household, placements.end_job, by="li.na", at=on(day), placement=placement, on=day, reason=JobEnd.QUIT)


def closes(world: World, household: UUID, day: date) -> None:
    """It moved away."""
    world.do(household, closing.propose_closing, by="li.na", at=on(day), reason=Closing.MOVED)
    world.do(household, closing.decide_closing, by="county", at=on(day), reason=Closing.MOVED)


def the_village(world: World) -> dict[str, UUID]:
    """
    H1 relapses three times, 200, 300 and 400 days after its clearances, and is open; H2 loses its welfare post after 50
    days and moves away; H3 keeps its own business; H4 moves away at once; H5 is open; H6 elsewhere relapses after 250.
    """
    start = date(2020, 3, 2)
    ids = {number: register(world, number, at=on(start)) for number in ("H1", "H2", "H3", "H4", "H5")}
    ids["H6"] = register(world, "H6", village=OTHER_VILLAGE, at=on(start))
    day = date(2020, 3, 3)
    for placement, days in enumerate((200, 300, 400), start=1):
        clears(world, ids["H1"], day, placement=placement)
        stabilises(world, ids["H1"], day)
        loses(world, ids["H1"], day + days * DAY, placement)
        day += (days + 1) * DAY
    clears(world, ids["H2"], start + DAY, WorkKind.PUBLIC_WELFARE)
    loses(world, ids["H2"], start + 51 * DAY)
    closes(world, ids["H2"], start + 60 * DAY)
    clears(world, ids["H3"], start + 2 * DAY, WorkKind.SELF_EMPLOYED, document="licence")
    closes(world, ids["H4"], start + 3 * DAY)
    clears(world, ids["H6"], start + DAY)
    stabilises(world, ids["H6"], start + DAY)
    loses(world, ids["H6"], start + 251 * DAY)
    return ids


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """The read models' engine on a fresh database."""
    engine = read_engine(database_url)
    yield engine
    engine.dispose()


def followed(engine: Engine, world: World) -> tuple[EpisodeEntry, ...]:
    catch_up(world, engine, BOOKS)
    return Episodes(engine).list(scope=EVERYWHERE).rows


def test_one_row_an_episode_with_its_end_and_what_came_after(engine: Engine) -> None:
    """The three relapses of H1, each after stability; its fourth episode is open."""
    world = World()
    the_village(world)
    rows = [row for row in followed(engine, world) if row.household == "H1"]
    assert [(row.episode, row.kind, row.state, row.next_kind, row.days_until_next) for row in rows] == [
        (1, FIRST, "stable", RELAPSE, 200),
        (2, RELAPSE, "stable", RELAPSE, 300),
        (3, RELAPSE, "stable", RELAPSE, 400),
        (4, RELAPSE, "open", None, None),
    ]
    assert (rows[0].detected_on, rows[0].ended_on) == (date(2020, 3, 2), date(2020, 3, 3))
    assert (rows[0].stable_on, rows[0].next_detected_on) == (date(2020, 9, 4), date(2020, 9, 19))
    assert (rows[0].ground, rows[0].work, rows[3].ground, rows[3].work) == ("contract", "contract", None, None)


def test_the_report_is_the_hand_count(engine: Engine) -> None:
    """
    By hand: H1 3 contracts, stable, relapsed after 200, 300, 400; H6 one after 250; H2 a welfare post not retained
    after 50; H3 an own business that lasts. Median of 200, 250, 300, 400 is the lower middle, 250.
    """
    world = World()
    the_village(world)
    report = episode_report(followed(engine, world))
    assert report.detected == {FIRST: 6, RELAPSE: 4, NOT_RETAINED: 1, FALSE: 0}
    assert (report.cleared, report.closed_otherwise, report.open) == (6, 2, 3)
    relapsed = Returned(episodes=4, shortest=200, median=250, longest=400)
    lost = Returned(episodes=1, shortest=50, median=50, longest=50)
    contracts = Lasting(name="contract", cleared=4, stable=4, lasting=0, relapsed=relapsed, not_retained=Returned())
    welfare = Lasting(name="public-welfare", cleared=1, stable=0, lasting=0, relapsed=Returned(), not_retained=lost)
    own = Lasting(name="licence", cleared=1, stable=0, lasting=1, relapsed=Returned(), not_retained=Returned())
    assert report.by_ground == (contracts, own, welfare)
    assert report.by_work == (contracts, welfare, replace(own, name="self-employed"))
    assert report.all == Lasting(name=None, cleared=6, stable=4, lasting=1, relapsed=relapsed, not_retained=lost)


def test_the_days_of_a_report_are_both_included(engine: Engine) -> None:
    """H1's first clearance was on 3 March 2020: in on the day itself, out a day later or earlier."""
    world = World()
    the_village(world)
    entries = [row for row in followed(engine, world) if row.household == "H1"]
    day = date(2020, 3, 3)

    def cleared(first: date, last: date) -> int:
        return episode_report(entries, first=first, last=last).cleared

    assert [cleared(day, day), cleared(day + DAY, day + DAY), cleared(day - DAY, day - DAY)] == [1, 0, 0]
    with pytest.raises(InvalidValueError):
        episode_report(entries, first=day, last=day - timedelta(days=1))
    of_the_day = episode_report(entries, first=day, last=day)
    assert (sum(of_the_day.detected.values()), of_the_day.all.relapsed.median) == (0, 200)


def test_a_region_counts_its_own(engine: Engine) -> None:
    """H6 lives elsewhere; carried over into another village it is counted there."""
    world = World()
    ids = the_village(world)
    catch_up(world, engine, BOOKS)
    episodes = Episodes(engine)
    assert {row.household for row in episodes.list(region=OTHER_VILLAGE, scope=EVERYWHERE).rows} == {"H6"}
    moved = VillageChanged(earlier=OTHER_VILLAGE, village=VILLAGE, effective_on=date(2026, 1, 1), change=1)
    world.add(ids["H6"], moved, by="rule:divisions@1", at=on(date(2026, 1, 1)))
    catch_up(world, engine, BOOKS)
    assert episodes.list(region=OTHER_VILLAGE, scope=EVERYWHERE).rows == ()
    assert len(episodes.list(region=VILLAGE, scope=EVERYWHERE).rows) == 11


def test_rebuilt_is_followed_and_a_withdrawn_registration_counts_nowhere(engine: Engine) -> None:
    """The rows are the same whichever way they were made."""
    world = World()
    ids = the_village(world)
    catch_up(world, engine, BOOKS)
    correct(world, ids["H5"], 1, None, at=on(date(2026, 1, 1)))
    rows = followed(engine, world)
    assert "H5" not in {row.household for row in rows}
    live = all_rows(engine)["rm_episode_list"]
    rebuild(world, engine, BOOKS)
    assert all_rows(engine)["rm_episode_list"] == live


def test_nothing_cleared_is_no_division_by_zero() -> None:
    """An empty report has zeros and no days."""
    report = episode_report(())
    assert (report.cleared, report.by_ground, report.all.relapsed) == (0, (), Returned())

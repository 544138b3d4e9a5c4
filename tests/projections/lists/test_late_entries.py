"""The report of late logging says what the histories say, counted one by one."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import Engine

from casework.application.log.records.household_ids import village_of
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.deadlines.instances import instances
from casework.domain.deadlines.ladder import recipients
from casework.domain.deadlines.outcomes import DutyOutcome, is_late_entry, outcome_of
from casework.domain.fact import Recorded
from casework.domain.facts.corrections import CorrectionProposed, EntryCorrected
from casework.domain.household.evolution.evolve import fold_history
from casework.domain.rights.everywhere import EVERYWHERE
from projections.following.catch_up import catch_up
from projections.lists.entries.late_entries import ALWAYS, Days, LateEntries
from projections.storage.engine import read_engine
from tests.support.households.life_stories import RULES, World, a_random_world
from tests.support.households.rule_books import BOOK, BOOKS

Place = tuple[str, str | None]
COUNTS = ("entries", "late", "longest_days", "in_time", "logged_late", "done_late", "nothing_done", "ended_overdue")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """An engine of empty read models."""
    engine = read_engine(f"sqlite:///{tmp_path / 'casework.sqlite'}")
    yield engine
    engine.dispose()


def entered_late(world: World, chance: random.Random) -> World:
    """The same facts, some of which happened up to twelve days before they were recorded."""
    for place, (position, entry) in enumerate(world.facts):
        assert isinstance(entry, Recorded)
        ago = timedelta(hours=chance.choice((0, 0, 0, 7, 30, 90, 290)))
        world.facts[place] = (position, replace(entry, occurred_at=entry.timestamp - ago))
    return world


def counted(world: World, now: datetime, days: Days) -> dict[Place, dict[str, int]]:
    """What somebody counts who goes through the households, entry by entry and duty by duty."""
    found: dict[Place, Counter[str]] = {}
    for household in {entry.originator_id for _, entry in world.facts}:
        stream = world.stream(household)
        state = fold_history(household, stream)
        # What was missed outlives the registration, where the household was first registered.
        township = f"{(state.village if state.known else village_of(household))[:9]}000"
        for entry in stream if state.known else ():
            person = not entry.by.startswith(("rule:", "import:")) and not isinstance(
                entry.fact, EntryCorrected | CorrectionProposed
            )
            if not person or not within(days, entry.timestamp):
                continue
            count = found.setdefault((township, entry.by), Counter())
            count["entries"] += 1
            if is_late_entry(entry.occurred_at, entry.timestamp, RULES.calendar, RULES.policies.dated[0].entries):
                count["late"] += 1
                passed = shanghai_date(entry.timestamp) - shanghai_date(entry.occurred_at)
                count["longest_days"] = max(count["longest_days"], passed.days)
        there = instances(state, RULES) if state.known else ()
        for missed in state.missed:
            gone = missed.duty
            is_back = (gone.deadline, gone.occurrence, gone.due_on) in {
                (duty.deadline, duty.occurrence, duty.due_on) for duty in there
            }
            if not is_back and within(days, gone.due_at):
                place = township, gone.responsible.account
                found.setdefault(place, Counter())["ended_overdue"] += 1
        for duty in there:
            outcome = outcome_of(duty, now)
            counts_on = duty.due_at if outcome is DutyOutcome.ENDED_OVERDUE else duty.met_recorded_at
            if outcome is None or (counts_on and not within(days, counts_on)):
                continue
            account = recipients(state, duty, ("duty",))[0].account
            found.setdefault((township, account), Counter())[outcome.replace("-", "_")] += 1
    return {place: {name: count[name] for name in COUNTS} for place, count in found.items()}


def within(days: Days, moment: datetime) -> bool:
    """Whether a moment falls into the days."""
    day = shanghai_date(moment)
    return (days.first or day) <= day <= (days.last or day)


@pytest.mark.parametrize(
    "days", [ALWAYS, Days(first=date(2026, 3, 20)), Days(first=date(2026, 3, 9), last=date(2026, 5, 4))]
)
@pytest.mark.parametrize("seed_number", range(6))
def test_the_report_is_the_count_on_paper(engine: Engine, seed_number: int, days: Days) -> None:
    """By township and account: entries, late ones, the longest delay, and what came of every duty."""
    world = entered_late(a_random_world(seed_number, households=6, steps=160), random.Random(seed_number))
    catch_up(world, engine, BOOKS)
    now = world.facts[-1][1].timestamp if isinstance(world.facts[-1][1], Recorded) else datetime.now(tz=UTC)
    found = LateEntries(engine, BOOK).per_account(now=now, days=days, scope=EVERYWHERE).rows
    assert {(row.township, row.account): {name: getattr(row, name) for name in COUNTS} for row in found} == counted(
        world, now, days
    )
    if days is ALWAYS:
        assert sum(row.late for row in found) > 0
        assert sum(row.logged_late + row.done_late for row in found) > 0


def test_the_report_of_a_region_and_its_order(engine: Engine) -> None:
    """By township, then by account, the duties of offices last; of nothing it is empty."""
    world = entered_late(a_random_world(3, households=6, steps=160), random.Random(3))
    report = LateEntries(engine, BOOK)
    now = datetime(2026, 12, 1, tzinfo=UTC)
    catch_up(World(), engine, BOOKS)
    assert report.per_account(now=now, scope=EVERYWHERE).rows == ()
    catch_up(world, engine, BOOKS)
    everywhere = report.per_account(now=now, scope=EVERYWHERE).rows
    places = [(row.township, row.account is None, row.account or "") for row in everywhere]
    assert places == sorted(places)
    (first, *_) = {row.township for row in everywhere}
    assert report.per_account(now=now, region=first, scope=EVERYWHERE).rows == tuple(
        row for row in everywhere if row.township == first
    )

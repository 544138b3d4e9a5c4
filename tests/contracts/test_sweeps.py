"""Whatever fell due is raised exactly once, on both databases, whoever sweeps and how often (GY-17c; S1, S2, S4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from casework.application.commands.detection import ReportHousehold
from casework.application.log.encoding.keys import KeyRing
from casework.domain.deadlines.escalation import escalate
from casework.domain.facts.deadlines import Escalated, Reminded
from casework.domain.facts.households import Detected
from casework.domain.household.evolution.evolve import fold_history
from casework.domain.rules.built_in import built_in_rules
from scheduler.duties.sweep import NAME, SweepResult, sweep
from scheduler.records.run_records import RunRecords
from tests.support.installations.installations import MONDAY, Office, open_office

RING = KeyRing.random()


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with open_office(database_url, RING) as opened:
        yield opened


def swept(office: Office, **options: Any) -> SweepResult:
    return sweep(office.casework, office.engine, catch_up=office.catch_up, **options)


def steps(office: Office) -> Counter[tuple[object, ...]]:
    """Every raised step by household, deadline and step."""
    facts = office.facts((Reminded, Escalated))
    return Counter((e.household, e.fact.deadline, e.fact.occurrence, e.fact.step) for e in facts)  # type: ignore[attr-defined]


def test_nothing_is_raised_early(office: Office) -> None:
    """Until a moment before the first working day after the deadline has begun, nobody hears of it; then he does."""
    office.at_risk(1)
    office.clock.set(MONDAY.replace(hour=0) + timedelta(days=2) - timedelta(microseconds=1))
    assert swept(office).due == 0

    office.later(microseconds=1)
    result = swept(office)

    assert result == SweepResult(due=1, escalated=1)
    assert [(e.fact.deadline, e.fact.step, e.by) for e in office.facts(Escalated)] == [  # type: ignore[attr-defined]
        ("report", 1, "rule:escalation@1")
    ]
    assert {e.under for e in office.facts((Detected, Escalated))} == {built_in_rules().text_of("1")}


def test_a_reminder_comes_before_the_deadline(office: Office) -> None:
    """The duty holder is reminded of the verification two working days before it must be done."""
    office.at_risk(1)
    office.later(days=12)

    result = swept(office)

    assert result.reminded == 1
    assert [e.fact.deadline for e in office.facts(Reminded)] == ["verify"]  # type: ignore[attr-defined]


def test_sweeping_twice_is_sweeping_once(office: Office) -> None:
    """A second sweep at the same moment finds nothing to do, with and without the read models knowing of the first."""
    office.at_risk(20)
    office.later(days=9)
    first = swept(office)

    again = swept(office)
    blind = sweep(office.casework, office.engine, catch_up=lambda: None)

    assert first == SweepResult(due=60, escalated=60)
    assert again == blind == SweepResult()
    assert set(steps(office).values()) == {1}


def test_after_a_month_of_downtime_each_missed_step_is_raised_once(office: Office) -> None:
    """Nothing is forgotten: one decision a missed step, no reminder of what has passed, whatever the chunk."""
    office.at_risk(30)
    office.later(days=31)

    result = swept(office, chunk=7)

    assert result == SweepResult(due=30 * 6, escalated=30 * 6)
    assert Counter(key[1:] for key in steps(office)) == {
        (deadline, "2", step): 30 for deadline in ("report", "verify") for step in (1, 2, 3)
    }


def test_several_sweepers_at_once_raise_each_step_once(office: Office, database_url: str) -> None:
    """Four servers that sweep at the same moment share the work and double nothing."""
    office.at_risk(120)
    office.later(days=31)
    office.catch_up()

    def one(_: int) -> SweepResult:
        with open_office(database_url, RING, office.clock.now()) as mine:
            return swept(mine, chunk=25)

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(one, range(4)))

    assert sum(result.escalated for result in results) == 120 * 6
    assert all(result.due == result.escalated + result.already for result in results)
    assert len(steps(office)) == 120 * 6
    assert set(steps(office).values()) == {1}


def test_a_sweeper_that_stands_still_holds_nobody_up(office: Office, database_url: str) -> None:
    """Households that another sweeper holds without going on are raised all the same (S6)."""
    from scheduler.duties.due_walk import walk

    office.at_risk(10)
    office.later(days=9)
    office.catch_up()
    with open_office(database_url, RING, office.clock.now()) as frozen:
        holding = walk(frozen.engine, office.clock.now(), seen=set(), apart=True)
        assert len(next(holding)) == 10

        result = sweep(office.casework, office.engine, catch_up=lambda: None)

        assert result.escalated == 30
        holding.close()


def test_a_household_decides_by_its_history_not_by_the_list(office: Office) -> None:
    """What was done after the list was made is not raised."""

    [reported, other] = office.at_risk(2)
    office.later(days=2)
    office.catch_up()
    office.casework.carry_out(ReportHousehold(), reported, by="li.na")

    result = sweep(office.casework, office.engine, catch_up=lambda: None)

    assert result.escalated == 1
    assert [e.household for e in office.facts(Escalated)] == [other]


def test_each_pass_leaves_a_record(office: Office) -> None:
    """The office sees when it was last swept and what came of it."""
    office.at_risk(3)
    office.later(days=2)

    swept(office)

    record = RunRecords(office.engine, office.clock).last(NAME)
    assert record is not None
    assert record.good
    assert record.counts == {"due": 3, "reminded": 0, "escalated": 3, "already": 0, "resumed": 0, "left": 0}
    assert record.started_at == office.clock.now()


def test_a_sweep_that_fails_is_loud_and_goes_on_next_time(office: Office) -> None:
    """What was raised stays, the error is told and recorded, and the next sweep raises the rest."""
    office.at_risk(10)
    office.later(days=2)

    def break_off() -> None:
        raise OSError("disk on fire")

    with pytest.raises(OSError, match="disk on fire"):
        swept(office, chunk=4, progress=break_off)

    records = RunRecords(office.engine, office.clock)
    failed = records.last(NAME)
    assert failed is not None
    assert failed.error == "OSError: disk on fire"
    assert failed.counts["escalated"] == 4
    assert records.last_good(NAME) is None
    assert swept(office).escalated == 6
    assert records.last_good(NAME) == records.last(NAME)


def test_after_a_sweep_no_household_has_anything_due(office: Office) -> None:
    """Asked one by one, straight from the log, every household is quiet."""
    ids = office.at_risk(40)
    for days in (1, 1, 5, 9, 30):
        office.later(days=days)
        swept(office, chunk=11)
        context = office.casework.context("rule:test")
        for household in ids:
            assert escalate(fold_history(household, office.log.entries(household)), context) == []

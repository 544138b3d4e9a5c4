"""Households follow changes of divisions by themselves on the day, whatever is broken off (ADR 0019)."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

import pytest

from casework.application.rules import divisions as division_changes
from casework.application.rules.divisions import VillageChangesDone, record_change
from casework.domain.calendar.work_calendar import start_of
from casework.domain.codes.offices import ChangeKind
from casework.domain.facts.households import VillageChanged
from casework.domain.facts.office.divisions import DivisionChange, DivisionEntry, DivisionsChanged
from casework.domain.rights.everywhere import EVERYWHERE
from projections.lists.board import Board
from scheduler.duties.scheduled_duties import scheduled_duties
from scheduler.duties.village_changes import carry_over_due, is_waiting
from scheduler.process.service import serve
from tests.support.installations.installations import VILLAGE, Office, open_office

NEW, LATER = "990121200202", "990121200203"
WEDNESDAY, THURSDAY = date(2026, 3, 4), date(2026, 3, 5)


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    """Five households of one village, on each kind of database."""
    with open_office(database_url) as opened:
        opened.at_risk(5)
        opened.catch_up()
        yield opened


def tell(office: Office, old: str, new: str, on: date) -> int:
    """A village moves; returns the number of the change."""
    entry = DivisionEntry(code=new, name="新村")
    fact = DivisionsChanged(
        effective_on=on, changes=(DivisionChange(kind=ChangeKind.MOVED, codes=(old,), into=(entry,)),)
    )
    return record_change(office.casework, lambda _: fact, by="clerk").change.number


def carried(office: Office) -> VillageChangesDone:
    return carry_over_due(office.casework, office.engine, catch_up=office.catch_up)


def villages(office: Office) -> list[str]:
    office.catch_up()
    return [row.village for row in Board(office.engine).households(scope=EVERYWHERE).rows]


def test_households_follow_on_the_day_and_not_before(office: Office) -> None:
    """Recorded on Monday for Wednesday: it is a rule's fact that happened when Wednesday began."""
    number = tell(office, VILLAGE, NEW, WEDNESDAY)
    office.later(days=1)
    assert not is_waiting(office.casework, office.engine)
    assert (carried(office), villages(office)) == (VillageChangesDone(), [VILLAGE] * 5)
    office.later(days=1)
    assert is_waiting(office.casework, office.engine)
    assert (carried(office), villages(office)) == (VillageChangesDone(households=5), [NEW] * 5)
    facts = office.facts(VillageChanged)
    assert {entry.by for entry in facts} == {"rule:divisions@1"}
    assert {entry.occurred_at for entry in facts} == {start_of(WEDNESDAY)}
    assert facts[0].fact == VillageChanged(earlier=VILLAGE, village=NEW, effective_on=WEDNESDAY, change=number)


def test_carrying_twice_is_carrying_once(office: Office) -> None:
    """Nothing is left and nobody moves again, however long ago the day was."""
    tell(office, VILLAGE, NEW, WEDNESDAY)
    office.later(days=400)
    assert carried(office).households == 5
    assert carried(office) == VillageChangesDone()
    assert not is_waiting(office.casework, office.engine)
    assert len(office.facts(VillageChanged)) == 5


def test_what_was_broken_off_goes_on(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed after the first two households, the next run carries the other three."""
    monkeypatch.setattr(division_changes, "CHUNK", 2)
    tell(office, VILLAGE, NEW, WEDNESDAY)
    office.later(days=2)

    def killed(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        carry_over_due(office.casework, office.engine, catch_up=office.catch_up, progress=killed)
    assert len(office.facts(VillageChanged)) == 2
    assert carried(office) == VillageChangesDone(households=3)
    assert villages(office) == [NEW] * 5


def test_one_change_after_the_other(office: Office) -> None:
    """Two days missed, two changes: each household followed both, in the order of their days."""
    tell(office, NEW, LATER, THURSDAY)
    tell(office, VILLAGE, NEW, WEDNESDAY)
    office.later(days=5)
    assert carried(office) == VillageChangesDone(households=10)
    assert villages(office) == [LATER] * 5
    household = Board(office.engine).households(scope=EVERYWHERE).rows[0].id
    assert [each.until for each in office.casework.household(household).earlier_villages] == [WEDNESDAY, THURSDAY]


def test_a_village_that_came_back_keeps_its_new_households(office: Office) -> None:
    """The code is in use again from Thursday on: who registers there then belongs there."""
    tell(office, VILLAGE, NEW, WEDNESDAY)
    tell(office, NEW, VILLAGE, THURSDAY)
    office.later(days=4)
    carried(office)
    office.at_risk(1, first=9)
    assert carried(office) == VillageChangesDone()
    assert villages(office) == [VILLAGE] * 6


def test_the_scheduler_carries_households_over(office: Office) -> None:
    """Nobody has to remember it: a process that serves does it within its first tick."""
    tell(office, VILLAGE, NEW, WEDNESDAY)
    office.later(days=2)
    stop = threading.Event()
    thread = threading.Thread(
        target=serve,
        args=(office.casework, office.engine),
        kwargs={
            "catch_up": office.catch_up,
            "duties": scheduled_duties(sweep_every=timedelta(seconds=1)),
            "stop": stop,
        },
    )
    thread.start()
    try:
        assert _seen(office, 5)
    finally:
        stop.set()
        thread.join(30)


def _seen(office: Office, wanted: int) -> bool:
    waited = threading.Event()
    for _ in range(200):
        if len(office.facts(VillageChanged)) == wanted:
            return True
        waited.wait(0.1)
    return False


def test_a_household_that_was_changed_meanwhile_is_decided_again(office: Office) -> None:
    """Somebody else carried it a moment before: it counts once."""
    tell(office, VILLAGE, NEW, WEDNESDAY)
    office.later(days=2)
    rival = Rival(office)
    done = carry_over_due(office.casework, office.engine, catch_up=rival.catch_up)
    assert done == VillageChangesDone()
    assert len(office.facts(VillageChanged)) == 5


class Rival:
    """Another process that is a step ahead, once."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.first = True

    def catch_up(self) -> int:
        """The read models as they stood before the rival, who then carries everybody."""
        at = self.office.catch_up()
        if self.first:
            self.first = False
            change = division_changes.recorded_changes(self.office.casework)[0]
            everybody: list[UUID] = [row.id for row in Board(self.office.engine).households(scope=EVERYWHERE).rows]
            division_changes.change_villages(self.office.casework, change, everybody)
        return at

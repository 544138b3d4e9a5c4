"""Recorded time never runs back, and a log that holds an entry out of order still answers with all of them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casework.application.commands.assistance import LogFollowUp
from casework.application.commands.detection import ReportHousehold
from casework.application.log.encoding.keys import KeyRing
from casework.application.log.records.errors import MixedTimeError, RecordedTime
from casework.application.log.records.groups import AppendGroup
from casework.application.log.store import Log
from casework.application.writing.clock import BEHIND, ClockBehindError
from casework.domain.codes.service.assistance import FollowUpKind, Outcome
from casework.domain.facts.assistance import FollowUpLogged
from projections.as_of.recorded_order import order_breaks
from projections.following.rebuild import rebuild
from scheduler.duties.sweep import sweep
from tests.support.households.samples import recorded
from tests.support.installations.installations import MONDAY, open_office

RING = KeyRing.random()
VISIT = LogFollowUp(kind=FollowUpKind.VISIT, outcome=Outcome.REACHED)
MICROSECOND = timedelta(microseconds=1)


@pytest.mark.parametrize("back", [MICROSECOND, BEHIND])
def test_a_clock_a_little_behind_takes_the_newest_moment(database_url: str, back: timedelta) -> None:
    """Two machines that differ by some seconds record one after the other."""
    with open_office(database_url, RING) as office:
        (household,) = office.at_risk(1)
        office.clock.set(MONDAY - back)

        office.casework.carry_out(VISIT, household, by="li.na")

        assert [entry.timestamp for entry in office.facts(FollowUpLogged)] == [MONDAY]


def test_a_clock_further_behind_records_nothing(database_url: str) -> None:
    """Neither a command nor a sweep nor an import writes an entry into the past."""
    with open_office(database_url, RING) as office:
        (household,) = office.at_risk(1)
        last = office.log.last_position()
        office.clock.set(MONDAY - BEHIND - MICROSECOND)

        with pytest.raises(ClockBehindError) as behind:
            office.casework.carry_out(VISIT, household, by="li.na")
        with pytest.raises(ClockBehindError):
            office.at_risk(1, first=2)

        assert (behind.value.newest, office.log.last_position()) == (MONDAY, last)
        office.later(seconds=61)
        assert office.casework.carry_out(VISIT, household, by="li.na").position == last + 1
        assert sweep(office.casework, office.engine, catch_up=office.catch_up).due == 0


def test_where_time_ran_back_is_found_once_and_kept(database_url: str) -> None:
    """Each entry is looked at once, also across pages of questions; a rebuild forgets nothing."""
    with open_office(database_url, RING) as office:
        (household,) = office.at_risk(1)
        for number, minutes in enumerate((0, 600, 5, 5, 700, 6), start=3):
            entry = recorded(household, number, FollowUpLogged(kind=FollowUpKind.VISIT, outcome=Outcome.REACHED))
            at = MONDAY + timedelta(minutes=minutes)
            entry = type(entry)(**{**{n: getattr(entry, n) for n in entry.__struct_fields__}, "timestamp": at})
            office.log.append(AppendGroup(household=household, expected_version=number - 1, entries=(entry,)))
        office.catch_up()

        assert order_breaks(office.log, office.engine, 4) == ()
        assert order_breaks(office.log, office.engine, 8) == (5, 8)
        rebuild(office.log, office.engine, office.casework.books)
        assert order_breaks(office.log, office.engine, 8) == (5, 8)
        assert order_breaks(office.log, office.engine, 6) == (5,)


@pytest.mark.parametrize("begun", RecordedTime)
def test_a_database_goes_on_by_the_time_it_was_begun_under(database_url: str, begun: RecordedTime) -> None:
    """A demonstration's time and the real one never stand in one log."""
    (other,) = set(RecordedTime) - {begun}
    with Log.open(database_url, RING, time=begun):
        pass
    with pytest.raises(MixedTimeError) as mixed:
        Log.open(database_url, RING, time=other)
    assert mixed.value.begun is begun
    with Log.open(database_url, RING, time=begun), Log.open(database_url, RING):
        pass


def test_the_rules_are_read_when_they_change_and_not_for_each_command(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between two publications a command asks one cheap number, however many come."""
    with open_office(database_url, RING) as office:
        households = office.at_risk(2)
        office.casework.carry_out(ReportHousehold(), households[0], by="village")
        asked: list[object] = []
        monkeypatch.setattr(office.log, "streams", asked.append)

        office.casework.carry_out(ReportHousehold(), households[1], by="village")

        assert asked == []

"""A process that starts while the clock is ahead raises nothing; once somebody has looked at it, it goes on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from casework.application.log.encoding.keys import KeyRing
from casework.domain.facts.deadlines import Escalated, Reminded
from scheduler.duties.sweep import sweep
from scheduler.records import clock_marks
from scheduler.records.clock_marks import TOLERANCE, ClockJumpedError, mark_clock, note_clock, refuse_clock_ahead
from tests.support.installations.installations import MONDAY, Office, open_office

RING = KeyRing.random()
SECOND = timedelta(seconds=1)


class HostClock:
    """A host's clock, and beside it the seconds that really passed; one of them may be set."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.shows, self.passed = MONDAY, 1_000.0
        monkeypatch.setattr(clock_marks, "elapsed_seconds", lambda: self.passed)

    def now(self) -> datetime:
        """What it shows."""
        return self.shows

    def later(self, **by: float) -> None:
        """Time passes."""
        self.shows += timedelta(**by)
        self.passed += timedelta(**by).total_seconds()


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> HostClock:
    return HostClock(monkeypatch)


@pytest.fixture
def office(database_url: str, host: HostClock) -> Iterator[Office]:
    with open_office(database_url, RING) as opened:
        opened.casework.clock = host
        opened.at_risk(3)
        note_clock(opened.engine, host)
        yield opened


def raised(office: Office) -> int:
    return len(office.facts((Reminded, Escalated)))


def test_a_fresh_process_under_a_clock_that_is_ahead_raises_nothing(office: Office, host: HostClock) -> None:
    """Nine days ahead without nine days having passed: the sweep refuses, and says how to go on when it is right."""
    host.shows += timedelta(days=9)

    with pytest.raises(ClockJumpedError, match="clock-checked"):
        sweep(office.casework, office.engine, catch_up=office.catch_up)
    assert raised(office) == 0

    mark_clock(office.engine, host)
    assert sweep(office.casework, office.engine, catch_up=office.catch_up).due == raised(office) > 0


def test_time_that_passed_is_no_jump(office: Office, host: HostClock) -> None:
    """After a long holiday everything that is due is raised, and nobody has to confirm anything."""
    host.later(days=9)
    assert sweep(office.casework, office.engine, catch_up=office.catch_up).due > 0


@pytest.mark.parametrize(("ahead", "refused"), [(TOLERANCE, False), (TOLERANCE + SECOND, True)])
def test_some_minutes_are_tolerated(office: Office, host: HostClock, ahead: timedelta, refused: bool) -> None:
    """Clocks drift and are put right; beyond that somebody has to look."""
    host.shows += ahead
    if refused:
        with pytest.raises(ClockJumpedError):
            refuse_clock_ahead(office.engine, host)
    else:
        refuse_clock_ahead(office.engine, host)


def test_a_mark_is_not_moved_by_a_clock_that_jumped(office: Office, host: HostClock) -> None:
    """Whoever records under the wrong clock does not make it look right."""
    host.shows += timedelta(days=1)
    note_clock(office.engine, host)
    with pytest.raises(ClockJumpedError):
        refuse_clock_ahead(office.engine, host)

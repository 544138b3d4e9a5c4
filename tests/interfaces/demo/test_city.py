"""The example city that `serve` holds in demo mode: with everybody who works there, however often its start broke off."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from casework.application.ledgers.files.limits import ReadingLimits
from casework.application.log.encoding.keys import KeyRing
from casework.application.log.store import Log
from casework.application.writing.casework import Casework
from casework.application.writing.clock import GivenClock
from casework.domain.accounts.directory import Directory
from casework.domain.codes.accounts import AccountStatus
from casework.domain.codes.offices import Role
from casework.domain.rules.built_in import built_in_rules
from casework.interfaces.demo.city import bring_in, hold_city, is_held, is_to_be_held
from casework.interfaces.demo.office_staff import office_staff
from casework.interfaces.demo.story import BEGAN
from tests.architecture.tree import ROOT

EXAMPLES, LIMITS = ROOT / "examples", ReadingLimits()
PEOPLE = 43
"""Those of the sheet, and the two administrators."""

STOPS = (1, 2, 9, 2 * (PEOPLE - 2 - 4), 2)
"""
After the first administrator, the invitations, four answers, all answers, and before the earlier name is adopted.

Whose code was told to a process that ended is invited again, so that each later answer takes two entries.
"""


class StoppedError(Exception):
    """The process ends here."""


class Stops:
    """Ends whoever writes after so many groups were written; None for never."""

    left: int | None = None

    def count(self) -> None:
        """One more is to be written. Raises StoppedError."""
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                raise StoppedError


@pytest.fixture
def stops(monkeypatch: pytest.MonkeyPatch) -> Stops:
    """Counts what is appended to any log."""
    stops = Stops()
    for name in ("append", "append_groups"):
        write = getattr(Log, name)

        def counted(log: Log, group: object, write: object = write) -> object:
            stops.count()
            return write(log, group)  # type: ignore[operator]

        monkeypatch.setattr(Log, name, counted)
    return stops


@pytest.fixture
def casework(sqlite_url: str) -> Iterator[Casework]:
    """An installation where nothing is recorded yet."""
    keys = KeyRing.random()
    with Log.open(sqlite_url, keys) as log:
        yield Casework(log, keys=keys, clock=GivenClock(BEGAN, runs_on=False), rules=built_in_rules())


def test_it_is_held_whole_wherever_its_start_broke_off(casework: Casework, stops: Stops) -> None:
    """After the ledger, between two accounts, before anybody granted an office or said whose the earlier name was."""
    assert (is_to_be_held(casework), is_held(casework)) == (True, False)
    bring_in(casework, EXAMPLES, LIMITS)
    for stops.left in STOPS:
        with pytest.raises(StoppedError):
            hold_city(casework, EXAMPLES, LIMITS)
        assert (is_to_be_held(casework), is_held(casework)) == (True, False)
    stops.left = None
    hold_city(casework, EXAMPLES, LIMITS)
    assert (is_to_be_held(casework), is_held(casework)) == (False, True)
    assert whole(casework.directories.current()) == (PEOPLE, PEOPLE, 0, 1)


def test_held_again_nothing_is_added(casework: Casework) -> None:
    """Whoever starts it twice has the same city, in which somebody of each office can be acted as."""
    hold_city(casework, EXAMPLES, LIMITS)
    before = casework.log.last_position()
    hold_city(casework, EXAMPLES, LIMITS)
    assert casework.log.last_position() == before
    assert [row.role for row in office_staff(casework)] == list(Role)


def test_a_database_of_somebody_elses_is_left_alone(casework: Casework) -> None:
    """What was begun by another name is no example city."""
    from casework.application.writing.references.reference_streams import load_divisions

    load_divisions(casework, [("990102", "麦浪区")], by="li.na")
    assert (is_to_be_held(casework), is_held(casework)) == (False, False)


def whole(directory: Directory) -> tuple[int, int, int, int]:
    """How many accounts there are, are active, wait for an office, and are away."""
    accounts = directory.accounts.values()
    active = [each for each in accounts if each.status is AccountStatus.ACTIVE]
    away = [each for each in accounts if each.absences]
    return len(accounts), len(active), len(directory.proposals), len(away)

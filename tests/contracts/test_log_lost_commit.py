"""When the answer to a commit is lost on the line, the command key says what became of the command (R8)."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from eventsourcing.persistence import PersistenceError

from casework.application.log.encoding.keys import KeyRing
from casework.application.log.records.errors import CommandKnownError, ConflictError
from casework.application.log.records.groups import Appended
from casework.application.log.records.patience import Patience
from casework.application.log.store import Log
from tests.contracts.cut_proxy import CutProxy
from tests.support.households.samples import a_command, a_group, an_id

HOME = an_id(1)
RING = KeyRing.random()


@pytest.fixture
def line(postgres_url: str) -> Iterator[CutProxy]:
    with CutProxy(postgres_url) as proxy:
        yield proxy


@pytest.fixture
def log(line: CutProxy) -> Iterator[Log]:
    with Log.open(line.url, RING) as opened:
        yield opened


def test_a_stored_command_is_recognised_five_times_of_five(log: Log, line: CutProxy) -> None:
    """Whoever sends a form over a bad line gets the right answer, and the household one entry for it."""
    for turn in range(5):
        line.armed = 1

        with pytest.raises(CommandKnownError) as known:
            log.append(a_group(HOME, after=turn, key=f"k{turn}"))

        answer = known.value.answer
        assert (answer.first_version, answer.last_version) == (turn + 1, turn + 1)
        assert answer.positions == (log.positions(HOME)[turn],)
    assert line.cuts == 5
    assert [entry.version for entry in log.entries(HOME)] == [1, 2, 3, 4, 5]


def test_without_a_key_it_would_look_like_somebody_elses_write(log: Log, line: CutProxy) -> None:
    """The control: a write that is stored is reported as a conflict, which is why commands carry keys."""
    line.armed = 1

    with pytest.raises(ConflictError):
        log.append(a_group(HOME))

    assert line.cuts == 1
    assert len(log.entries(HOME)) == 1


def test_a_quiet_command_is_recognised(log: Log, line: CutProxy) -> None:
    """A command that recorded nothing is answered as such, too."""
    log.append(a_group(HOME))
    line.armed = 1

    with pytest.raises(CommandKnownError) as known:
        log.record_no_op(a_command("q"), HOME, 1)

    assert line.cuts == 1
    assert known.value.answer.positions == ()


def test_groups_are_recognised(log: Log, line: CutProxy) -> None:
    """A portion of an import whose answer was lost is known to be stored, household by household."""
    line.armed = 1

    outcome = log.append_groups([a_group(an_id(number), key=f"k{number}") for number in range(3)])

    assert line.cuts == 1
    assert all(isinstance(result, CommandKnownError) for result in outcome.values())
    assert log.last_position() == 3


def test_a_command_whose_request_was_lost_is_carried_out(log: Log, postgres_url: str) -> None:
    """A line that breaks before the commit costs a moment, not the command."""
    with CutProxy(postgres_url, token=b"INSERT") as early, Log.open(early.url, RING) as other:
        early.armed = 1

        assert isinstance(other.append(a_group(HOME, key="k")), Appended)

        assert early.cuts == 1
    assert len(log.entries(HOME)) == 1


def test_a_database_that_stays_away_is_a_fault(line: CutProxy) -> None:
    """The caller hears of it in time and is told neither yes nor no."""
    with Log.open(line.url, RING, Patience(seconds=1)) as log:
        line.cut_off()
        started = time.monotonic()

        with pytest.raises(PersistenceError):
            log.append(a_group(HOME, key="k"))

    assert time.monotonic() - started < 15

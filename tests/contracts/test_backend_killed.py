"""
The backend of PostgreSQL is ended at every wait for an answer in turn: nothing is half done, nothing is done twice.

What killing a process at every write and sync is on SQLite: here the server writes, so its own process is ended, before
the command hears the answer to its first statement, its second, and so on until it needs no further one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any
from uuid import UUID

import psycopg
import pytest

from casework.application.commands.assistance import LogFollowUp
from casework.application.log.encoding.keys import KeyRing
from casework.application.log.postgres.connections import PatientConnection
from casework.domain.codes.service.assistance import FollowUpKind, Outcome
from casework.domain.facts.assistance import FollowUpLogged
from casework.domain.facts.households import Detected, Registered
from casework.domain.rights.everywhere import EVERYWHERE
from projections.lists.board import Board
from tests.support.installations.installations import Office, open_office

RING = KeyRing.random()
VISIT = LogFollowUp(kind=FollowUpKind.VISIT, outcome=Outcome.REACHED, note="看过")
MOST = 60
"""No act here waits for so many answers."""


class Blow:
    """Ends the backend at the n-th wait, before the answer is heard or after it; `struck` says whether it came to that."""

    def __init__(self, url: str, at: int, *, after: bool) -> None:
        self.url, self.at, self.after = url, at, after
        self.waits = 0
        self.struck = False

    def wait(self, connection: PatientConnection, wait: Callable[[], Any]) -> Any:
        """Let the driver wait; its n-th wait meets a backend that is gone."""
        self.waits += 1
        if self.waits != self.at:
            return wait()
        self.struck = True
        answer = wait() if self.after else None
        with psycopg.connect(self.url, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s, 5000)", [connection.info.backend_pid])
        return answer if self.after else wait()


@contextmanager
def struck(blow: Blow, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The blow falls within."""
    own = PatientConnection.wait
    with monkeypatch.context() as patched:
        patched.setattr(
            PatientConnection, "wait", lambda self, *given, **named: blow.wait(self, lambda: own(self, *given, **named))
        )
        yield


def visited(office: Office, household: UUID) -> int:
    """How often the visit stands in the log."""
    return len([each for each in office.facts(FollowUpLogged) if each.originator_id == household])


@pytest.mark.parametrize("after", [False, True], ids=["before the answer", "after the answer"])
def test_a_command_is_done_once_wherever_its_backend_ends(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch, after: bool
) -> None:
    """Answered or not, it stands once or not at all; sent again under its id it stands once."""
    with open_office(postgres_url, RING) as office:
        households = office.at_risk(MOST)
        for at, household in enumerate(households, start=1):
            blow, answered = Blow(postgres_url, at, after=after), False
            with struck(blow, monkeypatch), suppress(Exception):
                office.casework.carry_out(VISIT, household, by="li.na", command_id=f"k{at}")
                answered = True
            if not blow.struck:
                assert answered
                break
            assert visited(office, household) in ((1,) if answered else (0, 1)), at
            office.casework.carry_out(VISIT, household, by="li.na", command_id=f"k{at}")
            assert visited(office, household) == 1, at
        else:
            pytest.fail("the command never ended")
        assert at > 3


@pytest.mark.parametrize("after", [False, True], ids=["before the answer", "after the answer"])
def test_households_come_in_whole_wherever_the_backend_ends(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch, after: bool
) -> None:
    """Registered and detected together or not at all; what is sent again doubles nothing, and lists follow."""
    with open_office(postgres_url, RING) as office:
        for at in range(1, MOST):
            blow = Blow(postgres_url, at, after=after)
            with struck(blow, monkeypatch), suppress(Exception):
                office.at_risk(2, first=2 * at)
            there = {each.originator_id for each in office.facts(Registered)}
            assert there == {each.originator_id for each in office.facts(Detected)}, at
            office.at_risk(2, first=2 * at)
            assert len(office.facts(Registered)) == len(office.facts(Detected)) == 2 * at
            if not blow.struck:
                break
        else:
            pytest.fail("the batch never ended")
        office.catch_up()
        assert len(Board(office.engine).households(scope=EVERYWHERE).rows) == 2 * at


@pytest.mark.parametrize("after", [False, True], ids=["before the answer", "after the answer"])
def test_the_lists_are_followed_wherever_the_backend_ends(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch, after: bool
) -> None:
    """A follower that is cut off goes on: every household stands on the board once."""
    with open_office(postgres_url, RING) as office:
        for at in range(1, 4 * MOST):
            office.at_risk(1, first=at)
            blow = Blow(postgres_url, at, after=after)
            with struck(blow, monkeypatch), suppress(Exception):
                office.catch_up()
            office.catch_up()
            assert len(Board(office.engine).households(scope=EVERYWHERE).rows) == at
            if not blow.struck:
                break
        else:
            pytest.fail("the follower never ended")


def test_a_command_that_is_not_looked_up_would_be_seen(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: without its id the command that was stored and not answered is stored twice."""
    with open_office(postgres_url, RING) as office:
        doubled = []
        for at, household in enumerate(office.at_risk(MOST), start=1):
            blow = Blow(postgres_url, at, after=True)
            with struck(blow, monkeypatch), suppress(Exception):
                office.casework.carry_out(VISIT, household, by="li.na", command_id=f"a{at}")
            if not blow.struck:
                break
            office.casework.carry_out(VISIT, household, by="li.na", command_id=f"b{at}", again=True)
            doubled.append(visited(office, household))
        assert max(doubled) == 2

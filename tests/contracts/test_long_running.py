"""A process that lives long and answers repeats and rivals goes on answering: nothing refused spoils what comes after."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from eventsourcing.persistence import InternalError
from sqlalchemy.exc import DBAPIError

from casework.application.commands.assistance import LogFollowUp
from casework.application.commands.responsibility import AcceptHousehold
from casework.application.log.encoding.keys import KeyRing
from casework.application.log.records.errors import ConflictError
from casework.application.log.records.patience import Patience
from casework.application.log.store import Log
from casework.domain.codes.service.assistance import FollowUpKind, Outcome
from casework.domain.errors import NotNowError
from casework.domain.facts.assistance import FollowUpLogged
from casework.domain.rights.everywhere import EVERYWHERE
from projections.lists.board import Board
from tests.contracts.pooler import pooled, program
from tests.support.households.samples import a_group, an_id
from tests.support.installations.installations import Office, open_office

RING = KeyRing.random()
HOME = an_id(1)
COMMANDS, THREADS, EACH, AFTERWARDS = 60, 8, 25, 100
"""More than the five executions after which the driver would prepare a statement, on every connection of the pool."""


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with open_office(database_url, RING) as opened:
        yield opened


def visit(office: Office, household: UUID, key: str) -> int | None:
    receipt = office.casework.carry_out(
        LogFollowUp(kind=FollowUpKind.VISIT, outcome=Outcome.REACHED, note=key),
        household,
        by="li.na",
        command_id=key,
        again=True,
    )
    return receipt.position


def test_every_command_sent_twice_is_carried_out_once(office: Office) -> None:
    """An office that resends all it has, as an offline queue does, gets each answer again and no fault."""
    (household,) = office.at_risk(1)

    for number in range(COMMANDS):
        first = visit(office, household, f"k{number}")
        assert first is not None
        assert visit(office, household, f"k{number}") == first

    assert len(office.facts(FollowUpLogged)) == COMMANDS


def test_refused_writes_leave_the_connection_as_it_was(database_url: str) -> None:
    """Whoever lost to a rival many times over one connection still writes over it."""
    with Log.open(database_url, RING) as log:
        log.append(a_group(HOME))
        for _ in range(20):
            with pytest.raises(ConflictError):
                log.append(a_group(HOME))

        for after in range(1, 21):
            log.append(a_group(HOME, after=after))

        assert len(log.entries(HOME)) == 21


def test_many_at_one_household_are_all_served(office: Office) -> None:
    """Eight cadres with twenty-five visits each are none of them refused, and the office goes on afterwards."""
    (household,) = office.at_risk(1)

    def work(name: int) -> None:
        for number in range(EACH):
            visit(office, household, f"t{name}-{number}")

    with ThreadPoolExecutor(THREADS) as pool:
        for done in [pool.submit(work, name) for name in range(THREADS)]:
            done.result()
    for number in range(AFTERWARDS):
        visit(office, household, f"after-{number}")

    assert len(office.facts(FollowUpLogged)) == THREADS * EACH + AFTERWARDS


def test_a_stored_command_is_not_answered_as_refused(postgres_url: str) -> None:
    """
    A repeat that the household's state would refuse waits for the transaction that holds its key.

    The control: without the wait the key is not found, and the repeat would be refused.
    """
    with Log.open(postgres_url, RING) as log, psycopg.connect(postgres_url) as rival, ThreadPoolExecutor(1) as pool:
        rival.execute(
            "INSERT INTO commands VALUES ('li.na', 'k', 'r', %s, 1, 1, 0)",
            (HOME,),
        )
        waiting = pool.submit(log.final_command, "li.na", "k")
        assert log.find_command("li.na", "k") is None
        time.sleep(0.2)
        assert not waiting.done()

        rival.commit()

        answer = waiting.result(timeout=10)
        assert answer is not None
        assert answer.household == HOME
        assert log.final_command("li.na", "another") is None


def test_what_cannot_be_found_out_is_no_refusal(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """When nobody can say whether a refused command is stored already, the answer is a fault and not a refusal."""
    (household,) = office.at_risk(1)

    def out_of_reach(*_: object) -> None:
        raise InternalError("out of reach")

    with pytest.raises(NotNowError):
        office.casework.carry_out(AcceptHousehold(), household, by="wang", command_id="k")
    monkeypatch.setattr(office.log, "final_command", out_of_reach)

    with pytest.raises(InternalError):
        office.casework.carry_out(AcceptHousehold(), household, by="wang", command_id="k")


# ---- Behind PgBouncer


@pytest.fixture
def pooled_url(postgres_url: str, tmp_path: Path) -> Iterator[str]:
    """The database behind PgBouncer in transaction mode."""
    if program() is None:
        pytest.skip("PgBouncer is not installed; the fault rigs install it")
    with pooled(postgres_url, tmp_path) as url:
        yield url


def test_a_pooler_in_transaction_mode_may_stand_in_between(pooled_url: str) -> None:
    """Commands, repeats, lists and sweeps go through a pooler that gives each transaction another connection."""
    with open_office(pooled_url, RING) as office:
        households = office.at_risk(5)
        office.catch_up()

        def work(name: int) -> None:
            for number in range(10):
                key = f"t{name}-{number}"
                assert visit(office, households[number % 5], key) == visit(office, households[number % 5], key)
                office.log.entries(households[0])

        with ThreadPoolExecutor(4) as pool:
            for done in [pool.submit(work, name) for name in range(4)]:
                done.result()
        office.catch_up()

        assert len(office.facts(FollowUpLogged)) == 40


# ---- Held locks


def read_and_write(url: str, patience: Patience) -> None:
    with Log.open(url, RING, patience) as log:
        log.entries(HOME)
        log.append(a_group(HOME, after=1, key="k"))


@pytest.mark.parametrize("table", ["stored_events", "commands", "log_settings"])
def test_a_held_table_is_answered_in_time(postgres_url: str, table: str) -> None:
    """Whoever asks while another holds a table of the log hears of it within the time-out, reading or writing."""
    patience = Patience(seconds=3)
    with Log.open(postgres_url, RING) as log:
        log.append(a_group(HOME))
    with psycopg.connect(postgres_url) as holder:
        holder.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE".encode())
        began = time.monotonic()

        with pytest.raises(Exception, match=r"timeout|no answer"):
            read_and_write(postgres_url, patience)

        assert time.monotonic() - began < patience.seconds


@pytest.mark.parametrize("table", ["rm_board", "rm_position"])
def test_a_held_read_model_is_answered_in_time(postgres_url: str, table: str) -> None:
    """A list, and the follower before it, wait no longer than the time-out for whoever holds the table."""
    patience = Patience(seconds=3)
    with open_office(postgres_url, RING) as office:
        office.at_risk(1)
        office.catch_up()
        office.at_risk(1, first=2)
    with psycopg.connect(postgres_url) as holder, open_office(postgres_url, RING, patience=patience) as office:
        holder.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE".encode())
        began = time.monotonic()

        with pytest.raises((DBAPIError, psycopg.Error), match=r"timeout|no answer"):
            office.catch_up()
        assert time.monotonic() - began < patience.seconds
        began = time.monotonic()
        if table == "rm_board":
            with pytest.raises(DBAPIError, match=r"timeout|no answer"):
                Board(office.engine).households(scope=EVERYWHERE)
            assert time.monotonic() - began < patience.seconds

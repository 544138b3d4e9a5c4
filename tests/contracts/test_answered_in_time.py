"""
A held lock or a slow line is answered within the time-out of the settings, reading as well as writing (hostile use).
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text

from casework.application.commands.assistance import LogFollowUp
from casework.application.log.encoding.keys import KeyRing
from casework.application.log.records.addresses import sqlite_path
from casework.application.log.records.patience import Patience
from casework.domain.codes.service.assistance import FollowUpKind, Outcome
from casework.domain.facts.assistance import FollowUpLogged
from casework.domain.rights.everywhere import EVERYWHERE
from projections.lists.board import Board
from projections.storage.engine import read_engine, writing
from tests.contracts.slow_proxy import SlowProxy
from tests.support.installations.command_line import CommandLine
from tests.support.installations.installations import Office, open_office

RING = KeyRing.random()
PATIENCE = Patience(seconds=3)
VISIT = LogFollowUp(kind=FollowUpKind.VISIT, outcome=Outcome.REACHED)
INSERT, COMMIT = b"INSERT INTO public.stored_events", b"COMMIT"


@contextmanager
def answered(within: float = PATIENCE.seconds) -> Iterator[None]:
    """What is done inside is answered by an error, in time."""
    began = time.monotonic()
    with pytest.raises(Exception) as refused:
        yield
    assert time.monotonic() - began < within, refused.value


def visit(office: Office, household: UUID, key: str = "k") -> None:
    office.casework.carry_out(VISIT, household, by="li.na", command_id=key)


# ---- A line that grows slow


@pytest.fixture
def filled(postgres_url: str) -> UUID:
    """A household in the database, and one more that the read models do not know yet."""
    with open_office(postgres_url, RING) as office:
        (household,) = office.at_risk(1)
        office.catch_up()
        office.at_risk(1, first=2)
    return household


def test_reading_over_a_line_that_stalls_is_answered_in_time(postgres_url: str, filled: UUID) -> None:
    """A household, the lists and the follower before them; when the line is well again the same process goes on."""
    with SlowProxy(postgres_url) as line, open_office(line.url, RING, patience=PATIENCE) as office:
        assert len(Board(office.engine).households(scope=EVERYWHERE).rows) == 1
        line.stall()
        with answered():
            office.casework.household(filled)
        with answered():
            Board(office.engine).households(scope=EVERYWHERE)
        with answered():
            office.catch_up()
        line.flow()
        office.catch_up()
        assert len(Board(office.engine).households(scope=EVERYWHERE).rows) == 2


HASTY = Patience(seconds=0.75)


@pytest.mark.parametrize("token", [b"COPY", COMMIT])
def test_following_over_a_line_that_stalls_is_answered_in_time(postgres_url: str, filled: UUID, token: bytes) -> None:
    """In the midst of a follower's batch, or while it ends: the list hears of it; on a good line the rows are there once."""
    with SlowProxy(postgres_url) as line, open_office(line.url, RING, patience=HASTY) as office:
        assert len(Board(office.engine).households(scope=EVERYWHERE).rows) == 1
        line.token = token
        with answered(within=2 * HASTY.batch_seconds):
            office.catch_up()
        assert line.passed
        line.flow()
        office.catch_up()
        assert len(Board(office.engine).households(scope=EVERYWHERE).rows) == 2


def test_a_statement_of_the_whole_table_takes_its_time(postgres_url: str) -> None:
    """The control of the limits: without one the same statement goes on, with one it ends."""
    engine = read_engine(postgres_url, Patience(seconds=0.05))
    with pytest.raises(Exception, match="no answer"), writing(engine) as connection:
        connection.execute(text("SELECT pg_sleep(0.6)"))
    with writing(engine, at_length=True) as connection:
        connection.execute(text("SELECT pg_sleep(0.6)"))
    engine.dispose()


@pytest.mark.parametrize("token", [INSERT, COMMIT])
def test_writing_over_a_line_that_stalls_is_answered_in_time(postgres_url: str, filled: UUID, token: bytes) -> None:
    """Nobody knows what became of the write, and that is said in time; sent again on a good line it stands once."""
    with SlowProxy(postgres_url) as line:
        with open_office(line.url, RING, patience=PATIENCE) as office:
            office.casework.household(filled)
            line.token = token
            with answered():
                visit(office, filled)
            assert line.passed == 1
        line.flow()
    with open_office(postgres_url, RING) as office:
        visit(office, filled)
        assert len(office.facts(FollowUpLogged)) == 1


# ---- A locked file


@contextmanager
def locked(url: str, *, exclusive: bool) -> Iterator[None]:
    """Another program holds the file: for writing, or so that nobody may even read."""
    holder = sqlite3.connect(sqlite_path(url), isolation_level=None)
    try:
        if exclusive:
            holder.execute("PRAGMA locking_mode = EXCLUSIVE")
        holder.execute("BEGIN EXCLUSIVE" if exclusive else "BEGIN IMMEDIATE")
        holder.execute("CREATE TABLE held (x)")
        yield
    finally:
        holder.close()


@pytest.fixture
def file_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'office.sqlite'}"


def test_a_writer_that_holds_the_file_keeps_others_no_longer_than_the_time_out(file_url: str) -> None:
    """Writing and following are answered in time, and reading goes on meanwhile; afterwards all is well."""
    with open_office(file_url, RING) as before:
        (household,) = before.at_risk(1)
        before.catch_up()
        before.at_risk(1, first=2)
    with open_office(file_url, RING, patience=PATIENCE) as office:
        with locked(file_url, exclusive=False):
            with answered():
                visit(office, household)
            with answered():
                office.catch_up()
            assert len(Board(office.engine).households(scope=EVERYWHERE).rows) == 1
            assert office.casework.household(household).known
        visit(office, household)
        office.catch_up()
        assert len(Board(office.engine).households(scope=EVERYWHERE).rows) == 2


def test_a_file_that_nobody_may_read_is_answered_in_time(file_url: str) -> None:
    """An editor or a copy that holds it whole: whoever asks hears of it, reading as well as writing."""
    with open_office(file_url, RING) as before:
        before.at_risk(1)
        before.catch_up()
    with locked(file_url, exclusive=True), answered(), open_office(file_url, RING, patience=PATIENCE) as office:
        Board(office.engine).households(scope=EVERYWHERE)


@pytest.mark.parametrize("words", [("list",), ("overdue",), ("report", "0101")])
def test_the_command_line_answers_in_time_with_a_sentence(tmp_path: Path, words: tuple[str, ...]) -> None:
    """CASEWORK_TIMEOUT_SECONDS holds for the whole command, and the answer is no traceback."""
    line = CommandLine(f"sqlite:///{tmp_path / 'casework.sqlite'}", tmp_path)
    line.open_with_ledger()
    with locked(line.url, exclusive=False):
        began = time.monotonic()
        result = line.run(*words, CASEWORK_TIMEOUT_SECONDS="3")
        took = time.monotonic() - began
    assert took < 3 + 2, took
    assert result.exit_code in (0, 3), result.stderr
    assert "Traceback" not in result.stderr
    if words[0] == "report":
        assert result.exit_code == 3
        assert "CASEWORK" in result.stderr or "数据库" in result.stderr

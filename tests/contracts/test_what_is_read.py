"""What a list and a command read, counted in rows and statements, not in time (issue 10, 9)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event

from casework.application.commands.assistance import LogFollowUp
from casework.application.log.encoding.keys import KeyRing
from casework.application.log.store import Log
from casework.application.writing.references.reference_streams import load_divisions
from casework.domain.codes.service.assistance import FollowUpKind, Outcome
from casework.domain.rights.everywhere import EVERYWHERE
from projections.as_of.scratch import scratch_engine
from projections.lists.board import Board
from projections.lists.division_names import divisions
from projections.lists.overdue_list import Overdue
from tests.support.installations.command_line import CommandLine
from tests.support.installations.installations import VILLAGE, Office, open_office

RING = KeyRing.random()
OTHERS = 300
NEIGHBOUR = "990121200202"
TABLE = [("990121", "某县"), ("990121200", "某镇"), (VILLAGE, "一村"), (NEIGHBOUR, "二村")]
TABLE += [(f"9901212{number:02d}", f"镇{number}") for number in range(30, 40)]
TABLE += [
    (f"9901212{number:02d}{code:03d}", f"村{number}-{code}") for number in range(30, 40) for code in range(200, 230)
]


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    """Two villages with households, among some hundred that have none; everything is followed."""
    with open_office(database_url, RING) as opened:
        load_divisions(opened.casework, TABLE, by="clerk")
        opened.at_risk(3)
        opened.at_risk(2, first=11, village=NEIGHBOUR)
        opened.catch_up()
        yield opened


@contextmanager
def asked(engine: Engine, table: str) -> Iterator[list[tuple[str, Any]]]:
    """The statements about a table that are carried out within, with their parameters."""
    found: list[tuple[str, Any]] = []

    def heard(_: Connection, __: Any, statement: str, parameters: Any, *more: Any) -> None:
        if table in statement:
            found.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", heard)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", heard)


def rows_read(engine: Engine, table: str, ask: Callable[[], object]) -> int:
    """How many rows of a table the question reads: its statements are asked once more and counted."""
    with asked(engine, table) as statements:
        ask()
    with engine.connect() as connection:
        return sum(len(connection.exec_driver_sql(*statement).fetchall()) for statement in statements)


def test_a_list_reads_the_names_of_its_page_alone(office: Office) -> None:
    """Two villages are on the board and on the overdue list: so many names are read, however many divisions there are."""
    office.later(days=10)
    office.catch_up()
    now, book = office.clock.now(), office.casework.books.current()
    board, overdue = Board(office.engine), Overdue(office.engine, book)
    assert rows_read(office.engine, "rm_division_names", lambda: board.households(now=now, scope=EVERYWHERE)) == 2
    assert (
        rows_read(
            office.engine, "rm_division_names", lambda: board.households(region=VILLAGE, now=now, scope=EVERYWHERE)
        )
        == 1
    )
    offices = 2  # whose duty it is: the village itself, or its township
    assert (
        2
        <= rows_read(office.engine, "rm_division_names", lambda: overdue.list(now=now, scope=EVERYWHERE))
        <= 2 + offices
    )
    assert rows_read(office.engine, "rm_division_names", lambda: overdue.ahead(now=now, scope=EVERYWHERE)) <= 1


def test_reading_all_names_would_be_seen(office: Office) -> None:
    """The control: the whole tree is read where it is asked for."""
    assert rows_read(office.engine, "rm_division_names", lambda: divisions(office.engine)) > OTHERS


@pytest.fixture
def streams_read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many streams were read at once, for each reading of several."""
    read, streams = list[int](), Log.streams

    def counted(log: Log, wanted: Any, *more: Any, **named: Any) -> Any:
        read.append(len(wanted))
        return streams(log, wanted, *more, **named)

    monkeypatch.setattr(Log, "streams", counted)
    return read


def visits(office: Office, household: Any, times: int) -> None:
    """So many commands, each of its own day."""
    for number in range(times):
        office.later(days=1)
        office.casework.carry_out(
            LogFollowUp(kind=FollowUpKind.VISIT, outcome=Outcome.REACHED),
            household,
            by="li.na",
            command_id=f"v{number}",
        )


def test_the_rule_book_is_not_read_anew_for_each_command(office: Office, streams_read: list[int]) -> None:
    """Twenty commands read the publications once at most, for none was made meanwhile."""
    visits(office, office.at_risk(1, first=21)[0], 20)
    assert len(streams_read) <= 1


def test_a_rule_book_that_is_read_anew_would_be_seen(office: Office, streams_read: list[int]) -> None:
    """The control: when it forgets where the streams stood, it is read with each command."""
    (household,) = office.at_risk(1, first=21)
    del streams_read[:]
    for number in range(5):
        office.casework.books._versions = (-1, -1)
        office.casework.carry_out(
            LogFollowUp(kind=FollowUpKind.CALL, outcome=Outcome.AWAY), household, by=f"cadre{number}", again=True
        )
    assert len(streams_read) >= 5


def test_a_view_is_closed_with_its_question(command_line_of: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten questions about an earlier moment make ten scratch databases, and all of them are gone again."""
    open_now, most = set[int](), list[int]()
    make = scratch_engine

    def counted(position: int) -> Engine:
        engine = make(position)
        dispose = engine.dispose
        open_now.add(id(engine))
        most.append(len(open_now))

        def disposed(*args: Any, **named: Any) -> None:
            open_now.discard(id(engine))
            dispose(*args, **named)

        monkeypatch.setattr(engine, "dispose", disposed)
        return engine

    monkeypatch.setattr("projections.as_of.as_of.scratch_engine", counted)
    for _ in range(10):
        command_line_of.ask("list", "--as-of", "2026-03-02")
    assert (len(most), max(most), open_now) == (10, 1, set())


@pytest.fixture
def command_line_of(sqlite_url: str, tmp_path: Path) -> CommandLine:
    line = CommandLine(sqlite_url, tmp_path)
    line.open_with_ledger()
    line.later(days=3)
    return line

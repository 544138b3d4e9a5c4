"""
Counters for the tests of the command line: on SQLite, or once on each kind of database.

The installation that they begin with is made once by a process of tests on each kind; every test has a copy of its own.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import DATABASES, fresh_postgres
from tests.support.installations.command_line import CommandLine, logging_kept


@pytest.fixture
def command_line(sqlite_office: CommandLine, sqlite_url: str, tmp_path: Path) -> CommandLine:
    """A command_line on SQLite with divisions and two households: 0101 with nobody in work, 0102 with a worker."""
    shutil.copytree(sqlite_office.folder, tmp_path, dirs_exist_ok=True)
    return CommandLine(sqlite_url, tmp_path)


@pytest.fixture(params=DATABASES)
def any_counter(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[CommandLine]:
    """The same, once on each kind of database."""
    if request.param == "sqlite":
        yield request.getfixturevalue("command_line")
        return
    office: CommandLine = request.getfixturevalue("postgres_office")
    shutil.copytree(office.folder, tmp_path, dirs_exist_ok=True)
    with fresh_postgres(request.getfixturevalue("postgres_server_url"), like=office.url) as url:
        yield CommandLine(url, tmp_path)


@pytest.fixture(scope="session")
def sqlite_office(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    """What `command_line` is a copy of."""
    folder = tmp_path_factory.mktemp("office")
    return _opened(f"sqlite:///{folder / 'casework.sqlite'}", folder)


@pytest.fixture(scope="session")
def postgres_office(postgres_server_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CommandLine]:
    """What `any_counter` is a copy of on PostgreSQL."""
    with fresh_postgres(postgres_server_url) as url:
        yield _opened(url, tmp_path_factory.mktemp("office"))


def _opened(url: str, folder: Path) -> CommandLine:
    opened = CommandLine(url, folder)
    with logging_kept():
        opened.open_with_ledger()
    return opened


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    """The process of the tests goes on as it was."""
    with logging_kept():
        yield

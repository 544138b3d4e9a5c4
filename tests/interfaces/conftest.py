"""Counters for the tests of the command line: on SQLite, or once on each kind of database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.installations.command_line import CommandLine, logging_kept


@pytest.fixture
def command_line(sqlite_url: str, tmp_path: Path) -> CommandLine:
    """A command_line on SQLite with divisions and two households: 0101 with nobody in work, 0102 with a worker."""
    command_line = CommandLine(sqlite_url, tmp_path)
    command_line.open_with_ledger()
    return command_line


@pytest.fixture
def any_counter(database_url: str, tmp_path: Path) -> CommandLine:
    """The same, once on each kind of database."""
    command_line = CommandLine(database_url, tmp_path)
    command_line.open_with_ledger()
    return command_line


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    """The process of the tests goes on as it was."""
    with logging_kept():
        yield

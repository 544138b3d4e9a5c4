"""Counters for the tests of the command line: on SQLite, or once on each kind of database."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.interfaces.counter import Counter


@pytest.fixture
def counter(sqlite_url: str, tmp_path: Path) -> Counter:
    """A counter on SQLite with divisions and two households: 0101 with nobody in work, 0102 with a worker."""
    counter = Counter(sqlite_url, tmp_path)
    counter.open_with_ledger()
    return counter


@pytest.fixture
def any_counter(database_url: str, tmp_path: Path) -> Counter:
    """The same, once on each kind of database."""
    counter = Counter(database_url, tmp_path)
    counter.open_with_ledger()
    return counter

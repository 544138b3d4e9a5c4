"""Fresh databases for the benchmarks, on SQLite and on a PostgreSQL with its safe settings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from casework.application.log.records.addresses import is_sqlite, sqlite_path
from tests.faults.databases import Ground, a_ground
from tests.postgres_server import running_postgres


@contextmanager
def grounds(folder: Path) -> Iterator[tuple[Ground, ...]]:
    """One ground for each kind of database."""
    with running_postgres() as server:
        made = []
        for kind in ("sqlite", "postgresql"):
            (folder / kind).mkdir()
            made.append(a_ground(folder / kind, kind, server))
        yield tuple(made)


def drop(url: str) -> None:
    """Remove a SQLite file that is no longer needed; a PostgreSQL database goes with its server."""
    if is_sqlite(url):
        for file in sqlite_path(url).parent.glob(f"{sqlite_path(url).name}*"):
            file.unlink()

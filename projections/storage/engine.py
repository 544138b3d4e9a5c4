"""Connections to the database that holds the log, for the read models beside it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

from casework.application.log.records.addresses import is_sqlite, sqlite_path

_SQLITE = ("journal_mode = WAL", "synchronous = NORMAL", "temp_store = MEMORY", "cache_size = -65536")
_BUSY_SECONDS = 20
_SESSION = "-c lock_timeout=20s -c TimeZone=UTC"


def read_engine(url: str) -> Engine:
    """
    The engine for the read models at the log's own URL.

    On SQLite a commit of the read models is not forced to the disk: after a power cut the follower does it again.
    """
    return _sqlite_engine(url) if is_sqlite(url) else _postgres_engine(url)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One snapshot of the read models: rows and position belong together."""
    options: dict[str, Any] = {}
    if engine.dialect.name == "postgresql":
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes: all of it stays, or nothing; on SQLite it takes the write lock at its start."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection


def _sqlite_engine(url: str) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(sqlite_path(url))), connect_args={"timeout": _BUSY_SECONDS}
    )

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _: object) -> None:
        connection.isolation_level = None  # the module would begin transactions when it likes
        for pragma in _SQLITE:
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def began(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgres_engine(url: str) -> Engine:
    import psycopg  # a third of what starting on a SQLite file would cost

    from casework.application.log.postgres.connections import LIMITS

    limits: dict[str, Any] = {**LIMITS, "application_name": "casework-read", "options": _SESSION}

    def connect() -> psycopg.Connection[Any]:
        # libpq reads the URL, as for the log: what one of them understands the other does too.
        return psycopg.connect(url, **limits)

    return create_engine("postgresql+psycopg://", creator=connect, pool_pre_ping=True)

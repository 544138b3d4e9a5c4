"""Connections to the database that holds the log, for the read models beside it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

from casework.application.log.records.addresses import is_sqlite, sqlite_path
from casework.application.log.records.patience import USUAL, Patience

_SQLITE = ("journal_mode = WAL", "synchronous = NORMAL", "temp_store = MEMORY", "cache_size = -65536")


def read_engine(url: str, patience: Patience = USUAL) -> Engine:
    """
    The engine for the read models at the log's own URL.

    On SQLite a commit of the read models is not forced to the disk: after a power cut the follower does it again.
    A reading is answered within `patience`, and a lock is waited for no longer than it says; a statement that writes
    has the time for many rows at once.
    """
    return _sqlite_engine(url, patience) if is_sqlite(url) else _postgres_engine(url, patience)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One snapshot of the read models: rows and position belong together."""
    options: dict[str, Any] = {}
    if engine.dialect.name == "postgresql":
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine, *, at_length: bool = False) -> Iterator[Connection]:
    """
    A transaction that writes: all of it stays, or nothing; on SQLite it takes the write lock at its start.

    `at_length`: a statement takes as long as the whole table does, as an index needs it.
    """
    with engine.connect().execution_options(writes=True, at_length=at_length) as connection, connection.begin():
        yield connection


def _sqlite_engine(url: str, patience: Patience) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(sqlite_path(url))), connect_args={"timeout": patience.answer_seconds}
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


def _postgres_engine(url: str, patience: Patience) -> Engine:
    # Imported here: a third of what starting on a SQLite file would cost.
    from casework.application.log.postgres.connections import LIMITS, PatientConnection, lock_limit

    given: dict[str, Any] = {**LIMITS, "application_name": "casework-read", "prepare_threshold": None}

    def connect() -> PatientConnection:
        # libpq reads the URL, as for the log: what one of them understands the other does too.
        return PatientConnection.connect(url, **given)

    engine = create_engine("postgresql+psycopg://", creator=connect, pool_pre_ping=True)

    @event.listens_for(engine, "connect")
    @event.listens_for(engine, "checkin")
    def waits(connection: Any, _: object) -> None:
        if connection is not None:
            connection.patience = patience.connect_seconds  # whoever takes it next asks first whether it still answers

    @event.listens_for(engine, "begin")
    def began(connection: Connection) -> None:
        driver: Any = connection.connection.driver_connection
        options = connection.get_execution_options()
        seconds = patience.batch_seconds if options.get("writes") else patience.answer_seconds
        driver.patience = None if options.get("at_length") else seconds
        driver.execute(lock_limit(patience.lock_seconds))

    return engine

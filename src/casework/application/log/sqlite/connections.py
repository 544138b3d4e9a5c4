"""Connections to SQLite as the log needs them: durable, strict, and with writers that take their turn at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from eventsourcing.persistence import OperationalError
from eventsourcing.sqlite import (
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteCursor,
    SQLiteDatastore,
    SQLiteFactory,
    SQLiteTransaction,
)
from eventsourcing.utils import Environment, EnvType

from casework.application.log.records.patience import LOG_PATIENCE, Patience

PRAGMAS = (
    "PRAGMA synchronous = FULL",  # left to the build by the library
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # an erased key is overwritten, not only unlinked
)
"""What every connection to the file sets for itself; the write-ahead log is a property of the file."""


class LogTransaction(SQLiteTransaction):
    """A transaction that takes the write lock at its start when it means to write."""

    def __enter__(self) -> SQLiteCursor:
        cursor = self.connection.cursor()
        try:
            cursor.execute("BEGIN IMMEDIATE" if self.commit else "BEGIN")
        except sqlite3.OperationalError as error:
            raise OperationalError(error) from error
        return cursor


class LogConnection(SQLiteConnection):
    """A connection whose transactions are the log's."""

    @contextmanager
    def transaction(self, *, commit: bool) -> Iterator[SQLiteCursor]:
        """A transaction that is committed at the end of the block, or rolled back after reading."""
        with LogTransaction(self, commit=commit) as cursor, cursor:
            yield cursor


class LogConnectionPool(SQLiteConnectionPool):
    """The library's pool, with connections set up for the log."""

    def _create_connection(self) -> SQLiteConnection:
        connection = super()._create_connection()
        cursor = connection.cursor()
        for pragma in PRAGMAS:
            cursor.execute(pragma)
        return LogConnection(sqlite_conn=cursor.sqlite_cursor.connection, max_age=self.max_age)


class LogDatastore(SQLiteDatastore):
    """The library's datastore over that pool."""

    def __init__(self, db_name: str, patience: Patience) -> None:
        seconds = patience.answer_seconds
        super().__init__(db_name)
        self.pool.close()
        self.pool = LogConnectionPool(db_name=db_name, lock_timeout=seconds, pool_timeout=seconds)  # type: ignore[arg-type]


class SQLiteLogFactory(SQLiteFactory):
    """The library's factory, named by PERSISTENCE_MODULE, over that datastore."""

    def __init__(self, env: Environment | EnvType | None) -> None:
        super().__init__(env)
        self.datastore.close()
        patience = Patience(seconds=float(dict(env or {})[LOG_PATIENCE]))
        self.datastore = LogDatastore(self.datastore.pool.db_name, patience)

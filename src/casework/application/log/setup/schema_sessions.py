"""Connections on which a schema is looked at and changed, one process at a time; PostgreSQL's stands in its own room."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Protocol
from uuid import UUID

from casework.application.log.records.addresses import sqlite_path
from casework.application.log.records.errors import DatabaseUnusableError
from casework.application.log.records.groups import KeyRow, WrappedKeys
from casework.application.log.records.patience import USUAL, Patience
from casework.application.log.sqlite import schema as sqlite_schema

_COUNT_KEYS = """
    SELECT kek, count(*) FILTER (WHERE subject = 'household'), count(*) FILTER (WHERE subject <> 'household')
    FROM data_keys GROUP BY kek ORDER BY kek
"""

_WRAPPED_BY_OTHERS = "SELECT household, subject, key_id, kek, wrapped FROM data_keys WHERE kek <> ? LIMIT ?"
_REWRAP = "UPDATE data_keys SET kek = ?, wrapped = ? WHERE household = ? AND subject = ?"
_REWRAPPED_AT_ONCE = 10_000


class Session(Protocol):
    """A connection on which the schema is looked at and changed."""

    def locked(self) -> AbstractContextManager[None]:
        """A transaction that only one process is in; what was done in it stays, or nothing of it."""

    def setting(self, name: str) -> str | None:
        """A remembered value; None when there is none, or no table for it yet."""

    def set(self, name: str, value: str) -> None:
        """Remember a value, in a locked transaction."""

    def run(self, step: int) -> None:
        """Lead the schema from `step` to the next, in a locked transaction."""

    def make(self, tables: Sequence[str]) -> None:
        """Run the statements that make tables beside the log, in a locked transaction."""

    def wrapped_keys(self) -> Sequence[WrappedKeys]:
        """How many data keys each key-encryption key wraps, by the names of these; none without a schema."""

    def rewrap(self, kek: str, rewrapped: Callable[[KeyRow], KeyRow]) -> int:
        """
        Every data key is wrapped by this key-encryption key, and no other is taken from now on, in a locked transaction.

        Returns how many were wrapped anew.
        """

    def close(self) -> None:
        """End the connection; what was not committed is undone."""


class SQLiteSession:
    """A connection to a SQLite file, which is made if it is not there and readable by its owner only."""

    def __init__(self, url: str, patience: Patience = USUAL) -> None:
        path = sqlite_path(url)
        self._busy_seconds = patience.answer_seconds
        try:
            with suppress(FileExistsError):
                os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))
            self._connection = sqlite3.connect(path, timeout=self._busy_seconds, isolation_level=None)
            self._switch_to_wal()
        except (OSError, sqlite3.Error) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise DatabaseUnusableError(
                zh=f"无法打开数据库文件 {path}：{reason}", en=f"The database file {path} cannot be opened: {reason}"
            ) from error

    @contextmanager
    def locked(self) -> Iterator[None]:
        """A write transaction: SQLite has one at a time."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def setting(self, name: str) -> str | None:
        """A remembered value; None when there is none, or no table for it yet."""
        if not self._connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'log_settings'").fetchone():
            return None
        row = self._connection.execute("SELECT value FROM log_settings WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def set(self, name: str, value: str) -> None:
        """Remember a value, in a locked transaction."""
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS log_settings (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)"
        )
        self._connection.execute("INSERT OR REPLACE INTO log_settings VALUES (?, ?)", (name, value))

    def run(self, step: int) -> None:
        """Lead the schema from `step` to the next, in a locked transaction."""
        for statement in sqlite_schema.STEPS[step]:
            self._connection.execute(statement)

    def make(self, tables: Sequence[str]) -> None:
        """Run the statements that make tables beside the log, in a locked transaction."""
        for statement in tables:
            self._connection.execute(statement)

    def wrapped_keys(self) -> Sequence[WrappedKeys]:
        """How many data keys each key-encryption key wraps, by the names of these; none without a schema."""
        if self.setting("schema") is None:
            return ()
        rows = self._connection.execute(_COUNT_KEYS)
        return [WrappedKeys(kek=kek, households=households, members=members) for kek, households, members in rows]

    def rewrap(self, kek: str, rewrapped: Callable[[KeyRow], KeyRow]) -> int:
        """Every data key is wrapped by this key-encryption key, and no other is taken from now on."""
        done = 0
        while rows := self._connection.execute(_WRAPPED_BY_OTHERS, (kek, _REWRAPPED_AT_ONCE)).fetchall():
            anew = [
                rewrapped(KeyRow(household=UUID(household), subject=subject, key_id=key_id, kek=old, wrapped=wrapped))
                for household, subject, key_id, old, wrapped in rows
            ]
            values = [(row.kek, row.wrapped, row.household.hex, row.subject) for row in anew]
            self._connection.executemany(_REWRAP, values)
            done += len(rows)
        self.set("kek", kek)
        self._connection.execute(sqlite_schema.KEYS_UNDER_ONE_KEK)
        return done

    def close(self) -> None:
        """End the connection; what was not committed is undone."""
        self._connection.close()

    def _switch_to_wal(self) -> None:
        # Needs the file for itself for a moment, and does not always wait for it (seen with processes starting at once).
        give_up_at = time.monotonic() + self._busy_seconds
        while True:
            try:
                self._connection.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > give_up_at:
                    self._connection.close()
                    raise
                time.sleep(0.02)
            except sqlite3.Error:
                self._connection.close()
                raise
            else:
                return

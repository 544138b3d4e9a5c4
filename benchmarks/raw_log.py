"""The limit that appends are held against: the same rows, written by the driver alone, as durably."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

import psycopg

from casework.application.log.records.addresses import is_sqlite, sqlite_path
from tests.support.installations.raw_database import run_sql

StoredRow = tuple[Any, int, str, bytes]
"""Household, version, topic and state, as they are stored."""

_COLUMNS = "originator_id, originator_version, topic, state"
_TABLE = "CREATE TABLE raw_events (notification_id {number}, originator_id {id} NOT NULL, originator_version bigint NOT NULL, topic text NOT NULL, state {bytes} NOT NULL, UNIQUE (originator_id, originator_version))"


class RawLog:
    """A table of the log's shape, without triggers, and one durable connection to it."""

    def __init__(self, url: str) -> None:
        if is_sqlite(url):
            self._lite = sqlite3.connect(sqlite_path(url), isolation_level=None)
            self._lite.execute("PRAGMA journal_mode = WAL")
            self._lite.execute("PRAGMA synchronous = FULL")
            self._lite.execute(_TABLE.format(number="INTEGER PRIMARY KEY AUTOINCREMENT", id="TEXT", bytes="BLOB"))
        else:
            self._server = psycopg.connect(url, autocommit=True)
            self._server.execute(
                _TABLE.format(number="bigint GENERATED ALWAYS AS IDENTITY UNIQUE", id="uuid", bytes="bytea").encode()
            )
        self._is_lite = is_sqlite(url)

    def insert(self, rows: Sequence[StoredRow]) -> None:
        """All rows in one transaction, committed."""
        if self._is_lite:
            self._lite.execute("BEGIN IMMEDIATE")
            self._lite.executemany(f"INSERT INTO raw_events ({_COLUMNS}) VALUES (?, ?, ?, ?)", rows)
            self._lite.execute("COMMIT")
        elif len(rows) == 1:
            self._server.execute(f"INSERT INTO raw_events ({_COLUMNS}) VALUES (%s, %s, %s, %s)".encode(), rows[0])
        else:
            copy_in = f"COPY raw_events ({_COLUMNS}) FROM STDIN".encode()
            with self._server.transaction(), self._server.cursor() as cursor, cursor.copy(copy_in) as copy:
                for row in rows:
                    copy.write_row(row)

    def empty(self) -> None:
        """No rows any more."""
        if self._is_lite:
            self._lite.execute("DELETE FROM raw_events")
        else:
            self._server.execute("TRUNCATE raw_events")

    def close(self) -> None:
        """End the connection."""
        (self._lite if self._is_lite else self._server).close()


def stored_rows(url: str, after: int) -> list[StoredRow]:
    """What the log stored after a position, as it lies there."""
    rows = run_sql(
        url, f"SELECT {_COLUMNS} FROM stored_events WHERE notification_id > {int(after)} ORDER BY notification_id"
    )
    return [(row[0], int(row[1]), str(row[2]), bytes(row[3])) for row in rows]

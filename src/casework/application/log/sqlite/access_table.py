"""Access records in SQLite: a table of their own, and what looks within a write whether it takes a row."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from eventsourcing.persistence import PersistenceError
from eventsourcing.sqlite import SQLiteCursor, SQLiteDatastore

from casework.application.log.records.access import COLUMNS, STATED, AccessWanted, record_of, values_of
from casework.application.log.records.errors import AccessUnrecordedError
from casework.application.log.sqlite.schema import ACCESS_TRIGGERS
from casework.domain.access.records import AccessRecord
from casework.domain.codes.rights import AccessRetention

_MOMENT = "%Y-%m-%dT%H:%M:%S.%f"
_NAMES = ", ".join(COLUMNS)
_INSERT = f"INSERT INTO access_records ({_NAMES}) VALUES ({', '.join('?' * len(COLUMNS))})"
_STANDS = "SELECT name, sql FROM sqlite_master WHERE tbl_name = 'access_records' AND type <> 'index'"
_AS_MADE = {name: text.strip() for name, text in ACCESS_TRIGGERS.items()}


class SQLiteAccessTable:
    """The access records of a SQLite file."""

    def __init__(self, datastore: SQLiteDatastore) -> None:
        self._datastore = datastore

    def insert(self, record: AccessRecord) -> None:
        """Add a record, by itself. Raises AccessUnrecordedError."""
        try:
            with self._datastore.transaction(commit=True) as c:
                c.execute(_INSERT, [_plain(value) for value in values_of(record)])
                _refuse_unless_taken(c)
        except (PersistenceError, sqlite3.Error) as error:
            raise AccessUnrecordedError from error

    def select(self, wanted: AccessWanted) -> list[AccessRecord]:
        """The records asked for, in the order in which they were made."""
        asked = wanted.conditions()
        where = f" WHERE {' AND '.join(condition for condition, _ in asked)}" if asked else ""
        with self._datastore.transaction(commit=False) as c:
            c.execute(
                f"SELECT {', '.join(STATED)} FROM access_records{where} ORDER BY number",
                [_plain(value) for _, values in asked for value in values],
            )
            rows = c.fetchall()
        return [_record(*row) for row in rows]

    def of_class(
        self, retention: AccessRetention, before: datetime, *, after: int, limit: int
    ) -> list[tuple[int, AccessRecord]]:
        """So many records of a class that were made before a moment, from behind a number on, each with its number."""
        with self._datastore.transaction(commit=False) as c:
            c.execute(
                f"SELECT number, {', '.join(STATED)} FROM access_records"
                " WHERE retention = ? AND at < ? AND number > ? ORDER BY number LIMIT ?",
                (str(retention), _plain(before), after, limit),
            )
            rows = c.fetchall()
        return [(number, _record(*row)) for number, *row in rows]

    def purge(self, retention: AccessRetention, before: datetime) -> int:
        """Remove the records of a class that are older; the database refuses those that have to be kept."""
        with self._datastore.transaction(commit=True) as c:
            c.execute("DELETE FROM access_records WHERE retention = ? AND at < ?", (str(retention), _plain(before)))
            c.execute("SELECT changes()")
            return int(c.fetchone()[0])


def refuse_unrecordable(c: SQLiteCursor) -> None:
    """
    Refuse a write while nobody's access could be recorded: the table is away, or something else stands on it.

    It is looked at in the write's own transaction, and nothing is tried: a row that is added and taken back is written to
    the disk all the same. Whatever else keeps a row from being stored, a full disk or a file nobody may write, keeps
    the facts from it too.
    """
    c.execute(_STANDS)
    standing = {name: text.replace('"', "") for name, text in c.fetchall()}  # a table that was renamed is quoted
    if standing.pop("access_records", None) is None or standing != _AS_MADE:
        raise AccessUnrecordedError


def _refuse_unless_taken(c: SQLiteCursor) -> None:
    """A trigger of somebody else's may let a row fall without a word."""
    c.execute("SELECT changes()")
    if c.fetchone()[0] != 1:
        raise AccessUnrecordedError


def _record(at: str, *row: Any) -> AccessRecord:
    household = STATED.index("household")
    stated = [_moment(at), *row]
    stated[household] = UUID(stated[household]) if stated[household] else None
    return record_of(stated)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime(_MOMENT)
    return value.hex if isinstance(value, UUID) else value


def _moment(text: str) -> datetime:
    return datetime.strptime(text, _MOMENT).replace(tzinfo=UTC)

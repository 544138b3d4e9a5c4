"""Access records in PostgreSQL: a table of their own, and what tries within a write whether it takes rows."""

from __future__ import annotations

from datetime import datetime
from typing import LiteralString

import psycopg
from eventsourcing.persistence import PersistenceError
from psycopg.rows import tuple_row

from casework.application.log.postgres.connections import LogDatastore
from casework.application.log.records.access import COLUMNS, STATED, AccessWanted, record_of, values_of
from casework.application.log.records.errors import AccessUnrecordedError
from casework.domain.access.records import AccessRecord
from casework.domain.codes.rights import AccessRetention

TRY_TO_RECORD: LiteralString = "INSERT INTO public.access_records (what) SELECT '' WHERE false"
"""Whoever writes could be recorded: the table is there and takes rows from this role. It adds none."""

_NAMES = ", ".join(COLUMNS)
_INSERT = f"INSERT INTO public.access_records ({_NAMES}) VALUES ({', '.join(['%s'] * len(COLUMNS))})"


class PostgresAccessTable:
    """The access records of a PostgreSQL database."""

    def __init__(self, datastore: LogDatastore) -> None:
        self._datastore = datastore

    def insert(self, record: AccessRecord) -> None:
        """Add a record, by itself. Raises AccessUnrecordedError."""
        try:
            with self._datastore.get_connection() as connection, connection.transaction():
                connection.execute(self._datastore.limits)
                if connection.execute(_INSERT, values_of(record)).rowcount != 1:
                    raise AccessUnrecordedError  # a trigger of somebody else's let it fall
        except PersistenceError as error:
            raise AccessUnrecordedError from error

    def select(self, wanted: AccessWanted) -> list[AccessRecord]:
        """The records asked for, in the order in which they were made."""
        asked = wanted.conditions()
        where = f" WHERE {' AND '.join(condition for condition, _ in asked)}".replace("?", "%s") if asked else ""
        statement = f"SELECT {', '.join(STATED)} FROM public.access_records{where} ORDER BY number"
        with self._datastore.get_connection() as connection, connection.cursor(row_factory=tuple_row) as cursor:
            values = [value for _, values in asked for value in values]
            return [record_of(row) for row in cursor.execute(statement, values)]

    def of_class(
        self, retention: AccessRetention, before: datetime, *, after: int, limit: int
    ) -> list[tuple[int, AccessRecord]]:
        """So many records of a class that were made before a moment, from behind a number on, each with its number."""
        statement = (
            f"SELECT number, {', '.join(STATED)} FROM public.access_records"
            " WHERE retention = %s AND at < %s AND number > %s ORDER BY number LIMIT %s"
        )
        with self._datastore.get_connection() as connection, connection.cursor(row_factory=tuple_row) as cursor:
            rows = cursor.execute(statement, (str(retention), before, after, limit)).fetchall()
        return [(row[0], record_of(row[1:])) for row in rows]

    def purge(self, retention: AccessRetention, before: datetime) -> int:
        """Remove the records of a class that are older; the database refuses those that have to be kept."""
        statement: LiteralString = "DELETE FROM public.access_records WHERE retention = %s AND at < %s"
        with self._datastore.get_connection() as connection, connection.transaction():
            connection.execute(self._datastore.limits)
            return connection.execute(statement, (str(retention), before)).rowcount


def concerns_access(error: psycopg.Error) -> bool:
    """Whether a write failed because access could not be recorded."""
    return isinstance(error, psycopg.ProgrammingError) and "access_records" in str(error)

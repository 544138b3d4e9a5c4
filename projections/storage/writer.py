"""Writing many rows at once through the driver: SQLAlchemy's own way costs twice the time (ADR 0005)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import Connection, Dialect, Table

from projections.storage.tables import IN_USE, Change, Edition, lookups_of

INDEXED_SIGNS = 500
"""So many signs at most of a text that stands in an index: PostgreSQL's take 2,704 bytes of a row."""


class UnwritableRowsError(Exception):
    """A table or an index does not take one of the values; the same ones on both databases."""


def write(connection: Connection, changes: Iterable[Change], edition: Edition = IN_USE) -> None:
    """
    Carry the changes out in the connection's transaction.

    Raises UnwritableRowsError, after which the transaction, or a savepoint in it, has to be rolled back.
    """
    for change in changes:
        if change.gone or change.rows:
            _refuse_unwritable(change)
            try:
                _write_one(connection, change, edition.name(change.table))
            except Exception as error:
                if _is_about_values(error):
                    raise UnwritableRowsError from error
                raise


def _refuse_unwritable(change: Change) -> None:
    for place in _indexed(change.table):
        for row in change.rows:
            value = row[place]
            if isinstance(value, str) and (len(value) > INDEXED_SIGNS or "\0" in value):
                raise UnwritableRowsError


@cache
def _indexed(table: Table) -> tuple[int, ...]:
    """The places of the columns that stand in the key or in an index."""
    columns, looked_up = _columns(table), {name for lookup in lookups_of(table) for name in lookup.columns}
    return tuple(columns.index(name) for name in {*_keys(table), *(each.strip('"') for each in looked_up)})


def _is_about_values(error: Exception) -> bool:
    """Whether the driver or the server refuses a value; a lock, a full disk and a broken line are something else."""
    state = getattr(error, "sqlstate", None)
    if isinstance(state, str):
        return state.startswith(("22", "54"))
    return isinstance(error, OverflowError | ValueError | sqlite3.DataError) or type(error).__name__ == "DataError"


def _write_one(connection: Connection, change: Change, name: str) -> None:
    driver, dialect = connection.connection.driver_connection, connection.dialect
    if dialect.name == "sqlite":
        _write_sqlite(driver, change, name)
    else:
        _write_postgres(driver, dialect, change, name)


def _write_sqlite(driver: Any, change: Change, name: str) -> None:
    keys, columns = _keys(change.table), _columns(change.table)
    if change.gone:
        where = " AND ".join(f'"{key}" = ?' for key in keys)
        driver.executemany(f'DELETE FROM "{name}" WHERE {where}', change.gone).close()
    if change.rows:
        insert = "INSERT OR IGNORE" if change.first_stands else "INSERT"
        places = ", ".join("?" * len(columns))
        driver.executemany(f'{insert} INTO "{name}" VALUES ({places})', change.rows).close()


def _write_postgres(driver: Any, dialect: Dialect, change: Change, name: str) -> None:
    keys, columns = _keys(change.table), _columns(change.table)
    with driver.cursor() as cursor:
        if change.gone:
            where = " AND ".join(f'old."{key}" = gone."{key}"' for key in keys)
            gone = _unnested(dialect, change.table, keys)
            cursor.execute(f'DELETE FROM "{name}" old USING {gone} WHERE {where}', _transposed(change.gone))
        if change.rows and change.first_stands:
            rows = _unnested(dialect, change.table, columns)
            statement = f'INSERT INTO "{name}" SELECT * FROM {rows} ON CONFLICT DO NOTHING'
            cursor.execute(statement, _transposed(change.rows))
        elif change.rows:
            with cursor.copy(f'COPY "{name}" FROM STDIN') as copy:
                for row in change.rows:
                    copy.write_row(row)


def _unnested(dialect: Dialect, table: Table, columns: list[str]) -> str:
    kinds = ", ".join(f"%s::{_kind(dialect, table, column)}[]" for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    return f"unnest({kinds}) AS gone ({names})"


def _kind(dialect: Dialect, table: Table, column: str) -> str:
    return str(table.columns[column].type.compile(dialect)).split(" ")[0]


def _transposed(rows: Iterable[tuple[Any, ...]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]


def _keys(table: Table) -> list[str]:
    return [column.name for column in table.primary_key.columns]


def _columns(table: Table) -> list[str]:
    return [column.name for column in table.columns]

"""Reaching round the log into its database, as an intruder or a broken program would."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any
from uuid import UUID

import psycopg

from casework.application.log.records.addresses import is_sqlite, sqlite_path


def run_sql(url: str, statement: str, *, household: UUID | None = None) -> list[tuple[Any, ...]]:
    """
    Run one statement and commit; what it selected.

    `{id}` stands for the household as the database writes it, `{bytes}` for two bytes.
    """
    if is_sqlite(url):
        filled = statement.format(id=f"'{household and household.hex}'", bytes="x'7b7d'")
        with closing(sqlite3.connect(sqlite_path(url), isolation_level=None, timeout=20)) as connection:
            return connection.execute(filled).fetchall()
    filled = statement.format(id=f"'{household}'", bytes=r"'\x7b7d'")
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(filled.encode())
        return cursor.fetchall() if cursor.description else []

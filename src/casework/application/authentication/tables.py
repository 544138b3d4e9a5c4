"""The tables of what accounts sign in with, beside the log and untouched by rebuilds (ADR 0047)."""

from __future__ import annotations

from typing import Final

from casework.application.log.records.patience import Patience
from casework.application.log.setup.schema import ensure_tables_beside

_NAME: Final = "sign-in"
"""Under this name the database remembers that the tables are there."""

_TABLES: Final = (
    """
    CREATE TABLE main.sign_in_secrets (
        account text NOT NULL,
        kind text NOT NULL,
        sealed text NOT NULL,
        set_at bigint NOT NULL,
        PRIMARY KEY (account, kind)
    )
    """,
    """
    CREATE TABLE main.sign_in_attempts (
        subject text NOT NULL PRIMARY KEY,
        failures bigint NOT NULL,
        seen_at bigint NOT NULL,
        until_at bigint NOT NULL
    )
    """,
    """
    CREATE TABLE main.sign_in_tokens (
        digest text NOT NULL PRIMARY KEY,
        number text NOT NULL,
        kind text NOT NULL,
        account text NOT NULL,
        name text NOT NULL,
        scope text NOT NULL,
        standing text NOT NULL,
        began_at bigint NOT NULL,
        used_at bigint NOT NULL,
        idle_seconds bigint NOT NULL,
        ends_at bigint NOT NULL
    )
    """,
)


def ensure_tables(database: str, patience: Patience) -> None:
    """The tables are there; of several processes that come at once one makes them."""
    ensure_tables_beside(database, _NAME, _TABLES, patience)

"""Looks whether a database and its keys are set up so that nothing acknowledged is lost and nothing is rewritten."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from casework.application.log.records.addresses import is_sqlite, sqlite_path
from casework.application.log.records.checks import Check, check, private_file
from casework.application.log.setup.schema import SCHEMA_VERSION, schema_of
from casework.application.log.sqlite.health import sqlite_checks


def doctor(url: str, keys_path: Path | None = None, *, command: str = "casework") -> list[Check]:
    """
    Everything looked at, good and bad, with the command that mends it; a server refuses to start while one check is not
    ok.

    Raises:
        DatabaseUnusableError: The URL cannot be read.
    """
    checks = list(sqlite_checks(sqlite_path(url), command) if is_sqlite(url) else _postgres_checks(url))
    if all(check.ok for check in checks):
        checks.append(_of_this_release(schema_of(url), command))
    if keys_path is not None:
        checks.append(private_file("keys-file", "密钥文件", "key file", keys_path, f"cp BACKUP {keys_path}"))
    return checks


def _postgres_checks(url: str) -> Iterable[Check]:
    from casework.application.log.postgres.health import postgres_checks  # PostgreSQL's driver for PostgreSQL alone

    return postgres_checks(url)


def _of_this_release(found: int | None, command: str) -> Check:
    needed = SCHEMA_VERSION
    zh, en = f"数据库结构为第{needed}版", f"the database has schema {needed}"
    return check("schema", found == needed, zh, en, "-" if found is None else found, f"{command} migrate")

"""Where a database is, read from its URL."""

from __future__ import annotations

from pathlib import Path

from psycopg.conninfo import conninfo_to_dict
from psycopg.errors import ProgrammingError

from casework.application.log.records.errors import DatabaseUnusableError

_SQLITE = "sqlite:///"
_POSTGRES = ("postgresql://", "postgres://")


def is_sqlite(url: str) -> bool:
    """
    Whether the URL names a SQLite file (`sqlite:///file`); otherwise it names a PostgreSQL database.

    Raises:
        DatabaseUnusableError: It names neither.
    """
    if url.startswith(_SQLITE) and len(url) > len(_SQLITE):
        return True
    if url.startswith(_POSTGRES):
        return False
    raise DatabaseUnusableError(
        zh="数据库地址应为 sqlite:///文件 或 postgresql://…",
        en="A database URL reads sqlite:///FILE or postgresql://…",
    )


def sqlite_path(url: str) -> Path:
    """The SQLite file of the URL; a relative one (`sqlite:///file`) counts from the working folder."""
    return Path(url.removeprefix(_SQLITE)).absolute()


def postgres_parameters(url: str) -> dict[str, str]:
    """
    The URL taken apart into libpq's parameters.

    Raises:
        DatabaseUnusableError: It cannot be read; the sentence does not repeat it, because it may hold a password.
    """
    try:
        return {name: str(value) for name, value in conninfo_to_dict(url).items() if value is not None}
    except ProgrammingError:
        raise DatabaseUnusableError(zh="PostgreSQL 地址格式不正确", en="The PostgreSQL URL cannot be read") from None

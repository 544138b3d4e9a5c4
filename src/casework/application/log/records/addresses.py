"""Where a database is, read from its URL."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from casework.application.log.records.errors import DatabaseUnusableError

LOG_URL = "LOG_URL"
"""The setting under which PostgreSQL's recorders are told their URL."""

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


def password_in(url: str) -> tuple[str, str] | None:
    """The user and the password that a PostgreSQL URL holds; None where it holds no password."""
    if not url.startswith(_POSTGRES):
        return None
    parts = urlsplit(url)
    given = parse_qs(parts.query)
    password = next(iter(given.get("password", ())), None) or unquote(parts.password or "")
    user = next(iter(given.get("user", ())), None) or unquote(parts.username or "")
    return (user, password) if password else None

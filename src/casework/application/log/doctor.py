"""Looks whether a database and its keys are set up so that nothing acknowledged is lost and nothing is rewritten."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, LiteralString

import psycopg
from eventsourcing.persistence import PersistenceError
from msgspec import Struct

from casework.application.log import postgres_schema, sqlite_schema
from casework.application.log.addresses import is_sqlite, sqlite_path
from casework.application.log.sqlite_connections import LogDatastore

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_FUNCTIONS_VARIABLE = "POSTGRES_ENABLE_DB_FUNCTIONS"
_FULL_SYNCHRONOUS = 2


class Check(Struct, frozen=True, kw_only=True):
    """One thing looked at: whether it is as it must be, and a sentence that says so in both languages."""

    name: str
    ok: bool
    zh: str
    en: str


def doctor(url: str, keys_path: Path | None = None) -> list[Check]:
    """
    Everything looked at, good and bad; a server refuses to start while one check is not ok.

    Raises:
        DatabaseUnusableError: The URL cannot be read.
    """
    checks = list(_sqlite_checks(sqlite_path(url)) if is_sqlite(url) else _postgres_checks(url))
    if keys_path is not None:
        checks.append(_private_file("keys-file", "密钥文件", "key file", keys_path))
    return checks


def _sqlite_checks(path: Path) -> Iterator[Check]:
    private = _private_file("database-file", "数据库文件", "database file", path)
    yield private
    if not path.exists():
        return
    try:
        datastore = LogDatastore(str(path))
        with closing(datastore), datastore.transaction(commit=False) as c:

            def value(statement: str) -> Any:
                c.execute(statement)
                return c.fetchone()[0]

            journal, synchronous = value("PRAGMA journal_mode"), value("PRAGMA synchronous")
            erases = value("PRAGMA secure_delete")
            intact = value("PRAGMA quick_check(1)")
            c.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            triggers = {row[0] for row in c.fetchall()}
            c.execute("SELECT sql FROM sqlite_master WHERE name = 'stored_events'")
            table = (c.fetchone() or ("",))[0]
    except (sqlite3.Error, PersistenceError) as error:
        yield _check("reachable", False, "数据库可打开", "the database opens", str(error))
        return
    yield _check("journal-mode", journal == "wal", "日志模式为 WAL", "the journal mode is WAL", journal)
    full = synchronous == _FULL_SYNCHRONOUS
    yield _check("synchronous", full, "每次提交都落盘(FULL)", "every commit reaches the disk (FULL)", synchronous)
    yield _check("secure-delete", erases == 1, "删除的内容会被覆盖", "deleted content is overwritten", erases)
    yield _check("intact", intact == "ok", "数据库文件完好", "the database file is intact", intact)
    missing = set(sqlite_schema.TRIGGERS) - triggers
    yield _check("append-only", not missing, "记录只增不改(触发器)", "facts can only be added (triggers)", missing)
    numbered = "AUTOINCREMENT" in table
    yield _check("positions", numbered, "序号不会重复使用", "positions are never used again", "AUTOINCREMENT")


def _postgres_checks(url: str) -> Iterator[Check]:
    for variable, given in os.environ.items():
        if variable.endswith(_FUNCTIONS_VARIABLE):
            off = given.strip().lower() in ("", "n", "no", "f", "false", "off", "0")
            yield _check(
                "db-functions", off, "未启用库的数据库函数", "the library's database functions are off", variable
            )
    try:
        connection = psycopg.connect(url, autocommit=True, connect_timeout=5)
    except psycopg.Error as error:
        reason = str(error).splitlines()[0]
        yield _check("reachable", False, "数据库可连接", "the database can be reached", reason)
        return
    with closing(connection):

        def value(statement: LiteralString, *parameters: object) -> Any:
            row = connection.execute(statement, parameters).fetchone()
            return row[0] if row else None

        for name, zh, en in (
            ("fsync", "写入会落盘(fsync)", "writes reach the disk (fsync)"),
            ("full_page_writes", "整页写入日志", "full pages are logged"),
            ("data_checksums", "数据页有校验和", "data pages carry checksums"),
        ):
            found = value("SELECT current_setting(%s)", name)
            yield _check(name.replace("_", "-"), found == "on", zh, en, found)
        commits = value("SHOW synchronous_commit")
        waits = commits in ("on", "remote_apply", "remote_write")
        yield _check("synchronous-commit", waits, "提交后才答复", "an answer waits for the commit", commits)
        replica = value("SELECT pg_is_in_recovery()")
        yield _check("primary", not replica, "不是只读副本", "it is not a replica", "replica")
        enabled = value(
            "SELECT tgenabled FROM pg_trigger WHERE tgname = %s AND tgrelid = to_regclass('public.stored_events')",
            postgres_schema.TRIGGER,
        )
        # "A": always, also for sessions that replay as a replica.
        always = enabled in ("A", b"A")
        yield _check("append-only", always, "记录只增不改(触发器)", "facts can only be added (trigger)", enabled)
        cache = (
            value(
                "SELECT seqcache FROM pg_sequence"
                " WHERE seqrelid = pg_get_serial_sequence('public.stored_events', 'notification_id')::regclass"
            )
            if enabled
            else None
        )
        yield _check(
            "positions", cache == 1, "序号逐个分配(CACHE 1)", "positions are drawn one by one (CACHE 1)", cache
        )
        function = value("SELECT count(*) FROM pg_proc WHERE proname LIKE 'es_insert_events%%'")
        none = function == 0
        yield _check(
            "insert-function", none, "没有绕过读者的写入函数", "no function inserts behind readers' backs", function
        )


def _private_file(name: str, zh: str, en: str, path: Path) -> Check:
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
    except OSError as error:
        return _check(name, False, f"{zh}存在", f"the {en} exists", error.strerror or type(error).__name__)
    return _check(name, not mode & _OTHERS, f"{zh}仅所有者可读", f"only its owner reads the {en}", f"{mode:04o}")


def _check(name: str, ok: bool, zh: str, en: str, found: object) -> Check:
    if ok:
        return Check(name=name, ok=True, zh=zh, en=en)
    return Check(
        name=name, ok=False, zh=f"不符合要求:{zh}(实际:{found})", en=f"Refused: not so that {en} (found: {found})"
    )

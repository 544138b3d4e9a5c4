"""What a PostgreSQL database needs so that nothing acknowledged is lost and nothing is rewritten."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from typing import LiteralString

import psycopg

from casework.application.log.postgres.connections import PatientConnection
from casework.application.log.records.checks import Check, check
from casework.application.log.records.patience import USUAL

_FUNCTIONS_VARIABLE = "POSTGRES_ENABLE_DB_FUNCTIONS"
_OFF = ("", "n", "no", "f", "false", "off", "0")

# name, statement, values wanted, sentences.
_MEND = {
    "fsync": "ALTER SYSTEM SET fsync = on",
    "full-page-writes": "ALTER SYSTEM SET full_page_writes = on",
    "synchronous-commit": "ALTER SYSTEM SET synchronous_commit = on",
    "append-only": "ALTER TABLE public.stored_events ENABLE ALWAYS TRIGGER facts_append_only",
    "access-append-only": "ALTER TABLE public.access_records ENABLE ALWAYS TRIGGER access_append_only, "
    "ENABLE ALWAYS TRIGGER access_kept",
    "positions": "ALTER TABLE public.stored_events ALTER notification_id SET CACHE 1",
    "insert-function": "DROP FUNCTION es_insert_events_uuid",
}
"""What psql is told; a setting holds after SELECT pg_reload_conf()."""


def _mend(name: str) -> str:
    if name == "data-checksums":
        return "pg_checksums --enable --pgdata=DATA (PostgreSQL stopped)"
    if name == "primary":
        return "export CASEWORK_DATABASE_URL=postgresql://PRIMARY/…"
    return f'psql "$CASEWORK_DATABASE_URL" -c "{_MEND[name]}" -c "SELECT pg_reload_conf()"'


_VALUES: tuple[tuple[str, LiteralString, tuple[str, ...], str, str], ...] = (
    ("fsync", "SELECT current_setting('fsync')", ("on",), "写入会保存到磁盘（fsync）", "writes reach the disk (fsync)"),
    (
        "full-page-writes",
        "SELECT current_setting('full_page_writes')",
        ("on",),
        "整页写入日志",
        "full pages are logged",
    ),
    (
        "data-checksums",
        "SELECT current_setting('data_checksums')",
        ("on",),
        "数据页有校验和",
        "data pages carry checksums",
    ),
    (
        "synchronous-commit",
        "SELECT current_setting('synchronous_commit')",
        ("on", "remote_apply", "remote_write"),
        "提交后才答复",
        "an answer waits for the commit",
    ),
    ("primary", "SELECT pg_is_in_recovery()::text", ("false",), "不是只读副本", "it is not a replica"),
    (
        # "A": always, also for sessions that replay as a replica.
        "append-only",
        (
            "SELECT tgenabled::text FROM pg_trigger WHERE tgname = 'facts_append_only'"
            " AND tgrelid = to_regclass('public.stored_events')"
        ),
        ("A",),
        "记录只增不改（触发器）",
        "facts can only be added (trigger)",
    ),
    (
        "access-append-only",
        (
            "SELECT string_agg(tgenabled::text, '') FROM pg_trigger WHERE NOT tgisinternal"
            " AND tgrelid = to_regclass('public.access_records')"
        ),
        ("AA",),
        "访问记录只增不改（触发器）",
        "access records can only be added (triggers)",
    ),
    (
        "positions",
        (
            "SELECT seqcache::text FROM pg_sequence JOIN pg_depend ON objid = seqrelid AND deptype = 'i'"
            " WHERE refobjid = to_regclass('public.stored_events')"
        ),
        ("1",),
        "序号逐个分配（CACHE 1）",
        "positions are drawn one by one (CACHE 1)",
    ),
    (
        "insert-function",
        "SELECT count(*)::text FROM pg_proc WHERE proname LIKE 'es_insert_events%'",
        ("0",),
        "没有绕过读者的写入函数",
        "no function inserts behind readers' backs",
    ),
)


def postgres_checks(url: str) -> Iterator[Check]:
    """Everything looked at in the database and in the process's environment, good and bad."""
    for variable, given in os.environ.items():
        if variable.endswith(_FUNCTIONS_VARIABLE):
            off = given.strip().lower() in _OFF
            zh, en = "未启用事件库的数据库函数", "the event library's database functions are off"
            yield check("db-functions", off, zh, en, f"{variable}={given}", f"unset {variable}")
    try:
        connection = PatientConnection.connect(url, autocommit=True, connect_timeout=5, prepare_threshold=None)
        connection.patience = USUAL.answer_seconds
    except psycopg.Error as error:
        reason = str(error).splitlines()[0]
        yield check(
            "reachable",
            False,
            "数据库可连接",
            "the database can be reached",
            reason,
            'pg_isready -d "$CASEWORK_DATABASE_URL"',
        )
        return
    with closing(connection):
        for name, statement, wanted, zh, en in _VALUES:
            row = connection.execute(statement).fetchone()
            found = row[0] if row else None
            yield check(name, found in wanted, zh, en, found, _mend(name))

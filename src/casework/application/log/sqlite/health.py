"""What a SQLite file needs so that nothing acknowledged is lost and nothing is rewritten."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from eventsourcing.persistence import PersistenceError

from casework.application.log.records.checks import Check, check, private_file
from casework.application.log.records.patience import USUAL
from casework.application.log.sqlite.connections import LogDatastore
from casework.application.log.sqlite.schema import ACCESS_TRIGGERS, TRIGGERS

# name, statement, value wanted, sentences: as the log's own connections find it.
_VALUES = (
    ("synchronous", "PRAGMA synchronous", 2, "每次提交都保存到磁盘（FULL）", "every commit reaches the disk (FULL)"),
    ("secure-delete", "PRAGMA secure_delete", 1, "删除的内容会被覆盖", "deleted content is overwritten"),
    ("intact", "PRAGMA quick_check(1)", "ok", "数据库文件完好", "the database file is intact"),
    (
        "append-only",
        "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'stored_events'",
        len(TRIGGERS),
        "记录只增不改（触发器）",
        "facts can only be added (triggers)",
    ),
    (
        "access-append-only",
        "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'access_records'",
        len(ACCESS_TRIGGERS),
        "访问记录只增不改（触发器）",
        "access records can only be added (triggers)",
    ),
    (
        "positions",
        "SELECT count(*) FROM sqlite_master WHERE name = 'stored_events' AND sql LIKE '%AUTOINCREMENT%'",
        1,
        "序号不会重复使用",
        "positions are never used again",
    ),
)


def sqlite_checks(path: Path, command: str) -> Iterator[Check]:
    """Everything looked at in the file, good and bad."""
    yield private_file("database-file", "数据库文件", "database file", path, f"{command} setup")
    if not path.exists():
        return
    try:
        # Before the log's own connection, which would set the mode right in silence.
        with closing(sqlite3.connect(path)) as plain:
            mode = plain.execute("PRAGMA journal_mode").fetchone()[0]
        yield check(
            "journal-mode",
            mode == "wal",
            "日志模式为 WAL",
            "the journal mode is WAL",
            mode,
            f'sqlite3 {path} "PRAGMA journal_mode = WAL"',
        )
        datastore = LogDatastore(str(path), USUAL)
        with closing(datastore), datastore.transaction(commit=False) as c:
            for name, statement, wanted, zh, en in _VALUES:
                c.execute(statement)
                found: Any = c.fetchone()[0]
                yield check(name, found == wanted, zh, en, found, f'sqlite3 BACKUP ".backup {path}"')
    except (sqlite3.Error, PersistenceError) as error:
        yield check(
            "readable", False, "数据库可读取", "the database can be read", error, f'sqlite3 BACKUP ".backup {path}"'
        )

"""How an installation's keys stand: where they are, what they wrap, how old they are, and whether they are sound."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

from msgspec import Struct

from casework.application.log.encoding.key_command import KEYS_COMMAND
from casework.application.log.encoding.keys import KeyRing
from casework.application.log.encoding.suites import Suite
from casework.application.log.records.addresses import is_sqlite, sqlite_path
from casework.application.log.records.checks import Check, check, private_file
from casework.application.log.records.errors import KeysError
from casework.application.log.records.groups import WrappedKeys
from casework.application.log.setup.schema import stored_keys
from casework.domain.calendar.work_calendar import shanghai_date

_FIRST_FACT = "SELECT state FROM stored_events ORDER BY notification_id LIMIT 1"
_FINGERPRINT = "SELECT value FROM log_settings WHERE name = 'keys'"
_FINISH = "casework keys rotate"
_NEW = "casework setup FOLDER"
_ROTATED = "keys-rotated"
_BACK = 'cp BACKUP "$CASEWORK_KEYS"'


class KeyStatus(Struct, frozen=True, kw_only=True):
    """
    The state of the keys, without any of them.

    `place` is the key file, or the name of the setting whose command tells the keys. `written_on` is the day (Shanghai)
    on which the file was last written, `days` how long ago; None where a command tells them. `wrapped` counts the data
    keys in the database by the name of the key-encryption key around them; empty where there is no database.
    """

    place: str
    kek: str | None
    suite: Suite | None
    written_on: date | None
    days: int | None
    wrapped: Sequence[WrappedKeys]
    checks: Sequence[Check]

    @property
    def is_sound(self) -> bool:
        """Whether nothing has to be put right."""
        return all(each.ok for each in self.checks)

    @property
    def may_rotate(self) -> bool:
        """Whether the key-encryption key can be replaced: an earlier rotation that broke off is finished by that."""
        return all(each.ok or each.name == _ROTATED for each in self.checks)


def key_status(file: Path | None, command: str | None, database: str | None, *, may_be_published: bool) -> KeyStatus:
    """
    How the keys stand; nothing is made or changed. `database` is None where none was begun.

    Raises:
        DatabaseUnusableError: The database cannot be opened.
    """
    wrapped, fingerprint = stored_keys(database) if database else ((), None)
    checks: list[Check] = []
    if file is not None:
        checks.append(private_file("keys-file", "密钥文件", "key file", file, f"cp BACKUP {file}"))
    ring: KeyRing | None = None
    if all(each.ok for each in checks):
        ring, found = _read(file, command)
        checks.append(
            check("keys-strong", ring is not None, "密钥有效且足够强", "the keys are valid and strong", found, _BACK)
        )
    if ring is not None:
        zh, en = "密钥未在源代码中公开", "the keys are not published with the source"
        checks.append(check("keys-own", may_be_published or not ring.is_published, zh, en, ring.kek, _NEW))
        if file is not None:
            zh, en = "没有中断的主密钥更换", "no rotation of the key-encryption key broke off"
            checks.append(check(_ROTATED, len(ring.keks) == 1, zh, en, ", ".join(sorted(ring.keks)), _FINISH))
        checks += _of_the_database(ring, wrapped, fingerprint)
        checks.append(_not_shared(ring, file, database))
    written = datetime.fromtimestamp(file.stat().st_mtime, UTC) if file is not None and file.exists() else None
    return KeyStatus(
        place=str(file) if file is not None else KEYS_COMMAND,
        kek=None if ring is None else ring.kek,
        suite=None if ring is None else ring.suite,
        written_on=None if written is None else shanghai_date(written),
        days=None if written is None else (datetime.now(UTC) - written).days,
        wrapped=wrapped,
        checks=checks,
    )


def _read(file: Path | None, command: str | None) -> tuple[KeyRing | None, str]:
    try:
        return (KeyRing.load(file) if file is not None else KeyRing.from_command(command or "")), ""
    except KeysError as error:
        return None, f"{error.zh} / {error.en}"


def _of_the_database(ring: KeyRing, wrapped: Sequence[WrappedKeys], fingerprint: str | None) -> Iterator[Check]:
    belong = fingerprint in {None, ring.fingerprint}
    yield check("keys-of-database", belong, "密钥属于该数据库", "the keys are the database's", "-", _BACK)
    if not belong:
        return
    gone = sorted({each.kek for each in wrapped} - set(ring.keks))
    zh, en = "数据库用到的主密钥都在", "every key-encryption key that the database needs is there"
    yield check("keys-complete", not gone, zh, en, ", ".join(gone), _BACK)


def _not_shared(ring: KeyRing, file: Path | None, database: str | None) -> Check:
    """
    Whether another database beside the key file or the database was filled with these keys.

    A copy of the same database begins with the same entry and is not another one. What lies elsewhere is not known.
    """
    own = sqlite_path(database).absolute() if database and is_sqlite(database) else None
    folders = {path.absolute().parent for path in (file, own) if path is not None}
    first = own and _begins(own, ring.fingerprint)
    others = [
        path.name
        for folder in sorted(folders)
        for path in sorted(folder.glob("*.sqlite"))
        if path != own and (begins := _begins(path, ring.fingerprint)) and begins != first
    ]
    zh, en = "旁边没有别的数据库使用同一套密钥", "no other database beside them uses the same keys"
    return check("keys-not-shared", not others, zh, en, ", ".join(others), _NEW)


def _begins(path: Path, fingerprint: str) -> bytes | None:
    """The first entry of a database that was filled with these keys; None for another one, or one without entries."""
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
            if connection.execute(_FINGERPRINT).fetchone() != (fingerprint,):
                return None
            row = connection.execute(_FIRST_FACT).fetchone()
    except sqlite3.Error:
        return None
    return bytes(row[0]) if row else None

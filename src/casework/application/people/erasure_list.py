"""The list of erasures outside the database: a backup that is restored must not bring anybody back (ADR 0046)."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

import msgspec

from casework.application.log.reader import LogReader
from casework.application.log.records.errors import ErasuresUndoneError, KeysError
from casework.application.log.records.groups import ErasedKey


class _Line(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    household: UUID
    subject: str
    key_id: str


def as_listed(erasures: Sequence[ErasedKey]) -> list[dict[str, str]]:
    """The erasures as the list has them: household and subject, and the id of the key, which says nothing of anybody."""
    return [
        {"household": str(each.household), "subject": each.subject, "key_id": each.key_id.hex()} for each in erasures
    ]


def read_list(path: Path) -> list[ErasedKey]:
    """The erasures that a file lists; none where there is no such file. Raises KeysError for what is no such list."""
    try:
        lines = msgspec.json.decode(path.read_bytes(), type=list[_Line])
        return [
            ErasedKey(household=line.household, subject=line.subject, key_id=bytes.fromhex(line.key_id))
            for line in lines
        ]
    except FileNotFoundError:
        return []
    except (OSError, msgspec.MsgspecError, ValueError):
        raise KeysError(
            zh=f"删除清单 {path} 无法读取：请从备份中恢复该文件",
            en=f"The list of erasures {path} cannot be read: bring it back from its backup",
        ) from None


def hold_to_list(log: LogReader, path: Path) -> None:
    """
    Refuse a database in which somebody who was erased can be read again; and list what it erased that is not listed yet.

    Raises ErasuresUndoneError, KeysError where the list cannot be read.
    """
    listed, erased = read_list(path), log.erasures()
    if undone := log.come_back(listed):
        raise ErasuresUndoneError(str(path), len(undone))
    if missing := [each for each in erased if each not in listed]:
        write_list(path, [*listed, *missing])


def write_list(path: Path, erasures: Sequence[ErasedKey]) -> None:
    """Put the list in the place of the earlier one, whole, for its owner only."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(msgspec.json.encode(as_listed(erasures)))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)

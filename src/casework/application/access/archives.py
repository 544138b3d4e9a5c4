"""
Archives of access records: a file that holds a class of them whole, in order, and shows when any of it was altered (ADR 0045).

The first line says what it is an archive of, the last how many records there are, with a seal by the installation's keys. Each
record's `chain` is the SHA-256 of the one before it and of itself, so that the first line that does not fit is named.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final

import msgspec
from msgspec import Raw, Struct
from msgspec.structs import replace

from casework.application.log.encoding.keys import KeyRing
from casework.application.log.records.access import AccessTable
from casework.domain.access.records import AccessRecord
from casework.domain.codes.rights import AccessRetention
from casework.domain.errors import RefusedError

_PAGE: Final = 1_000


class ArchiveBrokenError(RefusedError):
    """An archive of access records is not as it was written."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.zh = f"访问记录存档第{line}行与写入时不符：已被改动、缺行，或不是用这套密钥写的"
        self.en = (
            f"Line {line} of the archive is not as it was written: altered, lines missing, or written under other keys"
        )


class ArchiveDiffersError(RefusedError):
    """What would be removed is not what an archive holds; nothing was removed."""

    zh = "存档与将要清理的记录不一致（类别、时间或内容不同），未清理任何记录：请由审计员重新存档"
    en = "The archive is not what would be removed (class, time or content); nothing was removed: the auditor archives anew"


class Archive(Struct, frozen=True, kw_only=True):
    """What an archive holds: the records of a class from before a moment, how many, and the last link of their chain."""

    retention: AccessRetention
    before: datetime
    count: int
    digest: str


class _Header(Struct, frozen=True, kw_only=True, tag="access-archive", tag_field="line"):
    retention: AccessRetention
    before: datetime


class _Line(Struct, frozen=True, kw_only=True, tag="record", tag_field="line"):
    number: int
    record: Raw
    chain: str


class _End(Struct, frozen=True, kw_only=True, tag="end", tag_field="line"):
    count: int
    chain: str
    seal: str


_READ: Final = msgspec.json.Decoder(_Header | _Line | _End)


class Archiving:
    """The lines of an archive one after the other, written or read; `archive` is what they hold up to here."""

    def __init__(self, header: bytes, retention: AccessRetention, before: datetime) -> None:
        self.archive = Archive(retention=retention, before=before, count=0, digest=hashlib.sha256(header).hexdigest())

    def add(self, number: int, record: bytes) -> str:
        """One record more; its link of the chain."""
        linked = hashlib.sha256(b"%s %d %s" % (self.archive.digest.encode(), number, record)).hexdigest()
        self.archive = replace(self.archive, count=self.archive.count + 1, digest=linked)
        return linked

    def end(self, keys: KeyRing) -> bytes:
        """The last line: how many records there are, sealed under the keys of the installation."""
        count, chain = self.archive.count, self.archive.digest
        seal = keys.request_hash(f"access-archive\0{count}\0{chain}".encode()).hex()
        return msgspec.json.encode(_End(count=count, chain=chain, seal=seal))


def archive_lines(table: AccessTable, keys: KeyRing, retention: AccessRetention, before: datetime) -> Iterator[bytes]:
    """The lines of an archive as they are written."""
    header = msgspec.json.encode(_Header(retention=retention, before=before.astimezone(UTC)))
    lines = Archiving(header, retention, before)
    yield header
    for number, entry in _kept(table, retention, before):
        record = msgspec.json.encode(entry)
        yield msgspec.json.encode(_Line(number=number, record=Raw(record), chain=lines.add(number, record)))
    yield lines.end(keys)


def read_archive(written: Iterable[bytes], keys: KeyRing) -> Archive:
    """What an archive holds, once every line of it is as it was written; raises ArchiveBrokenError."""
    lines, ended = None, False
    number = 0
    for number, line in enumerate(map(bytes.rstrip, written), start=1):
        try:
            read = None if ended else _READ.decode(line)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            read = None
        match read:
            case _Header(retention=retention, before=before) if lines is None:
                lines = Archiving(line, retention, before)
            case _Line(number=at, record=record, chain=chain) if lines and lines.add(at, bytes(record)) == chain:
                pass
            case _End() if lines and hmac.compare_digest(lines.end(keys), line):
                ended = True
            case _:
                raise ArchiveBrokenError(number)
    if lines is None or not ended:
        raise ArchiveBrokenError(number + 1)
    return lines.archive


def refuse_other(
    archive: Archive, table: AccessTable, keys: KeyRing, retention: AccessRetention, before: datetime
) -> None:
    """Refuse an archive that is not of exactly these records as they stand in the table. Raises ArchiveDiffersError."""
    if read_archive(archive_lines(table, keys, retention, before), keys) != archive:
        raise ArchiveDiffersError


def _kept(table: AccessTable, retention: AccessRetention, before: datetime) -> Iterator[tuple[int, AccessRecord]]:
    last = 0
    while page := table.of_class(retention, before, after=last, limit=_PAGE):
        yield from page
        last = page[-1][0]

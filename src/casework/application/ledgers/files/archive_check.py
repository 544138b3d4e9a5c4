"""Judges the archive of a workbook before any parser sees it: its directory, then each part that will be parsed."""

from __future__ import annotations

import os
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, NamedTuple

from casework.application.ledgers.files.archive_directory import directory, part_name
from casework.application.ledgers.files.content import FileKind
from casework.application.ledgers.files.corrected_file import size_of
from casework.application.ledgers.files.file_errors import LedgerFileError
from casework.application.ledgers.files.parsed_parts import parsed_parts
from casework.application.ledgers.files.part_scan import PartScan

if TYPE_CHECKING:
    from casework.application.ledgers.files.limits import ReadingLimits

_BLOCK = 256 * 1024
_LOCAL = struct.Struct("<4s5H3I2H")
_SMALL_PART = 8 * 1024 * 1024  # below this size no ratio can do harm
_RELATIONS_BYTES = 1024 * 1024


class Judged(NamedTuple):
    """
    What an archive holds that may be parsed: the bytes that its parts unpack to, the rows counted in them, and the
    parts in which there is no formula, no error and nothing hidden.
    """

    unpacked: int
    rows: int
    plain: frozenset[str]


def check_archive(archive: IO[bytes], kind: FileKind, name: str, limits: ReadingLimits) -> Judged:
    """
    What the archive holds, if it may be parsed.

    The declared sizes are judged first; then each part is really unpacked, block by block, and the count stops at
    the limit: a directory that lies about sizes gains nothing. What nobody parses, as pictures, is not looked at.
    """
    return _Check(archive, kind, name, limits).judged()


class _Check:
    """One archive under judgement."""

    def __init__(self, archive: IO[bytes], kind: FileKind, name: str, limits: ReadingLimits) -> None:
        self._archive = archive
        self._kind = kind
        self._name = name
        self._limits = limits
        self._listed = directory(archive, name)
        self._by_name = {part_name(part): part for part in self._listed}

    def judged(self) -> Judged:
        """Judge everything; raises LedgerFileError."""
        self._judge_directory()
        names = parsed_parts(self._kind, self._relations)
        parts = [part for part in self._listed if part_name(part) in names]
        self._judge_declared(parts)
        unpacked = rows = 0
        plain: set[str] = set()
        for part in parts:
            scan = PartScan(self._name, part_name(part))
            for block in self._content(part, self._limits.unpacked_bytes - unpacked):
                unpacked += len(block)
                scan.block(block)
            rows += scan.rows
            plain |= set() if scan.peculiar else {part_name(part)}
        return Judged(unpacked, rows, frozenset(plain))

    def _relations(self, part: str) -> bytes:
        """The content of a list of relations, already judged; nothing when there is none."""
        if part not in self._by_name:
            return b""
        scan, content = PartScan(self._name, part), b""
        for block in self._content(self._by_name[part], self._limits.unpacked_bytes):
            scan.block(block)
            content += block
            if len(content) > _RELATIONS_BYTES:
                raise self._refused("bomb", "部件关系过多|too many relations between parts")
        return content

    def _content(self, part: zipfile.ZipInfo, most: int) -> Iterator[bytes]:
        """The part's bytes in blocks; refused when they are more than `most`, packed too tightly, or not what is said."""
        size = crc = 0
        for block in _blocks(self._archive, part, self._name):
            size += len(block)
            if size > most:
                most_of_all = self._limits.unpacked_bytes >> 20
                raise self._refused("huge", f"解压后超过 {most_of_all} MB|more than {most_of_all} MB unpacked")
            if size > max(_SMALL_PART, part.compress_size * self._limits.ratio):
                raise self._too_tight()
            crc = zlib.crc32(block, crc)
            yield block
        if size != part.file_size or crc != part.CRC:
            raise self._refused("damaged", "内容与压缩目录不符|its parts differ from its directory")

    def _judge_directory(self) -> None:
        if len(self._listed) > self._limits.parts:
            raise self._refused("bomb", f"{len(self._listed)} 个部件|{len(self._listed)} parts")
        if sum(part.compress_size for part in self._listed) > size_of(self._archive):
            raise self._refused("bomb", "部件互相重叠|its parts overlap")

    def _judge_declared(self, parts: list[zipfile.ZipInfo]) -> None:
        if any(times > 1 for times in Counter(map(part_name, parts)).values()):
            raise self._refused("damaged", "部件重名|two parts share a name")
        declared = sum(part.file_size for part in parts)
        if declared > self._limits.unpacked_bytes:
            raise self._refused("huge", f"解压后 {declared >> 20} MB|{declared >> 20} MB unpacked")
        if any(part.file_size > max(_SMALL_PART, part.compress_size * self._limits.ratio) for part in parts):
            raise self._too_tight()

    def _too_tight(self) -> LedgerFileError:
        return self._refused("bomb", f"压缩比超过 {self._limits.ratio}|packed more than {self._limits.ratio} to 1")

    def _refused(self, code: str, detail: str) -> LedgerFileError:
        return LedgerFileError(code, self._name, detail)


def _blocks(file: IO[bytes], part: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    """The part's unpacked bytes in blocks of bounded size, by its packed length alone."""
    damaged = LedgerFileError("damaged", name, "压缩内容|its packed content")
    file.seek(part.header_offset)
    header = file.read(_LOCAL.size)
    if len(header) < _LOCAL.size or not header.startswith(b"PK\x03\x04"):
        raise damaged
    file.seek(sum(_LOCAL.unpack(header)[-2:]), os.SEEK_CUR)
    left = part.compress_size
    if part.compress_type == zipfile.ZIP_STORED:
        while left and (block := file.read(min(_BLOCK, left))):
            left -= len(block)
            yield block
        return
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise damaged
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        while left and not inflate.eof and (packed := file.read(min(_BLOCK, left))):
            left -= len(packed)
            while packed:
                yield inflate.decompress(packed, _BLOCK)
                packed = inflate.unconsumed_tail
        yield inflate.flush()
    except zlib.error as error:
        raise damaged from error
    if left or not inflate.eof or inflate.unused_data:
        raise damaged

"""Judges the archive of a workbook before any parser sees it: its directory, then every part, counted in blocks."""

from __future__ import annotations

import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING

from casework.application.ledgers.files.file_errors import LedgerFileError

if TYPE_CHECKING:
    from casework.application.ledgers.files.limits import ReadingLimits

_BLOCK = 256 * 1024
_END = b"PK\x05\x06"
_END_SIZE = 22
_LOCAL = struct.Struct("<4s5H3I2H")
_ENCRYPTED = 0x1
_DIRECTORY_BYTES = 4 * 1024 * 1024
_SMALL_PART = 8 * 1024 * 1024  # below this size no ratio can do harm
_ROW_MARKS = (b"<row ", b"<row>", b":row ", b"<table:table-row")


def directory(file: IO[bytes], name: str) -> list[zipfile.ZipInfo]:
    """The parts that the archive's directory lists; refuses a cut-off or ambiguous one, and one with a password."""
    size = os.fstat(file.fileno()).st_size
    file.seek(max(0, size - _END_SIZE))
    end = file.read(_END_SIZE)
    # The end record must be the very end: with anything behind it two readers may see two different archives.
    if not end.startswith(_END) or not end.endswith(b"\x00\x00"):
        raise LedgerFileError("cut-off", name)
    if int.from_bytes(end[12:16], "little") > _DIRECTORY_BYTES:
        raise LedgerFileError("bomb", name, "部件过多|too many parts")
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error, UnicodeDecodeError) as error:
        raise LedgerFileError("damaged", name, "压缩目录|its directory") from error
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise LedgerFileError("encrypted", name)
    return parts


def check_archive(file: IO[bytes], name: str, limits: ReadingLimits) -> tuple[int, int]:
    """
    The bytes that all parts unpack to, and the rows counted in them.

    The declared sizes are judged first; then each part is really unpacked, block by block, and the count stops at
    the limit: a directory that lies about sizes gains nothing.
    """
    parts = directory(file, name)
    _judge_declared(parts, os.fstat(file.fileno()).st_size, name, limits)
    unpacked = rows = 0
    for part in parts:
        scan = _PartScan(name, part.filename)
        size = crc = 0
        for block in _blocks(file, part, name):
            size += len(block)
            if unpacked + size > limits.unpacked_bytes:
                raise LedgerFileError(
                    "huge",
                    name,
                    f"解压后超过 {limits.unpacked_bytes >> 20} MB|more than {limits.unpacked_bytes >> 20} MB unpacked",
                )
            if size > max(_SMALL_PART, part.compress_size * limits.ratio):
                raise LedgerFileError("bomb", name, f"压缩比超过 {limits.ratio}|packed more than {limits.ratio} to 1")
            crc = zlib.crc32(block, crc)
            scan.block(block)
        if size != part.file_size or crc != part.CRC:
            raise LedgerFileError("damaged", name, "内容与压缩目录不符|its parts differ from its directory")
        unpacked += size
        rows += scan.rows
    return unpacked, rows


def _judge_declared(parts: list[zipfile.ZipInfo], size: int, name: str, limits: ReadingLimits) -> None:
    if len(parts) > limits.parts:
        raise LedgerFileError("bomb", name, f"{len(parts)} 个部件|{len(parts)} parts")
    if len({part.filename for part in parts}) < len(parts):
        raise LedgerFileError("damaged", name, "部件重名|two parts share a name")
    if sum(part.compress_size for part in parts) > size:
        raise LedgerFileError("bomb", name, "部件互相重叠|its parts overlap")
    declared = sum(part.file_size for part in parts)
    if declared > limits.unpacked_bytes:
        raise LedgerFileError("huge", name, f"解压后 {declared >> 20} MB|{declared >> 20} MB unpacked")
    for part in parts:
        if part.file_size > max(_SMALL_PART, part.compress_size * limits.ratio):
            raise LedgerFileError("bomb", name, f"压缩比超过 {limits.ratio}|packed more than {limits.ratio} to 1")


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


class _PartScan:
    """Looks at a part's bytes as they pass: no declarations, an encoding that hides none, and how many rows."""

    def __init__(self, name: str, part: str) -> None:
        self._name = name
        self._manifest = part == "META-INF/manifest.xml"
        self._drawing = part.endswith(".svg")  # pictures may declare a type and are never read
        self._tail: bytes | None = None
        self.rows = 0

    def block(self, block: bytes) -> None:
        """Take the next bytes of the part."""
        if self._drawing:
            return
        if self._tail is None:
            self._refuse_hiding_encoding(block)
        window = (self._tail or b"") + block
        if b"<!DOCTYPE" in window or b"<!ENTITY" in window:
            raise LedgerFileError("dtd", self._name)
        if self._manifest and b"encryption-data" in window:
            raise LedgerFileError("encrypted", self._name)
        self._tail = window[-16:]
        self.rows += sum(block.count(mark) for mark in _ROW_MARKS)

    def _refuse_hiding_encoding(self, start: bytes) -> None:
        """Declarations written in two bytes a letter would pass unseen."""
        text = start[:256]
        declared = text[: text.find(b"?>")].lower() if text.removeprefix(b"\xef\xbb\xbf").startswith(b"<?xml") else b""
        foreign = b"encoding" in declared and b"utf-8" not in declared and b"ascii" not in declared
        if foreign or text.startswith((b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")):
            raise LedgerFileError("damaged", self._name, "部件编码不是 UTF-8|a part is not in UTF-8")

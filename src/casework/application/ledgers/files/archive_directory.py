"""The archive of a workbook: where it ends in its file, and which parts its directory lists."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from typing import IO

from casework.application.ledgers.files.corrected_file import corrected, size_of
from casework.application.ledgers.files.file_errors import LedgerFileError

_BLOCK = 1024 * 1024
_END = b"PK\x05\x06"
_END_SIZE = 22
_LONG_END = struct.Struct("<4s36xQQ20x")
_LONG_END_STARTS, _LOCATOR_STARTS = b"PK\x06\x06", b"PK\x06\x07"
_LOCATOR_PLACE = 56
_CANDIDATES = 1_000
_ENCRYPTED = 0x1
_DIRECTORY_BYTES = 4 * 1024 * 1024


def whole_archive(file: IO[bytes], name: str) -> IO[bytes]:
    """
    The archive alone: a comment at its end and bytes behind it, as some systems add them, are left out.

    Raises:
        LedgerFileError: Its end is missing, or does not close what stands before it.
    """
    size, met = size_of(file), False
    for tries, place in enumerate(_places(file, size)):
        if place + _END_SIZE > size or tries > _CANDIDATES:
            continue
        met = True
        if _closes(file, place):
            file.seek(place + _END_SIZE - 2)
            comment = {} if file.read(2) == b"\x00\x00" else {place + _END_SIZE - 2: b"\x00\x00"}
            return corrected(file, place + _END_SIZE, comment)
    if met:
        raise LedgerFileError("damaged", name, "压缩目录|its directory")
    raise LedgerFileError("cut-off", name)


def directory(archive: IO[bytes], name: str) -> list[zipfile.ZipInfo]:
    """The parts that the archive's directory lists; refuses a damaged or overlong one, and one with a password."""
    archive.seek(size_of(archive) - _END_SIZE)
    listed_bytes = int.from_bytes(archive.read(_END_SIZE)[12:16], "little")
    if _DIRECTORY_BYTES < listed_bytes < 0xFFFF_FFFF:
        raise LedgerFileError("bomb", name, "部件过多|too many parts")
    try:
        with zipfile.ZipFile(archive) as opened:
            parts = opened.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error, UnicodeDecodeError) as error:
        raise LedgerFileError("damaged", name, "压缩目录|its directory") from error
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise LedgerFileError("encrypted", name)
    return parts


def part_name(part: zipfile.ZipInfo) -> str:
    r"""The part's name as names are compared: `/` between folders, also where an old writer put `\`, and no case."""
    return part.filename.replace("\\", "/").lower()


def _places(file: IO[bytes], size: int) -> Iterator[int]:
    """Where end records may stand, the last place first."""
    stop = size
    while stop > 0:
        start = max(0, stop - _BLOCK)
        file.seek(start)
        window = file.read(stop - start + len(_END) - 1)
        at = window.rfind(_END)
        while at >= 0:
            yield start + at
            at = window.rfind(_END, 0, at)
        stop = start


def _closes(file: IO[bytes], place: int) -> bool:
    """Whether the directory that the record speaks of ends where the record (or its long form) begins."""
    long_place = place - _LONG_END.size
    file.seek(max(0, long_place))
    before = file.read(place - max(0, long_place))
    end = file.read(_END_SIZE)
    if long_place >= 0 and before.startswith(_LONG_END_STARTS) and before.startswith(_LOCATOR_STARTS, _LOCATOR_PLACE):
        _, size, offset = _LONG_END.unpack(before)
        return bool(size <= _DIRECTORY_BYTES and offset + size == long_place)
    size, offset = struct.unpack_from("<II", end, 12)
    return bool(offset + size == place)

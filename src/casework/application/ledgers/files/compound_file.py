"""The container of old Office files ([MS-CFB]): its directory, and its streams read within bounds."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import IO, Final, NamedTuple

from casework.application.ledgers.files.corrected_file import size_of

COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The first bytes of every such file."""

_SHIFTS = {9, 12}
_SMALL = 64
_ENTRY = struct.Struct("<64sHBxIII36xIQ")
_MARKS = 0xFFFF_FFFA  # from here on numbers are marks (end, free, ...) and no sectors
_STREAM = 2


class CompoundError(ValueError):
    """The container is broken: something that it speaks of is not there."""


class Entry(NamedTuple):
    """What the directory lists: `place` is where its entry begins in the file, `size` counts bytes."""

    name: str
    kind: int
    neighbours: tuple[int, int]
    child: int
    first: int
    size: int
    place: int


class CompoundFile:
    """An open container; a chain of sectors that goes in a circle or beyond the file raises CompoundError."""

    def __init__(self, file: IO[bytes]) -> None:
        """Read its header and directory."""
        self._file = file
        self._bytes = size_of(file)
        header = self._read(0, 512)
        (shift,) = struct.unpack_from("<H", header, 30)
        directory, _, self._cutoff, small, _, more, _ = struct.unpack_from("<7I", header, 48)
        if shift not in _SHIFTS:
            raise CompoundError
        self._sector_bytes = 1 << shift
        self._table = self._table_sectors(list(struct.unpack_from("<109I", header, 76)), more)
        self._entries = [entry for sector in self._chain(directory) for entry in self._entries_in(sector)]
        self._small_table = b"".join(map(self._sector, self._chain(small)))
        self._small_sectors = list(self._chain(self._entries[0].first)) if self._entries else []

    def streams(self) -> list[Entry]:
        """The streams of the outermost folder; what is embedded in a sheet lies further in."""
        found: list[Entry] = []
        seen: set[int] = set()
        waiting = [self._entries[0].child] if self._entries else []
        while waiting:
            number = waiting.pop()
            if number >= len(self._entries) or number in seen:
                continue
            seen.add(number)
            entry = self._entries[number]
            waiting += entry.neighbours
            if entry.kind == _STREAM:
                found.append(entry)
        return found

    def content(self, stream: Entry) -> Iterator[bytes]:
        """The stream's bytes, block by block."""
        left = min(stream.size, self._bytes)
        blocks = map(self._sector, self._chain(stream.first)) if left >= self._cutoff else self._small(stream.first)
        while left > 0 and (block := next(blocks, b"")):
            yield block[:left]
            left -= len(block)

    def _small(self, sector: int) -> Iterator[bytes]:
        for _ in range(self._bytes // _SMALL):
            if sector >= _MARKS:
                return
            index, offset = divmod(sector * _SMALL, self._sector_bytes)
            if index >= len(self._small_sectors) or (sector + 1) * 4 > len(self._small_table):
                raise CompoundError
            yield self._sector(self._small_sectors[index])[offset : offset + _SMALL]
            (sector,) = struct.unpack_from("<I", self._small_table, sector * 4)

    def _table_sectors(self, listed: list[int], more: int) -> list[int]:
        """The sectors in which the table of sectors stands."""
        for _ in range(self._bytes // self._sector_bytes):
            if more >= _MARKS:
                break
            *further, more = struct.unpack(f"<{self._sector_bytes // 4}I", self._sector(more))
            listed += further
        return [sector for sector in listed if sector < _MARKS]

    def _chain(self, sector: int) -> Iterator[int]:
        """The sectors that follow one another from this one on."""
        numbers_in_one = self._sector_bytes // 4
        at, numbers = -1, b""
        for _ in range(self._bytes // self._sector_bytes + 1):
            if sector >= _MARKS:
                return
            yield sector
            place, number = divmod(sector, numbers_in_one)
            if place >= len(self._table):
                raise CompoundError
            if place != at:
                at, numbers = place, self._sector(self._table[place])
            (sector,) = struct.unpack_from("<I", numbers, number * 4)
        raise CompoundError

    def _entries_in(self, sector: int) -> Iterator[Entry]:
        start = (sector + 1) * self._sector_bytes
        for offset, fields in enumerate(_ENTRY.iter_unpack(self._sector(sector))):
            name, length, kind, left, right, child, first, size = fields
            text = name[: max(0, min(length, 64) - 2)].decode("utf-16-le", errors="replace")
            size &= 0xFFFF_FFFF  # no workbook is larger, and old writers leave rubbish above
            yield Entry(text, kind, (left, right), child, first, size, start + offset * _ENTRY.size)

    def _sector(self, sector: int) -> bytes:
        # The last one may be cut short by writers that do not fill it up.
        return self._read((sector + 1) * self._sector_bytes, self._sector_bytes, fill=True)

    def _read(self, place: int, size: int, *, fill: bool = False) -> bytes:
        self._file.seek(place)
        read = self._file.read(size)
        if not read or (len(read) < size and not fill):
            raise CompoundError
        return read.ljust(size, b"\x00")

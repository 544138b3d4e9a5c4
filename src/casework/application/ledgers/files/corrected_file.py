"""A file as its reader shall see it: up to a certain byte, and with a few bytes put right."""

from __future__ import annotations

import io
import os
from collections.abc import Mapping
from typing import IO


class CorrectedFile(io.RawIOBase):
    """
    The first `size` bytes of an open file, with `corrections` (bytes by their place) laid over them.

    Whoever judges the file and whoever parses it read the same bytes, so that nothing hides between the two.
    """

    def __init__(self, file: IO[bytes], size: int, corrections: Mapping[int, bytes]) -> None:
        self._file = file
        self._size = size
        self._corrections = dict(corrections)
        self._at = 0

    def readable(self) -> bool:
        """It can be read."""
        return True

    def seekable(self) -> bool:
        """And from any place."""
        return True

    def tell(self) -> int:
        """The place of the next byte."""
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place, counted from the start, from here or from the end."""
        self._at = max(0, offset + {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence])
        return self._at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill the buffer as far as the file goes."""
        wanted = max(0, min(len(buffer), self._size - self._at))
        self._file.seek(self._at)
        block = bytearray(self._file.read(wanted))
        for place, right in self._corrections.items():
            for offset, byte in enumerate(right, start=place - self._at):
                if 0 <= offset < len(block):
                    block[offset] = byte
        buffer[: len(block)] = block
        self._at += len(block)
        return len(block)


def corrected(file: IO[bytes], size: int, corrections: Mapping[int, bytes]) -> IO[bytes]:
    """The file as a reader shall see it; the file itself when there is nothing to put right."""
    if size == size_of(file) and not corrections:
        return file
    return io.BufferedReader(CorrectedFile(file, size, corrections))


def size_of(file: IO[bytes]) -> int:
    """How many bytes the file has; its place stays."""
    place = file.tell()
    size = file.seek(0, os.SEEK_END)
    file.seek(place)
    return size

"""What lies in the container of an old Office file: a workbook that can be read, or why not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum, auto
from typing import IO, NamedTuple

from casework.application.ledgers.files.compound_file import CompoundError, CompoundFile, Entry

_BEGINS = 0x0809
_EXCEL_95 = 0x0500
_FILE_PASS = 0x2F
_FIRST_SHEET = 0x85
_MOST_RECORDS = 500
_BOOKS = ("workbook", "book")


class OldContent(Enum):
    """What a compound file of the old Office programs turned out to hold."""

    WORKBOOK = auto()
    EXCEL_95 = auto()
    WORD = auto()
    ENCRYPTED = auto()
    NOTHING = auto()
    BROKEN = auto()


class Found(NamedTuple):
    """What the container holds, and the bytes (by their place) that the parser needs otherwise."""

    what: OldContent
    corrections: Mapping[int, bytes] = {}


def old_content(file: IO[bytes]) -> Found:
    """What the container holds, by the names of its outermost streams; names know no case there ([MS-CFB] 2.6.4)."""
    try:
        container = CompoundFile(file)
        names = {entry.name.lower() for entry in container.streams()}
        if "encryptedpackage" in names:
            return Found(OldContent.ENCRYPTED)
        if (book := book_of(container)) is not None:
            return _workbook(container, book)
    except CompoundError:
        return Found(OldContent.BROKEN)
    return Found(OldContent.WORD if "worddocument" in names else OldContent.NOTHING)


def book_of(container: CompoundFile) -> Entry | None:
    """The stream that holds the workbook, if there is one."""
    streams = {entry.name.lower(): entry for entry in container.streams()}
    return next((streams[name] for name in _BOOKS if name in streams), None)


def _workbook(container: CompoundFile, book: Entry) -> Found:
    """Excel 5.0 and 95 wrote Chinese in a way that the parser turns to nonsense; a later workbook says it is one."""
    for number, (kind, body) in enumerate(records(container.content(book))):
        if kind == _BEGINS and number == 0 and int.from_bytes(body[:2], "little") == _EXCEL_95:
            return Found(OldContent.EXCEL_95)
        if kind == _FILE_PASS:
            return Found(OldContent.ENCRYPTED)
        if kind == _FIRST_SHEET or number > _MOST_RECORDS:
            break
    usual = book.name.capitalize()
    if book.name in {usual, usual.upper()}:
        return Found(OldContent.WORKBOOK)
    return Found(OldContent.WORKBOOK, {book.place: usual.encode("utf-16-le")})


def records(blocks: Iterator[bytes]) -> Iterator[tuple[int, bytes]]:
    """The records of a workbook's stream: kind and content, as far as it goes."""
    buffer, at = b"", 0
    for block in blocks:
        buffer, at = buffer[at:] + block, 0
        while at + 4 <= len(buffer) and at + 4 + (length := int.from_bytes(buffer[at + 2 : at + 4], "little")) <= len(
            buffer
        ):
            yield int.from_bytes(buffer[at : at + 2], "little"), buffer[at + 4 : at + 4 + length]
            at += 4 + length

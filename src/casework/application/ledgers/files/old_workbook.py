"""What lies in the container of an old Office file: a workbook that can be read, or why not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import IO, NamedTuple

from casework.application.ledgers.files.compound_file import CompoundError, CompoundFile, Entry

_BEGINS = 0x0809
_EXCEL_95 = 0x0500
_FILE_PASS = 0x2F
_FIRST_SHEET = 0x85
_MOST_RECORDS = 500
_BOOKS = ("workbook", "book")

# Records of [MS-XLS] 2.4 that say what the parser does not tell.
_DATE_MODE, _SHEET, _WORKSHEET = 0x22, 0x85, 0x10
_COLUMNS, _ROW, _FORMULA, _BOOLEAN_OR_ERROR = 0x7D, 0x208, 0x06, 0x205
_HIDDEN_COLUMN, _HIDDEN_ROW = 0x01, 0x20
_LONGEST = 16
"""No field that is looked at lies further in; a broken record may end before."""
_NO_NUMBER, _FAILED, _EMPTY = b"\xff\xff", 2, 3
_ERROR_WORDS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


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


@dataclass
class OldSheet:
    """One worksheet: its failed formulas and errors by row (from 1) and column (from 0), and what is hidden in it."""

    failed: dict[int, dict[int, str | None]] = field(default_factory=dict)
    hidden_columns: set[int] = field(default_factory=set)
    hidden_rows: int = 0


@dataclass
class OldMarks:
    """
    What the parser does not tell of a workbook: whether its days are counted from 1904, and its sheets by their names.

    A failed cell is its error, or None where a formula was stored without its result.
    """

    from_1904: bool = False
    sheets: dict[str, OldSheet] = field(default_factory=dict)


def old_marks(file: IO[bytes]) -> OldMarks:
    """The marks of a workbook of Excel 97 or later; as far as they can be read."""
    marks, names = OldMarks(), dict[int, str]()
    sheet: OldSheet | None = None
    place = 0
    with suppress(CompoundError):
        container = CompoundFile(file)
        book = book_of(container)
        for kind, body in records(container.content(book)) if book else ():
            if kind == _BEGINS and int.from_bytes(body[2:4], "little") == _WORKSHEET and place in names:
                sheet = marks.sheets.setdefault(names[place], OldSheet())
            elif kind == _SHEET:
                names[int.from_bytes(body[:4], "little")] = _name(body.ljust(_LONGEST, b"\x00"))
            elif kind == _DATE_MODE:
                marks.from_1904 = body[:1] == b"\x01"
            elif sheet is not None and kind in _OF_CELLS:
                _OF_CELLS[kind](sheet, body.ljust(_LONGEST, b"\x00"))
            place += 4 + len(body)
    return marks


def _name(body: bytes) -> str:
    length, wide = body[6], body[7] & 1
    return body[8 : 8 + 2 * length].decode("utf-16-le", "replace") if wide else body[8 : 8 + length].decode("latin-1")


def _columns(sheet: OldSheet, body: bytes) -> None:
    if body[8] & _HIDDEN_COLUMN:
        sheet.hidden_columns |= set(range(int.from_bytes(body[:2], "little"), int.from_bytes(body[2:4], "little") + 1))


def _row(sheet: OldSheet, body: bytes) -> None:
    # A row that holds nothing has no last column.
    sheet.hidden_rows += bool(body[12] & _HIDDEN_ROW and body[4:6] != b"\x00\x00")


def _formula(sheet: OldSheet, body: bytes) -> None:
    result = body[6:14]
    if result[6:] == _NO_NUMBER and result[0] in (_FAILED, _EMPTY):
        _fail(sheet, body, _ERROR_WORDS.get(result[2], "#N/A") if result[0] == _FAILED else None)


def _boolean_or_error(sheet: OldSheet, body: bytes) -> None:
    if body[7]:
        _fail(sheet, body, _ERROR_WORDS.get(body[6], "#N/A"))


def _fail(sheet: OldSheet, body: bytes, error: str | None) -> None:
    row, column = int.from_bytes(body[:2], "little") + 1, int.from_bytes(body[2:4], "little")
    sheet.failed.setdefault(row, {})[column] = error


_OF_CELLS = {_COLUMNS: _columns, _ROW: _row, _FORMULA: _formula, _BOOLEAN_OR_ERROR: _boolean_or_error}

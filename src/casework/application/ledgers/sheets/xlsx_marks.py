"""
What the reader of .xlsx workbooks does not tell: failed formulas, hidden rows and columns, the way of counting days.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Final
from xml.etree import ElementTree

from casework.application.ledgers.files.archive_directory import part_name
from casework.application.ledgers.files.parsed_parts import sheet_names, workbooks
from casework.application.ledgers.sheets.raw import Cell

NO_RESULT: Final = "#公式无结果"
"""Stands for a formula that was stored without its result."""

_BLOCK: Final = 4 * 1024 * 1024
_NEAR_THE_END: Final = 64 * 1024
_TAG: Final = rb"<(?:\w+:)?"
_COLUMN: Final = re.compile(_TAG + rb"col\b[^>]*>")
_HIDDEN: Final = re.compile(rb"\bhidden=[\"'](?:1|true)[\"']")
_HIDDEN_ROW: Final = re.compile(_TAG + rb"row\b[^>]*\bhidden=[\"'](?:1|true)[\"']")
_FAILED: Final = re.compile(_TAG + rb"c\b([^>]*\bt=[\"']e[\"'][^>]*)>.*?<(?:\w+:)?v>([^<]*)<", re.DOTALL)
_UNSTORED: Final = re.compile(
    _TAG
    + rb"c\b([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_PLACE: Final = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_ROW: Final = re.compile(_TAG + rb"row\b[^>]*>")
_ROW_NUMBER: Final = re.compile(rb"\br=[\"'](\d{1,7})[\"']")
_CELL: Final = re.compile(_TAG + rb"c\b")
_NUMBER: Final = re.compile(rb"\b(min|max)=[\"'](\d+)[\"']")
_ROW_ENDS: Final = re.compile(rb"</(?:\w+:)?row>")
_TWO_DECIMALS: Final = re.compile(r"[#0]*0\.00(?:_.?|\s)*(?:;.*)?")
_BUILT_IN_TWO_DECIMALS: Final = frozenset({2, 4, 39, 40})


@dataclass
class Marks:
    """
    One sheet: cells that hold something else than the reader says, by row and column, and what is hidden in it.

    `from_1904` says that its workbook counts days from 1904.
    """

    cells: dict[int, dict[int, Cell]] = field(default_factory=dict)
    hidden_columns: set[int] = field(default_factory=set)
    hidden_rows: int = 0
    from_1904: bool = False


class XlsxMarks:
    """The marks of a workbook that has passed the check of its archive; nothing of parts that are not found."""

    def __init__(self, file: IO[bytes], plain: frozenset[str] = frozenset()) -> None:
        """
        Read which part is which sheet; `from_1904` says whether days are counted from 1904.

        In the parts called `plain` (by their compared names) there is known to be no formula and nothing hidden.
        """
        self._plain = plain
        file.seek(0)
        self._archive = zipfile.ZipFile(file)
        self._parts = {part_name(info).lstrip("/"): info for info in self._archive.infolist()}
        self._sheets = {
            name: self._parts[part] for part, name in sheet_names(self._content).items() if part in self._parts
        }
        self._two_decimals = _styles_with_two_decimals(_tree(self._content("xl/styles.xml")))
        books = filter(None, (_tree(self._content(book)) for book in workbooks(self._content)))
        properties = (each for book in books for each in book.iter() if _named(each) == "workbookPr")
        self.from_1904 = any(each.get("date1904") in ("1", "true") for each in properties)

    def of(self, sheet: str) -> Marks:
        """The marks of a sheet."""
        info = self._sheets.get(sheet)
        if info is None or (not self._two_decimals and part_name(info) in self._plain):
            return Marks(from_1904=self.from_1904)
        with self._archive.open(info) as part:
            marks = _marks(part, self._two_decimals)
        marks.from_1904 = self.from_1904
        return marks

    def _content(self, part: str) -> bytes:
        return self._archive.read(self._parts[part]) if part in self._parts else b""


def _tree(content: bytes) -> ElementTree.Element | None:
    # The check of the archive has refused every document type and entity.
    return ElementTree.fromstring(content) if content else None


def _named(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _styles_with_two_decimals(styles: ElementTree.Element | None) -> list[int]:
    """The numbers of the cell styles that show 1985.1 as 1985.10."""
    if styles is None:
        return []
    formats = set(_BUILT_IN_TWO_DECIMALS)
    for each in (found for found in styles.iter() if _named(found) == "numFmt"):
        if _TWO_DECIMALS.fullmatch(each.get("formatCode", "")) and each.get("numFmtId", "").isdecimal():
            formats.add(int(each.get("numFmtId", "")))
    lists = [each for each in styles if _named(each) == "cellXfs"]
    return [
        number
        for styles_of_cells in lists
        for number, style in enumerate(styles_of_cells)
        if style.get("numFmtId", "0").isdecimal() and int(style.get("numFmtId", "0")) in formats
    ]


def _marks(part: IO[bytes], two_decimals: list[int]) -> Marks:
    marks = Marks()
    styled = b"|".join(b"%d" % number for number in two_decimals)
    shown = re.compile(
        _TAG
        + rb"c\b([^>]*\bs=[\"'](?:"
        + styled
        + rb")[\"'][^>]*)>(?:<[^v][^>]*>[^<]*</[^>]*>)?<(?:\w+:)?v>((?:19|20)\d\d\.\d)<"
    )
    rows_before = 0
    for first, rows in _whole_rows(part):
        if first:
            marks.hidden_columns = {c for tag in _COLUMN.findall(rows) if _HIDDEN.search(tag) for c in _columns(tag)}
        if b"hidden=" in rows:
            marks.hidden_rows += len(_HIDDEN_ROW.findall(rows))
        found: list[tuple[re.Match[bytes], Cell]] = []
        if b't="e"' in rows or b"t='e'" in rows:
            found += [(match, match[2].decode("utf-8", errors="replace")) for match in _FAILED.finditer(rows)]
        if b"<f" in rows or b":f" in rows:
            found += [(match, NO_RESULT) for match in _UNSTORED.finditer(rows)]
        if two_decimals:
            found += [(match, f"{match[2].decode()}0") for match in shown.finditer(rows)]
        places = _Places(rows, rows_before)
        for match, cell in sorted(found, key=lambda each: each[0].start()):
            row, column = places.of(match)
            marks.cells.setdefault(row, {})[column] = cell
        rows_before = places.rows_to_the_end()
    return marks


class _Places:
    """Where cells stand: by their own word or, where a program left it out, by counting."""

    def __init__(self, rows: bytes, before: int) -> None:
        """`before`: the number of the last row before these."""
        self._rows = rows
        self._row = before
        self._at = 0

    def of(self, cell: re.Match[bytes]) -> tuple[int, int]:
        """Row as Excel shows it and column from 0; cells are asked for in order."""
        if place := _PLACE.search(cell[1]):
            return int(place[2]), _column(place[1])
        begins = self._walk(cell.start())
        return self._row, len(_CELL.findall(self._rows, begins, cell.start()))

    def rows_to_the_end(self) -> int:
        """The number of the last row."""
        if b"<row>" in self._rows or b":row>" in self._rows:
            self._walk(len(self._rows))
        return self._row

    def _walk(self, end: int) -> int:
        """Count rows up to a place; answers where the row begins that it lies in."""
        begins = self._at
        for tag in _ROW.finditer(self._rows, self._at, end):
            numbered = _ROW_NUMBER.search(tag[0])
            self._row = int(numbered[1]) if numbered else self._row + 1
            begins = tag.end()
        self._at = begins
        return begins


def _whole_rows(part: IO[bytes]) -> Iterator[tuple[bool, bytes]]:
    """The part in pieces that end with a row; whether a piece is the first one."""
    held, first = b"", True
    while block := part.read(_BLOCK):
        held += block
        end = _end_of_rows(held, len(held) - _NEAR_THE_END) or _end_of_rows(held, len(held) - _BLOCK)
        if end:
            yield first, held[:end]
            held, first = held[end:], False
    yield first, held


def _end_of_rows(held: bytes, begin: int) -> int:
    return max((match.end() for match in _ROW_ENDS.finditer(held, max(0, begin))), default=0)


def _columns(tag: bytes) -> range:
    ends = {name: int(number) for name, number in _NUMBER.findall(tag)}
    first = ends.get(b"min", 1)
    return range(first - 1, min(ends.get(b"max", first), 16_384))


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    return column - 1

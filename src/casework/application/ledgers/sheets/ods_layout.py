"""What the reader of .ods workbooks does not tell: merged ranges, and how far a sheet reaches through its repeats."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

from casework.application.ledgers.sheets.extent import Extent
from casework.application.ledgers.sheets.table import Span

_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_OFFICE_VALUE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 value-type"
_SHOWN_VALUE = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 value-type"
_MOST_REPEATS = 1_000
_CELLS = frozenset({_TABLE + "table-cell", _TABLE + "covered-table-cell"})
_BLOCK = 256 * 1024


@dataclass
class Layout:
    """
    One sheet: its merged ranges, and the last row and the number of columns that hold anything.

    `failed` are cells (by row from 1, column from 0) whose formula failed or was stored without its result; `from_1904`
    says how the workbook counts days.
    """

    spans: list[Span] = field(default_factory=list)
    failed: dict[int, set[int]] = field(default_factory=dict)
    hidden_columns: set[int] = field(default_factory=set)
    hidden_rows: int = 0
    from_1904: bool = False
    height: int = 0
    width: int = 0
    extent: Extent = field(default_factory=Extent)


def ods_layouts(file: IO[bytes]) -> dict[str, Layout]:
    """The layouts by sheet; `file` has passed the check of its archive."""
    reader = _LayoutReader()
    file.seek(0)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reader.started
    parser.EndElementHandler = reader.ended
    with zipfile.ZipFile(file) as archive, archive.open("content.xml") as content:
        while block := content.read(_BLOCK):
            parser.Parse(block)
    return reader.layouts


class _LayoutReader:
    """Follows rows and columns through their repeats."""

    def __init__(self) -> None:
        self.layouts: dict[str, Layout] = {}
        self._sheet = Layout()
        self._row = 1
        self._repeats = 1
        self._column = 0
        self._columns = 0
        self._hidden = self._filled = False
        self._from_1904 = False

    def started(self, element: str, attributes: dict[str, str]) -> None:
        """A sheet, row or cell begins."""
        if element in _CELLS:
            down = _count(attributes, "number-rows-spanned")
            across = _count(attributes, "number-columns-spanned")
            if down > 1 or across > 1:
                self._sheet.spans.append(Span(self._row, self._column, self._row + down - 1, self._column + across - 1))
            across = _count(attributes, "number-columns-repeated")
            if _has_failed(attributes):
                columns = range(self._column, self._column + min(across, _MOST_REPEATS))
                for row in range(self._row, self._row + min(self._repeats, _MOST_REPEATS)):
                    self._sheet.failed.setdefault(row, set()).update(columns)
            self._column += across
            if _OFFICE_VALUE in attributes:
                self._sheet.extent.cells += across * self._repeats
                self._sheet.extent.reach(self._row + self._repeats - 2, self._column - 1)
                self._sheet.height = max(self._sheet.height, self._row + self._repeats - 1)
                self._sheet.width = max(self._sheet.width, self._column)
                self._filled = True
        elif element == _TABLE + "table-row":
            self._column = 0
            self._repeats = _count(attributes, "number-rows-repeated")
            self._hidden, self._filled = attributes.get(_TABLE + "visibility", "visible") != "visible", False
        elif element == _TABLE + "table-column":
            across = _count(attributes, "number-columns-repeated")
            if attributes.get(_TABLE + "visibility", "visible") != "visible":
                self._sheet.hidden_columns.update(range(self._columns, self._columns + min(across, _MOST_REPEATS)))
            self._columns += across
        elif element == _TABLE + "null-date":
            self._from_1904 = attributes.get(_TABLE + "date-value", "").startswith("1904")
        elif element == _TABLE + "table":
            self._sheet = self.layouts.setdefault(
                attributes.get(_TABLE + "name", ""), Layout(from_1904=self._from_1904)
            )
            self._row, self._columns = 1, 0

    def ended(self, element: str) -> None:
        """A row ends: the next one stands below its repeats."""
        if element == _TABLE + "table-row":
            self._sheet.hidden_rows += self._repeats if self._hidden and self._filled else 0
            self._row += self._repeats


def _has_failed(attributes: dict[str, str]) -> bool:
    """Whether the formula of the cell has an error for a result, or none."""
    unstored = _TABLE + "formula" in attributes and _OFFICE_VALUE not in attributes
    return unstored or attributes.get(_SHOWN_VALUE) == "error"


def _count(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(_TABLE + name, "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < 8 else 1

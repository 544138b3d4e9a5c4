"""The merged ranges of an .ods workbook, which its reader does not tell."""

from __future__ import annotations

import zipfile
from typing import IO
from xml.parsers import expat

from casework.application.ledgers.table import Span

_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_CELLS = frozenset({_TABLE + "table-cell", _TABLE + "covered-table-cell"})
_BLOCK = 256 * 1024


def ods_spans(file: IO[bytes]) -> dict[str, tuple[Span, ...]]:
    """The merged ranges by sheet; `file` has passed the check of its archive."""
    reader = _SpanReader()
    file.seek(0)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reader.started
    parser.EndElementHandler = reader.ended
    with zipfile.ZipFile(file) as archive, archive.open("content.xml") as content:
        while block := content.read(_BLOCK):
            parser.Parse(block)
    return {sheet: tuple(spans) for sheet, spans in reader.spans.items()}


class _SpanReader:
    """Follows rows and columns through their repeats."""

    def __init__(self) -> None:
        self.spans: dict[str, list[Span]] = {}
        self._sheet: list[Span] = []
        self._row = 1
        self._repeats = 1
        self._column = 0

    def started(self, element: str, attributes: dict[str, str]) -> None:
        """A sheet, row or cell begins."""
        if element in _CELLS:
            down = _count(attributes, "number-rows-spanned")
            across = _count(attributes, "number-columns-spanned")
            if down > 1 or across > 1:
                self._sheet.append(Span(self._row, self._column, self._row + down - 1, self._column + across - 1))
            self._column += _count(attributes, "number-columns-repeated")
        elif element == _TABLE + "table-row":
            self._column = 0
            self._repeats = _count(attributes, "number-rows-repeated")
        elif element == _TABLE + "table":
            self._sheet = self.spans.setdefault(attributes.get(_TABLE + "name", ""), [])
            self._row = 1

    def ended(self, element: str) -> None:
        """A row ends: the next one stands below its repeats."""
        if element == _TABLE + "table-row":
            self._row += self._repeats


def _count(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(_TABLE + name, "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < 8 else 1

"""Writes an .xlsx workbook row by row: constant memory, no file but its own, and text that never turns formula."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import IntEnum
from types import TracebackType
from typing import IO

from casework.application.ledgers.sheets.table import Span, TableCell, column_letters

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
    '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd hh:mm:ss"/></numFmts>'
    '<fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    + "".join(
        f'<fill><patternFill patternType="solid"><fgColor rgb="{colour}"/></patternFill></fill>'
        for colour in ("FFFFC7CE", "FFFFEB9C")
    )
    + '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="12">'
    + "".join(
        f'<xf numFmtId="{number}" fontId="0" fillId="{fill}" borderId="0" xfId="0" applyNumberFormat="1" applyFill="1"/>'
        for fill in (0, 2, 3)
        for number in (0, 164, 165, 49)
    )
    + '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_DATE_STYLE, _MOMENT_STYLE, _TEXT_STYLE = 1, 2, 3
_STYLES_A_FILL = 4

_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a workbook's moments have no zone
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NAME_TAKES_NO = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_NAME_LENGTH = 31


class Fill(IntEnum):
    """The colour behind a cell."""

    NONE = 0
    RED = 1
    YELLOW = 2


_NO_FILLS: Mapping[int, Fill] = {}


class WorkbookWriter:
    """An .xlsx workbook under construction in `file`; sheets are written one after another."""

    def __init__(self, file: IO[bytes]) -> None:
        self._archive = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
        self._sheets: list[tuple[str, bool]] = []

    def sheet(self, name: str, *, hidden: bool = False, spans: Iterable[Span] = ()) -> SheetWriter:
        """Begin a sheet; a name that is taken, too long or not allowed gives way to the nearest that is free."""
        self._sheets.append((self._free_name(name), hidden))
        part = self._archive.open(f"xl/worksheets/sheet{len(self._sheets)}.xml", "w", force_zip64=True)
        return SheetWriter(part, spans)

    def close(self) -> None:
        """Complete the workbook; at least one of its sheets is made visible."""
        sheets = self._sheets
        numbers = range(1, len(sheets) + 1)
        shown = any(not hidden for _, hidden in sheets)
        self._part("xl/styles.xml", _STYLES)
        listed = "".join(
            _sheet_entry(number, name, hidden=hidden and (shown or number > 1))
            for number, (name, hidden) in enumerate(sheets, start=1)
        )
        first = next((index for index, (_, hidden) in enumerate(sheets) if not hidden), 0)
        self._part(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><bookViews><workbookView activeTab="{first}"/></bookViews>'
            f"<sheets>{listed}</sheets></workbook>",
        )
        links = "".join(_link(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in numbers)
        self._part("xl/_rels/workbook.xml.rels", _links(links + _link("styles", "styles", "styles.xml")))
        self._part("_rels/.rels", _links(_link("rId1", "officeDocument", "xl/workbook.xml")))
        self._part("[Content_Types].xml", _content_types(len(sheets)))
        self._archive.close()

    def _free_name(self, name: str) -> str:
        wanted = _NAME_TAKES_NO.sub("_", name).strip("'")[:_NAME_LENGTH] or f"Sheet{len(self._sheets) + 1}"
        taken = {other.lower() for other, _ in self._sheets}
        free, number = wanted, 1
        while free.lower() in taken:
            number += 1
            ending = f"({number})"
            free = wanted[: _NAME_LENGTH - len(ending)] + ending
        return free

    def _part(self, name: str, xml: str) -> None:
        self._archive.writestr(name, _HEAD + xml)


class SheetWriter:
    """One sheet; rows come in order and are gone from memory once written."""

    def __init__(self, part: IO[bytes], spans: Iterable[Span]) -> None:
        self._part = part
        self._spans = tuple(spans)
        self._choices: list[str] = []
        self._write(f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetFormatPr defaultRowHeight="15"/><sheetData>')

    def row(self, row: int, cells: Iterable[TableCell], fills: Mapping[int, Fill] = _NO_FILLS) -> None:
        """Write the cells of one row, from column A on, at the row's place as Excel shows it; `fills` colours some."""
        xml = "".join(
            _cell(f"{_letters(column)}{row}", cell, fills.get(column, Fill.NONE) * _STYLES_A_FILL)
            for column, cell in enumerate(cells)
            if column in fills or (cell is not None and cell != "")
        )
        if xml:
            self._write(f'<row r="{row}">{xml}</row>')

    def choose(self, cells: Iterable[str], words: str) -> None:
        """In these cells (A1, B7 ...) a word of that range can be chosen from a list; any other may still be typed."""
        self._choices.append(
            f'<dataValidation type="list" allowBlank="1" sqref="{" ".join(cells)}">'
            f"<formula1>{_escaped(words)}</formula1></dataValidation>"
        )

    def __enter__(self) -> SheetWriter:
        """The sheet itself; leaving the block completes it."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is not None:
            with suppress(OSError, ValueError):
                self._part.close()
            return
        self._write("</sheetData>")
        if self._spans:
            merged = "".join(f'<mergeCell ref="{_range(span)}"/>' for span in self._spans)
            self._write(f'<mergeCells count="{len(self._spans)}">{merged}</mergeCells>')
        if self._choices:
            self._write(f'<dataValidations count="{len(self._choices)}">{"".join(self._choices)}</dataValidations>')
        self._write("</worksheet>")
        self._part.close()

    def _write(self, xml: str) -> None:
        self._part.write(xml.encode())


_LETTERS = [column_letters(column) for column in range(512)]


def _letters(column: int) -> str:
    return _LETTERS[column] if column < len(_LETTERS) else column_letters(column)


def _cell(place: str, cell: object, style: int) -> str:
    match cell:
        case None | "":
            return f'<c r="{place}" s="{style}"/>'
        case str():
            text = f'<is><t xml:space="preserve">{_escaped(cell)}</t></is>'
            return f'<c r="{place}" s="{style + _TEXT_STYLE}" t="inlineStr">{text}</c>'
        case bool():
            return f'<c r="{place}" s="{style}" t="b"><v>{int(cell)}</v></c>'
        case float() if cell.is_integer():
            return f'<c r="{place}" s="{style}"><v>{int(cell)}</v></c>'
        case int() | float() | Decimal():
            return f'<c r="{place}" s="{style}"><v>{cell}</v></c>'
        case datetime() if cell >= _EPOCH:
            days = (cell - _EPOCH) / timedelta(days=1)
            return f'<c r="{place}" s="{style + _MOMENT_STYLE}"><v>{days:.15g}</v></c>'
        case date() if not isinstance(cell, datetime) and cell >= _EPOCH.date():
            return f'<c r="{place}" s="{style + _DATE_STYLE}"><v>{(cell - _EPOCH.date()).days}</v></c>'
        case _:
            return _cell(place, str(cell), style)


def _escaped(text: str) -> str:
    text = _ESCAPE_LIKE.sub("_x005F_", _ILLEGAL.sub("", text))
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return text.replace("\r", "&#13;")


def _range(span: Span) -> str:
    return f"{_letters(span.first_column)}{span.first_row}:{_letters(span.last_column)}{span.last_row}"


def _sheet_entry(number: int, name: str, *, hidden: bool) -> str:
    state = ' state="hidden"' if hidden else ""
    return f'<sheet name="{_escaped(name)}" sheetId="{number}"{state} r:id="rId{number}"/>'


def _link(identity: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{identity}" Type="{_OFFICE}/{kind}" Target="{target}"/>'


def _links(links: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def _content_types(sheets: int) -> str:
    parts = [("/xl/workbook.xml", "sheet.main"), ("/xl/styles.xml", "styles")]
    parts += [(f"/xl/worksheets/sheet{number}.xml", "worksheet") for number in range(1, sheets + 1)]
    overrides = "".join(f'<Override PartName="{part}" ContentType="{_TYPE}.{kind}+xml"/>' for part, kind in parts)
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )

"""Reads the sheets of a workbook (.xlsx, .xls, .ods) as tables, one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import IO
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from casework.application.ledgers.files.archive_check import check_archive
from casework.application.ledgers.files.content import FileKind
from casework.application.ledgers.files.corrected_file import size_of
from casework.application.ledgers.files.file_errors import LedgerFileError
from casework.application.ledgers.files.limits import ReadingLimits
from casework.application.ledgers.files.old_workbook import OldSheet, old_marks
from casework.application.ledgers.files.process_limits import memory_for
from casework.application.ledgers.sheets.ods_layout import Layout, ods_layouts
from casework.application.ledgers.sheets.raw import Cell
from casework.application.ledgers.sheets.table import Line, Span, Table, TableCell
from casework.application.ledgers.sheets.xlsx_marks import NO_RESULT, Marks, XlsxMarks


class Workbook:
    """A workbook whose archive was judged; `rows` is how many rows all its sheets may have, 0 when unknown."""

    def __init__(self, file: IO[bytes], kind: FileKind, name: str, limits: ReadingLimits) -> None:
        self._file = file
        self._kind = kind
        self._name = name
        self._limits = limits
        self.rows = 0
        self._plain: frozenset[str] = frozenset()
        self._content_bytes = size_of(file)
        if kind is not FileKind.XLS:
            judged = check_archive(file, kind, name, limits)
            self.rows, self._plain = judged.rows, judged.plain
            self._content_bytes += judged.unpacked

    def tables(self) -> Iterator[Table]:
        """Every worksheet in order, the hidden ones too; a sheet beyond the limits refuses the file."""
        with self._parsing():
            # Before the reader, which unfolds every repeated row.
            layouts = ods_layouts(self._file) if self._kind is FileKind.ODS else {}
        for name, layout in layouts.items():
            self._judge_size(name, layout.height, layout.width)
        self._file.seek(0)
        with self._parsing():
            book = CalamineWorkbook.from_filelike(self._file)
            marks = self._marks()
        for index, sheet in enumerate(book.sheets_metadata):
            if sheet.typ is SheetTypeEnum.WorkSheet:
                with self._parsing():
                    table = book.get_sheet_by_index(index)
                hidden = sheet.visible is not SheetVisibleEnum.Visible
                found = self._table(sheet.name, table, hidden=hidden, layout=layouts.get(sheet.name))
                if not hidden:
                    with self._parsing():
                        found = _marked(found, marks(sheet.name, layouts.get(sheet.name)))
                yield found

    def _table(self, name: str, sheet: CalamineSheet, *, hidden: bool, layout: Layout | None) -> Table:
        height, width = (sheet.end[0] + 1, sheet.end[1] + 1) if sheet.end is not None else (0, 0)
        self._judge_size(name, height, width)
        merged = sheet.merged_cell_ranges or []
        spans = [Span(top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in merged]
        spans += layout.spans if layout is not None else []
        return Table(name=name, lines=partial(_lines, sheet), hidden=hidden, spans=tuple(spans), width=width)

    def _marks(self) -> Callable[[str, Layout | None], Marks]:
        """What the reader does not tell of a sheet, by its name and layout."""
        if self._kind is FileKind.XLSX:
            of = XlsxMarks(self._file, self._plain).of
            return lambda name, _: of(name)
        if self._kind is FileKind.ODS:
            return lambda _, layout: _marks_of_ods(layout or Layout())
        old = old_marks(self._file)
        return lambda name, _: _marks_of_old(old.sheets.get(name, OldSheet()), from_1904=old.from_1904)

    def _judge_size(self, name: str, height: int, width: int) -> None:
        if height > self._limits.lines_per_sheet:
            raise LedgerFileError("huge", self._name, f"工作表“{name}”有 {height} 行|sheet {name} has {height} rows")
        if width > self._limits.columns:
            raise LedgerFileError("huge", self._name, f"工作表“{name}”有 {width} 列|sheet {name} has {width} columns")

    @contextmanager
    def _parsing(self) -> Iterator[None]:
        try:
            with memory_for(self._content_bytes):
                yield
        except PasswordError as error:
            raise LedgerFileError("encrypted", self._name) from error
        except (CalamineError, ExpatError, ParseError, BadZipFile, KeyError, OSError, ValueError) as error:
            raise LedgerFileError("damaged", self._name, "工作簿结构|the structure of the workbook") from error
        except BaseException as error:
            if type(error).__name__ != "PanicException":  # the parser gave up in a way that has no class to import
                raise
            raise LedgerFileError("damaged", self._name, "工作簿结构|the structure of the workbook") from error


def _marks_of_ods(layout: Layout) -> Marks:
    failed: dict[int, dict[int, Cell]] = {
        row: dict.fromkeys(columns, NO_RESULT) for row, columns in layout.failed.items()
    }
    return Marks(failed, layout.hidden_columns, layout.hidden_rows, layout.from_1904)


def _marks_of_old(sheet: OldSheet, *, from_1904: bool) -> Marks:
    failed: dict[int, dict[int, Cell]] = {
        row: {column: word or NO_RESULT for column, word in cells.items()} for row, cells in sheet.failed.items()
    }
    return Marks(failed, sheet.hidden_columns, sheet.hidden_rows, from_1904)


def _marked(table: Table, marks: Marks) -> Table:
    lines = partial(_with_marks, table.lines, marks) if marks.cells else table.lines
    return replace(
        table,
        lines=lines,
        hidden_columns=frozenset(marks.hidden_columns),
        hidden_rows=marks.hidden_rows,
        from_1904=marks.from_1904,
    )


def _with_marks(lines: Callable[[], Iterator[Line]], marks: Marks) -> Iterator[Line]:
    for line in lines():
        marked = marks.cells.get(line.row)
        if marked is None:
            yield line
            continue
        cells = [*line.cells, *[None] * (max(marked) + 1 - len(line.cells))]
        for column, cell in marked.items():
            cells[column] = cell
        yield Line(line.row, cells)


def _lines(sheet: CalamineSheet) -> Iterator[Line]:
    """Rows from 1 and cells from column A, though the reader leaves out the blank columns on the left."""
    margin: list[TableCell] = [None] * (sheet.start[1] if sheet.start is not None else 0)
    for row, cells in enumerate(sheet.iter_rows(), start=1):
        yield Line(row, [*margin, *cells] if margin else cells)

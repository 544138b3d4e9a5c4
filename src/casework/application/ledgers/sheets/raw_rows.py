"""Turns the lines below a header into raw rows: cells by meaning, regions filled from their merged ranges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import time, timedelta
from typing import Any

from casework.application.ledgers.files.file_errors import LedgerFileError
from casework.application.ledgers.files.limits import ReadingLimits
from casework.application.ledgers.sheets.headers import Header
from casework.application.ledgers.sheets.raw import Cell, Column, RawRow
from casework.application.ledgers.sheets.table import Line, Span, column_letters

REGION_COLUMNS = frozenset({Column.COUNTY, Column.TOWNSHIP, Column.VILLAGE, Column.GROUP})


def raw_rows(
    lines: Iterable[Line], header: Header, spans: Iterable[Span], *, file: str, limits: ReadingLimits
) -> Iterator[RawRow]:
    """The rows that say something: blank ones, ones with only a serial, repeated headers and 1 2 3 … are left out."""
    regions = _Regions(header, spans)
    for line in lines:
        if line.row - header.last_row > limits.rows_per_sheet:
            raise LedgerFileError(
                "huge", file, f"超过 {limits.rows_per_sheet} 行|more than {limits.rows_per_sheet} rows"
            )
        cells, unknown = _split(line, header, file, limits)
        if not unknown and not cells.keys() - {Column.SERIAL}:
            continue
        if _repeats_header(cells, header) or (line.row == header.last_row + 1 and _counts_columns(line)):
            continue
        regions.fill(line.row, cells)
        yield RawRow(row=line.row, cells=cells, unknown=unknown)


def _split(line: Line, header: Header, file: str, limits: ReadingLimits) -> tuple[dict[Column, Cell], dict[str, Cell]]:
    known = header.known
    cells: dict[Column, Cell] = {}
    unknown: dict[str, Cell] = {}
    for column, cell in enumerate(line.cells):
        if cell is None or cell == "":
            continue
        if isinstance(cell, str):
            if cell.isspace():
                continue
            if len(cell) > limits.cell_characters:
                raise LedgerFileError("huge", file, f"第{line.row}行有一格太长|a cell in row {line.row} is too long")
        value = str(cell) if isinstance(cell, time | timedelta) else cell
        if (meaning := known.get(column)) is not None:
            cells[meaning] = value
        elif column != header.error_column:
            # What stands outside the header is kept under its column's letters.
            unknown[header.unknown.setdefault(column, f"{column_letters(column)}列")] = value
    return cells, unknown


def _repeats_header(cells: dict[Column, Cell], header: Header) -> bool:
    return len(cells) > 1 and all(header.texts[column] == cell for column, cell in cells.items())


def _counts_columns(line: Line) -> bool:
    """Whether the row numbers the columns, as official forms do under their header."""
    numbers: list[Any] = [cell for cell in line.cells if cell not in (None, "")]
    try:
        counted = [int(number) for number in numbers]
    except (TypeError, ValueError):
        return False
    return len(counted) > 2 and counted == list(range(counted[0], counted[0] + len(counted)))


class _Regions:
    """Region cells stand once for all rows of their merged range."""

    def __init__(self, header: Header, spans: Iterable[Span]) -> None:
        self._ends = {
            (span.first_row, region): span.last_row
            for span in spans
            if (region := header.known.get(span.first_column)) in REGION_COLUMNS and span.last_row > span.first_row
        }
        self._running: dict[Column, tuple[int, Cell]] = {}

    def fill(self, row: int, cells: dict[Column, Cell]) -> None:
        """Give the row the region cells of the ranges that it lies in."""
        if not self._ends:
            return
        for region in REGION_COLUMNS:
            if region in cells:
                end = self._ends.get((row, region), row)
                self._running[region] = (end, cells[region])
            elif region in self._running and row <= self._running[region][0]:
                cells[region] = self._running[region][1]

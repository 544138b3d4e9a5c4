"""
Turns the lines below a header into raw rows: cells by meaning.

A cell merged over several rows holds for all of them, a ditto mark for the cell above it, a tick for the answer that it
stands under, a code for the word that the header gives it. A row with several persons becomes a raw row for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from casework.application.ledgers.files.file_errors import LedgerFileError
from casework.application.ledgers.files.limits import ReadingLimits
from casework.application.ledgers.sheets.raw import Cell, Column, RawRow
from casework.application.ledgers.sheets.table import Line, Span, Table, TableCell, column_letters, is_blank
from casework.application.ledgers.sheets.xlsx_marks import NO_RESULT
from casework.application.ledgers.understanding.cells import compact, number_text
from casework.application.ledgers.understanding.layout import SHARED, Layout
from casework.application.ledgers.understanding.words import DECIDING, NO, NOTHING, TICKS, tables

DITTO: Final = frozenset(tables()["ditto"]["words"])
"""Marks that mean the cell above."""
ERRORS: Final = frozenset(
    {
        "#N/A",
        "#REF!",
        "#VALUE!",
        "#NAME?",
        "#DIV/0!",
        "#NULL!",
        "#NUM!",
        "#GETTING_DATA",
        "#SPILL!",
        "#CALC!",
        NO_RESULT,
    }
)
"""What stands in a cell whose formula failed, or was stored without its result."""
NOT_TICKED: Final = "未勾选"
"""Stands for the status of somebody who is ticked under no answer, where one of them is for those without work."""

_DATES: Final = frozenset({Column.BIRTH_DATE, Column.WORK_STARTED, Column.WORK_ENDED, Column.RETURNED})
_DAYS_FROM_1900_TO_1904: Final = 1_462
_FEWEST_DAYS, _MOST_DAYS = 2_200, 80_000
_SPECIAL: Final = DITTO | ERRORS
_OWN: Final = frozenset(
    {Column.NAME, Column.RESIDENT_ID, Column.BIRTH_DATE, Column.PERSON_CODE, Column.PHONE, Column.SERIAL, Column.SEX}
)
"""One person's alone: a merged cell of these is a drawing, and holds for its first row."""
_NOT_DITTO: Final = frozenset({Column.NAME, Column.RESIDENT_ID, Column.PERSON_CODE, Column.SERIAL})
_SAYS_WORK: Final = frozenset({*DECIDING, Column.WORK_PLACE, Column.EMPLOYER, Column.PUBLIC_POST, Column.NOTE})


def raw_rows(
    lines: Iterable[Line], layout: Layout, table: Table, *, file: str, limits: ReadingLimits
) -> Iterator[RawRow]:
    """The rows that say something: blank ones, ones with only a serial, repeated headers and 1 2 3 … are left out."""
    reader = _Reader(layout, table, file, limits)
    header = layout.header
    for line in lines:
        if line.row - header.last_row > limits.rows_per_sheet:
            raise LedgerFileError(
                "huge", file, f"超过 {limits.rows_per_sheet} 行|more than {limits.rows_per_sheet} rows"
            )
        if line.row == header.last_row + 1 and _counts_columns(line):
            continue
        yield from reader.rows(line)


class _Reader:
    def __init__(self, layout: Layout, table: Table, file: str, limits: ReadingLimits) -> None:
        self._layout = layout
        self._from_1904 = table.from_1904
        self._file = file
        self._limits = limits
        self._known = {column: meant for column, meant in layout.known.items() if column not in layout.answers}
        self._merged = _Merged(layout, table.spans)
        self._above: Sequence[TableCell] = ()
        special = (
            layout.answers or layout.scales or layout.legends or layout.coded or layout.members or layout.relatives
        )
        self._simple = not (special or layout.repeated or table.from_1904)
        self._texts = layout.texts
        self._must_tick = layout.ticks_the_idle

    def rows(self, line: Line) -> Iterator[RawRow]:
        """The raw rows of one line."""
        values = self._merged.filled(line)
        if values is not line.cells and not self._says_something(line):
            return
        errors: tuple[Column, ...] = ()
        if not _SPECIAL.isdisjoint(values):
            values, errors = self._without_marks(values)
        self._above = values
        cells, unknown, numbered = self._split(values, line.row)
        if not unknown and not cells.keys() - {Column.SERIAL} and not numbered:
            return
        if self._repeats_header(cells):
            return
        if self._simple:
            yield RawRow(row=line.row, cells=cells, unknown=unknown, errors=errors)
        else:
            yield from self._persons(line.row, numbered, unknown, errors)

    def _says_something(self, line: Line) -> bool:
        """Whether the row itself holds more than a serial: merged cells beside it make no person."""
        serials = {column for column, meant in self._known.items() if meant is Column.SERIAL}
        return any(column not in serials and not is_blank(cell) for column, cell in enumerate(line.cells))

    def _split(
        self, values: Sequence[TableCell], row: int
    ) -> tuple[dict[Column, Cell], dict[str, Cell], dict[int, Cell]]:
        """The cells by meaning, by the name of their unknown column and, where more than that matters, by their place."""
        known, most = self._known, self._limits.cell_characters
        cells: dict[Column, Cell] = {}
        unknown: dict[str, Cell] = {}
        for column, cell in enumerate(values):
            if cell is None or cell == "":
                continue
            if isinstance(cell, str):
                if len(cell) > most:
                    self._refuse_long(cell, row)
                if cell.isspace():
                    continue
                value: Cell = cell
            else:
                value = str(cell) if isinstance(cell, time | timedelta) else cell
            if column in known:
                cells[known[column]] = value
            elif (name := self._name_of(column)) is not None:
                unknown[name] = value
        return cells, unknown, {} if self._simple else self._numbered(values)

    def _name_of(self, column: int) -> str | None:
        """Under which name an unknown column's cells are kept; None when they are ours."""
        layout = self._layout
        if column in layout.answers or column in layout.ignored:
            return None
        # What stands outside the header is kept under its column's letters.
        return layout.unknown.setdefault(column, f"{column_letters(column)}列")

    def _refuse_long(self, cell: str, row: int) -> None:
        if not cell.isspace():
            raise LedgerFileError("huge", self._file, f"第{row}行有一格太长|a cell in row {row} is too long")

    def _numbered(self, values: Sequence[TableCell]) -> dict[int, Cell]:
        return {
            column: str(cell) if isinstance(cell, time | timedelta) else cell
            for column, cell in enumerate(values)
            if not is_blank(cell)
        }

    def _without_marks(self, values: Sequence[TableCell]) -> tuple[list[TableCell], tuple[Column, ...]]:
        found, errors = list(values), list[Column]()
        for column, cell in enumerate(values):
            if cell in DITTO:
                if self._layout.known.get(column) not in _NOT_DITTO:
                    found[column] = self._above[column] if column < len(self._above) else None
            elif cell in ERRORS and (meant := self._layout.known.get(column)) not in _SAYS_WORK:
                found[column] = None
                errors += [meant] if meant else []
        return found, tuple(errors)

    def _repeats_header(self, cells: dict[Column, Cell]) -> bool:
        if (name := cells.get(Column.NAME)) is not None and name != self._texts.get(Column.NAME):
            return False  # as nearly all rows
        return len(cells) > 1 and all(self._texts[column] == cell for column, cell in cells.items())

    def _persons(
        self, row: int, numbered: dict[int, Cell], unknown: dict[str, Cell], errors: tuple[Column, ...]
    ) -> Iterator[RawRow]:
        layout = self._layout
        relatives = tuple(numbered[column] for column in sorted(layout.relatives) if column in numbered)
        counted = {column for columns in layout.members.values() for column in columns}
        own = {column for column in (*layout.known, *layout.answers) if column not in counted}
        groups = [own] if not layout.members or self._names_somebody(own, numbered) else []
        shared = {column for column in own if layout.known[column] in SHARED}
        groups += [shared | columns for columns in layout.members.values() if self._names_somebody(columns, numbered)]
        for columns in groups or [own]:
            cells, also = self._understood({c: numbered[c] for c in sorted(columns) if c in numbered})
            yield RawRow(row=row, cells=cells, unknown=unknown, also=also, errors=errors, relatives=relatives)
            unknown = {}

    def _names_somebody(self, columns: Iterable[int], numbered: dict[int, Cell]) -> bool:
        names = (c for c in columns if self._layout.known.get(c) is Column.NAME and c not in self._layout.answers)
        return any((word := compact(numbered.get(c))) and word.lower() not in NOTHING | NO for c in names)

    def _understood(self, numbered: dict[int, Cell]) -> tuple[dict[Column, Cell], dict[Column, tuple[Cell, ...]]]:
        said: dict[Column, list[Cell]] = {}
        for column, cell in numbered.items():
            meant = self._layout.known.get(column)
            if meant is None:
                continue
            if column in self._layout.answers:
                if compact(cell).lower() in TICKS:
                    said.setdefault(meant, []).append(self._layout.answers[column])
                continue
            value = self._value(column, cell)
            if all(compact(value) != compact(other) for other in said.get(meant, ())):
                said.setdefault(meant, []).append(value)
        if self._must_tick and Column.EMPLOYMENT not in said:
            said[Column.EMPLOYMENT] = [NOT_TICKED]
        cells = {column: values[0] for column, values in said.items()}
        return cells, {column: tuple(values[1:]) for column, values in said.items() if len(values) > 1}

    def _value(self, column: int, cell: Cell) -> Cell:
        layout = self._layout
        if column in layout.legends or column in layout.coded:
            code = number_text(cell)
            words = layout.legends.get(column, {})
            found = words.get(code) or words.get(code.lower())
            if found is not None:
                return found
            is_code = code.isascii() and code.isalnum() and any(mark.isdigit() for mark in code)
            return f"{layout.meanings[column].key}={code}" if is_code else cell
        if self._from_1904 and layout.known.get(column) in _DATES and isinstance(cell, int | float):
            return cell + _DAYS_FROM_1900_TO_1904 if _FEWEST_DAYS <= cell <= _MOST_DAYS else cell
        if column in layout.scales:
            return _scaled(cell, layout.scales[column])
        return cell


class _Merged:
    """A cell stands once for all rows of its merged range."""

    def __init__(self, layout: Layout, spans: Iterable[Span]) -> None:
        self._ends = {
            (span.first_row, span.first_column): span.last_row
            for span in spans
            if span.last_row > span.first_row and layout.known.get(span.first_column, Column.NAME) not in _OWN
        }
        self._columns = tuple({column for _, column in self._ends})
        self._running: dict[int, tuple[int, TableCell]] = {}

    def filled(self, line: Line) -> Sequence[TableCell]:
        """The line's cells with those of the ranges that it lies in."""
        if not self._columns:
            return line.cells
        values: list[TableCell] | None = None
        for column in self._columns:
            cell = line.cells[column] if column < len(line.cells) else None
            if not is_blank(cell):
                self._running[column] = (self._ends.get((line.row, column), line.row), cell)
            elif column in self._running and line.row <= self._running[column][0]:
                values = values or [*line.cells, *[None] * (column + 1 - len(line.cells))]
                values += [None] * (column + 1 - len(values))
                values[column] = self._running[column][1]
        return line.cells if values is None else values


def _scaled(cell: Cell, scale: Decimal) -> Cell:
    if isinstance(cell, bool):
        return cell
    try:
        amount = Decimal(number_text(cell).replace(",", ""))
    except InvalidOperation:
        return cell
    return amount * scale if amount.is_finite() else cell


def _counts_columns(line: Line) -> bool:
    """Whether the row numbers the columns, as official forms do under their header."""
    numbers: list[Any] = [cell for cell in line.cells if cell not in (None, "")]
    try:
        counted = [int(number) for number in numbers]
    except (TypeError, ValueError):
        return False
    return len(counted) > 2 and counted == list(range(counted[0], counted[0] + len(counted)))

"""A sheet as rows of cells with the ranges that are merged in it, whatever kind of file it came from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import time, timedelta
from typing import NamedTuple

from casework.application.ledgers.sheets.raw import Cell

TableCell = Cell | time | timedelta
"""A cell as a file holds it: what a raw row may hold, and times of day and durations."""


class Line(NamedTuple):
    """One row: its number as Excel shows it and its cells from column A on; a blank cell is None or ""."""

    row: int
    cells: Sequence[TableCell]


class Span(NamedTuple):
    """A merged range by its first and last row (as Excel shows them) and column (from 0), both included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


NOT_IMPORTED = "（不导入）"
"""A sheet whose name ends so is for reading: examples, explanations, lists of words."""


@dataclass(frozen=True, kw_only=True)
class Table:
    """
    One sheet: `name` is "" for CSV, `width` counts the columns up to the last one in use (0 for CSV: unknown).

    `hidden_columns` are counted from 0; `hidden_rows` says how many there are; `from_1904` that bare day
    numbers are counted from 1904.

    `lines()` begins again at the first row; only one pass may be under way, and only while the file is open.
    """

    name: str
    lines: Callable[[], Iterator[Line]]
    hidden: bool = False
    spans: tuple[Span, ...] = ()
    width: int = 0
    hidden_columns: frozenset[int] = frozenset()
    hidden_rows: int = 0
    from_1904: bool = False

    @property
    def is_for_reading(self) -> bool:
        """Whether the sheet says of itself that nothing of it is taken in."""
        return self.name.endswith(NOT_IMPORTED)


def is_blank(cell: TableCell) -> bool:
    """Whether the cell holds nothing or nothing but white space."""
    return cell is None or (isinstance(cell, str) and (not cell or cell.isspace()))


def column_letters(column: int) -> str:
    """The column's letters as Excel shows them, from the count that starts at 0: A, B, ... AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters

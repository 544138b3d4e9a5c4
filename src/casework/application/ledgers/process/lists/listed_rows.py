"""Reads a list whose columns are found by their heading words: one row an entry, of every visible sheet that has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from casework.application.ledgers.files.file_errors import LedgerFileError
from casework.application.ledgers.files.limits import ReadingLimits
from casework.application.ledgers.sheets.headers import normalised
from casework.application.ledgers.sheets.table import Line, is_blank
from casework.application.ledgers.sheets.tables import open_tables
from casework.application.ledgers.understanding.raw_rows import ERRORS

_MOST_DIGITS: Final = 15


class ListedRow(NamedTuple):
    """A row's sheet ("" in a text file), its number there, and its cells as texts in the order of the columns asked for."""

    sheet: str
    row: int
    cells: list[str]

    @property
    def failed(self) -> bool:
        """Whether the formula of one of its cells failed, or was stored without its result."""
        return not ERRORS.isdisjoint(self.cells)


def listed_rows(
    path: Path, limits: ReadingLimits, columns: Sequence[frozenset[str]], *, needed: int, missing: str
) -> Iterator[ListedRow]:
    """
    The rows under each heading that has the `needed` first of the columns; blank rows and other columns are passed over.

    A column that a sheet does not have is empty in its rows. Raises LedgerFileError: the file cannot be read, no
    visible sheet has such a heading, which is the error of the code `missing`, or no row stands below one.
    """
    found = filled = False
    with open_tables(path, limits) as (tables, _):
        for table in tables:
            lines = table.lines()
            places = None if table.hidden else _places(lines, columns, needed)
            if places is not None:
                found = True
                for line in lines:
                    cells = ["" if place is None else cell_text(line, place) for place in places]
                    if any(cells):
                        filled = True
                        yield ListedRow(table.name, line.row, cells)
    if not found:
        raise LedgerFileError(missing, path.name)
    if not filled:
        raise LedgerFileError("no-rows", path.name)


def sound_rows(
    path: Path, limits: ReadingLimits, columns: Sequence[frozenset[str]], *, needed: int, missing: str
) -> Iterator[ListedRow]:
    """As `listed_rows`, for a list that is taken whole: one failed formula refuses it, by a LedgerFileError."""
    for listed in listed_rows(path, limits, columns, needed=needed, missing=missing):
        if listed.failed:
            raise LedgerFileError("formula-failed", path.name, str(listed.row))
        yield listed


def _places(lines: Iterator[Line], columns: Sequence[frozenset[str]], needed: int) -> list[int | None] | None:
    for line in lines:
        words = [normalised(cell) if isinstance(cell, str) else "" for cell in line.cells]
        places = [next((place for place, word in enumerate(words) if word in meant), None) for meant in columns]
        if None not in places[:needed]:
            return places
    return None


def cell_text(line: Line, column: int) -> str:
    """A cell as text, a whole number without its fraction; empty where the line ends before it."""
    cell = line.cells[column] if column < len(line.cells) else None
    if is_blank(cell):
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 10**_MOST_DIGITS:
        return str(int(cell))
    return str(cell).strip().lstrip("'")

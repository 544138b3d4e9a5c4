"""The cells of one person's row being read, and what was noticed on the way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from casework.application.ledgers.persons.cells import compact, text_of
from casework.application.ledgers.persons.dates import WrittenDate, read_date
from casework.application.ledgers.persons.problems import Remark
from casework.application.ledgers.persons.words import NOT_FILLED
from casework.application.ledgers.sheets.raw import Cell, Column

T = TypeVar("T")


class RowCells:
    """The cells under their columns; `refusals` and `warnings` grow while they are read."""

    __slots__ = ("cells", "refusals", "warnings")

    def __init__(self, cells: dict[Column, Cell]) -> None:
        """Nothing is noticed yet."""
        self.cells = cells
        self.refusals: list[Remark] = []
        self.warnings: list[Remark] = []

    def text(self, column: Column) -> str:
        """The cell as text, "" when blank."""
        return text_of(self.cells.get(column))

    def is_filled(self, column: Column) -> bool:
        """Whether something stands there, other than that there is nothing (无)."""
        cell = self.cells.get(column)
        return cell is not None and compact(cell) not in NOT_FILLED | {""}

    def word(self, column: Column, table: Mapping[str, T]) -> T | None:
        """What the word means by the table; another word is a warning and counts as blank (None)."""
        cell = self.cells.get(column)
        if isinstance(cell, str) and cell in table:
            return table[cell]
        word = compact(cell)
        if word and word not in table:
            self.warn("unknown-word", column)
        return table.get(word)

    def day(self, column: Column) -> WrittenDate | None:
        """The date in the cell, None when blank; one that cannot be read refuses the row."""
        cell = self.cells.get(column)
        if cell is None or not text_of(cell):
            return None
        written = read_date(cell)
        if written is None:
            self.refuse("bad-date", column)
        return written

    def refuse(self, code: str, column: Column) -> None:
        """The row cannot be taken."""
        self.refusals.append(Remark(code, column))

    def warn(self, code: str, column: Column) -> None:
        """The row is taken, with a remark."""
        self.warnings.append(Remark(code, column))

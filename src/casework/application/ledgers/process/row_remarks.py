"""What is said of a sheet's rows: all faults and remarks of each, in one text, and the cells that they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from casework.application.ledgers.persons.ledger import RowProblem
from casework.application.ledgers.sheets.headers import meaning
from casework.application.ledgers.sheets.raw import Column
from casework.application.ledgers.sheets.table import TableCell, column_letters
from casework.application.ledgers.sheets.workbook_writer import Fill
from casework.application.ledgers.template.accepted_words import ACCEPTED

Place = tuple[str, int, str]
"""A sheet: its file's name, which one of the files of that name, and its own name."""

_BETWEEN = "\N{FULLWIDTH SEMICOLON}"
_FAULT, _REMARK = "错误：", "提示："
_MOST_CHOICES = 5_000


class SheetRemarks:
    """The faults and remarks of one sheet, row by row; `choices` are the coloured cells that take only some words."""

    def __init__(self, problems: Iterable[RowProblem]) -> None:
        self._rows: dict[int, list[RowProblem]] = {}
        for problem in problems:
            self._rows.setdefault(problem.row, []).append(problem)
        said = {problem.column for row in self._rows.values() for problem in row if problem.column}
        self._wanted = {" ".join(header.split()): header for header in said}
        self._columns: dict[str, int] = {}
        self.choices: dict[Column, list[str]] = {}

    def about_the_sheet(self, last_header_row: int) -> Iterator[str]:
        """What is said of the sheet as a whole, in its order."""
        for row in sorted(self._rows):
            if row <= last_header_row:
                yield from (problem.message.zh for problem in self._rows[row])

    def look_for_headers(self, cells: Sequence[TableCell]) -> None:
        """Where the columns stand that something is said of: a table further down has its own."""
        if not self._wanted:
            return
        met = [(" ".join(cell.split()), column) for column, cell in enumerate(cells) if isinstance(cell, str)]
        found = {self._wanted[text]: column for text, column in reversed(met) if text in self._wanted}
        self._columns |= found

    def text(self, row: int) -> str | None:
        """All that is said of the row, faults first, or None."""
        said = sorted(self._rows.get(row, ()), key=lambda problem: not problem.refused)
        return _BETWEEN.join(dict.fromkeys(map(_said, said))) or None

    def fills(self, row: int, error_column: int) -> dict[int, Fill]:
        """The colours of the row's cells: red for what refuses it, yellow for what is to be looked at."""
        fills: dict[int, Fill] = {}
        for problem in sorted(self._rows.get(row, ()), key=lambda problem: problem.refused):
            fill = Fill.RED if problem.refused else Fill.YELLOW
            column = self._columns.get(problem.column or "", error_column)
            fills |= {error_column: fill, column: fill}
            self._offer(problem.column or "", f"{column_letters(column)}{row}")
        return fills

    def _offer(self, header: str, cell: str) -> None:
        meant = meaning(header) if header in self._columns else None
        if meant in ACCEPTED and len(cells := self.choices.setdefault(meant, [])) < _MOST_CHOICES:
            cells.append(cell)


def _said(problem: RowProblem) -> str:
    about = f"{problem.column}：" if problem.column else ""
    return f"{_FAULT if problem.refused else _REMARK}{about}{problem.message.zh}"

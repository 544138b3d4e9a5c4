"""Copies ledgers into one workbook, every sheet and row in its place, with the reasons of the refused rows beside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import IO

from casework.application.ledgers.files.limits import ReadingLimits
from casework.application.ledgers.persons.ledger import RowProblem
from casework.application.ledgers.sheets.headers import ERROR_COLUMN, find_header
from casework.application.ledgers.sheets.table import Table, TableCell
from casework.application.ledgers.sheets.tables import open_tables
from casework.application.ledgers.sheets.workbook_writer import SheetWriter, WorkbookWriter

Place = tuple[str, int, str]

_BETWEEN = "\N{FULLWIDTH SEMICOLON}"


def copy_with_errors(
    paths: Sequence[Path], refused: Iterable[RowProblem], out: IO[bytes], limits: ReadingLimits
) -> None:
    """Write into `out` what the files hold, and 错误原因 at the right end of each visible sheet with a header."""
    reasons = _reasons(refused)
    writer = WorkbookWriter(out)
    names: Counter[str] = Counter()
    for path in paths:
        with open_tables(path, limits) as (tables, _):
            for table in tables:
                spans = table.spans
                with writer.sheet(table.name or path.stem, hidden=table.hidden, spans=spans) as sheet:
                    _copy(table, sheet, reasons.get((path.name, names[path.name], table.name), {}))
        names[path.name] += 1
    writer.close()


def _reasons(refused: Iterable[RowProblem]) -> dict[Place, dict[int, str]]:
    """The sentences to write, by file (name and same_name_index) and sheet, then by row."""
    lists: dict[Place, dict[int, list[str]]] = {}
    for problem in refused:
        if problem.refused:
            rows = lists.setdefault((problem.file, problem.same_name_index, problem.sheet), {})
            rows.setdefault(problem.row, []).append(problem.message.zh)
    return {
        place: {row: _BETWEEN.join(dict.fromkeys(messages)) for row, messages in rows.items()}
        for place, rows in lists.items()
    }


def _copy(table: Table, sheet: SheetWriter, reasons: Mapping[int, str]) -> None:
    header, _ = (None, None) if table.hidden else find_header(table.lines(), table.spans)
    if header is None:
        for line in table.lines():
            sheet.row(line.row, line.cells)
        return
    column = header.error_column
    if column is None:
        column = table.width or max((len(line.cells) for line in table.lines()), default=0)
    for line in table.lines():
        reason = ERROR_COLUMN if line.row == header.last_row else reasons.get(line.row)
        # Above the header nothing is ours; from it on the column holds our reasons alone.
        sheet.row(line.row, line.cells if line.row < header.last_row else _with(line.cells, column, reason))


def _with(cells: Sequence[TableCell], column: int, reason: str | None) -> list[TableCell]:
    padded = [*cells, *[None] * (column + 1 - len(cells))]
    padded[column] = reason
    return padded

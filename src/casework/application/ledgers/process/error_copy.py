"""Copies ledgers into one workbook, every sheet and row in its place, with all that is said of each row beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO

from casework.application.ledgers.files.limits import ReadingLimits
from casework.application.ledgers.persons.ledger import RowProblem
from casework.application.ledgers.process.row_remarks import Place, SheetRemarks
from casework.application.ledgers.sheets.headers import ERROR_COLUMN, Meaning
from casework.application.ledgers.sheets.table import NOT_IMPORTED, Table, TableCell, column_letters
from casework.application.ledgers.sheets.tables import open_tables
from casework.application.ledgers.sheets.workbook_writer import Fill, SheetWriter, WorkbookWriter
from casework.application.ledgers.template.accepted_words import ACCEPTED
from casework.application.ledgers.template.columns import HEADERS
from casework.application.ledgers.understanding.tables_in_sheet import recogniser, tables_of
from casework.application.ledgers.understanding.words import Taught

NOTES = f"说明{NOT_IMPORTED}"
"""The last sheet of the copy; an earlier round's is left out."""

_LEGEND = (
    ("红色", "这一行没有导入", Fill.RED),
    ("黄色", "这一行已导入，请核对", Fill.YELLOW),
    ("", "改好后可以原样再次导入；标色的格可以从列表中选词", Fill.NONE),
)
_WORDS_HEADER = len(_LEGEND) + 2


def copy_with_errors(
    paths: Sequence[Path], problems: Iterable[RowProblem], out: IO[bytes], limits: ReadingLimits, taught: Taught
) -> None:
    """
    Write into `out` what the files hold, and 错误原因 at the right end of each visible sheet with a header.

    Headers are found by the tables and by what was `taught`.

    Cells in question are coloured; where a column takes only some words, they can be chosen from a list. A last sheet,
    which is for reading only, has these words and what is said of whole sheets.
    """
    remarks = _remarks(problems)
    writer = WorkbookWriter(out)
    names: Counter[str] = Counter()
    notes: list[tuple[str, str]] = []
    for path in paths:
        with open_tables(path, limits) as (tables, _):
            for table in tables:
                if table.name == NOTES:
                    continue
                said = remarks.get((path.name, names[path.name], table.name)) or SheetRemarks(())
                title = table.name or path.stem
                with writer.sheet(title, hidden=table.hidden, spans=table.spans) as sheet:
                    last_header_row = _copy(table, sheet, said, recogniser(taught))
                notes += [(title, remark) for remark in said.about_the_sheet(last_header_row)]
        names[path.name] += 1
    if remarks:
        _write_notes(writer, notes)
    writer.close()


def _remarks(problems: Iterable[RowProblem]) -> dict[Place, SheetRemarks]:
    """What is said, by file (name and same_name_index) and sheet."""
    lists: dict[Place, list[RowProblem]] = {}
    for problem in problems:
        lists.setdefault((problem.file, problem.same_name_index, problem.sheet), []).append(problem)
    return {place: SheetRemarks(listed) for place, listed in lists.items()}


def _copy(table: Table, sheet: SheetWriter, said: SheetRemarks, means: Meaning) -> int:
    """The sheet's rows with what is said of them; answers the last row of its header, 1 when it has none."""
    read = not (table.hidden or table.is_for_reading)
    headers = [header for header, _ in tables_of(table, means)] if read else []
    if not headers:
        for line in table.lines():
            sheet.row(line.row, line.cells)
        return 1
    header_rows = {header.last_row for header in headers}
    first = min(header_rows)
    column = headers[0].error_column
    if column is None:
        column = table.width or max((len(line.cells) for line in table.lines()), default=0)
    for line in table.lines():
        said.look_for_headers(line.cells)
        if line.row < first:
            sheet.row(line.row, line.cells)  # above the header nothing is ours
        elif line.row in header_rows:
            sheet.row(line.row, _with(line.cells, column, ERROR_COLUMN))
        else:
            sheet.row(line.row, _with(line.cells, column, said.text(line.row)), said.fills(line.row, column))
    for meant, cells in said.choices.items():
        sheet.choose(cells, _words_range(list(ACCEPTED).index(meant), len(ACCEPTED[meant])))
    return first


def _with(cells: Sequence[TableCell], column: int, reason: str | None) -> list[TableCell]:
    padded = [*cells, *[None] * (column + 1 - len(cells))]
    padded[column] = reason
    return padded


def _words_range(column: int, words: int) -> str:
    letters, first = column_letters(column), _WORDS_HEADER + 1
    return f"'{NOTES}'!${letters}${first}:${letters}${first + words - 1}"


def _write_notes(writer: WorkbookWriter, notes: Sequence[tuple[str, str]]) -> None:
    with writer.sheet(NOTES) as sheet:
        for row, (colour, meaning, fill) in enumerate(_LEGEND, start=1):
            sheet.row(row, [colour, meaning], {0: fill} if fill else {})
        sheet.row(_WORDS_HEADER, [HEADERS[column] for column in ACCEPTED])
        longest = max(map(len, ACCEPTED.values()))
        for place in range(longest):
            words = [listed[place] if place < len(listed) else None for listed in ACCEPTED.values()]
            sheet.row(_WORDS_HEADER + 1 + place, words)
        for row, note in enumerate(notes, start=_WORDS_HEADER + longest + 2):
            sheet.row(row, note)

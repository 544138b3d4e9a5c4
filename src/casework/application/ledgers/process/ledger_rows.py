"""Walks through a ledger file and hands its sheets and rows on, with a warning for each sheet that holds none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from casework.application.ledgers.files.file_errors import LedgerFileError
from casework.application.ledgers.files.limits import ReadingLimits
from casework.application.ledgers.persons.ledger import Progress, RowProblem
from casework.application.ledgers.sheets.headers import Header, find_header
from casework.application.ledgers.sheets.raw import RawRow, RawSheet
from casework.application.ledgers.sheets.raw_rows import raw_rows
from casework.application.ledgers.sheets.tables import open_tables
from casework.domain.labels import Label

PROGRESS_ROWS = 2_000


class RowTaker(Protocol):
    """Whoever understands the rows: each sheet is announced, then its rows follow in order."""

    def sheet(self, sheet: RawSheet) -> None:
        """A sheet with a header begins."""

    def row(self, row: RawRow) -> None:
        """A row of it."""


def read_rows(
    path: Path, taker: RowTaker, limits: ReadingLimits, nameless: dict[str, None]
) -> Iterator[RowProblem | Progress]:
    """
    Hand every row of the visible sheets to `taker`; yields how far it has come, then the warnings.

    `nameless` receives the names given to columns that hold something outside the header.

    Raises:
        LedgerFileError: The file cannot be read, or no sheet has a header; then no warning was yielded before.
    """
    file = path.name
    held: list[RowProblem] = []
    headers = done = 0
    with open_tables(path, limits) as (tables, total):
        for table in tables:
            if table.hidden:
                continue
            header, lines = find_header(table.lines(), table.spans)
            if header is None:
                held.append(_warning(file, table.name, 1, "no-header", *_NO_HEADER))
                continue
            headers += 1
            taker.sheet(_announced(file, table.name, header))
            before = done
            announced = frozenset(header.unknown)
            for row in raw_rows(lines, header, table.spans, file=file, limits=limits):
                taker.row(row)
                done += 1
                if done % PROGRESS_ROWS == 0:
                    yield Progress(file=file, done=done, total=max(done, total))
            nameless |= {name: None for column, name in header.unknown.items() if column not in announced}
            if done == before:
                held.append(_warning(file, table.name, header.last_row, "no-rows", *_NO_ROWS))
    if not headers:
        raise LedgerFileError("no-header", file)
    yield Progress(file=file, done=done, total=done)
    yield from held


_NO_HEADER = ("工作表没有可识别的表头，已跳过", "the sheet has no header that could be recognised; it was skipped")
_NO_ROWS = ("表头下面没有数据行", "there are no rows below the header")


def _announced(file: str, sheet: str, header: Header) -> RawSheet:
    return RawSheet(file=file, sheet=sheet, headers=header.texts, unknown_headers=tuple(header.unknown.values()))


def _warning(file: str, sheet: str, row: int, code: str, zh: str, en: str) -> RowProblem:
    message = Label(zh=zh, en=en)
    return RowProblem(refused=False, file=file, sheet=sheet, row=row, column=None, code=code, message=message)

"""Opens any ledger file as tables: one a sheet, or one for a CSV file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from casework.application.ledgers.files.content import FileKind
from casework.application.ledgers.files.files import opened
from casework.application.ledgers.files.limits import ReadingLimits
from casework.application.ledgers.sheets.csv_text import csv_table, line_count
from casework.application.ledgers.sheets.table import Table
from casework.application.ledgers.sheets.workbook import Workbook


class OpenTables(NamedTuple):
    """The tables of an open file in order, hidden ones too, and about how many rows they have (0: unknown)."""

    tables: Iterator[Table]
    rows: int


@contextmanager
def open_tables(path: Path, limits: ReadingLimits) -> Iterator[OpenTables]:
    """The file's tables while the block lasts; refuses a file that cannot or must not be read."""
    with opened(path, limits) as (file, kind):
        if kind is FileKind.CSV:
            yield OpenTables(iter((csv_table(file, path.name, limits),)), line_count(file))
        else:
            book = Workbook(file, kind, path.name, limits)
            yield OpenTables(book.tables(), book.rows)

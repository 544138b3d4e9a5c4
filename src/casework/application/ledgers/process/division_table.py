"""Reads a table of divisions: one row a division, its code and its name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from casework.application.ledgers.files.file_errors import LedgerFileError
from casework.application.ledgers.files.limits import ReadingLimits
from casework.application.ledgers.process.messages import DivisionRow
from casework.application.ledgers.sheets.headers import normalised
from casework.application.ledgers.sheets.table import Line, is_blank
from casework.application.ledgers.sheets.tables import open_tables

_CODE_WORDS = frozenset(
    {
        *(
            "区划代码",
            "行政区划代码",
            "统计用区划代码",
            "代码",
            "编码",
            "区划编码",
            "行政区域代码",
            "地区代码",
            "村代码",
        ),
        *("code", "village_code", "division_code"),
    }
)
_NAME_WORDS = frozenset(
    {
        *("名称", "区划名称", "行政区划名称", "单位名称", "行政区域名称", "地区名称", "村名称"),
        *("name", "village_name", "division_name"),
    }
)
_WRITTEN_AS_FRACTION = re.compile(r"([0-9]+)\.0+")
_MOST_DIGITS = 15


def division_rows(path: Path, limits: ReadingLimits) -> Iterator[DivisionRow]:
    """
    The rows of every visible sheet that has both columns; other columns are ignored.

    A table of the country is longer than any ledger: it has a limit of rows of its own.

    Raises:
        LedgerFileError: The file cannot be read, has no such table, or a code has lost digits.
    """
    found = False
    limits = replace(limits, rows_per_sheet=max(limits.rows_per_sheet, limits.division_rows))
    with open_tables(path, limits) as (tables, _):
        for table in tables:
            lines = table.lines()
            columns = None if table.hidden else _columns(lines)
            if columns is not None:
                found = True
                yield from _rows(lines, *columns, path.name)
    if not found:
        raise LedgerFileError("no-divisions", path.name)


def _columns(lines: Iterator[Line]) -> tuple[int, int] | None:
    for line in lines:
        words = [normalised(cell) if isinstance(cell, str) else "" for cell in line.cells]
        codes = [column for column, word in enumerate(words) if word in _CODE_WORDS]
        names = [column for column, word in enumerate(words) if word in _NAME_WORDS]
        if codes and names:
            return codes[0], names[0]
    return None


def _rows(lines: Iterator[Line], code_column: int, name_column: int, file: str) -> Iterator[DivisionRow]:
    for line in lines:
        code, name = cell_text(line, code_column), cell_text(line, name_column)
        if (not code and not name) or (normalised(code) in _CODE_WORDS and normalised(name) in _NAME_WORDS):
            continue
        yield DivisionRow(code=_whole(code, line.row, file), name=name)


def cell_text(line: Line, column: int) -> str:
    """A cell as text, a whole number without its fraction; empty where the line ends before it."""
    cell = line.cells[column] if column < len(line.cells) else None
    if is_blank(cell):
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 10**_MOST_DIGITS:
        return str(int(cell))
    return str(cell).strip().lstrip("'")


def _whole(code: str, row: int, file: str) -> str:
    """
    The code's digits; those that a program wrote as a fraction (990102001001.0) are all there.

    A code shown as 1.1E+11 has lost its digits for good; rounding it back would name another place.
    """
    if (fraction := _WRITTEN_AS_FRACTION.fullmatch(code)) is not None:
        return fraction[1]
    if "e+" in code.lower() or (code.replace(".", "", 1).isdecimal() and "." in code):
        raise LedgerFileError("code-digits-lost", file, str(row))
    return code

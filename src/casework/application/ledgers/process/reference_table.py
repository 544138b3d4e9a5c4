"""Reads a list that an office keeps of its own: one row an entry, its number, its name, and its class where there is one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from casework.application.ledgers.files.file_errors import LedgerFileError
from casework.application.ledgers.files.limits import ReadingLimits
from casework.application.ledgers.process.division_table import cell_text
from casework.application.ledgers.process.messages import ReferenceRow
from casework.application.ledgers.sheets.headers import normalised
from casework.application.ledgers.sheets.table import Line
from casework.application.ledgers.sheets.tables import open_tables

_CODE_WORDS = frozenset({"编号", "代码", "编码", "条款编号", "措施编号", "单位编号", "安置点编号", "活动编号", "code"})
_NAME_WORDS = frozenset({"名称", "单位名称", "条款", "措施", "活动", "安置点", "内容", "name"})
_GROUP_WORDS = frozenset({"类别", "类型", "单位类型", "分类", "kind", "group"})


class _Columns(NamedTuple):
    code: int
    name: int
    group: int | None


def reference_rows(path: Path, limits: ReadingLimits) -> Iterator[ReferenceRow]:
    """
    The rows of every visible sheet that has both columns; blank rows and other columns are passed over.

    Raises LedgerFileError: The file cannot be read, or has no such table.
    """
    found = False
    with open_tables(path, limits) as (tables, _):
        for table in tables:
            lines = table.lines()
            columns = None if table.hidden else _columns(lines)
            if columns is not None:
                found = True
                yield from _rows(lines, columns)
    if not found:
        raise LedgerFileError("no-reference-list", path.name)


def _columns(lines: Iterator[Line]) -> _Columns | None:
    for line in lines:
        words = [normalised(cell) if isinstance(cell, str) else "" for cell in line.cells]
        code, name, group = (_first(words, meant) for meant in (_CODE_WORDS, _NAME_WORDS, _GROUP_WORDS))
        if code is not None and name is not None:
            return _Columns(code, name, group)
    return None


def _first(words: list[str], meant: frozenset[str]) -> int | None:
    return next((column for column, word in enumerate(words) if word in meant), None)


def _rows(lines: Iterator[Line], columns: _Columns) -> Iterator[ReferenceRow]:
    for line in lines:
        code, name = cell_text(line, columns.code), cell_text(line, columns.name)
        if code or name:
            group = "" if columns.group is None else cell_text(line, columns.group)
            yield ReferenceRow(code=code, name=name, group=group)

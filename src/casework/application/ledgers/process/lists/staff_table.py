"""Reads a sheet of people to invite: one row an office, with name, telephone, role and division."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from casework.application.ledgers.files.file_errors import LedgerFileError
from casework.application.ledgers.files.limits import ReadingLimits
from casework.application.ledgers.process.division_table import cell_text
from casework.application.ledgers.process.messages import StaffRow
from casework.application.ledgers.sheets.headers import normalised
from casework.application.ledgers.sheets.table import Line
from casework.application.ledgers.sheets.tables import open_tables

_WORDS = (
    frozenset({"姓名", "人员姓名", "name"}),
    frozenset({"职务", "角色", "岗位", "部门", "role", "office"}),
    frozenset({"区划", "区划代码", "行政区划", "单位", "村", "乡镇", "division"}),
    frozenset({"电话", "联系电话", "手机", "手机号", "手机号码", "telephone"}),
)


class _Columns(NamedTuple):
    name: int
    role: int
    division: int
    telephone: int | None


def staff_rows(path: Path, limits: ReadingLimits) -> Iterator[StaffRow]:
    """
    The rows of every visible sheet that has the columns name, role and division; blank rows are passed over.

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
        raise LedgerFileError("no-staff-table", path.name)


def _columns(lines: Iterator[Line]) -> _Columns | None:
    for line in lines:
        words = [normalised(cell) if isinstance(cell, str) else "" for cell in line.cells]
        name, role, division, telephone = (
            next((at for at, word in enumerate(words) if word in meant), None) for meant in _WORDS
        )
        if name is not None and role is not None and division is not None:
            return _Columns(name, role, division, telephone)
    return None


def _rows(lines: Iterator[Line], columns: _Columns) -> Iterator[StaffRow]:
    for line in lines:
        name, role, division = (cell_text(line, at) for at in (columns.name, columns.role, columns.division))
        telephone = "" if columns.telephone is None else cell_text(line, columns.telephone)
        if name or role or division or telephone:
            yield StaffRow(row=line.row, name=name, telephone=telephone, role=role, division=division)

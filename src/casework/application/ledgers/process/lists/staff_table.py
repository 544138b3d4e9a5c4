"""Reads a sheet of people to invite: one row an office, with name, telephone, role and division."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from casework.application.ledgers.files.limits import ReadingLimits
from casework.application.ledgers.process.lists.listed_rows import listed_rows
from casework.application.ledgers.process.messages import StaffRow

_WORDS = (
    frozenset({"姓名", "人员姓名", "name"}),
    frozenset({"职务", "角色", "岗位", "部门", "role", "office"}),
    frozenset({"区划", "区划代码", "行政区划", "单位", "村", "乡镇", "division"}),
    frozenset({"电话", "联系电话", "手机", "手机号", "手机号码", "telephone"}),
)


def staff_rows(path: Path, limits: ReadingLimits) -> Iterator[StaffRow]:
    """
    The rows with name, role, division and, where the sheet has it, telephone.

    Raises LedgerFileError: The file cannot be read, or has no such table.
    """
    for listed in listed_rows(path, limits, _WORDS, needed=3, missing="no-staff-table"):
        name, role, division, telephone = listed.cells
        yield StaffRow(
            sheet=listed.sheet,
            row=listed.row,
            name=name,
            telephone=telephone,
            role=role,
            division=division,
            failed=listed.failed,
        )

"""Reads a list that an office keeps of its own: one row an entry, its number, its name, and its class where there is one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from casework.application.ledgers.files.limits import ReadingLimits
from casework.application.ledgers.process.lists.listed_rows import sound_rows
from casework.application.ledgers.process.messages import ReferenceRow

_CODE_WORDS = frozenset({"编号", "代码", "编码", "条款编号", "措施编号", "单位编号", "安置点编号", "活动编号", "code"})
_NAME_WORDS = frozenset({"名称", "单位名称", "条款", "措施", "活动", "安置点", "内容", "name"})
_GROUP_WORDS = frozenset({"类别", "类型", "单位类型", "分类", "kind", "group"})


def reference_rows(path: Path, limits: ReadingLimits) -> Iterator[ReferenceRow]:
    """
    The rows with number, name and, where the sheet has it, class.

    Raises LedgerFileError: The file cannot be read, has no such table, or a formula in it failed.
    """
    words = (_CODE_WORDS, _NAME_WORDS, _GROUP_WORDS)
    for _, _, (code, name, group) in sound_rows(path, limits, words, needed=2, missing="no-reference-list"):
        if code or name:
            yield ReferenceRow(code=code, name=name, group=group)

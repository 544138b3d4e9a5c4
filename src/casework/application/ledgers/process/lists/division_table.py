"""Reads a table of divisions: one row a division, its code and its name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from casework.application.ledgers.files.file_errors import LedgerFileError
from casework.application.ledgers.files.limits import ReadingLimits
from casework.application.ledgers.process.lists.listed_rows import sound_rows
from casework.application.ledgers.process.messages import DivisionRow
from casework.application.ledgers.sheets.headers import normalised

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


def division_rows(path: Path, limits: ReadingLimits) -> Iterator[DivisionRow]:
    """
    The rows of every visible sheet that has both columns; other columns are ignored.

    A table of the country is longer than any ledger: it has a limit of rows of its own.

    Raises:
        LedgerFileError: The file cannot be read, has no such table, a code has lost digits, or a formula failed.
    """
    limits = replace(limits, rows_per_sheet=max(limits.rows_per_sheet, limits.division_rows))
    words = (_CODE_WORDS, _NAME_WORDS)
    for _, row, (code, name) in sound_rows(path, limits, words, needed=2, missing="no-divisions"):
        if normalised(code) not in _CODE_WORDS or normalised(name) not in _NAME_WORDS:
            yield DivisionRow(code=_whole(code, row, path.name), name=name)


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

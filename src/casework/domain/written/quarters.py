"""A quarter as somebody writes it: 2026Q3, 2026-3, 2026年第三季度."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Final

from casework.domain.errors import InvalidValueError

_WRITTEN: Final = re.compile(r"(\d{4})[-/]?Q?([1-4])", re.IGNORECASE)
_PLAIN: Final = str.maketrans(
    {"一": "1", "二": "2", "三": "3", "四": "4", "年": None, "第": None, "季": None, "度": None}
)
"""Chinese numerals as digits, and the words around them left out."""


def quarter_written(said: str) -> str:
    """The quarter's name (2026Q3). Raises InvalidValueError."""
    found = _WRITTEN.fullmatch("".join(unicodedata.normalize("NFKC", said).translate(_PLAIN).split()))
    if found is None:
        raise InvalidValueError(
            "quarter",
            zh=f"“{said}”不是季度，请写作 2026Q3 或 2026年第三季度",
            en=f"{said} is no quarter; use a form such as 2026Q3",
            always=True,
        )
    return "{}Q{}".format(*found.groups())


def first_day_of(quarter: str) -> date:
    """The day on which the quarter of this name begins."""
    return date(int(quarter[:4]), 3 * int(quarter[5:]) - 2, 1)

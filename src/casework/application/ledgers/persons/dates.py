"""Dates as ledgers write them: date cells, texts in many forms, year.month numbers, Excel's day numbers."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final, NamedTuple

from casework.application.ledgers.persons.cells import compact, text_of
from casework.application.ledgers.sheets.raw import Cell

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000
_EXCEL_EPOCH: Final = date(1899, 12, 30)
_TIME: Final = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$", re.ASCII)
_SEPARATED: Final = re.compile(r"(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?", re.ASCII)
_CHINESE: Final = re.compile(r"(\d{4})年(\d{1,2})(?:月(?:(\d{1,2})[日号]?)?)?", re.ASCII)
_DIGITS: Final = re.compile(r"(\d{4})(\d{2})(\d{2})?", re.ASCII)
_SERIAL: Final = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)


class WrittenDate(NamedTuple):
    """A date as written; a month without a day (2025年3月) is its first day."""

    on: date
    month_only: bool = False


def read_date(cell: Cell) -> WrittenDate | None:
    """
    The date in a cell that is not blank, None when it cannot be read.

    A number from 1900 to 2100 with decimals is year.month (2025.1 is January; October stands as text, 2025.10), one
    from 20000 to 80000 an Excel day; years outside 1900 to 2100 are no dates of living persons.
    """
    if isinstance(cell, datetime):
        return _within(cell.date())
    if isinstance(cell, date):
        return _within(cell)
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float | Decimal):
        return _from_text(text_of(cell))
    return _from_text(_TIME.sub("", text_of(cell)))


def _from_text(text: str) -> WrittenDate | None:
    text = compact(text)
    if match := _SEPARATED.fullmatch(text):
        return _made(match[1], match[3], match[4])
    if match := _CHINESE.fullmatch(text) or _DIGITS.fullmatch(text):
        return _made(match[1], match[2], match[3])
    if (match := _SERIAL.fullmatch(text)) and _FIRST_SERIAL <= float(text) <= _LAST_SERIAL:
        return WrittenDate(_EXCEL_EPOCH + timedelta(days=int(match[1])))
    return None


def _made(year: str, month: str, day: str | None) -> WrittenDate | None:
    try:
        written = date(int(year), int(month), int(day or 1))
    except ValueError:
        return None
    return WrittenDate(written, month_only=day is None) if _within(written) else None


def _within(day: date) -> WrittenDate | None:
    return WrittenDate(day) if _FIRST_YEAR <= day.year <= _LAST_YEAR else None

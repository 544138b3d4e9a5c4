"""Dates as ledgers write them: date cells, texts in many forms, year.month numbers, Excel's day numbers."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from casework.application.ledgers.sheets.raw import Cell
from casework.application.ledgers.understanding.cells import compact, text_of
from casework.domain.written.days import DateParts, date_parts

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000
_FIRST_BIRTH_SERIAL = 3_654  # 1910-01-02; smaller numbers are years
_DAYS_REMEMBERED: Final = 32_768
"""As many births as a county has days of birth; most dates of a large ledger are met again."""
_EXCEL_EPOCH: Final = date(1899, 12, 30)
_TIME: Final = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$", re.ASCII)
_SERIAL: Final = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)


_SHORT_YEAR: Final = re.compile(r"(?<!\d)(\d{2})(?=年|[./-]\d{1,2}(?:[./-]\d{1,2})?$)", re.ASCII)
_YEAR_ALONE: Final = re.compile(r"(\d{4})年?(?:[初中底末]|春节后?|年底|年初)?", re.ASCII)
_LASTING: Final = ("至今", "到今", "长期", "常年", "一直", "多年", "到现在", "至现在")
_AROUND: Final = re.compile(r"(?:左右|前后|以来|开始|起|初|中旬|上旬|下旬|底|末|外出|务工|打工|就业|上岗|入职)+$")
_RANGE: Final = re.compile(
    r"(\d{2,4}[年./-]\d{1,2}月?(?:份)?(?:[./-]?\d{1,2}日?)?)(?:至|到|~|-{1,2}|—+|–)(.+)", re.ASCII
)


_LONGEST: Final = 100
"""So many signs a period has at most: looking for the words around its days takes the square of them."""


class WrittenPeriod(NamedTuple):
    """When work began and ended, as far as a cell says it; `lasts` when it says that the work goes on."""

    start: date | None = None
    end: date | None = None
    lasts: bool = False
    last_day: date | None = None


class WrittenDate(NamedTuple):
    """A date as written; a month without a day (2025年3月) is its first day."""

    on: date
    month_only: bool = False


def read_date(cell: Cell, *, birth: bool = False) -> WrittenDate | None:
    """
    The date in a cell that is not blank, None when it cannot be read.

    A number from 1900 to 2100 with decimals is year.month (2025.1 is January; October stands as text, 2025.10), one
    from 20000 to 80000 an Excel day, of a birth from 1910 on; years outside 1900 to 2100 are no dates of living persons.
    """
    if isinstance(cell, str):
        return _from_written(cell)
    if isinstance(cell, datetime):
        return _within(cell.date())
    if isinstance(cell, date):
        return _within(cell)
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float | Decimal):
        days = int(cell)
        if birth and _FIRST_BIRTH_SERIAL <= days < _FIRST_SERIAL and days == cell:
            return WrittenDate(_EXCEL_EPOCH + timedelta(days=days))
        return _from_text(text_of(cell))
    return None


def read_period(cell: Cell) -> WrittenPeriod:
    """
    When work began and ended: a date, 2025年3月至今, 2025.3-2025.12, 25年3月, 长期; nothing when it says neither.

    The end of a period that names a month is its last day; so is `last_day` of a single date that names one.
    """
    return _period_written(cell) if isinstance(cell, str) else _period(cell)


def _period(cell: Cell) -> WrittenPeriod:
    if (written := read_date(cell)) is not None:
        return WrittenPeriod(start=written.on, last_day=_last_day(written))
    text = compact(cell)
    lasts = any(word in text for word in _LASTING)
    if len(text) > _LONGEST:
        return WrittenPeriod(lasts=lasts)
    found = _RANGE.fullmatch(text)
    if found and (start := _loose(found[1])) is not None:
        end = _loose(found[2])
        return WrittenPeriod(start=start.on, end=_last_day(end) if end else None, lasts=end is None)
    for word in _LASTING:
        text = text.removesuffix(word)
    start = _loose(text)
    return WrittenPeriod(start=start.on if start else None, lasts=lasts, last_day=_last_day(start) if start else None)


@lru_cache(maxsize=_DAYS_REMEMBERED)
def _period_written(text: str) -> WrittenPeriod:
    return _period(text)


def _loose(text: str) -> WrittenDate | None:
    """A date of the work with words around it or a year of two digits; a year alone is its first day."""
    text = _AROUND.sub("", text).removeprefix("从").removeprefix("自")
    text = _SHORT_YEAR.sub(r"20\1", text, count=1) if _SHORT_YEAR.match(text) else text
    if (written := _from_text(text)) is not None:
        return written
    alone = _YEAR_ALONE.fullmatch(text)
    return _made(DateParts(int(alone[1]), 1, None)) if alone else None


def _last_day(written: WrittenDate) -> date:
    if not written.month_only:
        return written.on
    following = (written.on.replace(day=28) + timedelta(days=4)).replace(day=1)
    return following - timedelta(days=1)


@lru_cache(maxsize=_DAYS_REMEMBERED)
def _from_written(text: str) -> WrittenDate | None:
    return _from_text(_TIME.sub("", text_of(text)))


def _from_text(text: str) -> WrittenDate | None:
    text = compact(text)
    if parts := date_parts(text):
        return _made(parts)
    if (match := _SERIAL.fullmatch(text)) and _FIRST_SERIAL <= float(text) <= _LAST_SERIAL:
        return WrittenDate(_EXCEL_EPOCH + timedelta(days=int(match[1])))
    return None


def _made(parts: DateParts) -> WrittenDate | None:
    try:
        written = date(parts.year, parts.month, 1 if parts.day is None else parts.day)
    except ValueError:
        return None
    return WrittenDate(written, month_only=parts.day is None) if _within(written) else None


def _within(day: date) -> WrittenDate | None:
    return WrittenDate(day) if _FIRST_YEAR <= day.year <= _LAST_YEAR else None

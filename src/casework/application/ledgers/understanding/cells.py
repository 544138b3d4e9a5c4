"""Single cells understood whatever their spelling: texts, ids, household numbers, pay, months."""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final

from casework.application.ledgers.sheets.raw import Cell
from casework.application.ledgers.understanding.words import NOTHING

_NOTHING: Final = frozenset(
    {
        *("", "-", "--", "---", "—", "——", "/", "//", "\\", "_"),
        *(spelling for word in NOTHING for spelling in (word, word.upper(), word.capitalize(), word.title())),
    }
)
# Copying from chats and web pages leaves direction marks and zero-width spaces behind. Unassigned and private-use
# characters stay: rare names are written with them.
_INVISIBLE: Final = frozenset({"Cf", "Cc"})
_SIXTEEN_DIGITS: Final = 10**15
_LOST: Final = re.compile(r"[0-9](?:\.[0-9]+E\+?|E\+)[0-9]+", re.IGNORECASE)
_WHOLE: Final = re.compile(r"([0-9]+)\.0+")
_PAY: Final = re.compile(r"¥?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?([万千])?(?:元|圆|块)?(?:左右)?(?:/月|每月)?")
_MONTHS: Final = re.compile(r"([0-9]{1,2}(?:\.[0-9]+)?)个?月?")
_FEN: Final = Decimal("0.01")
_UNITS_OF_PAY: Final = {"万": 10_000, "千": 1_000}
_GUARDED: Final = re.compile(r"=\"(.*)\"|=(\d+)|[`´'‘’](.*)")
_DOTS: Final = re.compile(r"[·•・‧∙⋅●．.。]")
_NAMELESS: Final = re.compile(r"[\d\W_]*|[无空][名]?|没有|暂无|不详|未知")
_NOBODY: Final = frozenset(
    {"空户", "空白户", "无此人", "查无此人", "待补", "待补充", "待填", "待核实", "待查", "暂缺", "姓名不详"}
)
"""Longer words that stand where a name should, and are none."""
_LONGEST_WORD_FOR_NOBODY: Final = 2
_MOST_PAY: Final = 10_000_000
_MOST_MONTHS: Final = 12


def text_of(cell: Cell) -> str:
    """
    The cell as text: full-width forms and spaces made plain, "" when blank, a dash or stroke, or a word for nothing.

    Numbers lose the .0 that Excel gives them, yes/no cells become 是 and 否, dates are YYYY-MM-DD.
    """
    if cell is None:
        return ""
    if isinstance(cell, str):
        if cell.isalnum() and (cell.isascii() or unicodedata.is_normalized("NFKC", cell)):
            return "" if cell in _NOTHING else cell  # nothing in it could be spelling
        text = cell
        if not text.isprintable():
            text = "".join(mark for mark in text if mark.isspace() or unicodedata.category(mark) not in _INVISIBLE)
        if not text.isascii():
            text = unicodedata.normalize("NFKC", text)
        text = " ".join(text.split())
        if text and text[0] in _GUARDS:
            text = _unguarded(text)
        return "" if text in _NOTHING else text
    return _text_of_value(cell)


def compact(cell: Cell) -> str:
    """The cell as text without any space, as words, names and numbers are compared."""
    text = text_of(cell)
    return text.replace(" ", "") if " " in text else text


def name_of(cell: Cell) -> str:
    """
    A person's name; spaces that only spread it over the cell (张 三) are gone, those in Latin names stay.

    All dots in a name are written ·; figures and words for nobody are no names.
    """
    name = text_of(cell)
    if name.isascii():
        return "" if _NAMELESS.fullmatch(name) else name
    name = name.replace(" ", "")
    if name in _NOBODY:
        return ""
    if len(name) > _LONGEST_WORD_FOR_NOBODY and name.isalpha():
        return name
    name = same_dots(name)
    return "" if _NAMELESS.fullmatch(name) else name


def same_dots(name: str) -> str:
    """The name with one sign for the dots that stand between its parts: · • . are spelling."""
    return name if name.isalpha() else _DOTS.sub("·", name)


def number_text(cell: Cell) -> str:
    """A number that is a name (household number, code, telephone): 3, 3.0 and "3.0" are "3"; 003 stays 003."""
    if isinstance(cell, str) and cell.isdecimal() and cell.isascii():
        return cell
    text = compact(cell)
    if text.isalnum():
        return text
    text = text.lstrip("'")
    whole = _WHOLE.fullmatch(text)
    return whole[1] if whole else text


_GUARDS: Final = frozenset("=`´'‘’")


def _unguarded(text: str) -> str:
    """What ="…" and a mark before a long number keep Excel from changing."""
    guarded = _GUARDED.fullmatch(text)
    return next((part for part in guarded.groups() if part is not None), text) if guarded else text


def digits_lost(cell: Cell) -> bool:
    """Whether Excel has rounded a long number: a number cell over 15 digits, or text like 5.1E+17."""
    if isinstance(cell, str):
        if cell.isdecimal():
            return False
        return _LOST.fullmatch(compact(cell)) is not None
    return isinstance(cell, int | float | Decimal) and abs(float(cell)) >= _SIXTEEN_DIGITS


@lru_cache(maxsize=8_192, typed=True)
def read_pay(cell: Cell) -> Decimal | None:
    """Yuan a month, to the fen: 3500, 3,500, 3500元; None when it says no amount (面议)."""
    amount = read_amount(cell)
    pay = None if amount is None else in_fen(amount)
    return None if pay is None or pay >= _MOST_PAY else pay


def read_amount(cell: Cell) -> Decimal | None:
    """Yuan as they are written, with all decimals; None when the cell says no amount."""
    match = _PAY.fullmatch(compact(cell))
    amount = Decimal(match[1].replace(",", "") + (match[2] or "")) if match else None
    if match and amount is not None and match[3]:
        amount *= _UNITS_OF_PAY[match[3]]
    return None if amount is None or amount >= _MOST_PAY else amount


def in_fen(amount: Decimal) -> Decimal:
    """The amount rounded half up to the fen, for a sheet that divides writes 3333.3333333333; 3500.00 and 3500 are alike."""
    return Decimal(format(amount.quantize(_FEN, ROUND_HALF_UP).normalize(), "f"))


def read_months(cell: Cell) -> int | None:
    """Months worked in the last twelve: 6, 6个月; a month begun counts; None when it says no number up to 12."""
    match = _MONTHS.fullmatch(compact(cell))
    months = math.ceil(Decimal(match[1])) if match else None
    return months if months is None or months <= _MOST_MONTHS else None


def _text_of_value(cell: Cell) -> str:
    match cell:
        case bool():
            return "是" if cell else "否"
        case datetime():
            return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat(" ")
        case date():
            return cell.isoformat()
        case float():
            return str(int(cell)) if math.isfinite(cell) and cell.is_integer() else str(cell)
        case Decimal():
            return str(int(cell)) if cell.is_finite() and cell == cell.to_integral_value() else format(cell, "f")
        case _:
            return str(cell)

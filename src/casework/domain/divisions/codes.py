"""
Division codes (GB/T 2260 and the 12-digit statistical codes): how far down the tree one stands, and what lies above it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from casework.domain.codes.code import Code
from casework.domain.divisions.names import compact
from casework.domain.errors import RefusedError

_CODE_LENGTHS: Final = (2, 4, 6, 9, 12)
FULL_LENGTH: Final = 12


class DivisionLevel(Code):
    """How far down the tree a division stands, by the 2-4-6-9-12 prefix rule of its code."""

    PROVINCE = "province", "省级"
    CITY = "city", "地级"
    COUNTY = "county", "县级"
    TOWNSHIP = "township", "乡级"
    VILLAGE = "village", "村级"


_LEVELS: Final = dict(zip(_CODE_LENGTHS, DivisionLevel, strict=True))


class DivisionCodeError(RefusedError):
    """A division code has 2, 4, 6, 9 or 12 digits; `entry` counts from 1 in the table, None for a single code."""

    def __init__(self, code: str, entry: int | None = None) -> None:
        self.code = code
        self.entry = entry
        where_zh, where_en = (f"第{entry}条", f"entry {entry}: ") if entry else ("", "")
        self.zh = f"{where_zh}区划代码“{code}”无效：应为2、4、6、9或12位数字"
        self.en = f"{where_en}division code “{code}” is not 2, 4, 6, 9 or 12 digits"


def is_code(text: str) -> bool:
    """Whether the text is a division code, padded or not."""
    return text.isascii() and text.isdigit() and len(text) in _CODE_LENGTHS and not text.startswith("00")


def full_code(text: str) -> str:
    """The 12-digit code of a code of 2, 4, 6, 9 or 12 digits; raises DivisionCodeError."""
    code = compact(text)
    if not is_code(code):
        raise DivisionCodeError(text)
    return code.ljust(FULL_LENGTH, "0")


def significant_digits(code: str) -> str:
    """The code without the zeros of the levels below it: 2, 4, 6, 9 or 12 digits; raises DivisionCodeError."""
    full = full_code(code)
    return next(full[:length] for length in _CODE_LENGTHS if not full[length:].strip("0"))


def codes_above(code: str) -> list[str]:
    """The codes of the levels above, nearest first."""
    digits = len(significant_digits(code))
    above = (code[:length].ljust(FULL_LENGTH, "0") for length in reversed(_CODE_LENGTHS) if length < digits)
    # Without a county level the codes of county and city are the same one (441900).
    return list(dict.fromkeys(above))


def level_of(code: str) -> DivisionLevel:
    """How far down the tree a division with this code stands."""
    return _LEVELS[len(significant_digits(code))]


def nearest_above(code: str, known: Collection[str]) -> str | None:
    """The nearest division above this code among those that are known."""
    return next((above for above in codes_above(code) if above in known), None)


def without_nested(prefixes: Iterable[str]) -> tuple[str, ...]:
    """The leading digits of codes that begin with no other ones among them, in order: what lies below is there once."""
    kept: list[str] = []
    for prefix in sorted(prefixes):
        if not kept or not prefix.startswith(kept[-1]):
            kept.append(prefix)
    return tuple(kept)

"""Which passwords may be chosen: long enough, not well known, and not made of what is known of their owner."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Final

from casework.domain.errors import RefusedError
from casework.domain.persons import telephone_numbers

SHORTEST: Final = 12
LONGEST: Final = 128
REMAINDER: Final = 6
"""So many signs have to remain when everything well known is taken away."""

_TAIL: Final = 8
"""The last digits of a telephone by which it is known too."""
_ROWS: Final = ("`1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./", "abcdefghijklmnopqrstuvwxyz")
_COLUMNS: Final = ("1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm", "8ik,", "9ol.", "0p;/")
_RUN: Final = 3
"""So many neighbours of a keyboard or of the alphabet are a run."""
_SHORTEST_WORD, _LONGEST_WORD = 4, 24
_AS_LETTERS: Final = str.maketrans("013457@$!", "oleastasi")
_YEARS: Final = re.compile(r"(?:19|20)\d{2}(?:[01]\d(?:[0-3]\d)?)?|(.)\1{2,}")


class WeakPasswordError(RefusedError):
    """The password may not be chosen; the sentence says why and never repeats it."""

    def __init__(self, *, zh: str, en: str) -> None:
        self.zh = f"密码未采用：{zh}"
        self.en = f"The password was not taken: {en}"


def normalised(password: str) -> str:
    """The password as it is judged, hashed and compared: one spelling for each sign (NFKC), whatever was typed it on."""
    return unicodedata.normalize("NFKC", password)


def refuse_weak_password(password: str, *, number: str, name: str, telephone: str) -> None:
    """
    Refuse a normalised password of fewer than 12 or more than 128 signs, a well-known one, or one that names its owner.

    There is no rule about kinds of signs: they make people write Aa1! behind a well-known word (ASVS 5.0, 6.2).

    Raises:
        WeakPasswordError: It may not be chosen.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise WeakPasswordError(zh=f"应为{SHORTEST}至{LONGEST}个字符", en=f"it has {SHORTEST} to {LONGEST} signs")
    if any(unicodedata.category(sign).startswith("C") for sign in password):
        raise WeakPasswordError(zh="含有看不见的控制字符", en="it holds signs that cannot be seen")
    folded = "".join(password.casefold().split())
    if any(own and own in folded for own in _own(number, name, telephone)):
        raise WeakPasswordError(
            zh="不得含有账号、姓名或电话", en="it must not hold the account's number, the name or the telephone"
        )
    if len(_remainder(folded)) < REMAINDER:
        raise WeakPasswordError(
            zh="过于常见：多由常用密码、键盘顺序、年份或重复字符组成，请换几个不相干的词",
            en="it is well known: mostly common passwords, keyboard runs, years or repeated signs; take unrelated words",
        )


def _own(number: str, name: str, telephone: str) -> Iterator[str]:
    yield number
    yield "".join(normalised(name).casefold().split())
    for digits in telephone_numbers(telephone):
        yield digits[-_TAIL:]


def _remainder(folded: str) -> str:
    """What remains of a password when well-known parts, runs, years and repeated signs are taken away."""
    return min((_without_known(spelling) for spelling in (folded, folded.translate(_AS_LETTERS))), key=len)


def _without_known(text: str) -> str:
    kept, at = "", 0
    while at < len(text):
        if length := _known_at(text, at):
            at += length
            continue
        kept += text[at]
        at += 1
    return "".join(dict.fromkeys(kept))  # a sign that comes again says nothing new


def _known_at(text: str, at: int) -> int:
    """How many signs of a well-known part begin here; 0 where none does."""
    words = well_known()
    for length in range(min(_LONGEST_WORD, len(text) - at), _SHORTEST_WORD - 1, -1):
        if text[at : at + length] in words:
            return length
    years = _YEARS.match(text, at)
    return max(_run(text, at), years.end() - at if years else 0)


def _run(text: str, at: int) -> int:
    """How long the run of neighbours is that begins here, forwards or backwards; 0 for less than three."""
    longest = max(
        (_common(text[at:], line[place:]) for line in _lines() for place in _places(line, text[at])), default=0
    )
    return longest if longest >= _RUN else 0


def _places(line: str, sign: str) -> list[int]:
    return [place for place, each in enumerate(line) if each == sign]


def _common(one: str, other: str) -> int:
    return next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


@cache
def _lines() -> tuple[str, ...]:
    lines = (*_ROWS, *_COLUMNS, "".join(_COLUMNS))
    return (*lines, *(line[::-1] for line in lines))


@cache
def well_known() -> frozenset[str]:
    """Well-known passwords and parts of them, from the list that ships with the program."""
    text = resources.files("casework.domain.authentication").joinpath("well_known_passwords.txt").read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.casefold().split())

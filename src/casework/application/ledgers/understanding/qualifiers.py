"""
What may stand above a header's word, before it, or in brackets behind it, by the tables of qualifiers.toml: a wish, an
earlier time, another person, a unit, a list of codes, or something that changes nothing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, Final

from casework.application.ledgers.sheets.headers import aliases
from casework.application.ledgers.sheets.raw import Column
from casework.application.ledgers.understanding.words import DECIDING, NO, YES, Words

BRACKET: Final = re.compile(r"(?:\(([^()]*)\)|\[([^\[\]]*)\]|【([^【】]*)】)$")
"""A bracket at the end of a text, with what stands in it."""

_CHOICE: Final = re.compile(r"[/、,;|或]+")
_ENTRY: Final = re.compile(
    r"([a-z]?\d{1,2}|[a-z](?![a-z]))[.、:=)\-—~_为]*([^\d.、:=\-;,/|a-z]+)[;,、/|。]*", re.IGNORECASE
)
_REVERSED: Final = re.compile(r"([^\d.、:=\-;,/|a-z]+?)[:=\-—为]+([a-z]?\d{1,2})[;,、/|。]*", re.IGNORECASE)
_WORDS: Final = Words()


@cache
def qualifiers() -> dict[str, Any]:
    """The tables of qualifiers.toml."""
    return tomllib.loads(files(__package__).joinpath("qualifiers.toml").read_text(encoding="utf-8"))


def legend_of(text: str) -> dict[str, str]:
    """
    The words of the codes that a text (without spaces, in small letters) lists, none when it is no such list.

    1是2否, 1:是;2:否, a.是b.否 and 是=1,否=2 are all {1: 是, 2: 否}; a list has two entries at least and nothing else.
    """
    for pattern, code, word in ((_ENTRY, 1, 2), (_REVERSED, 2, 1)):
        found = list(pattern.finditer(text))
        whole = sum(len(match[0]) for match in found) == len(text)
        codes = {match[code]: match[word].strip(")(") for match in found}
        if whole and len(codes) == len(found) > 1:
            return codes
    return {}


def without_bracket(text: str) -> tuple[str, list[str]]:
    """The text without the brackets at its end, and what stands in them."""
    inner: list[str] = []
    while found := BRACKET.search(text):
        inner.append(next(part for part in found.groups() if part is not None))
        text = text[: found.start()]
    return text, inner


def variants(word: str) -> Iterator[str]:
    """The word, and without what says "now" before it or "state of" behind it."""
    starts = ["", *(each for each in qualifiers()["present"] if word.startswith(each))]
    ends = ["", *(each for each in qualifiers()["endings"] if word.endswith(each))]
    for start in starts:
        for end in ends:
            plain = word.removeprefix(start).removesuffix(end)
            yield plain
            yield plain.removeprefix("的")


def inside(word: str) -> Column | None:
    """The column whose word remains when qualifiers are taken out of this one."""
    if word in aliases():
        return aliases()[word]
    for kind in ("past", "wish", "person", "present"):
        for each in sorted(qualifiers()[kind], key=len, reverse=True):
            rest = word.replace(each, "", 1).strip("的姓") if each in word else ""
            if rest in aliases() or f"姓{rest}" in aliases():
                return aliases().get(rest) or aliases()[f"姓{rest}"]
    return None


def is_person(text: str) -> bool:
    """Whether the words speak of somebody else than the member of the row."""
    if any(word in text for word in qualifiers()["member"]) and "户主" not in text:
        return any(word in text for word in qualifiers()["relative"])
    return any(word in text for word in qualifiers()["person"])


def group_is_harmless(word: str) -> bool:
    """Whether a group changes nothing of what stands below it."""
    table = qualifiers()
    return (
        not word
        or word in aliases()
        or word in table["group_words"]
        or word.endswith(tuple(table["group_endings"]))
        or any(plain in aliases() or plain in table["group_words"] for plain in variants(word))
    )


@cache
def _harmless() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in qualifiers()["harmless"]))


def is_harmless(inner: str) -> bool:
    """Whether what stands in a bracket changes nothing."""
    return not inner or _harmless().fullmatch(inner) is not None


def lists_answers(inner: str) -> bool:
    """是/否, 整劳力/弱劳力/半劳力: what may stand in the column."""
    parts = [part for part in _CHOICE.split(inner) if part]
    return len(parts) > 1 and all(
        part in YES or part in NO or any(_WORDS.meaning(column, part) for column in DECIDING) for part in parts
    )


def scale_of(inner: str, column: Column | None) -> Decimal | None:
    """By what numbers under a unit are multiplied; None when the bracket is no unit of the column."""
    units = qualifiers()["units"].get(column.value if column else "", {})
    return Decimal(units[inner]) if inner in units else None

"""
What the words of ledgers mean, by the tables of words.toml and by what an office has taught beside them.

Employment, capacity, schooling and willingness have a fourth answer beside their own three: *not understood*. It is
never a default: a word is looked up as it stands, without its bracket, in its parts, and under the patterns of its
kind; when two of these say different things, or none says anything, it is not understood.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final, Literal

from casework.application.ledgers.sheets.raw import Column
from casework.domain.codes.code import Code
from casework.domain.codes.people import HouseholdCategory, Sex
from casework.domain.codes.persons.abilities import HouseholdRegistration

_BRACKETED: Final = re.compile(r"(.+?)[(\[【<]([^()\[\]【】<>]*)[)\]】>]")
_PARTS: Final = re.compile(r"[、,;/+兼及。]|以及")
_ENDS_WORK: Final = re.compile(r"[未没无不辞离停曾原失]|返乡|回流|结束|到期|终止")
_CLASS_OF: Final = re.compile(r"((?:19|20)?[0-9]{2})届.*")


@cache
def tables() -> dict[str, Any]:
    """The tables of words.toml."""
    return tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))


NOTHING: Final = frozenset(tables()["nothing"]["words"])
"""Words that programs and people write for a blank cell, in small letters."""
YES: Final = frozenset(tables()["yes"]["words"])
NO: Final = frozenset(tables()["no"]["words"])
TICKS: Final = YES | frozenset(tables()["tick"]["words"])
"""What is drawn below the answer that holds, in small letters."""
YES_NO: Final = {**dict.fromkeys(YES, True), **dict.fromkeys(NO, False)}
HEAD: Final = frozenset({"户主", "本人", "本人或户主", "户主本人", "户主或本人"})
NOT_FILLED: Final = NO | frozenset(tables()["place"]["nobody"]["words"]) | {""}
"""What stands in the cells for employer, place and start of somebody who has no work; nothing is one of it."""


def _table(kind: str) -> Iterator[tuple[str, str]]:
    return ((word, meaning) for meaning, words in tables()[kind]["words"].items() for word in words)


SEX: Final = {word: Sex(meaning) for word, meaning in _table("sex")}
RETURNED: Final = {**YES_NO, **{word: meaning == "true" for word, meaning in _table("returned")}}
RELOCATED: Final = {**YES_NO, **{word: meaning == "true" for word, meaning in _table("relocated")}}
CATEGORY: Final = {word: HouseholdCategory(meaning) for word, meaning in _table("category")}

DECIDING: Final = {
    Column.EMPLOYMENT: "employment",
    Column.CAPACITY: "capacity",
    Column.SCHOOLING: "schooling",
    Column.WILLINGNESS: "willingness",
}
"""The columns whose words decide whether a household is at risk, with their tables."""
_YES_NO_OF: Final = {
    "employment": ("employed", "not-employed"),
    "capacity": ("full", "none"),
    "schooling": ("at-school", "not-at-school"),
    "willingness": ("willing", "unwilling"),
}
KEPT: Final[dict[Column, type[Code]]] = {Column.HOUSEHOLD_REGISTRATION: HouseholdRegistration}
"""Columns whose words an office may explain though nothing waits for it, with the codes that they may mean."""
AMOUNTS: Final = (Column.INCOME, Column.INCOME_WAGES)
"""Columns of a year's yuan: a word there may be explained by an amount."""
PLACES: Final = (Column.REGISTERED_PLACE, Column.RESIDENCE)
"""Columns of places: a name there may be explained by a division's code."""
EXPLAINED: Final = (*DECIDING, *KEPT, *AMOUNTS, *PLACES)
"""Columns of whose words an office may say what they mean."""
BLANK: Final = "blank"
"""What an office may say of a word: it says nothing."""

# Lost capacity is said in the status column too, service and custody in the capacity column.
_BORROWS: Final = {"employment": ("none",), "capacity": ("military-service", "custody")}

Taught = Mapping[tuple[str, str], str]
"""What an office said of words: (column, word) with the code of what it means."""


class Words:
    """
    The words of the four deciding columns; every word is looked up once.

    `as_written` keeps what cells of each column said that were understood, by their text as it stands in the file.
    """

    def __init__(self, taught: Taught | None = None) -> None:
        """`taught` goes before the tables."""
        self._taught = taught or {}
        self._known: dict[tuple[Column, str], str | None] = {}
        self.as_written: dict[Column, dict[str | None, str | None]] = {column: {} for column in DECIDING}

    def meaning(self, column: Column, word: str) -> str | None:
        """The code of what the word (without spaces, not blank) says in this column; None when it is not understood."""
        key = (column, word)
        if key not in self._known:
            self._known[key] = self._taught.get((column.value, word)) or _understood(DECIDING[column], word)
        return self._known[key]

    def taught(self, column: str, word: str) -> str | None:
        """What the office said of the word, None when nothing."""
        return self._taught.get((column, word))


def choices(column: Column) -> tuple[str, ...]:
    """The codes that a word of this column may mean; an amount or a place may be answered as well."""
    if column in AMOUNTS or column in PLACES:
        return (BLANK,)
    if column in KEPT:
        return (*(code.value for code in KEPT[column]), BLANK)
    kind = DECIDING[column]
    return (*tables()[kind]["words"], *_BORROWS.get(kind, ()), BLANK)


def accepted(column: Column) -> tuple[str, ...]:
    """Words that would do in this column, the first of each meaning."""
    return tuple(words[0] for words in tables()[DECIDING[column]]["words"].values())


def graduation_year(word: str) -> int | None:
    """The year of a class (N届), from the beginning of which it is no longer at school; None for another word."""
    class_of = _CLASS_OF.fullmatch(word)
    return _full_year(int(class_of[1])) if class_of else None


def understood_category(word: str) -> HouseholdCategory | None:
    """The category of a word with or without a bracket that says its state; None when it is not understood."""
    bracketed = _BRACKETED.fullmatch(word)
    return CATEGORY.get(word) or (CATEGORY.get(bracketed[1]) if bracketed else None)


@cache
def _words_of(kind: str) -> dict[str, str]:
    yes, no = _YES_NO_OF[kind]
    words = {**dict.fromkeys(YES, yes), **dict.fromkeys(NO, no)}
    for other in ("employment", "capacity"):
        words |= {word: meaning for word, meaning in _table(other) if meaning in _BORROWS.get(kind, ())}
    return words | dict(_table(kind))


@cache
def _patterns_of(kind: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    lent = {kind: tables()[kind]["patterns"]}
    lent |= {"capacity": {"none": tables()["capacity"]["patterns"]["none"]}} if kind == "employment" else {}
    return tuple(
        (meaning, re.compile(f"(?:{pattern})"))
        for patterns in lent.values()
        for meaning, each in patterns.items()
        for pattern in each
    )


def _understood(kind: str, word: str) -> str | None:
    if (found := _words_of(kind).get(word) or _words_of(kind).get(word.lower())) is not None:
        return found
    if kind == "schooling" and _CLASS_OF.fullmatch(word):
        return "at-school"
    if bracketed := _BRACKETED.fullmatch(word):
        return _with_bracket(kind, bracketed[1], bracketed[2])
    parts = [part for part in _PARTS.split(word) if part]
    if parts and parts != [word]:
        return _one({_understood(kind, part) for part in parts})
    return _one({meaning for meaning, pattern in _patterns_of(kind) if pattern.fullmatch(word)})


def _with_bracket(kind: str, word: str, inner: str) -> str | None:
    """A bracket explains the word before it; one that says otherwise leaves nothing understood."""
    outside, inside = _understood(kind, word), _understood(kind, inner)
    if inside is None and kind == "employment" and outside == "employed" and _ENDS_WORK.search(inner):
        return None
    return outside if inside in (None, outside) else None


def _one(found: set[str | None]) -> str | None:
    return found.pop() if len(found) == 1 else None


def _full_year(year: int) -> int:
    if year >= 1900:
        return year
    return 1900 + year if year >= 70 else 2000 + year


@cache
def _of_places(kind: str) -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    table = tables()["place"][kind]
    return frozenset(table["words"]), tuple(re.compile(pattern) for pattern in table["patterns"])


@cache
def place_says(word: str) -> bool | None:
    """Whether a filled place or employer (without spaces) means work; None when it is neither a place nor nobody's."""
    for kind, says in (("nobody", False), ("doubtful", None)):
        words, patterns = _of_places(kind)
        if word in words or word.lower() in words or any(pattern.fullmatch(word) for pattern in patterns):
            return says
    return word not in NO


@cache
def _skill() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in tables()["skills"]["patterns"]))


def names_skill(word: str) -> bool:
    """Whether the word (without spaces) names a skill or a trade, or several of them."""
    return all(_skill().fullmatch(part) for part in _PARTS.split(word) if part)


Remarked = Literal["work", "gone", "unable", "school"]
"""What may be said outside its column: somebody works, is no longer there, cannot work, is at school."""


@cache
def _remark_patterns(kind: Remarked) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in tables()["remark"][kind]["patterns"]))


@lru_cache(maxsize=8_192)
def remarked(kind: Remarked, text: str) -> str:
    """The words by which a note, or another cell in free words (without spaces), says this; "" when it does not."""
    found = _remark_patterns(kind).search(text)
    return found[0] if found else ""

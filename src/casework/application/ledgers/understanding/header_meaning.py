"""
What one header means: its words, the group above it, its bracket, its unit, and the codes it explains.

Nothing is cut off a header but what is known to change nothing. A wish, an earlier time or another person makes another
column of it, which is kept and decides nothing. A header that speaks of work, capacity or school and is not known is
asked about.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from casework.application.ledgers.sheets.headers import aliases, normalised
from casework.application.ledgers.sheets.raw import INCOMES, Column
from casework.application.ledgers.understanding.qualifiers import (
    BRACKET,
    group_is_harmless,
    inside,
    is_harmless,
    is_person,
    legend_of,
    lists_answers,
    qualifiers,
    scale_of,
    variants,
    without_bracket,
)
from casework.application.ledgers.understanding.words import DECIDING, NO, YES, Words

Taken = Literal["known", "kept", "asked"]
"""A column is read, kept sealed without deciding anything, or asked about."""

OTHER: Final = "other"
"""What an office may say of a header: it decides nothing, and is kept."""
NEEDED: Final = frozenset(
    {
        *DECIDING,
        *(
            Column.WORK_PLACE,
            Column.EMPLOYER,
            Column.WORK_STARTED,
            Column.WORK_ENDED,
            Column.PUBLIC_POST,
            Column.RETURNED,
        ),
        *(Column.HOUSEHOLD_EMPLOYED, Column.NAME, Column.HEAD_NAME, Column.RELATION, Column.RESIDENT_ID),
        *(Column.BIRTH_DATE, Column.HOUSEHOLD_NUMBER, Column.VILLAGE, Column.TOWNSHIP, Column.COUNTY),
    }
)
"""The columns that decide who somebody is, where, and whether that household is at risk."""

_ITEM: Final = re.compile(r"^(?:[a-z]\d{1,3}|\d{1,3}(?:\.\d{1,2})?(?=[.、::\s]|[^\d年月.]))[.、::\-_]?")
_YEAR: Final = re.compile(r"(20\d{2}|(?<!\d)\d{2}(?=年))(?:年度?|度)?(?:底|末|初|以来|全年)?(?:的)?")
_INDEXED: Final = re.compile(
    r"^(?:家庭)?(?:成员|劳动力|人员|务工人员|第)([一二三四五六七八九十]|\d{1,2})(?:人|位|个)?[的:\-_.、]?(.*)$"
)
_TRAILING: Final = re.compile(r"^(.*?\D)([1-9]\d?)$")
_LAST_YEAR: Final = ("上年", "去年", "上一年")
_NUMERALS: Final = "一二三四五六七八九十"


class HeaderMeaning(Struct, frozen=True, kw_only=True):
    """
    What a header was taken for.

    `column` is what it means or, where it is asked about, what it may mean. `why` says what made another column of it
    or why it is asked about (wish, past, person, bracket, group, unknown). `scale` turns its numbers into the unit of
    the column, `legend` its codes into words, `year` is the year it speaks of, `member` counts who it speaks of in a
    row of several persons, `answer` is the word under which a tick is that answer.
    """

    key: str
    taken: Taken
    column: Column | None = None
    why: str = ""
    scale: Decimal = Decimal(1)
    legend: dict[str, str] = {}
    year: int | None = None
    member: int | None = None
    answer: str | None = None


def header_key(text: str, groups: tuple[str, ...] = ()) -> str:
    """A header with the groups above it, as an office teaches it and is asked about it."""
    return "/".join(normalised(part) for part in (*groups, text) if part)


def header_meaning(
    text: str, groups: tuple[str, ...], *, assessed_on: date, taught: Mapping[tuple[str, str], str]
) -> HeaderMeaning:
    """What the header means on a day; `taught` is what the office said of headers."""
    key = header_key(text, groups)
    said = taught.get(("header", key)) or taught.get(("header", normalised(text)))
    reading = _Reading(key, assessed_on)
    for group in groups:
        reading.group(normalised(group))
    found = reading.header(normalised(text))
    if said is None:
        return found
    if said == OTHER:
        return HeaderMeaning(key=key, taken="kept")
    # The office says which column it is; the codes that the header lists are its own.
    return HeaderMeaning(key=key, taken="known", column=Column(said), legend=found.legend, member=found.member)


class _Reading:
    """One header on its way from text to meaning."""

    def __init__(self, key: str, assessed_on: date) -> None:
        self._so_far = HeaderMeaning(key=key, taken="known")
        self._as_of = assessed_on
        self._other = ""
        self._doubt = ""
        self._kind_above: Column | None = None

    def group(self, group: str) -> None:
        """A group above the header: it qualifies what stands below, or changes nothing."""
        index, rest = _indexed(group)
        if index is not None and not rest:
            self._so_far = replace(self._so_far, member=index)
            return
        plain, inner = without_bracket(group)
        for part in filter(None, (plain, *inner)):
            self._qualify(part)
        word = self._without_year(plain)
        self._kind_above = aliases().get(word, self._kind_above)
        if not (self._other or group_is_harmless(word)):
            self._doubt = self._doubt or "group"

    def header(self, word: str) -> HeaderMeaning:
        """What the header means below the groups that were said before."""
        core, found = self._core(word)
        if found in INCOMES and self._so_far.year is None and any(each in word for each in _LAST_YEAR):
            self._so_far = replace(self._so_far, year=self._as_of.year - 1)
        if (answer := self._answer(core, found)) is not None:
            return answer
        if found in (Column.WILLINGNESS, Column.WANTS_TRAINING) and self._other == "wish":
            self._other = ""
        if self._other == "person":
            return self._of_another(core, found)
        if self._other:
            return self._made("kept", found, self._other)
        if found is None:
            return self._unknown(core)
        if self._doubt:
            return self._made("asked" if found in NEEDED else "kept", found, self._doubt)
        return self._made("known", found)

    def _core(self, word: str) -> tuple[str, Column | None]:
        """The word without what changes nothing, and the column that it then means."""
        for _ in range(6):
            if word in aliases():
                return word, aliases()[word]
            index, rest = _indexed(word)
            if index is not None and rest:
                self._so_far, word = replace(self._so_far, member=index), rest
                continue
            shorter = self._cut_bracket(word)
            if shorter == word:
                shorter = self._cut_legend(word)
            if shorter == word:
                shorter = _ITEM.sub("", word)
            if shorter == word or not shorter:
                break
            word = shorter
        return self._qualified(word)

    def _qualified(self, word: str) -> tuple[str, Column | None]:
        year_cut = self._without_year(word)
        if year_cut != word and (yearly := _yearly(year_cut)) is not None:
            return year_cut, yearly
        for plain in variants(year_cut):
            if plain in aliases():
                return plain, aliases()[plain]
        if trailing := _TRAILING.match(year_cut):
            column = aliases().get(trailing[1])
            if column is not None:
                self._so_far = replace(self._so_far, member=int(trailing[2]))
                return trailing[1], column
        self._qualify(year_cut)
        return year_cut, inside(year_cut)

    def _without_year(self, word: str) -> str:
        found = _YEAR.search(word)
        if found is None or word in aliases():
            return word
        year = int(found[1])
        self._so_far = replace(self._so_far, year=year if year > 99 else 2000 + year)
        return word.replace(found[0], "", 1)

    def _cut_bracket(self, word: str) -> str:
        found = BRACKET.search(word)
        if found is None:
            return word
        inner = next(part for part in found.groups() if part is not None)
        plain = word[: found.start()]
        self._bracket(inner, aliases().get(plain) or _yearly(_YEAR.sub("", plain, count=1)))
        return plain

    def _cut_legend(self, word: str) -> str:
        for end in range(len(word) - 3, 1, -1):
            head = word[:end].rstrip(":")
            if head in aliases() and (legend := legend_of(word[end:].lstrip(":"))):
                self._so_far = replace(self._so_far, legend=legend)
                return head
        return word

    def _bracket(self, inner: str, column: Column | None) -> None:
        if legend := legend_of(inner):
            self._so_far = replace(self._so_far, legend=legend)
        elif (scale := scale_of(inner, column)) is not None:
            self._so_far = replace(self._so_far, scale=scale)
        elif not (is_harmless(inner) or lists_answers(inner)):
            before = (self._other, self._so_far.year)
            self._without_year(inner)
            self._qualify(inner)
            if before == (self._other, self._so_far.year):
                self._doubt = self._doubt or "bracket"

    def _qualify(self, text: str) -> None:
        if text in aliases() and aliases()[text] is not Column.WILLINGNESS and not is_person(text):
            return
        for kind in ("past", "wish"):
            if any(word in text for word in qualifiers()[kind]):
                self._other = self._other or kind
        if is_person(text):
            self._other = self._other or "person"

    def _answer(self, core: str, found: Column | None) -> HeaderMeaning | None:
        """A header that is itself an answer (已就业), to be ticked below."""
        above = self._kind_above if self._kind_above in DECIDING else None
        wished = self._other == "wish" and above is Column.WILLINGNESS
        if found is not None or (self._other and not wished) or (above is None and (core in YES or core in NO)):
            return None
        kinds = (above,) if above else (Column.EMPLOYMENT, Column.CAPACITY)
        for kind in kinds:
            if _WORDS.meaning(kind, core) is not None:
                return replace(self._made("known", kind), answer=core)
        return None

    def _of_another(self, core: str, found: Column | None) -> HeaderMeaning:
        named = self._so_far.key
        if found is Column.NAME and not any(word in named for word in qualifiers()["relative"]):
            if "户主" in named:
                return self._made("known", Column.HEAD_NAME)
            if any(word in named for word in qualifiers()["cadre"]):
                return self._made("known", Column.CADRE_NAMED)
        return self._made("kept", found, "person")

    def _unknown(self, core: str) -> HeaderMeaning:
        deciding = re.search(qualifiers()["deciding"], core) and not re.search(qualifiers()["beside"], core)
        return self._made("asked" if deciding else "kept", None, "unknown")

    def _made(self, taken: Taken, column: Column | None, why: str = "") -> HeaderMeaning:
        return replace(self._so_far, taken=taken, column=column, why=why)


_WORDS: Final = Words()


def _yearly(word: str) -> Column | None:
    """The column for a year's income that a word without its year names: 收入 below 2025年 is what 年收入 is."""
    found = aliases().get(f"年{word}") or aliases().get(word)
    return found if found in INCOMES else None


def _indexed(word: str) -> tuple[int | None, str]:
    found = _INDEXED.match(word)
    if found is None or (found[2] and inside(found[2]) is None):
        return None, word
    number = _NUMERALS.find(found[1]) + 1 if found[1] in _NUMERALS else int(found[1])
    return number, found[2]

"""
What one header means: its words, the group above it, its bracket, its unit, and the codes it explains.

Nothing is cut off a header but what is known to change nothing. A wish, an earlier time or another person makes another
column of it, which is kept and decides nothing. A header that speaks of work, capacity or school and is not known is
asked about.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from casework.application.ledgers.sheets.headers import aliases, normalised
from casework.application.ledgers.sheets.raw import Column
from casework.application.ledgers.understanding.legends import legend_of
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
"""The columns that decide who somebody is, where he belongs, and whether his household is at risk."""

_BRACKET: Final = re.compile(r"(?:\(([^()]*)\)|\[([^\[\]]*)\]|【([^【】]*)】)$")
_ITEM: Final = re.compile(r"^(?:[a-z]\d{1,3}|\d{1,3}(?:\.\d{1,2})?(?=[.、::\s]|[^\d年月.]))[.、::\-_]?")
_YEAR: Final = re.compile(r"(20\d{2}|(?<!\d)\d{2}(?=年))(?:年度?|度)?(?:底|末|初|以来|全年)?(?:的)?")
_CHOICE: Final = re.compile(r"[/、,;|或]+")
_INDEXED: Final = re.compile(
    r"^(?:家庭)?(?:成员|劳动力|人员|务工人员|第)([一二三四五六七八九十]|\d{1,2})(?:人|位|个)?[的:\-_.、]?(.*)$"
)
_TRAILING: Final = re.compile(r"^(.*?\D)([1-9]\d?)$")
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


@cache
def qualifiers() -> dict[str, Any]:
    """The tables of qualifiers.toml."""
    return tomllib.loads(files(__package__).joinpath("qualifiers.toml").read_text(encoding="utf-8"))


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
        plain, inner = _without_bracket(group)
        for part in filter(None, (plain, *inner)):
            self._qualify(part)
        word = self._without_year(plain)
        self._kind_above = aliases().get(word, self._kind_above)
        if not (self._other or _group_is_harmless(word)):
            self._doubt = self._doubt or "group"

    def header(self, word: str) -> HeaderMeaning:
        """What the header means below the groups that were said before."""
        core, found = self._core(word)
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
        for plain in _variants(year_cut):
            if plain in aliases():
                return plain, aliases()[plain]
        if trailing := _TRAILING.match(year_cut):
            column = aliases().get(trailing[1])
            if column is not None:
                self._so_far = replace(self._so_far, member=int(trailing[2]))
                return trailing[1], column
        self._qualify(year_cut)
        return year_cut, _inside(year_cut)

    def _without_year(self, word: str) -> str:
        found = _YEAR.search(word)
        if found is None or word in aliases():
            return word
        year = int(found[1])
        self._so_far = replace(self._so_far, year=year if year > 99 else 2000 + year)
        return word.replace(found[0], "", 1)

    def _cut_bracket(self, word: str) -> str:
        found = _BRACKET.search(word)
        if found is None:
            return word
        inner = next(part for part in found.groups() if part is not None)
        plain = word[: found.start()]
        self._bracket(inner, aliases().get(plain))
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
        elif (scale := _scale(inner, column)) is not None:
            self._so_far = replace(self._so_far, scale=scale)
        elif not (_is_harmless(inner) or _lists_answers(inner)):
            before = (self._other, self._so_far.year)
            self._without_year(inner)
            self._qualify(inner)
            if before == (self._other, self._so_far.year):
                self._doubt = self._doubt or "bracket"

    def _qualify(self, text: str) -> None:
        if text in aliases() and aliases()[text] is not Column.WILLINGNESS and not _is_person(text):
            return
        for kind in ("past", "wish"):
            if any(word in text for word in qualifiers()[kind]):
                self._other = self._other or kind
        if _is_person(text):
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


def _indexed(word: str) -> tuple[int | None, str]:
    found = _INDEXED.match(word)
    if found is None or (found[2] and _inside(found[2]) is None):
        return None, word
    number = _NUMERALS.find(found[1]) + 1 if found[1] in _NUMERALS else int(found[1])
    return number, found[2]


def _without_bracket(text: str) -> tuple[str, list[str]]:
    inner: list[str] = []
    while found := _BRACKET.search(text):
        inner.append(next(part for part in found.groups() if part is not None))
        text = text[: found.start()]
    return text, inner


def _variants(word: str) -> Iterator[str]:
    """The word, and without what says "now" before it or "state of" behind it."""
    starts = ["", *(each for each in qualifiers()["present"] if word.startswith(each))]
    ends = ["", *(each for each in qualifiers()["endings"] if word.endswith(each))]
    for start in starts:
        for end in ends:
            plain = word.removeprefix(start).removesuffix(end)
            yield plain
            yield plain.removeprefix("的")


def _inside(word: str) -> Column | None:
    """The column whose word remains when qualifiers are taken out of this one."""
    if word in aliases():
        return aliases()[word]
    for kind in ("past", "wish", "person", "present"):
        for each in sorted(qualifiers()[kind], key=len, reverse=True):
            rest = word.replace(each, "", 1).strip("的姓") if each in word else ""
            if rest in aliases() or f"姓{rest}" in aliases():
                return aliases().get(rest) or aliases()[f"姓{rest}"]
    return None


def _is_person(text: str) -> bool:
    if any(word in text for word in qualifiers()["member"]) and "户主" not in text:
        return any(word in text for word in qualifiers()["relative"])
    return any(word in text for word in qualifiers()["person"])


def _group_is_harmless(word: str) -> bool:
    table = qualifiers()
    return (
        not word
        or word in aliases()
        or word in table["group_words"]
        or word.endswith(tuple(table["group_endings"]))
        or any(plain in aliases() or plain in table["group_words"] for plain in _variants(word))
    )


@cache
def _harmless() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in qualifiers()["harmless"]))


def _is_harmless(inner: str) -> bool:
    return not inner or _harmless().fullmatch(inner) is not None


def _lists_answers(inner: str) -> bool:
    """是/否, 整劳力/弱劳力/半劳力: what may stand in the column."""
    parts = [part for part in _CHOICE.split(inner) if part]
    return len(parts) > 1 and all(
        part in YES or part in NO or any(_WORDS.meaning(column, part) for column in DECIDING) for part in parts
    )


def _scale(inner: str, column: Column | None) -> Decimal | None:
    units = qualifiers()["units"].get(column.value if column else "", {})
    return Decimal(units[inner]) if inner in units else None

"""Which village a row stands for: its own cells, else the sheet's name, else the village named for the import."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, Protocol

from msgspec import Struct

from casework.application.ledgers.persons.problems import (
    Remark,
    former_village,
    village_column_missing,
    with_candidates,
)
from casework.application.ledgers.sheets.raw import Cell, Column, RawRow, RawSheet
from casework.application.ledgers.understanding.cells import compact, number_text
from casework.domain.divisions.tree import AmbiguousVillage, DividedVillage, Division, UnknownVillage, Village

_CODES: Final[dict[type[Struct], str]] = {
    AmbiguousVillage: "ambiguous-village",
    DividedVillage: "divided-village",
    UnknownVillage: "unknown-village",
}
_BRACKET: Final = re.compile(r"[(\[【][^()\[\]【】]*[)\]】]")
_GROUP: Final = re.compile(
    r"(?<=.{2})(?:第?[一二三四五六七八九十百\d]+|[东西南北中上下前后])(?:村民)?(?:小?组|小?队|社|屯|号)$"
)
_NAMED_GROUP: Final = re.compile(r"(.*(?:村|社区|委会))(?:[^村]{1,6}(?:小?组|小?队|社|屯)|[^村]{1,8}自然村)")
_BETWEEN: Final = "-—–/·,、"
_PLACE_BEFORE: Final = re.compile(r"(?:.*?[市县区旗州盟])??(.+?(?:街道办事处|街道办|街道|地区|苏木|镇|乡))(.{2,})")
_IN_TITLE: Final = re.compile(r"[\u4e00-\u9fff]{2,20}?(?:村民委员会|居民委员会|村委会|居委会|社区|嘎查|村)")


class KnownVillages(Protocol):
    """Who knows villages by their names and places: a whole tree of divisions, or somebody who asks."""

    def resolve_village(
        self, name: str, *, township: str | None = None, county: str | None = None
    ) -> Village | UnknownVillage | AmbiguousVillage | DividedVillage:
        """The village that a ledger means."""

    def get(self, code: str) -> Division | None:
        """The division; None when it is not known."""

    def name(self, code: str) -> str:
        """What it is called; the code itself when it is not known."""


class RowVillage(NamedTuple):
    """
    The code of the village that a row names, and what is to be said of it: one that is no longer there has a remark.

    `chain` are codes and names from the province down to the village, as far as they are loaded.
    """

    code: str
    warning: Remark | None = None
    chain: tuple[tuple[str, str], ...] = ()


class RowVillages:
    """Village codes by the region cells of rows; each distinct spelling is resolved once."""

    def __init__(self, divisions: KnownVillages, village: str | None) -> None:
        """`village` is the 12-digit code that counts for sheets without a village column."""
        self._divisions = divisions
        self._default = village
        self._known: dict[tuple[Cell, ...], RowVillage | Remark] = {}

    def of(self, row: RawRow, sheet: RawSheet) -> RowVillage | Remark:
        """The village that the row names, or why it is refused."""
        cells = row.cells
        key = (cells.get(Column.VILLAGE), cells.get(Column.TOWNSHIP), cells.get(Column.COUNTY), sheet.sheet)
        if key not in self._known:
            self._known[key] = self._resolve(sheet, *(number_text(cell) for cell in key))
        return self._known[key]

    def _resolve(
        self, sheet: RawSheet, village: str, township: str, county: str, sheet_name: str
    ) -> RowVillage | Remark:
        if village:
            return self._named(village, township, county)
        found = self._named(sheet_name, township, county)
        if isinstance(found, RowVillage):
            return found
        if self._default:
            return self._named(compact(self._default), "", "")
        unknown = found.code == _CODES[UnknownVillage] and Column.VILLAGE not in sheet.headers
        return self._missing(sheet) if unknown else found

    def _named(self, village: str, township: str, county: str) -> RowVillage | Remark:
        first = None
        for name, inside in _spellings(village, township):
            found = self._divisions.resolve_village(name, township=inside, county=county)
            if isinstance(found, Village):
                warning = former_village(found.name, self._now(found.became)) if found.became else None
                return RowVillage(found.code, warning, self._chain(found.code))
            if first is None or (isinstance(first, UnknownVillage) and found.candidates and not first.candidates):
                first = found
        assert first is not None
        return with_candidates(_CODES[type(first)], first.candidates)

    def _missing(self, sheet: RawSheet) -> Remark:
        return village_column_missing(sheet.sheet, sheet.titles, self._in_titles(sheet.titles))

    def _in_titles(self, titles: Sequence[str]) -> list[Village]:
        offered: dict[str, Village] = {}
        for written in (name for title in titles for name in _IN_TITLE.findall(compact(title))):
            for start in range(len(written) - 1):
                found = self._divisions.resolve_village(written[start:])
                candidates = (found,) if isinstance(found, Village) else found.candidates
                offered |= {village.code: village for village in candidates}
                if candidates:
                    break
        return list(offered.values())

    def _chain(self, code: str) -> tuple[tuple[str, str], ...]:
        """The village and what lies above it, the highest first."""
        found, chain = self._divisions.get(code), list[tuple[str, str]]()
        while found is not None:
            chain.insert(0, (found.code, found.name))
            found = self._divisions.get(found.parent) if found.parent else None
        return tuple(chain)

    def _now(self, code: str) -> Village:
        found = self._divisions.get(code)
        name, parent = (found.name, found.parent) if found else (code, None)
        return Village(township=self._divisions.name(parent) if parent else "", name=name, code=code)


def _spellings(village: str, township: str) -> Iterator[tuple[str, str]]:
    """The village as it stands, then without bracket and group, then without the places written before it."""
    yield village, township
    plain = without_group(_BRACKET.sub("", village))
    if plain != village and plain:
        yield plain, township
    before = _PLACE_BEFORE.fullmatch(plain)
    if before:
        yield before[2], township or before[1]


def without_group(village: str) -> str:
    """Without group and house (1组12号, 老屋组, 张家湾自然村) behind it; an administrative village is a village."""
    plain = _GROUP.sub("", _GROUP.sub("", village)).rstrip(_BETWEEN)
    if named := _NAMED_GROUP.fullmatch(plain):
        plain = named[1]
    return f"{stem}村" if (stem := plain.removesuffix("行政村")) != plain else plain

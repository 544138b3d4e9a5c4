"""Which village a row stands for: its own cells, else the sheet's name, else the village named for the import."""

from __future__ import annotations

from typing import Final, NamedTuple

from msgspec import Struct

from casework.application.ledgers.persons.cells import compact, number_text
from casework.application.ledgers.persons.problems import Remark, former_village, with_candidates
from casework.application.ledgers.sheets.raw import Cell, Column, RawRow
from casework.domain.divisions.tree import AmbiguousVillage, DividedVillage, Divisions, UnknownVillage, Village

_CODES: Final[dict[type[Struct], str]] = {
    AmbiguousVillage: "ambiguous-village",
    DividedVillage: "divided-village",
    UnknownVillage: "unknown-village",
}


class RowVillage(NamedTuple):
    """The code of the village that a row names, and what is to be said of it: one that is no longer there has a remark."""

    code: str
    warning: Remark | None = None


class RowVillages:
    """Village codes by the region cells of rows; each distinct spelling is resolved once."""

    def __init__(self, divisions: Divisions, village: str | None) -> None:
        """`village` is the 12-digit code that counts for sheets without a village column."""
        self._divisions = divisions
        self._default = village
        self._known: dict[tuple[Cell, ...], RowVillage | Remark] = {}

    def of(self, row: RawRow, sheet_name: str) -> RowVillage | Remark:
        """The village that the row names, or why it is refused."""
        cells = row.cells
        key = (cells.get(Column.VILLAGE), cells.get(Column.TOWNSHIP), cells.get(Column.COUNTY), sheet_name)
        if key not in self._known:
            self._known[key] = self._resolve(*(number_text(cell) for cell in key))
        return self._known[key]

    def _resolve(self, village: str, township: str, county: str, sheet_name: str) -> RowVillage | Remark:
        if village:
            return self._named(village, township, county)
        found = self._named(sheet_name, township, county)
        return (
            found if isinstance(found, RowVillage) or not self._default else self._named(compact(self._default), "", "")
        )

    def _named(self, village: str, township: str, county: str) -> RowVillage | Remark:
        found = self._divisions.resolve_village(village, township=township, county=county)
        if isinstance(found, Village):
            warning = former_village(found.name, self._now(found.became)) if found.became else None
            return RowVillage(found.code, warning)
        return with_candidates(_CODES[type(found)], found.candidates)

    def _now(self, code: str) -> Village:
        found = self._divisions.by_code.get(code)
        name, parent = (found.name, found.parent) if found else (code, None)
        return Village(township=self._divisions.name(parent) if parent else "", name=name, code=code)

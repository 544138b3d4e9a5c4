"""Which village a row stands for: its own cells, else the sheet's name, else the village named for the import."""

from __future__ import annotations

from casework.application.ledgers.cells import compact, number_text
from casework.application.ledgers.problems import Remark, with_candidates
from casework.application.ledgers.raw import Cell, Column, RawRow
from casework.domain.divisions import AmbiguousVillage, Divisions, Village


class RowVillages:
    """Village codes by the region cells of rows; each distinct spelling is resolved once."""

    def __init__(self, divisions: Divisions, village: str | None) -> None:
        """`village` is the 12-digit code that counts for sheets without a village column."""
        self._divisions = divisions
        self._default = village
        self._known: dict[tuple[Cell, ...], str | Remark] = {}

    def of(self, row: RawRow, sheet_name: str) -> str | Remark:
        """The village's code, or why the row is refused."""
        cells = row.cells
        key = (cells.get(Column.VILLAGE), cells.get(Column.TOWNSHIP), cells.get(Column.COUNTY), sheet_name)
        if key not in self._known:
            self._known[key] = self._resolve(*(number_text(cell) for cell in key))
        return self._known[key]

    def _resolve(self, village: str, township: str, county: str, sheet_name: str) -> str | Remark:
        if village:
            return self._named(village, township, county)
        found = self._named(sheet_name, township, county)
        return found if isinstance(found, str) or not self._default else self._named(compact(self._default), "", "")

    def _named(self, village: str, township: str, county: str) -> str | Remark:
        found = self._divisions.resolve_village(village, township=township, county=county)
        if isinstance(found, Village):
            return found.code
        code = "ambiguous-village" if isinstance(found, AmbiguousVillage) else "unknown-village"
        return with_candidates(code, found.candidates)

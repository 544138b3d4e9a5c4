"""The lines below those by which a table is understood, and the cells in them that might have changed that."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from casework.application.ledgers.sheets.raw import Column
from casework.application.ledgers.sheets.table import Line, TableCell
from casework.application.ledgers.understanding.layout import Layout
from casework.application.ledgers.understanding.words import DECIDING

_REMEMBERED: Final = 500
"""So many different cells of a column are kept; words and codes are fewer."""


class Further:
    """Lines to be taken in order; meanwhile the different cells of the deciding columns are kept."""

    def __init__(self, lines: Iterator[Line], layout: Layout) -> None:
        """Nothing is met yet."""
        self._lines = lines
        watched = {Column.SKILLS, *DECIDING}
        self._met: dict[int, set[TableCell]] = {c: set() for c, meant in layout.known.items() if meant in watched}

    def __iter__(self) -> Iterator[Line]:
        met = tuple(self._met.items())
        for line in self._lines:
            width = len(line.cells)
            for column, cells in met:
                if column < width and len(cells) < _REMEMBERED:
                    cells.add(line.cells[column])
            yield line

    def met(self) -> tuple[Line, ...]:
        """Lines of one cell each, with all that was met."""
        return tuple(
            Line(0, [*[None] * column, cell]) for column, cells in self._met.items() for cell in sorted(cells, key=str)
        )

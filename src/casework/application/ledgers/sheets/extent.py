"""How far a sheet reaches, and whether a single cell makes it reach so far."""

from __future__ import annotations

from dataclasses import dataclass

_EMPTY_TO_FULL = 50
_SMALL_RECTANGLE = 1_000  # a single row that reaches beyond the limit of columns is larger already
_USUAL_HEIGHT_TO_WIDTH = 8


@dataclass
class Extent:
    """The cells of a sheet that hold something: how many, and the lowest and the rightmost, as row and column from 0."""

    cells: int = 0
    lowest: tuple[int, int] = (0, 0)
    rightmost: tuple[int, int] = (0, 0)

    def reach(self, row: int, column: int) -> None:
        """A cell here holds something."""
        if row > self.lowest[0]:
            self.lowest = (row, column)
        if column > self.rightmost[1]:
            self.rightmost = (row, column)

    def far_cell(self) -> tuple[int, int] | None:
        """The cell that makes the sheet a rectangle of almost nothing; None when it is well filled."""
        rectangle = (self.lowest[0] + 1) * (self.rightmost[1] + 1)
        if rectangle < max(_SMALL_RECTANGLE, self.cells * _EMPTY_TO_FULL):
            return None
        return self.lowest if self.lowest[0] > self.rightmost[1] * _USUAL_HEIGHT_TO_WIDTH else self.rightmost

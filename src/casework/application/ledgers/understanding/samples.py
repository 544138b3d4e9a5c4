"""What the cells below a header say of it: codes, capacity under 劳动技能, months under 务工时间, answers to be ticked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from casework.application.ledgers.sheets.raw import Cell, Column
from casework.application.ledgers.sheets.table import Line, TableCell, is_blank
from casework.application.ledgers.understanding.cells import compact, number_text
from casework.application.ledgers.understanding.words import DECIDING, NO, NOTHING, TICKS, YES, Words, names_skill

SAMPLE_ROWS: Final = 2_000
"""So many rows are looked at before the first one is read."""

_CODE: Final = re.compile(r"[A-Za-z]?\d{1,2}")
_ASKS_YES_OR_NO: Final = re.compile(r"是否|有无|是不是|有没有|与否|在校生$|^在校$")
_MOST: Final = 0.8
_HALF: Final = 0.5
_FEWEST: Final = 2
_MONTHS_AT_MOST: Final = 12
_REMEMBERED: Final = 500
"""So many different cells of a column are kept; words and codes are fewer."""


class Samples:
    """The non-blank cells of each column in the first rows."""

    def __init__(self, lines: Sequence[Line], columns: Iterable[int]) -> None:
        """Look at the columns of these lines."""
        self._cells: dict[int, list[Cell]] = {column: [] for column in columns}
        for line in lines:
            width = len(line.cells)
            for column, cells in self._cells.items():
                if column < width and not is_blank(cell := line.cells[column]):
                    cells.append(cell)  # type: ignore[arg-type]

    def cells(self, column: int) -> list[Cell]:
        """The cells of a column."""
        return self._cells.get(column, [])

    def words(self, column: int) -> list[str]:
        """The column's cells without spaces; words for nothing are left out."""
        words = (compact(cell) for cell in self.cells(column))
        return [word for word in words if word and word.lower() not in NOTHING]

    def distinct(self, column: int, most: int) -> list[str]:
        """The first different cells of a column."""
        found: dict[str, None] = {}
        for word in self.words(column):
            found[word] = None
            if len(found) == most:
                break
        return list(found)

    def is_coded(self, column: int, header: str) -> bool:
        """Whether the column holds codes that say nothing by themselves: other numbers than 0 and 1, or 1 alone."""
        codes = {number_text(cell) for cell in self.cells(column) if _CODE.fullmatch(number_text(cell))}
        if not codes or (codes == {"1"} and _ASKS_YES_OR_NO.search(header)):
            return False
        return not (codes <= {"0", "1"} and "0" in codes)

    def are_ticks(self, column: int) -> bool:
        """Whether nothing stands in the column but marks that say yes or no."""
        return all(word.lower() in TICKS or word in NO for word in self.words(column))

    def are_months(self, column: int) -> bool:
        """Whether the column holds numbers up to twelve and no dates."""
        numbers = [number_text(cell).removesuffix("个月") for cell in self.cells(column)]
        return bool(numbers) and all(
            text.replace(".", "", 1).isdecimal() and float(text) <= _MONTHS_AT_MOST for text in numbers
        )

    def says(self, column: int, words: Words) -> Mapping[Column, float]:
        """The share of the column's cells that are words (other than yes and no) of each deciding kind."""
        cells = [word for word in self.words(column) if word not in YES and word not in NO]
        if len(cells) < 1:
            return {}
        return {kind: sum(words.meaning(kind, word) is not None for word in cells) / len(cells) for kind in DECIDING}

    def hold_capacity(self, column: int, words: Words) -> bool | None:
        """Whether a column of skills holds labour capacity instead; None when only some of its cells do."""
        share = self.says(column, words).get(Column.CAPACITY, 0.0)
        return False if not share else True if share >= _HALF else None

    def are_skills(self, column: int) -> bool:
        """Whether all cells of the column name a skill or say that there is none."""
        return all(word in YES or word in NO or names_skill(word) for word in self.words(column))

    def decide_as(self, column: int, words: Words) -> Column | None:
        """The deciding kind of which nearly all cells are words, though the header says nothing of it."""
        cells = self.words(column)
        if len(cells) < _FEWEST:
            return None
        said = self.says(column, words)
        if said.get(Column.EMPLOYMENT, 0.0) >= _MOST:
            return Column.EMPLOYMENT
        labour = any("劳" in word for word in cells)
        return Column.CAPACITY if labour and said.get(Column.CAPACITY, 0.0) >= _MOST else None


class Further:
    """Lines to be taken in order; meanwhile the different cells of the deciding columns are kept."""

    def __init__(self, lines: Iterator[Line], known: Mapping[int, Column]) -> None:
        """`known` says what each column means; nothing is met yet."""
        self._lines = lines
        watched = {Column.SKILLS, *DECIDING}
        self._met: dict[int, set[TableCell]] = {c: set() for c, meant in known.items() if meant in watched}

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

"""The cells of one row while they are understood: what they say, and what has to be said of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeVar

from casework.application.ledgers.persons.dates import WrittenDate, read_date
from casework.application.ledgers.persons.problems import Remark, columns_differ, not_understood
from casework.application.ledgers.sheets.raw import Column, RawRow
from casework.application.ledgers.understanding.cells import compact, number_text, text_of
from casework.application.ledgers.understanding.words import (
    BLANK,
    DECIDING,
    NOT_FILLED,
    Remarked,
    Words,
    remarked,
)

T = TypeVar("T")

_WORD_AT_MOST: Final = 16
NOT_UNDERSTOOD: Final = "not-understood"
"""The answer of a deciding column whose words are not known, or whose columns contradict each other."""
FIELDS: Final = {
    Column.EMPLOYMENT: "employment",
    Column.CAPACITY: "capacity",
    Column.SCHOOLING: "in_school",
    Column.WILLINGNESS: "willingness",
}
"""Which value of a member each deciding column states."""


class RowCells:
    """
    The cells under their columns; `refusals` and `warnings` grow while they are read.

    `not_understood` keeps the texts of the deciding cells that nobody understood, by the value that they stand for,
    `open_words` the words that an office may be asked about.
    """

    __slots__ = ("also", "cells", "not_understood", "open_words", "refusals", "unknown", "warnings", "words")

    def __init__(self, row: RawRow, words: Words) -> None:
        """Nothing is noticed yet but the cells in which a formula failed."""
        self.cells = row.cells
        self.also = row.also
        self.unknown = row.unknown
        self.words = words
        self.refusals: list[Remark] = []
        self.warnings: list[Remark] = [Remark("error-cell", column) for column in row.errors] if row.errors else []
        self.not_understood: dict[str, str] = {}
        self.open_words: list[tuple[Column, str]] = []

    def text(self, column: Column) -> str:
        """The cell as text, "" when blank."""
        return text_of(self.cells.get(column))

    def filled(self, column: Column) -> list[str]:
        """What stands in the columns of this meaning, without spaces; blank cells are left out."""
        if column not in self.cells and column not in self.also:
            return []
        cells = (self.cells.get(column), *self.also.get(column, ()))
        return [word for cell in cells if cell is not None and (word := number_text(cell))]

    def is_filled(self, column: Column) -> bool:
        """Whether something stands there, other than that there is nothing (无)."""
        cell = self.cells.get(column)
        return cell is not None and compact(cell) not in NOT_FILLED

    def said(self, column: Column) -> str | None:
        """
        What the cells of a deciding column say: a code, None when they are blank, or `not-understood`.

        Columns of one meaning that say different things say nothing that could be concluded from.
        """
        cell = self.cells.get(column)
        if cell is None and column not in self.also:
            return None
        alone = cell if isinstance(cell, str) and column not in self.also else None
        known = self.words.as_written[column]
        if alone in known:
            return known[alone]
        filled = self.filled(column)
        meanings = {self.words.meaning(column, word) for word in filled} - {BLANK}
        if None in meanings:
            self.open_words += [(column, word) for word in filled if self.words.meaning(column, word) is None]
        if len(meanings) > 1 or None in meanings:
            self.doubt(column, "、".join(filled), differ=None not in meanings)
            return NOT_UNDERSTOOD
        said = meanings.pop() if meanings else None
        if alone is not None:
            known[alone] = said
        return said

    def remarked(self, kind: Remarked, *columns: Column) -> str:
        """The words by which the first of these cells says this; "" when none does."""
        for column in columns:
            if column in self.cells and (said := remarked(kind, compact(self.cells[column]))):
                return said
        return ""

    def doubt(self, column: Column, text: str, *, differ: bool = False) -> None:
        """Keep what was said and not understood, and tell the clerk; the household waits for an answer."""
        self.not_understood[FIELDS[column]] = text
        self.warnings.append(columns_differ(column, text) if differ else not_understood(column, text))

    def keep(self, column: Column, word: str) -> str | None:
        """
        What the office said that a word means which nobody understood; with a remark, and a question where it may be asked.

        A text that may be somebody's own, or an amount, is asked about by nobody else.
        """
        said = self.explained(column, word)
        if said is None:
            self.warn("kept-as-written", column)
        return said

    def explained(self, column: Column, word: str) -> str | None:
        """As `keep`, of what is usual and needs no remark."""
        said = self.words.taught(column.value, word)
        if said is None and len(word) <= _WORD_AT_MOST and not any(sign.isdigit() for sign in word):
            self.open_words.append((column, word))
        return said

    def word(self, column: Column, table: Mapping[str, T]) -> T | None:
        """What the word means by the table; another word is a warning and counts as blank (None)."""
        cell = self.cells.get(column)
        if isinstance(cell, str) and cell in table:
            return table[cell]
        word = compact(cell)
        if word and word not in table:
            self.warn("unknown-word", column)
        return table.get(word)

    def day(self, column: Column) -> WrittenDate | None:
        """The date in the cell, None when blank or, with a warning, when it cannot be read."""
        cell = self.cells.get(column)
        if cell is None:
            return None
        written = read_date(cell, birth=column is Column.BIRTH_DATE)
        if written is None and text_of(cell):
            self.warn("bad-date", column)
        return written

    def refuse_differing(self, *columns: Column) -> None:
        """Two columns of one meaning that name different persons, ids or households refuse the row."""
        for column in columns if self.also else ():
            if column in self.also:
                self.refuse("columns-differ", column)

    def warn_of_differing(self) -> None:
        """Of other columns of one meaning the first one counts, and it is said."""
        for column in self.also:
            if column not in {*DECIDING, Column.PUBLIC_POST} and not any(
                remark.column is column for remark in self.refusals
            ):
                self.warn("columns-differ", column)

    def refuse(self, code: str, column: Column) -> None:
        """The row cannot be taken."""
        self.refusals.append(Remark(code, column))

    def warn(self, code: str, column: Column) -> None:
        """The row is taken, with a remark."""
        self.warnings.append(Remark(code, column))

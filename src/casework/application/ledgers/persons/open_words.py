"""The deciding words of a file that nobody knows, each asked about once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from casework.application.ledgers.persons.problems import open_word
from casework.application.ledgers.sheets.raw import Column, RawRow, RawSheet
from casework.application.ledgers.understanding.questions import Question
from casework.application.ledgers.understanding.words import PLACES, choices

SHARED_BY_ROWS: Final = 10
"""A place that so many rows name is nobody's own address, and worth an answer."""


class OpenWords:
    """Counts in how many rows each word stands."""

    def __init__(self) -> None:
        """Nothing is asked yet."""
        self._questions: dict[tuple[Column, str], Question] = {}

    def ask(self, sheet: RawSheet, row: RawRow, column: Column, word: str) -> None:
        """The word stands in this row too."""
        known = self._questions.get((column, word))
        if known is not None:
            self._questions[column, word] = replace(known, rows=known.rows + 1)
            return
        self._questions[column, word] = Question(
            of=column.value,
            text=word,
            file=sheet.file,
            sheet=sheet.sheet,
            row=row.row,
            column=sheet.headers.get(column),
            why=open_word(column, word),
            choices=choices(column),
        )

    def questions(self) -> Iterator[Question]:
        """One question a word, in order of first appearance; of a place, where it is no single family's address."""
        for (column, _), question in self._questions.items():
            if column not in PLACES or question.rows >= SHARED_BY_ROWS:
                yield question

"""The tables of one sheet: below each other, each under its own header, and beside each other in one header row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import Final

from casework.application.ledgers.sheets.headers import Header, Meaning, aliases, find_header, meaning, normalised
from casework.application.ledgers.sheets.raw import Column
from casework.application.ledgers.sheets.table import Line, Table, is_blank
from casework.application.ledgers.understanding.header_meaning import OTHER
from casework.application.ledgers.understanding.words import DECIDING, Taught, Words

_KNOWN_NEEDED: Final = 3


def recogniser(taught: Taught) -> Meaning:
    """What a header text may mean, to find headers by: the tables, what the office taught, and answers to be ticked."""
    words = Words(taught)
    said = {text: Column(column) for (of, text), column in taught.items() if of == "header" and column != OTHER}

    def means(text: str) -> Column | None:
        word = normalised(text)
        if (column := said.get(word) or meaning(text)) is not None:
            return column
        return next((kind for kind in DECIDING if len(word) > 1 and words.meaning(kind, word)), None)

    return means


def tables_of(table: Table, means: Meaning) -> Iterator[tuple[Header, Iterator[Line]]]:
    """
    Each table's header and the lines below it, to be taken in order; what was not taken is passed over.

    Where nothing is headed 姓名, a table of households is looked for, which names their heads alone.
    """
    found = False
    for each in _tables_of(table, means):
        found = True
        yield each
    if not found:
        yield from _tables_of(table, lambda text: Column.NAME if (m := means(text)) is Column.HEAD_NAME else m)


def _tables_of(table: Table, means: Meaning) -> Iterator[tuple[Header, Iterator[Line]]]:
    following: Iterator[Line] | None = table.lines()
    while following is not None:
        header, rest = find_header(following, table.spans, means)
        if header is None:
            return
        part = _Part(header, rest, means)
        beside = _beside_each_other(header, means)
        if len(beside) == 1:
            yield header, iter(part)
        else:
            lines = list(part)
            for each in beside:
                yield each, iter(lines)
        part.pass_over()
        following = part.following


class _Part:
    """The lines below a header up to the next header; `following` begins with that one, None at the end."""

    def __init__(self, header: Header, rest: Iterator[Line], means: Meaning) -> None:
        self.following: Iterator[Line] | None = None
        self._header = header
        self._rest = rest
        self._means = means
        self._lines = self._walk()

    def __iter__(self) -> Iterator[Line]:
        return self._lines

    def pass_over(self) -> None:
        """Go on to the end."""
        for _ in self._lines:
            pass

    def _walk(self) -> Iterator[Line]:
        held: Line | None = None
        for line in self._rest:
            if not _NAME_CELLS.isdisjoint(line.cells) and self._begins_another(line):
                above = [held] if held is not None and _is_above_a_header(held) else []
                if held is not None and not above:
                    yield held
                self.following = chain(above, (line,), self._rest)
                return
            if held is not None:
                yield held
            held = line
        if held is not None:
            yield held

    def _begins_another(self, line: Line) -> bool:
        texts = {column: str(cell).strip() for column, cell in enumerate(line.cells) if not is_blank(cell)}
        met = {column for text in texts.values() if (column := self._means(text)) is not None}
        repeats = all(self._header.texts.get(column) == text for column, text in texts.items())
        return Column.NAME in met and len(met) >= _KNOWN_NEEDED and not repeats


def _is_above_a_header(line: Line) -> bool:
    """A title or a row of groups: few texts, none of them long digits."""
    cells = [cell for cell in line.cells if not is_blank(cell)]
    return all(isinstance(cell, str) and not any(mark.isdigit() for mark in cell) for cell in cells) and (
        len(cells) * 2 <= max(len(line.cells), 2)
    )


def _beside_each_other(header: Header, means: Meaning) -> list[Header]:
    """The headers of tables that stand beside each other: the same word begins each; what stands before is shared."""
    texts = {column: normalised(text) for column, text in sorted(header.texts.items())}
    names = [column for column, text in texts.items() if means(text) is Column.NAME and not header.groups.get(column)]
    if len(names) < 2 or len({texts[column] for column in names}) > 1:
        return [header]
    every = list(texts.values())
    first = next(text for text in every if every.count(text) == len(names))
    starts = [column for column, text in texts.items() if text == first]
    shared = {column for column in texts if column < starts[0]}
    ends = [*starts[1:], max(texts) + 1]
    return [
        _only(header, shared | {c for c in texts if start <= c < end}) for start, end in zip(starts, ends, strict=True)
    ]


def _only(header: Header, columns: set[int]) -> Header:
    texts = {column: text for column, text in header.texts.items() if column in columns}
    return replace(header, texts=texts)


def _spellings(word: str) -> Iterator[str]:
    for plain in (word, " ".join(word), "  ".join(word), "\u3000".join(word), "\n".join(word)):
        yield from (plain, f"{plain}*", f"*{plain}", f" {plain}", f"{plain} ")


_NAME_CELLS: Final = frozenset(
    spelling for word, column in aliases().items() if column is Column.NAME for spelling in _spellings(word)
)
"""Cells by which a row may be a header: rows without one of them are not looked at any closer."""

"""Finds a table's header by its words: the first row, or rows, that name persons and two things more."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import chain

from casework.application.ledgers.sheets.raw import Column
from casework.application.ledgers.sheets.table import Line, Span, TableCell, is_blank

ERROR_COLUMN = "错误原因"
"""The column that `--errors` adds; a sheet that comes back with it is read as if it were not there."""

Meaning = Callable[[str], Column | None]
"""What a header text may mean, None for an unknown one."""

_UNSEEN = re.compile(r"[\s*\u200b\u200c\u200d\ufeff]+")
_BRACKET = re.compile(r"(\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】)$")
_MEMBER = re.compile(r"^(?:家庭)?(?:成员|劳动力|人员)(?:[一二三四五六七八九十]|\d{1,2})|(?<=\D)[1-9]\d?$")
_LONG_NUMBER = re.compile(r"\d{5}")
_NO_GROUP = re.compile(r"[::]|\d+[月日号]|[表账册]$")
_COLUMNS_NEEDED = 3
_GROUP_AT_MOST = 16


@dataclass(frozen=True, kw_only=True)
class Header:
    """
    The rows `first_row` to `last_row` of a table that name its columns: their texts and the groups above them.

    `titles` are the texts that stand above it and belong to no column.
    """

    first_row: int
    last_row: int
    texts: dict[int, str]
    groups: dict[int, tuple[str, ...]] = field(default_factory=dict)
    error_column: int | None = None
    titles: tuple[str, ...] = ()


def meaning(text: str) -> Column | None:
    """The column that a header text may mean, whatever stands in brackets behind it; None for an unknown one."""
    word = normalised(text)
    while word:
        if (column := aliases().get(word)) is not None:
            return column
        shorter = _BRACKET.sub("", word)
        shorter = shorter if shorter != word else _MEMBER.sub("", word)
        if shorter == word:
            return None
        word = shorter
    return None


def find_header(
    lines: Iterator[Line], spans: Iterable[Span], means: Meaning = meaning
) -> tuple[Header | None, Iterator[Line]]:
    """The table's header, or None, and the lines below it; rows above it are never read for data."""
    by_row: dict[int, list[Span]] = {}
    for span in spans:
        by_row.setdefault(span.first_row, []).append(span)
    finder = _Finder(by_row, means)
    above: Line | None = None
    titles: list[str] = []
    upper = next(lines, None)
    while upper is not None:
        lower = next(lines, None)
        found = finder.at(above, upper, lower)
        if found is not None:
            ahead = [line for line in (lower, next(lines, None)) if line is not None]
            header = finder.with_third_level(found, ahead)
            return _titled(header, titles), (line for line in chain(ahead, lines) if line.row > header.last_row)
        titles += _texts(upper).values()
        above, upper = upper, lower
    return None, iter(())


def normalised(text: str) -> str:
    """The text as headers are compared: NFKC, without spaces, line breaks and `*`, letters in lower case."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).rstrip(":").lower()


@cache
def column_names() -> dict[str, list[str]]:
    """The headers by which ledgers call each column, the usual one first."""
    return tomllib.loads(files(__package__).joinpath("aliases.toml").read_text(encoding="utf-8"))


@cache
def aliases() -> dict[str, Column]:
    """The column of every known word."""
    return {normalised(word): Column(column) for column, words in column_names().items() for word in words}


class _Finder:
    """Looks at neighbouring rows for a header."""

    def __init__(self, spans: dict[int, list[Span]], means: Meaning) -> None:
        self._spans = spans
        self._means = means

    def at(self, above: Line | None, upper: Line, lower: Line | None) -> Header | None:
        """The header whose first row of columns is `upper`, alone or with the row below it."""
        top, spans = _texts(upper), self._spans.get(upper.row, [])
        if lower is None or lower.row != upper.row + 1:
            return self._single(above, upper, top) if self._suffices(top) else None
        below = _texts(lower)
        if self._suffices(top):
            if self._is_second_level(top, lower, spans):
                return self._pair(upper, lower, top, spans)
            return self._single(above, upper, top)
        pair = self._pair(upper, lower, top, spans)
        if not self._suffices(pair.texts):
            return None
        # A title above the header adds nothing; the header's own first row does, and then it is the pair that counts.
        return pair if not self._suffices(below) or self._adds_columns(top, below, spans) else None

    def with_third_level(self, header: Header, ahead: list[Line]) -> Header:
        """The header with the next row of columns below it, if there is one: year under work, place under year."""
        below = next((line for line in ahead if line.row == header.last_row + 1), None)
        spans = self._spans.get(header.last_row, [])
        if below is None or header.first_row == header.last_row or not any(_is_group(s, _texts(below)) for s in spans):
            return header
        if not self._is_second_level(header.texts, below, spans):
            return header
        texts, groups = self._texts_of_both(header.texts, _texts(below), spans)
        every = {column: (*header.groups.get(column, ()), *groups.get(column, ())) for column in texts}
        return _made(header.first_row, below.row, texts, every)

    def _single(self, above: Line | None, upper: Line, top: dict[int, str]) -> Header:
        groups: dict[int, tuple[str, ...]] = {}
        if above is not None and above.row == upper.row - 1:
            spans = self._spans.get(above.row, [])
            groups = _groups(_group_texts(above, top, spans), top, spans)
        return _made(upper.row, upper.row, top, groups)

    def _pair(self, upper: Line, lower: Line, top: dict[int, str], spans: list[Span]) -> Header:
        texts, groups = self._texts_of_both(top, _texts(lower), spans)
        return _made(upper.row, lower.row, texts, groups)

    def _texts_of_both(
        self, top: dict[int, str], below: dict[int, str], spans: list[Span]
    ) -> tuple[dict[int, str], dict[int, tuple[str, ...]]]:
        """The texts by column: the lower one where there is one, else the upper unless it is a group; and the groups."""
        grouped = {span.first_column for span in spans if _is_group(span, below)}
        header_like = sum(self._means(text) is not None for text in top.values()) > 1
        tall = _tall_columns(spans)
        texts = dict(below)
        for column, text in top.items():
            counts = header_like or column in tall or self._means(text) is not None
            if counts and column not in below and column not in grouped:
                texts[column] = text
        own = {column for column in texts if column not in below}
        titles = {column: text for column, text in top.items() if column not in own}
        grouped_at_all = header_like or any(_is_group(span, below) for span in spans)
        groups = _groups(titles, below, spans, stops=own) if grouped_at_all else {}
        return dict(sorted(texts.items())), groups

    def _suffices(self, texts: dict[int, str]) -> bool:
        met = {column for text in texts.values() if (column := self._means(text)) is not None}
        return Column.NAME in met and len(met) >= _COLUMNS_NEEDED

    def _is_second_level(self, top: dict[int, str], lower: Line, spans: list[Span]) -> bool:
        """Whether the row below a header names columns under it, rather than being the first person."""
        below = _texts(lower)
        name = next(column for column, text in top.items() if self._means(text) is Column.NAME)
        names_only = all(isinstance(lower.cells[column], str) for column in below)
        if name in below or not below or not names_only or any(_LONG_NUMBER.search(text) for text in below.values()):
            return False
        groups = [span for span in spans if _is_group(span, below)]
        grouped = {column for span in groups for column in range(span.first_column, span.last_column + 1)}
        known = {column for column, text in below.items() if self._means(text) is not None}
        if below.keys() & top.keys() - grouped - known:
            # A value stands under a column's own name, unless the row names answers that stand under a group too.
            return bool(groups) and not any(mark.isdigit() for text in below.values() for mark in text)
        return bool(groups) or name in _tall_columns(spans) or bool(known - top.keys())

    def _adds_columns(self, top: dict[int, str], below: dict[int, str], spans: list[Span]) -> bool:
        tall = _tall_columns(spans)
        return any(
            column not in below and (column in tall or self._means(text) is not None) for column, text in top.items()
        )


def _made(first: int, last: int, texts: dict[int, str], groups: dict[int, tuple[str, ...]]) -> Header:
    error = next((column for column, text in texts.items() if text == ERROR_COLUMN), None)
    texts = {column: text for column, text in texts.items() if column != error}
    return Header(first_row=first, last_row=last, texts=texts, groups=groups, error_column=error)


def _titled(header: Header, titles: list[str]) -> Header:
    return Header(
        first_row=header.first_row,
        last_row=header.last_row,
        texts=header.texts,
        groups=header.groups,
        error_column=header.error_column,
        titles=tuple(titles),
    )


def _texts(line: Line) -> dict[int, str]:
    return {column: _text(cell) for column, cell in enumerate(line.cells) if not is_blank(cell)}


def _text(cell: TableCell) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()


def _is_group(span: Span, below: dict[int, str]) -> bool:
    columns = range(span.first_column, span.last_column + 1)
    return span.first_row == span.last_row and len(columns) > 1 and any(column in below for column in columns)


def _group_texts(above: Line, texts: dict[int, str], spans: list[Span]) -> dict[int, str]:
    """What may be groups in the row above a header that needs none: no title, no line of the reporting unit."""
    found = {column: text for column, text in _texts(above).items() if not _NO_GROUP.search(normalised(text))}
    found = {column: text for column, text in found.items() if len(text) <= _GROUP_AT_MOST}
    wide = [span for span in spans if _is_group(span, texts)]
    if wide:
        alone = len(wide) == 1 and len(found) == 1
        covers = wide[0].last_column - wide[0].first_column + 1 >= len(texts)
        return {} if alone and covers else found
    return found if len(found) > 1 and all(column in texts for column in found) else {}


def _groups(
    titles: dict[int, str], below: dict[int, str], spans: list[Span], stops: Iterable[int] = ()
) -> dict[int, tuple[str, ...]]:
    """The group of each lower column: by the merged ranges or, where there are none, to the next upper text."""
    wide = [span for span in spans if _is_group(span, below)]
    groups: dict[int, tuple[str, ...]] = {}
    for span in wide:
        text = titles.get(span.first_column)
        for column in range(span.first_column, span.last_column + 1):
            if text and column in below:
                groups[column] = (text,)
    if wide:
        return groups | {column: (titles[column],) for column in below if column in titles and column not in groups}
    starts = sorted({*titles, *stops})
    for column in below:
        first = max((start for start in starts if start <= column), default=None)
        if first in titles:
            groups[column] = (titles[first],)
    return groups


def _tall_columns(spans: list[Span]) -> set[int]:
    return {span.first_column for span in spans if span.last_row > span.first_row}

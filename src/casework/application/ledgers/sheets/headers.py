"""Finds a sheet's header by its words: the first row, or pair of rows, that names persons and two things more."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import chain

from casework.application.ledgers.sheets.raw import Column
from casework.application.ledgers.sheets.table import Line, Span, TableCell, column_letters, is_blank

ERROR_COLUMN = "错误原因"
"""The column that `--errors` adds; a sheet that comes back with it is read as if it were not there."""

_UNSEEN = re.compile(r"[\s*\u200b\u200c\u200d\ufeff]+")
_BRACKET = re.compile(r"(\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】)$")
_LONG_NUMBER = re.compile(r"\d{5}")
_COLUMNS_NEEDED = 3


@dataclass(frozen=True, kw_only=True)
class Header:
    """Which column means what: `last_row` is the header's last row; texts are as they stand in the sheet."""

    last_row: int
    known: dict[int, Column] = field(default_factory=dict)
    texts: dict[Column, str] = field(default_factory=dict)
    unknown: dict[int, str] = field(default_factory=dict)
    error_column: int | None = None


def find_header(lines: Iterator[Line], spans: Iterable[Span]) -> tuple[Header | None, Iterator[Line]]:
    """The sheet's header, or None, and the lines below it; rows above it are never read for data."""
    by_row: dict[int, list[Span]] = {}
    for span in spans:
        by_row.setdefault(span.first_row, []).append(span)
    upper = next(lines, None)
    while upper is not None:
        lower = next(lines, None)
        found = _header_at(upper, lower, by_row.get(upper.row, []))
        if found is not None:
            rest = iter(()) if lower is None else iter((lower,))
            return found, (line for line in chain(rest, lines) if line.row > found.last_row)
        upper = lower
    return None, iter(())


def meaning(text: str) -> Column | None:
    """The column that a header text means, or None for an unknown one."""
    word = normalised(text)
    while word:
        if (column := aliases().get(word)) is not None:
            return column
        shorter = _BRACKET.sub("", word)
        if shorter == word:
            return None
        word = shorter
    return None


def normalised(text: str) -> str:
    """The text as headers are compared: NFKC, without spaces, line breaks and `*`, letters in lower case."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).rstrip(":").lower()


@cache
def aliases() -> dict[str, Column]:
    """The column of every known word."""
    table = tomllib.loads(files(__package__).joinpath("aliases.toml").read_text(encoding="utf-8"))
    return {normalised(word): Column(column) for column, words in table.items() for word in words}


def _header_at(upper: Line, lower: Line | None, spans: list[Span]) -> Header | None:
    top = _texts(upper)
    if lower is None or lower.row != upper.row + 1:
        return _header(upper.row, top) if _suffices(top) else None
    pair = _pair_texts(top, _texts(lower), spans)
    if _suffices(top):
        return _header(lower.row, pair) if _is_second_level(top, lower, spans) else _header(upper.row, top)
    if not _suffices(pair):
        return None
    below = _texts(lower)
    # A title above the header adds nothing; the header's own first row does, and then it is the pair that counts.
    if _suffices(below) and not _adds_columns(top, below, spans):
        return None
    return _header(lower.row, pair)


def _texts(line: Line) -> dict[int, str]:
    return {column: _text(cell) for column, cell in enumerate(line.cells) if not is_blank(cell)}


def _text(cell: TableCell) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()


def _suffices(texts: dict[int, str]) -> bool:
    met = {column for text in texts.values() if (column := meaning(text)) is not None}
    return Column.NAME in met and len(met) >= _COLUMNS_NEEDED


def _pair_texts(top: dict[int, str], below: dict[int, str], spans: list[Span]) -> dict[int, str]:
    """The texts of both rows by column: the lower one where there is one, else the upper unless it is a group."""
    groups = {span.first_column for span in spans if _is_group(span, below)}
    header_like = sum(meaning(text) is not None for text in top.values()) > 1
    tall = _tall_columns(spans)
    texts = dict(below)
    for column, text in top.items():
        counts = header_like or column in tall or meaning(text) is not None
        if counts and column not in below and column not in groups:
            texts[column] = text
    return dict(sorted(texts.items()))


def _is_group(span: Span, below: dict[int, str]) -> bool:
    columns = range(span.first_column, span.last_column + 1)
    return span.first_row == span.last_row and len(columns) > 1 and any(column in below for column in columns)


def _tall_columns(spans: list[Span]) -> set[int]:
    return {span.first_column for span in spans if span.last_row > span.first_row}


def _is_second_level(top: dict[int, str], lower: Line, spans: list[Span]) -> bool:
    """Whether the row below a header names columns under it, rather than being the first person."""
    below = _texts(lower)
    name = next(column for column, text in top.items() if meaning(text) is Column.NAME)
    names_only = all(isinstance(lower.cells[column], str) for column in below)
    if name in below or not below or not names_only or any(_LONG_NUMBER.search(text) for text in below.values()):
        return False
    groups = [span for span in spans if _is_group(span, below)]
    grouped = {column for span in groups for column in range(span.first_column, span.last_column + 1)}
    known = {column for column, text in below.items() if meaning(text) is not None}
    if below.keys() & top.keys() - grouped - known:
        return False  # a value stands under a column's own name
    return bool(groups) or name in _tall_columns(spans) or bool(known - top.keys())


def _adds_columns(top: dict[int, str], below: dict[int, str], spans: list[Span]) -> bool:
    tall = _tall_columns(spans)
    return any(column not in below and (column in tall or meaning(text) is not None) for column, text in top.items())


def _header(last_row: int, texts: dict[int, str]) -> Header:
    header = Header(last_row=last_row)
    error_column = None
    for column, text in texts.items():
        known = meaning(text)
        if normalised(text) == ERROR_COLUMN:
            error_column = column
        elif known is None or known in header.texts:
            header.unknown[column] = _unique(text, column, header.unknown)
        else:
            header.known[column] = known
            header.texts[known] = text
    return Header(
        last_row=last_row, known=header.known, texts=header.texts, unknown=header.unknown, error_column=error_column
    )


def _unique(text: str, column: int, taken: dict[int, str]) -> str:
    text = " ".join(text.split())
    return f"{text}({column_letters(column)}列)" if text in taken.values() else text

"""Text on a narrow screen: folded between words and Chinese signs, so that every number, date and code stays whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rich.cells import cell_len

_PIECES = re.compile(r"[\x21-\x7e]+[号户条天元岁]?|\s+|.")
_WORDS = re.compile(rf"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{{2,5}}(?![\u4e00-\u9fff])|{_PIECES.pattern}")
"""Short names between marks stay together where there is room."""
_NEVER_FIRST = "，。；：、？！）〕”"
_NEVER_LAST = "（〔“"
_NARROWEST = 6
"""No column of words is folded to less."""
_LOOKED_AT = 40
"""By so many rows it is judged which column is folded."""


def fold(text: str, width: int) -> str:
    """The text in lines of at most so many columns; what is one number or code is never broken, whatever its length."""
    return "\n".join(line for part in text.split("\n") for line in _lines(part, width))


def widths_within(rows: Sequence[Sequence[str]], available: int) -> list[int] | None:
    """
    How wide each column may be so that a row fits, the widest folded first; None when no folding makes it fit.

    `available` is the room for the cells alone.
    """
    columns = list(zip(*rows, strict=True))
    wanted = [max(map(_widest_line, column)) for column in columns]
    least = [
        min(want, max(_NARROWEST, *map(_longest_piece, column))) for want, column in zip(wanted, columns, strict=True)
    ]
    if sum(least) > available:
        return None
    lengths = [[_widest_line(cell) for cell in column[:_LOOKED_AT]] for column in columns]
    while sum(wanted) > available:
        places = [at for at in range(len(wanted)) if wanted[at] > least[at]]
        wanted[min(places, key=lambda at: (_more_lines(lengths[at], wanted[at]), -wanted[at]))] -= 1
    return wanted


def _more_lines(lengths: Sequence[int], width: int) -> int:
    """How many more lines a column takes when it is one narrower."""
    return sum(-(-length // (width - 1)) - -(-length // width) for length in lengths)


def as_record(headers: Sequence[str], cells: Sequence[str], width: int) -> str:
    """
    A row as a few lines, for a screen that its table is too wide for: the first cell, then each header with its cell.
    """
    lines: list[str] = []
    line = cells[0]
    for header, cell in zip(headers[1:], cells[1:], strict=True):
        if not cell:
            continue
        longer = f"{line}  {header} {cell}"
        if cell_len(longer) > width:
            lines, longer = [*lines, line], f"  {header} {cell}"
        line = longer
    return "\n".join(fold(each, width) for each in (*lines, line))


def without_blank_columns(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Headers and rows without the columns in which nothing stands."""
    kept = [at for at in range(len(headers)) if any(row[at] for row in rows)]
    return [[row[at] for at in kept] for row in (headers, *rows)]


def _lines(text: str, width: int) -> Iterator[str]:
    """The lines of one; what may not begin or end one goes along with the sign beside it."""
    line: list[str] = []
    for piece in _pieces(text, width):
        if not line or cell_len("".join(line) + piece) <= width:
            line.append(piece)
            continue
        rest = [] if piece.isspace() else [piece]
        while len(line) > 1 and (line[-1] in _NEVER_LAST or (rest and rest[0] in _NEVER_FIRST)):
            rest.insert(0, line.pop())
        yield "".join(line).rstrip()
        line = rest
    yield "".join(line).rstrip()


def _pieces(text: str, width: int) -> Iterator[str]:
    for word in _WORDS.findall(text):
        yield from (word,) if cell_len(word) <= width else _PIECES.findall(word)


def _widest_line(text: str) -> int:
    return max(map(cell_len, text.split("\n")))


def _longest_piece(text: str) -> int:
    return max(map(cell_len, _PIECES.findall(text)), default=0)

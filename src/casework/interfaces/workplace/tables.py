"""Tables on the screen, as their rows declare them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import click
from rich.box import HEAVY_HEAD, Box
from rich.table import Table
from rich.text import Text

from casework.domain.columns import ListRow, columns_of
from casework.domain.labels import Label
from casework.interfaces.wording.cells import CellWords
from casework.interfaces.wording.language import Language
from casework.interfaces.workplace.console import console
from casework.interfaces.workplace.narrow_screen import as_record, fold, widths_within, without_blank_columns

_FRAMES: Final = ((3, HEAVY_HEAD), (3, HEAVY_HEAD), (2, None))
"""
What a column takes beside its cells, in the frames that are tried in turn; after the first one without blank columns.
"""


def print_rows(
    language: Language,
    row: type[ListRow],
    rows: Sequence[ListRow],
    words: CellWords | None = None,
    *,
    title: Label | None = None,
    on_screen: Sequence[str] | None = None,
) -> None:
    """
    The rows as a table under their title.

    `words` are needed by columns that name deadlines or divisions; another `title` or other columns may be asked for.
    """
    columns, places, words = columns_of(row), on_screen or row.on_screen, words or CellWords(language)
    headers = [language.say(*columns[place].header) for place in places]
    said = language.say(*row.title).format(len(rows)) if title is None else language.say(*title)
    _print_table(said, headers, [words.row(each, places) for each in rows])


def print_folded(*texts: str) -> None:
    """Texts as wide as the screen, where there is one."""
    screen = console()
    for text in texts:
        click.echo(fold(text, screen.width) if screen.is_terminal else text)


def _print_table(title: str, headers: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table, a blank cell standing for None; where the screen is too narrow for it, a few lines for each row."""
    screen = console()
    print_folded(*([title] if title else []))
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    for frame, box in _FRAMES:
        widths = widths_within([headers, *cells], screen.width - 1 - frame * len(headers))
        if widths is not None:
            screen.print(_table(headers, cells, widths, box))
            return
        headers, *cells = without_blank_columns(headers, cells)
    print_folded(*(as_record(headers, row, screen.width) for row in cells))


def _table(headers: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int], box: Box | None) -> Table:
    table = Table(header_style="bold", box=box)
    for header, width in zip(headers, widths, strict=True):
        table.add_column(Text(fold(header, width)), no_wrap=True)
    for row in rows:
        table.add_row(*(Text(fold(cell, width)) for cell, width in zip(row, widths, strict=True)))
    return table

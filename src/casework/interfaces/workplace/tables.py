"""Tables on the screen, as their rows declare them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.table import Table
from rich.text import Text

from casework.domain.columns import ListRow, columns_of
from casework.domain.labels import Label
from casework.interfaces.wording.cells import CellWords
from casework.interfaces.wording.language import Language
from casework.interfaces.workplace.console import console


def print_table(title: str, headers: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table; a blank cell stands for None."""
    table = Table(title=title or None, title_justify="left", header_style="bold")
    for header in headers:
        table.add_column(header, overflow="fold")
    for row in rows:
        table.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    console().print(table)


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
    print_table(
        language.say(*(title or row.title)).format(len(rows)), headers, [words.row(each, places) for each in rows]
    )

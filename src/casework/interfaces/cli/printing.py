"""How answers leave: JSON as UTF-8 bytes on stdout, tables in the language asked for, progress on stderr."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click
import msgspec
from rich.table import Table
from rich.text import Text

from casework.domain.columns import ListRow, columns_of
from casework.interfaces.cli.answers import as_json
from casework.interfaces.wording.cells import CellWords
from casework.interfaces.wording.moments import minute, second
from casework.interfaces.workplace.asking import Asked
from casework.interfaces.workplace.console import console

if TYPE_CHECKING:
    from casework.interfaces.workplace.views import View
    from projections.storage.answers import Answer


_NAMED = 5


def print_json(value: Any) -> None:
    """The value as one line of JSON."""
    click.echo(msgspec.json.encode(value))


def print_lines(*lines: str) -> None:
    """Plain lines; nothing in them is markup."""
    for line in lines:
        click.echo(line)


def print_table(title: str, headers: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table; a blank cell stands for None."""
    table = Table(title=title or None, title_justify="left", header_style="bold")
    for header in headers:
        table.add_column(header, overflow="fold")
    for row in rows:
        table.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    console().print(table)


def answer_list(asked: Asked, row: type[ListRow], found: Answer[Any], view: View) -> None:
    """The rows as JSON, or as a table and of when the list is: both as the rows declare themselves."""
    if asked.json:
        print_json(view.answer([as_json(each) for each in found.rows]))
    else:
        print_list(asked, row, found, view)


def print_list(asked: Asked, row: type[ListRow], found: Answer[Any], view: View) -> None:
    """The rows as a table under their title, and of when the list is."""
    if found.rows:
        words = CellWords(asked.language, deadline=view.deadline, divisions=view.divisions_then)
        print_rows(asked, row, found.rows, words)
    else:
        print_lines(asked.language.say(*row.empty))
    print_state(asked, found, view)


def print_rows(asked: Asked, row: type[ListRow], rows: Sequence[ListRow], words: CellWords) -> None:
    """The rows as a table under their title."""
    say, columns = asked.language.say, columns_of(row)
    headers = [say(*columns[place].header) for place in row.on_screen]
    print_table(say(*row.title).format(len(rows)), headers, map(words.row, rows))


def print_state(asked: Asked, found: Answer[Any], view: View) -> None:
    """Of when the list is, how to ask for it again, and a warning while households are set aside."""
    say, at, position = asked.language.say, minute(view.as_of), found.complete_up_to
    again = f"--as-of {second(view.as_of)} --as-of-position {position}"
    if view.true_at is not None:
        again += f" --true-at {second(view.true_at)}"
        held = minute(view.true_at)
        print_lines(say(f"当时（{held}）的实际情况，按以下所知：", f"What held at {held}, by what is known:"))
    print_lines(
        say(
            f"截至 {at}，完整至序号 {position}；再查：{again}",
            f"As of {at}, complete up to position {position}; to see it again: {again}",
        )
    )
    if view.time_ran_back:
        places = ", ".join(map(str, view.time_ran_back[:_NAMED]))
        print_lines(
            say(
                f"注意：记录时间曾经倒退（序号{places}）：当时的时钟有误，列表包含到该时刻为止的全部记录，个别记录的时间可能不准",
                f"Note: recorded time ran back at position {places}, under a wrong clock: the list holds every entry "
                "recorded by then, and the time of some may be wrong",
            )
        )
    if found.parked:
        print_lines(
            say(
                f"注意：{found.parked} 户的全程记录无法读取，显示的是较早的状态，请联系管理员",
                f"Note: the histories of {found.parked} households cannot be read; they show an earlier state: tell the administrator",
            )
        )

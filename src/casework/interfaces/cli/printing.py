"""How answers leave: JSON as UTF-8 bytes on stdout, tables in the language asked for, progress on stderr."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click
import msgspec
from rich.table import Table
from rich.text import Text

from casework.interfaces.wording.moments import minute, second
from casework.interfaces.workplace.asking import Asked
from casework.interfaces.workplace.console import console

if TYPE_CHECKING:
    from casework.interfaces.workplace.views import View
    from projections.storage.answers import Answer


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


Column = tuple[str, str, Callable[[Any], object]]
"""A column of a list: its header in both languages, and its cell for an entry."""


def print_list(asked: Asked, zh: str, en: str, columns: Sequence[Column], found: Answer[Any], view: View) -> None:
    """The entries as a table under a title (`{}` is their number), and of when the list is."""
    say = asked.language.say
    if found.rows:
        headers = [say(*column[:2]) for column in columns]
        rows = ([cell(entry) for _, _, cell in columns] for entry in found.rows)
        print_table(say(zh, en).format(len(found.rows)), headers, rows)
    else:
        print_lines(say("没有可列出的内容", "There is nothing to list"))
    print_state(asked, found, view)


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
    if found.parked:
        print_lines(
            say(
                f"注意：{found.parked} 户的全程记录无法读取，显示的是较早的状态，请联系管理员",
                f"Note: the histories of {found.parked} households cannot be read; they show an earlier state: tell the administrator",
            )
        )

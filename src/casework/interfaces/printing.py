"""How answers leave: JSON as UTF-8 bytes on stdout, tables in the language asked for, progress on stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click
import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from casework.domain.work_calendar import SHANGHAI
from casework.interfaces.options import Asked

if TYPE_CHECKING:
    from projections.answers import Answer

PLAIN_WIDTH = 160
"""How wide tables are where nobody looks at a terminal."""


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


def print_list(asked: Asked, zh: str, en: str, columns: Sequence[Column], found: Answer[Any]) -> None:
    """The entries as a table under a title (`{}` is their number), and what the list is complete up to."""
    say = asked.language.say
    headers = [say(*column[:2]) for column in columns]
    rows = ([cell(entry) for _, _, cell in columns] for entry in found.rows)
    print_table(say(zh, en).format(len(found.rows)), headers, rows)
    print_state(asked, found)


def console(*, stderr: bool = False) -> Console:
    """The terminal, or what stands for it."""
    file = sys.stderr if stderr else sys.stdout
    return Console(file=file, width=None if file.isatty() else PLAIN_WIDTH, highlight=False, soft_wrap=False)


def minute(moment: datetime) -> str:
    """The moment to the minute, Asia/Shanghai."""
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def print_state(asked: Asked, found: Answer[Any]) -> None:
    """What the list is complete up to, and a warning while households are set aside."""
    say = asked.language.say
    print_lines(say(f"完整至序号 {found.complete_up_to}", f"Complete up to position {found.complete_up_to}"))
    if found.parked:
        print_lines(
            say(
                f"注意：{found.parked} 户的全程记录无法读取，显示的是较早的状态，请联系管理员",
                f"Note: the histories of {found.parked} households cannot be read; they show an earlier state: tell the administrator",
            )
        )

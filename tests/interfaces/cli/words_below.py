"""The words of the command line below a word of the first page."""

from __future__ import annotations

from collections.abc import Iterator

import rich_click as click


def words_below(word: str, command: object) -> Iterator[str]:
    """The words of a command: its own, or for a group those of each command in it."""
    if not isinstance(command, click.Group):
        yield word
        return
    for each, inner in command.commands.items():
        yield from words_below(f"{word} {each}", inner)

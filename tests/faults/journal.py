"""What the children of a rig say before and after each thing they do; a line once written survives the child."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

Word = Literal["invoke", "ok", "fail", "info"]


class Line(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """
    `invoke` before a command; then `ok` with its receipt, `fail` when it was surely not carried out, `info` when unknown.

    A command without a second line was under way when its child was killed: unknown, too.
    """

    word: Word
    actor: str
    key: str
    household: str = ""
    position: int | None = None
    facts: int = 0
    counts: dict[str, int] = {}


class Journal:
    """A file to which several processes add lines."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def say(self, line: Line) -> None:
        """Add one line, in one write."""
        os.write(self._file, msgspec.json.encode(line) + b"\n")

    def close(self) -> None:
        """No more lines."""
        os.close(self._file)


def lines_of(path: Path) -> list[Line]:
    """Every whole line so far."""
    if not path.exists():
        return []
    whole = path.read_bytes().split(b"\n")[:-1]
    return [msgspec.json.decode(line, type=Line) for line in whole]


def unresolved(lines: list[Line], actor: str) -> Line | None:
    """The actor's last command when nobody knows what became of it."""
    mine = [line for line in lines if line.actor == actor]
    return mine[-1] if mine and mine[-1].word == "invoke" else None

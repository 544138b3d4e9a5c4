"""The project's pages, as the tests of the documents read them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from tests.architecture.tree import PRODUCT, ROOT

Row = list[str]
"""The cells of one row of a table, without the blanks around them."""

_FENCE = re.compile(r"((?:^<!-- [^\n]* -->\n)?)^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


class Block(Struct, frozen=True, kw_only=True):
    """A fenced block: its language, its text, and the comment that stands right above it."""

    mark: str
    language: str
    text: str


def pages() -> list[Path]:
    """Every page: those in the root and those in docs/."""
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "examples" / "README.md"])


def page(name: str) -> str:
    """The text of a page, by its path from the root."""
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(text: str) -> list[Block]:
    """The fenced blocks of a page."""
    return [Block(mark=mark.strip(), language=language, text=code) for mark, language, code in _FENCE.findall(text)]


def tables(text: str) -> dict[str, list[Row]]:
    """The rows of each table by the heading above it; a heading's second table joins its first."""
    found: dict[str, list[Row]] = {}
    heading = ""
    for line in text.splitlines():
        if line.startswith("#"):
            heading = line.lstrip("# ")
        elif line.startswith("|") and not set(line) <= set("|-: "):
            found.setdefault(heading, []).append([cell.strip() for cell in line.strip("|").split("|")])
    return {title: rows[1:] for title, rows in found.items()}


def product_text() -> Iterator[tuple[str, str]]:
    """Every file of the program, code and data, by its path."""
    for folder in PRODUCT:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".py", ".toml"):
                yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")

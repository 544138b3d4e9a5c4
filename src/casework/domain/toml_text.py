"""TOML that somebody else wrote: read, or refused before it costs the reader time or its stack."""

from __future__ import annotations

import tomllib
from typing import Any, Final

MOST_DOTS: Final = 500
"""A line with more is no rule and no notice; the time to read a dotted key grows with the square of its parts."""


def read_toml(text: str) -> dict[str, Any]:
    """The tables of a text. Raises ValueError with what is wrong, as `misfit` takes it."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.count(".") > MOST_DOTS:
            raise ValueError(f"unreadable (at line {number}, column 1)")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None

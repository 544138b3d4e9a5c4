"""Which codes a ledger's words for education, health and skills say: exact words alone, for a guess would stay for years."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final, TypeVar

from casework.domain.codes.code import Code

C = TypeVar("C", bound=Code)
_BETWEEN: Final = re.compile(r"[、,，;；/]")


def code_said(kind: type[C], word: str) -> C | None:
    """The code that a word (without spaces) says exactly; None where it says none."""
    return _spellings(kind).get(word)


@lru_cache(maxsize=8_192)
def codes_said(kind: type[C], word: str) -> tuple[C, ...]:
    """The codes of a list of words; none where one of them is not understood."""
    known = _spellings(kind)
    found = [known.get(part) for part in _BETWEEN.split(word)] if word else []
    return () if None in found else tuple(dict.fromkeys(code for code in found if code is not None))


@cache
def _spellings(kind: type[C]) -> dict[str, C]:
    """Each code by its label and what people usually write for it."""
    return {word: code for code in kind for word in (code.zh, *code.usual)}

"""Sources in words: the document, its measure and what it says, with the ids beside them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any, Final

from casework.domain.labels import Label, in_number

_ID: Final = re.compile(r"\b(GY|BT|BJ|CZ|CD|OF)-([A-Z]?\d+(?:\.\d+)?)[a-z]?\b")
_SAYS_DEFAULT: Final = re.compile(r"\bdefaults?\b")


def source_in_words(source: str) -> Label:
    """
    What a rule rests on: each document with its measure and words, and where no document gives a number, that it is a
    default.

    A text without a known id stands as it is: a county names its own documents.
    """
    cited = [words for found in _ID.finditer(source) if (words := _cited(found))]
    zh, en = "；".join(each.zh for each in cited), "; ".join(each.en for each in cited)
    if _SAYS_DEFAULT.search(source):
        return Label(_default(source, zh), in_number(f"{source} ({en})" if en else source))
    return Label(zh, in_number(en)) if cited else Label(source, source)


def unknown_sources(source: str) -> tuple[str, ...]:
    """The ids that are written like those of the documents and stand for nothing in them."""
    return tuple(found[0] for found in _ID.finditer(source) if found[0] not in _known()["words"])


def _default(source: str, cited: str) -> str:
    why = _known()["defaults"].get(source, "文件未规定具体数字")
    return f"默认值（{why}）" + (f"；参见{cited}" if cited else "")


def _cited(found: re.Match[str]) -> Label | None:
    known, name = _known(), found[0]
    document, words = known["documents"][found[1]], known["words"].get(name)
    if words is None:
        return None
    number = re.sub(r"^[A-Z]", "", found[2])
    return Label(f"{document['zh'].format(number)}：{words}（{name}）", f"{document['en'].format(number)} ({name})")


@cache
def _known() -> dict[str, Any]:
    return tomllib.loads(resources.files("casework.domain.policy").joinpath("sources.toml").read_text(encoding="utf-8"))

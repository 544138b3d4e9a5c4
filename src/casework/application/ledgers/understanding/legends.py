"""Codes that a header explains itself: 是否在校生(1:是 2:否)."""

from __future__ import annotations

import re
from typing import Final

_ENTRY: Final = re.compile(
    r"([a-z]?\d{1,2}|[a-z](?![a-z]))[.、:=)\-—~_为]*([^\d.、:=\-;,/|a-z]+)[;,、/|。]*", re.IGNORECASE
)
_REVERSED: Final = re.compile(r"([^\d.、:=\-;,/|a-z]+?)[:=\-—为]+([a-z]?\d{1,2})[;,、/|。]*", re.IGNORECASE)


def legend_of(text: str) -> dict[str, str]:
    """
    The words of the codes that a text (without spaces, in small letters) lists, none when it is no such list.

    1是2否, 1:是;2:否, a.是b.否 and 是=1,否=2 are all {1: 是, 2: 否}; a list has two entries at least and nothing else.
    """
    for pattern, code, word in ((_ENTRY, 1, 2), (_REVERSED, 2, 1)):
        found = list(pattern.finditer(text))
        whole = sum(len(match[0]) for match in found) == len(text)
        codes = {match[code]: match[word].strip(")(") for match in found}
        if whole and len(codes) == len(found) > 1:
            return codes
    return {}

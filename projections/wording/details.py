"""Details of an entry in words: whatever was recorded, field by field."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from casework.domain.codes.code import Code
from casework.domain.details.details import Details, said
from casework.domain.labels import Label


def details_in_words(details: Details) -> Label:
    """What was recorded, each value after its name; empty when nothing was."""
    found = tuple(said(details))
    return Label(
        "；".join(f"{words.zh}：{_value(value, attrgetter('zh'), '、')}" for _, words, value in found),
        "; ".join(f"{words.en}: {_value(value, attrgetter('en'), ', ')}" for _, words, value in found),
    )


def _value(value: Any, word: Callable[[Any], str], joint: str) -> str:
    if isinstance(value, tuple):
        return joint.join(_value(each, word, joint) for each in value)
    if isinstance(value, bool):
        return word(Label("是", "yes") if value else Label("否", "no"))
    return word(value) if isinstance(value, Code) else str(value)

"""What does not fit is said in plain words with its place, never in the library's."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import Any

import msgspec
import pytest
from msgspec import Struct

from casework.domain.codes.service.assistance import Level
from casework.domain.labels import Label
from casework.domain.untrusted_text import format_error


class Plan(Struct, forbid_unknown_fields=True):
    """Something with a value of every kind that people get wrong."""

    name: str
    level: Level = Level.KEY
    due_on: date | None = None
    months: int = 0


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("{}", "缺少字段“name”", "the field name is missing"),
        ('{"name":"x","weather":1}', "没有字段“weather”", "there is no field weather"),
        ('{"name":1}', "应为文字（位置：name）", "it must be text (at name)"),
        ('{"name":"x","months":"a"}', "应为整数（位置：months）", "it must be a whole number (at months)"),
        ('{"name":"x","level":"top"}', "没有代码“top”（位置：level）", "there is no code top (at level)"),
        (
            '{"name":"x","due_on":"2026-13-01"}',
            "日期应写作 YYYY-MM-DD（位置：due_on）",
            "a day reads YYYY-MM-DD (at due_on)",
        ),
        ("{", "不是有效的 JSON 文本", "it is no valid JSON text"),
        ("[]", "应为对象", "it must be an object"),
    ],
)
def test_a_text_that_does_not_fit(text: str, zh: str, en: str) -> None:
    """Both languages, the field's name, and where it stands."""
    assert reading(text, Plan) == Label(zh, en)


def test_a_line_of_toml_is_named() -> None:
    """By its number."""
    with pytest.raises(tomllib.TOMLDecodeError) as refused:
        tomllib.loads("a = 1\nb = ]\n")
    assert format_error(refused.value) == Label("第2行第5列不是有效的 TOML", "line 2, column 5 is no valid TOML")


def reading(text: str, kind: Any) -> Label:
    """What is said of a text that cannot be read as this kind."""
    with pytest.raises(msgspec.MsgspecError) as refused:
        msgspec.json.decode(text, type=kind)
    return format_error(refused.value)

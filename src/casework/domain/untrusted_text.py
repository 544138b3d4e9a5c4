"""What of a JSON or TOML text does not fit, said in both languages and never with the whole value."""

from __future__ import annotations

import re
import tomllib
from typing import Any, Final

from casework.domain.labels import Label

_KINDS: Final = {
    "str": Label("文字", "text"),
    "int": Label("整数", "a whole number"),
    "float": Label("数字", "a number"),
    "bool": Label("true 或 false", "true or false"),
    "date": Label("日期（YYYY-MM-DD）", "a day (YYYY-MM-DD)"),
    "datetime": Label("带时区的时间", "a moment with its zone"),
    "decimal": Label("金额", "an amount"),
    "uuid": Label("系统编号", "an id"),
    "array": Label("列表", "a list"),
    "object": Label("对象", "an object"),
    "null": Label("空值", "null"),
}

_SAYINGS: Final = (
    (r"unknown field `(.+?)`", Label("没有字段“{0}”", "there is no field {0}")),
    (r"missing required field `(.+?)`", Label("缺少字段“{0}”", "the field {0} is missing")),
    (r"Invalid enum value '?(.*?)'?(?: - at |$)", Label("没有代码“{0}”", "there is no code {0}")),
    (r"Invalid code", Label("没有这个代码", "there is no such code")),
    (r"encoded date(?!time)", Label("日期应写作 YYYY-MM-DD", "a day reads YYYY-MM-DD")),
    (
        r"\(at line (\d+), column (\d+)\)",
        Label("第{0}行第{1}列不是有效的 TOML", "line {0}, column {1} is no valid TOML"),
    ),
    (r"too large", Label("文字过长", "it is too long")),
    (r"nested too deeply", Label("嵌套过深", "it is nested too deeply")),
    (r"at end of document", Label("文件不完整", "the text breaks off")),
    (r"malformed|truncated|codec", Label("不是有效的 JSON 文本", "it is no valid JSON text")),
)

_WRONG_CODE: Final = re.compile(r"Invalid enum value '?.*?'?(?= - at |$)", re.DOTALL)

_PLAIN: Final = Label("这个值的格式不对", "the value has a wrong format")


LONGEST: Final = 300
"""So many signs of a sentence are shown."""
LONGEST_QUOTED: Final = 60


def fit_to_show(sentence: str) -> str:
    """A sentence that quotes what somebody typed: nothing a terminal would obey, and cut off where it is too long."""
    plain = "".join(sign if sign.isprintable() else "?" for sign in sentence)
    return plain if len(plain) <= LONGEST else f"{plain[:LONGEST]}…"


def format_error(error: Exception, *, quotes: bool = True) -> Label:
    """What the library's message comes to: what is wrong, and at which place; a wrong code is repeated where it `quotes`."""
    text = str(error)
    what, place = (
        _what(text if quotes else _WRONG_CODE.sub("Invalid code", text)),
        re.search(r" - at `\$\.?(.+?)`$", text),
    )
    if place is None:
        return what
    return Label(f"{what.zh}（位置：{place[1]}）", f"{what.en} (at {place[1]})")


def _what(text: str) -> Label:
    for pattern, saying in _SAYINGS:
        if found := re.search(pattern, text):
            quoted = [_short(said) for said in found.groups()]
            return Label(*(words.format(*quoted) for words in saying))
    if found := re.search(r"Expected `(.+?)`(?:, got `(.+?)`)?(?: - at |$)", text):
        wanted = [_KINDS.get(kind.strip(), Label(kind, kind)) for kind in found[1].split("|")]
        return Label(f"应为{'或'.join(kind.zh for kind in wanted)}", f"it must be {' or '.join(k.en for k in wanted)}")
    return _PLAIN


def _short(said: str) -> str:
    return said if len(said) <= LONGEST_QUOTED else f"{said[:LONGEST_QUOTED]}…"


MOST_DOTS: Final = 500
"""A line with more is no rule and no notice; the time to read a dotted key grows with the square of its parts."""


MOST_SIGNS: Final = 1_000_000
"""A policy or a year of days is a hundredth of it."""


def read_toml(text: str) -> dict[str, Any]:
    """The tables of a text. Raises ValueError with what is wrong, as `format_error` takes it."""
    if len(text) > MOST_SIGNS:
        raise ValueError("too large")
    for number, line in enumerate(text.split("\n"), start=1):
        if line.count(".") > MOST_DOTS:
            raise ValueError(f"unreadable (at line {number}, column 1)")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None

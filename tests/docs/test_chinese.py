"""Chinese sentences have Chinese punctuation: full-width, and no blank beside it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.tree import PRODUCT, modules, shown
from tests.docs.pages import page

HAN = "\u4e00-\u9fff“”"
WRONG = re.compile(rf"[{HAN}][,:;?!(]|[,;?!):][{HAN}]|[{HAN}] +[，。：；？！（）]|[，。：；？！（）] +[{HAN}]")
DATA = (
    "ledgers/understanding/cells.py",
    "ledgers/understanding/header_meaning.py",
    "ledgers/understanding/qualifiers.py",
    "ledgers/understanding/words.py",
    "ledgers/persons/row_villages.py",
    "ledgers/persons/dates.py",
    "written/days.py",
    "ledgers/sheets/headers.py",
    "ledgers/persons/row_kinds.py",
)
"""What people write in ledgers and on the command line, as they write it there."""
TYPED = "hard-to-employ:类别"
"""What is typed on a command line keeps its own marks."""


def test_no_half_width_mark_stands_in_a_chinese_sentence() -> None:
    """In every text of the program that can reach a screen."""
    wrong = [
        f"{shown(path)}:{line} {text}"
        for path in modules(*PRODUCT)
        if not shown(path).endswith(DATA)
        for line, text in texts(path.read_text(encoding="utf-8"))
        if is_wrong(text)
    ]
    assert wrong == []


def test_the_chinese_page_has_chinese_marks() -> None:
    """README.zh-CN.md, outside its code."""
    prose = re.sub(r"```.*?```|`[^`\n]*`|\]\([^)]*\)", "x", page("README.zh-CN.md"), flags=re.DOTALL)
    assert [line for line in prose.splitlines() if is_wrong(line)] == []


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        ('x = f"没有这一户:{h}"', True),
        ('x = f"户{n}:{m}"', True),
        ('x = "户(已迁出)"', True),
        ('x = "已上报 ，请签收"', True),
        ('x = "没有这一户：请核对（见 show）"', False),
        ('x = "成员编号（见 show） the number: of a member"', False),
        ('"""A docstring (台账)."""', False),
        ('x = {"男": 1}', False),
    ],
)
def test_what_counts_as_a_wrong_mark(source: str, wrong: bool) -> None:
    """A half-width mark beside a Chinese character, or alone between two values of a Chinese sentence."""
    assert any(is_wrong(text) for _, text in texts(source)) is wrong


def is_wrong(text: str) -> bool:
    """Whether a half-width mark, or a blank beside a full-width one, stands in the Chinese part of a text."""
    return WRONG.search(text.replace(TYPED, "")) is not None


def texts(source: str) -> Iterator[tuple[int, str]]:
    """Every text of a module but its docstrings; what is filled in counts as a Chinese word where the text is Chinese."""
    tree = ast.parse(source)
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield node.lineno, _joined(node)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and not {id(node)} & (told | parts):
            yield node.lineno, node.value


def _joined(node: ast.JoinedStr) -> str:
    said = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
    chinese = re.search(rf"[{HAN}]", "".join(str(words) for words in said if words)) is not None
    filled = "值" if chinese and not re.search(r"[a-z]{2}", "".join(str(words) for words in said if words)) else "x"
    return "".join(filled if words is None else str(words) for words in said)

"""Every refusal of ledgers, policies, divisions, words and calendars says what is missing and what would do (issue 10, 8)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from casework.application.ledgers.files.file_errors import _SENTENCES
from tests.architecture.tree import ROOT

AREAS = (
    "application/importing",
    "application/ledgers",
    "application/rules",
    "domain/calendar",
    "domain/divisions",
    "domain/policy/text.py",
    "domain/rules",
    "domain/written",
    "application/writing/references/taught_words.py",
    "interfaces/cli/office",
    "interfaces/cli/rules",
)

HINT_ZH = re.compile(r"请|应|须|可用|只能|需要|不能超过|不再|casework |--")
HINT_EN = re.compile(
    r"casework |--|there are|must|should|use|choose|check|state|name |save|keep|add|give|say|load|copy|close|remove"
    r"|split|delete|needed|need|[Aa]nswer|enter|have to|change|format|ask|it may mean|only|at least|at most|ends in|such as"
    r"|[Ss]ay|digit|make "
)

SAID_BY_OTHERS = {
    "CalendarError": "the kind of those below it",
    "EndlessPauseError": "a policy that leaves a pause without end is refused when it is checked",
    "NaiveMomentError": "no moment without a zone comes to the calendar: the ways in give it one",
    "OwnDateMissingError": "an owed date is a field of the fact that starts the duty",
    "PolicyError": "the first fault says what should stand there; policy check lists all",
}

Pair = tuple[str, str]


def _text(node: ast.expr) -> str | None:
    """What a literal says, with … for each value put into it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)
    if isinstance(node, ast.BinOp):
        parts = [_text(node.left), _text(node.right)]
        return "".join(filter(None, parts)) or None
    if isinstance(node, ast.Call) and node.args:
        return _text(node.args[0])
    return None


def _pair(said: dict[str, ast.expr]) -> Pair | None:
    """Both sentences; none where they only hand on what another refusal says, which has its own hint."""
    if not {"zh", "en"} <= said.keys():
        return None
    zh, en = _text(said["zh"]), _text(said["en"])
    return (zh, en) if zh and en and re.search("[一-鿿]", zh) and not zh.endswith("有误：…") else None


def refusals(source: str) -> Iterator[tuple[str, Pair]]:
    """The name of each error class with the pair it says, and of each that is raised with a pair."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef) and node.name.endswith("Error"):
            said: dict[str, ast.expr] = {}
            for part in ast.walk(node):
                if isinstance(part, ast.Assign):
                    target = part.targets[0]
                    name = target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")
                    if name in ("zh", "en"):
                        said[name] = part.value
            pair = _pair(said)
            if pair:
                yield node.name, pair
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "").endswith("Error"):
            pair = _pair({word.arg: word.value for word in node.keywords if word.arg})
            if pair:
                yield getattr(node.func, "id", ""), pair


def without_hint(source: str) -> list[Pair]:
    """The refusals that leave whoever reads them alone."""
    return [
        (zh, en)
        for name, (zh, en) in refusals(source)
        if name not in SAID_BY_OTHERS and not (HINT_ZH.search(zh) and HINT_EN.search(en))
    ]


def modules() -> Iterator[Path]:
    for area in AREAS:
        place = ROOT / "src" / "casework" / area
        yield from sorted(place.rglob("*.py")) if place.is_dir() else (place,)


@pytest.mark.parametrize("module", list(modules()), ids=lambda path: str(path.relative_to(ROOT / "src" / "casework")))
def test_a_refusal_says_what_would_do(module: Path) -> None:
    """In both languages; those that cannot stand beside it here."""
    assert without_hint(module.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("code", sorted(_SENTENCES))
def test_a_refused_file_says_what_would_do(code: str) -> None:
    """Each code has a sentence in both languages with what to do about it."""
    zh, en = _SENTENCES[code]
    assert HINT_ZH.search(zh), zh
    assert HINT_EN.search(en), en


def test_the_areas_hold_the_refusals() -> None:
    """Otherwise nothing would be looked at."""
    found = [name for module in modules() for name, _ in refusals(module.read_text(encoding="utf-8"))]
    assert len(found) > 50
    assert {"VersionTakenError", "DivisionChangeRefusedError", "BatchUnknownError", "WrongValueError"} <= set(found)


def test_a_refusal_without_a_hint_is_seen() -> None:
    """The control: what is wrong alone, in a class and where it is raised."""
    assert without_hint('raise SomeError(zh=f"文件{a}是空的", en=f"{a} is empty")') == [("文件…是空的", "… is empty")]
    stands = "class EmptyError(RefusedError):\n    zh = '文件是空的'\n    en = 'it is empty'\n"
    assert without_hint(stands) == [("文件是空的", "it is empty")]
    assert without_hint(stands.replace("空的", "空的，请另选").replace("empty", "empty; choose another")) == []

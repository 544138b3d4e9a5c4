"""A refusal names commands that there are: what would help is said beside its sentence, never in it."""

from __future__ import annotations

import ast
import re

from casework.application.commands.catalogue import CATALOGUE
from tests.architecture.tree import PRODUCT, modules, shown

NAMES = {command.spec.name for command in CATALOGUE}


def helps() -> list[tuple[str, str]]:
    """Every name that a refusal says would help, with its module."""
    found = []
    for path in modules(*PRODUCT):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            value = None
            if (isinstance(node, ast.keyword) and node.arg == "helps") or (
                isinstance(node, ast.Assign)
                and "helps" in {getattr(each, "id", getattr(each, "attr", "")) for each in node.targets}
            ):
                value = node.value
            if value is not None:
                texts = (each.value for each in ast.walk(value) if isinstance(each, ast.Constant))
                found += [(shown(path), text) for text in texts if isinstance(text, str)]
    return found


def test_what_helps_is_a_command_of_the_catalogue() -> None:
    """By its name there, so that each way in can say how it is called."""
    found = helps()
    assert len(found) > 20
    assert [each for each in found if each[1] not in NAMES] == []


def test_no_sentence_of_a_decision_tells_what_to_type() -> None:
    """The rules know no command line."""
    told = [
        f"{shown(path)} {text}"
        for path in modules(*PRODUCT)
        if "/domain/decisions/" in shown(path) or "/domain/entries/" in shown(path)
        for text in re.findall(r'"[^"\n]*casework [a-z-]+ [^"\n]*"', path.read_text(encoding="utf-8"))
    ]
    assert told == []

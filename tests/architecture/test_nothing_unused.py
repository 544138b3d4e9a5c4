"""Nothing lies about that nobody uses: no module that nobody imports, no function that nobody names (dead code)."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from casework.domain.facts.catalogue import FACTS
from tests.architecture.tree import PRODUCT, ROOT, imported, modules, parsed, shown

STARTED_BY_NAME = {
    "casework.interfaces.cli.main",  # the console script
    "casework.application.ledgers.process.child",  # python -m, in a process of its own
}

HANDLERS = {re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower() for kind in FACTS.values()}
"""Functions that are found by the name of their fact."""

PLAIN_BASES = {"Struct", "NamedTuple", "Protocol", "Generic", "Exception", "Enum", "StrEnum", "IntEnum"}
"""Bases that call no method by a name of its own; a class with another one from outside may override what that calls."""

ASKED_FROM_OUTSIDE = {
    "last_good",  # the heartbeat of a duty: whoever watches an office asks it
    "data_class",  # of a command: what may be logged, kept in a draft or sent
}


def module_name(path: Path) -> str:
    """The dotted name of a module of the program."""
    return ".".join(path.relative_to(ROOT / "src" if path.is_relative_to(ROOT / "src") else ROOT).with_suffix("").parts)


def used_names(trees: Iterable[ast.Module]) -> set[str]:
    """Every name that is read somewhere, also in a text without blanks (`module:name`, a quoted annotation)."""
    found: set[str] = set()
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Name):
                found.add(node.id)
            elif isinstance(node, ast.Attribute):
                found.add(node.attr)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and " " not in node.value:
                found |= set(re.findall(r"\w+", node.value))
    return found


def definitions(tree: ast.Module, own: Collection[str]) -> Iterator[str]:
    """Functions and classes of a module and the methods of its classes, unless a decorator or a library takes them in."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.decorator_list:
            yield node.name
        elif isinstance(node, ast.ClassDef):
            yield node.name
            if bases(node) <= PLAIN_BASES | set(own):
                methods = [part for part in node.body if isinstance(part, ast.FunctionDef)]
                yield from (method.name for method in methods if not method.decorator_list)


def bases(node: ast.ClassDef) -> set[str]:
    """The names of a class's bases without what they are made for or where they come from."""
    return {ast.unparse(base).partition("[")[0].rpartition(".")[2] for base in node.bases}


def unused(trees: Iterable[ast.Module]) -> Iterator[str]:
    """What is defined and never named."""
    trees = list(trees)
    used = used_names(trees) | HANDLERS | {f"_{name}" for name in HANDLERS} | ASKED_FROM_OUTSIDE
    own = {node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    for tree in trees:
        yield from (name for name in definitions(tree, own) if name not in used and not name.startswith("__"))


def test_every_module_is_imported() -> None:
    """By the program itself: what only a test imports is no part of it."""
    paths = [path for path in modules(*PRODUCT) if path.name != "__init__.py"]
    named = {name for path in paths for _, name in imported(parsed(path))} | STARTED_BY_NAME
    texts = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    lonely = [
        shown(path)
        for path in paths
        if module_name(path) not in named and f"{path.parent.name}.{path.stem}:" not in texts
    ]
    assert lonely == []


def test_every_function_is_used() -> None:
    """By the program itself."""
    assert list(unused(map(parsed, modules(*PRODUCT)))) == []


def test_an_unused_function_is_found() -> None:
    """The control: one that nobody names, beside one that is called and one that stands in a table of commands."""
    tree = ast.parse("def idle(): ...\ndef busy(): ...\ndef listed(): ...\nTABLE = {'x': 'office:listed'}\nbusy()")
    assert list(unused([tree])) == ["idle"]


def test_a_librarys_method_is_no_dead_one() -> None:
    """What a base from outside calls may stand there unnamed; what a class of its own holds may not."""
    tree = ast.parse("class A(io.RawIOBase):\n def readinto(self): ...\nclass B(Struct):\n def idle(self): ...\nA, B")
    assert list(unused([tree])) == ["idle"]

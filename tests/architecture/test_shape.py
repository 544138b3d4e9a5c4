"""Code that can be read: small modules and functions, each saying in one sentence what it is."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.architecture.tree import CODE, PRODUCT, ROOT, modules, parsed, shown

MODULE_AIM, MODULE_LIMIT = 250, 400
FUNCTION_AIM, FUNCTION_LIMIT = 30, 60
ROOM_LIMIT = 12
FEWEST_WORDS = 3

Function = ast.FunctionDef | ast.AsyncFunctionDef


def test_modules_and_functions_stay_small(record_property: Callable[[str, object], None]) -> None:
    """No module over 400 lines and no function over 60; those over 250 and 30 are printed."""
    found = [size for path in [*modules(*CODE), ROOT / "run.py"] for size in sizes(path)]
    for name, lines, aim, _ in sorted(found, key=lambda size: -size[1]):
        if lines > aim:
            record_property("notice", f"long, aim {aim}: {name} has {lines} lines")
    assert [(name, lines) for name, lines, _, limit in found if lines > limit] == []


def test_every_public_name_says_what_it_is() -> None:
    """Every module, public class and public function has a docstring; in tests a small builder may go without."""
    assert [gap for path in [*modules(*CODE), ROOT / "run.py"] for gap in gaps(path)] == []


def test_a_docstring_says_something() -> None:
    """In the product a docstring has more than three words, or there is none."""
    assert [short for path in modules(*PRODUCT) for short in short_docstrings(path)] == []


def test_what_counts_as_a_docstring_that_says_nothing(tmp_path: Path) -> None:
    """Three words are found, four pass; a command that its help explains needs none."""
    path = tmp_path / "short.py"
    path.write_text('"""The way in."""\n\ndef a():\n    """It ends the connection."""\n')
    assert short_docstrings(path) == ["short.py : The way in."]
    path.write_text(
        '"""The one way in."""\n\n@click.command("list")\ndef a():\n    pass\n\n@cached\ndef b():\n    pass\n'
    )
    assert gaps(path) == ["short.py b"]


def test_rooms_stay_small() -> None:
    """No room of the product holds more than twelve modules: a fuller one is two rooms."""
    rooms = {path.parent for folder in PRODUCT for path in modules(folder)}
    assert {shown(room): count for room in rooms if (count := files_in(room)) > ROOM_LIMIT} == {}


def test_what_counts_as_a_full_room(tmp_path: Path) -> None:
    """Twelve modules fit, a thirteenth does not; `__init__.py` and rooms inside are not counted."""
    for number in range(12):
        (tmp_path / f"module_{number}.py").touch()
    (tmp_path / "__init__.py").touch()
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "module.py").touch()
    assert files_in(tmp_path) == ROOM_LIMIT
    (tmp_path / "module_12.py").touch()
    assert files_in(tmp_path) == ROOM_LIMIT + 1


def test_packages_say_nothing() -> None:
    """Every `__init__.py` is empty: a name is imported from the module that defines it."""
    assert [shown(path) for path in modules(*CODE) if path.name == "__init__.py" and path.stat().st_size] == []


def test_the_product_is_seen() -> None:
    """The checks of this folder look at something."""
    assert all(modules(folder) for folder in PRODUCT)


def test_what_counts_as_too_long(tmp_path: Path) -> None:
    """400 lines and 60 lines pass, one more each fails."""
    path = tmp_path / "long.py"
    body = "\n".join(["    pass"] * 59)
    path.write_text(f"def f():\n{body}\n" + "\n" * 340)
    assert [lines - limit for _, lines, _, limit in sizes(path)] == [0, 0]
    path.write_text(f"def f():\n{body}\n    pass\n" + "\n" * 340)
    assert [lines - limit for _, lines, _, limit in sizes(path)] == [1, 1]


def test_what_counts_as_silent(tmp_path: Path) -> None:
    """A missing docstring is found at the module, the class and the function; private names may be silent."""
    path = tmp_path / "silent.py"
    path.write_text("class A:\n    pass\n\ndef b():\n    pass\n\ndef _c():\n    pass\n")
    assert gaps(path) == ["silent.py", "silent.py A", "silent.py b"]
    path.write_text('"""M."""\n\nclass A:\n    """A."""\n\ndef b():\n    """B."""\n')
    assert gaps(path) == []


def sizes(path: Path) -> Iterator[tuple[str, int, int, int]]:
    """Name, lines, aim and limit of the module and of each function in it."""
    text = path.read_text(encoding="utf-8")
    yield shown(path), len(text.splitlines()), MODULE_AIM, MODULE_LIMIT
    for node in ast.walk(parsed(path)):
        if isinstance(node, Function):
            yield f"{shown(path)} {node.name}", (node.end_lineno or 0) - node.lineno + 1, FUNCTION_AIM, FUNCTION_LIMIT


def files_in(room: Path) -> int:
    """How many modules stand in the room itself."""
    return sum(path.name != "__init__.py" for path in room.glob("*.py"))


def gaps(path: Path) -> list[str]:
    """The module and its public classes and functions that have no docstring."""
    tree = parsed(path)
    if path.name == "__init__.py":
        return []
    named = [node for node in tree.body if isinstance(node, ast.ClassDef | Function) and _must_speak(path, node)]
    silent = [f"{shown(path)} {node.name}" for node in named if not ast.get_docstring(node)]
    return ([] if ast.get_docstring(tree) else [shown(path)]) + silent


def _must_speak(path: Path, node: ast.ClassDef | Function) -> bool:
    if shown(path).startswith("tests/") and isinstance(node, Function):
        return node.name.startswith("test_")
    return not node.name.startswith("_") and not any(_explains(mark) for mark in node.decorator_list)


def _explains(decorator: ast.expr) -> bool:
    """An overload is explained by what it overloads, a command of the command line by its own help."""
    if isinstance(decorator, ast.Name):
        return decorator.id == "overload"
    return isinstance(decorator, ast.Call) and getattr(decorator.func, "attr", "") in ("command", "group")


def short_docstrings(path: Path) -> list[str]:
    """What stands in the docstring of a module, class or function in three words or fewer: it tells nobody anything."""
    named = [node for node in ast.walk(parsed(path)) if isinstance(node, ast.Module | ast.ClassDef | Function)]
    told = [(getattr(node, "name", ""), ast.get_docstring(node)) for node in named]
    return [f"{shown(path)} {name}: {text}" for name, text in told if text and len(text.split()) <= FEWEST_WORDS]

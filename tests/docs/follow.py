"""Follows a how-to page on a copy of the project: each block goes where the words of its step say."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.architecture.tree import PRODUCT, ROOT
from tests.docs.pages import blocks

COPIED = ("src", "projections", "scheduler", "tests", "tools", "docs", "examples")
PYTEST = ("pytest", "-q", "-n", "0", "-p", "no:cacheprovider")
"""How tests are run in the copy: in order, leaving nothing behind."""

_STEP = re.compile(r"^\*\*\d+\. .*?(?=^\*\*\d+\. |\Z)", re.DOTALL | re.MULTILINE)
_AT_THE_END = re.compile(r"at the\s+end\s+of `([^`]+)`")
_AFTER = re.compile(r"in `([^`]+)`\s+after `([^`]+)`")
_NEW = re.compile(r"in `([^`]+)`, new\s+in `([^`]+)`")
_INSTEAD = re.compile(r"in `([^`]+)`\s+in\s+place\s+of `([^`]+)`")
_GOES_UP = re.compile(r"`(\w+)`\*{0,2}\s+in `([^`]+)`\s+goes\s+up\s+by\s+one")


class NotFollowedError(Exception):
    """A step that nobody could carry out as it is written."""


def copy_of_the_project(folder: Path) -> Path:
    """The project's files below `folder`, to be changed freely."""
    for name in COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "README.zh-CN.md"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def follow(text: str, copy: Path) -> list[str]:
    """
    Carry out every step of the page that has a block, or says of a number that it goes up; the files that were touched.

    Raises NotFollowedError for a step that names no place, or one that is not there.
    """
    touched = []
    for step in _STEP.findall(text):
        touched += [_raised(copy, number, name) for number, name in _GOES_UP.findall(step)]
        for block in blocks(step):
            words = step.partition("```")[0]
            touched.append(_carry_out(words, block.text, copy))
    return touched


def product(touched: list[str]) -> list[str]:
    """Those of the files that belong to the program."""
    return [name for name in touched if name.startswith(tuple(f"{folder}/" for folder in PRODUCT))]


_WORKER = "PYTEST_XDIST_WORKER"
"""Of this run: tests in the copy are a run of their own, with a database server that nobody else has ended."""


def run(copy: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A module of Python in the copy, by its command line."""
    path = os.pathsep.join([str(copy / "src"), str(copy)])
    environment = {name: value for name, value in os.environ.items() if name != _WORKER} | {"PYTHONPATH": path}
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, check=False)


def _carry_out(words: str, text: str, copy: Path) -> str:
    if found := _NEW.search(words):
        name = f"{found[2]}{found[1]}"
        if (copy / name).exists():
            raise NotFollowedError(f"{name} is there already")
        (copy / name).write_text(text, encoding="utf-8")
    elif found := _AFTER.search(words) or _INSTEAD.search(words):
        name = found[1]
        lines = (copy / name).read_text(encoding="utf-8").splitlines(keepends=True)
        places = [number for number, line in enumerate(lines) if found[2] in line]
        if not places:
            raise NotFollowedError(f"{name} has no line with {found[2]}")
        lines[places[-1]] = text if found.re is _INSTEAD else lines[places[-1]] + text
        (copy / name).write_text("".join(lines), encoding="utf-8")
    elif found := _AT_THE_END.search(words):
        name = found[1]
        with (copy / name).open("a", encoding="utf-8") as file:
            file.write(f"\n\n{text.strip()}\n")
    else:
        raise NotFollowedError(words.strip().splitlines()[0])
    return name


def _raised(copy: Path, number: str, name: str) -> str:
    before = (copy / name).read_text(encoding="utf-8")
    after = re.sub(rf"^({number} = )(\d+)$", lambda found: f"{found[1]}{int(found[2]) + 1}", before, flags=re.MULTILINE)
    if after == before:
        raise NotFollowedError(f"{name} has no number {number}")
    (copy / name).write_text(after, encoding="utf-8")
    return name

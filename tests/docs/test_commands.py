"""The commands in the documents work as they stand there."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT
from tests.docs.pages import blocks, page, pages, product_text

CASEWORK = [sys.executable, "-c", "import sys; from casework.interfaces.cli.main import main; sys.exit(main())"]
WALK = "<!-- walk-through -->"


def test_the_walk_through_works(tmp_path: Path) -> None:
    """Whoever types the README's commands, in order, on an empty machine, gets through the main job."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    environment = clean_environment()
    said = {}
    for words in commands("README.md"):
        if words[0] == "export":
            name, _, value = words[1].partition("=")
            environment[name] = value
        else:
            said[words[1]] = run(words[1:], tmp_path, environment)
    assert "02001001027" in said["list"]
    assert "2026-03-17" in said["explain"]
    assert "食品厂包装工" in said["history"].replace("\n", "")
    assert (tmp_path / "refused.xlsx").exists()


def test_both_readmes_walk_the_same_way() -> None:
    """The Chinese README has the same commands, with the same values."""
    assert commands("README.md") == commands("README.zh-CN.md")
    assert len(commands("README.md")) > 20


@pytest.mark.parametrize("path", pages(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_commands_on_other_pages_exist(path: Path, tmp_path: Path) -> None:
    """A page names only commands that there are."""
    listed = [b for b in blocks(path.read_text(encoding="utf-8")) if b.language == "sh" and b.mark != WALK]
    lines = [shlex.split(line, comments=True) for block in listed for line in block.text.splitlines()]
    names = {words[1] for words in lines if words[0] != "export"}
    for name in sorted(names):
        assert run([name, "--help"], tmp_path, clean_environment())


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_every_setting_is_explained(name: str) -> None:
    """Each environment variable that the program reads stands in the table of settings, and no other."""
    text = page(name)
    table = text[text.index("| `CASEWORK_DATABASE_URL`") :]
    explained = {word.strip("`,、") for word in table.split() if word.startswith("`CASEWORK_")}
    assert {word for cell in explained for word in cell.split("`") if word.startswith("CASEWORK_")} == settings()


def settings() -> set[str]:
    """Every name that the program reads from the environment; the library's own are made from ours."""
    text = "\n".join(content for _, content in product_text())
    words = {word for word in text.replace('"', " ").replace("'", " ").split() if word.startswith("CASEWORK_")}
    names = {word.rstrip(".,:;)*") for word in words}
    return {name for name in names if name.isupper() and name.replace("_", "").isalpha()} - {
        "CASEWORK_POSTGRES_ENABLE_DB_FUNCTIONS"
    }


def commands(name: str) -> list[list[str]]:
    """The words of each line of the walk-through."""
    walk = [block.text for block in blocks(page(name)) if block.mark == WALK]
    return [shlex.split(line) for text in walk for line in text.splitlines()]


def clean_environment() -> dict[str, str]:
    """An environment in which nothing of casework is set, but where the program lies."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CASEWORK_")}
    return kept | {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]), "PYTHONIOENCODING": "utf-8"}


def run(words: list[str], folder: Path, environment: dict[str, str]) -> str:
    """What the command prints; the test fails when it is refused."""
    done = subprocess.run(
        [*CASEWORK, *words], cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, f"casework {shlex.join(words)}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout

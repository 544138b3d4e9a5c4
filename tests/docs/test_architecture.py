"""ARCHITECTURE.md is the map: every room stands on it, and every answer of its question list exists."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.architecture.tree import ROOT, modules, shown
from tests.docs.pages import page, tables

PICTURE = re.compile(r"<!-- rooms -->\n(.*?)<!-- end of rooms -->", re.DOTALL)
LAYERS = ("src/casework/domain", "src/casework/application", "src/casework/interfaces", "projections", "scheduler")
QUESTIONS = "Where would I change …?"


def test_the_picture_shows_every_room() -> None:
    """A room that holds modules stands in the picture, and the picture shows no room that is not there."""
    assert words_of(page("ARCHITECTURE.md")) == rooms() | {path.rsplit("/", 1)[-1] for path in LAYERS}


def test_the_rooms_are_those_of_the_contracts() -> None:
    """Every room directly below a layer is entered in one of the contracts."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    entered = {name.strip() for one in contracts for line in one.get("layers", ()) for name in line.split("|")}
    assert sorted(rooms() - entered) == []


@pytest.mark.parametrize("row", tables(page("ARCHITECTURE.md"))[QUESTIONS], ids=lambda row: row[0][:40])
def test_each_answer_exists(row: tuple[str, ...]) -> None:
    """Whoever asks where to change something finds the file and the name in it."""
    assert answers(row[1], row[2]), row


def test_there_are_enough_answers_and_a_wrong_one_is_found() -> None:
    """At least ten questions; a file or a name that is not there is noticed."""
    assert len(tables(page("ARCHITECTURE.md"))[QUESTIONS]) >= 10
    assert not answers("`src/casework/domain/no_such_file.py`", "`evolve`")
    assert not answers("`src/casework/domain/household/evolution/evolve.py`", "`no_such_name`")


def answers(where: str, name: str) -> bool:
    """Whether the first file named is there and holds the name."""
    found = re.search(r"`([\w./-]+\.(?:py|toml))`", where)
    path = ROOT / found[1] if found else ROOT / "missing"
    return path.is_file() and name.strip("`") in path.read_text(encoding="utf-8")


def rooms() -> set[str]:
    """The last names of all folders of the product that hold modules or rooms, below the layers."""
    folders = {path.parent for layer in LAYERS for path in modules(layer) if path.name != "__init__.py"}
    parents = {parent for folder in folders for parent in folder.parents}
    below = {folder for folder in folders | parents if any(shown(folder).startswith(f"{layer}/") for layer in LAYERS)}
    return {folder.name for folder in below}


def words_of(text: str) -> set[str]:
    """The names in the picture: all words in Latin letters."""
    found = PICTURE.search(text)
    return set(re.findall(r"[a-z_]+", found[1])) if found else set()

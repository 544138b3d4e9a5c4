"""Files and names say what they are, in words of the domain or of the pattern; overloaded and empty words are banned."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.tree import CODE, PRODUCT, modules, parsed, shown

EMPTY_WORDS = {"utils", "util", "helpers", "helper", "common", "base", "core", "misc", "shared", "seedwork"}

BANNED = {
    "occasion": "context",
    "supposing": "household_after",
    "supposed": "under_scenario",
    "settled": "done",
    "told": "the noun for what is told",
    "deed": "command",
    "misfit": "format_error",
    "telling": "sentence",
    "stray": "unplaced",
    "twin": "same_name_index",
    "overlay": "with_corrections",
    "reckoning": "computability",
    "incomer": "transferred_in",
}
"""Words that meant three things each, and what is said instead; none of them is a part of a name in the product."""

PRONOUNS = re.compile(r"\b(he|him|his|himself|she|hers|herself)\b", re.IGNORECASE)

SHORTEST_PARTICIPLE = 6
"""A word with fewer letters is a noun of its own: king, ring, seed."""

NOUNS = {
    "closing": "the glossary's word for 其他方式退出, an episode that ends otherwise than by work",
    "encoding": "the standard noun for how a value stands in bytes",
    "following": "the door of the glossary's follower, 跟随",
    "importing": "the door of the glossary's import, 导入; `import` itself cannot name a package in Python",
    "header_meaning": "what a header means: meaning is the noun",
    "operating": "the door of those who run the installation, 运行",
    "understanding": "what a table is taken to mean, before a person of it is read",
    "wording": "the standard noun for how a thing is put in words",
    "writing": "the door of writes, 受理: a command is decided and its facts are stored",
}
"""Names of modules and rooms that hold a word in -ing or -ed and can stand as a heading all the same, with why."""


def test_no_file_has_an_empty_name() -> None:
    """No module or folder is called utils, helpers, common, base, core, misc or the like."""
    assert [shown(path) for path in modules(*CODE) if is_empty_name(shown(path))] == []


def test_no_name_has_a_banned_word() -> None:
    """Functions, classes, fields, arguments and variables of the product use the words of the glossary."""
    assert [found for path in modules(*PRODUCT) for found in banned(path)] == []


def test_what_counts_as_a_banned_word(tmp_path: Path) -> None:
    """A word of a name counts, in singular and plural; prose, and a longer word that holds it, do not."""
    path = tmp_path / "named.py"
    path.write_text('"""What is told."""\n\ndef told_changes(occasions, soldier):\n    tellings = Deed(misfit=1)\n')
    assert sorted(banned(path)) == [
        "named.py Deed: command",
        "named.py misfit: format_error",
        "named.py occasions: context",
        "named.py tellings: sentence",
        "named.py told_changes: the noun for what is told",
    ]


def test_nobody_is_he_or_she() -> None:
    """Members and cadres are women and men: what is written or said of them in the product does not choose."""
    assert [found for path in modules(*PRODUCT) for found in pronouns(path)] == []


def test_what_counts_as_he_or_she(tmp_path: Path) -> None:
    """The word counts as a whole word, in code, prose and sentences, with its line."""
    path = tmp_path / "said.py"
    path.write_text('"""The shepherd."""\n\n# he asks\nhis = "They left; She stays"\n')
    assert pronouns(path) == ["said.py:3", "said.py:4"]


def test_no_module_or_room_is_named_by_a_participle() -> None:
    """A name can stand as a heading: `sealer`, not `sealing`; `parked_households`, not `parked`."""
    assert sorted({shown(path) for path in modules(*PRODUCT) if participles(shown(path))}) == []


def test_the_nouns_in_ing_are_needed() -> None:
    """An exception that no module or room of the product uses any more goes."""
    parts = {part for path in modules(*PRODUCT) for part in _parts(shown(path))}
    assert sorted(set(NOUNS) - parts) == []


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("src/casework/domain/deciding.py", ["deciding"]),
        ("projections/following/page_writing.py", ["page_writing"]),
        ("projections/following/catching_up.py", ["catching_up"]),
        ("projections/recomputing/page.py", ["recomputing"]),
        ("projections/storage/parked.py", ["parked"]),
        ("projections/storage/parked_households.py", []),
        ("src/casework/domain/decisions/closing.py", []),
        ("src/casework/domain/ring.py", []),
        ("src/casework/domain/seed.py", []),
    ],
)
def test_what_counts_as_a_participle(name: str, found: list[str]) -> None:
    """A word in -ing counts wherever it stands, one in -ed at the end; before a noun it only says which."""
    assert participles(name) == found


@pytest.mark.parametrize(
    ("name", "empty"),
    [
        ("src/casework/domain/offers.py", False),
        ("src/casework/domain/utils.py", True),
        ("src/casework/common/offers.py", True),
        ("tests/contract_helpers.py", True),
        ("src/casework/domain/database.py", False),
    ],
)
def test_what_counts_as_an_empty_name(name: str, empty: bool) -> None:
    """The word counts as a whole word: `database` is fine, `offer_utils` is not."""
    assert is_empty_name(name) is empty


def is_empty_name(name: str) -> bool:
    """Whether a word of the path says nothing about what is inside."""
    return bool(EMPTY_WORDS & {word for part in _parts(name) for word in part.split("_")})


def participles(name: str) -> list[str]:
    """The modules and rooms of a path whose names cannot stand as a heading."""
    return [part for part in _parts(name) if part not in NOUNS and _is_participle(part)]


def pronouns(path: Path) -> list[str]:
    """The lines of a module that take somebody for a man or a woman."""
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    return [f"{shown(path)}:{number}" for number, line in lines if PRONOUNS.search(line)]


def banned(path: Path) -> Iterator[str]:
    """The names in a module that hold a banned word, with what is said instead."""
    for name in sorted(_names(parsed(path))):
        for word in {part.removesuffix("s") for part in name.strip("_").lower().split("_")} & set(BANNED):
            yield f"{shown(path)} {name}: {BANNED[word]}"


def _is_participle(name: str) -> bool:
    *before, last = [word if len(word) >= SHORTEST_PARTICIPLE else "" for word in name.split("_")]
    return last.endswith(("ing", "ed")) or any(word.endswith("ing") for word in before)


def _parts(name: str) -> list[str]:
    return name.removesuffix(".py").split("/")


def _names(tree: ast.Module) -> set[str]:
    return {
        value
        for node in ast.walk(tree)
        for attribute in ("id", "name", "attr", "arg")
        if isinstance(value := getattr(node, attribute, None), str)
    }

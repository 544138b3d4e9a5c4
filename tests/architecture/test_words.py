"""Files and names say what they are, in words of the domain or of the pattern; overloaded and empty words are banned."""

import ast
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
    return bool(EMPTY_WORDS & set(name.removesuffix(".py").replace("/", "_").split("_")))


def banned(path: Path) -> Iterator[str]:
    """The names in a module that hold a banned word, with what is said instead."""
    for name in sorted(_names(parsed(path))):
        for word in {part.removesuffix("s") for part in name.strip("_").lower().split("_")} & set(BANNED):
            yield f"{shown(path)} {name}: {BANNED[word]}"


def _names(tree: ast.Module) -> set[str]:
    return {
        value
        for node in ast.walk(tree)
        for attribute in ("id", "name", "attr", "arg")
        if isinstance(value := getattr(node, attribute, None), str)
    }

"""What a docstring refers to in a word and a number can be looked up in docs/references.md."""

from __future__ import annotations

import re

import pytest

from tests.docs.pages import page, product_text, tables

# "(design, 5)", "(spike, 7)", "(reliability, D9, 5.1)", "(reliability, D31-D36)", "(style: layout)"
REFERENCE = re.compile(
    r"\b(design|spike|style|reliability|performance|lessons|requirements)(?:, ([A-Z]?\d[\d.]*|[A-Z]\w*|promise)|: (\w+))"
    r"((?:, [A-Z]?\d[\d.]*)*)"
)
LISTED = {row[0] for rows in tables(page("docs/references.md")).values() for row in rows}


def test_every_short_reference_is_explained() -> None:
    """A newcomer who reads a reference finds what it means without any other document."""
    found = {(path, name) for path, content in product_text() for name in references(content)}
    assert len(found) > 20
    assert sorted(pair for pair in found if not is_explained(pair[1])) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("deadlines (design, 5).", ["design, 5"]),
        ("(reliability, D9, 5.1)", ["reliability, D9", "reliability, 5.1"]),
        ("(reliability, D31-D36)", ["reliability, D31"]),
        ("(design, Stages)", ["design, Stages"]),
        ("(style: layout)", ["style: layout"]),
        ("by design, every", []),
    ],
)
def test_what_counts_as_a_reference(text: str, names: list[str]) -> None:
    """A word and a number or name; prose is none."""
    assert references(text) == names


def test_an_unknown_reference_is_found() -> None:
    """The check is red for a number that nobody explained."""
    assert not is_explained("design, 99")
    assert is_explained("reliability, D31")


def references(text: str) -> list[str]:
    """The references in a text, each number by itself."""
    names = []
    for word, number, topic, more in REFERENCE.findall(text):
        names.append(f"{word}, {number.rstrip('.')}" if number else f"{word}: {topic}")
        names += [f"{word}, {other.rstrip('.')}" for other in more.split(", ") if other]
    return names


def is_explained(name: str) -> bool:
    """Whether the page has a line for it, alone or as the first of several."""
    return any(listed == name or listed.startswith(f"{name} to ") for listed in LISTED)

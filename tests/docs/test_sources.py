"""Every rule names its source, and every source that is named can be found in docs/sources.md."""

from __future__ import annotations

import re

import pytest

from tests.docs.pages import page, pages, product_text, tables

CITED = re.compile(r"\b(?:GY|BJ|CZ|CD|BT|OF)-[A-Z]?\d+(?:\.\d+)?[a-z]?\b")
LISTED = {row[0] for rows in tables(page("docs/sources.md")).values() for row in rows if CITED.fullmatch(row[0])}


def test_every_source_cited_in_the_program_is_listed() -> None:
    """Code, policy and work calendar cite only documents that a reader can look up."""
    cited = {(path, source) for path, content in product_text() for source in CITED.findall(content)}
    assert len(cited) > 100
    assert sorted(pair for pair in cited if not is_listed(pair[1])) == []


def test_every_source_cited_on_a_page_is_listed() -> None:
    """The pages cite only documents that a reader can look up."""
    cited = {(path.name, source) for path in pages() for source in CITED.findall(path.read_text(encoding="utf-8"))}
    assert sorted(pair for pair in cited if not is_listed(pair[1])) == []


def test_each_source_is_listed_once() -> None:
    """An id means one thing."""
    rows = [row[0] for rows in tables(page("docs/sources.md")).values() for row in rows if CITED.fullmatch(row[0])]
    assert sorted(rows) == sorted(set(rows))


@pytest.mark.parametrize(
    ("source", "listed"),
    [("GY-12d", True), ("GY-12", True), ("BJ-1.2", True), ("OF-27", True), ("GY-99", False), ("OF-2a", False)],
)
def test_what_counts_as_listed(source: str, listed: bool) -> None:
    """An id counts when it stands in the list, a group when one of its letters does."""
    assert is_listed(source) is listed


def is_listed(source: str) -> bool:
    """Whether the id, or for a group one of its letters, is listed."""
    return source in LISTED or any(re.fullmatch(rf"{re.escape(source)}[a-z]", known) for known in LISTED)

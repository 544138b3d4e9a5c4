"""Whoever follows a link in the documents arrives."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT
from tests.docs.pages import pages

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
NAMED = re.compile(r"`((?:src|projections|scheduler|tests|tools|docs|examples|benchmarks)/[\w./-]+)`")


@pytest.mark.parametrize("path", pages(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_resolve(path: Path) -> None:
    """Every link within the project leads to a file or folder that is there, and to a heading that it has."""
    text = path.read_text(encoding="utf-8")
    assert [link for link in LINK.findall(text) if not resolves(path, link)] == []


@pytest.mark.parametrize("path", pages(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_named_files_exist(path: Path) -> None:
    """A file or folder that a page names by its path is there."""
    text = path.read_text(encoding="utf-8")
    assert [name for name in NAMED.findall(text) if not (ROOT / name).exists()] == []


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("LICENSE", True),
        ("docs/glossary.md", True),
        ("docs/adr/", True),
        ("docs/no-such-page.md", False),
        ("CONTRIBUTING.md#tests", True),
        ("CONTRIBUTING.md#no-such-heading", False),
    ],
)
def test_what_counts_as_arriving(link: str, found: bool) -> None:
    """A file, a folder, or a heading of a page."""
    assert resolves(ROOT / "README.md", link) is found


def resolves(page: Path, link: str) -> bool:
    """Whether the link of this page leads somewhere; addresses on the net are taken as they are."""
    if link.startswith(("http://", "https://")):
        return True
    name, _, heading = link.partition("#")
    target = (page.parent / name).resolve() if name else page
    if not target.exists():
        return False
    return not heading or heading in headings(target.read_text(encoding="utf-8"))


def headings(text: str) -> set[str]:
    """The names by which headings can be linked to."""
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}

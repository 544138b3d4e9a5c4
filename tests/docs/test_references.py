"""A docstring refers to a decision by its number (`ADR 0006`) or to a rule by its source, and to nothing else."""

from __future__ import annotations

import re

import pytest

from tests.architecture.tree import ROOT
from tests.docs.pages import page, pages, product_text

ADR = re.compile(r"\bADR (\d{4})\b")
# A word and a number of a paper that is not in this repository: "(xyz, 5)", "(xyz, D9, 5.1)", "(xyz: topic)"; "P7" alone
ELSEWHERE = re.compile(
    r"\((?:design|spike|style|reliability|performance|lessons|requirements|dependencies)(?:, |: )[^)]*\)"
    r"|(?<![-\w])P\d{1,2}\b"
)
ADRS = ROOT / "docs" / "adr"
LISTED = set(re.findall(r"\[(\d{4})\]", page("docs/adr/README.md")))


def test_every_decision_that_is_named_exists() -> None:
    """A newcomer who reads ADR 0006 finds it."""
    found = {(path, number) for path, content in _everything() for number in ADR.findall(content)}
    assert len(found) > 40
    assert sorted(pair for pair in found if pair[1] not in LISTED) == []


def test_every_decision_has_a_number_of_its_own_and_stands_in_the_list() -> None:
    """Two that are written at the same time do not share one."""
    titles = [path.read_text(encoding="utf-8").partition("\n")[0] for path in sorted(ADRS.glob("0*.md"))]
    rows = re.findall(r"\| \[(\d{4})\]\(\1-[a-z0-9-]+\.md\) \| (.+?) \|", page("docs/adr/README.md"))
    assert titles == [f"# {number} {title}" for number, title in rows]
    assert len(rows) == len(LISTED)


def test_nothing_refers_to_a_paper_elsewhere() -> None:
    """The project stands alone: what it refers to is in it."""
    assert [(path, text) for path, content in _everything() for text in elsewhere(content)] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("deadlines (design, 5).", ["(design, 5)"]),
        ("(reliability, D9, 5.1)", ["(reliability, D9, 5.1)"]),
        ("(style: layout)", ["(style: layout)"]),
        ("never in clear (P7).", ["P7"]),
        ("decided above (CD-P3)", []),
        ("by design, every", []),
        ("(ADR 0006)", []),
    ],
)
def test_what_counts_as_a_paper_elsewhere(text: str, found: list[str]) -> None:
    """A word and a number in brackets, or a number of a list that is not here; prose and a source are none."""
    assert elsewhere(text) == found


def elsewhere(text: str) -> list[str]:
    """The references of a text that lead out of the repository."""
    return ELSEWHERE.findall(text)


def _everything() -> list[tuple[str, str]]:
    return [*product_text(), *((path.name, path.read_text(encoding="utf-8")) for path in pages())]

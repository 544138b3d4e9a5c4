"""Code on a page is code that a test runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT
from tests.docs.pages import blocks, pages
from tools.page_code import PartMissingError, filled, part

HOW_TO = sorted((ROOT / "docs" / "how-to").glob("*.md"))


@pytest.mark.parametrize("path", pages(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_code_is_taken_from_tested_files(path: Path) -> None:
    """
    Every block of code names its file and is what stands there: `python -m tools.page_code` was run.

    A page that is followed word for word holds its code itself, and names the test that follows it.
    """
    text = path.read_text(encoding="utf-8")
    assert text == filled(text)
    unmarked = [
        block.text
        for block in blocks(text)
        if block.language != "sh" and "<!-- code: tests/" not in block.mark and not is_followed(block.mark, path)
    ]
    assert unmarked == []


def is_followed(mark: str, path: Path) -> bool:
    """Whether the mark names a test that reads this very page."""
    found = re.fullmatch(r"<!-- followed by (tests/docs/test_\w+\.py) -->", mark)
    return found is not None and path.relative_to(ROOT).as_posix() in (ROOT / found[1]).read_text(encoding="utf-8")


def test_every_usual_change_has_a_page_with_code() -> None:
    """What comes up again and again is explained with code that runs."""
    names = [path.stem for path in HOW_TO]
    changes = [
        "a-changed-fact",
        "a-new-command",
        "a-new-deadline",
        "a-new-fact",
        "a-new-read-model",
        "a-new-scheduled-duty",
        "a-rebuild",
    ]
    office = ["keep-an-office", "keep-an-office.zh-CN", "load-next-years-holidays", "publish-a-policy"]
    assert names == [*changes, *office, "read-a-ledger-we-have-not-seen"]
    assert [path.stem for path in HOW_TO if not blocks(path.read_text(encoding="utf-8"))] == []


def test_a_block_follows_its_file(tmp_path: Path) -> None:
    """A block is replaced by what its file says now; other text stays."""
    (tmp_path / "a.py").write_text("    # page: one\n    x = 1\n    # page: end\n")
    before = "text\n<!-- code: a.py one -->\n```python\nold\n```\nmore\n"
    assert filled(before, tmp_path) == before.replace("old", "x = 1")


def test_a_part_that_is_not_there_is_an_error() -> None:
    """A page cannot name code that does not exist."""
    with pytest.raises(PartMissingError):
        part("# page: one\nx = 1\n# page: end\n", "two")
    with pytest.raises(PartMissingError):
        part("# page: one\nx = 1\n", "one")

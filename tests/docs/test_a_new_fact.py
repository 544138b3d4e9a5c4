"""docs/how-to/a-new-fact.md is followed word for word on a copy of the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.follow import PYTEST, NotFollowedError, copy_of_the_project, follow, product, run
from tests.docs.pages import page

PAGE = page("docs/how-to/a-new-fact.md")
CHECKS = (
    "tests/domain/decisions/test_certificates.py",
    "tests/domain/facts/test_declarations.py",
    "tests/domain/household/test_evolve.py::test_a_fact_is_folded_by_the_function_of_its_name",
    "tests/domain/household/test_evolve.py::test_every_fact_evolves_even_an_empty_household",
    "tests/projections/wording/test_sentences.py",
    "tests/docs/test_glossary.py",
    "tests/docs/test_facts_page.py",
)
"""The tests of the page, and those that every fact of the catalogue has to stand."""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the project to be changed."""
    return copy_of_the_project(tmp_path)


def test_whoever_follows_the_page_has_a_new_fact(copy: Path) -> None:
    """Four files of the program are touched; the page's tests pass, and all that hold every fact to its word."""
    assert len(product(follow(PAGE, copy))) == 4
    assert run(copy, "tools.facts_catalogue").returncode == 0
    assert "### `certificate-issued`" in (copy / "docs" / "facts.md").read_text(encoding="utf-8")
    tests = run(copy, *PYTEST, *CHECKS)
    assert tests.returncode == 0, tests.stdout


def test_a_page_that_leaves_a_step_out_is_found(copy: Path) -> None:
    """The control: without its line in the catalogue the fact is none."""
    follow(PAGE.replace("    assistance.CertificateIssued,\n", ""), copy)
    assert run(copy, "tools.facts_catalogue", "--check").returncode == 0
    tests = run(copy, *PYTEST, "tests/docs/test_glossary.py")
    assert "test_every_fact_has_its_line" in tests.stdout


def test_a_step_that_names_no_place_cannot_be_followed(tmp_path: Path) -> None:
    """Prose that says nowhere where a block goes, or somewhere that is not, is an error."""
    (tmp_path / "a.py").write_text("one\n", encoding="utf-8")
    with pytest.raises(NotFollowedError):
        follow("**1. The fact**, somewhere.\n\n```python\nx\n```\n", tmp_path)
    with pytest.raises(NotFollowedError):
        follow("**1. A line**, in `a.py` after `two`.\n\n```python\nx\n```\n", tmp_path)
    assert follow("**1. A line**, in `a.py` after `one`.\n\n```python\nx\n```\n", tmp_path) == ["a.py"]
    assert follow("**1. A line**, in `a.py` in place of `x`.\n\n```python\ny = 4\n```\n", tmp_path) == ["a.py"]
    assert follow("**1. `y`** in `a.py` goes up by one.\n", tmp_path) == ["a.py"]
    assert (tmp_path / "a.py").read_text(encoding="utf-8") == "one\ny = 5\n"
    with pytest.raises(NotFollowedError):
        follow("**1. `z`** in `a.py` goes up by one.\n", tmp_path)

"""docs/how-to/a-new-deadline.md is followed word for word on a copy of the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.follow import PYTEST, copy_of_the_project, follow, product, run
from tests.docs.pages import page

PAGE = page("docs/how-to/a-new-deadline.md")
CHECKS = ("tests/domain/deadlines/test_needs.py", "tests/docs/test_glossary.py", "tests/domain/policy/test_policy.py")
"""The tests of the page, and those that every deadline of the policy has to stand."""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the project to be changed."""
    return copy_of_the_project(tmp_path)


def test_whoever_follows_the_page_has_a_new_deadline(copy: Path) -> None:
    """One file of the program is touched, and it is no code."""
    assert product(follow(PAGE, copy)) == ["src/casework/domain/policy/policy.toml"]
    tests = run(copy, *PYTEST, *CHECKS)
    assert tests.returncode == 0, tests.stdout


def test_a_rule_about_an_unknown_fact_is_found(copy: Path) -> None:
    """The control: a typing error is found when the policy is read, not when the deadline is missed."""
    follow(PAGE.replace('fact = "needs-assessed"', 'fact = "needs-assesed"'), copy)
    tests = run(copy, *PYTEST, "tests/domain/deadlines/test_needs.py")
    assert tests.returncode != 0
    assert "needs-assesed" in tests.stdout + tests.stderr

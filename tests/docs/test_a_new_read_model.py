"""docs/how-to/a-new-read-model.md is followed word for word on a copy of the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.follow import PYTEST, copy_of_the_project, follow, product, run
from tests.docs.pages import page

PAGE = page("docs/how-to/a-new-read-model.md")
TEST = "tests/interfaces/cli/inquiries/test_open_difficulties.py"
CHECKS = (
    TEST,
    "tests/contracts/test_read_models.py::test_rebuilt_read_models_are_the_followed_ones",
    "tests/interfaces/cli/test_help.py::test_every_command_of_the_contract_is_there",
    "tests/interfaces/cli/accounts/test_rights.py::test_everything_has_its_line",
    "tests/interfaces/cli/test_help.py::test_the_pages_are_those_of_the_reviewed_sample",
)
"""The test of the page, and those that every read model and every command has to stand."""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the project to be changed."""
    return copy_of_the_project(tmp_path)


def test_whoever_follows_the_page_has_a_new_list(copy: Path) -> None:
    """Two new modules, and a line or two in five; it is followed, rebuilt, and asked of any moment like every other."""
    assert set(product(follow(PAGE, copy))) == {
        "projections/following/changes.py",
        "projections/lists/open_difficulties.py",
        "projections/storage/position.py",
        "src/casework/interfaces/listings/open_difficulties.py",
        "src/casework/interfaces/listings/catalogue.py",
        "src/casework/interfaces/cli/first_page.py",
        "src/casework/domain/rights/rights.toml",
    }
    assert run(copy, "tools.help_pages").returncode == 0
    tests = run(copy, *PYTEST, *CHECKS)
    assert tests.returncode == 0, tests.stdout


def test_a_page_that_forgets_the_follower_is_found(copy: Path) -> None:
    """The control: a table that nobody fills answers nothing."""
    follow(
        PAGE.replace("    DIFFICULTIES: lambda moved: _differing(DIFFICULTIES, moved, difficulty_rows),\n", ""), copy
    )
    tests = run(copy, *PYTEST, TEST)
    assert "test_a_difficulty_is_listed_until_it_is_solved" in tests.stdout
    assert tests.returncode != 0

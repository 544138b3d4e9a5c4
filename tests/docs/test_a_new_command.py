"""docs/how-to/a-new-command.md is followed word for word on a copy of the project, after docs/how-to/a-new-fact.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.follow import PYTEST, copy_of_the_project, follow, product, run
from tests.docs.pages import page

FACT, PAGE = page("docs/how-to/a-new-fact.md"), page("docs/how-to/a-new-command.md")
CHECKS = (
    "tests/interfaces/cli/office/test_certificate.py",
    "tests/application/commands/test_catalogue.py",
    "tests/interfaces/cli/accounts/test_rights.py::test_everything_has_its_line",
    "tests/interfaces/cli/test_help.py::test_every_command_of_the_contract_is_there",
    "tests/interfaces/cli/test_help.py::test_the_pages_are_those_of_the_reviewed_sample",
)
"""The test of the page, and those that every command of the catalogue has to stand."""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the project in which the fact and its decision stand."""
    copied = copy_of_the_project(tmp_path)
    follow(FACT, copied)
    return copied


def test_whoever_follows_the_page_has_a_new_command(copy: Path) -> None:
    """Three files of the program beside the decision's are touched, and everything that holds for commands holds for it."""
    assert set(product(follow(PAGE, copy))) == {
        "src/casework/application/commands/certificates.py",
        "src/casework/application/commands/catalogue.py",
        "src/casework/domain/rights/rights.toml",
    }
    assert run(copy, "tools.help_pages").returncode == 0
    tests = run(copy, *PYTEST, *CHECKS)
    assert tests.returncode == 0, tests.stdout


def test_a_page_that_forgets_a_refusal_is_found(copy: Path) -> None:
    """The control: what the decision refuses has to stand in the command."""
    follow(PAGE.replace("NoOpenEpisodeError, MemberUnknownError, InvalidValueError)", "NoOpenEpisodeError,)"), copy)
    tests = run(copy, *PYTEST, "tests/application/commands/test_catalogue.py")
    assert "test_everything_that_is_refused_stands_in_the_command[certificate]" in tests.stdout

"""docs/requirements-coverage.md names only commands and tests that are there, for every core row."""

from __future__ import annotations

import ast

import click
import pytest

from casework.interfaces.cli.main import cli
from tests.architecture.tree import ROOT
from tests.docs.pages import page
from tests.docs.requirements_coverage import COVERAGE, Covered
from tests.docs.test_sources import LISTED
from tools.requirements_coverage import main, render

CORE_ROWS = 70


def test_every_core_row_is_judged_once() -> None:
    """Seventy rows, each of a source that can be looked up, none twice."""
    rows = [each.row for each in COVERAGE]
    assert (len(rows), len(set(rows))) == (CORE_ROWS, CORE_ROWS)
    assert [row for row in rows if row not in LISTED] == []


@pytest.mark.parametrize("row", COVERAGE, ids=lambda row: row.row)
def test_what_a_row_names_is_there(row: Covered) -> None:
    """A row that works names a command and a test; one that does not says what is missing; all that is named exists."""
    assert faults(row) == []


@pytest.mark.parametrize(
    "row",
    [
        Covered("GY-1b", "works", (), "interfaces/cli/inquiries/test_workers.py::test_every_worker_has_a_line"),
        Covered("GY-1b", "works", ("workers",), ""),
        Covered("GY-1b", "works", ("workers",), "interfaces/cli/inquiries/test_workers.py"),
        Covered(
            "GY-1b", "works", ("labourers",), "interfaces/cli/inquiries/test_workers.py::test_every_worker_has_a_line"
        ),
        Covered(
            "GY-1b",
            "works",
            ("workers --no-such-option",),
            "interfaces/cli/inquiries/test_workers.py::test_every_worker_has_a_line",
        ),
        Covered("GY-1b", "works", ("workers",), "interfaces/cli/inquiries/test_workers.py::test_no_such_test"),
        Covered("GY-1b", "in part", ("workers",), "interfaces/cli/inquiries/test_workers.py"),
        Covered("GY-1b", "not yet", ("workers",), "", "everything"),
    ],
)
def test_a_row_that_claims_too_much_is_found(row: Covered) -> None:
    """No command, no test, one that is not there, nothing missing of what is not whole: each is noticed."""
    assert faults(row)


def test_the_page_is_up_to_date() -> None:
    """`python -m tools.requirements_coverage` was run."""
    assert page("docs/requirements-coverage.md") == render()
    assert main(["--check"]) == 0


def faults(row: Covered) -> list[str]:
    """What is wrong with a row; nothing when all that it claims can be looked up."""
    found = [f"no command {words}" for words in row.shown_by if not is_command(words)]
    if row.verdict == "works" and not (row.shown_by and "::" in row.test):
        found.append("works, and nothing shows it")
    if row.verdict == "not yet" and (row.shown_by or row.test):
        found.append("not yet, and shown all the same")
    if (row.verdict == "works") is bool(row.missing):
        found.append("what is missing is not said, or nothing is")
    if row.test and not is_test(row.test):
        found.append(f"no test {row.test}")
    return found


def is_command(words: str) -> bool:
    """Whether the command line has this command with these options."""
    names = [word for word in words.split() if not word.startswith("--")]
    options = [word for word in words.split() if word.startswith("--")]
    found: click.Command | None = cli
    for name in names:
        found = found.get_command(click.Context(found), name) if isinstance(found, click.Group) else None
    offered = {text for each in found.params for text in each.opts} if found is not None else set()
    return found is not None and set(options) <= offered


def is_test(name: str) -> bool:
    """Whether the file is there, and the test in it where one is named."""
    file, _, function = name.partition("::")
    path = ROOT / "tests" / file
    if not path.is_file():
        return False
    defined = {node.name for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.FunctionDef)}
    return not function or function in defined

"""docs/how-to/a-new-scheduled-duty.md is followed word for word on a copy of the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.duties.scheduled_duties import scheduled_duties
from tests.docs.follow import PYTEST, copy_of_the_project, follow, product, run
from tests.docs.pages import page

PAGE = page("docs/how-to/a-new-scheduled-duty.md")
TEST = "tests/scheduler/duties/test_overdue_count.py"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the project to be changed."""
    return copy_of_the_project(tmp_path)


def test_whoever_follows_the_page_has_a_new_duty(copy: Path) -> None:
    """A module of its own and the table of duties are touched, and a process that serves does it."""
    assert set(product(follow(PAGE, copy))) == {
        "scheduler/duties/overdue_count.py",
        "scheduler/duties/scheduled_duties.py",
    }
    tests = run(copy, *PYTEST, TEST)
    assert tests.returncode == 0, tests.stdout


def test_a_page_that_forgets_the_line_is_found(copy: Path) -> None:
    """The control: what stands in no table is done by nobody."""
    follow(PAGE.replace("name=overdue_count.NAME, every", "name='another', every"), copy)
    tests = run(copy, *PYTEST, TEST)
    assert "test_it_is_done_once_a_day_by_whoever_serves" in tests.stdout
    assert tests.returncode != 0


def test_the_names_of_duties_differ() -> None:
    """Leases and run records are kept by name."""
    names = [duty.name for duty in scheduled_duties()]
    assert len(set(names)) == len(names)

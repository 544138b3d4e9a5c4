"""A list is declared once: its columns are found by field, and a declaration that does not hold is refused."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import pytest

from casework.application.importing import withdrawals
from casework.application.register import household_view
from casework.application.rules import calendars
from casework.domain.columns import ListRow, column, columns_of, json_fields
from casework.interfaces.cli.inquiries import timeline_page
from casework.interfaces.cli.rules import calendar_page
from casework.interfaces.cli.rules import divisions as division_changes
from casework.interfaces.demo import stage
from projections.lists import board, division_names, episode_list, notice_list, overdue_list
from projections.lists.entries import history, import_batches, late_entries, second_person
from projections.lists.figures import coverage, workload

MODULES = (
    *(board, division_names, episode_list, history, household_view, import_batches, late_entries, notice_list),
    *(overdue_list, second_person, coverage, workload, calendars, withdrawals, calendar_page, division_changes),
    *(stage, timeline_page),
)


class Due(ListRow, frozen=True, kw_only=True):
    """A part of a row."""

    name: Annotated[str, column("期限", "deadline")]
    on: Annotated[date, column("截止日", "due")]


class Household(ListRow, frozen=True, kw_only=True):
    """A row with a part and a column that no answer has."""

    on_screen = ("number", "due.on")

    number: Annotated[str, column("户编号", "household")]
    due: Due | None
    place: Annotated[int, column("第几条", "entry", in_json=False)]


class Unworded(ListRow, frozen=True, kw_only=True):
    """A field without words."""

    number: str


class Misspelt(ListRow, frozen=True, kw_only=True):
    """A screen that names what is not there."""

    on_screen = ("nmber",)

    number: Annotated[str, column("户编号", "household")]


@pytest.mark.parametrize(
    "row",
    [row for module in MODULES for row in vars(module).values() if isinstance(row, type) and issubclass(row, ListRow)],
)
def test_every_list_is_whole(row: type[ListRow]) -> None:
    """Each field has its words in both languages, and the screen names columns that are there."""
    for found in columns_of(row).values():
        assert found.header.zh
        assert found.header.en
    assert len(set(row.on_screen)) == len(row.on_screen)


def test_columns_stand_in_the_order_of_the_fields_those_of_a_part_behind_its_name() -> None:
    """So a table may show a part's column between the row's own."""
    assert list(columns_of(Household)) == ["number", "due.name", "due.on", "place"]
    assert columns_of(Household)["due.on"].header.en == "due"


def test_what_is_not_told_is_in_no_answer() -> None:
    """The part is told whole."""
    assert json_fields(Household) == {"number": "number", "due": "due"}


@pytest.mark.parametrize(("row", "why"), [(Unworded, "number has no column"), (Misspelt, r"no columns \['nmber'\]")])
def test_a_declaration_that_does_not_hold_is_refused(row: type[ListRow], why: str) -> None:
    """The controls: a field without words, a screen with a misspelt name."""
    with pytest.raises(TypeError, match=why):
        columns_of(row)

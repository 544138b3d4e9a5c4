"""Why things are as they are: a household's whole history, and a deadline day by day."""

from __future__ import annotations

import rich_click as click

from casework.domain.labels import Label
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import asks_of_then
from casework.interfaces.cli.parameters import NameType
from casework.interfaces.cli.printing import print_json, print_list
from casework.interfaces.workplace.asking import AskedOfThen

HOUSEHOLD = click.argument("household", metavar="HOUSEHOLD", help="户编号或户标识 the ledger's number or the id")


@click.command(
    "history",
    help="全程记录：谁在何时记录了什么\n\nEverything that was recorded of a household, in order: the audit trail.",
)
@HOUSEHOLD
@asks_of_then
def history_command(asked: AskedOfThen, household: str) -> None:
    from casework.interfaces.workplace.views import view_of_household
    from projections.lists.history import HistoryEntry

    with workplace(asked) as place, view_of_household(place, asked, household, "history") as (view, found):
        entries = view.models.history.of(household=found.id)
    if asked.json:
        print_json(view.answer([entry.as_json() for entry in entries.rows]))
        return
    title = Label(f"户{found.household}，{found.village_name}", f"Household {found.household}, {found.village_name}")
    print_list(asked, HistoryEntry, entries, view, title=title)


@click.command(
    "explain",
    help="期限是怎样算出来的：逐日说明\n\nHow a deadline was worked out, day by day; the newest instance unless one is named.",
)
@HOUSEHOLD
@click.argument("deadline", type=NameType(), metavar="DEADLINE", help="期限（见 policy show） its name")
@click.option("--occurrence", type=NameType(), metavar="X", help="期次（见 show） which instance")
@asks_of_then
def explain_command(asked: AskedOfThen, household: str, deadline: str, occurrence: str | None) -> None:
    from casework.application.inquiries.explanation import explain_entries
    from casework.interfaces.cli.inquiries.explanation_page import explanation_answer, print_explanation
    from casework.interfaces.workplace.views import entries_in, view_of_household

    with workplace(asked) as place, view_of_household(place, asked, household) as (view, found):
        explanation = explain_entries(
            place.casework,
            entries_in(place, view, found.id),
            view.book,
            deadline,
            occurrence,
            now=view.now,
            until=view.position,
        )
        if asked.json:
            print_json(explanation_answer(explanation) | view.envelope())
        else:
            print_explanation(asked, explanation, view.models.divisions)

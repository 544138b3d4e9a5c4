"""Why things are as they are: a household's whole history, and a deadline day by day."""

from __future__ import annotations

import rich_click as click

from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.inquiries.masked_data import print_kept_masked
from casework.interfaces.cli.options import asks_of_then, unmasks
from casework.interfaces.cli.output import print_json, print_list
from casework.interfaces.cli.parameters import NameType
from casework.interfaces.workplace.invocation import AskedOfThen, Unmasking

HOUSEHOLD = click.argument(
    "household", metavar="HOUSEHOLD", help="石桥村1号、户编号或系统编号 village and number, number or id"
)


@click.command(
    "history",
    help="全程记录：谁在何时记录了什么\n\nEverything that was recorded of a household, in order: the audit trail.",
)
@HOUSEHOLD
@asks_of_then
@unmasks
def history_command(asked: AskedOfThen, unmasking: Unmasking | None, household: str) -> None:
    from casework.interfaces.cli.inquiries.missed_duties import print_missed
    from casework.interfaces.reception.pages import history_page
    from casework.interfaces.workplace.views import view_of_household
    from projections.lists.entries.history import HistoryEntry

    with workplace(asked) as place, view_of_household(place, asked, household, "history") as (view, found):
        entries, missed = history_page(place, view, found, unmasking)
        if asked.json:
            print_json(view.answer([entry.as_json() for entry in entries.rows]))
            return
        more = ("acting_office", "under") if asked.verbose else ()
        print_list(asked, HistoryEntry, entries, view, title=found.called, on_screen=(*HistoryEntry.on_screen, *more))
        print_missed(asked, missed, view)
        print_kept_masked(asked, place, unmasking)


@click.command(
    "explain",
    help="期限是怎样算出来的：逐日说明\n\nHow a deadline was worked out, day by day; the newest instance unless one is named.",
)
@HOUSEHOLD
@click.argument("deadline", type=NameType(), metavar="DEADLINE", help="期限（见 policy show） its name")
@click.option(
    "--occurrence", type=NameType(), metavar="X", help="针对哪一个，如 县区人社部门（见 show） which instance"
)
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

"""The report of who enters late (GY-17b; ADR 0018)."""

from __future__ import annotations

from datetime import date

import rich_click as click

from casework.domain.errors import InvalidValueError
from casework.domain.written.days import Lies
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import lists
from casework.interfaces.cli.output import answer_list
from casework.interfaces.cli.parameters import DayType
from casework.interfaces.wording.filter_words import Wanted, days
from casework.interfaces.workplace.invocation import Listing


@click.command(
    "late",
    help="补录情况：每个乡镇每名办理人的补录，以及其期限的办理结果\n\n"
    "Who enters late, by township and account, and what came of the duties: done in time, done in time but logged "
    "late, done late, overdue with nothing done now, or ended while overdue, and by what. The days are those of "
    "recording, for what was missed those in which it became overdue.",
)
@click.option(
    "--from", "first", type=DayType(Lies.BEHIND), metavar="DATE", help="记录日期自 recorded on or after this day"
)
@click.option(
    "--to", "last", type=DayType(Lies.BEHIND), metavar="DATE", help="记录日期至（含） recorded on or before this day"
)
@lists
def late_command(listing: Listing, first: date | None, last: date | None) -> None:
    if first is not None and last is not None and first > last:
        raise InvalidValueError(
            "from", zh="起始日不能晚于截止日，请核对", en="The first day cannot be after the last one; check both"
        )
    from casework.interfaces.workplace.views import view_of
    from projections.lists.entries.late_entries import Days, LateEntries, LateLogging

    with workplace(listing) as place, view_of(place, listing, "board", "history", "deadline_list") as view:
        report = LateEntries(view.models.engine, view.book)
        found = report.per_account(
            scope=view.scope, now=view.now, region=listing.region, days=Days(first=first, last=last)
        )
        answer_list(listing, LateLogging, found, view, wanted=Wanted(own=days(first, last)))

"""The ledger of a village's workers (GY-1b, GY-2c, GY-14c)."""

from __future__ import annotations

import rich_click as click

from casework.domain.codes.people import LedgerGroup
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import code_option, lists
from casework.interfaces.cli.output import answer_list
from casework.interfaces.workplace.invocation import Listing


@click.command(
    "workers",
    help="劳动力台账：每人一行，含返乡回流、有意愿未就业、零就业三类专门台账\n\n"
    "Workers, one line each: work, pay, wish, last contact and what comes next; also the ledgers of returnees, of the "
    "willing without a job, and of households with nobody in work (GY-1b, GY-2c, GY-14c).",
)
@code_option("--group", LedgerGroup, "专门台账", "ledger")
@lists
def workers_command(listing: Listing, group: LedgerGroup | None) -> None:
    from casework.interfaces.workplace.views import view_of
    from projections.lists.worker_list import WorkerLine

    with workplace(listing) as place, view_of(place, listing, "board", "household_state") as view:
        found = view.models.workers.lines(now=view.now, region=listing.region, group=group)
        answer_list(listing, WorkerLine, found, view)

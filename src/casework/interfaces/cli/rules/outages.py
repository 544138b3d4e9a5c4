"""An outage declared or withdrawn on the command line, with the deadlines that it moves."""

from __future__ import annotations

from datetime import date

import rich_click as click

from casework.domain.codes.offices import OutageKind
from casework.domain.divisions.codes import full_code
from casework.domain.facts.office.rules import EVERYWHERE
from casework.domain.written.days import Lies
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import COMMAND_ID, acts
from casework.interfaces.cli.output import print_json, print_lines, print_next
from casework.interfaces.cli.parameters import CodeType, DayType, RegionType, labels
from casework.interfaces.cli.rules.moved_deadlines import moved_as_json, print_moved
from casework.interfaces.cli.rules.rules_without_database import refuse_unknown
from casework.interfaces.cli.rules.transferred_in import transferred_in
from casework.interfaces.wording.answers import next_step
from casework.interfaces.wording.cells import CellWords
from casework.interfaces.wording.next_steps import AFTER_OUTAGE, recorded_without
from casework.interfaces.workplace.invocation import Acting


@click.command(
    "outage",
    help="声明停机：这些日子无法在系统中办理，不计入期限；列出因此变动的期限；声明有误的由另一人撤回\n\n"
    "Declare days on which nobody could work in the system: they do not count; the deadlines they move are listed. "
    "Somebody else withdraws a wrong one.",
)
@click.option(
    "--from", "first_on", type=DayType(Lies.BEHIND), required=True, metavar="DATE", help="起始日 the first day"
)
@click.option(
    "--to", "last_on", type=DayType(Lies.BEHIND), required=True, metavar="DATE", help="截止日（含） the last day"
)
@click.option(
    "--kind", type=CodeType(OutageKind), required=True, metavar="CODE", help=f"原因 why: {labels(OutageKind)}"
)
@click.option(
    "--region",
    type=RegionType(),
    metavar="CODE",
    help="只用于该区划及其下级 of this division and those below it only",
)
@click.option("--withdraw", is_flag=True, help="撤回另一人的这次声明 withdraw what somebody else declared")
@click.option("--dry-run", is_flag=True, help="只列出变动，不写入 list what would move and record nothing")
@acts(at=False)
@COMMAND_ID
def outage_command(
    acting: Acting,
    first_on: date,
    last_on: date,
    kind: OutageKind,
    region: str | None,
    withdraw: bool,
    dry_run: bool,
    command_id: str | None,
) -> None:
    division = full_code(region) if region else EVERYWHERE
    with workplace(acting) as place:
        if division:
            refuse_unknown(division, place.reading.divisions)
        from casework.application.rules.outages import OutageDesk

        desk = OutageDesk(place.casework)
        receipt = (desk.withdraw if withdraw else desk.declare)(
            kind,
            first_on,
            last_on,
            by=acting.by,
            division=division,
            transferred_in=transferred_in(place, division) if division else (),
            command_id=command_id,
            dry_run=dry_run,
        )
        following = recorded_without("--dry-run") if dry_run else AFTER_OUTAGE
        if acting.json:
            found = moved_as_json(acting, place, receipt.moved)
            found |= {"unreadable": receipt.unreadable, "position": receipt.position}
            print_json(found | next_step(following))
            return
        say, book = acting.language.say, place.casework.books.current()
        if receipt.known:
            print_lines(say("已声明过，无须再办", "It is declared already; nothing to do"))
        elif dry_run:
            print_lines(say("试算，没有写入", "Tried; nothing was recorded"))
        elif withdraw:
            print_lines(
                say(f"已撤回停机声明（序号 {receipt.position}）", f"Outage withdrawn (position {receipt.position})")
            )
        else:
            print_lines(say(f"已声明停机（序号 {receipt.position}）", f"Outage declared (position {receipt.position})"))
        words = CellWords(acting.language, deadline=book.deadline_label, divisions=lambda: place.reading.divisions)
        if receipt.moved or not receipt.known:
            print_moved(acting, place, receipt.moved, words)
        print_next(acting.language, following)

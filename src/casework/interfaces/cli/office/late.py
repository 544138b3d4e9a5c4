"""The report of who enters late (GY-17b; ADR 0018)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import rich_click as click
from msgspec.structs import asdict

from casework.domain.errors import InvalidValueError
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import lists
from casework.interfaces.cli.parameters import DayType
from casework.interfaces.cli.printing import Column, print_json, print_lines, print_list, print_state
from casework.interfaces.workplace.asking import Listing

if TYPE_CHECKING:
    from projections.lists.late_entries import LateLogging


@click.command(
    "late",
    short_help="补录情况 Who enters late",
    help="补录情况：每个乡镇每名办理人的补录，以及其期限的办理结果\n\n"
    "Who enters late, by township and account, and what came of the duties: done in time, done in time but logged "
    "late, done late, or overdue with nothing done now. The days are those of recording.",
)
@click.option("--from", "first", type=DayType(), metavar="DATE", help="记录日期自 recorded on or after this day")
@click.option("--to", "last", type=DayType(), metavar="DATE", help="记录日期至（含） recorded on or before this day")
@lists
def late_command(listing: Listing, first: date | None, last: date | None) -> None:
    """Report it."""
    if first is not None and last is not None and first > last:
        raise InvalidValueError("from", zh="起始日不能晚于截止日", en="The first day cannot be after the last one")
    from casework.interfaces.workplace.views import view_of
    from projections.lists.late_entries import Days, LateEntries

    with workplace(listing) as place, view_of(place, listing, "board", "history", "deadline_list") as view:
        report = LateEntries(view.models.engine, view.book)
        found = report.per_account(now=view.now, region=listing.region, days=Days(first=first, last=last))
    if listing.json:
        print_json(view.answer([_as_json(row) for row in found.rows]))
    elif found.rows:
        print_list(listing, "补录情况", "Late logging", _columns(listing), found, view)
    else:
        print_lines(
            listing.language.say("没有可统计的记录和期限", "There are no entries and no duties to count"),
        )
        print_state(listing, found, view)


def _as_json(row: LateLogging) -> dict[str, Any]:
    values = asdict(row)
    counts = {name: values.pop(name) for name in ("entries", "late")}
    place = {name: values.pop(name) for name in ("township", "township_name", "account")}
    return {**place, **counts, "share": row.share, **values}


def _columns(listing: Listing) -> list[Column]:
    say = listing.language.say
    return [
        ("乡镇", "township", lambda row: row.township_name),
        ("办理人", "account", lambda row: row.account or say("（部门）", "(offices)")),
        ("记录", "entries", lambda row: row.entries),
        ("补录", "late", lambda row: row.late),
        ("补录占比", "share", lambda row: "" if row.share is None else f"{row.share:.1%}"),
        ("最长补录天数", "longest days", lambda row: row.longest_days or ""),
        ("按时完成", "in time", lambda row: row.in_time),
        ("逾期补录", "logged late", lambda row: row.logged_late),
        ("逾期完成", "done late", lambda row: row.done_late),
        ("未办理", "nothing done", lambda row: row.nothing_done),
    ]

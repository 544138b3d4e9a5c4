"""Who held a household, and whom it waited for, in office hours (GY-12d, GY-12f)."""

from __future__ import annotations

import rich_click as click

from casework.domain.household.evolution.evolve import fold_history
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import asks_of_then
from casework.interfaces.cli.output import print_json
from casework.interfaces.wording.answers import plain
from casework.interfaces.workplace.invocation import AskedOfThen


@click.command(
    "responsibility",
    help="责任时间线：一个处置周期的每个办公小时由谁负责、在等谁\n\n"
    "Who held the household in each office hour of an episode, and whom it waited for; the last episode unless one is "
    "named (GY-12d).",
)
@click.argument("household", metavar="HOUSEHOLD", help="石桥村1号、户编号或系统编号 village and number, number or id")
@click.option(
    "--episode",
    type=click.IntRange(min=0),
    metavar="N",
    help="第几个处置周期（默认最后一个；0 为处置周期之外） which episode; the last one by default, 0 is before the first",
)
@asks_of_then
def responsibility_command(asked: AskedOfThen, household: str, episode: int | None) -> None:
    from casework.domain.accountability.responsibility_timeline import timeline
    from casework.interfaces.cli.inquiries.missed_duties import print_missed
    from casework.interfaces.cli.inquiries.timeline_page import print_timeline, timeline_answer
    from casework.interfaces.reception.pages import missed_in
    from casework.interfaces.workplace.views import entries_in, view_of_household

    with workplace(asked) as place, view_of_household(place, asked, household) as (view, found):
        entries = entries_in(place, view, found.id)
        rules = view.book.of_household(fold_history(found.id, entries))
        responsibility = timeline(entries, rules, now=view.now, number=episode, holders=view.book.holders)
        missed = [each for each in missed_in(entries, view) if each.episode == responsibility.episode]
        divisions = view.models.divisions
    if asked.json:
        print_json(timeline_answer(responsibility, divisions) | {"missed_law": plain(tuple(missed))} | view.envelope())
    else:
        print_timeline(asked, found.called, responsibility, divisions)
        print_missed(asked, missed, view)

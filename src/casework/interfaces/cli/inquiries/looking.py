"""The lists: every household, what is overdue, who carries how much, what was raised (GY-12f, GY-17c)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rich_click as click

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes import Stage
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import code_option, lists
from casework.interfaces.cli.printing import Column, print_json, print_list
from casework.interfaces.wording.labels import recipient, responsible
from casework.interfaces.wording.moments import minute
from casework.interfaces.workplace.asking import Listing

if TYPE_CHECKING:
    from projections.lists.workload import CadreLoad


@click.command(
    "list",
    short_help="户一览 Every household by stage",
    help="户一览：阶段、帮扶干部、下一期限\n\nEvery household: stage, cadre, next deadline.",
)
@code_option("--stage", Stage, "阶段", "stage")
@lists
def list_command(listing: Listing, stage: Stage | None) -> None:
    """List them."""
    from casework.interfaces.workplace.views import view_of

    with workplace(listing) as place, view_of(place, listing, "board", "deadline_list") as view:
        found = view.models.board.households(region=listing.region, stage=stage, now=view.now)
    if listing.json:
        from casework.interfaces.cli.answers import board_entry

        print_json(view.answer([board_entry(entry) for entry in found.rows]))
        return
    say, label = listing.language.say, listing.language.label
    columns: list[Column] = [
        ("户编号", "household", lambda entry: entry.household),
        ("村", "village", lambda entry: entry.village_name),
        ("阶段", "stage", lambda entry: label(entry.stage)),
        ("发现日期", "detected", lambda entry: entry.detected_on),
        ("帮扶干部", "cadre", lambda entry: entry.cadre),
        (
            "下一期限",
            "next deadline",
            lambda entry: entry.next_deadline and say(*view.deadline(entry.next_deadline.kind, entry.village)),
        ),
        ("截止日", "due", lambda entry: entry.next_deadline and entry.next_deadline.due_on),
        ("逾期未办理", "nothing done", lambda entry: entry.nothing_done or ""),
    ]
    print_list(listing, "共 {} 户", "{} households", columns, found, view)


@click.command(
    "overdue",
    short_help="逾期清单 What is overdue",
    help="逾期清单：最严重的在前\n\nEvery overdue deadline, worst first (GY-17c).",
)
@lists
def overdue_command(listing: Listing) -> None:
    """List it."""
    from casework.interfaces.workplace.views import view_of

    with workplace(listing) as place, view_of(place, listing, "board", "deadline_list") as view:
        found = view.models.overdue.list(now=view.now, region=listing.region)
    if listing.json:
        from casework.interfaces.cli.answers import overdue

        print_json(view.answer([overdue(entry) for entry in found.rows]))
        return
    say = listing.language.say
    columns: list[Column] = [
        ("户编号", "household", lambda entry: entry.household),
        ("村", "village", lambda entry: entry.village_name),
        ("期限", "deadline", lambda entry: say(*view.deadline(entry.deadline, entry.village))),
        ("期次", "occurrence", lambda entry: entry.occurrence),
        ("截止日", "due", lambda entry: entry.due_on),
        ("逾期工作日", "working days late", lambda entry: entry.working_days_late),
        ("级次", "step", lambda entry: entry.step),
        ("责任人", "responsible", lambda entry: say(*responsible(entry))),
    ]
    print_list(listing, "逾期 {} 项", "{} overdue deadlines", columns, found, view)


@click.command(
    "workload",
    short_help="每名帮扶干部的工作量 What each cadre carries",
    help="每名帮扶干部的工作量：在办户数、阶段、逾期期限\n\nWhat each cadre carries: open households, stages, overdue deadlines.",
)
@lists
def workload_command(listing: Listing) -> None:
    """List it."""
    from casework.interfaces.workplace.views import view_of

    with workplace(listing) as place, view_of(place, listing, "board", "deadline_list") as view:
        found = view.models.workload.per_cadre(now=view.now, region=listing.region)
    if listing.json:
        from casework.interfaces.cli.answers import load

        print_json(view.answer([load(entry) for entry in found.rows]))
        return
    say, label = listing.language.say, listing.language.label

    def stages(entry: CadreLoad) -> str:
        return say("，", ", ").join(f"{label(stage)} {count}" for stage, count in entry.by_stage.items())

    columns: list[Column] = [
        ("帮扶干部", "cadre", lambda entry: entry.cadre or say("（尚无帮扶干部）", "(nobody)")),
        ("在办户数", "open households", lambda entry: entry.open),
        ("逾期期限", "overdue deadlines", lambda entry: entry.overdue),
        ("逾期户数", "households overdue", lambda entry: entry.overdue_households),
        ("阶段", "by stage", stages),
    ]
    print_list(listing, "工作量", "Workload", columns, found, view)


@click.command(
    "notices",
    short_help="已发出的提醒和升级 Reminders and escalations that were raised",
    help="已发出的提醒和升级：新的在前\n\nReminders and escalations that were raised, newest first (GY-17c).",
)
@lists
def notices_command(listing: Listing) -> None:
    """List them."""
    from casework.interfaces.workplace.views import view_of

    with workplace(listing) as place, view_of(place, listing, "board", "notice_list") as view:
        found = view.models.notices.raised(region=listing.region, now=view.now)
        divisions = None if listing.json else view.models.divisions_on(shanghai_date(view.now))
    if divisions is None:
        from casework.interfaces.cli.answers import notice

        print_json(view.answer([notice(entry) for entry in found.rows]))
        return
    say = listing.language.say
    columns: list[Column] = [
        ("记录时间", "raised", lambda entry: minute(entry.raised_at)),
        ("发出时间", "goes out", lambda entry: minute(entry.goes_out_at)),
        ("户编号", "household", lambda entry: entry.household),
        ("村", "village", lambda entry: entry.village_name),
        ("期限", "deadline", lambda entry: say(*view.deadline(entry.deadline, entry.village))),
        ("期次", "occurrence", lambda entry: entry.occurrence),
        ("级次", "step", lambda entry: entry.step or say("提醒", "reminder")),
        ("截止日", "due", lambda entry: entry.due_on),
        ("对象", "to", lambda entry: say("，", ", ").join(say(*recipient(to, divisions)) for to in entry.to)),
    ]
    print_list(listing, "共 {} 条", "{} notices", columns, found, view)

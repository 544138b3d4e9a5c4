"""The lists: every household, what is overdue, who carries how much, what was raised (GY-12f, GY-17c)."""

from __future__ import annotations

from collections import Counter

import rich_click as click

from casework.domain.codes import Stage
from casework.interfaces.doing import workplace
from casework.interfaces.options import Listing, code_option, lists
from casework.interfaces.printing import minute, print_json, print_state, print_table


@click.command(
    "list",
    short_help="户一览 Every household by stage",
    help="户一览:阶段、责任人、下一期限\n\nEvery household: stage, cadre, next deadline.",
)
@code_option("--stage", Stage, "阶段", "stage")
@lists
def list_command(listing: Listing, stage: Stage | None) -> None:
    """List them."""
    with workplace(listing) as place:
        found = place.reading.board.households(region=listing.region, stage=stage)
    if listing.json:
        from casework.interfaces.answers import board_entry

        print_json([board_entry(entry) for entry in found.rows])
        return
    say, label = listing.language.say, listing.language.label
    print_table(
        say(f"共 {len(found.rows)} 户", f"{len(found.rows)} households"),
        (
            say("户编号", "household"),
            say("村", "village"),
            say("阶段", "stage"),
            say("发现日期", "detected"),
            say("责任人", "cadre"),
            say("下一期限", "next deadline"),
            say("到期", "due"),
        ),
        (
            (
                entry.household,
                entry.village_name,
                label(entry.stage),
                entry.detected_on,
                entry.cadre,
                entry.next_deadline and entry.next_deadline.kind,
                entry.next_deadline and entry.next_deadline.due_on,
            )
            for entry in found.rows
        ),
    )
    print_state(listing, found)


@click.command(
    "overdue",
    short_help="逾期清单 What is overdue",
    help="逾期清单:最严重的在前\n\nEvery overdue deadline, worst first (GY-17c).",
)
@lists
def overdue_command(listing: Listing) -> None:
    """List it."""
    with workplace(listing) as place:
        found = place.reading.overdue.list(now=place.clock.now(), region=listing.region)
    if listing.json:
        from casework.interfaces.answers import overdue

        print_json([overdue(entry) for entry in found.rows])
        return
    say = listing.language.say
    print_table(
        say(f"逾期 {len(found.rows)} 项", f"{len(found.rows)} overdue deadlines"),
        (
            say("户编号", "household"),
            say("村", "village"),
            say("期限", "deadline"),
            say("次", "occurrence"),
            say("到期", "due"),
            say("逾期工作日", "working days late"),
            say("级", "step"),
            say("责任人", "responsible"),
        ),
        (
            (
                entry.household,
                entry.village_name,
                entry.deadline,
                entry.occurrence,
                entry.due_on,
                entry.working_days_late,
                entry.step,
                entry.responsible,
            )
            for entry in found.rows
        ),
    )
    print_state(listing, found)


@click.command(
    "workload",
    short_help="每名帮扶干部的工作量 What each cadre carries",
    help="每名帮扶干部的工作量\n\nWhat each cadre carries: open households, stages, overdue deadlines.",
)
@lists
def workload_command(listing: Listing) -> None:
    """List it."""
    with workplace(listing) as place:
        found = place.reading.workload.per_cadre(now=place.clock.now(), region=listing.region)
    if listing.json:
        from casework.interfaces.answers import load

        print_json([load(entry) for entry in found.rows])
        return
    say, label = listing.language.say, listing.language.label
    print_table(
        say("工作量", "Workload"),
        (
            say("责任人", "cadre"),
            say("在办户", "open households"),
            say("逾期期限", "overdue deadlines"),
            say("涉及户", "households overdue"),
            say("阶段", "by stage"),
        ),
        (
            (
                entry.cadre or say("(无责任人)", "(nobody)"),
                entry.open,
                entry.overdue,
                entry.overdue_households,
                ", ".join(f"{label(stage)} {count}" for stage, count in Counter(entry.by_stage).items()),
            )
            for entry in found.rows
        ),
    )
    print_state(listing, found)


@click.command(
    "notices",
    short_help="已发出的提醒和升级 Reminders and escalations that were raised",
    help="已发出的提醒和升级,新的在前\n\nReminders and escalations that were raised, newest first (GY-17c).",
)
@lists
def notices_command(listing: Listing) -> None:
    """List them."""
    with workplace(listing) as place:
        found = place.reading.notices.raised(region=listing.region)
    if listing.json:
        from casework.interfaces.answers import notice

        print_json([notice(entry) for entry in found.rows])
        return
    say = listing.language.say
    print_table(
        say(f"共 {len(found.rows)} 条", f"{len(found.rows)} notices"),
        (
            say("发出", "raised"),
            say("户编号", "household"),
            say("村", "village"),
            say("期限", "deadline"),
            say("次", "occurrence"),
            say("级", "step"),
            say("到期", "due"),
            say("对象", "to"),
        ),
        (
            (
                minute(entry.raised_at),
                entry.household,
                entry.village_name,
                entry.deadline,
                entry.occurrence,
                entry.step or say("提醒", "reminder"),
                entry.due_on,
                ", ".join(to.account or to.role for to in entry.to),
            )
            for entry in found.rows
        ),
    )
    print_state(listing, found)

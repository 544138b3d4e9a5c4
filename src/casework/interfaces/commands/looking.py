"""Reading: one household, the lists, one deadline day by day (design, promise 3)."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, Any

import rich_click as click

from casework.domain.codes import Stage
from casework.domain.work_calendar import SHANGHAI
from casework.interfaces.doing import workplace
from casework.interfaces.options import Asked, Listing, asks, code_option, lists
from casework.interfaces.parameters import DeadlineType, NameType
from casework.interfaces.printing import print_json, print_lines, print_table

if TYPE_CHECKING:
    from projections.answers import Answer

HOUSEHOLD = click.argument("household", metavar="HOUSEHOLD", help="户编号或户标识 ledger number or id")


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
    _print_state(listing, found)


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
    _print_state(listing, found)


@click.command(
    "history",
    short_help="全部经过 Everything that was recorded of a household",
    help="全部经过:谁在何时记录了什么\n\nEverything that was recorded of a household, in order: the audit trail.",
)
@HOUSEHOLD
@asks
def history_command(asked: Asked, household: str) -> None:
    """Tell it."""
    with workplace(asked) as place:
        found = place.reading.find(household)
        entries = place.reading.history.of(household=found.id)
    if asked.json:
        from casework.interfaces.answers import history_entry

        print_json([history_entry(entry) for entry in entries.rows])
        return
    say = asked.language.say
    print_table(
        say(f"户{found.household} {found.village_name}", f"Household {found.household}, {found.village_name}"),
        ("#", say("发生", "occurred"), say("记录", "recorded"), say("办理人", "by"), say("内容", "what")),
        (
            (
                entry.version,
                _minute(entry.occurred_at),
                _minute(entry.recorded_at) if entry.recorded_at != entry.occurred_at else "",
                entry.by,
                say(entry.words.zh, entry.words.en),
            )
            for entry in entries.rows
        ),
    )
    _print_state(asked, entries)


@click.command(
    "explain",
    short_help="期限是怎样算出来的 How a deadline was worked out, day by day",
    help="期限是怎样算出来的:逐日说明\n\nHow a deadline was worked out, day by day; the newest instance unless one is named.",
)
@HOUSEHOLD
@click.argument("deadline", type=DeadlineType(), metavar="DEADLINE", help="期限(见 policy show) its name")
@click.option("--occurrence", type=NameType(), metavar="X", help="哪一次(见 show) which instance")
@asks
def explain_command(asked: Asked, household: str, deadline: str, occurrence: str | None) -> None:
    """Explain it."""
    with workplace(asked) as place:
        from casework.interfaces.explaining import explain, in_words, why_in_words

        found = place.reading.find(household)
        now, rules = place.clock.now(), place.rules
        told = explain(place.casework.household(found.id), rules, deadline, occurrence, now=now)
    if asked.json:
        from casework.interfaces.answers import explained

        print_json(explained(told))
        return
    say = asked.language.say
    print_lines(say(*in_words(told, rules, now=now)))
    print_table(
        "",
        (say("日期", "date"), say("计入", "counts"), say("原因", "why")),
        (
            (
                f"{day.date} {'一二三四五六日'[day.date.weekday()]}",
                "✓" if day.counts else "",
                say(*why_in_words(day.why, rules, day)),
            )
            for day in told.days
        ),
    )


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
    _print_state(listing, found)


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
                _minute(entry.raised_at),
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
    _print_state(listing, found)


def _minute(moment: datetime) -> str:
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def _print_state(asked: Asked, found: Answer[Any]) -> None:
    """What the list is complete up to, and a warning while households are set aside."""
    say = asked.language.say
    print_lines(say(f"完整至序号 {found.complete_up_to}", f"Complete up to position {found.complete_up_to}"))
    if found.parked:
        print_lines(
            say(
                f"注意:{found.parked} 户的历史记录无法读取,显示的是较早的状态",
                f"Note: the histories of {found.parked} households cannot be read; they show an earlier state",
            )
        )

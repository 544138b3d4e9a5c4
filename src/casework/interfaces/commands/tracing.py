"""Why things are as they are: a household's whole history, and a deadline day by day (design, promise 3)."""

from __future__ import annotations

import rich_click as click

from casework.interfaces.doing import workplace
from casework.interfaces.labels import signer
from casework.interfaces.options import Asked, asks
from casework.interfaces.parameters import DeadlineType, NameType
from casework.interfaces.printing import minute, print_json, print_lines, print_state, print_table

HOUSEHOLD = click.argument("household", metavar="HOUSEHOLD", help="户编号或户标识 the ledger's number or the id")


@click.command(
    "history",
    short_help="全程记录 Everything that was recorded of a household",
    help="全程记录：谁在何时记录了什么\n\nEverything that was recorded of a household, in order: the audit trail.",
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
        say(f"户{found.household}，{found.village_name}", f"Household {found.household}, {found.village_name}"),
        (
            say("条次", "#"),
            say("发生时间", "occurred"),
            say("记录时间", "recorded"),
            say("办理人", "by"),
            say("内容", "what"),
        ),
        (
            (
                entry.version,
                minute(entry.occurred_at),
                minute(entry.recorded_at) if entry.recorded_at != entry.occurred_at else "",
                say(*signer(entry.by)),
                say(entry.words.zh, entry.words.en),
            )
            for entry in entries.rows
        ),
    )
    print_state(asked, entries)


@click.command(
    "explain",
    short_help="期限是怎样算出来的 How a deadline was worked out, day by day",
    help="期限是怎样算出来的：逐日说明\n\nHow a deadline was worked out, day by day; the newest instance unless one is named.",
)
@HOUSEHOLD
@click.argument("deadline", type=DeadlineType(), metavar="DEADLINE", help="期限（见 policy show） its name")
@click.option("--occurrence", type=NameType(), metavar="X", help="期次（见 show） which instance")
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
                f"{day.date} {say('周' + '一二三四五六日'[day.date.weekday()], f'{day.date:%a}')}",
                "✓" if day.counts else "",
                say(*why_in_words(day.why, rules, day)),
            )
            for day in told.days
        ),
    )

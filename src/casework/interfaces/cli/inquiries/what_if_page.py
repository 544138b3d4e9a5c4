"""A what-if as JSON and as a page: what was compared and what it cannot say, totals, townships, days, recipients."""

from __future__ import annotations

from typing import Any

from casework.application.inquiries.what_if_answer import ChangedDeadline, Pair, WhatIf
from casework.domain.deadlines.names import deadline_label
from casework.domain.divisions.tree import Divisions
from casework.domain.labels import same
from casework.domain.policy.policy import Policies, Policy
from casework.domain.what_if.comparison import Difference
from casework.interfaces.cli.answers import plain
from casework.interfaces.cli.output import print_lines
from casework.interfaces.wording.cells import CellWords
from casework.interfaces.wording.labels import recipient
from casework.interfaces.workplace.invocation import Asked
from casework.interfaces.workplace.tables import print_rows, print_table


def as_answer(found: WhatIf, divisions: Divisions) -> dict[str, Any]:
    """Totals, townships, days, recipients, and every deadline that would have differed."""
    return {
        "from": found.first,
        "to": found.last,
        "considered": found.considered,
        "differences": found.differences,
        "notices": plain(found.notices),
        "by_division": [
            {"code": code, "name": divisions.name(code), **{str(kind): count for kind, count in counts.items()}}
            for code, counts in found.by_township.items()
        ],
        "notices_by_day": [{"date": day} | plain(pair) for day, pair in found.by_day.items()],
        "by_recipient": [plain(to) | plain(pair) for to, pair in found.by_recipient.items()],
        "changes": plain(found.changes),
        "not_reproduced": found.unlike,
        "unreadable": found.unreadable,
        "undecided": found.undecided,
        "complete_up_to": found.complete_up_to,
    }


MOST_ROWS = 20
"""So many rows of a long table are shown; all of them with --json."""


def print_page(asked: Asked, found: WhatIf, policy: Policy | None, *, divisions: Divisions, recorded: Policies) -> None:
    """All of it, in the language asked for; `recorded` are the policies as they stand now."""
    print_lines(*_head(asked, found, policy), *_totals(asked, found))
    if found.by_township:
        _townships(asked, found, divisions)
    if found.notices.recorded or found.notices.simulated:
        _notices(asked, found, divisions)
    if found.changes:
        _changes(asked, found, recorded if policy is None else Policies(dated=(*recorded.dated, policy)), divisions)
    say = asked.language.say
    print_lines(
        say(f"每张表最多{MOST_ROWS}行，全部请用 --json", f"Tables end after {MOST_ROWS} rows; --json gives all of them")
    )
    print_lines(say(f"完整至序号 {found.complete_up_to}", f"Complete up to position {found.complete_up_to}"))


def _head(asked: Asked, found: WhatIf, policy: Policy | None) -> list[str]:
    say = asked.language.say
    last_zh, last_en = found.last or "今天", found.last or "today"
    window = say(
        f"{found.first}至{last_zh}开始的期限" if found.first else f"截至{last_zh}开始的全部期限",
        f"deadlines that started from {found.first or 'the beginning'} to {last_en}",
    )
    compared = say(
        f"按当时施行的政策重算：{window}，与实际记录比较，应无差别。",
        f"The {window}, replayed under the policies of their time, beside what was recorded: there should be no "
        "difference.",
    )
    if policy is not None:
        compared = say(
            f"假设施行“{policy.title}”第{policy.version}版：{window}，与实际记录比较。",
            f"The {window}, as if {policy.title}, version {policy.version}, had been in force, beside what was "
            "recorded.",
        )
    bound = say(
        "人们所做的事按记录保持不变；若规则不同，人们的做法也会不同：推演是一个界限，不是预测。",
        "What people did stays as recorded. Under other rules people would have behaved differently: "
        "this is a bound, not a forecast.",
    )
    return [compared, bound]


def _totals(asked: Asked, found: WhatIf) -> list[str]:
    say, notices = asked.language.say, found.notices
    differ = say(f"{found.differences}项会不同", f"{found.differences} would have been different")
    if not found.differences:
        differ = say("没有一项会不同", "no deadline would have been different")
    lines = [
        say(f"期限共{found.considered}项：{differ}。", f"Deadlines: {found.considered}; {differ}."),
        say(
            f"提醒和升级：实际{notices.recorded}条，推演{notices.simulated}条。",
            f"Notices: {notices.recorded} recorded, {notices.simulated} simulated.",
        ),
    ]
    return lines + _warnings(asked, found)


def _warnings(asked: Asked, found: WhatIf) -> list[str]:
    say = asked.language.say
    said = (
        (
            found.unlike,
            f"注意：有{found.unlike}条提醒或升级与按当时规则重算的不一致，请联系管理员",
            f"Note: notices that are not what the rules of their time give: {found.unlike}; tell the administrator",
        ),
        (
            found.unreadable,
            f"注意：{found.unreadable}户的全程记录无法读取，未计入",
            f"Note: households that cannot be read and are left out: {found.unreadable}",
        ),
        (
            found.undecided,
            f"注意：{found.undecided}户的日期超出可推算的范围，未计入",
            f"Note: households left out because their days are beyond any calendar: {found.undecided}",
        ),
    )
    return [say(zh, en) for count, zh, en in said if count]


def _townships(asked: Asked, found: WhatIf, divisions: Divisions) -> None:
    say = asked.language.say
    headers = (say("乡镇", "township"), say("区划代码", "code"), *map(asked.language.label, Difference))
    rows = (
        (divisions.name(code), code, *(counts[kind] for kind in Difference))
        for code, counts in found.by_township.items()
    )
    print_table(say("各乡镇不同的期限", "Deadlines that would have differed, by township"), headers, rows)


def _notices(asked: Asked, found: WhatIf, divisions: Divisions) -> None:
    say = asked.language.say
    compared = (say("实际", "recorded"), say("推演", "simulated"))
    days = sorted(found.by_day.items(), key=lambda row: _most(row[1]))[:MOST_ROWS]
    print_table(
        say("每日提醒和升级", "Notices a day") + _shown(len(days), len(found.by_day)),
        (say("日期", "day"), *compared),
        ((day, pair.recorded, pair.simulated) for day, pair in sorted(days)),
    )
    busiest = sorted(found.by_recipient.items(), key=lambda row: _most(row[1]))[:MOST_ROWS]
    print_table(
        say("每个对象的提醒和升级", "Notices by recipient") + _shown(len(busiest), len(found.by_recipient)),
        (say("对象", "to"), *compared),
        ((say(*recipient(to, divisions)), pair.recorded, pair.simulated) for to, pair in busiest),
    )


def _changes(asked: Asked, found: WhatIf, policies: Policies, divisions: Divisions) -> None:
    shown, words = (
        found.changes[:MOST_ROWS],
        CellWords(asked.language, deadline=lambda name, _: deadline_label(name, policies), divisions=lambda: divisions),
    )
    title = same(asked.language.say(*ChangedDeadline.title) + _shown(len(shown), len(found.changes)))
    print_rows(asked.language, ChangedDeadline, shown, words, title=title)


def _shown(shown: int, all_of_them: int) -> str:
    return "" if shown == all_of_them else f" {shown}/{all_of_them}"


def _most(pair: Pair) -> tuple[int, int]:
    """What differs most first, then what is most."""
    return -abs(pair.simulated - pair.recorded), -max(pair.recorded, pair.simulated)

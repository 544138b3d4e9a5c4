"""A what-if as JSON and as a page: what was compared and what it cannot say, totals, townships, days, recipients."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

from msgspec.structs import asdict

from casework.application.inquiries.what_if_answer import ChangedDeadline, WhatIf
from casework.domain.columns import ListRow, column
from casework.domain.deadlines.names import deadline_label
from casework.domain.divisions.tree import Divisions
from casework.domain.facts.deadlines import Recipient
from casework.domain.labels import Label
from casework.domain.policy.policy import Policies, Policy
from casework.domain.what_if.comparison import Difference
from casework.interfaces.cli.output import print_lines
from casework.interfaces.wording.answers import plain
from casework.interfaces.wording.cells import CellWords
from casework.interfaces.workplace.invocation import Asked
from casework.interfaces.workplace.tables import print_rows


class TownshipChanges(ListRow, frozen=True, kw_only=True):
    """How many deadlines of a township would have differed, by how."""

    title = Label("各乡镇不同的期限", "Deadlines that would have differed, by township")
    on_screen = ("name", "code", *Difference)

    code: Annotated[str, column("区划代码", "code")]
    name: Annotated[str, column("乡镇", "township")]
    later: Annotated[int, column(*Difference.LATER.label)]
    earlier: Annotated[int, column(*Difference.EARLIER.label)]
    new: Annotated[int, column(*Difference.NEW.label)]
    gone: Annotated[int, column(*Difference.GONE.label)]


class DayNotices(ListRow, frozen=True, kw_only=True):
    """The notices of one day, as recorded and as simulated."""

    title = Label("每日提醒和升级", "Notices a day")
    on_screen = ("date", "recorded", "simulated")

    date: Annotated[date, column("日期", "day")]
    recorded: Annotated[int, column("实际", "recorded")]
    simulated: Annotated[int, column("推演", "simulated")]


class RecipientNotices(ListRow, frozen=True, kw_only=True):
    """The notices for one recipient, as recorded and as simulated."""

    title = Label("每个对象的提醒和升级", "Notices by recipient")
    on_screen = ("to", "recorded", "simulated")

    role: Annotated[str, column("角色", "role")]
    division: Annotated[str, column("区划", "division")]
    account: Annotated[str | None, column("账号", "account")]
    recorded: Annotated[int, column("实际", "recorded")]
    simulated: Annotated[int, column("推演", "simulated")]
    to: Annotated[Recipient, column("对象", "to", in_json=False)]


def as_answer(found: WhatIf, divisions: Divisions) -> dict[str, Any]:
    """Totals, townships, days, recipients, and every deadline that would have differed."""
    return {
        "from": found.first,
        "to": found.last,
        "considered": found.considered,
        "differences": found.differences,
        "notices": plain(found.notices),
        "by_division": plain(_townships(found, divisions)),
        "notices_by_day": plain(_days(found)),
        "by_recipient": plain(_recipients(found)),
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
    policies = recorded if policy is None else Policies(dated=(*recorded.dated, policy))
    words = CellWords(
        asked.language, deadline=lambda name, _: deadline_label(name, policies), divisions=lambda: divisions
    )
    if found.by_township:
        print_rows(asked.language, TownshipChanges, _townships(found, divisions))
    if found.notices.recorded or found.notices.simulated:
        _print_notices(asked, found, words)
    if found.changes:
        _print_most(asked, ChangedDeadline, found.changes[:MOST_ROWS], len(found.changes), words)
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


def _townships(found: WhatIf, divisions: Divisions) -> tuple[TownshipChanges, ...]:
    return tuple(
        TownshipChanges(code=code, name=divisions.name(code), **{str(kind): count for kind, count in counts.items()})
        for code, counts in found.by_township.items()
    )


def _days(found: WhatIf) -> tuple[DayNotices, ...]:
    return tuple(DayNotices(date=day, **asdict(pair)) for day, pair in found.by_day.items())


def _recipients(found: WhatIf) -> tuple[RecipientNotices, ...]:
    return tuple(
        RecipientNotices(to=to, role=to.role, division=to.division, account=to.account, **asdict(pair))
        for to, pair in found.by_recipient.items()
    )


def _print_notices(asked: Asked, found: WhatIf, words: CellWords) -> None:
    days, recipients = _days(found), _recipients(found)
    most = sorted(sorted(days, key=_most)[:MOST_ROWS], key=lambda row: row.date)
    _print_most(asked, DayNotices, most, len(days), words)
    _print_most(asked, RecipientNotices, sorted(recipients, key=_most)[:MOST_ROWS], len(recipients), words)


def _print_most(asked: Asked, row: type[ListRow], shown: Sequence[ListRow], of: int, words: CellWords) -> None:
    more = "" if len(shown) == of else f" {len(shown)}/{of}"
    print_rows(asked.language, row, shown, words, title=Label(row.title.zh + more, row.title.en + more))


def _most(row: DayNotices | RecipientNotices) -> tuple[int, int]:
    """What differs most first, then what is most."""
    return -abs(row.simulated - row.recorded), -max(row.recorded, row.simulated)

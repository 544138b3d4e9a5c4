"""The rules as they stand: policy, work calendar, and the key file (design, 5)."""

from __future__ import annotations

from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from casework.domain.codes import Code, Level, Milestone
from casework.domain.errors import InvalidValueError
from casework.domain.labels import in_number, role_label
from casework.interfaces.labels import POLICY_WORDS
from casework.interfaces.options import Asked, asks
from casework.interfaces.printing import print_json, print_lines, print_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from casework.domain.policy import DeadlineRule, Ladder, Policy
    from casework.domain.year_notices import YearNotice


@click.group(
    "policy", short_help="政策 The policy", help="政策：期限、升级、认定标准\n\nThe policy: deadlines, ladder, rules."
)
def policy_group() -> None:
    """Group what is asked of the policy."""


@policy_group.command("show", help="列出现行政策，每条注明依据\n\nThe policy in force, each rule with its source.")
@click.option("--toml", is_flag=True, help="以 TOML 输出 as TOML")
@asks
def policy_show_command(asked: Asked, toml: bool) -> None:
    """Show it."""
    from casework.domain.policy_text import default_policies, default_policy_text

    if toml:
        print_lines(default_policy_text().rstrip("\n"))
        return
    policy = default_policies().dated[-1]
    if asked.json:
        print_json(policy)
    else:
        _print_policy(asked, policy)


@click.group("calendar", short_help="工作日历 The work calendar", help="工作日历\n\nThe work calendar.")
def calendar_group() -> None:
    """Group what is asked of the calendar."""


@calendar_group.command(
    "show",
    help="列出放假和调休（默认今年；未公布的年份为暂定）\n\n"
    "Holidays and make-up days of a year; the newest loaded one by default. Later years are provisional.",
)
@click.argument("year", type=click.IntRange(1, 9999), required=False, metavar="[YEAR]", help="年份 the year")
@click.option("--toml", is_flag=True, help="以 TOML 输出 as TOML")
@asks
def calendar_show_command(asked: Asked, year: int | None, toml: bool) -> None:
    """Show it."""
    from casework.domain.work_calendar import seed

    calendar = seed()
    if toml:
        print_lines(_calendar_toml(year))
        return
    wanted = year or calendar.years[-1].year
    notice = next((notice for notice in calendar.years if notice.year == wanted), None)
    if notice is None:
        first, last = calendar.years[0].year, calendar.years[-1].year
        raise InvalidValueError(
            "year",
            zh=f"日历只有{first}至{last}年；{last}年以后暂按周一至周五计",
            en=f"The calendar holds {first} to {last}; after {last} Monday to Friday count, provisionally",
        )
    if asked.json:
        print_json({"version": calendar.version, **_year(notice)})
        return
    say = asked.language.say
    names = {name.code: say(name.zh, name.en) for name in calendar.names}
    rows = [(f"{span.first} – {span.last}", say("放假", "off"), names[span.name]) for span in notice.off]
    rows += [(str(day.day), say("上班", "worked"), names[day.name]) for day in notice.work]
    headers = (say("日期", "days"), "", say("节日", "holiday"))
    print_table(f"{notice.year} {notice.notice}", headers, sorted(rows))


@click.group("keys", short_help="密钥 The key file", help="密钥\n\nThe key file.")
def keys_group() -> None:
    """Group what is done with keys."""


@keys_group.command(
    "init",
    help="生成密钥文件（仅所有者可读）；请另行备份：丢失后个人信息无法恢复\n\n"
    "Make a key file that only its owner can read. Keep a copy apart: without it personal data are lost.",
)
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE", help="新文件 the new file")
@asks
def keys_init_command(asked: Asked, file: Path) -> None:
    """Make it."""
    from casework.application.log.keys import KeyRing

    KeyRing.create(file)
    if asked.json:
        print_json({"file": str(file)})
    else:
        print_lines(asked.language.say(f"密钥文件已生成：{file}", f"The key file was made: {file}"))


def _print_policy(asked: Asked, policy: Policy) -> None:
    say = asked.language.say
    print_lines(
        say(
            f"{policy.title} 第{policy.version}版，自{policy.effective_on}起施行",
            f"{policy.title}, version {policy.version}, in force from {policy.effective_on}",
        )
    )
    print_table(
        say("期限", "Deadlines"),
        (
            say("代码", "name"),
            say("名称", "what"),
            say("时限", "limit"),
            say("责任方", "duty of"),
            say("升级阶梯", "ladder"),
            say("依据", "source"),
        ),
        (
            (
                rule.name,
                say(rule.zh, rule.en),
                _limit(asked, rule),
                _roles(asked, [rule.duty]),
                rule.ladder,
                rule.source,
            )
            for rule in policy.deadline
        ),
    )
    for ladder in policy.ladder:
        _print_ladder(asked, ladder)
    _print_other_rules(asked, policy)


def _roles(asked: Asked, names: Iterable[str]) -> str:
    say = asked.language.say
    return say("、", ", ").join(say(*role_label(name)) for name in names)


def _limit(asked: Asked, rule: DeadlineRule) -> str:
    from casework.interfaces.explaining import UNITS

    say, label = asked.language.say, asked.language.label
    words = say(*UNITS[rule.limit.unit]).format(rule.limit.value)
    if rule.limit.days_before:
        words += say(f"，提前{rule.limit.days_before}天", f" less {rule.limit.days_before} days")
    if rule.limit_by_level:
        levels = [f"{label(Level(level))} {each.value}" for level, each in rule.limit_by_level.items()]
        words += say("（{}）", " ({})").format(say("，", ", ").join(levels))
    return in_number(words)


def _print_ladder(asked: Asked, ladder: Ladder) -> None:
    say = asked.language.say
    reminder = ladder.remind_working_days_before
    first = say(f"提前{reminder}个工作日", in_number(f"{reminder} working days before"))
    rows = [(say("提醒", "reminder"), first, _roles(asked, ladder.remind))]
    rows += [
        (
            str(number),
            say(f"逾期{step.working_days_late}个工作日", in_number(f"{step.working_days_late} working days late")),
            _roles(asked, step.to),
        )
        for number, step in enumerate(ladder.steps, start=1)
    ]
    print_table(
        say(f"升级阶梯 {ladder.name}（{ladder.source}）", f"Ladder {ladder.name} ({ladder.source})"),
        (say("级次", "step"), say("何时", "when"), say("对象", "to")),
        rows,
    )


def _print_other_rules(asked: Asked, policy: Policy) -> None:
    parts = ("detection", "clearing", "exit", "stability", "entries", "notices", "terms")
    say = asked.language.say
    rules = ((part, getattr(policy, part)) for part in parts)
    rows = [
        (say(*POLICY_WORDS[part]), say(*POLICY_WORDS[field]), _flat(asked, getattr(rule, field)), rule.source)
        for part, rule in rules
        for field in rule.__struct_fields__
        if field != "source"
    ]
    headers = (say("部分", "part"), say("项目", "field"), say("值", "value"), say("依据", "source"))
    print_table(say("其他规则", "Other rules"), headers, rows)


def _flat(asked: Asked, value: object) -> str:
    if isinstance(value, tuple) and len(value) == 2 and not isinstance(value[0], str | tuple):
        return "–".join(f"{end:%H:%M}" if isinstance(end, time) else str(end) for end in value)
    if isinstance(value, tuple):
        return asked.language.say("，", ", ").join(_flat(asked, item) for item in value)
    if isinstance(value, Code):
        return asked.language.label(value)
    if isinstance(value, str) and value in tuple(Milestone):
        return asked.language.label(Milestone(value))
    return "-" if value is None else str(value)


def _year(notice: YearNotice) -> dict[str, object]:
    return {"year": notice.year, "notice": notice.notice, "off": notice.off, "work": notice.work}


def _calendar_toml(year: int | None) -> str:
    """The calendar's own text, or the part of one year."""
    from importlib.resources import files

    text = files("casework.domain").joinpath("data/work_calendar.toml").read_text(encoding="utf-8").rstrip("\n")
    if year is None:
        return text
    head, *years = text.split("[[years]]\n")
    found = [part for part in years if part.startswith(f"year = {year}\n")]
    if not found:
        raise InvalidValueError("year", zh=f"日历中没有{year}年", en=f"The calendar does not hold {year}")
    return (head + "[[years]]\n" + found[0]).rstrip("\n")

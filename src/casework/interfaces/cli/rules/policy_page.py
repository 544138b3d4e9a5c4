"""A policy on the screen: its deadlines, ladders and other rules, each with its source, and the policies by date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from casework.domain.divisions.tree import Divisions
from casework.domain.labels import in_number
from casework.domain.policy.policy import DeadlineRule, Ladder, Policy
from casework.domain.policy.section_faults import SECTIONS
from casework.domain.rules.rule_book import Publication
from casework.interfaces.cli.printing import print_lines, print_table
from casework.interfaces.wording.labels import POLICY_WORDS
from casework.interfaces.wording.language import Language
from casework.interfaces.wording.policy_words import place_in_words, roles_in_words, value_in_words
from casework.interfaces.workplace.asking import Asked


def print_policy(asked: Asked, policy: Policy) -> None:
    """All of a policy."""
    say = asked.language.say
    print_lines(
        say(
            f"{policy.title} 第{policy.version}版，自{policy.effective_on}起施行",
            f"{policy.title}, version {policy.version}, in force from {policy.effective_on}",
        )
    )
    headers = (
        say("代码", "name"),
        say("名称", "what"),
        say("时限", "limit"),
        say("责任方", "duty of"),
        say("升级阶梯", "ladder"),
        say("依据", "source"),
    )
    print_table(
        say("期限", "Deadlines"), headers, (_deadline(asked.language, policy, rule) for rule in policy.deadline)
    )
    for ladder in policy.ladder:
        _print_ladder(asked.language, ladder)
    of_others = (say("部分", "part"), say("项目", "field"), say("值", "value"), say("依据", "source"))
    print_table(say("其他规则", "Other rules"), of_others, _other_rules(asked.language, policy))


def print_dated(asked: Asked, publications: Sequence[Publication], in_force: Policy, divisions: Divisions) -> None:
    """Which policies the division has, from when on, and where each was published."""
    say = asked.language.say
    rows = (
        (
            each.policy.version,
            each.policy.title,
            each.policy.effective_on,
            place_in_words(asked.language, each.division, divisions),
            say("施行中", "in force") if each.policy is in_force else "",
        )
        for each in publications
    )
    headers = (
        say("版本", "version"),
        say("名称", "title"),
        say("施行日期", "from"),
        say("发布范围", "published for"),
        "",
    )
    print_table(say("各版政策", "Policies by date"), headers, rows)


def _deadline(language: Language, policy: Policy, rule: DeadlineRule) -> tuple[str, ...]:
    limit = value_in_words(language, policy, rule.limit)
    if rule.limit_by_level:
        limit += language.say("（{}）", " ({})").format(value_in_words(language, policy, rule.limit_by_level))
    duty = roles_in_words(language, [rule.duty])
    return rule.name, language.say(rule.zh, rule.en), limit, duty, rule.ladder, rule.source


def _print_ladder(language: Language, ladder: Ladder) -> None:
    say = language.say
    reminder = ladder.remind_working_days_before
    first = say(f"提前{reminder}个工作日", in_number(f"{reminder} working days before"))
    rows = [(say("提醒", "reminder"), first, roles_in_words(language, ladder.remind))]
    rows += [
        (
            str(number),
            say(f"逾期{step.working_days_late}个工作日", in_number(f"{step.working_days_late} working days late")),
            roles_in_words(language, step.to),
        )
        for number, step in enumerate(ladder.steps, start=1)
    ]
    print_table(
        say(f"升级阶梯 {ladder.name}（{ladder.source}）", f"Ladder {ladder.name} ({ladder.source})"),
        (say("级次", "step"), say("何时", "when"), say("对象", "to")),
        rows,
    )


def _other_rules(language: Language, policy: Policy) -> Iterator[Sequence[object]]:
    say = language.say
    for part in SECTIONS:
        rule = getattr(policy, part)
        for field in _fields(rule.__struct_fields__):
            value = value_in_words(language, policy, getattr(rule, field))
            yield say(*POLICY_WORDS[part]), say(*POLICY_WORDS[field]), value, rule.source
    for decision in policy.decision:
        who = say("{}（{}）", "{} ({})").format(
            language.label(decision.by), roles_in_words(language, [decision.office])
        )
        yield say(*POLICY_WORDS["decision"]), language.label(decision.name), who, decision.source


def _fields(names: Iterable[str]) -> Iterator[str]:
    return (name for name in names if name != "source")

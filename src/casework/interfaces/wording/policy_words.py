"""Rules and their values in the words of the field."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time
from typing import Any

import msgspec

from casework.domain.calendar.due_dates import Limit
from casework.domain.codes.clearance import Milestone
from casework.domain.codes.code import Code
from casework.domain.codes.service.assistance import Level
from casework.domain.divisions.tree import Divisions
from casework.domain.facts.office.rules import EVERYWHERE
from casework.domain.labels import Label, in_number, role_label
from casework.domain.policy.deadline_rules import DeadlineRule, Ladder, LadderStep, Match, Opening
from casework.domain.policy.deciders import DecisionKind
from casework.domain.policy.diff import plain
from casework.domain.policy.policy import Policy
from casework.domain.policy.sections import DecisionRule
from casework.interfaces.wording.labels import POLICY_WORDS
from casework.interfaces.wording.language import Language
from casework.interfaces.wording.limit_words import limit_in_words


def rule_in_words(language: Language, rule: str, *policies: Policy) -> str:
    """A rule's dotted name in words (`deadline.verify.limit`: 期限 核实 时限); of two policies the first that knows it."""
    part, *names = rule.split(".")
    words = [POLICY_WORDS.get(part, Label(part, part))]
    for place, name in enumerate(names):
        words.append(_name_in_words(part if place == 0 else "", name, policies))
    return " ".join(language.say(*word) for word in words)


def value_in_words(language: Language, policy: Policy, value: Any) -> str:
    """A rule's value; names of deadlines are those of the policy it stands in."""
    say = language.say
    match value:
        case None:
            return "-"
        case bool():
            return say("是", "yes") if value else say("否", "no")
        case Limit():
            return in_number(say(*limit_in_words(value)))
        case Code():
            return language.label(value)
        case time():
            return f"{value:%H:%M}"
        case DeadlineRule():
            return say(value.zh, value.en) + say("：", ": ") + value_in_words(language, policy, value.limit)
        case DecisionRule():
            return language.label(value.by)
        case Ladder():
            return value_in_words(language, policy, value.steps)
        case LadderStep():
            late = in_number(
                say(f"逾期{value.working_days_late}个工作日", f"{value.working_days_late} working days late")
            )
            return late + say("：", ": ") + roles_in_words(language, value.to)
        case Match() | Opening():
            return msgspec.json.encode(plain(value)).decode()
        case dict():
            each = (
                f"{_key(language, policy, name)} {value_in_words(language, policy, item)}"
                for name, item in value.items()
            )
            return say("，", ", ").join(each)
        case (int() as low, int() as high) | (time() as low, time() as high):
            return f"{value_in_words(language, policy, low)}–{value_in_words(language, policy, high)}"
        case tuple():
            joint = say("；", "; ") if value and isinstance(value[0], LadderStep) else say("，", ", ")
            return joint.join(value_in_words(language, policy, item) for item in value)
    return _word(language, str(value))


def roles_in_words(language: Language, names: Iterable[str]) -> str:
    """Offices and parts in the work, one after the other."""
    return language.say("、", ", ").join(language.say(*role_label(name)) for name in names)


def place_in_words(language: Language, division: str, divisions: Divisions) -> str:
    """Where a rule holds."""
    if division == EVERYWHERE:
        return language.say("全部区划", "everywhere")
    name = divisions.name(division)
    return division if name == division else language.say(f"{name}（{division}）", f"{name} ({division})")


def _name_in_words(part: str, name: str, policies: tuple[Policy, ...]) -> Label:
    if part == "decision" and name in tuple(DecisionKind):
        return Label(DecisionKind(name).zh, name.replace("-", " "))
    if name in tuple(Level):
        return Label(Level(name).zh, name)
    rule = next((found for policy in policies if (found := policy.rule(name))), None) if part != "ladder" else None
    if rule is not None:
        return Label(rule.zh, rule.en)
    return POLICY_WORDS.get(name, Label(name, name))


def _key(language: Language, policy: Policy, name: str) -> str:
    return language.say(*_name_in_words("", name, (policy,)))


def _word(language: Language, text: str) -> str:
    if text in tuple(Milestone):
        return language.label(Milestone(text))
    return language.say(*role_label(text))

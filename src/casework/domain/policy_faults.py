"""What a policy text that reads well still has wrong: names that nothing answers to, steps that do not go up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from msgspec.structs import fields

from casework.domain.arithmetic import Unit
from casework.domain.codes import Level, Milestone
from casework.domain.facts.fact import Fact, topic_of
from casework.domain.marks import MARKED
from casework.domain.policy import DeadlineRule, Ladder, Match, Policy

DUTIES = frozenset({"village", "township", "county", "county-hrss", "city", "cadre", "owner", "office"})
ROLES = DUTIES | {"duty"}
FACTS: dict[str, type[Fact]] = {topic_of(kind): kind for kind in MARKED}


class Fault(NamedTuple):
    """One thing that is wrong, in both languages."""

    zh: str
    en: str


def policy_faults(policy: Policy) -> Iterator[Fault]:
    """Everything that would make a deadline never run, run wrong or fail; nothing for a sound policy."""
    for name in _repeated([rule.name for rule in policy.deadline]):
        yield Fault(f"期限“{name}”出现两次", f"Deadline {name} stands twice")
    ladders = {ladder.name for ladder in policy.ladder}
    for rule in policy.deadline:
        yield from _of_facts(rule)
        yield from _of_fields(rule)
        yield from _of_words(rule, ladders)
    for ladder in policy.ladder:
        yield from _of_ladder(ladder)
    for milestone in policy.stability.milestones:
        if milestone not in set(Milestone):
            yield Fault(
                f"稳定认定中有未知的回访节点：{milestone}", f"Stability names an unknown milestone: {milestone}"
            )
    for name, (youngest, oldest) in (("men", policy.detection.men), ("women", policy.detection.women)):
        if youngest > oldest:
            yield Fault(
                f"{name} 的年龄上下限颠倒：{youngest} 至 {oldest}",
                f"The age bounds of {name} are reversed: {youngest} to {oldest}",
            )


def _of_facts(rule: DeadlineRule) -> Iterator[Fault]:
    if not rule.starts or not rule.met:
        yield Fault(
            f"期限“{rule.name}”须写明何时起算、怎样算完成", f"Deadline {rule.name} needs what starts and what meets it"
        )
    for unknown in sorted({match.fact for match in _matches(rule)} - set(FACTS)):
        yield Fault(
            f"期限“{rule.name}”中有未知的事实：{unknown}", f"Deadline {rule.name} names an unknown fact: {unknown}"
        )


def _of_fields(rule: DeadlineRule) -> Iterator[Fault]:
    named = [(match.fact, name) for match in _matches(rule) for name in match.where]
    of_start = [name for name in (rule.per, rule.counted_from, rule.own_date) if name]
    for ends in rule.ends:
        named += [(ends.fact, name) for name in ends.same]
        of_start += ends.same
    for met in rule.met:
        named += [(met.fact, name) for name in (*met.same, met.subject) if name]
        of_start += met.same
    named += [(start.fact, name) for start in rule.starts for name in of_start]
    for fact, name in named:
        if fact in FACTS and name not in {field.name for field in fields(FACTS[fact])} - {"private"}:
            yield Fault(
                f"期限“{rule.name}”：事实 {fact} 没有字段 {name}", f"Deadline {rule.name}: {fact} has no field {name}"
            )


def _of_words(rule: DeadlineRule, ladders: set[str]) -> Iterator[Fault]:
    starts = {start.fact for start in rule.starts}
    wrong = {
        "duty": rule.duty not in DUTIES,
        "ladder": rule.ladder not in ladders,
        "every": rule.every not in (None, "month"),
        "opens": any(opening.milestone not in set(Milestone) for opening in rule.opens),
        "since": any(met.since not in ("start", "episode") for met in rule.met),
        "count": any(met.count < 1 for met in rule.met),
        "started_by": any(met.started_by not in (None, *starts) for met in rule.met),
        "limit_by_level": any(level not in set(Level) for level in rule.limit_by_level),
        "own_date": (rule.own_date is None) == (rule.limit.unit is Unit.OWN_DATE),
    }
    for name in (name for name, is_wrong in wrong.items() if is_wrong):
        yield Fault(f"期限“{rule.name}”的 {name} 有误", f"Deadline {rule.name}: {name} names what there is not")


def _of_ladder(ladder: Ladder) -> Iterator[Fault]:
    days = [step.working_days_late for step in ladder.steps]
    if days != sorted(set(days)) or any(day < 1 for day in days):
        yield Fault(f"升级阶梯“{ladder.name}”须逐级递增", f"Ladder {ladder.name} must go up step by step")
    if ladder.remind_working_days_before < 0:
        yield Fault(
            f"升级阶梯“{ladder.name}”的提醒须在截止日之前", f"Ladder {ladder.name} must remind before the last day"
        )
    for role in sorted({*ladder.remind, *(role for step in ladder.steps for role in step.to)} - ROLES):
        yield Fault(
            f"升级阶梯“{ladder.name}”中有未知的对象：{role}", f"Ladder {ladder.name} names an unknown role: {role}"
        )


def _matches(rule: DeadlineRule) -> tuple[Match, ...]:
    return (*rule.starts, *rule.met, *rule.ends)


def _repeated(names: list[str]) -> list[str]:
    return sorted({name for name in names if names.count(name) > 1})

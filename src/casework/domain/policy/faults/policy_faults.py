"""What a policy text that reads well still has wrong: names that nothing answers to, steps that do not go up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

import msgspec

from casework.domain.calendar.due_dates import PERIODS, Limit, Unit
from casework.domain.codes.clearance import Milestone
from casework.domain.codes.people import Sex
from casework.domain.codes.service.assistance import Level
from casework.domain.codes.sources import Office
from casework.domain.fact import Fact, topic_of
from casework.domain.facts.catalogue import KEPT
from casework.domain.labels import Label
from casework.domain.policy.conditions import CONDITIONS, LEDGERS
from casework.domain.policy.deadline_rules import DeadlineRule, Ladder, Match
from casework.domain.policy.faults.section_faults import DUTIES, is_name, section_faults
from casework.domain.policy.policy import Policy

ROLES = DUTIES | {"duty"}
FACTS: dict[str, type[Fact]] = {topic_of(kind): kind for kind in KEPT}

MOST_DAYS = 3660
MOST_MONTHS = 600
MOST_FACTS = 1000
RAISING = frozenset({"reminded", "escalated"})
"""The facts that a deadline itself brings about."""


def policy_faults(policy: Policy) -> Iterator[Label]:
    """Everything that would make a policy never apply, apply wrong or fail; nothing for a sound one."""
    yield from section_faults(policy)
    for name in _repeated([rule.name for rule in policy.deadline]):
        yield Label(f"期限“{name}”出现两次", f"Deadline {name} stands twice")
    for name in _repeated([ladder.name for ladder in policy.ladder]):
        yield Label(f"升级阶梯“{name}”出现两次", f"Ladder {name} stands twice")
    ladders = {ladder.name for ladder in policy.ladder}
    for rule in policy.deadline:
        yield from _of_facts(rule)
        yield from _of_fields(rule)
        yield from _of_values(rule)
        yield from _of_words(rule, ladders)
    for ladder in policy.ladder:
        yield from _of_ladder(ladder)
    yield from _of_circles(policy)


def _of_circles(policy: Policy) -> Iterator[Label]:
    """Deadlines that are started by being raised themselves: one missed would go on for ever, ever more of them."""
    raised_by = {rule.name: set(_raising(rule, policy)) for rule in policy.deadline}
    for name, first in raised_by.items():
        reached: set[str] = set()
        further = first
        while further:
            reached |= further
            further = {later for each in further for later in raised_by.get(each, ())} - reached
        if name in reached:
            yield Label(
                f"期限“{name}”会因自身的提醒或升级而重新起算",
                f"Deadline {name} would be started by being raised itself",
            )


def _raising(rule: DeadlineRule, policy: Policy) -> Iterator[str]:
    """The deadlines whose reminders or steps start this one."""
    for start in rule.starts:
        if start.fact in RAISING:
            named = start.where.get("deadline")
            yield from (each.name for each in policy.deadline) if named is None else [str(named)]


def _of_facts(rule: DeadlineRule) -> Iterator[Label]:
    if not rule.starts or not rule.met:
        yield Label(
            f"期限“{rule.name}”须写明何时起算、怎样算完成", f"Deadline {rule.name} needs what starts and what meets it"
        )
    for unknown in sorted({match.fact for match in _matches(rule)} - set(FACTS)):
        yield Label(
            f"期限“{rule.name}”中有未知的事实：{unknown}", f"Deadline {rule.name} names an unknown fact: {unknown}"
        )


def _of_fields(rule: DeadlineRule) -> Iterator[Label]:
    named = [(match.fact, name) for match in _matches(rule) for name in match.where]
    of_start = [n for n in (rule.per, rule.counted_from, rule.own_date, rule.months_from) if n is not None]
    for ends in rule.ends:
        named += [(ends.fact, name) for name in (*ends.same, ends.subject) if name is not None]
        of_start += ends.same
    for met in rule.met:
        named += [(met.fact, name) for name in (*met.same, met.subject, met.period) if name is not None]
        named += [(fact, name) for undone in met.unless for fact in (met.fact, undone.fact) for name in undone.same]
        of_start += met.same
    named += [(start.fact, name) for start in rule.starts for name in of_start]
    for fact, name in dict.fromkeys(named):
        if fact in FACTS and name not in _kinds(fact) and not _is_followed(rule, fact, name):
            yield Label(
                f"期限“{rule.name}”：事实 {fact} 没有字段“{name}”",
                f"Deadline {rule.name}: {fact} has no field {name or '(blank)'}",
            )


def _is_followed(rule: DeadlineRule, fact: str, name: str) -> bool:
    """
    Whether the name is no field: a condition followed of every member from an entry of the register on, or a division
    whose ledger the fact speaks of.
    """
    if name != rule.per:
        return False
    return FACTS[fact].of_the_register if name in CONDITIONS else name in LEDGERS and FACTS[fact].of_a_ledger


def _of_values(rule: DeadlineRule) -> Iterator[Label]:
    """Fields that are there and hold something else than the rule takes them for."""
    for match in _matches(rule):
        for name, value in match.where.items():
            if name in _kinds(match.fact) and not _may_equal(value, _kinds(match.fact)[name]):
                yield Label(
                    f"期限“{rule.name}”：事实 {match.fact} 的字段 {name} 不会等于所给的值",
                    f"Deadline {rule.name}: {name} of {match.fact} never has the value given",
                )
    for start in rule.starts:
        kinds = _kinds(start.fact)
        wrong = [name for name in (rule.counted_from, rule.own_date) if name in kinds and kinds[name] is not date]
        wrong += [name for name in (rule.months_from,) if name in kinds and not _is_number(kinds[name])]
        wrong += [name for name in (rule.per,) if name in kinds and not _is_list_of_subjects(kinds[name])]
        for name in wrong:
            yield Label(
                f"期限“{rule.name}”：事实 {start.fact} 的字段 {name} 不能这样用",
                f"Deadline {rule.name}: {name} of {start.fact} cannot be used so",
            )


def _of_words(rule: DeadlineRule, ladders: set[str]) -> Iterator[Label]:
    starts = {start.fact for start in rule.starts}
    milestones = [opening.milestone for opening in rule.opens]
    wrong = {
        "name": not is_name(rule.name) or any(sign in rule.name for sign in " ./:@"),
        "zh": not is_name(rule.zh),
        "en": not is_name(rule.en),
        "duty": rule.duty not in DUTIES or not _has_holder(rule),
        "ladder": rule.ladder not in ladders,
        "per": rule.per is not None and bool(rule.opens),
        "every": rule.every not in (None, *PERIODS) or bool(rule.every and rule.opens),
        "opens": not set(milestones) <= set(Milestone) or len(set(milestones)) < len(milestones),
        "months": any(not 0 <= opening.months <= MOST_MONTHS for opening in rule.opens),
        "since": any(met.since not in ("start", "episode") for met in rule.met),
        "count": any(not 1 <= met.count <= MOST_FACTS for met in rule.met),
        "within_months": any(
            met.within_months is not None and not 1 <= met.within_months <= MOST_MONTHS for met in rule.met
        ),
        "subject": bool({*(met.subject for met in rule.met), *(ends.subject for ends in rule.ends)} - {None})
        and not (rule.per or rule.opens),
        "period": any(met.period and not rule.every for met in rule.met),
        "started_by": any(met.started_by not in (None, *starts) for met in rule.met),
        "on_level_change": rule.on_level_change not in (None, "shorten"),
        "from_age": any(sex not in set(Sex) or not 16 <= age <= 100 for sex, age in rule.from_age.items()),
        "months_from": rule.months_from is not None and any(limit.unit is not Unit.MONTHS for limit in _limits(rule)),
        "limit_by_level": any(level not in set(Level) for level in rule.limit_by_level),
        "own_date": any((rule.own_date is None) == (limit.unit is Unit.OWN_DATE) for limit in _limits(rule)),
    }
    for name in (name for name, is_wrong in wrong.items() if is_wrong):
        yield Label(f"期限“{rule.name}”的 {name} 有误", f"Deadline {rule.name}: {name} names what there is not")


def _of_ladder(ladder: Ladder) -> Iterator[Label]:
    days = [step.working_days_late for step in ladder.steps]
    if days != sorted(set(days)) or any(not 1 <= day <= MOST_DAYS for day in days):
        yield Label(f"升级阶梯“{ladder.name}”须逐级递增", f"Ladder {ladder.name} must go up step by step")
    if not 0 <= ladder.remind_working_days_before <= MOST_DAYS:
        yield Label(
            f"升级阶梯“{ladder.name}”的提醒须在截止日之前", f"Ladder {ladder.name} must remind before the last day"
        )
    if any(not step.to for step in ladder.steps):
        yield Label(f"升级阶梯“{ladder.name}”有一级没有对象", f"Ladder {ladder.name} has a step to nobody")
    for role in sorted({*ladder.remind, *(role for step in ladder.steps for role in step.to)} - ROLES):
        yield Label(
            f"升级阶梯“{ladder.name}”中有未知的对象：{role}", f"Ladder {ladder.name} names an unknown role: {role}"
        )


@cache
def _kinds(fact: str) -> dict[str, Any]:
    """What the clear fields of a fact hold; nothing for an unknown fact."""
    if fact not in FACTS:
        return {}
    return {name: kind for name, kind in get_type_hints(FACTS[fact]).items() if name != "private"}


def _may_equal(value: object, kind: Any) -> bool:
    try:
        return bool(msgspec.convert(value, kind) == value)
    except (msgspec.ValidationError, ValueError, TypeError):
        return False


def _is_list_of_subjects(kind: Any) -> bool:
    """Whether a field holds several members or offices, each of whom may have a duty done for them."""
    return get_origin(kind) is tuple and issubclass(get_args(kind)[0], int | str)


def _is_number(kind: Any) -> bool:
    return bool({kind, *get_args(kind)} & {int})


def _has_holder(rule: DeadlineRule) -> bool:
    """Whether there is somebody whose duty it is: an owner or an office that every starting fact names."""
    if rule.duty == "office":
        return all(_kinds(start.fact).get(rule.per or "") == tuple[Office, ...] for start in rule.starts)
    return rule.duty != "owner" or all("owner" in _kinds(start.fact) for start in rule.starts)


def _limits(rule: DeadlineRule) -> tuple[Limit, ...]:
    return (rule.limit, *rule.limit_by_level.values())


def _matches(rule: DeadlineRule) -> tuple[Match, ...]:
    undone = (each for met in rule.met for each in met.unless)
    return (*rule.starts, *rule.met, *rule.ends, *undone)


def _repeated(names: list[str]) -> list[str]:
    return sorted({name for name in names if names.count(name) > 1})

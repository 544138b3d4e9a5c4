"""Ladders that rise to nobody, too late, or to an office that cannot exist; reminders that are never raised."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from casework.domain.calendar.due_dates import Unit
from casework.domain.calendar.work_calendar import seed
from casework.domain.consequences.consequence import Consequence, life_until
from casework.domain.consequences.of_deadlines import A_YEAR, tried
from casework.domain.facts.catalogue import FACTS
from casework.domain.labels import Label
from casework.domain.policy.deadline_rules import DeadlineRule, Ladder
from casework.domain.policy.policy import Policy

RANKS: Final = {
    "cadre": 0,
    "owner": 0,
    "village": 1,
    "township": 2,
    "office": 3,
    "county": 3,
    "county-hrss": 3,
    "county-rural-revitalisation": 3,
    "city": 4,
}
"""How far up an office stands; whoever works on the household stands lowest."""

TOP: Final = 4

TOO_LATE: Final = 250
"""A first step so many working days late comes after a year."""

IN_A_YEAR: Final = [(date(A_YEAR, 1, 1), date(A_YEAR, 12, 31))]
"""A deadline of its own date that ends a year after it was agreed."""

OWN_DATES_APART: Final = Label("（按自定日期的期限除外）", " (those of their own date apart)")


def ladder_consequences(policy: Policy) -> Iterator[Consequence]:
    """What the ladders bring about that nobody can have meant."""
    for ladder in policy.ladder:
        rules = [rule for rule in policy.deadline if rule.ladder == ladder.name]
        if not rules:
            yield Consequence(
                label=Label(
                    f"升级阶梯“{ladder.name}”没有期限使用", f"Ladder {ladder.name} is the ladder of no deadline"
                ),
                harms=False,
            )
            continue
        yield from _of_steps(ladder, rules)
        yield from _of_reminder(ladder, rules)


def _of_steps(ladder: Ladder, rules: list[DeadlineRule]) -> Iterator[Consequence]:
    if not ladder.steps or ladder.steps[0].working_days_late > TOO_LATE:
        yield Consequence(
            label=Label(
                f"升级阶梯“{ladder.name}”在逾期一年内从不升级", f"Ladder {ladder.name} never rises within a year"
            ),
            life=life_until(rules[0].starts[0].fact),
        )
        return
    roles = {role for step in ladder.steps for role in step.to}
    for rule in rules:
        if max(RANKS.get(rule.duty if role == "duty" else role, 0) for role in roles) <= min(RANKS[rule.duty], TOP - 1):
            yield Consequence(
                label=Label(
                    f"升级阶梯“{ladder.name}”不会升到期限“{rule.name}”责任方的上级",
                    f"Ladder {ladder.name} never rises above those whose duty {rule.name} is",
                ),
                life=life_until(rule.starts[0].fact),
            )
        for role in sorted(roles & {"owner", "office"}):
            if not _exists(role, rule):
                yield Consequence(
                    label=Label(
                        f"升级阶梯“{ladder.name}”升到 {role}，而期限“{rule.name}”没有这一方",
                        f"Ladder {ladder.name} rises to the {role}, and deadline {rule.name} has none",
                    ),
                    life=life_until(rule.starts[0].fact),
                )


def _exists(role: str, rule: DeadlineRule) -> bool:
    if role == "office":
        return rule.duty == "office"
    return all("owner" in FACTS[start.fact].__struct_fields__ for start in rule.starts if start.fact in FACTS)


def _of_reminder(ladder: Ladder, rules: list[DeadlineRule]) -> Iterator[Consequence]:
    """
    A reminder that falls before the start of every deadline on the ladder is raised for none.

    A deadline of its own date is reminded of where the date is far enough: it hides no limit of days beside it, and a
    ladder of such deadlines alone is tried with a date in a year.
    """
    limits = [limit for rule in rules for limit in (rule.limit, *rule.limit_by_level.values())]
    counted = [limit for limit in limits if limit.unit is not Unit.OWN_DATE]
    tries = [each for limit in counted for each in tried(limit)[::7]] or IN_A_YEAR
    calendar, days = seed(), ladder.remind_working_days_before
    if not ladder.remind or any(calendar.add_working_days(due, -days) > start for start, due in tries):
        return
    begins = next((rule for rule in rules if rule.limit in counted), rules[0])
    zh, en = ("", "") if len(counted) in (0, len(limits)) else OWN_DATES_APART
    yield Consequence(
        label=Label(
            f"升级阶梯“{ladder.name}”的提醒早于每个期限的起算{zh}，谁也不会被提醒",
            f"The reminder of ladder {ladder.name} falls before each of its deadlines starts{en}: nobody is reminded",
        ),
        life=life_until(begins.starts[0].fact),
    )

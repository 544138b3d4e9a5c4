"""Deadlines that nobody can meet, that meet themselves, that leave no time, and stages that nobody watches."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Final

from casework.domain.calendar.due_dates import Count, Limit, Unit, due_date
from casework.domain.calendar.work_calendar import seed
from casework.domain.consequences.consequence import Consequence, life_until
from casework.domain.labels import Label
from casework.domain.policy.deadline_rules import DeadlineRule, Match, Met
from casework.domain.policy.policy import Policy

ONCE: Final = frozenset({"detected", "verified", "cleared", "closed-otherwise", "stability-confirmed"})
"""The facts that an episode has once at most."""

ENDING: Final = frozenset({"cleared", "closed-otherwise"})
"""The facts that end an episode."""

WATCHED: Final = {
    "detected": Label("发现后尚未核实", "found and not yet verified"),
    "verified": Label("核实后尚未清零", "verified and not yet cleared"),
    "clearance-proposed": Label("提请清零后尚未审核", "proposed for clearing and not yet decided"),
    "closing-proposed": Label("提请退出后尚未审核", "proposed for closing and not yet decided"),
    "cleared": Label("清零后尚未稳定", "cleared and not yet stable"),
}
"""After these facts a household waits for somebody; without a deadline it may wait for ever, and nobody hears of it."""

A_YEAR: Final = 2025
"""A year whose notices are known: limits are tried from each of its days."""


def deadline_consequences(policy: Policy) -> Iterator[Consequence]:
    """What the deadlines bring about that nobody can have meant."""
    for rule in policy.deadline:
        yield from _of_meeting(rule)
        yield from _of_ending(rule)
        yield from _of_time(rule)
    yield from _of_order(policy)
    yield from _of_stages(policy)


def _of_meeting(rule: DeadlineRule) -> Iterator[Consequence]:
    for start in rule.starts:
        ways = [way for way in rule.met if way.started_by in (None, start.fact)]
        if any(_met_at_once(way, start) for way in ways):
            yield Consequence(
                label=Label(
                    f"期限“{rule.name}”一起算就已完成，不会催办任何人",
                    f"Deadline {rule.name} is met by what starts it: it never urges anybody",
                ),
                life=life_until(start.fact),
            )
        elif ways and all(_never_meets(way, start) for way in ways):
            yield Consequence(
                label=Label(
                    f"期限“{rule.name}”起算后永远无法完成，必然逾期",
                    f"Deadline {rule.name} can never be met once it runs: it always ends overdue",
                ),
                life=life_until(start.fact),
            )


def _met_at_once(way: Met, start: Match) -> bool:
    """Whether the starting fact, or the detection before it, meets the deadline by itself."""
    if way.since != "episode" or way.count > 1 or way.subject is not None or way.unless:
        return False
    if way.fact == "detected":
        return not way.where
    return way.fact == start.fact and way.where.items() <= start.where.items()


def _never_meets(way: Met, start: Match) -> bool:
    if way.fact == "detected" or (way.count > 1 and way.fact in ONCE):
        return True
    if way.since == "start" and way.fact == start.fact and way.fact in ONCE:
        return True
    return any(name in start.where and start.where[name] != way.where.get(name, start.where[name]) for name in way.same)


def _of_ending(rule: DeadlineRule) -> Iterator[Consequence]:
    if rule.outlives_episode:
        return
    for start in rule.starts:
        if start.fact in ENDING:
            yield Consequence(
                label=Label(
                    f"期限“{rule.name}”一起算就随处置周期结束，从不生效；须写 outlives_episode = true",
                    f"Deadline {rule.name} ends with the episode that it starts at the end of; it needs outlives_episode",
                ),
                life=("detected", start.fact),
            )


def _of_time(rule: DeadlineRule) -> Iterator[Consequence]:
    if rule.every is not None:
        return  # it begins with its period, whatever day something happened on
    for limit in dict.fromkeys((rule.limit, *rule.limit_by_level.values())):
        if limit.unit is Unit.OWN_DATE:
            continue
        none = [start for start, due in tried(limit) if due <= start]
        if not any(seed().is_working(start) and due > start for start, due in tried(limit)):
            yield Consequence(
                label=Label(
                    f"期限“{rule.name}”不留任何时间：当天起算，当天截止",
                    f"Deadline {rule.name} leaves no time: it is due on the day on which it starts, or before",
                ),
                life=life_until(rule.starts[0].fact),
            )
        elif none:
            yield Consequence(
                label=Label(
                    f"期限“{rule.name}”在有些日子起算时不留时间（如{none[0]:%m月%d日}）",
                    f"Deadline {rule.name} leaves no time when it starts on some days, such as {none[0]:%d %B}",
                ),
                harms=False,
            )


@cache
def tried(limit: Limit) -> tuple[tuple[date, date], ...]:
    """Each day of a year with the last day of the limit that starts on it."""
    calendar, first = seed(), date(A_YEAR, 1, 1)
    days = (first + timedelta(days=n) for n in range(365))
    return tuple((day, due_date(Count(day, limit), calendar)) for day in days)


def _of_order(policy: Policy) -> Iterator[Consequence]:
    """Somebody is to be in work after the household is to be cleared, which it can be by work alone."""
    at_work = [rule for rule in policy.deadline if {way.fact for way in rule.met} <= {"placed", "placement-confirmed"}]
    clearing = [rule for rule in policy.deadline if "cleared" in {way.fact for way in rule.met}]
    for work in at_work:
        for clear in clearing:
            if {start.fact for start in work.starts} == {start.fact for start in clear.starts} and any(
                _later(working, cleared)
                for working, cleared in zip(_limits(work, policy), _limits(clear, policy), strict=True)
            ):
                yield Consequence(
                    label=Label(
                        f"“{work.name}”的时限长于“{clear.name}”：还没到就业的期限就须清零",
                        f"{work.name} may take longer than {clear.name}: a household is to be cleared before anybody "
                        "has to be in work",
                    ),
                    life=("detected", clear.starts[0].fact),
                )


def _limits(rule: DeadlineRule, policy: Policy) -> tuple[Limit, Limit]:
    """The limit as it is, and in the green channel."""
    return rule.limit, policy.green_channel.limits.get(rule.name, rule.limit)


def _later(one: Limit, other: Limit) -> bool:
    if Unit.OWN_DATE in (one.unit, other.unit):
        return False
    return any(mine > theirs for (_, mine), (_, theirs) in zip(tried(one), tried(other), strict=True))


def _of_stages(policy: Policy) -> Iterator[Consequence]:
    started = {start.fact for rule in policy.deadline for start in rule.starts}
    for fact, stage in WATCHED.items():
        if fact not in started:
            yield Consequence(
                label=Label(
                    f"没有期限自“{fact}”起算：{stage.zh}的户可以一直停在那里，没有人会被提醒",
                    f"No deadline starts on {fact}: a household {stage.en} may stay so for ever, and nobody is told",
                ),
                life=life_until(fact),
            )

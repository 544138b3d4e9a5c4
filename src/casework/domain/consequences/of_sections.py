"""Ages that find nobody, work that clears nobody, second persons given up, checks nobody is told of, silence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from casework.domain.codes.work import WorkKind
from casework.domain.consequences.consequence import Consequence
from casework.domain.labels import Label
from casework.domain.policy.deciders import BY_TWO, Decider
from casework.domain.policy.policy import Policy

WORKING_AGE: Final = {"men": (16, 60), "women": (16, 50)}
"""Whom the documents ask for at least (BJ-1.1a)."""

LONGEST_CONTRACT: Final = 36
"""Months of contract that somebody from a village may ever be offered."""

HIGHEST_PAY: Final = Decimal(30_000)
SHORTEST_HOURS: Final = timedelta(minutes=30)
LONGEST_PAUSE: Final = 366
LONGEST_OUT_OF_CONTACT: Final = 24
MOST_REFUSALS: Final = 12


def section_consequences(policy: Policy) -> Iterator[Consequence]:
    """What the rules beside deadlines and ladders bring about that nobody can have meant."""
    yield from _of_ages(policy)
    yield from _of_clearing(policy)
    yield from _of_exits(policy)
    yield from _of_second_persons(policy)
    yield from _of_stability(policy)
    yield from _of_silence(policy)


def _of_ages(policy: Policy) -> Iterator[Consequence]:
    for name, (youngest, oldest) in WORKING_AGE.items():
        first, last = getattr(policy.detection, name)
        zh = "男性" if name == "men" else "女性"
        if first > oldest or last < youngest:
            yield Consequence(
                label=Label(
                    f"{name} 的年龄范围 {first}–{last} 里没有劳动年龄的{zh}，不会发现任何人",
                    f"The ages {first} to {last} hold no {name} of working age: nobody is found",
                )
            )
        elif first > youngest or last < oldest:
            yield Consequence(
                label=Label(
                    f"{name} 的年龄范围 {first}–{last} 小于文件所列的 {youngest}–{oldest}（BJ-1.1a）",
                    f"The ages {first} to {last} of {name} are narrower than {youngest} to {oldest} (BJ-1.1a)",
                ),
                harms=False,
            )


def _of_clearing(policy: Policy) -> Iterator[Consequence]:
    rule = policy.clearing
    by_pay = rule.minimum_wage <= HIGHEST_PAY and not set(WorkKind) <= set(rule.never_by_pay)
    if rule.contract_months > LONGEST_CONTRACT and not (rule.always or rule.with_licence or by_pay):
        yield Consequence(
            label=Label(
                "没有一种就业能够清零：各户永远不能以就业退出",
                "No work clears a household: none can ever leave by work",
            ),
            life=("detected", "placed", "placement-confirmed"),
        )


def _of_exits(policy: Policy) -> Iterator[Consequence]:
    if policy.exit.out_of_contact_months > LONGEST_OUT_OF_CONTACT:
        months = policy.exit.out_of_contact_months
        yield Consequence(
            label=Label(
                f"失联须满{months}个月、每月有联系记录才能退出，实际无法达到",
                f"Out of contact needs an attempt in each of {months} months: that exit cannot be reached",
            ),
            life=("detected", "follow-up-logged"),
        )
    if policy.exit.counted_refusals > MOST_REFUSALS:
        yield Consequence(
            label=Label(
                f"须有{policy.exit.counted_refusals}次计入的拒绝才能退出，实际无法达到",
                f"The exit by refused offers needs {policy.exit.counted_refusals} of them: it cannot be reached",
            ),
            life=("detected", "job-offered", "offer-refused"),
        )


def _of_second_persons(policy: Policy) -> Iterator[Consequence]:
    given_up = {rule.name for rule in policy.decision if rule.by is Decider.ANYBODY}
    for kind, source in BY_TWO.items():
        if kind in given_up:
            yield Consequence(
                label=Label(
                    f"“{kind.zh}”须由第二人决定（{source}），各地不能取消",
                    f"The decision {kind} needs a second person ({source}); no county can give that up",
                )
            )


def _of_stability(policy: Policy) -> Iterator[Consequence]:
    opened = {opening.milestone for rule in policy.deadline for opening in rule.opens}
    for milestone in policy.stability.milestones:
        if milestone not in opened:
            yield Consequence(
                label=Label(
                    f"稳定认定要有 {milestone} 的回访，但没有期限在那时提醒任何人",
                    f"Stability needs the check at {milestone}, and no deadline opens then: nobody is told to make it",
                ),
                life=("detected", "cleared"),
            )
    if not policy.stability.milestones:
        yield Consequence(
            label=Label("清零当天即可认定稳定，不需任何回访", "Stability needs no check at all after a clearance"),
            life=("detected", "cleared", "stability-confirmed"),
        )


def _of_silence(policy: Policy) -> Iterator[Consequence]:
    day = datetime(2000, 1, 1)  # noqa: DTZ001  any day: two times of it are taken from each other
    open_for = sum(
        (datetime.combine(day, end) - datetime.combine(day, start) for start, end in policy.notices.hours), timedelta()
    )
    if open_for < SHORTEST_HOURS:
        yield Consequence(
            label=Label(
                f"每天只有{open_for.seconds // 60}分钟可以发出通知", "Notices go out for less than half an hour a day"
            ),
        )
    if policy.pauses.limit_days > LONGEST_PAUSE:
        yield Consequence(
            label=Label(
                f"期限最多可暂停{policy.pauses.limit_days}天：暂停一年以上的期限等于取消",
                f"A deadline may stand still for {policy.pauses.limit_days} days: longer than a year, nobody is "
                "told of it",
            ),
            life=("detected", "deadline-paused"),
        )

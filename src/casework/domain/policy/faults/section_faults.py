"""What is wrong in a policy beside its deadlines and ladders: missing sources, numbers and hours that cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Final

from casework.domain.calendar.due_dates import Unit
from casework.domain.codes.clearance import Milestone
from casework.domain.labels import Label
from casework.domain.policy.policy import Policy
from casework.domain.policy.sections import ALONE, SECTIONS, Rule

OFFICES: Final = frozenset({"village", "township", "county", "county-hrss", "city"})
DUTIES: Final = OFFICES | {"cadre", "owner", "office"}
"""Whose duty something may be."""

LONGEST_NAME: Final = 60
LONGEST_SOURCE: Final = 500
MOST_GRACE: Final = 10
"""A step that waits longer than two weeks for the one below it would be none."""

_BOUNDS: Final = (
    ("clearing", "contract_months", 1, 120),
    ("clearing", "minimum_wage", 1, 1_000_000),
    ("exit", "counted_refusals", 1, 100),
    ("exit", "out_of_contact_months", 1, 120),
    ("exit", "contact_means", 1, 3),
    ("exit", "reapply_after_months", 0, 24),
    ("exit", "reapply_after_false_months", 0, 36),
    ("entries", "late_after_working_days", 0, 250),
    ("entries", "late_limit_days", 0, 3660),
    ("terms", "public_welfare_months", 1, 600),
    ("pauses", "limit_days", 1, 3660),
    ("extensions", "limit_times", 0, 12),
    ("extensions", "limit_percent", 0, 1000),
    ("detection", "not_employed_up_to_months", 0, 12),
)
"""The smallest and the largest value that makes sense."""


def section_faults(policy: Policy) -> Iterator[Label]:
    """Everything wrong outside deadlines and ladders, and every rule without a source."""
    for name, value in (("version", policy.version), ("title", policy.title)):
        if not is_name(value):
            yield Label(
                f"{name} 须为1至{LONGEST_NAME}个字，不能为空", f"{name} must have 1 to {LONGEST_NAME} characters"
            )
    for path, rule in named_rules(policy):
        if len(rule.source.strip()) < 2:
            yield Label(f"规则 {path} 未注明依据（source）", f"Rule {path} names no source")
        elif len(rule.source) > LONGEST_SOURCE or not rule.source.replace("\n", "").isprintable():
            yield Label(
                f"规则 {path} 的依据（source）须为不超过{LONGEST_SOURCE}字的文字",
                f"The source of rule {path} must be text of at most {LONGEST_SOURCE} characters",
            )
    yield from _of_numbers(policy)
    yield from _of_hours(policy)
    yield from _of_milestones(policy)
    yield from _of_decisions(policy)
    yield from _of_green_channel(policy)
    yield from _of_accounts(policy)


def named_rules(policy: Policy) -> Iterator[tuple[str, Rule]]:
    """Every rule of a policy by its dotted name (`deadline.verify`)."""
    yield from ((name, getattr(policy, name)) for name in SECTIONS)
    yield from ((f"decision.{rule.name}", rule) for rule in policy.decision)
    yield from ((f"deadline.{rule.name}", rule) for rule in policy.deadline)
    yield from ((f"ladder.{rule.name}", rule) for rule in policy.ladder)


def is_name(text: str) -> bool:
    """Whether a text can name something: printable, not blank, not long."""
    return text == text.strip() and text.isprintable() and 0 < len(text) <= LONGEST_NAME


def _of_numbers(policy: Policy) -> Iterator[Label]:
    for section, field, low, high in _BOUNDS:
        value = getattr(getattr(policy, section), field)
        if value is None:
            continue
        if not (Decimal(value).is_finite() and low <= value <= high):
            yield Label(
                f"{section}.{field} 须在{low}至{high}之间，不能是{value}",
                f"{section}.{field} must be {low} to {high}, not {value}",
            )
    for name, (youngest, oldest) in (("men", policy.detection.men), ("women", policy.detection.women)):
        if youngest > oldest:
            yield Label(
                f"{name} 的年龄上下限颠倒：{youngest} 至 {oldest}",
                f"The age bounds of {name} are reversed: {youngest} to {oldest}",
            )
        elif youngest < 0 or oldest > 120:
            yield Label(f"{name} 的年龄须在0至120之间", f"The age bounds of {name} must be 0 to 120")


def _of_hours(policy: Policy) -> Iterator[Label]:
    hours = policy.notices.hours
    if not 0 <= policy.notices.grace_working_days <= MOST_GRACE:
        yield Label(
            f"notices.grace_working_days 应在0至{MOST_GRACE}之间",
            f"notices.grace_working_days lies between 0 and {MOST_GRACE}",
        )
    if not hours:
        yield Label("notices.hours 至少须有一段时间", "notices.hours needs at least one span")
    if any(end.tzinfo for span in hours for end in span):
        yield Label("notices.hours 按北京时间，不写时区", "notices.hours are Asia/Shanghai and name no zone")
        return
    for start, end in hours:
        if start >= end:
            yield Label(
                f"notices.hours 中 {start:%H:%M} 不早于 {end:%H:%M}",
                f"notices.hours: {start:%H:%M} is not before {end:%H:%M}",
            )
    for (_, end), (start, _) in pairwise(hours):
        if start < end:
            yield Label(
                f"notices.hours 中 {start:%H:%M} 起的时段与前一段重叠或颠倒",
                f"notices.hours: the span from {start:%H:%M} begins before the one before it ends",
            )


def _of_milestones(policy: Policy) -> Iterator[Label]:
    for milestone in policy.stability.milestones:
        if milestone not in set(Milestone):
            yield Label(
                f"稳定认定中有未知的回访节点：{milestone}", f"Stability names an unknown milestone: {milestone}"
            )


def _of_decisions(policy: Policy) -> Iterator[Label]:
    kinds = [rule.name for rule in policy.decision]
    for kind in sorted({kind for kind in kinds if kinds.count(kind) > 1}):
        yield Label(f"决定权限“{kind.zh}”（{kind}）出现两次", f"Decision {kind} stands twice")
    for rule in policy.decision:
        if rule.office not in OFFICES:
            yield Label(
                f"决定权限“{rule.name.zh}”中有未知的对象：{rule.office}",
                f"Decision {rule.name} names an unknown role: {rule.office}",
            )


def _of_green_channel(policy: Policy) -> Iterator[Label]:
    for name, limit in policy.green_channel.limits.items():
        rule = policy.rule(name)
        if rule is None:
            yield Label(f"绿色通道中有未知的期限：{name}", f"The green channel names an unknown deadline: {name}")
        elif rule.own_date is not None or limit.unit is Unit.OWN_DATE:
            yield Label(
                f"绿色通道不能改变约定日期：{name}", f"The green channel cannot change a date of its own: {name}"
            )


def _of_accounts(policy: Policy) -> Iterator[Label]:
    said = [role for group in policy.accounts.groups for role in group]
    for role in sorted({role for role in said if said.count(role) > 1}):
        yield Label(f"不相容职务中“{role.zh}”（{role}）出现两次", f"Role {role} stands in two groups of accounts")
    for group in policy.accounts.groups:
        for role in sorted(ALONE & set(group)) if len(group) > 1 else ():
            yield Label(
                f"“{role.zh}”（{role}）不能与其他职务同组", f"Role {role} stands alone in its group of accounts"
            )

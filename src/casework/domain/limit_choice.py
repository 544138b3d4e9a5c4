"""Which part of the policy set a deadline's limit: the rule itself, the assistance level, or the green channel."""

from __future__ import annotations

from msgspec import Struct

from casework.domain.codes import Code, Level
from casework.domain.deadlines import Instance
from casework.domain.mark_index import MarkIndex
from casework.domain.policy import DeadlineRule, Policy


class LimitOrigin(Code):
    """What set the limit."""

    RULE = "rule", "该期限的一般规定"
    LEVEL = "level", "帮扶级别"
    GREEN_CHANNEL = "green-channel", "绿色通道"


class LimitChoice(Struct, frozen=True, kw_only=True):
    """What set the limit, and the source that says so; `level` where the assistance level did."""

    by: LimitOrigin
    source: str
    level: Level | None = None


def limit_choice(instance: Instance, rule: DeadlineRule, policy: Policy, index: MarkIndex) -> LimitChoice:
    """What set the instance's limit when it started (BJ-3.1b, GY-12e)."""
    level = index.level_before(instance.started_version)
    if instance.limit != rule.limit_by_level.get(level or "", rule.limit):
        return LimitChoice(by=LimitOrigin.GREEN_CHANNEL, source=policy.green_channel.source)
    if level in rule.limit_by_level:
        return LimitChoice(by=LimitOrigin.LEVEL, source=rule.source, level=level)
    return LimitChoice(by=LimitOrigin.RULE, source=rule.source)

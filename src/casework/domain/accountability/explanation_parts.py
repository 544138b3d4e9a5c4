"""What an explanation is made of: the rule behind a deadline, its pauses, its notices, the moves of its last day."""

from __future__ import annotations

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from casework.domain.calendar.due_dates import Limit
from casework.domain.codes.code import Code
from casework.domain.codes.offices import OutageKind
from casework.domain.codes.service.assistance import Level
from casework.domain.codes.sources import Force
from casework.domain.deadlines.entry_index import EntryIndex
from casework.domain.deadlines.instances import Instance
from casework.domain.fact import Moment
from casework.domain.facts.deadlines import Recipient
from casework.domain.policy.deadline_rules import DeadlineRule
from casework.domain.policy.policy import Policy


class GoverningRule(Struct, frozen=True, kw_only=True):
    """
    The rule behind a deadline: its policy, whose that is (a division's code, empty for everywhere) and since when.

    `limit` is the one that runs; `chosen` says whether a level or the green channel set it, and which level. `force` says
    who set the days of the rule; None where the policy does not.
    """

    version: str
    title: str
    effective_on: date
    division: str
    source: str
    limit: Limit
    chosen: LimitChoice
    force: Force | None = None


class ExplainedPause(Struct, frozen=True, kw_only=True):
    """
    A stretch in which the deadline stood still, who paused it and why; `until` is None while it stands.

    By `lapses_at` it runs again by itself, for the policy's limit of pauses is used up then.
    """

    since: Moment
    until: Moment | None
    lapses_at: Moment
    by: str
    version: int
    reason: str = ""

    @property
    def lapsed(self) -> bool:
        """It ended by itself."""
        return self.until == self.lapses_at


class ExplainedExtension(Struct, frozen=True, kw_only=True):
    """
    That the deadline end `until` a later day was asked for and why, and who granted it, or refused it and why.

    `decided_at` is None while nobody has decided.
    """

    until: date
    asked_at: Moment
    by: str
    version: int
    granted: bool
    decided_at: Moment | None
    decided_by: str
    decided_version: int
    reason: str = ""
    note: str = ""


class ExplainedNotice(Struct, frozen=True, kw_only=True):
    """A reminder (step 0) or a step up as it was recorded: what it said then stays, whatever was entered later."""

    step: int
    recorded_at: Moment
    due_on: date
    due_at: Moment
    working_days_late: int
    to: tuple[Recipient, ...]


class ComingNotice(Struct, frozen=True, kw_only=True):
    """The reminder (step 0) or the step up that would come next, when, and who would get it by what is known now."""

    step: int
    at: Moment
    to: tuple[Recipient, ...]


class Rescheduling(Struct, frozen=True, kw_only=True):
    """
    A loaded calendar moved the last day; where `outage` is set, that did.

    `outage` are the first and last of its days, and `kind` says what was out; `withdrawn`: it was taken back, and
    moved the day back.
    """

    moved_from: date
    moved_to: date
    at: Moment
    calendar: str = ""
    kind: OutageKind | None = None
    outage: tuple[date, date] | None = None
    withdrawn: bool = False


class LimitOrigin(Code):
    """What set the limit."""

    RULE = "rule", "该期限的一般规定"
    LEVEL = "level", "帮扶级别"
    GREEN_CHANNEL = "green-channel", "绿色通道"
    TERM = "term", "岗位自身的期限"


class LimitChoice(Struct, frozen=True, kw_only=True):
    """What set the limit, and the source that says so; `level` where the assistance level did."""

    by: LimitOrigin
    source: str
    level: Level | None = None


def limit_choice(instance: Instance, rule: DeadlineRule, policy: Policy, index: EntryIndex) -> LimitChoice:
    """What set the instance's limit when it started (BJ-3.1b, GY-12e, BT-6c)."""
    if instance.level_since is not None:
        return LimitChoice(by=LimitOrigin.LEVEL, source=rule.source, level=instance.level_since)
    if rule.months_from and instance.limit != rule.limit == replace(instance.limit, value=rule.limit.value):
        return LimitChoice(by=LimitOrigin.TERM, source=rule.source)
    level = index.level_before(instance.order)
    if instance.limit != rule.limit_by_level.get(level or "", rule.limit):
        return LimitChoice(by=LimitOrigin.GREEN_CHANNEL, source=policy.green_channel.source)
    if level in rule.limit_by_level:
        return LimitChoice(by=LimitOrigin.LEVEL, source=rule.source, level=level)
    return LimitChoice(by=LimitOrigin.RULE, source=rule.source)

"""How long an instance may take: by its rule, its level, or the green channel (BJ-3.1b, GY-12e)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final, NamedTuple

from msgspec.structs import replace

from casework.domain.calendar.due_dates import Limit, Unit
from casework.domain.codes.service.assistance import Level
from casework.domain.deadlines.entry_index import EntryIndex, Order
from casework.domain.deadlines.starts import Start
from casework.domain.fact import Fact
from casework.domain.facts.responsibility import LevelSet
from casework.domain.policy.deadline_rules import DeadlineRule, Match
from casework.domain.policy.policy import Policy

_ROUGH_DAYS: Final = {Unit.WORKING_DAYS: 1.4, Unit.CALENDAR_DAYS: 1.0, Unit.MONTHS: 30.4}
"""About how many calendar days one of a unit is; period ends are not compared."""


def limit_of(rule: DeadlineRule, policy: Policy, start: Start, index: EntryIndex) -> Limit:
    """The limit of an instance that starts so: the usual one, or the shorter one of the green channel."""
    usual = stated_limit(rule, start.entry.fact) or rule.limit
    if rule.limit_by_level:
        usual = rule.limit_by_level.get(index.level_before(start.order) or "", usual)
    green = policy.green_channel.limits.get(rule.name)
    if green is None or not index.in_green_channel(start.order):
        return usual
    return green if is_shorter(green, usual) else usual


def stated_limit(rule: DeadlineRule, fact: Fact) -> Limit | None:
    """The limit with the months that the starting fact states: a post of a year ends after that year (BT-6c)."""
    months = getattr(fact, rule.months_from, None) if rule.months_from else None
    return None if months is None else replace(rule.limit, value=months)


class ChangedLimit(NamedTuple):
    """The limit of a level that was set while an instance ran, counted from the moment at which it was set."""

    at: datetime
    limit: Limit
    level: Level


def changed_limits(rule: DeadlineRule, start: Start, index: EntryIndex, until: Order | None) -> Iterator[ChangedLimit]:
    """The limits of the levels that were set while the instance ran, where the rule lets them shorten it (BJ-3.1b)."""
    if rule.on_level_change is None:
        return
    for entry in index.matching(Match(fact="level-set")):
        running = entry.order > start.order and (until is None or entry.order < until)
        if running and isinstance(entry.fact, LevelSet) and entry.fact.level in rule.limit_by_level:
            yield ChangedLimit(entry.occurred_at, rule.limit_by_level[entry.fact.level], entry.fact.level)


def is_shorter(green: Limit, usual: Limit) -> bool:
    """Whether the limit of the green channel is the shorter one; where the two cannot be compared it is taken."""
    if green.unit not in _ROUGH_DAYS or usual.unit not in _ROUGH_DAYS:
        return True
    return _rough_days(green) < _rough_days(usual)


def _rough_days(limit: Limit) -> float:
    return limit.value * _ROUGH_DAYS[limit.unit] - limit.days_before

"""How long an instance may take: by its rule, its level, or the green channel (BJ-3.1b, GY-12e)."""

from __future__ import annotations

from typing import Final

from casework.domain.calendar.due_dates import Limit, Unit
from casework.domain.deadlines.entry_index import EntryIndex
from casework.domain.deadlines.starts import Start
from casework.domain.policy.policy import DeadlineRule, Policy

_ROUGH_DAYS: Final = {Unit.WORKING_DAYS: 1.4, Unit.CALENDAR_DAYS: 1.0, Unit.MONTHS: 30.4}
"""About how many calendar days one of a unit is; period ends are not compared."""


def limit_of(rule: DeadlineRule, policy: Policy, start: Start, index: EntryIndex) -> Limit:
    """The limit of an instance that starts so: the usual one, or the shorter one of the green channel."""
    usual = rule.limit
    if rule.limit_by_level:
        usual = rule.limit_by_level.get(index.level_before(start.order) or "", usual)
    green = policy.green_channel.limits.get(rule.name)
    if green is None or not index.in_green_channel(start.order):
        return usual
    return green if is_shorter(green, usual) else usual


def is_shorter(green: Limit, usual: Limit) -> bool:
    """Whether the limit of the green channel is the shorter one; where the two cannot be compared it is taken."""
    if green.unit not in _ROUGH_DAYS or usual.unit not in _ROUGH_DAYS:
        return True
    return _rough_days(green) < _rough_days(usual)


def _rough_days(limit: Limit) -> float:
    return limit.value * _ROUGH_DAYS[limit.unit] - limit.days_before

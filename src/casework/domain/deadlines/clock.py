"""What a deadline instance is counted by, and the day on which it ends."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from casework.domain.calendar.due_dates import Count, Due, Limit, due
from casework.domain.calendar.work_calendar import WorkCalendar, shanghai_date
from casework.domain.codes.service.assistance import Level
from casework.domain.deadlines.changes.extensions import Extension, extended, extensions_of
from casework.domain.deadlines.changes.pauses import Pause, paused_days, pauses_of
from casework.domain.deadlines.entry_index import EntryIndex
from casework.domain.deadlines.limits import limit_of
from casework.domain.deadlines.starts import Start
from casework.domain.policy.deadline_rules import DeadlineRule
from casework.domain.policy.policy import Policy


class Clock(NamedTuple):
    """What an instance is counted by; `level` is the one that was set while it ran and set this limit."""

    limit: Limit
    pauses: tuple[Pause, ...]
    counted_from: date
    own_date: date | None
    extensions: tuple[Extension, ...] = ()
    level: Level | None = None

    @property
    def unextended(self) -> Clock:
        """The same, had nobody extended it."""
        return self._replace(extensions=())


def clock_of(rule: DeadlineRule, policy: Policy, start: Start, index: EntryIndex) -> Clock:
    """What the instance that starts so is counted by."""
    fact, about = start.entry.fact, index.about(rule.name, start.occurrence)
    return Clock(
        limit=limit_of(rule, policy, start, index),
        pauses=pauses_of(about, policy.pauses.limit_days),
        counted_from=getattr(fact, rule.counted_from) if rule.counted_from else shanghai_date(start.at),
        own_date=getattr(fact, rule.own_date) if rule.own_date else None,
        extensions=extensions_of(about),
    )


def ends_by(clock: Clock, start: Start, calendar: WorkCalendar, horizon: datetime) -> Due | None:
    """The end, as long as the instance does not stand still."""
    if clock.pauses and clock.pauses[-1].until is None and horizon < clock.pauses[-1].lapses_at:
        return None
    recorded_on = shanghai_date(start.recorded_at)
    count = Count(clock.counted_from, clock.limit, recorded_on, clock.own_date, extended(clock.extensions))
    return due(count, calendar, paused_days(clock.pauses))

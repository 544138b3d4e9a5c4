"""What came of a duty, told by two times: when it was done, and when that was recorded (ADR 0018)."""

from __future__ import annotations

from datetime import datetime

from casework.domain.calendar.paused_days import nth_unpaused_working_day
from casework.domain.calendar.work_calendar import WorkCalendar, end_of, shanghai_date
from casework.domain.codes.code import Code
from casework.domain.codes.sources import Force
from casework.domain.deadlines.instances import Instance
from casework.domain.policy.sections import EntryRule


class DutyOutcome(Code):
    """What came of a duty whose deadline was met or has passed."""

    IN_TIME = "in-time", "按时完成"
    LOGGED_LATE = "logged-late", "按时完成、逾期补录"
    DONE_LATE = "done-late", "逾期完成"
    NOTHING_DONE = "nothing-done", "未办理"
    ENDED_OVERDUE = "ended-overdue", "逾期未办理，已终止", "ended while overdue"


MISSED = (DutyOutcome.NOTHING_DONE, DutyOutcome.ENDED_OVERDUE)
"""What came of a duty that counts as missed, whatever ended it (GY-17c)."""


def outcome_of(instance: Instance, now: datetime) -> DutyOutcome | None:
    """
    What came of the duty; None while it runs, stands still or is still to begin, and when it ended before it was due.

    What was overdue when it ended stays missed, whatever ended it.

    It is done late from `due_at` on, the moment at which it becomes overdue; so is it logged late when it was done
    before that moment and recorded at or after it. A duty done while it stood still was done in time.
    """
    due_at = instance.due_at
    if instance.met_at is None:
        if due_at is None or due_at > (instance.ended_at or now):
            return None
        return DutyOutcome.NOTHING_DONE if instance.unmet else DutyOutcome.ENDED_OVERDUE
    if due_at is None:
        return DutyOutcome.IN_TIME
    if instance.met_at >= due_at:
        return DutyOutcome.DONE_LATE
    recorded = instance.met_recorded_at or instance.met_at
    return DutyOutcome.LOGGED_LATE if recorded >= due_at else DutyOutcome.IN_TIME


def missed_by_law(instance: Instance, now: datetime) -> bool:
    """
    Whether the last day of a deadline set by law passed unmet; that stays so when it is met late, or has ended since.

    The order of time decides, not that of entry: what was done in time and entered late was not missed.
    """
    due_at = law_due_at(instance)
    done_at = instance.met_at or instance.ended_at
    return due_at is not None and due_at <= now and (done_at is None or done_at >= due_at)


def law_due_at(instance: Instance) -> datetime | None:
    """
    The moment from which a deadline set by law was, or will be, missed; None where none sets it, or it stands still.

    What was raised as missed under one text is not undone by a later one that gives more days or another force.
    """
    own = instance.due_at if instance.force is Force.LAW else None
    return min(filter(None, (own, instance.raised_by_law)), default=None)


def is_late_entry(occurred_at: datetime, recorded_at: datetime, calendar: WorkCalendar, rule: EntryRule) -> bool:
    """
    Whether one entry was logged late: after the end of the policy's working days after it happened.

    Days on which nobody could work in the system are none of them. What happened before the calendar begins is late in
    any case.
    """
    day = shanghai_date(occurred_at)
    if day < calendar.first_day:
        return True
    out = calendar.is_out if calendar.outages else None
    return recorded_at >= end_of(nth_unpaused_working_day(day, rule.late_after_working_days, calendar, out))

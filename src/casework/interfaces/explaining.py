"""Why a deadline ends on its day: the calculation day by day, and one plain sentence (design, promise 3)."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from casework.application.showing import deadline_status
from casework.domain.arithmetic import DayCount, Unit, working_days_late
from casework.domain.deadlines import Instance, Rules, days_of, find
from casework.domain.errors import CaseworkError
from casework.domain.household import Household
from casework.domain.labels import Label, deadline_label, in_number
from casework.domain.ladder import policy_of
from casework.domain.work_calendar import SHANGHAI, shanghai_date

UNITS = {
    Unit.WORKING_DAYS: ("{}个工作日", "{} working days"),
    Unit.CALENDAR_DAYS: ("{}天", "{} days"),
    Unit.MONTHS: ("{}个月", "{} months"),
    Unit.MONTH_END: ("月底", "month end"),
    Unit.QUARTER_END: ("季度末", "quarter end"),
    Unit.OWN_DATE: ("约定日期", "a date of its own"),
}

STATUSES = {
    "upcoming": ("未开始", "has not begun"),
    "open": ("进行中", "is running"),
    "overdue": ("已逾期", "is overdue"),
    "paused": ("已暂停", "stands still"),
    "met": ("已完成", "is met"),
    "ended": ("已终止", "ended without being met"),
}

WHYS = {
    "working-day": ("工作日", "working day"),
    "make-up-working-day": ("调休上班", "make-up working day"),
    "calendar-day": ("自然日", "calendar day"),
    "weekend": ("周末", "weekend"),
    "paused": ("暂停", "paused"),
    "rolled": ("顺延至下一工作日", "moved to the next working day"),
    "recorded-late": ("补录：至少留到录入后的第一个工作日", "recorded late: not due before the next working day"),
}


class NoSuchDeadlineError(CaseworkError):
    """The deadline has not started in this household, or not in this occurrence."""

    def __init__(self, deadline: str, occurrence: str | None, name: Label) -> None:
        self.deadline = deadline
        self.occurrence = occurrence
        zh, en = (f"（期次{occurrence}）", f", occurrence {occurrence}") if occurrence else ("", "")
        self.zh = f"该户没有已起算的期限“{name.zh}”{zh}"
        self.en = f"No deadline {deadline}{en} has begun in this household"


class Explanation(Struct, frozen=True, kw_only=True):
    """A deadline with the days from its start to its end, and its name in both languages."""

    instance: Instance
    status: str
    days: tuple[DayCount, ...]
    zh: str
    en: str


def explain(household: Household, rules: Rules, deadline: str, occurrence: str | None, *, now: datetime) -> Explanation:
    """
    The newest instance of the deadline that has started, or the one with this occurrence.

    Raises:
        NoSuchDeadlineError: There is none.
    """
    instance = find(household, rules, deadline, occurrence, until=now)
    if instance is None:
        raise NoSuchDeadlineError(deadline, occurrence, deadline_label(deadline, rules.policies))
    rule = policy_of(instance, rules).rule(deadline)
    names = (rule.zh, rule.en) if rule else (deadline, deadline)
    days = tuple(days_of(instance, rules.calendar, now=now))
    return Explanation(instance=instance, status=deadline_status(instance, now), days=days, zh=names[0], en=names[1])


def in_words(found: Explanation, rules: Rules, *, now: datetime) -> tuple[str, str]:
    """The explanation as one sentence, in Chinese and in English."""
    instance = found.instance
    started = instance.started_at.astimezone(SHANGHAI)
    zh_limit, en_limit = (text.format(instance.limit.value) for text in UNITS[instance.limit.unit])
    zh_state, en_state = STATUSES[found.status]
    zh = f"“{found.zh}”自{started:%Y-%m-%d %H:%M}起算，时限为{zh_limit}"
    en = f"{found.en.capitalize()} runs from {started:%Y-%m-%d %H:%M} for {en_limit}"
    if instance.limit.days_before:
        zh += f"，提前{instance.limit.days_before}天"
        en += f" less {instance.limit.days_before} days"
    if instance.due_on is not None:
        zh += f"，截止日{instance.due_on}"
        en += f", due by the end of {instance.due_on}"
        if instance.provisional:
            zh += "（暂定：该年放假安排尚未公布）"
            en += " (provisional: that year's holidays are not announced)"
    zh, en = f"{zh}；{zh_state}", f"{en}; it {en_state}"
    if found.status == "overdue" and instance.due_on is not None:
        late = working_days_late(instance.due_on, shanghai_date(now), rules.calendar)
        zh += f"{late}个工作日"
        en += f" by {late} working days"
    if instance.met_at is not None:
        zh += f"（{instance.met_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}）"
        en += f" ({instance.met_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M})"
    return (
        f"{zh}（政策{instance.policy}，日历{instance.calendar}）。",
        in_number(f"{en} (policy {instance.policy}, calendar {instance.calendar})."),
    )


def why_in_words(why: str, rules: Rules, day: DayCount) -> tuple[str, str]:
    """Why a day counts or not, in Chinese and in English."""
    if why in WHYS:
        return WHYS[why]
    reason = rules.calendar.why(day.date)
    return reason.zh, reason.en

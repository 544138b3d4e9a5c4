"""How long a duty may take, in words of both languages."""

from __future__ import annotations

from casework.domain.calendar.due_dates import Limit, Unit
from casework.domain.labels import Label

UNITS = {
    Unit.WORKING_DAYS: ("{}个工作日", "{} working days"),
    Unit.CALENDAR_DAYS: ("{}天", "{} days"),
    Unit.MONTHS: ("{}个月", "{} months"),
    Unit.MONTH_END: ("月底", "month end"),
    Unit.QUARTER_END: ("季度末", "quarter end"),
    Unit.OWN_DATE: ("约定日期", "a date of its own"),
}

PERIODS = (Unit.MONTH_END, Unit.QUARTER_END)

COUNTED = (Unit.WORKING_DAYS, Unit.CALENDAR_DAYS, Unit.MONTHS)


def limit_in_words(limit: Limit) -> Label:
    """How long a duty may take."""
    zh, en = (text.format(limit.value) for text in UNITS[limit.unit])
    if limit.unit in PERIODS and limit.value > 1:
        zh, en = f"第{limit.value}个{zh}", f"{en} number {limit.value}"
    if not limit.days_before:
        return Label(zh, en)
    return Label(f"{zh}，提前{limit.days_before}天", f"{en} less {limit.days_before} days")

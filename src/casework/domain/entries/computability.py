"""Refusing what no calendar can judge: a day so far off that deadlines could never be worked out again."""

from __future__ import annotations

from casework.domain.deadlines.instances import instances
from casework.domain.deadlines.ladder import open_steps
from casework.domain.decisions.detecting import detection_days
from casework.domain.errors import InvalidValueError
from casework.domain.household.context import DecisionContext
from casework.domain.household.state import Household


def refuse_uncomputable(household: Household, context: DecisionContext) -> None:
    """
    Refuse to leave a household whose deadlines and days of judgement cannot be worked out: it would be set aside.

    Raises CalendarError for a day before the calendar, InvalidValueError for one beyond any calendar.
    """
    try:
        for instance in instances(household, context.rules, until=context.now):
            list(open_steps(instance, context.rules))
        detection_days(household, context.policy)
    except (OverflowError, ValueError) as error:
        raise InvalidValueError(
            "date", zh="日期超出可推算的范围", en="A date or a number of months is beyond any calendar"
        ) from error

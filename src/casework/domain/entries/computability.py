"""Refusing what no calendar can judge: a day so far off that deadlines could never be worked out again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any, get_args, get_type_hints

from msgspec import Struct

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.deadlines.instances import instances
from casework.domain.deadlines.ladder import open_steps
from casework.domain.decisions.detection import detection_days
from casework.domain.details.details import Details
from casework.domain.errors import InvalidValueError
from casework.domain.fact import Fact
from casework.domain.household.context import DecisionContext, household_after
from casework.domain.household.state import Household


def refuse_uncomputable_facts(household: Household, facts: Sequence[Fact], context: DecisionContext) -> None:
    """
    Refuse facts that would leave a household whose deadlines cannot be worked out; raises as `refuse_uncomputable`.

    It is worked out only for facts that carry a day, a number or values, or that happened on another day: no other
    can lead out of the calendar.
    """
    if context.today != shanghai_date(context.now) or any(carries_a_day(type(fact)) for fact in facts):
        refuse_uncomputable(household_after(household, facts, context), context)


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


@cache
def carries_a_day(kind: type[Struct]) -> bool:
    """
    Whether facts of this kind hold, somewhere in them, a day, a number that may be one of months, or any values.

    Details do not count: nothing is worked out from them.
    """
    return any(
        hint in (date, int, Any)
        or (
            isinstance(hint, type)
            and issubclass(hint, Struct)
            and not issubclass(hint, Details)
            and carries_a_day(hint)
        )
        for name, declared in get_type_hints(kind).items()
        if name != "private"
        for hint in _parts(declared)
    )


def _parts(declared: Any) -> list[Any]:
    inner = [part for argument in get_args(declared) for part in _parts(argument)]
    return inner or [declared]

"""How many households a cadre carries, and whether one more may be assigned all the same."""

from __future__ import annotations

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.offices import DIVISION_DIGITS
from casework.domain.errors import RefusedError
from casework.domain.household.context import DecisionContext


class CapacityReachedError(RefusedError):
    """
    The cadre carries as many households as was said; the policy says whether somebody may assign more all the same.

    How many that are is said (`numbers`) to whoever may look after the cadre's division.
    """

    def __init__(self, cadre: str, carried: int, capacity: int, *, binds: bool, numbers: bool = True) -> None:
        self.cadre = cadre
        self.carried = carried
        self.capacity = capacity
        zh, en = (
            (f"{cadre}现有在办{carried}户，承担上限{capacity}户", f"{cadre} carries {carried} of {capacity} households")
            if numbers
            else (f"{cadre}的在办户数已达承担上限", f"{cadre} carries as many households as was said")
        )
        if binds:
            self.zh, self.en = f"{zh}，按政策不能再指派", f"{en}; by the policy no more may be assigned"
        else:
            self.zh = f"{zh}；确需指派请加 --beyond-capacity"
            self.en = f"{en}; if it is meant, say --beyond-capacity"


def is_beyond_capacity(context: DecisionContext, cadre: str, *, meant: bool, more: int = 1) -> bool:
    """Whether a cadre would carry more than was said, with so many `more`. Raises CapacityReachedError."""
    capacity = context.holders.capacity(cadre) if context.holders else None
    if capacity is None or context.carried is None:
        return False
    carried = context.carried(cadre)
    if carried + more <= capacity:
        return False
    binds = context.policy.accounts.capacity_binds
    if binds or not meant:
        raise CapacityReachedError(cadre, carried, capacity, binds=binds, numbers=_looks_after(context, cadre))
    return True


def _looks_after(context: DecisionContext, cadre: str) -> bool:
    """Whether the cadre has an office in the division of whoever acts; without an office said nothing is kept apart."""
    if context.office is None:
        return True
    below = context.office.division[: DIVISION_DIGITS[context.office.role]]
    return any(each.startswith(below) for each in _divisions(context, cadre))


def _divisions(context: DecisionContext, cadre: str) -> tuple[str, ...]:
    return context.holders.divisions(cadre, shanghai_date(context.now)) if context.holders else ()

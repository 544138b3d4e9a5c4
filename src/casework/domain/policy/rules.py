"""What deadlines are worked out under: the dated policies and the work calendar."""

from __future__ import annotations

from msgspec import Struct

from casework.domain.calendar.work_calendar import WorkCalendar
from casework.domain.policy.policy import Policies


class Rules(Struct, frozen=True, kw_only=True):
    """What deadlines are worked out under: the dated policies and the work calendar."""

    policies: Policies
    calendar: WorkCalendar

"""What every household is replayed under: the passes, the rules then and those of the scenario, and which days count."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from msgspec import Struct

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.household.context import NamesHolders
from casework.domain.what_if.passes import Passes
from casework.domain.what_if.spans import EpochsOf

HoldersAt = Callable[[int], NamesHolders | None]
"""Who holds which office by name, as the log had it at a position; None while nobody had an account."""


def nobody_named(_position: int) -> None:
    """No holders: nobody has an account."""


class Rulings(Struct, frozen=True, kw_only=True):
    """
    What every household is replayed under.

    `recorded` and `under_scenario` tell the epochs of a household's rules; `repeated` as `repeated_starts` of all of
    them; `holders_at` names who held offices as was known at a position of the log. Only deadlines that start from `first` to `last` count (None: without bound), until `now`.
    """

    passes: Passes
    recorded: EpochsOf
    under_scenario: EpochsOf
    repeated: frozenset[frozenset[str]]
    now: datetime
    holders_at: HoldersAt = nobody_named
    first: date | None = None
    last: date | None = None

    def counts(self, started_at: datetime) -> bool:
        """Whether a deadline that started then is looked at."""
        day = shanghai_date(started_at)
        within = (self.first is None or self.first <= day) and (self.last is None or day <= self.last)
        return within and started_at <= self.now

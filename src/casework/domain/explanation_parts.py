"""What an explanation is made of: the rule behind a deadline, its pauses, its notices, the moves of its last day."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from casework.domain.arithmetic import Limit
from casework.domain.facts.deadlines import Recipient
from casework.domain.facts.fact import Moment
from casework.domain.limit_choice import LimitChoice


class GoverningRule(Struct, frozen=True, kw_only=True):
    """
    The rule behind a deadline: its policy, whose that is (a division's code, empty for everywhere) and since when.

    `limit` is the one that runs; `chosen` says whether a level or the green channel set it, and which level.
    """

    version: str
    title: str
    effective_on: date
    division: str
    source: str
    limit: Limit
    chosen: LimitChoice


class PauseTold(Struct, frozen=True, kw_only=True):
    """
    A stretch in which the deadline stood still, who paused it and why; `until` is None while it stands.

    By `lapses_at` it runs again by itself, for the policy's limit of pauses is used up then.
    """

    since: Moment
    until: Moment | None
    lapses_at: Moment
    by: str
    version: int
    reason: str = ""

    @property
    def lapsed(self) -> bool:
        """It ended by itself."""
        return self.until == self.lapses_at


class NoticeTold(Struct, frozen=True, kw_only=True):
    """A reminder (step 0) or a step up as it was recorded: what it said then stays, whatever was entered later."""

    step: int
    recorded_at: Moment
    due_on: date
    due_at: Moment
    working_days_late: int
    to: tuple[Recipient, ...]


class Move(Struct, frozen=True, kw_only=True):
    """A loaded calendar moved the last day."""

    moved_from: date
    moved_to: date
    at: Moment
    calendar: str

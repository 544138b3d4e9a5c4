"""The stretches in which a deadline instance stood still, derived from facts (design, 5)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from msgspec import Struct

from casework.domain.facts.deadlines import DeadlinePaused, DeadlineResumed
from casework.domain.facts.fact import Moment
from casework.domain.marks import Mark
from casework.domain.work_calendar import end_of


class Pause(Struct, frozen=True, kw_only=True):
    """A stretch in which an instance stood still; `until` is None while it still does."""

    since: Moment
    until: Moment | None = None
    by_version: int


def pauses_of(marks: Iterable[Mark]) -> tuple[Pause, ...]:
    """The pauses among the marks that speak of one instance, in the order they were recorded."""
    pauses: list[Pause] = []
    for mark in marks:
        standing = pauses and pauses[-1].until is None
        if isinstance(mark.fact, DeadlinePaused) and not standing:
            pauses.append(Pause(since=mark.occurred_at, by_version=mark.version))
        elif isinstance(mark.fact, DeadlineResumed) and standing:
            pauses[-1] = Pause(since=pauses[-1].since, until=mark.occurred_at, by_version=pauses[-1].by_version)
    return tuple(pauses)


def paused_days(pauses: tuple[Pause, ...]) -> Callable[[date], bool] | None:
    """Whether a day is skipped: a pause holds at its end; None without any pause."""
    if not pauses:
        return None

    def at_the_end_of(day: date) -> bool:
        end = end_of(day)
        return any(pause.since < end and (pause.until is None or end <= pause.until) for pause in pauses)

    return at_the_end_of

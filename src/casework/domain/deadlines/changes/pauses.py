"""The stretches in which a deadline instance stood still, derived from facts and never counted up (ADR 0018)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace

from casework.domain.calendar.work_calendar import end_of, shanghai_date, start_of
from casework.domain.fact import Moment
from casework.domain.facts.deadlines import DeadlinePaused, DeadlineResumed
from casework.domain.facts.episode_entries import EpisodeEntry


class Pause(Struct, frozen=True, kw_only=True):
    """
    A stretch in which an instance stood still, and who paused it; `until` is None while nobody has recorded its end.

    `lapses_at` is when the policy's limit is used up: from then on the days count again, whatever is recorded later.
    """

    since: Moment
    until: Moment | None = None
    by: str = ""
    by_version: int
    lapses_at: Moment

    @property
    def held_until(self) -> datetime:
        """When the instance ran again, or will at the latest."""
        return self.until or self.lapses_at


def pauses_of(entries: Iterable[EpisodeEntry], limit_days: int) -> tuple[Pause, ...]:
    """
    The pauses among the entries that speak of one instance, in the order they were recorded.

    Altogether they skip no more than `limit_days` calendar days: each lapses at the end of the day that uses them up.
    """
    pauses: list[Pause] = []
    skipped: set[int] = set()
    for entry in entries:
        standing = pauses and pauses[-1].until is None
        if isinstance(entry.fact, DeadlinePaused) and not standing:
            pauses.append(_begun(entry, limit_days, skipped))
        elif isinstance(entry.fact, DeadlineResumed) and standing:
            pauses[-1] = replace(pauses[-1], until=min(entry.occurred_at, pauses[-1].lapses_at))
            skipped.update(_days(pauses[-1]))
    return tuple(pauses)


def days_left(pauses: Iterable[Pause], limit_days: int) -> int:
    """How many more days the instance may stand still."""
    return limit_days - len({day for pause in pauses for day in _days(pause)})


def paused_days(pauses: tuple[Pause, ...]) -> Callable[[date], bool] | None:
    """Whether a day is skipped: a pause holds at its end; None without any pause."""
    if not pauses:
        return None

    def at_the_end_of(day: date) -> bool:
        end = end_of(day)
        return any(pause.since < end <= pause.held_until for pause in pauses)

    return at_the_end_of


def stood_still(pauses: tuple[Pause, ...], done_at: datetime | None) -> bool:
    """Whether a pause held when the instance was settled: then it never runs again, and has no last day."""
    standing = pauses[-1] if pauses and pauses[-1].until is None else None
    return standing is not None and done_at is not None and done_at < standing.lapses_at


def _begun(entry: EpisodeEntry, limit_days: int, skipped: set[int]) -> Pause:
    day, left = shanghai_date(entry.occurred_at).toordinal(), limit_days - len(skipped)
    while left > 0 or day in skipped:
        left -= day not in skipped
        day += 1
    lapses_at = max(start_of(date.fromordinal(day)), entry.occurred_at)
    return Pause(since=entry.occurred_at, by=entry.by, by_version=entry.version, lapses_at=lapses_at)


def _days(pause: Pause) -> range:
    """The days at whose end the pause held, or will at the most, as ordinals."""
    return range(shanghai_date(pause.since).toordinal(), shanghai_date(pause.held_until).toordinal())

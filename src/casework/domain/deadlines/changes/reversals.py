"""What meets a deadline and was taken back: a job that never was, an acceptance released the same day."""

from __future__ import annotations

from collections.abc import Iterator

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.deadlines.entry_index import EntryIndex, Order
from casework.domain.facts.episode_entries import EpisodeEntry
from casework.domain.household.parts import Episode
from casework.domain.policy.deadline_rules import DeadlineRule, Met, Undone


def holding(way: Met, start: Order, episode: Episode, index: EntryIndex) -> Iterator[EpisodeEntry]:
    """The facts of a way to meet a deadline that nothing took back while the episode was open."""
    for entry in index.matching(way):
        if not any(_undone(entry, undone, start, episode, index) for undone in way.unless):
            yield entry


def was_undone(rule: DeadlineRule, start: Order, episode: Episode, index: EntryIndex) -> bool:
    """Whether something that would meet the deadline was taken back: before that it was known to be met."""
    return any(
        sum(1 for _ in index.matching(way)) > sum(1 for _ in holding(way, start, episode, index))
        for way in rule.met
        if way.unless
    )


def is_met(rule: DeadlineRule, start: EpisodeEntry, until: Order, episode: Episode, index: EntryIndex) -> bool:
    """Whether what an entry started is met by a moment, for a deadline of which one runs at a time."""
    return any(
        entry.order <= until and (way.since == "episode" or entry.order > start.order)
        for way in rule.met
        if way.started_by in (None, start.topic)
        for entry in holding(way, start.order, episode, index)
    )


def _undone(entry: EpisodeEntry, undone: Undone, start: Order, episode: Episode, index: EntryIndex) -> bool:
    for taker in index.matching(undone):
        if taker.order <= entry.order or any(
            getattr(taker.fact, name) != getattr(entry.fact, name) for name in undone.same
        ):
            continue
        if episode.ended_at is not None and taker.order > (episode.ended_at, episode.ended_version):
            continue
        same_day = shanghai_date(taker.occurred_at) == shanghai_date(entry.occurred_at)
        if not undone.same_day or same_day or taker.order <= start:
            return True
    return False

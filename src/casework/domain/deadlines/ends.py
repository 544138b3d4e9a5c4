"""What meets a deadline instance, and what ends it without meeting it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from casework.domain.calendar.due_dates import months_after
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.deadlines.changes.reversals import holding
from casework.domain.deadlines.entry_index import EntryIndex, Order
from casework.domain.deadlines.starts import Start
from casework.domain.facts.assistance import is_of_another_measure
from casework.domain.facts.episode_entries import EpisodeEntry
from casework.domain.household.parts import Episode
from casework.domain.policy.deadline_rules import DeadlineRule, Ends, Met


def met_by(
    rule: DeadlineRule, start: Start, episode: Episode, index: EntryIndex, due_on: date | None, *, until: Order | None
) -> EpisodeEntry | None:
    """
    The fact that met the instance by the way that was first done with; that of the second day where two are asked for.

    What happened after the instance ended, `until`, meets nothing of it, whenever it is entered.
    """
    done = []
    for way in rule.met:
        entries = [each for each in _ways(way, start, episode, index, due_on) if until is None or each.order <= until]
        if way.count > 1:
            entries = list({shanghai_date(each.occurred_at): each for each in reversed(entries)}.values())[::-1]
        if len(entries) >= way.count:
            done.append(entries[way.count - 1])
    return min(done, key=lambda entry: entry.order, default=None)


def end_of(
    rule: DeadlineRule, start: Start, episode: Episode, index: EntryIndex, following: Episode | None
) -> Order | None:
    """
    When the instance ends if nothing meets it before: its subject is gone, or the episode says so.

    A new episode ends what outlives an episode, what started after its end, and what a correction left open in it.
    """
    ends = [
        entry.order
        for match in rule.ends
        for entry in index.matching(match)
        if entry.order > start.entry.order and _ends(match, entry, start)
    ]
    if start.until is not None:
        ends.append(start.until)
    if following is not None:
        ends.append((following.detected_at, following.version))
    if episode.ended_at is not None and not rule.outlives_episode and not starts_after(episode, start):
        ends.append((episode.ended_at, episode.ended_version))
    return min(ends, default=None)


def done_by(
    rule: DeadlineRule,
    start: Start,
    episode: Episode,
    index: EntryIndex,
    met: EpisodeEntry | None,
    following: int | None,
) -> int | None:
    """
    The version from which the instance is known to be met or ended: that of the first fact that says so.

    It may end before it is met; `following` is the version that begins the next episode.
    """
    done = [
        entry.version
        for ends in rule.ends
        for entry in index.matching(ends)
        if entry.order > start.entry.order and _ends(ends, entry, start)
    ]
    if start.until is not None:
        done.append(start.until[1])
    if met is not None:
        done.append(met.version)
    if following is not None:
        done.append(following)
    if episode.ended_at is not None and not rule.outlives_episode and not starts_after(episode, start):
        done.append(episode.ended_version)
    return min(done, default=None)


def starts_after(episode: Episode, start: Start) -> bool:
    """Whether the instance starts on something that happened after the episode's end."""
    return episode.ended_at is not None and start.entry.order > (episode.ended_at, episode.ended_version)


def _ways(way: Met, start: Start, episode: Episode, index: EntryIndex, due_on: date | None) -> Iterator[EpisodeEntry]:
    if way.started_by is not None and way.started_by != start.entry.topic:
        return
    for entry in holding(way, start.order, episode, index):
        if way.since == "start" and entry.order <= start.entry.order:
            continue
        if not _same(way.same, entry, start) or not _is_of_its_period(way, entry, start):
            continue
        if way.subject is not None and not _speaks_of(getattr(entry.fact, way.subject), start.subject):
            continue
        if way.within_months is not None and (
            due_on is None or shanghai_date(entry.occurred_at) < months_after(due_on, -way.within_months)
        ):
            continue
        yield entry


def _ends(ends: Ends, entry: EpisodeEntry, start: Start) -> bool:
    if ends.subject is not None and not _speaks_of(getattr(entry.fact, ends.subject), start.subject):
        return False
    return _same(ends.same, entry, start)


def _speaks_of(value: object, subject: str | None) -> bool:
    """Whether a field names the subject: itself, in a list, or in a list of what was found of members."""
    if isinstance(value, tuple):
        return any(str(getattr(each, "member", each)) == subject for each in value)
    return str(value) == subject


def _is_of_its_period(way: Met, entry: EpisodeEntry, start: Start) -> bool:
    """Whether a fact speaks of the instance's period: the one that it names, else the one in which it happened."""
    if way.period is None:
        return start.covers(entry)
    return bool(getattr(entry.fact, way.period) == start.occurrence.partition("/")[0])


def _same(names: tuple[str, ...], entry: EpisodeEntry, start: Start) -> bool:
    if not all(getattr(entry.fact, name) == getattr(start.entry.fact, name) for name in names):
        return False
    return not is_of_another_measure(entry.fact, start.entry.version)

"""Who held a household hour by hour, and whom it waited for: the office hours of an episode, all of them (GY-12d)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from casework.domain.accountability.holders import Party, held_by, waits_for
from casework.domain.calendar.due_dates import ONE_DAY
from casework.domain.calendar.office_hours import hours_between
from casework.domain.calendar.work_calendar import shanghai_date, start_of
from casework.domain.errors import NotFoundError
from casework.domain.fact import Moment, Recorded
from casework.domain.facts.responsibility import CadreAssigned, StandInNamed
from casework.domain.household.context import NamesHolders
from casework.domain.household.evolution.corrections import with_corrections
from casework.domain.household.evolution.evolve import evolve
from casework.domain.household.parts import OUTSIDE, Episode
from casework.domain.household.state import Household
from casework.domain.policy.rules import Rules

Turn = tuple[datetime, Household]
"""The household from a moment on."""


class NoSuchEpisodeError(NotFoundError):
    """The household has no episode of this number, or none at all."""

    def __init__(self, number: int | None) -> None:
        self.number = number
        self.zh = f"该户没有第{number}个处置周期" if number else "该户没有登记，没有处置周期"
        self.en = f"The household has no episode {number}" if number else "The household is not registered: no episode"


class Stretch(Struct, frozen=True, kw_only=True):
    """From when to when one party held the household and one was waited for; `open_time` counts office hours alone."""

    since: Moment
    until: Moment
    by: Party
    waiting_for: Party
    open_time: timedelta


class Timeline(Struct, frozen=True, kw_only=True):
    """
    One episode from its detection to its end, or to now; the stretches add up to `open_time`.

    With the number 0 the time outside episodes: from the registration to the first detection, or to now.
    """

    episode: int
    since: Moment
    until: Moment
    open_time: timedelta
    held: tuple[Stretch, ...]


def timeline(
    entries: Sequence[Recorded],
    rules: Rules,
    *,
    now: datetime,
    number: int | None = None,
    holders: NamesHolders | None = None,
) -> Timeline:
    """
    The episode with this number, or the last one, by the times at which things happened; with the number 0, and for a
    household that was never detected, the time from its registration on.

    Late entries stand where they happened and corrections are applied. What follows without a change of either party
    is one stretch; a stretch without any office hour is left out. `entries` are a household's, from its first; `holders`
    say who stood in for whom, once there are accounts.

    Raises:
        NoSuchEpisodeError: There is no such episode.
    """
    corrected = with_corrections(entries)
    states = _after_each(corrected)
    episodes = states[-1].episodes if states else ()
    if number == OUTSIDE or (number is None and not episodes):
        return _before_detection(corrected, states, rules, now, holders)
    if not 1 <= (number or len(episodes)) <= len(episodes):
        raise NoSuchEpisodeError(number)
    episode = episodes[(number or len(episodes)) - 1]
    following = episodes[episode.number] if episode.number < len(episodes) else None
    end = max(episode.detected_at, _end(episode, following, now))
    places = {entry.version: place for place, entry in enumerate(corrected)}
    begun, last = places[episode.version], places[following.version] if following else len(corrected)
    turns = _turns(states[begun], corrected[begun + 1 : last], episode.detected_at, rules, holders)
    return _timeline_of(episode.number, turns, end, rules, holders)


def _before_detection(
    entries: Sequence[Recorded],
    states: Sequence[Household],
    rules: Rules,
    now: datetime,
    holders: NamesHolders | None,
) -> Timeline:
    """The time before the first episode. Raises NoSuchEpisodeError where nobody is registered."""
    begun = next((place for place, state in enumerate(states) if state.known), None)
    if begun is None:
        raise NoSuchEpisodeError(None)
    since, first = entries[begun].occurred_at, next(iter(states[-1].episodes), None)
    last = next(
        (place for place, entry in enumerate(entries) if first and entry.version == first.version), len(entries)
    )
    end = max(since, first.detected_at if first else now)
    turns = _turns(states[begun], entries[begun + 1 : last], since, rules, holders)
    return _timeline_of(OUTSIDE, turns, end, rules, holders)


def _timeline_of(
    number: int, turns: Sequence[Turn], end: datetime, rules: Rules, holders: NamesHolders | None
) -> Timeline:
    since = turns[0][0]
    return Timeline(
        episode=number,
        since=since,
        until=end,
        open_time=_open_time(since, end, rules),
        held=tuple(s for s in _joined(_stretches(turns, end, rules, holders)) if s.open_time),
    )


def _after_each(entries: Sequence[Recorded]) -> list[Household]:
    """The household as each entry in turn left it."""
    states: list[Household] = []
    for entry in entries:
        states.append(evolve(states[-1] if states else Household(id=entry.household), entry))
    return states


def _end(episode: Episode, following: Episode | None, now: datetime) -> datetime:
    """A new episode ends one that a correction left open."""
    return episode.ended_at or (following.detected_at if following else now)


def _turns(
    household: Household, later: Sequence[Recorded], since: datetime, rules: Rules, holders: NamesHolders | None
) -> list[Turn]:
    """The household from each moment on at which something happened, or at which another policy came into force."""
    happened: list[tuple[datetime, Recorded | None]] = [(max(since, entry.occurred_at), entry) for entry in later]
    happened += [(start_of(policy.effective_on), None) for policy in rules.policies.dated]
    happened += [(start_of(day), None) for day in _leave_days(household, later, holders)]
    turns = [(since, household)]
    for moment, entry in sorted(happened, key=_moment):
        if entry is not None:
            household = evolve(household, entry)
        if moment >= since:
            turns.append((moment, household))
    return turns


def _leave_days(household: Household, later: Sequence[Recorded], holders: NamesHolders | None) -> Iterator[date]:
    """The days on which duties go to a stand-in, and come back."""
    cadres = {household.cadre}
    for entry in later:
        if isinstance(entry.fact, StandInNamed):
            yield from (entry.fact.first_on, entry.fact.last_on + ONE_DAY)
            cadres.add(entry.fact.stand_in)
        if isinstance(entry.fact, CadreAssigned):
            cadres.add(entry.fact.cadre)
    if holders is not None:
        for cadre in filter(None, cadres):
            yield from holders.turns(cadre)


def _moment(happened: tuple[datetime, object]) -> datetime:
    return happened[0]


def _stretches(turns: Sequence[Turn], end: datetime, rules: Rules, holders: NamesHolders | None) -> Iterator[Stretch]:
    for (since, household), (following, _) in pairwise([*turns, (end, turns[-1][1])]):
        until = min(following, end)
        if since < until:
            yield Stretch(
                since=since,
                until=until,
                by=held_by(household, shanghai_date(since), holders),
                waiting_for=waits_for(household, rules.policies.in_force(since), shanghai_date(since), holders),
                open_time=_open_time(since, until, rules),
            )


def _joined(stretches: Iterator[Stretch]) -> list[Stretch]:
    joined: list[Stretch] = []
    for each in stretches:
        last = joined[-1] if joined else None
        if last is not None and (last.by, last.waiting_for) == (each.by, each.waiting_for):
            joined[-1] = replace(last, until=each.until, open_time=last.open_time + each.open_time)
        else:
            joined.append(each)
    return joined


def _open_time(since: datetime, until: datetime, rules: Rules) -> timedelta:
    """The office hours in between, by the policy in force at each moment."""
    changes = sorted(start_of(policy.effective_on) for policy in rules.policies.dated)
    cuts = [since, *(moment for moment in changes if since < moment < until), until]
    return sum(
        (
            hours_between(start, end, rules.calendar, rules.policies.in_force(start).notices.hours)
            for start, end in pairwise(cuts)
        ),
        timedelta(),
    )

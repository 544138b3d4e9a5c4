"""From when to when each deadline was known to stand, under the rules that were known then."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from casework.domain.deadlines.instances import Instance, instances
from casework.domain.household.state import Household
from casework.domain.policy.rules import Rules
from casework.domain.what_if.history_states import HistoryStates


class Epoch(NamedTuple):
    """A stretch of the log under the same rules: after position `since` and up to `until` (None: to its end)."""

    since: int
    until: int | None
    rules: Rules


class Span(NamedTuple):
    """An instance, the rules it was worked out under, and where in the log it was known to stand unmet."""

    since: int
    until: int | None
    instance: Instance
    rules: Rules
    episode_version: int


Looked = Callable[[int, int | None], bool]
"""Whether any pass came by after one position and up to another: where none did, nothing needs to be worked out."""

EpochsOf = Callable[[Household], Sequence[Epoch]]
"""The epochs of a household's rules, by where it stands and stood, in order and without gaps."""


def spans_at_once(known: HistoryStates, epochs_of: EpochsOf, now: datetime, looked: Looked) -> Iterator[Span]:
    """
    The spans of a plain household, worked out once for each epoch from its last state.

    Each instance stands from the entry that starts it to the first one that settles it.
    """
    state, positions = known.final, known.positions
    for since, until, rules in epochs_of(state):
        if not looked(since, until):
            continue
        for instance in known.at_the_end(rules, now):
            begins = max(since, positions[instance.started_version - 1])
            done = instance.done_version
            ends = _earlier(until, None if done is None else positions[done - 1])
            if ends is None or begins < ends:
                yield Span(begins, ends, instance, rules, episode_version(state, instance))


def spans_step_by_step(known: HistoryStates, epochs_of: EpochsOf, now: datetime, looked: Looked) -> Iterator[Span]:
    """The spans of any household: worked out anew after each of its entries, for as long as that is all that is known."""
    following = [*known.positions[1:], None]
    for state, position, next_position in zip(known.states, known.positions, following, strict=True):
        if not (state.known and state.records):
            continue
        for since, until, rules in epochs_of(state):
            begins, ends = max(since, position), _earlier(until, next_position)
            if not looked(begins, ends):
                continue
            for instance in instances(state, rules, until=now):
                if instance.unmet:
                    yield Span(begins, ends, instance, rules, episode_version(state, instance))


def episode_version(state: Household, instance: Instance) -> int:
    """The version that began the instance's episode: corrections can leave two of them under one number in the log."""
    return state.record(instance.episode).version


def _earlier(one: int | None, other: int | None) -> int | None:
    if one is None or other is None:
        return other if one is None else one
    return min(one, other)

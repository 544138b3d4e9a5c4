"""What was known of a household after each of its entries, and what it decided when the sweep came by."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from casework.domain.deadlines.instances import Instance, instances
from casework.domain.fact import Recorded
from casework.domain.facts.corrections import EntryCorrected
from casework.domain.facts.deadlines import DeadlineResumed, Escalated, Reminded
from casework.domain.household.evolution.evolve import evolve, fold
from casework.domain.household.state import Household
from casework.domain.policy.rules import Rules
from casework.domain.signer import Signer

Decided = Reminded | Escalated


class Visit(NamedTuple):
    """A pass that found something due in this household: where its decisions begin, when, and which they are."""

    position: int
    moment: datetime
    facts: tuple[Decided, ...]


class HistoryStates(Struct, frozen=True, kw_only=True, dict=True):
    """A household's entries by version with their positions, and its state after each of them."""

    entries: Sequence[Recorded]
    positions: Sequence[int]
    states: Sequence[Household]

    @property
    def final(self) -> Household:
        """The household as it stands at the end."""
        return self.states[-1]

    def before(self, position: int) -> Household:
        """The household as it was known just before a position."""
        number = bisect_left(self.positions, position)
        return self.states[number - 1] if number else Household(id=self.final.id)

    def at_the_end(self, rules: Rules, now: datetime) -> tuple[Instance, ...]:
        """The deadlines of its last state under some rules; each is worked out once."""
        if id(rules) not in self._worked_out:
            self._worked_out[id(rules)] = instances(self.final, rules, until=now)
        return self._worked_out[id(rules)]

    @cached_property
    def _worked_out(self) -> dict[int, tuple[Instance, ...]]:
        return {}


def known(entries: Sequence[Recorded], positions: Sequence[int]) -> HistoryStates:
    """
    The states one after the other; a correction is laid over the whole history when it is recorded, not before.

    That a pause used up its limit follows from the rules: what the sweep recorded of it is worked out anew.
    """
    said = [_by_people(entry) for entry in entries]
    states: list[Household] = []
    state = Household(id=entries[0].originator_id)
    for number, entry in enumerate(said, start=1):
        if isinstance(entry.fact, EntryCorrected) and entry is entries[number - 1]:
            state = fold(None, said[:number]) or state
        else:
            state = evolve(state, entry)
        states.append(state)
    return HistoryStates(entries=entries, positions=positions, states=states)


def visits(entries: Sequence[Recorded], positions: Sequence[int]) -> list[Visit]:
    """The passes that raised steps in these entries; those recorded side by side at one moment are of one pass."""
    found: list[Visit] = []
    last: Recorded | None = None
    for entry, position in zip(entries, positions, strict=True):
        if not isinstance(entry.fact, Reminded | Escalated) and not _is_resumed_by_rule(entry):
            last = None
            continue
        if last is None or last.timestamp != entry.timestamp:
            found.append(Visit(position, entry.timestamp, ()))
        if isinstance(entry.fact, Reminded | Escalated):
            found[-1] = found[-1]._replace(facts=(*found[-1].facts, entry.fact))
        last = entry
    return [visit for visit in found if visit.facts]


def _by_people(entry: Recorded) -> Recorded:
    if not _is_resumed_by_rule(entry):
        return entry
    return replace(entry, fact=EntryCorrected(version=entry.version, withdrawn=True))


def _is_resumed_by_rule(entry: Recorded) -> bool:
    return isinstance(entry.fact, DeadlineResumed) and Signer.of(entry.by).is_rule

"""For which members a duty begins and ends when: it follows what is true of them, not what one fact listed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from casework.domain.calendar.work_calendar import shanghai_date, start_of
from casework.domain.facts.episode_entries import EpisodeEntry
from casework.domain.household.parts import MemberState
from casework.domain.household.state import Household
from casework.domain.household.turns import holding
from casework.domain.persons import birthday
from casework.domain.policy.conditions import HARD_TO_EMPLOY, WILLING
from casework.domain.policy.deadline_rules import DeadlineRule
from casework.domain.policy.sections import DetectionRule

AHEAD = timedelta(days=366)
"""So far ahead a birthday is looked for that begins a duty."""


class Spell(NamedTuple):
    """A stretch in which a duty stands for a member, and the entries by which that is known."""

    number: int
    at: datetime
    version: int
    recorded_at: datetime
    until: tuple[datetime, int] | None = None


def spells_of(
    rule: DeadlineRule, entry: EpisodeEntry, household: Household, detection: DetectionRule, horizon: datetime
) -> Iterator[Spell]:
    """
    The stretches of every member from the starting entry on, by number.

    Whom the entry lists counts from it on, until something turns for them; whoever turns later, from then on; who comes
    of the age that the rule names, from that birthday on.
    """
    states = {state.number: state for state in household.members}
    listed = (
        _held_then(rule, entry, household)
        if entry.fact.of_the_register
        else set(getattr(entry.fact, rule.per or "", ()))
    )
    for number in sorted(listed | states.keys()):
        state = states.get(number)
        if state is None:
            yield Spell(number, entry.occurred_at, entry.version, entry.recorded_at)
        else:
            yield from _of_member(rule, entry, state, number in listed, household, detection, horizon)


def _held_then(rule: DeadlineRule, entry: EpisodeEntry, household: Household) -> set[int]:
    """Of whom the condition held when the register was made or changed: it has held since, or turned for them later."""
    on = shanghai_date(entry.occurred_at)
    found = set()
    for state in household.members:
        turns = [turn for turn in state.turns if turn.condition == rule.per]
        before = [turn.holds for turn in turns if (turn.at, turn.version) <= entry.order]
        later = [not turn.holds for turn in turns if (turn.at, turn.version) > entry.order]
        if (before[-1:] or later[:1] or [rule.per in holding(state, household, on)])[0]:
            found.add(state.number)
    return found


def _of_member(
    rule: DeadlineRule,
    entry: EpisodeEntry,
    state: MemberState,
    listed: bool,
    household: Household,
    detection: DetectionRule,
    horizon: datetime,
) -> Iterator[Spell]:
    turns = [turn for turn in state.turns if turn.condition == rule.per]
    before = [turn for turn in turns if (turn.at, turn.version) <= entry.order]
    later = [turn for turn in turns if (turn.at, turn.version) > entry.order]
    begun: Spell | None = None
    if listed and (not before or before[-1].holds):
        begun = Spell(state.number, entry.occurred_at, entry.version, entry.recorded_at)
    for turn in later:
        if begun is not None and not turn.holds:
            yield begun._replace(until=(turn.at, turn.version))
            begun = None
        elif begun is None and turn.holds:
            begun = Spell(state.number, turn.at, turn.version, turn.recorded_at)
    if begun is not None:
        yield begun
    elif not listed and not later:
        yield from _by_birthday(rule, entry, state, household, detection, horizon)


def _by_birthday(
    rule: DeadlineRule,
    entry: EpisodeEntry,
    state: MemberState,
    household: Household,
    detection: DetectionRule,
    horizon: datetime,
) -> Iterator[Spell]:
    """Who is neither listed nor turned: they come of working age, or of the age at which they are hard to employ."""
    years = _age(rule, state, detection)
    if years is None or state.now.birth_date is None:
        return
    on = birthday(state.now.birth_date, years)
    at = start_of(on)
    if entry.occurred_at < at <= horizon + AHEAD and WILLING in holding(state, household, on):
        yield Spell(state.number, at, entry.version, entry.recorded_at)


def _age(rule: DeadlineRule, state: MemberState, detection: DetectionRule) -> int | None:
    if rule.per == HARD_TO_EMPLOY:
        return rule.from_age.get(state.now.sex or "")
    youngest, _ = detection.women if state.now.sex == "female" else detection.men
    return youngest

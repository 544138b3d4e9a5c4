"""Where deadline instances start: on each starting fact, for each member or office, period or milestone."""

from __future__ import annotations

import sys
from bisect import bisect
from collections.abc import Iterator
from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace

from casework.domain.calendar.due_dates import PERIODS, first_full_period, months_after, period_name
from casework.domain.calendar.work_calendar import shanghai_date, start_of
from casework.domain.deadlines.changes.reversals import is_met
from casework.domain.deadlines.entry_index import EntryIndex
from casework.domain.fact import Moment
from casework.domain.facts.episode_entries import EpisodeEntry
from casework.domain.household.member_spells import Spell, spells_of
from casework.domain.household.parts import DivisionLedger, Episode
from casework.domain.household.state import Household
from casework.domain.policy.conditions import CONDITIONS, LEDGERS
from casework.domain.policy.deadline_rules import DeadlineRule
from casework.domain.policy.sections import DetectionRule

PERIODS_AHEAD = 2
"""
So many periods are worked out beyond the last fact, for a household in which nothing happens.

One that is neither met nor paused is reminded of or raised, which is a fact again; pausing one is a fact too.
"""


class Start(Struct, frozen=True, kw_only=True):
    """The start of one instance: the starting fact, its occurrence, its subject, the moment it runs from."""

    entry: EpisodeEntry
    occurrence: str
    subject: str | None
    at: Moment
    version: int
    recorded_at: Moment
    until: tuple[datetime, int] | None = None
    covers_from: date | None = None
    covers_to: date | None = None

    @property
    def order(self) -> tuple[datetime, int]:
        """Its place in the order of time; what starts later than its entry comes after all of its moment."""
        known = self.version if self.version != self.entry.version or self.at == self.entry.occurred_at else sys.maxsize
        return self.at, known

    def covers(self, entry: EpisodeEntry) -> bool:
        """Whether a fact happened within the instance's period, or on or after its opening."""
        if self.covers_from is None:
            return True
        day = shanghai_date(entry.occurred_at)
        return self.covers_from <= day and (self.covers_to is None or day < self.covers_to)


def starts_of(
    rule: DeadlineRule,
    episode: Episode,
    index: EntryIndex,
    horizon: datetime,
    household: Household,
    detection: DetectionRule,
) -> Iterator[Start]:
    """The starts of all of a rule's instances in an episode, in the order of time of the starting facts."""
    for entry in _starting_entries(rule, episode, index):
        emptied = household.emptied_after(entry.order)
        if rule.opens:
            yield from (replace(start, until=emptied) for start in _milestones(rule, entry))
            continue
        for subject, spell in _subjects(rule, entry, household, detection, horizon):
            if emptied is not None and (spell.until is None or emptied < spell.until):
                spell = spell._replace(until=emptied)  # noqa: PLW2901
            if rule.every:
                yield from _periods(rule.every, entry, subject, spell, episode, horizon)
            else:
                yield Start(
                    entry=entry,
                    occurrence=str(spell.version) if subject is None else f"{spell.version}/{subject}",
                    subject=subject,
                    at=spell.at,
                    version=spell.version,
                    recorded_at=spell.recorded_at,
                    until=spell.until,
                )


def _starting_entries(rule: DeadlineRule, episode: Episode, index: EntryIndex) -> list[EpisodeEntry]:
    entries = [entry for match in rule.starts for entry in index.starting(match)]
    if len(rule.starts) > 1:
        entries.sort(key=lambda entry: entry.order)
    if rule.in_a_row > 1:
        entries = list(_in_a_row(rule, entries, index))
    if not rule.each:
        return entries[:1]
    if not rule.one_at_a_time:
        return entries
    return _one_at_a_time(rule, entries, episode, index)


def _in_a_row(rule: DeadlineRule, entries: list[EpisodeEntry], index: EntryIndex) -> Iterator[EpisodeEntry]:
    """The last of so many starting facts between which nothing met or ended the duty; further ones begin no other."""
    breaks = sorted(entry.order for match in (*rule.met, *rule.ends) for entry in index.matching(match))
    stretch, length = 0, 0
    for entry in entries:
        following = bisect(breaks, entry.order)
        stretch, length = following, length + 1 if following == stretch else 1
        if length == rule.in_a_row:
            yield entry


def _one_at_a_time(
    rule: DeadlineRule, entries: list[EpisodeEntry], episode: Episode, index: EntryIndex
) -> list[EpisodeEntry]:
    running: list[EpisodeEntry] = []
    first = next(index.starting(rule.starts[0]), None)
    for entry in entries:
        if first is None or entry.order < first.order:
            continue
        if not running or is_met(rule, running[-1], entry.order, episode, index):
            running.append(entry)
    return running


def _subjects(
    rule: DeadlineRule, entry: EpisodeEntry, household: Household, detection: DetectionRule, horizon: datetime
) -> Iterator[tuple[str | None, Spell]]:
    whole = Spell(0, entry.occurred_at, entry.version, entry.recorded_at)
    if rule.per is None:
        yield None, whole
    elif rule.per in LEDGERS:
        if household.ledger is not None and household.ledger.level == rule.per:
            yield None, _while_kept(whole, household.ledger)
    elif rule.per in CONDITIONS:
        for spell in spells_of(rule, entry, household, detection, horizon):
            yield str(spell.number), spell
    else:
        for value in getattr(entry.fact, rule.per):
            yield str(value), whole


def _while_kept(spell: Spell, ledger: DivisionLedger) -> Spell:
    """The stretch until the ledger is closed: what the division has not done by then ends, and nothing more begins."""
    if ledger.closed_on is None:
        return spell
    return spell._replace(until=(start_of(ledger.closed_on), ledger.closed_version))


def _milestones(rule: DeadlineRule, entry: EpisodeEntry) -> Iterator[Start]:
    for opening in rule.opens:
        day = months_after(shanghai_date(entry.occurred_at), opening.months)
        yield Start(
            entry=entry,
            occurrence=opening.milestone,
            subject=opening.milestone,
            at=start_of(day),
            version=entry.version,
            recorded_at=entry.recorded_at,
            covers_from=day,
        )


def _periods(
    every: str,
    entry: EpisodeEntry,
    subject: str | None,
    spell: Spell,
    episode: Episode,
    horizon: datetime,
) -> Iterator[Start]:
    months = PERIODS[every]
    ahead = months_after(shanghai_date(horizon), PERIODS_AHEAD * months)
    last = shanghai_date(episode.ended_at) if episode.ended_at else ahead
    first = first_full_period(shanghai_date(spell.at), every)
    while first <= last and (spell.until is None or start_of(first) < spell.until[0]):
        following, period = months_after(first, months), period_name(first, every)
        yield Start(
            entry=entry,
            occurrence=period if subject is None else f"{period}/{subject}",
            subject=subject,
            at=start_of(first),
            version=spell.version,
            recorded_at=spell.recorded_at,
            until=spell.until,
            covers_from=first,
            covers_to=following,
        )
        first = following

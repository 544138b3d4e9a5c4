"""What would have been under other rules: recorded history, household by household, beside its simulation (ADR 0020)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from uuid import UUID

from casework.application.inquiries.rules_over_time import RulesOverTime
from casework.application.inquiries.what_if_answer import Tally, WhatIf
from casework.application.log.records.groups import Entry, Unreadable
from casework.application.log.store import Log
from casework.application.writing.casework import Casework
from casework.domain.errors import CaseworkError, RefusedError
from casework.domain.fact import Recorded, topic_of
from casework.domain.facts.deadlines import Escalated, Reminded
from casework.domain.what_if.passes import Passes
from casework.domain.what_if.policy_scenario import PolicyScenario
from casework.domain.what_if.replay import replay
from casework.domain.what_if.terms import Rulings

FIRST_DIGITS = "123456789"
"""Every village's code begins with one of these; the aggregates beside the households stand below 0."""

REPORTED_EVERY = 2_000
"""So many facts are read between two reports of progress."""

DECIDED = frozenset({topic_of(Reminded), topic_of(Escalated)})


class WindowBackwardsError(RefusedError):
    """The window ends before it begins."""

    zh = "--from 不能晚于 --to"
    en = "--from lies after --to"


def what_if(
    casework: Casework,
    *,
    until: int,
    scenario: PolicyScenario | None = None,
    first: date | None = None,
    last: date | None = None,
    inside: Sequence[str],
    moved: Collection[UUID] = (),
    hidden: Collection[UUID] = (),
    progress: Callable[[int], object] = lambda facts: None,
) -> WhatIf:
    """
    The deadlines and notices of recorded history beside those under a policy scenario, or under the recorded ones.

    Deadlines count that start from `first` to `last` (None: without bound) and by now, of the households that stand below
    `inside` (leading digits of codes, none within another; a blank one is everywhere) and of the `moved`. What people recorded stays as it is: people would have behaved
    differently.

    Args:
        until: The highest position that counts, one that a reader of the log has reached.
        scenario: None replays everything under the rules that were known at each pass, and finds no difference.
        moved: Households that count although they were first registered elsewhere.
        hidden: Households that count nowhere: whoever asks does not see them.
        progress: Called with the number of facts read so far.

    Raises:
        WindowBackwardsError: `first` lies after `last`.
        UnreadableFactError: A publication of rules cannot be read.
    """
    if first is not None and last is not None and first > last:
        raise WindowBackwardsError
    rules = RulesOverTime(casework.books, until, scenario)
    rulings, starting = _rulings(casework, rules, until, scenario, first, last), rules.starting
    tally = Tally(first=first, last=last, complete_up_to=until)
    counts, places = set(moved), tuple(inside)
    for household in _histories(casework.log, places, moved, until, progress):
        if household and _household(household[0]) not in hidden:
            _take(tally, household, places, counts, rulings, starting)
    return tally.answer()


def recorded_passes(log: Log, until: int) -> Passes:
    """Every moment at which the sweep recorded a decision anywhere."""
    found = (
        (position, entry.timestamp)
        for digit in FIRST_DIGITS
        for position, entry in log.stream_range(digit, until=until, only=DECIDED)
        if isinstance(entry, Recorded)
    )
    return Passes.of(found)


def _rulings(
    casework: Casework,
    rules: RulesOverTime,
    until: int,
    scenario: PolicyScenario | None,
    first: date | None,
    last: date | None,
) -> Rulings:
    recorded = rules.recorded
    return Rulings(
        passes=recorded_passes(casework.log, until),
        recorded=recorded,
        under_scenario=rules.under_scenario if scenario else recorded,
        repeated=rules.repeated,
        now=casework.clock.now(),
        holders_at=casework.directories.holders_over_time().at,
        first=first,
        last=last,
    )


def _take(
    tally: Tally,
    entries: Sequence[Entry],
    inside: tuple[str, ...],
    moved: Collection[UUID],
    rulings: Rulings,
    starting: Collection[str],
) -> None:
    """One household's part of the answer; one in which nothing starts a deadline has none."""
    facts = [entry for _, entry in entries if isinstance(entry, Recorded)]
    if not any(topic_of(entry.fact) in starting for entry in facts):
        return
    if len(facts) < len(entries):
        tally.unreadable += 1
        return
    try:
        replayed = replay(facts, [position for position, _ in entries], rulings)
    except (CaseworkError, OverflowError, ValueError):
        tally.undecided += 1
        return
    if replayed.village.startswith(inside) or facts[0].household in moved:
        tally.add(facts[0].household, replayed)


def _histories(
    log: Log, inside: tuple[str, ...], moved: Collection[UUID], until: int, progress: Callable[[int], object]
) -> Iterator[list[Entry]]:
    """The households of a region, one after the other, then those that came into it."""
    read = 0
    for prefix in FIRST_DIGITS if "" in inside else inside:
        for _, group in groupby(_reported(log.stream_range(prefix, until=until), read, progress), key=_household):
            entries = list(group)
            read += len(entries)
            yield entries
    for entries in log.streams(sorted(moved)).values():
        yield [each for each in entries if each[0] <= until]


def _reported(entries: Iterable[Entry], read: int, progress: Callable[[int], object]) -> Iterator[Entry]:
    for number, entry in enumerate(entries, start=read + 1):
        if number % REPORTED_EVERY == 0:
            progress(number)
        yield entry


def _household(entry: Entry) -> UUID:
    found: Recorded | Unreadable = entry[1]
    return found.originator_id

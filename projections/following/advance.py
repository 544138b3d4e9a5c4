"""Facts onto kept households: what becomes of each, and which of them can go no further."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from uuid import UUID

from msgspec import Struct

from casework.application.log.records.groups import Entry
from casework.domain.fact import Recorded
from casework.domain.facts.corrections import EntryCorrected
from casework.domain.household.evolution.evolve import continues, fold_history
from casework.domain.household.state import Household
from casework.domain.rules.rule_book import RuleBook
from projections.lists.deadline_list import instance_rows
from projections.lists.detection_days import days_of
from projections.storage.kept_states import Folded
from projections.storage.parked_households import Parked

Positioned = tuple[int, Recorded]
"""A recorded fact and its position in the log."""


class VersionGapError(Exception):
    """A household's facts do not continue where its kept state ends: something was lost, or came twice."""


class Advance(Struct, frozen=True, kw_only=True):
    """One household before and after some facts: those `applied`, and where it stopped when it is `parked`."""

    before: Folded | None
    after: Folded | None
    applied: Sequence[Positioned] = ()
    parked: Parked | None = None


def advance(
    household: UUID, before: Folded | None, entries: Sequence[Entry], history: Sequence[Entry], book: RuleBook
) -> Advance:
    """
    The household with `entries` on top; `history` is its whole stream, used when an entry corrects an earlier one.

    Whatever goes wrong stays with this household: it is parked at the first fact that cannot be read or applied.
    """
    run, parked = _readable(household, entries)
    try:
        return Advance(before=before, after=_folded(before, run, history, book), applied=run, parked=parked)
    except Exception:  # any error of an old fact under today's rules; found again, fact by fact, below
        return _step_by_step(household, before, run, history, book)


def corrected_in(entries: Iterable[Entry]) -> frozenset[UUID]:
    """The households of which an earlier entry is corrected: they are folded from their whole histories."""
    return frozenset(
        entry.originator_id
        for _, entry in entries
        if isinstance(entry, Recorded) and type(entry.fact) is EntryCorrected
    )


def _readable(household: UUID, entries: Sequence[Entry]) -> tuple[list[Positioned], Parked | None]:
    run: list[Positioned] = []
    for position, entry in entries:
        if not isinstance(entry, Recorded):
            version = entry.originator_version
            return run, Parked(household=household, position=position, version=version, reason=entry.reason)
        run.append((position, entry))
    return run, None


def _folded(
    before: Folded | None, run: Sequence[Positioned], history: Sequence[Entry], book: RuleBook
) -> Folded | None:
    if not run:
        return before
    entries = [entry for _, entry in run]
    standing = before.household if before else Household(id=entries[0].originator_id)
    _refuse_gap(standing.version, entries)
    household = continues(standing, entries)
    if household is None:
        until = entries[-1].version
        whole = [entry for _, entry in history if isinstance(entry, Recorded) and entry.version <= until]
        _refuse_gap(0, whole)
        household = fold_history(standing.id, whole)
    rules = book.of_household(household)
    return Folded(
        household=household,
        position=run[-1][0],
        deadlines=instance_rows(household, rules),
        days=days_of(household, rules),
    )


def _refuse_gap(version: int, entries: Sequence[Recorded]) -> None:
    versions = [version, *(entry.version for entry in entries)]
    if any(following != former + 1 for former, following in pairwise(versions)):
        raise VersionGapError


def _step_by_step(
    household: UUID, before: Folded | None, run: Sequence[Positioned], history: Sequence[Entry], book: RuleBook
) -> Advance:
    after = before
    for applied, (position, entry) in enumerate(run):
        try:
            after = _folded(after, [(position, entry)], history, book)
        except Exception as error:  # the kind alone is kept: a message could quote the fact
            reason = type(error).__name__
            parked = Parked(household=household, position=position, version=entry.version, reason=reason)
            return Advance(before=before, after=after, applied=run[:applied], parked=parked)
    return Advance(before=before, after=after, applied=run)

"""Explaining one deadline of a household out of the log: its entries, the rules, and what was said when it was paused or extended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from casework.application.writing.casework import Casework
from casework.domain.accountability.explanations import Explanation, explain
from casework.domain.fact import HOUSEHOLD, Recorded
from casework.domain.facts.assistance import NotePrivate
from casework.domain.facts.corrections import EntryCorrected
from casework.domain.facts.office.rules import CalendarLoaded, OutageFact
from casework.domain.rules.rule_book import RuleBook


def explain_entries(
    casework: Casework,
    entries: Sequence[Recorded],
    book: RuleBook,
    deadline: str,
    occurrence: str | None,
    *,
    now: datetime,
    until: int | None = None,
) -> Explanation:
    """
    The deadline by these entries of a household and these rules, as judged at a moment.

    It is the newest instance that has started unless one is named. `until`: calendars loaded, and offices taken, after this
    position of the log are not known; None for all.

    Raises:
        UnknownDeadlineError: No policy has such a deadline.
        NoSuchDeadlineError: The deadline, or this occurrence, has not begun in the household.
    """
    holders = casework.directories.holders_until(until)
    found = explain(
        entries, book, deadline, occurrence, now=now, calendars=_calendars(casework, until), holders=holders
    )
    notes = _notes(casework, found, entries)
    return replace(
        found,
        pauses=tuple(replace(pause, reason=notes.get(pause.version, "")) for pause in found.pauses),
        extensions=tuple(
            replace(each, reason=notes.get(each.version, ""), note=notes.get(each.decided_version, ""))
            for each in found.extensions
        ),
    )


def _calendars(casework: Casework, until: int | None) -> list[Recorded]:
    stream = casework.books.calendars
    return [
        entry
        for position, entry in casework.log.streams([stream])[stream]
        if isinstance(entry, Recorded)
        and isinstance(entry.fact, CalendarLoaded | OutageFact)
        and (until is None or position <= until)
    ]


def _notes(casework: Casework, found: Explanation, entries: Sequence[Recorded]) -> dict[int, str]:
    """What was said when it was paused or extended, by entry; blank where the household's key was destroyed."""
    versions = {pause.version for pause in found.pauses}
    versions |= {version for each in found.extensions for version in (each.version, each.decided_version)}
    there = [entry for entry in entries if entry.version in versions or isinstance(entry.fact, EntryCorrected)]
    notes = zip(there, casework.log.unseal_all(there), strict=True)
    said = {entry.version: blocks.get(HOUSEHOLD) for entry, blocks in notes if entry.version in versions}
    return {version: note.text for version, note in said.items() if isinstance(note, NotePrivate)}

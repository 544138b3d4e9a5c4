"""Explaining one deadline of a household out of the log: its entries, the rules, and what was said when it was paused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from casework.application.writing.casework import Casework
from casework.domain.accountability.explanation_parts import ExplainedPause
from casework.domain.accountability.explanations import Explanation, explain
from casework.domain.fact import HOUSEHOLD, Recorded
from casework.domain.facts.assistance import NotePrivate
from casework.domain.facts.office.rules import CalendarLoaded
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

    It is the newest instance that has started unless one is named. `until`: calendars loaded after this position of the
    log are not known; None for all.

    Raises:
        UnknownDeadlineError: No policy has such a deadline.
        NoSuchDeadlineError: The deadline, or this occurrence, has not begun in the household.
    """
    found = explain(entries, book, deadline, occurrence, now=now, calendars=_calendars(casework, until))
    return replace(found, pauses=_with_reasons(casework, found.pauses, entries))


def _calendars(casework: Casework, until: int | None) -> list[Recorded]:
    stream = casework.books.calendars
    return [
        entry
        for position, entry in casework.log.streams([stream])[stream]
        if isinstance(entry, Recorded)
        and isinstance(entry.fact, CalendarLoaded)
        and (until is None or position <= until)
    ]


def _with_reasons(
    casework: Casework, pauses: tuple[ExplainedPause, ...], entries: Sequence[Recorded]
) -> tuple[ExplainedPause, ...]:
    """The pauses with why they were made; blank where the household's key was destroyed."""
    by_version = {entry.version: entry for entry in entries}
    unsealed = casework.log.unseal_all([by_version[pause.version] for pause in pauses])
    notes = [blocks.get(HOUSEHOLD) for blocks in unsealed]
    return tuple(
        replace(pause, reason=note.text if isinstance(note, NotePrivate) else "")
        for pause, note in zip(pauses, notes, strict=True)
    )

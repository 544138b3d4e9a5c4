"""Putting an entry right, or taking it back, with everything that was stored beside it (ADR 0011)."""

from __future__ import annotations

from casework.application.commands.entries import CorrectEntry, WithdrawEntry
from casework.application.people.corrected_rows import rows_after
from casework.application.writing.history import Decided, History
from casework.domain.entries.correction.corrections import correct_entry
from casework.domain.errors import HouseholdUnknownError
from casework.domain.household.context import DecisionContext, in_envelopes


def decide_correction(history: History, command: CorrectEntry | WithdrawEntry, context: DecisionContext) -> Decided:
    """
    Lay a correction over an entry: changed clear values, or the entry withdrawn.

    Persons whom the household no longer holds after it are free to be registered elsewhere. Raises what
    `correct_entry` does, and HouseholdUnknownError when there never was such a household.
    """
    if not history.entries:
        raise HouseholdUnknownError(history.state.id)
    facts = correct_entry(
        history.state,
        context,
        entries=history.entries,
        version=command.version,
        reason=command.reason,
        changes=command.changes if isinstance(command, CorrectEntry) else None,
    )
    later = in_envelopes(history.state.id, history.state.version, facts, context)
    people, index = rows_after(history.log, history.keys, history.entries, later, context.today)
    return Decided(facts=facts, people=people, index=index)

"""Putting an entry right, or taking it back, with everything that was stored beside it (ADR 0011)."""

from __future__ import annotations

from collections.abc import Mapping

from casework.application.commands.entries import CorrectEntry, CorrectSealedWords, WithdrawEntry
from casework.application.log.encoding.sealer import Erased
from casework.application.people.corrected_rows import rows_after
from casework.application.writing.histories.history import Decided, History
from casework.domain.entries.correction.corrections import correct_entry
from casework.domain.entries.correction.sealed_corrections import Blocks, correct_sealed_words
from casework.domain.errors import HouseholdUnknownError
from casework.domain.fact import Fact, Private
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
    return _with_rows(history, facts, context)


def decide_sealed_correction(history: History, command: CorrectSealedWords, context: DecisionContext) -> Decided:
    """Lay the right words over an entry's sealed ones; raises as `correct_sealed_words` and `decide_correction` do."""
    if not history.entries:
        raise HouseholdUnknownError(history.state.id)
    entry = next((each for each in history.entries if each.version == command.version), None)
    blocks = history.log.unseal_all(history.entries)
    standing = dict(zip((each.version for each in history.entries), blocks, strict=True))
    facts = correct_sealed_words(
        history.state,
        context,
        entries=history.entries,
        stated=_readable(history.log.unseal(entry)) if entry is not None else {},
        standing=_readable(standing.get(command.version, {})),
        version=command.version,
        words=command.words,
        reason=command.reason,
    )
    return _with_rows(history, facts, context)


def _readable(blocks: Mapping[str, Private | Erased]) -> Blocks:
    """What was not erased."""
    return {subject: block for subject, block in blocks.items() if isinstance(block, Private)}


def _with_rows(history: History, facts: list[Fact], context: DecisionContext) -> Decided:
    """The correction with the rows of persons and look-ups as they become by it."""
    later = in_envelopes(history.state.id, history.state.version, facts, context)
    people, index = rows_after(history.log, history.keys, history.entries, later, context.today)
    return Decided(facts=facts, people=people, index=index)

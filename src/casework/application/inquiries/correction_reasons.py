"""Why entries were corrected, unsealed for whoever looks at a household's history."""

from __future__ import annotations

from collections.abc import Sequence

from casework.application.writing.casework import Casework
from casework.domain.fact import HOUSEHOLD, Recorded
from casework.domain.facts.assistance import NotePrivate
from casework.domain.facts.corrections import CorrectionPrivate, CorrectionProposed, EntryCorrected


def correction_reasons(casework: Casework, entries: Sequence[Recorded]) -> dict[int, str]:
    """The reasons by the version of the correction; blank where the household's key was destroyed."""
    corrections = [entry for entry in entries if isinstance(entry.fact, EntryCorrected | CorrectionProposed)]
    notes = [blocks.get(HOUSEHOLD) for blocks in casework.log.unseal_all(corrections)]
    return {
        entry.version: note.text if isinstance(note, NotePrivate | CorrectionPrivate) else ""
        for entry, note in zip(corrections, notes, strict=True)
    }

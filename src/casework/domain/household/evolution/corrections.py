"""Corrections laid over a history: what the facts say once errors are put right (ADR 0011)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from msgspec import convert, to_builtins
from msgspec.structs import replace

from casework.domain.fact import Fact, Private, Recorded
from casework.domain.facts.corrections import CorrectionPrivate, EntryCorrected

B = TypeVar("B")
"""A block of personal data, or what stands where one was erased."""


def with_corrections(entries: Sequence[Recorded]) -> Sequence[Recorded]:
    """
    The same entries with the corrections of each applied; a withdrawn entry stands as its correction alone.

    A later correction of one entry keeps what earlier ones put right, unless it says otherwise.

    Every version stays in place, so that the fold counts them all: a withdrawn entry is replaced by an entry that
    changes nothing.
    """
    corrections = standing_corrections(entries)
    if not corrections:
        return entries
    return [_corrected(entry, corrections.get(entry.version)) for entry in entries]


def standing_corrections(entries: Sequence[Recorded]) -> dict[int, EntryCorrected]:
    """The corrections by the entry they speak of, several of one entry taken together; only earlier ones count."""
    standing: dict[int, EntryCorrected] = {}
    for entry in entries:
        fact = entry.fact
        if isinstance(fact, EntryCorrected) and fact.version < entry.version:
            earlier = standing.get(fact.version)
            kept = earlier.changes if earlier and not fact.withdrawn else {}
            standing[fact.version] = EntryCorrected(
                version=fact.version, withdrawn=fact.withdrawn, changes={**kept, **fact.changes}
            )
    return standing


def corrected_fact(fact: Fact, changes: dict[str, Any]) -> Fact:
    """The fact with changed clear values. Raises msgspec.ValidationError when a value does not fit its field."""
    stated = {**to_builtins(fact), **changes}
    return convert(stated, type(fact))


def with_corrected_words(entries: Sequence[Recorded], blocks: Sequence[Mapping[str, B]]) -> list[Mapping[str, B]]:
    """
    The unsealed blocks of these entries, by subject, with the sealed words that later ones among them put right.

    A correction itself keeps its reason alone: the right words stand where they belong, the wrong ones nowhere.
    """
    found = list(blocks)
    places = {(entry.originator_id, entry.version): place for place, entry in enumerate(entries)}
    for at, entry in enumerate(entries):
        if type(entry.fact) is not EntryCorrected or not entry.fact.words:
            continue
        target = places.get((entry.originator_id, entry.fact.version))
        for subject, said in found[at].items():
            if isinstance(said, CorrectionPrivate):
                found[at] = {**found[at], subject: replace(said, words={})}
                if target is not None and isinstance(block := found[target].get(subject), Private):
                    found[target] = {**found[target], subject: replace(block, **said.words)}
    return found


def _corrected(entry: Recorded, correction: EntryCorrected | None) -> Recorded:
    if correction is None:
        return entry
    if correction.withdrawn:
        return replace(entry, fact=EntryCorrected(version=entry.version, withdrawn=True))
    return replace(entry, fact=corrected_fact(entry.fact, correction.changes))

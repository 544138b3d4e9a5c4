"""Erasures are done again in a database that was restored from a backup: whoever was erased stays so (ADR 0046)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from casework.application.log.records.groups import AppendGroup, ErasedKey
from casework.application.writing.casework import Casework
from casework.application.writing.histories.history import Beside
from casework.application.writing.membership.erasures import erased_at
from casework.domain.codes.persons.erasures import ErasureGround
from casework.domain.fact import HOUSEHOLD
from casework.domain.household.context import in_envelopes
from casework.domain.household.evolution.evolve import fold_history
from casework.domain.signer import INSTALLATION


def replay_erasures(casework: Casework, listed: Sequence[ErasedKey]) -> int:
    """
    Erase again whoever of the list can be read; returns how many keys were destroyed.

    Safe to break off and to repeat. Signed by the installation: two persons have decided each of these before. Raises
    ConflictError where somebody writes to one of the households meanwhile.
    """
    undone = sorted(casework.log.come_back(listed), key=lambda each: (each.household, each.subject))
    for household, keys in groupby(undone, key=lambda each: each.household):
        subjects = [key.subject for key in keys]
        entries = casework.log.entries(household)
        state = fold_history(household, entries)
        context = casework.context(str(INSTALLATION), of=state if state.known else "")
        members = [int(subject) for subject in subjects if subject != HOUSEHOLD]
        done = erased_at(casework.log, state, entries, members, ErasureGround.RESTORED, context)
        casework.log.append(_group(done, [*done.erased, *(each for each in subjects if each not in done.erased)]))
    if undone:
        casework.log.scrub()
    return len(undone)


def _group(done: Beside, subjects: Sequence[str]) -> AppendGroup:
    stream, version = done.state.id, done.state.version
    return AppendGroup(
        household=stream,
        expected_version=version,
        entries=in_envelopes(stream, version, done.facts, done.context, f"{INSTALLATION}/{stream}/{version}"),
        erased=tuple(subjects),
    )

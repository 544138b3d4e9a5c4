"""The personal data of a household's members as its history leaves it: what stands, and what a ledger last said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from casework.application.log.encoding.sealer import Erased
from casework.application.people.identities import Identity, document_of
from casework.domain.codes.sources import Source
from casework.domain.fact import HOUSEHOLD, Private, Recorded
from casework.domain.facts.consent import PersonErased
from casework.domain.facts.households import MembersUpdated, Registered
from casework.domain.household.evolution.corrections import with_corrections
from casework.domain.members import HouseholdPrivate, PersonPrivate

_LEDGER = ""
"""Stands for all that a ledger says, where days are kept by field."""

Unsealed = Mapping[str, Private | Erased]


class PersonalData(Struct, kw_only=True):
    """
    Personal data by member number: `now` as all sources leave it, `by_ledger` as a ledger last said; the household's too.

    Whoever was erased stands as blank.
    """

    now: dict[int, PersonPrivate] = {}
    by_ledger: dict[int, PersonPrivate] = {}
    household: HouseholdPrivate = HouseholdPrivate()
    said_on: dict[tuple[int, str], date] = {}
    """The day for which each member's field was said last: what is said of an earlier one does not stand."""

    def identities(self, left: Sequence[int]) -> dict[int, Identity]:
        """By what each member can be looked up until now."""
        return {n: Identity(document=document_of(p), left=n in left) for n, p in self.now.items()}


def personal_data(entries: Sequence[Recorded], unsealed: Sequence[Unsealed]) -> PersonalData:
    """The personal data that a history with its unsealed blocks, entry by entry, leaves."""
    *_, last = personal_data_before(entries, unsealed)
    return last


def personal_data_before(entries: Sequence[Recorded], unsealed: Sequence[Unsealed]) -> Iterator[PersonalData]:
    """The personal data as it stands before each entry, and at last after all; each is changed by going on."""
    known = PersonalData()
    for entry, blocks in zip(with_corrections(entries), unsealed, strict=True):
        yield known
        fact = entry.fact
        if isinstance(fact, Registered):
            known = PersonalData()
            for member in fact.members:
                _joined(known, member.number, fact, blocks)
        elif isinstance(fact, MembersUpdated):
            _updated(known, fact, blocks)
        elif not isinstance(fact, PersonErased):
            continue
        known.household = _household(known.household, blocks)
    yield known


def _updated(known: PersonalData, fact: MembersUpdated, blocks: Unsealed) -> None:
    ledger, on = fact.source is Source.LEDGER, fact.effective_on
    for member in fact.joined:
        _joined(known, member.number, fact, blocks)
    for change in fact.changed:
        number = change.member.number
        said = _person(blocks, number)
        before = known.now.get(number, PersonPrivate())
        newer = [name for name in change.fields if known.said_on.get((number, name), on) <= on]
        fields = {name: getattr(said, name) for name in newer if name in PersonPrivate.__struct_fields__}
        known.now[number] = replace(before, **fields)
        known.said_on |= dict.fromkeys(((number, name) for name in fields), on)
        if ledger and known.said_on.get((number, _LEDGER), on) <= on:
            known.by_ledger[number] = said
            known.said_on[number, _LEDGER] = on


def _joined(known: PersonalData, number: int, fact: Registered | MembersUpdated, blocks: Unsealed) -> None:
    on = fact.effective_on
    known.now[number] = _person(blocks, number)
    said = (name for name in PersonPrivate.__struct_fields__ if getattr(known.now[number], name))
    known.said_on |= dict.fromkeys(((number, name) for name in said), on)
    if fact.source is Source.LEDGER:
        known.by_ledger[number] = known.now[number]
        known.said_on[number, _LEDGER] = on


def _person(blocks: Unsealed, number: int) -> PersonPrivate:
    block = blocks.get(str(number))
    return block if isinstance(block, PersonPrivate) else PersonPrivate()


def _household(before: HouseholdPrivate, blocks: Unsealed) -> HouseholdPrivate:
    block = blocks.get(HOUSEHOLD)
    return block if isinstance(block, HouseholdPrivate) else before

"""The personal data of a household's members as its history leaves it: what stands, and what a ledger last said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from casework.application.log.encoding.sealing import Erased
from casework.application.people.identities import Identity
from casework.domain.codes import Source
from casework.domain.fact import HOUSEHOLD, Private, Recorded
from casework.domain.facts.households import MembersUpdated, Registered
from casework.domain.household.corrections import with_corrections
from casework.domain.members import HouseholdPrivate, PersonPrivate

Unsealed = Mapping[str, Private | Erased]


class PersonalData(Struct, kw_only=True):
    """
    Personal data by member number: `now` as all sources leave it, `by_ledger` as a ledger last said; the household's too.

    Whoever was erased stands as blank.
    """

    now: dict[int, PersonPrivate] = {}
    by_ledger: dict[int, PersonPrivate] = {}
    household: HouseholdPrivate = HouseholdPrivate()

    def identities(self, left: Sequence[int]) -> dict[int, Identity]:
        """By what each member can be looked up until now."""
        return {n: Identity(resident_id=p.resident_id, left=n in left) for n, p in self.now.items()}


def personal_data(entries: Sequence[Recorded], unsealed: Sequence[Unsealed]) -> PersonalData:
    """The personal data that a history with its unsealed blocks, entry by entry, leaves."""
    known = PersonalData()
    for entry, blocks in zip(with_corrections(entries), unsealed, strict=True):
        fact = entry.fact
        if isinstance(fact, Registered):
            known = PersonalData()
            for member in fact.members:
                _joined(known, member.number, blocks, ledger=fact.source is Source.LEDGER)
        elif isinstance(fact, MembersUpdated):
            _updated(known, fact, blocks)
        else:
            continue
        known.household = _household(known.household, blocks)
    return known


def _updated(known: PersonalData, fact: MembersUpdated, blocks: Unsealed) -> None:
    ledger = fact.source is Source.LEDGER
    for member in fact.joined:
        _joined(known, member.number, blocks, ledger=ledger)
    for change in fact.changed:
        number = change.member.number
        said = _person(blocks, number)
        before = known.now.get(number, PersonPrivate())
        fields = {name: getattr(said, name) for name in change.fields if name in PersonPrivate.__struct_fields__}
        known.now[number] = replace(before, **fields)
        if ledger:
            known.by_ledger[number] = said


def _joined(known: PersonalData, number: int, blocks: Unsealed, *, ledger: bool) -> None:
    known.now[number] = _person(blocks, number)
    if ledger:
        known.by_ledger[number] = known.now[number]


def _person(blocks: Unsealed, number: int) -> PersonPrivate:
    block = blocks.get(str(number))
    return block if isinstance(block, PersonPrivate) else PersonPrivate()


def _household(before: HouseholdPrivate, blocks: Unsealed) -> HouseholdPrivate:
    block = blocks.get(HOUSEHOLD)
    return block if isinstance(block, HouseholdPrivate) else before

"""What each entry of a history says beside its clear values: its sealed words, and members' values before and after."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from msgspec import Struct

from casework.application.inquiries.job_history import JobHistory, clear_values, sealed_values
from casework.application.log.encoding.sealer import Erased
from casework.application.people.personal_data import PersonalData, personal_data_before
from casework.application.people.sealed_words import SealedWord, sealed_words, shown
from casework.application.writing.casework import Casework
from casework.domain.fact import HOUSEHOLD, Private, Recorded
from casework.domain.facts.households import FINDING, MembersUpdated, Registered
from casework.domain.facts.work import EmploymentChanged, JobPrivate
from casework.domain.household.evolution.corrections import with_corrections
from casework.domain.household.evolution.evolve import evolve
from casework.domain.household.state import Household
from casework.domain.labels import Label
from casework.domain.masks import Mask, declared
from casework.domain.members import HouseholdPrivate, HouseholdValues, Member, PersonPrivate
from casework.domain.words import words_of


class ValueChange(Struct, frozen=True, kw_only=True):
    """One value that a source said anew, before and after; `member` is None for the household's own. None is blank."""

    member: int | None
    field: str
    label: Label
    before: Any
    after: Any


class EntryContents(Struct, frozen=True, kw_only=True):
    """What an entry says beside its clear values."""

    sealed: tuple[SealedWord, ...] = ()
    changes: tuple[ValueChange, ...] = ()


def entry_contents(
    casework: Casework, household: UUID, entries: Sequence[Recorded], *, unmasked: Collection[Mask] = ()
) -> dict[int, EntryContents]:
    """The contents by version; what is sealed of persons stands in the changes where an entry says what became of them."""
    unsealed = casework.log.unseal_all(entries)
    found: dict[int, EntryContents] = {}
    state = Household(id=household)
    known = personal_data_before(entries, unsealed)
    jobs = JobHistory()
    for entry, standing, blocks in zip(entries, with_corrections(entries), unsealed, strict=True):
        before = next(known)
        changes = tuple(_changes(entry, state, before, jobs, blocks, unmasked))
        sealed = {} if isinstance(entry.fact, Registered | MembersUpdated) else blocks
        found[entry.version] = EntryContents(sealed=sealed_words(sealed, unmasked=unmasked), changes=changes)
        state = evolve(state, standing)
        jobs.tell(standing.fact, blocks)
    return found


def _changes(
    entry: Recorded,
    state: Household,
    known: PersonalData,
    jobs: JobHistory,
    blocks: Mapping[str, Private | Erased],
    unmasked: Collection[Mask],
) -> Iterator[ValueChange]:
    if isinstance(entry.fact, EmploymentChanged):
        yield from _of_a_job(entry.fact, jobs, blocks, unmasked)
    elif isinstance(entry.fact, MembersUpdated):
        yield from _of_members(entry.fact, state, known, blocks, unmasked)


def _of_a_job(
    fact: EmploymentChanged, jobs: JobHistory, blocks: Mapping[str, Private | Erased], unmasked: Collection[Mask]
) -> Iterator[ValueChange]:
    """What is said for the first time stands in the entry itself, and is no change."""
    for field, label, value in clear_values(fact):
        was = jobs.before(fact, field)
        if was not in (None, value):
            yield ValueChange(member=fact.member, field=field, label=label, before=was, after=value)
    for field, text in sealed_values(fact, blocks):
        was = jobs.before(fact, field)
        if was not in (None, text):
            yield _sealed(fact.member, field, JobPrivate(**{field: was}), JobPrivate(**{field: text}), unmasked)


def _of_members(
    fact: MembersUpdated,
    state: Household,
    known: PersonalData,
    blocks: Mapping[str, Private | Erased],
    unmasked: Collection[Mask],
) -> Iterator[ValueChange]:
    were = {member.number: member.now for member in state.members}
    for change in fact.changed:
        number = change.member.number
        person, said = known.now.get(number, PersonPrivate()), blocks.get(str(number))
        for field in change.fields:
            if field in Member.__struct_fields__:
                yield _clear(number, field, were.get(number), change.member)
            elif field != FINDING and isinstance(said, PersonPrivate):
                yield _sealed(number, field, person, said, unmasked)
    own = blocks.get(HOUSEHOLD)
    for field in fact.household_fields:
        if field in HouseholdValues.__struct_fields__:
            yield _clear(None, field, state.values, fact.values or HouseholdValues())
        elif isinstance(own, HouseholdPrivate):
            yield _sealed(None, field, known.household, own, unmasked)


def _clear(member: int | None, field: str, before: Struct | None, after: Struct) -> ValueChange:
    return ValueChange(
        member=member,
        field=field,
        label=Label(*words_of(type(after))[field][:2]),
        before=getattr(before, field, None),
        after=getattr(after, field),
    )


def _sealed(member: int | None, field: str, before: Private, after: Private, unmasked: Collection[Mask]) -> ValueChange:
    words = declared(type(after))[field]

    def said(block: Private) -> str | None:
        value = getattr(block, field)
        if isinstance(value, dict):
            value = "；".join(f"{key}：{text}" for key, text in value.items())
        return (value if words.mask in unmasked else shown(value, words.mask)) if value else None

    return ValueChange(member=member, field=field, label=words.label, before=said(before), after=said(after))

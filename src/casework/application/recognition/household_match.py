"""What a ledger states of a stored household, and which of its members are not listed any more."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from casework.application.ledgers.persons.ledger import LedgerHousehold, LedgerPerson, RefusedPerson
from casework.application.ledgers.sheets.raw import Column
from casework.application.people.person_columns import differs, member_stated, person_differences, person_stated
from casework.application.people.personal_data import PersonalData
from casework.domain.codes.sources import Source
from casework.domain.decisions.registration import SourceStatement, StatedMember
from casework.domain.household.parts import MemberState
from casework.domain.household.state import Household
from casework.domain.members import HouseholdPrivate, HouseholdValues, PersonPrivate
from casework.domain.persons import name_key, normal_resident_id

T = TypeVar("T", bound=Struct)


class Match(Struct, frozen=True, kw_only=True):
    """What a ledger says of a household, under the numbers of its members, and which row each came from."""

    statement: SourceStatement
    rows: tuple[tuple[LedgerPerson, StatedMember], ...]


def match(
    listed: LedgerHousehold,
    persons: Sequence[LedgerPerson],
    numbers: Sequence[int],
    household: Household,
    known: PersonalData,
    *,
    assessed_on: date,
    unplaced: Collection[RefusedPerson],
    withhold: bool,
) -> Match:
    """
    The ledger's statement on a household, known or new.

    `numbers` are those of the persons within the household (`recognise`). A member who stood in a ledger and is not
    listed has left, unless a refused row may be theirs; `unplaced` are the persons of refused rows of which the file
    does not tell the household.
    """
    states = {state.number: state for state in household.members}
    rows = tuple(
        (person, _stated(person, number, states.get(number), known, listed.columns))
        for person, number in zip(persons, numbers, strict=True)
    )
    values, private, fields = _household(listed, household, known)
    statement = SourceStatement(
        source=Source.LEDGER,
        effective_on=assessed_on,
        assessed_on=assessed_on,
        stated=tuple(stated for _, stated in rows),
        left=_left(household, known, dict(zip(numbers, persons, strict=True)), listed.refused, unplaced),
        values=values,
        private=private,
        household_fields=fields,
        withhold_detection=withhold,
    )
    return Match(statement=statement, rows=rows)


def _stated(
    person: LedgerPerson, number: int, state: MemberState | None, known: PersonalData, columns: Collection[Column]
) -> StatedMember:
    said = replace(person.member, number=number)
    if state is None or state.left:
        return StatedMember(member=said, private=person.private)
    before = known.by_ledger.get(number) or known.now.get(number, PersonPrivate())
    member = member_stated(state.by_ledger or state.now, said, columns)
    private = person_stated(before, person.private, columns)
    return StatedMember(member=member, private=private, private_fields=person_differences(before, private))


def _left(
    household: Household,
    known: PersonalData,
    listed: Mapping[int, LedgerPerson],
    refused: Sequence[RefusedPerson],
    unplaced: Collection[RefusedPerson],
) -> tuple[int, ...]:
    missing = {
        state.number for state in household.present() if state.by_ledger is not None and state.number not in listed
    }
    for person in refused:
        theirs = {number for number in missing if _may_be(person, known.now.get(number, PersonPrivate()))}
        if not theirs and not any(_may_be(person, other.private) for other in listed.values()):
            return ()
        missing -= theirs
    persons = {number: known.now.get(number, PersonPrivate()) for number in missing}
    missing -= {n for n, person in persons.items() if any(_may_be(refused, person) for refused in unplaced)}
    return tuple(sorted(missing))


def _may_be(refused: RefusedPerson, known: PersonPrivate) -> bool:
    same_id = bool(refused.resident_id) and normal_resident_id(refused.resident_id) == known.resident_id
    return same_id or (bool(refused.name) and name_key(refused.name) == name_key(known.name))


def _household(
    listed: LedgerHousehold, household: Household, known: PersonalData
) -> tuple[HouseholdValues, HouseholdPrivate, tuple[str, ...]]:
    """What the ledger says of the household itself; a blank cell says nothing."""
    said = listed.values
    if (said.income_year or 0) < (household.values.income_year or 0):
        said = replace(said, income_year=None, income_per_head=None)  # what was known of a later year stays
    values = _filled(household.values, said)
    private = _filled(known.household, listed.private)
    fields = tuple(n for n in HouseholdValues.__struct_fields__ if getattr(values, n) != getattr(household.values, n))
    fields += tuple(
        n for n in HouseholdPrivate.__struct_fields__ if differs(n, getattr(known.household, n), getattr(private, n))
    )
    return values, private, fields


def _filled(before: T, said: T) -> T:
    stated = {n: value for n in said.__struct_fields__ if (value := getattr(said, n)) not in (None, "")}
    return replace(before, **stated)

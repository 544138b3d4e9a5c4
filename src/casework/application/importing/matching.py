"""Which member of a stored household each person of a ledger is, and who of them left the ledger."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from casework.application.ledgers.persons.ledger import LedgerHousehold, LedgerPerson, RefusedPerson
from casework.application.ledgers.sheets.raw import Column
from casework.application.ledgers.understanding.cells import same_dots
from casework.application.people.person_columns import member_stated, person_differences, person_stated
from casework.application.people.personal_data import PersonalData
from casework.domain.codes import Source
from casework.domain.decisions.registering import SourceStatement, StatedMember
from casework.domain.household.state import Household, MemberState
from casework.domain.members import HouseholdPrivate, HouseholdValues, PersonPrivate
from casework.domain.persons import normal_resident_id

T = TypeVar("T", bound=Struct)


class Match(Struct, frozen=True, kw_only=True):
    """What a ledger says of a household, under the numbers of its members, and which row each came from."""

    statement: SourceStatement
    rows: tuple[tuple[LedgerPerson, StatedMember], ...]


def match(
    listed: LedgerHousehold,
    persons: Sequence[LedgerPerson],
    household: Household,
    known: PersonalData,
    *,
    assessed_on: date,
    unplaced: Collection[RefusedPerson],
    withhold: bool,
) -> Match:
    """
    The ledger's statement on a household, known or new.

    Members are found again by resident id, else by name and birth date; new persons get the next numbers. A member
    who stood in a ledger and is not listed has left, unless a refused row may be theirs; `unplaced` are the persons of
    refused rows of which the file does not tell the household.
    """
    numbers = _numbers(persons, household, known)
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


def _numbers(persons: Sequence[LedgerPerson], household: Household, known: PersonalData) -> list[int]:
    by_id = {normal_resident_id(p.resident_id): n for n, p in known.now.items() if p.resident_id}
    birth = {state.number: state.now.birth_date for state in household.members}
    free = {(_spelling(p.name), birth.get(n)): n for n, p in reversed(known.now.items())}
    following = max((state.number for state in household.members), default=0) + 1
    found: list[int | None] = []
    taken: set[int] = set()
    for person in persons:
        number = by_id.get(normal_resident_id(person.private.resident_id)) if person.private.resident_id else None
        found.append(number if number not in taken else None)
        taken |= {number} if number else set()
    for place, person in enumerate(persons):
        if found[place] is None:
            number = free.get((_spelling(person.private.name), person.member.birth_date))
            number = number or _by_month(person, known, birth, taken)
            if number is None or number in taken or _two_ids(person.private, known.now[number]):
                number, following = following, following + 1
            taken.add(number)
            found[place] = number
    return [number for number in found if number is not None]


def _by_month(
    person: LedgerPerson, known: PersonalData, births: Mapping[int, date | None], taken: Collection[int]
) -> int | None:
    """The one member of this name born in the same month, where one of the two dates may be a month alone."""
    born = person.member.birth_date
    name = _spelling(person.private.name)
    found = [
        number
        for number, other in known.now.items()
        if number not in taken and _spelling(other.name) == name and _same_month(births.get(number), born)
    ]
    return found[0] if len(found) == 1 else None


def _same_month(one: date | None, other: date | None) -> bool:
    return bool(one and other and one.replace(day=1) == other.replace(day=1) and 1 in (one.day, other.day))


def _two_ids(said: PersonPrivate, known: PersonPrivate) -> bool:
    """Two different ids are two persons, whatever their names."""
    return bool(said.resident_id and known.resident_id)


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
        his = {number for number in missing if _may_be(person, known.now.get(number, PersonPrivate()))}
        if not his and not any(_may_be(person, other.private) for other in listed.values()):
            return ()
        missing -= his
    persons = {number: known.now.get(number, PersonPrivate()) for number in missing}
    missing -= {n for n, person in persons.items() if any(_may_be(refused, person) for refused in unplaced)}
    return tuple(sorted(missing))


def _may_be(refused: RefusedPerson, known: PersonPrivate) -> bool:
    same_id = bool(refused.resident_id) and normal_resident_id(refused.resident_id) == known.resident_id
    return same_id or (bool(refused.name) and _spelling(refused.name) == _spelling(known.name))


def _household(
    listed: LedgerHousehold, household: Household, known: PersonalData
) -> tuple[HouseholdValues, HouseholdPrivate, tuple[str, ...]]:
    """What the ledger says of the household itself; a blank cell says nothing."""
    values = _filled(household.values, listed.values)
    private = _filled(known.household, listed.private)
    fields = tuple(n for n in HouseholdValues.__struct_fields__ if getattr(values, n) != getattr(household.values, n))
    fields += tuple(
        n
        for n in HouseholdPrivate.__struct_fields__
        if _spelling(getattr(private, n)) != _spelling(getattr(known.household, n))
    )
    return values, private, fields


def _filled(before: T, said: T) -> T:
    stated = {n: value for n in said.__struct_fields__ if (value := getattr(said, n)) not in (None, "")}
    return replace(before, **stated)


def _spelling(text: str) -> str:
    return same_dots("".join(text.split()))

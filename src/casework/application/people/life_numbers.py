"""By which number for life a person is known already, and the key that goes with it (ADR 0033)."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from msgspec import Struct

from casework.application.log.encoding.keys import DigestKind
from casework.application.log.reader import LogReader
from casework.application.log.records.groups import CarriedKey
from casework.domain.decisions.membership.life_numbers import Draw, with_life_numbers
from casework.domain.fact import Fact, Recorded
from casework.domain.facts.households import MembersUpdated, Registered
from casework.domain.household.state import Household
from casework.domain.members import Member

_NUMBER_BYTES = 10


def draw_number() -> str:
    """A number that says nothing of anybody: twenty hexadecimal digits, by chance alone."""
    return os.urandom(_NUMBER_BYTES).hex()


class KnownPerson(Struct, frozen=True, kw_only=True):
    """A person who is or was a member of some household, with their number; None of who was never given one."""

    household: UUID
    member: int
    person: str | None


class Numbered(Struct, frozen=True, kw_only=True):
    """Facts with everybody's number for life, and the keys that come along from other households."""

    facts: list[Fact]
    carried: tuple[CarriedKey, ...] = ()


def known_persons(
    log: LogReader, digests: Collection[bytes], owners: Mapping[bytes, tuple[UUID, int]]
) -> dict[bytes, KnownPerson]:
    """
    Who of these persons, by the digest of their ids, was listed in some household before, be it no longer.

    `owners` says of which household they are members now.
    """
    places = log.found_by(DigestKind.RESIDENT_ID, list(digests))
    places |= {digest: owners[digest] for digest in digests if digest in owners}
    entries = log.streams(sorted({household for household, _ in places.values()})) if places else {}
    return {
        digest: KnownPerson(
            household=household,
            member=member,
            person=_last_number([e for _, e in entries[household] if isinstance(e, Recorded)], member),
        )
        for digest, (household, member) in places.items()
    }


def number_all(household: Household, facts: Sequence[Fact], known: Mapping[int, KnownPerson], draw: Draw) -> Numbered:
    """The facts with everybody's number; `known` are those members, by number here, who were known somewhere before."""
    if not known:
        return Numbered(facts=with_life_numbers(household, facts, known={}, draw=draw))
    elsewhere = {number: person for number, person in known.items() if person.household != household.id}
    numbers = {number: person.person for number, person in known.items() if person.person}
    joined = {member.number for member in newcomers(facts)}
    carried = tuple(
        CarriedKey(member=number, household=person.household, from_member=person.member)
        for number, person in elsewhere.items()
        if number in joined
    )
    return Numbered(facts=with_life_numbers(household, facts, known=numbers, draw=draw), carried=carried)


def newcomers(facts: Iterable[Fact]) -> list[Member]:
    """The members who join by these facts."""
    return [
        member
        for fact in facts
        if isinstance(fact, Registered | MembersUpdated)
        for member in (fact.members if isinstance(fact, Registered) else fact.joined)
    ]


def _last_number(entries: Iterable[Recorded], member: int) -> str | None:
    """The number last given to a member; also one that a withdrawn entry gave, for it is for life."""
    found = None
    for entry in entries:
        fact = entry.fact
        if not isinstance(fact, Registered | MembersUpdated):
            continue
        spoken_of = newcomers([fact])
        spoken_of += [each.member for each in fact.changed] if isinstance(fact, MembersUpdated) else []
        found = next((each.person for each in spoken_of if each.number == member and each.person), found)
    return found

"""Who the members of a household are, as far as they can be looked up: the rows stored beside their facts (ADR 0003)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import UNSET, Struct

from casework.application.log.encoding.keys import DigestKind, KeyRing
from casework.application.log.records.groups import IndexRow, PersonRow
from casework.domain.fact import Fact
from casework.domain.facts.households import MembersUpdated, Registered
from casework.domain.members import Member, PersonPrivate
from casework.domain.persons import (
    age_on,
    normal_resident_id,
    one_persons_document,
    telephone_numbers,
)

ADULT = 18
"""Only adults are found by telephone or name; by id everybody is, through the table of persons."""


class Identity(Struct, frozen=True, kw_only=True):
    """By what a member could be looked up until now; `document` as `document_of` gives it."""

    document: str = ""
    left: bool = False


def identities(
    facts: Sequence[Fact], before: Mapping[int, Identity], keys: KeyRing, *, on: date
) -> tuple[tuple[PersonRow, ...], tuple[IndexRow, ...]]:
    """The person and look-up rows that go with facts about members; `before` says who they were until now."""
    people: list[PersonRow] = []
    index: list[IndexRow] = []
    for fact in facts:
        if not isinstance(fact, Registered | MembersUpdated):
            continue
        for member, private in _stated(fact):
            people += _person_rows(member.number, document_of(private), before.get(member.number), keys)
            index += index_rows(member, private, keys, on, known=member.number in before)
        if isinstance(fact, MembersUpdated):
            for number in fact.left:
                if number in before and before[number].document:
                    digest = id_digest(keys, before[number].document)
                    people.append(PersonRow(digest=digest, member=number, action="remove"))
                    index.append(was_here(digest, number))
    return tuple(people), tuple(index)


def was_here(digest: bytes, member: int) -> IndexRow:
    """The look-up by which somebody who is no member any more is known again, wherever they come to (ADR 0033)."""
    return IndexRow(kind=DigestKind.RESIDENT_ID, digest=digest, member=member)


def document_of(person: PersonPrivate) -> str:
    """By which document a person is one person everywhere; blank for nobody's."""
    return one_persons_document(person.resident_id, person.name)


def id_digest(keys: KeyRing, document: str) -> bytes:
    """The keyed hash under which a person is known, the same for the 15-digit and the 18-digit form."""
    return keys.digest(DigestKind.RESIDENT_ID, normal_resident_id(document))


def _stated(fact: Registered | MembersUpdated) -> Iterator[tuple[Member, PersonPrivate]]:
    members = fact.members if isinstance(fact, Registered) else (*fact.joined, *(c.member for c in fact.changed))
    private = {} if fact.private is UNSET else fact.private
    for member in members:
        block = private.get(str(member.number))
        if isinstance(block, PersonPrivate):
            yield member, block


def _person_rows(number: int, document: str, before: Identity | None, keys: KeyRing) -> Iterator[PersonRow]:
    was = before.document if before and not before.left else ""
    if was == document:
        return
    if was:
        yield PersonRow(digest=id_digest(keys, was), member=number, action="remove")
    if document:
        yield PersonRow(digest=id_digest(keys, document), member=number)


def index_rows(member: Member, private: PersonPrivate, keys: KeyRing, on: date, *, known: bool) -> Iterator[IndexRow]:
    """Under which name and telephones an adult is found; nothing else remains of one who was `known` before."""
    adult = member.birth_date is None or age_on(member.birth_date, on) >= ADULT
    names = (private.name,) if adult and private.name else ()
    numbers = telephone_numbers(private.phone) if adult and private.phone else ()
    for kind, values in ((DigestKind.TELEPHONE, numbers), (DigestKind.FULL_NAME, names)):
        rows = [IndexRow(kind=kind, digest=keys.digest(kind, value), member=member.number) for value in values]
        if known and not rows:
            rows = [IndexRow(kind=kind, digest=None, member=member.number)]
        yield from rows

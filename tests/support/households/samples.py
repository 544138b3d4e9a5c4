"""Facts and blocks made up from their own types, so that a new kind is covered the day it is added."""

from __future__ import annotations

import types
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from msgspec import Struct
from msgspec.structs import fields, replace

from casework.application.log.records.groups import AppendGroup, CommandKey, PersonRow
from casework.application.log.records.household_ids import household_id
from casework.domain.fact import Fact, Recorded
from casework.domain.facts.catalogue import FACTS
from casework.domain.facts.responsibility import CadreAssigned
from casework.domain.values.bounds import Number

NOON = datetime(2025, 3, 3, 4, 0, tzinfo=UTC)
VILLAGE = "441224102001"
_PLAIN: dict[type, Any] = {
    str: "值 value",
    int: 7,
    bool: True,
    Decimal: Decimal("3500.50"),
    date: date(2024, 2, 29),
    datetime: datetime(2025, 3, 3, 1, 2, 3, 456789, tzinfo=UTC),
    UUID: UUID(int=7),
}


def an_id(number: int | str = 1) -> UUID:
    """A household's id in the sample village."""
    return household_id(b"k" * 32, village=VILLAGE, number=str(number))


def a_fact(topic: str) -> Fact:
    """A fact of that name with every field filled."""
    fact = _struct(FACTS[topic])
    assert isinstance(fact, Fact)
    return fact


def a_block(kind: type[Struct]) -> Struct:
    """A block of personal data with every field filled."""
    return _struct(kind)


def recorded(household: UUID, version: int, fact: Fact | None = None, command_id: str = "c") -> Recorded:
    """The fact in its envelope; by default that a cadre was assigned."""
    return Recorded(
        originator_id=household,
        originator_version=version,
        timestamp=NOON,
        occurred_at=NOON,
        by="li.na",
        command_id=command_id,
        fact=fact or CadreAssigned(cadre=f"cadre-{version}"),
    )


def a_group(household: UUID, *facts: Fact, after: int = 0, key: str | None = None, **rest: Any) -> AppendGroup:
    """These facts (one by default) after that version, under that command id."""
    entries = tuple(
        recorded(household, after + offset, fact)
        for offset, fact in enumerate(facts or (CadreAssigned(cadre="li.na"),), start=1)
    )
    command = None if key is None else a_command(key)
    return AppendGroup(household=household, expected_version=after, entries=entries, command=command, **rest)


def a_command(key: str, request: bytes = b"r" * 32) -> CommandKey:
    """The key of one of Li Na's commands."""
    return CommandKey(actor="li.na", command_id=key, request_hash=request)


def joins(digest: bytes, member: int = 1) -> tuple[PersonRow, ...]:
    """The row by which a member may be looked up from now on."""
    return (PersonRow(digest=digest, member=member),)


def leaves(digest: bytes, member: int = 1) -> tuple[PersonRow, ...]:
    """The row by which a member is looked up no more."""
    return (PersonRow(digest=digest, member=member, action="remove"),)


def with_private(fact: Fact, **blocks: Any) -> Fact:
    """The fact with personal data by key subject; a member's subject is `m1` here."""
    return replace(fact, private={subject.removeprefix("m"): block for subject, block in blocks.items()})


def _struct(kind: type[Struct]) -> Struct:
    hints = get_type_hints(kind, include_extras=True)
    return kind(**{field.name: _value(hints[field.name]) for field in fields(kind) if field.name != "private"})


def _value(hint: Any) -> Any:
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        bounds = next((note for note in args[1:] if isinstance(note, Number)), None)
        return min(max(_PLAIN[int], bounds.least), bounds.most) if bounds else _value(args[0])
    if origin in (Union, types.UnionType):
        return _value(next(arg for arg in args if arg is not type(None)))
    if origin is tuple:
        return (_value(args[0]),)
    if origin is dict:
        return {"key": _value(args[1])}
    if hint is Any:
        return "any"
    if issubclass(hint, Enum):
        return list(hint)[-1]
    if issubclass(hint, Struct):
        return _struct(hint)
    return _PLAIN[hint]

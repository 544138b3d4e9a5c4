"""The fixed table between stored names and kinds of facts, with the steps from old shapes to new ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

import msgspec
from msgspec import Struct

from casework.domain.fact import ActingOffice, Fact, Moment, RuleText
from casework.domain.facts.catalogue import FACTS

F = TypeVar("F", bound=Fact)

Upcaster = Callable[[dict[str, Any]], dict[str, Any]]
"""A pure step from one stored version of a fact to the next: the fact's JSON object in, the new one out."""


class Body(Struct, Generic[F], frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A stored fact with its envelope, as JSON: recorded at, happened on, by whom, under which command."""

    at: Moment
    on: Moment
    by: str
    cmd: str
    fact: F
    office: ActingOffice | None = None
    under: RuleText | None = None
    sealed: dict[str, bytes] | None = None
    stead: tuple[str, ...] = ()


UPCASTERS: dict[tuple[str, int], Upcaster] = {}
"""Steps by name and version they start from; each has a stored sample among the tests."""


class Topics:
    """
    Which stored names exist, what each decodes to, and under which name a fact is stored.

    A name is `cadre-assigned`, from the second version on `cadre-assigned@2`. One look-up is allow-list, choice of
    decoder and version check: whatever is not in the table is refused, never imported.
    """

    def __init__(self, facts: Mapping[str, type[Fact]], upcasters: Mapping[tuple[str, int], Upcaster]) -> None:
        self._upcasters = upcasters
        self._names = {tag: self._current_name(tag) for tag in facts}
        self._name_of = {kind: self._names[tag] for tag, kind in facts.items()}
        self._decoders: dict[str, msgspec.json.Decoder[Body[Any]]] = {
            self._names[tag]: _decoder(kind) for tag, kind in facts.items()
        }

    def name_of(self, fact: Fact) -> str:
        """The name under which the fact is stored today; KeyError for a kind outside the table."""
        return self._name_of[type(fact)]

    def decode(self, topic: str, state: bytes) -> Body[Any] | None:
        """
        The stored fact in today's shape; None for a name outside the table.

        Raises:
            msgspec.MsgspecError: The bytes do not have the shape that the name promises.
        """
        decoder = self._decoders.get(topic)
        if decoder is not None:
            return decoder.decode(state)
        return self._decode_old(topic, state)

    def _decode_old(self, topic: str, state: bytes) -> Body[Any] | None:
        tag, _, number = topic.partition("@")
        version = int(number) if number.isascii() and number.isdigit() else 1
        if tag not in self._names or topic != _name(tag, version) or (tag, version) not in self._upcasters:
            return None
        raw = msgspec.json.decode(state, type=dict[str, Any])
        while step := self._upcasters.get((tag, version)):
            raw["fact"], version = step(raw["fact"]), version + 1
        return self._decoders[self._names[tag]].decode(msgspec.json.encode(raw))

    def _current_name(self, tag: str) -> str:
        version = 1
        while (tag, version) in self._upcasters:
            version += 1
        return _name(tag, version)


def _decoder(kind: type[Fact]) -> msgspec.json.Decoder[Body[Any]]:
    return msgspec.json.Decoder(Body[kind])  # type: ignore[valid-type]


def _name(tag: str, version: int) -> str:
    return tag if version == 1 else f"{tag}@{version}"


TOPICS = Topics(FACTS, UPCASTERS)
"""The table of this release."""

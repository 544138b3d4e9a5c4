"""What the reading process asks about divisions when there are too many to be told all of them beforehand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from casework.domain.divisions.tree import (
    AmbiguousVillage,
    DividedVillage,
    Division,
    Divisions,
    UnknownVillage,
    Village,
)

_LONGEST = 200


class NamedPlace(Struct, frozen=True, kw_only=True, tag="place"):
    """
    The words of a ledger for a village and what it lies in; with `inside_only` villages that lie elsewhere do not
    matter.
    """

    village: str
    township: str = ""
    county: str = ""
    inside_only: bool = False


class DivisionsAnswer(Struct, frozen=True, kw_only=True):
    """The divisions that the words may mean: entries, what became of those that are no longer there, and former names."""

    entries: tuple[tuple[str, str], ...]
    became: dict[str, tuple[str, ...]]
    former: dict[str, tuple[str, ...]]


class KnownDivisions(Protocol):
    """The divisions of an installation, asked for by what is wanted of them."""

    def whole(self) -> Divisions | None:
        """All of them; None when they are too many to be handed over."""

    def get(self, code: str) -> Division | None:
        """The division with this code."""

    def meant(self, place: NamedPlace) -> Divisions:
        """Every division that the words may mean, with what lies above it."""


class AskedDivisions:
    """The divisions as the reading process knows them: those it has asked for so far."""

    def __init__(self, ask: Callable[[NamedPlace], DivisionsAnswer]) -> None:
        self._ask = ask
        self._known = Divisions(by_code={})

    def resolve_village(
        self, name: str, *, township: str | None = None, county: str | None = None
    ) -> Village | UnknownVillage | AmbiguousVillage | DividedVillage:
        """The village that a ledger means, as `Divisions.resolve_village`; villages elsewhere are asked for last."""
        place = NamedPlace(
            village=name[:_LONGEST], township=(township or "")[:_LONGEST], county=(county or "")[:_LONGEST]
        )
        if place.township or place.county:
            self._learn(replace(place, inside_only=True))
            found = self._known.resolve_village(name, township=township, county=county)
            if isinstance(found, Village):
                return found
        self._learn(place)
        return self._known.resolve_village(name, township=township, county=county)

    def get(self, code: str) -> Division | None:
        """The division, when it was among those that were told last."""
        return self._known.get(code)

    def name(self, code: str) -> str:
        """Its name; the code itself when it is not known."""
        return self._known.name(code)

    def _learn(self, place: NamedPlace) -> None:
        answer = self._ask(place)
        self._known = Divisions.of(answer.entries, answer.became, answer.former)

"""Divisions named in entries by their codes, with their names as screens show them (GY-15a)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from msgspec.structs import replace

from casework.domain.details.details import PLACES, Details
from casework.domain.divisions.codes import full_code
from casework.domain.fact import Fact
from casework.domain.facts.matters.matters import JurisdictionDecided, JurisdictionDisputed

NamesDivision = Callable[[str], str]
"""The name of a division of 12 digits; its code where it is not known."""

_OF_A_VILLAGE: Final = (JurisdictionDisputed, JurisdictionDecided)


def codes_in(facts: Iterable[Fact]) -> set[str]:
    """The divisions, by their 12 digits, whose villages are disputed and in which somebody works, or worked."""
    return {full_code(code) for fact in facts for code in _codes(fact).values()}


def with_names_of_places(fact: Fact, name: NamesDivision) -> Fact:
    """The fact as it reads: behind the name of each division its code."""
    named = {field: _named(code, name) for field, code in _codes(fact).items()}
    if not named:
        return fact
    if isinstance(fact, _OF_A_VILLAGE):
        return replace(fact, **named)
    return replace(fact, details=replace(getattr(fact, "details"), **named))  # noqa: B009  of some kinds of facts


def _codes(fact: Fact) -> dict[str, str]:
    if isinstance(fact, _OF_A_VILLAGE):
        return {"village": fact.village}
    details = getattr(fact, "details", None)
    if not isinstance(details, Details):
        return {}
    said = {field: getattr(details, field, None) for field in PLACES}
    return {field: code for field, code in said.items() if isinstance(code, str) and code.isdigit()}


def _named(code: str, name: NamesDivision) -> str:
    found = name(full_code(code))
    return code if found == full_code(code) else f"{found}（{code}）"

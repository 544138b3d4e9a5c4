"""Facts about the tree of administrative divisions (GB/T 2260 and the 12-digit statistical codes)."""

from __future__ import annotations

from msgspec import Struct

from casework.domain.facts.fact import Fact


class DivisionEntry(Struct, frozen=True, kw_only=True):
    """A division as a table names it: its code padded to 12 digits, and its name."""

    code: str
    name: str


class DivisionsLoaded(Fact, frozen=True, kw_only=True, tag="divisions-loaded"):
    """Divisions below one county-level code became known or were renamed."""

    county: str
    divisions: tuple[DivisionEntry, ...]

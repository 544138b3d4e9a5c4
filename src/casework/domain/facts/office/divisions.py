"""Facts about the tree of administrative divisions (GB/T 2260 and the 12-digit statistical codes)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from msgspec import Struct

from casework.domain.codes.offices import ChangeKind
from casework.domain.fact import Fact
from casework.domain.labels import Label


class DivisionEntry(Struct, frozen=True, kw_only=True):
    """A division as a table names it: its code padded to 12 digits, and its name."""

    code: str
    name: str


class DivisionsLoaded(Fact, frozen=True, kw_only=True, tag="divisions-loaded"):
    """Divisions below one county-level code became known or were renamed."""

    label: ClassVar = Label("载入区划", "divisions loaded")
    sentence: ClassVar = Label(
        "载入区划{divisions:count}个（{county}）", "{divisions:count} divisions loaded ({county})"
    )

    county: str
    divisions: tuple[DivisionEntry, ...]


class ListedFor(Struct, frozen=True, kw_only=True):
    """The households, by ledger number, that a split assigns to another village than the main successor."""

    village: str
    numbers: tuple[str, ...]


class DivisionChange(Struct, frozen=True, kw_only=True):
    """
    What becomes of some divisions: those with these `codes` end, unless they stand among `into` again.

    The first of `into` is the main successor. Only a split has households listed for another one.
    """

    kind: ChangeKind
    codes: tuple[str, ...]
    into: tuple[DivisionEntry, ...]
    listed: tuple[ListedFor, ...] = ()


class DivisionsChanged(Fact, frozen=True, kw_only=True, tag="divisions-changed"):
    """Divisions were merged, split, renamed or moved; from the day on they stand as said here (ADR 0019)."""

    label: ClassVar = Label("区划变更", "divisions changed")
    sentence: ClassVar = Label(
        "区划变更{changes:count}项，自{effective_on}起", "{changes:count} changes of divisions from {effective_on}"
    )

    effective_on: date
    changes: tuple[DivisionChange, ...]

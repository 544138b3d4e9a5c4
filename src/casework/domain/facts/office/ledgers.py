"""Facts about the ledger of a division itself: opened, confirmed by the quarter, closed (GY-2b, ADR 0034)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from msgspec import Struct

from casework.domain.fact import Fact
from casework.domain.labels import Label


class LedgerOpened(Fact, frozen=True, kw_only=True, tag="ledger-opened"):
    """The ledger of a village or township is kept from now on: what is asked of the division runs. A code of 12 digits."""

    label: ClassVar = Label("建立台账", "ledger opened")
    sentence: ClassVar = Label("建立台账：{division}", "Ledger of {division} opened")
    also_outside: ClassVar = True
    of_a_ledger: ClassVar = True
    fixed_fields: ClassVar = frozenset({"division"})
    what_if_shortcut: ClassVar = True

    division: str


class LedgerClosed(Fact, frozen=True, kw_only=True, tag="ledger-closed"):
    """The division is no more: nothing is asked of it from the day on; its households went to a successor (ADR 0019)."""

    label: ClassVar = Label("台账终止", "ledger closed")
    sentence: ClassVar = Label("台账自{effective_on}起终止", "Ledger closed from {effective_on} on")
    also_outside: ClassVar = True
    of_a_ledger: ClassVar = True
    what_if_shortcut: ClassVar = True

    effective_on: date


class ConfirmedLine(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One household of the ledger, by its id: something changed in the quarter, or nothing did."""

    household: UUID
    changed: bool = False


class QuarterConfirmed(Fact, frozen=True, kw_only=True, tag="quarter-confirmed"):
    """
    Households of the ledger were gone through for a quarter, line by line; also those in which nothing changed (GY-2b).

    `quarter` is written 2026Q3. `waiting` are the households of the ledger that nobody has confirmed yet; with none the
    quarter is `complete`.
    """

    label: ClassVar = Label("按季确认", "quarter confirmed")
    sentence: ClassVar = Label(
        "{quarter}台账确认：有变化{changed}户，无变化{unchanged}户，尚未确认{waiting}户",
        "Ledger confirmed for {quarter}: {changed} households changed, {unchanged} unchanged, {waiting} not yet confirmed",
    )
    also_outside: ClassVar = True
    of_a_ledger: ClassVar = True
    fixed_fields: ClassVar = frozenset({"quarter", "lines", "changed", "unchanged", "waiting", "complete"})
    what_if_shortcut: ClassVar = True

    quarter: str
    lines: tuple[ConfirmedLine, ...] = ()
    changed: int = 0
    unchanged: int = 0
    waiting: int = 0
    complete: bool = False

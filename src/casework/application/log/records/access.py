"""The table of access records as both databases keep it: rows are added, and removed when their time is over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

import msgspec
from msgspec import Struct

from casework.domain.access.records import AccessRecord
from casework.domain.codes.rights import AccessRetention

COLUMNS = (
    "at", "kind", "what", "account", "office", "channel", "outcome", "household", "region", "why", "position",
    "retention", "keep_until",
)  # fmt: skip
"""The columns of the table, in order, behind its number."""

STATED = COLUMNS[:-2]
"""The columns that tell of the access; how long it is kept follows from them."""


class AccessWanted(Struct, frozen=True, kw_only=True):
    """Which access records are asked for; None: whichever. `until` is the first moment that is not asked for any more."""

    accounts: tuple[str, ...] | None = None
    household: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None

    def conditions(self) -> list[tuple[str, Sequence[object]]]:
        """What is asked, as conditions with a `?` for each of their values."""
        found: list[tuple[str, Sequence[object]]] = []
        if self.accounts is not None:
            found.append((f"account IN ({', '.join('?' * len(self.accounts))})", self.accounts))
        for condition, value in (("household = ?", self.household), ("at >= ?", self.since), ("at < ?", self.until)):
            if value is not None:
                found.append((condition, (value,)))
        return found


class AccessTable(Protocol):
    """The access records of one database."""

    def insert(self, record: AccessRecord) -> None:
        """Add a record, by itself. Raises AccessUnrecordedError."""

    def select(self, wanted: AccessWanted) -> list[AccessRecord]:
        """The records asked for, in the order in which they were made."""

    def of_class(
        self, retention: AccessRetention, before: datetime, *, after: int, limit: int
    ) -> list[tuple[int, AccessRecord]]:
        """So many records of a class that were made before a moment, from behind a number on, each with its number."""

    def purge(self, retention: AccessRetention, before: datetime) -> int:
        """Remove the records of a class that are older; the database refuses those that have to be kept."""


def values_of(record: AccessRecord) -> tuple[Any, ...]:
    """The record as the columns hold it."""
    return (
        record.at, str(record.kind), record.what, record.account, record.office, str(record.channel), str(record.outcome),
        record.household, record.region, record.why, record.position, str(record.retention), record.keep_until,
    )  # fmt: skip


def record_of(row: Sequence[Any]) -> AccessRecord:
    """The record that stands in the columns of `STATED`."""
    return msgspec.convert(dict(zip(STATED, row, strict=True)), AccessRecord)

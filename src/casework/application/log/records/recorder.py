"""What the log asks of a database, whichever it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Protocol, TypeVar
from uuid import UUID

from eventsourcing.persistence import StoredEvent

from casework.application.log.records.access import AccessTable
from casework.application.log.records.admission import Prepared, Refusal
from casework.application.log.records.groups import Appended, ErasedKey, KeyRow, StoredAnswer

T = TypeVar("T")

Row = tuple[int, StoredEvent]
"""A stored fact with its position."""

Run = Callable[[str, Sequence[object]], list[tuple[Any, ...]]]
"""
Runs one statement that both databases understand, and answers its rows.

It names its tables in the schema `main` and its values by question marks, of which there are no others.
"""


class LogRecorder(Protocol):
    """The rows of facts and of what stands beside them."""

    @property
    def access(self) -> AccessTable:
        """The access records beside the facts."""

    def insert_groups(self, prepared: Sequence[Prepared], *, together: bool = False) -> dict[UUID, Appended | Refusal]:
        """
        Write every group that may be written, in one transaction, and say why the others may not.

        `together`: none is written unless all are.
        """

    def select_page(self, after: int, limit: int) -> list[Row]:
        """The next stored facts by position."""

    def select_streams(self, households: Sequence[UUID]) -> list[Row]:
        """All facts of these households, by household and version."""

    def select_range(self, after: tuple[UUID, int], highest: UUID, until: int, limit: int) -> list[Row]:
        """The next facts by household and version, up to that id and that position."""

    def select_head(self, streams: Sequence[UUID]) -> tuple[list[int], bytes | None]:
        """The versions that these streams have reached (0: none yet), and the body of the newest fact of the log."""

    def last_position(self) -> int:
        """The highest position stored; 0 in an empty log."""

    def find_answer(self, actor: str, command_id: str) -> StoredAnswer | None:
        """What the command came to, if it was carried out."""

    def final_answer(self, actor: str, command_id: str) -> StoredAnswer | None:
        """The same, when the transaction that holds the command's key is over."""

    def select_people(self, digests: Sequence[bytes]) -> dict[bytes, tuple[UUID, int]]:
        """Household and member of each person that is known."""

    def select_index(self, kind: str, digest: bytes) -> list[tuple[UUID, int]]:
        """Household and member of everybody found by the digest, in order."""

    def select_indexed(self, kind: str, digests: Sequence[bytes]) -> dict[bytes, tuple[UUID, int]]:
        """Household and member of somebody found by each of the digests; of several the last in order."""

    def select_look_ups(self, kind: str) -> dict[bytes, UUID]:
        """Every digest of a kind, with its household; for kinds of which few households have one."""

    def select_keys(self, households: Sequence[UUID]) -> list[KeyRow]:
        """The data keys of these households, wrapped."""

    def beside(self, work: Callable[[Run], T], *, writes: bool) -> T:
        """Do some work on the tables that stand beside the log, in one transaction; one attempt."""

    def select_same_keys(self, key_id: bytes) -> list[tuple[UUID, str]]:
        """Every household and subject that has the data key of this id."""

    def select_erasures(self) -> list[ErasedKey]:
        """Every data key that was destroyed."""

    def scrub(self) -> None:
        """What was deleted leaves the database's files, as far as that can be done while others use them."""

    def now(self) -> datetime:
        """The database's clock, in UTC."""

    def lost_contact(self, error: Exception) -> bool:
        """Whether the error leaves open what became of the write, or lasts a moment only."""


class TailRecorder(LogRecorder, Protocol):
    """A database where facts may become visible out of the order of their positions."""

    def writers(self) -> frozenset[str]:
        """The transactions that have written to the facts and are not over."""

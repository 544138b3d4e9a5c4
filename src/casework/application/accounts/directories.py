"""The directory of accounts as the log has it: one stream, read once and then only what was added (ADR 0037)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from threading import Lock
from uuid import UUID

from msgspec.structs import replace

from casework.application.log.records.household_ids import reference_id
from casework.application.log.store import Log
from casework.domain.accounts.directory import Directory
from casework.domain.accounts.evolution import directory_after
from casework.domain.accounts.named_holders import NamedHolders
from casework.domain.fact import Recorded
from casework.domain.rules.rule_book import RuleBook


class Directories:
    """The directory of one installation, kept in memory with its version. Safe in several threads."""

    def __init__(self, log: Log, ids: bytes) -> None:
        self._log = log
        self.stream: UUID = reference_id(ids, kind="accounts", name="directory")
        self._known = Directory()
        self._is_read = False
        self._holders = NamedHolders(directory=self._known)
        self._lock = Lock()

    @property
    def latest(self) -> Directory:
        """The directory as it was last read: for what follows from one that was read just before."""
        return self._known

    def asked_before(self) -> Directory:
        """The directory as whoever asks here was let in by it; read now where it never was. Raises as `current` does."""
        return self._known if self._is_read else self.current()

    @property
    def holders(self) -> NamedHolders | None:
        """Who holds which office by name, as the directory was last read; None while nobody has an account."""
        return self._holders if self._known.kept else None

    def current(self) -> Directory:
        """
        The directory at the end of the log.

        Raises:
            UnreadableFactError: One of its entries cannot be read: nobody acts while it is not known whole.
        """
        with self._lock:
            (version,) = self._log.head([self.stream]).versions
            if version > self._known.version:
                added = self._log.entries_after(self.stream, self._known.version)
                self._known = directory_after(self._known, added)
                self._holders = NamedHolders(directory=self._known)
            self._is_read = True
            return self._known

    def holders_until(self, position: int | None) -> NamedHolders | None:
        """The holders by what stands up to a position of the log, None for all of it; raises as `current` does."""
        if not self.current().kept:
            return None
        return self.holders if position is None else self.holders_over_time().at(position)

    def beside(self, book: RuleBook, *, until: int | None = None) -> RuleBook:
        """The rules with who stands in for whom, by what stands up to a position; raises as `current` does."""
        holders = self.holders_until(until)
        return book if holders is None else replace(book, holders=holders)

    def holders_over_time(self) -> HoldersOverTime:
        """Who held which office as the log had it at each of its positions; raises as `current` does."""
        return HoldersOverTime(self._log.stream(self.stream))


class HoldersOverTime:
    """The holders of offices as they were known along the log: folded as far as they are asked for, each version once."""

    def __init__(self, entries: Sequence[tuple[int, Recorded]]) -> None:
        self._entries = entries
        self._positions = [position for position, _ in entries]
        self._known = {0: NamedHolders(directory=Directory())}

    def at(self, position: int) -> NamedHolders | None:
        """The holders by what stands up to a position of the log; None while nobody had an account."""
        count = bisect_right(self._positions, position)
        if count not in self._known:
            start = max(known for known in self._known if known < count)
            added = [entry for _, entry in self._entries[start:count]]
            directory = directory_after(self._known[start].directory, added)
            self._known[count] = NamedHolders(directory=directory)
        return self._known[count] if count else None

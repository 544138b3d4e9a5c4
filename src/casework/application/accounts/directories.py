"""The directory of accounts as the log has it: one stream, read once and then only what was added (ADR 0037)."""

from __future__ import annotations

from threading import Lock
from uuid import UUID

from casework.application.log.records.household_ids import reference_id
from casework.application.log.store import Log
from casework.domain.accounts.directory import Directory
from casework.domain.accounts.evolution import directory_after


class Directories:
    """The directory of one installation, kept in memory with its version. Safe in several threads."""

    def __init__(self, log: Log, ids: bytes) -> None:
        self._log = log
        self.stream: UUID = reference_id(ids, kind="accounts", name="directory")
        self._known = Directory()
        self._lock = Lock()

    @property
    def latest(self) -> Directory:
        """The directory as it was last read: for what follows from one that was read just before."""
        return self._known

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
            return self._known

"""Facts about one import of ledgers: who brought it in, under which day, and what became of it."""

from __future__ import annotations

from datetime import date

from casework.domain.fact import Fact


class ImportStarted(Fact, frozen=True, kw_only=True, tag="import-started"):
    """An account began to import ledgers; every fact of the import is signed `import:<batch>`."""

    batch: str
    account: str
    as_of: date
    files: int


class ImportFinished(Fact, frozen=True, kw_only=True, tag="import-finished"):
    """The import went through to its end, with these counts."""

    batch: str
    households: int
    persons: int
    refused: int


class ImportWithdrawn(Fact, frozen=True, kw_only=True, tag="import-withdrawn"):
    """An account took the import back by corrections."""

    batch: str
    account: str
    entries: int

"""What an import came to: counts, refused rows and warnings (the contract of `import --json`)."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct, field

from casework.application.ledgers.persons.ledger import RowProblem
from casework.application.ledgers.understanding.questions import Question, SheetAccount
from casework.application.recognition.member_outcomes import MemberOutcome
from casework.application.recognition.moved_duties import MovedHousehold
from casework.domain.labels import Label


class RefusedFile(Struct, frozen=True, kw_only=True):
    """A file that was left out as a whole while the others were taken in, and why."""

    path: Path
    code: str
    message: Label


class ImportResult(Struct, kw_only=True):
    """
    The counts of one import, growing while it runs.

    `rows` = `persons` + refused; households with an accepted person = registered + updated + unchanged; `detected`
    are those newly detected by this import, `withheld` those that wait for an answer before anything is concluded;
    `moved` are those of which the ledger says something of an earlier day that moves what was due.
    `on_roster` are the members of working age whom a list from elsewhere names. `questions` are open, `outcomes` are everybody who leaves, ends or changes, `tables` say what each table was taken
    for. `batch` is None on a dry run. `refused_files` were left out as a whole.
    """

    batch: str | None
    files: int = 0
    rows: int = 0
    persons: int = 0
    households: int = 0
    registered: int = 0
    updated: int = 0
    unchanged: int = 0
    detected: int = 0
    withheld: int = 0
    refused: list[RowProblem] = field(default_factory=list)
    warnings: list[RowProblem] = field(default_factory=list)
    unknown_columns: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    outcomes: list[MemberOutcome] = field(default_factory=list)
    on_roster: int = 0
    moved: list[MovedHousehold] = field(default_factory=list)
    tables: list[SheetAccount] = field(default_factory=list)
    refused_files: list[RefusedFile] = field(default_factory=list)

    @property
    def took_nothing(self) -> bool:
        """Whether no row was taken in."""
        return self.persons == 0

"""What an import came to: counts, refused rows and warnings (the contract of `import --json`)."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct, field

from casework.application.ledgers.persons.ledger import FileSummary, RowProblem
from casework.application.ledgers.understanding.questions import Question, SheetAccount
from casework.application.recognition.member_outcomes import MemberOutcome
from casework.application.recognition.moved_duties import MovedHousehold
from casework.application.recognition.plans import Plan
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

    def note(self, problem: RowProblem) -> None:
        """Keep a refused row, or a warning."""
        (self.refused if problem.refused else self.warnings).append(problem)

    def add_file(self, summary: FileSummary) -> None:
        """Count a file that was read to its end."""
        self.files += 1
        self.rows += summary.rows
        self.unknown_columns += [c for c in summary.unknown_columns if c not in self.unknown_columns]

    def add_plan(self, plan: Plan) -> None:
        """Count what a listed household came to, once nothing of it is left to append."""
        for problem in plan.problems:
            self.note(problem)
        self.questions += plan.questions
        self.outcomes += plan.outcomes
        self.moved += [plan.moved] if plan.moved else []
        if not plan.accepted:
            return
        self.households += 1
        self.detected += plan.detects
        self.withheld += plan.withheld
        if plan.new:
            self.registered += 1
        elif plan.updates:
            self.updated += 1
        else:
            self.unchanged += 1

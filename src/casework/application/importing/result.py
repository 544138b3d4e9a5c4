"""What an import came to: counts, refused rows and warnings (the contract of `import --json`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

from msgspec import Struct, field

from casework.application.importing.stored_households import Stored
from casework.application.ledgers.persons.ledger import RowProblem
from casework.application.ledgers.understanding.questions import Question, SheetAccount
from casework.domain.codes.code import Code
from casework.domain.columns import ListRow, column
from casework.domain.fact import Fact
from casework.domain.facts.households import MembersUpdated
from casework.domain.facts.work import EmploymentEnded
from casework.domain.labels import Label
from casework.domain.persons import mask_name


class RefusedFile(Struct, frozen=True, kw_only=True):
    """A file that was left out as a whole while the others were taken in, and why."""

    path: Path
    code: str
    message: Label


class Outcome(Code):
    """What becomes of a member by an import, beside what is said of him."""

    LEFT = "left", "不再在册"
    JOB_ENDED = "job-ended", "离岗"
    NEW_HEAD = "new-head", "成为户主"
    ID_CHANGED = "id-changed", "证件号码变更"


class MemberOutcome(ListRow, frozen=True, kw_only=True):
    """Who leaves, ends or changes: by household and number, the name as lists show it."""

    title = Label("离户、离岗和变更 {} 人次", "{} leave, end or change")
    on_screen = ("village", "household", "member", "name", "outcome")

    village: Annotated[str, column("村", "village")]
    household: Annotated[str, column("户", "household")]
    member: Annotated[int, column("成员", "member")]
    name: Annotated[str, column("姓名", "name")]
    outcome: Annotated[Outcome, column("结果", "outcome")]


class ImportResult(Struct, kw_only=True):
    """
    The counts of one import, growing while it runs.

    `rows` = `persons` + refused; households with an accepted person = registered + updated + unchanged; `detected`
    are those newly detected by this import, `withheld` those that wait for an answer before anything is concluded.
    `questions` are open, `outcomes` are everybody who leaves, ends or changes, `tables` say what each table was taken
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
    tables: list[SheetAccount] = field(default_factory=list)
    refused_files: list[RefusedFile] = field(default_factory=list)

    @property
    def took_nothing(self) -> bool:
        """Whether no row was taken in."""
        return self.persons == 0


def outcomes_of(stored: Stored, facts: Sequence[Fact]) -> Iterator[MemberOutcome]:
    """Who leaves, ends or changes by these facts of one household."""
    for fact in facts:
        happened: list[tuple[int, Outcome]] = []
        if isinstance(fact, MembersUpdated):
            happened += [(number, Outcome.LEFT) for number in fact.left]
            for change in fact.changed:
                if "is_head" in change.fields and change.member.is_head:
                    happened.append((change.member.number, Outcome.NEW_HEAD))
                if "resident_id" in change.fields and stored.known.now[change.member.number].resident_id:
                    happened.append((change.member.number, Outcome.ID_CHANGED))
        elif isinstance(fact, EmploymentEnded):
            happened.append((fact.member, Outcome.JOB_ENDED))
        for number, outcome in happened:
            yield MemberOutcome(
                village=stored.household.village,
                household=stored.household.number,
                member=number,
                name=mask_name(stored.known.now[number].name) if number in stored.known.now else "",
                outcome=outcome,
            )

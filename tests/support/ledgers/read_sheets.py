"""
Small sheets written as rows and read like a file that a village sent, in this process; and what the rules make of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import openpyxl
from msgspec.structs import replace

from casework.application.ledgers.files.limits import ReadingLimits
from casework.application.ledgers.persons.households import HouseholdBuilder
from casework.application.ledgers.persons.ledger import FileSummary, LedgerHousehold, LedgerPerson, RowProblem
from casework.application.ledgers.process.ledger_rows import Understanding, read_rows
from casework.application.ledgers.sheets.raw import Cell
from casework.application.ledgers.understanding.office_words import OfficeWords
from casework.application.ledgers.understanding.questions import Question, SheetAccount
from casework.domain.codes.sources import Source
from casework.domain.decisions.registration import SourceStatement, StatedMember, register
from casework.domain.divisions.tree import Divisions
from casework.domain.facts.households import Detected
from casework.domain.household.context import DecisionContext
from casework.domain.household.state import Household
from casework.domain.members import Member
from tests.support.households.stories import RULES

ASSESSED_ON = date(2026, 3, 16)
RIVER, LAKE = "990121200201", "990121200202"
DIVISIONS = Divisions.of(
    [
        ("990121", "青禾县"),
        ("990121200", "柳河镇"),
        (RIVER, "河湾村村民委员会"),
        (LAKE, "湖口社区居委会"),
    ]
)
Rows = Sequence[Sequence[Cell]]
_NOON = datetime(2026, 3, 16, 12, tzinfo=ZoneInfo("Asia/Shanghai"))


class ReadSheet:
    """What was understood of a file: households by number, problems, questions and what the tables were taken for."""

    def __init__(
        self, path: Path, taught: Mapping[tuple[str, str], str] | None = None, *, village: str | None = RIVER
    ) -> None:
        """Read the file with what the office has taught."""
        office = OfficeWords(("", of, text, said) for (of, text), said in (taught or {}).items())
        builder = HouseholdBuilder(
            file=path.name, assessed_on=ASSESSED_ON, divisions=DIVISIONS, village=village, office=office
        )
        by = Understanding(ASSESSED_ON, office)
        items = [*read_rows(path, builder, ReadingLimits(), {}, by), *builder.finish()]
        self.problems = [item for item in items if isinstance(item, RowProblem)]
        self.questions = [item for item in items if isinstance(item, Question)]
        self.tables = [item for item in items if isinstance(item, SheetAccount)]
        self.households = {h.number or "": h for h in items if isinstance(h, LedgerHousehold)}
        self.summary = next(item for item in items if isinstance(item, FileSummary))

    @property
    def persons(self) -> dict[str, LedgerPerson]:
        """All accepted persons by name."""
        return {person.private.name: person for h in self.households.values() for person in h.persons}

    @property
    def blocked(self) -> list[str]:
        """The keys of the questions for which tables wait."""
        return [question.text for question in self.questions if question.blocks]

    @property
    def codes(self) -> set[str]:
        """The codes of all refusals and warnings but that of a missing id."""
        return {problem.code for problem in self.problems} - {"id-blank"}

    @property
    def refused(self) -> list[tuple[int, str]]:
        """Row and code of every refusal."""
        return [(problem.row, problem.code) for problem in self.problems if problem.refused]

    def detected(self) -> list[str]:
        """The numbers of the households that the rules detect, were they new."""
        return sorted(number for number, listed in self.households.items() if is_detected(listed))


def is_detected(listed: LedgerHousehold) -> bool:
    """Whether the household, new, is found to be at risk on the day of the import."""
    stated = tuple(
        StatedMember(member=_numbered(person, number), private=person.private)
        for number, person in enumerate(listed.persons, start=1)
    )
    statement = SourceStatement(
        source=Source.LEDGER,
        effective_on=ASSESSED_ON,
        assessed_on=ASSESSED_ON,
        stated=stated,
        values=listed.values,
        withhold_detection=any(person.employed for person in listed.refused),
    )
    context = DecisionContext(by="import:b1", occurred_at=_NOON, now=_NOON, rules=RULES)
    facts = register(Household(id=UUID(int=1)), context, village=RIVER, number="1", statement=statement)
    return any(isinstance(fact, Detected) for fact in facts)


def _numbered(person: LedgerPerson, number: int) -> Member:
    return replace(person.member, number=number)


def a_workbook(path: Path, *sheets: Rows, merged: Sequence[str] = (), hidden_columns: Sequence[str] = ()) -> Path:
    """The rows as sheets of a workbook; `merged` and `hidden_columns` are of the first one."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets, start=1):
        sheet = book.create_sheet(f"表{number}")
        for row in rows:
            sheet.append(list(row))
    for span in merged:
        book.worksheets[0].merge_cells(span)
    for column in hidden_columns:
        book.worksheets[0].column_dimensions[column].hidden = True
    book.save(path)
    return path


def read(
    tmp_path: Path, rows: Rows, *, merged: Sequence[str] = (), taught: Mapping[tuple[str, str], str] | None = None
) -> ReadSheet:
    """One sheet of these rows, read with what the office has taught."""
    return ReadSheet(a_workbook(tmp_path / "台账.xlsx", rows, merged=merged), taught)

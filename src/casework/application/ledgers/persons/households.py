"""A ledger's rows grouped into households, in order of first appearance."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from casework.application.ledgers.persons.household_draft import HouseholdDraft
from casework.application.ledgers.persons.ledger import (
    FileSummary,
    LedgerHousehold,
    RefusedPerson,
    RowProblem,
    UnplacedPersons,
)
from casework.application.ledgers.persons.open_words import OpenWords
from casework.application.ledgers.persons.persons import PersonRow, read_person
from casework.application.ledgers.persons.problems import Remark, problem
from casework.application.ledgers.persons.row_kinds import is_person
from casework.application.ledgers.persons.row_villages import KnownVillages, RowVillages
from casework.application.ledgers.sheets.raw import Column, RawRow, RawSheet
from casework.application.ledgers.understanding.cells import digits_lost, number_text
from casework.application.ledgers.understanding.office_words import OfficeWords
from casework.application.ledgers.understanding.questions import Question
from casework.domain.labels import Label
from casework.domain.persons import one_persons_document
from casework.domain.text_values import one_form

NO_HOUSEHOLD = Remark("missing-household", Column.HOUSEHOLD_NUMBER)
NO_ID_OF_HEAD = Remark(
    "missing-household",
    Column.RESIDENT_ID,
    Label(
        zh="户主没有证件号码，表中又没有户编号，无法确定是哪一户：请填写户编号，或补充户主的证件号码",
        en="The head has no id and the table no household numbers: write the household's number, or the head's id",
    ),
)
_PLACES: Final = frozenset({Column.REGISTERED_PLACE, Column.RESIDENCE})
_AS_ABOVE: Final = re.compile(r"[\W_]+|[\W_]*[同上如][上前同][^\d一二三四五六七八九十]{0,4}")
"""No number of a household, but a mark or a word for the one above."""


class HouseholdBuilder:
    """
    Takes the sheets and rows of one file in order and ends with its households.

    The household is (village, number), or (village, head's id) where a sheet has no number column; its rows may
    stand apart and on several sheets. A refused row below which the household is unknown refuses the rows that
    lean on it, so that nobody is put into the family above.
    """

    def __init__(
        self,
        *,
        file: str,
        assessed_on: date,
        divisions: KnownVillages,
        village: str | None,
        office: OfficeWords | None = None,
    ) -> None:
        """`assessed_on`: the day on which the file is judged; `village`: the code for sheets that name none, or None."""
        self._file = file
        self._assessed_on = assessed_on
        self._villages = RowVillages(divisions, village)
        self._office = office or OfficeWords()
        self._open = OpenWords()
        self._drafts: dict[tuple[str, Column, str], HouseholdDraft] = {}
        self._items: list[HouseholdDraft | RowProblem] = []
        self._seen_ids: set[str] = set()
        self._unplaced: list[RefusedPerson] = []
        self._rows = 0
        self._once_said: set[Remark] = set()
        self._unknown_columns: dict[str, None] = {}
        self._sheet = RawSheet(file=file, sheet="", headers={})
        self._above: HouseholdDraft | Remark = NO_HOUSEHOLD

    def sheet(self, sheet: RawSheet) -> None:
        """A sheet with a header begins; no row of it leans on a household of another sheet."""
        self._sheet = sheet
        self._above = NO_HOUSEHOLD
        self._unknown_columns |= dict.fromkeys(sheet.unknown_headers)

    def row(self, row: RawRow) -> None:
        """One row of the sheet, in order; subtotals, foot lines and empty numbered rows are no persons."""
        if not is_person(row):
            return
        self._rows += 1
        read = read_person(
            row,
            self._sheet,
            assessed_on=self._assessed_on,
            words=self._office.words(self.village_of(row, self._sheet) if self._office else None),
            home=() if _PLACES.isdisjoint(self._sheet.headers) else self._home_of(row),
        )
        self._above = self._household(row, read)
        if isinstance(self._above, Remark):
            starts = read.refusals if self._starts_by_id(read) else ()
            others = tuple(each for each in read.refusals if each not in starts)
            self._refuse(row, (*starts, *others) if starts else (self._above, *others))
            self._unplaced.append(read.as_refused())
            return
        for remark in self._above.fill(row, read, self._sheet):
            self._note(row, remark, refused=False)
        duplicate = self._duplicate(read, self._above) if not read.refusals else None
        if read.refusals or duplicate:
            self._refuse(row, (*read.refusals, *([duplicate] if duplicate else [])))
            self._above.refused.append(read.as_refused())
            return
        for warning in read.warnings:
            self._note(row, warning, refused=False)
        for column, word in read.open_words:
            self._open.ask(self._sheet, row, column, word)
        self._above.persons.append(read.person)

    def _home_of(self, row: RawRow) -> tuple[tuple[str, str], ...]:
        village = self._villages.of(row, self._sheet)
        return () if isinstance(village, Remark) else village.chain

    def village_of(self, row: RawRow, sheet: RawSheet) -> str | None:
        """The code of the village that a row stands for, None when that cannot be told."""
        village = self._villages.of(row, sheet)
        return None if isinstance(village, Remark) else village.code

    def finish(self) -> Iterator[LedgerHousehold | RowProblem | UnplacedPersons | Question | FileSummary]:
        """After the last sheet: strays, problems and households in order of first appearance, then the summary."""
        if self._unplaced:
            yield UnplacedPersons(persons=tuple(self._unplaced))
        for item in self._items:
            yield item if isinstance(item, RowProblem) else item.household()
        yield from self._open.questions()
        yield FileSummary(file=self._file, rows=self._rows, unknown_columns=tuple(self._unknown_columns))

    def _household(self, row: RawRow, read: PersonRow) -> HouseholdDraft | Remark:
        if Column.HOUSEHOLD_NUMBER not in self._sheet.headers:
            return self._by_head(row, read)
        cell = row.cells.get(Column.HOUSEHOLD_NUMBER)
        if digits_lost(cell):
            return Remark("id-digits-lost", Column.HOUSEHOLD_NUMBER)
        number = number_text(cell)
        if not number or (not (number.isascii() and number.isalnum()) and _AS_ABOVE.fullmatch(number)):
            return self._leaning(read)
        above = self._above
        if Column.VILLAGE not in row.cells and isinstance(above, HouseholdDraft) and above.means(number):
            return above
        return self._draft(row, Column.HOUSEHOLD_NUMBER, number)

    def _by_head(self, row: RawRow, read: PersonRow) -> HouseholdDraft | Remark:
        if not read.person.member.is_head:
            return self._leaning(read)
        if not read.has_id:
            return NO_HOUSEHOLD if read.refusals else NO_ID_OF_HEAD
        return self._draft(row, Column.RESIDENT_ID, read.person.private.resident_id)

    def _leaning(self, read: PersonRow) -> HouseholdDraft | Remark:
        """The household above, unless the row shows that another one begins whose number is missing."""
        above = self._above
        if isinstance(above, HouseholdDraft):
            second_head = read.person.member.is_head and above.has_head
            if second_head or (read.head_name and read.head_name != above.head_name):
                return NO_HOUSEHOLD
        elif read.person.member.is_head or read.head_name:
            return NO_HOUSEHOLD
        return above

    def _draft(self, row: RawRow, kind: Column, value: str) -> HouseholdDraft | Remark:
        village = self._villages.of(row, self._sheet)
        if isinstance(village, Remark):
            return self._said_once(village)
        key = (village.code, kind, one_form(value))
        if key not in self._drafts:
            if village.warning:
                self._note(row, village.warning, refused=False)
            self._drafts[key] = HouseholdDraft(
                village.code,
                number=value if kind is Column.HOUSEHOLD_NUMBER else None,
                head_resident_id=value if kind is Column.RESIDENT_ID else None,
            )
            self._items.append(self._drafts[key])
        return self._drafts[key]

    def _said_once(self, remark: Remark) -> Remark:
        """A sentence about the whole table stands beside its first row; those below refer to it."""
        if remark.message is None or Column.VILLAGE in self._sheet.headers:
            return remark
        if remark in self._once_said:
            return Remark("village-as-above", remark.column)
        self._once_said.add(remark)
        return remark

    def _starts_by_id(self, read: PersonRow) -> bool:
        """Whether the row is a head whose id should have been the household's key: then the id's fault is the reason."""
        return Column.HOUSEHOLD_NUMBER not in self._sheet.headers and read.person.member.is_head

    def _duplicate(self, read: PersonRow, household: HouseholdDraft) -> Remark | None:
        private = read.person.private
        number = one_persons_document(private.resident_id, private.name)
        if number in self._seen_ids:
            return Remark("duplicate-person", Column.RESIDENT_ID)
        if household.met_before(read.person):
            return Remark("duplicate-person", Column.NAME)
        if number:
            self._seen_ids.add(number)
        return None

    def _refuse(self, row: RawRow, remarks: Sequence[Remark]) -> None:
        self._items.append(problem(self._sheet, row, remarks[0], refused=True, more=remarks[1:]))

    def _note(self, row: RawRow, remark: Remark, *, refused: bool) -> None:
        self._items.append(problem(self._sheet, row, remark, refused=refused))

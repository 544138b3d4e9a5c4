"""A household while its rows are still coming in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache

from casework.application.ledgers.persons.ledger import LedgerHousehold, LedgerPerson, RefusedPerson
from casework.application.ledgers.persons.particulars.income import yearly_amount
from casework.application.ledgers.persons.persons import PersonRow
from casework.application.ledgers.persons.problems import Remark
from casework.application.ledgers.sheets.raw import Cell, Column, RawRow, RawSheet
from casework.application.ledgers.understanding.cells import compact, number_text, text_of
from casework.application.ledgers.understanding.words import NO, RELOCATED, understood_category
from casework.domain.codes.people import Capacity, Employment, HouseholdCategory
from casework.domain.members import HouseholdPrivate, HouseholdValues, PersonPrivate
from casework.domain.text_values import one_form


class HouseholdDraft:
    """The household's rows so far; each of its values comes from the first row that fills it."""

    def __init__(self, village: str, *, number: str | None, head_resident_id: str | None) -> None:
        """No row yet; one of `number` and `head_resident_id` is the key beside the village's code."""
        self.village = village
        self.number = number
        self.head_resident_id = head_resident_id
        self.head_name = ""
        self.has_head = False
        self.persons: list[LedgerPerson] = []
        self.refused: list[RefusedPerson] = []
        self._cells: dict[Column, str] = {}
        self._sheets: list[RawSheet] = []
        self._named: dict[str, list[tuple[PersonPrivate, date | None]]] = {}
        self._relative_works = False
        self._income: tuple[int | None, Decimal | None] = (None, None)

    def means(self, number: str) -> bool:
        """Whether this is the household of a number, however it is written."""
        return self.number is not None and (self.number == number or one_form(self.number) == one_form(number))

    def fill(self, row: RawRow, read: PersonRow, sheet: RawSheet) -> list[Remark]:
        """Take what the row, refused or not, says of the whole household; answers what is to be said of that."""
        remarks: list[Remark] = []
        if not self._sheets or self._sheets[-1] is not sheet:
            self._sheets.append(sheet)
        is_head = read.person.member.is_head
        self.has_head = self.has_head or is_head
        self.head_name = self.head_name or read.head_name or (read.person.private.name if is_head else "")
        self._relative_works = self._relative_works or read.relative_works
        for column in _OF_HOUSEHOLDS:
            if column in row.cells and not self._cells.get(column):
                self._cells[column] = text_of(row.cells[column])
                word = compact(row.cells[column])
                if column is Column.INCOME_PER_HEAD:
                    remarks += self._take_income(row.cells[column], sheet)
                if column is Column.CATEGORY and word and understood_category(word) is None:
                    remarks.append(Remark("other-category", column))
        return remarks

    def _take_income(self, cell: Cell, sheet: RawSheet) -> list[Remark]:
        """The income per head of a year that the header names; the cell stays with its person as it is written."""
        of = sheet.incomes.get(Column.INCOME_PER_HEAD)
        if of is None or of.year is None:
            return []
        self._income = (of.year, yearly_amount(cell, of))
        return [] if self._income[1] is not None else [Remark("kept-as-written", Column.INCOME_PER_HEAD)]

    def met_before(self, person: LedgerPerson) -> bool:
        """
        Whether the person stands here already: by name and birth date when one of the two rows has no id, by name and
        relation when one has no birth date either. The person is remembered.
        """
        private, born = person.private, person.member.birth_date
        for other, his_birth in self._named.setdefault(private.name, []):
            if private.resident_id and other.resident_id:
                continue
            if born == his_birth or (None in (born, his_birth) and private.relation == other.relation):
                return True
        self._named[private.name].append((private, born))
        return False

    def household(self) -> LedgerHousehold:
        """The household as the file lists it."""
        category = self._cells.get(Column.CATEGORY, "")
        site = self._cells.get(Column.RELOCATED, "")
        word = compact(site)
        year, per_head = self._income
        return LedgerHousehold(
            village=self.village,
            number=self.number,
            head_resident_id=self.head_resident_id,
            values=HouseholdValues(
                category=(understood_category(compact(category)) or HouseholdCategory.OTHER) if category else None,
                relocated=RELOCATED.get(word, True) if word else None,
                listed_in_full=self.listed_in_full(),
                site_code=number_text(self._cells.get(Column.SITE_CODE, ""))[:_SITE_CODE_AT_MOST] or None,
                income_year=None if per_head is None else year,
                income_per_head=per_head,
            ),
            private=HouseholdPrivate(
                head_name=self.head_name,
                group=self._cells.get(Column.GROUP, ""),
                resettlement_site="" if word in RELOCATED else site,
                category_text=category,
            ),
            persons=tuple(self.persons),
            refused=tuple(self.refused),
            columns=_in_all(tuple(tuple(sheet.headers) for sheet in self._sheets)),
        )

    def listed_in_full(self) -> bool | None:
        """
        Whether the ledger lists everybody whom it counts; None when it counts nobody.

        A table that names the heads alone leaves out everybody else. Persons in work are what matters: where they are
        counted, the number of all persons, or of those who can work, says nothing more.
        """
        if self._relative_works:
            return False
        working = sum(person.member.employment is Employment.EMPLOYED for person in self.persons)
        working += sum(person.employed for person in self.refused)
        counted = self._count(Column.HOUSEHOLD_EMPLOYED)
        if counted is not None:
            return counted <= working
        if any(sheet.heads_only for sheet in self._sheets):
            return False
        able = sum(person.member.capacity is not Capacity.NONE for person in self.persons) + len(self.refused)
        labour, size = self._count(Column.HOUSEHOLD_LABOUR), self._count(Column.HOUSEHOLD_SIZE)
        if labour is None and size is None:
            return None
        return (labour or 0) <= able and (size or 0) <= len(self.persons) + len(self.refused)

    def _count(self, column: Column) -> int | None:
        word = number_text(self._cells.get(column, "")).rstrip("人口名个")
        if not word:
            return None
        if word.isdecimal():
            return int(word)
        # What cannot be read counts as more than are listed: somebody has to look.
        return 0 if word in NO else _NUMERALS.find(word) if word in _NUMERALS else _MORE_THAN_ANY


@lru_cache(maxsize=64)
def _in_all(headers: tuple[tuple[Column, ...], ...]) -> tuple[Column, ...]:
    """The columns that all of the sheets have."""
    return tuple(column for column in Column if all(column in each for each in headers))


_NUMERALS = "零一二三四五六七八九"
_MORE_THAN_ANY = 1_000
_SITE_CODE_AT_MOST = 40
_OF_HOUSEHOLDS = (
    *(Column.CATEGORY, Column.RELOCATED, Column.SITE_CODE, Column.GROUP),
    *(Column.HOUSEHOLD_SIZE, Column.HOUSEHOLD_LABOUR, Column.HOUSEHOLD_EMPLOYED, Column.INCOME_PER_HEAD),
)

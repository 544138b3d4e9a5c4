"""A household while its rows are still coming in."""

from __future__ import annotations

from datetime import date

from casework.application.ledgers.persons.cells import compact, text_of
from casework.application.ledgers.persons.ledger import LedgerHousehold, LedgerPerson, RefusedPerson
from casework.application.ledgers.persons.persons import PersonRow
from casework.application.ledgers.persons.words import CATEGORY, RELOCATED
from casework.application.ledgers.sheets.raw import Column, RawRow, RawSheet
from casework.domain.codes import HouseholdCategory
from casework.domain.members import HouseholdPrivate, HouseholdValues


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
        self._named: dict[tuple[str, date | None], bool] = {}

    def fill(self, row: RawRow, read: PersonRow, sheet: RawSheet) -> None:
        """Take what the row, refused or not, says of the whole household."""
        if not self._sheets or self._sheets[-1] is not sheet:
            self._sheets.append(sheet)
        is_head = read.person.member.is_head
        self.has_head = self.has_head or is_head
        self.head_name = self.head_name or read.head_name or (read.person.private.name if is_head else "")
        for column in (Column.CATEGORY, Column.RELOCATED, Column.GROUP):
            if column in row.cells and not self._cells.get(column):
                self._cells[column] = text_of(row.cells[column])

    def met_before(self, person: LedgerPerson) -> bool:
        """Whether name and birth date stand here already and one of the two rows has no id; the person is remembered."""
        key = (person.private.name, person.member.birth_date)
        has_id = bool(person.private.resident_id)
        if key in self._named and not (has_id and self._named[key]):
            return True
        self._named[key] = has_id
        return False

    def household(self) -> LedgerHousehold:
        """The household as the file lists it."""
        category = self._cells.get(Column.CATEGORY, "")
        site = self._cells.get(Column.RELOCATED, "")
        word = compact(site)
        return LedgerHousehold(
            village=self.village,
            number=self.number,
            head_resident_id=self.head_resident_id,
            values=HouseholdValues(category=_category(category), relocated=RELOCATED.get(word, True) if word else None),
            private=HouseholdPrivate(
                head_name=self.head_name,
                group=self._cells.get(Column.GROUP, ""),
                resettlement_site="" if word in RELOCATED else site,
                category_text=category,
            ),
            persons=tuple(self.persons),
            refused=tuple(self.refused),
            columns=tuple(column for column in Column if all(column in sheet.headers for sheet in self._sheets)),
        )


def _category(text: str) -> HouseholdCategory | None:
    word = compact(text)
    return CATEGORY.get(word, HouseholdCategory.OTHER) if word else None

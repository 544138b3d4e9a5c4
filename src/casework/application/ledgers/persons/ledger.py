"""What a ledger says, understood: households with their persons, and the rows that could not be taken."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from msgspec import Struct

from casework.application.ledgers.sheets.raw import Column
from casework.application.ledgers.understanding.questions import Question, SheetAccount
from casework.domain.codes.people import Employment, Sex
from casework.domain.columns import ListRow, column
from casework.domain.labels import Label
from casework.domain.members import HouseholdPrivate, HouseholdValues, Member, PersonPrivate


class RowProblem(ListRow, frozen=True, kw_only=True, tag="problem"):
    """
    A refused row or a warning: where it stands (file's base name, sheet, row, header or None), what and why.

    `same_name_index` counts the files of the same base name that come before it in one import.
    """

    on_screen = ("file", "sheet", "row", "column", "code", "message")

    refused: Annotated[bool, column("拒绝", "refused", in_json=False)]
    file: Annotated[str, column("文件", "file")]
    sheet: Annotated[str, column("工作表", "sheet")]
    row: Annotated[int, column("行", "row")]
    column: Annotated[str | None, column("列", "column")]
    code: Annotated[str, column("代码", "code")]
    message: Annotated[Label, column("原因", "reason")]
    same_name_index: Annotated[int, column("同名文件", "same name", in_json=False)] = 0


class RowPlace(Struct, frozen=True, kw_only=True):
    """Where a row stands, with the header texts of the cells that later checks may speak of."""

    file: str
    sheet: str
    row: int
    same_name_index: int = 0
    id_column: str | None = None
    employment_column: str | None = None


class LedgerPerson(Struct, frozen=True, kw_only=True):
    """A person as an accepted row says; `member.number` is 0 until the household gives one."""

    place: RowPlace
    member: Member
    private: PersonPrivate

    def as_refused(self) -> RefusedPerson:
        """What is known of the person when the row is not taken after all."""
        return RefusedPerson(
            place=self.place,
            name=self.private.name,
            resident_id=self.private.resident_id,
            employed=self.member.employment is Employment.EMPLOYED,
            employment=self.member.employment,
            birth_date=self.member.birth_date,
            sex=self.member.sex,
        )


class RefusedPerson(Struct, frozen=True, kw_only=True):
    """What can be known of the person of a refused row, so that nobody is taken for one who left."""

    place: RowPlace
    name: str = ""
    resident_id: str = ""
    employed: bool = False
    employment: Employment = Employment.NOT_UNDERSTOOD
    birth_date: date | None = None
    sex: Sex | None = None


class LedgerHousehold(Struct, frozen=True, kw_only=True, tag="household"):
    """
    A household as one file lists it: village code, ledger number or, without one, the head's resident id.

    The village may be one that is no longer there, when the ledger names it.

    Exactly one of `number` and `head_resident_id` is given. `persons` are the accepted rows in file order, `columns`
    those that every sheet which lists the household has: of anything else the ledger says nothing.
    """

    village: str
    number: str | None = None
    head_resident_id: str | None = None
    values: HouseholdValues = HouseholdValues()
    private: HouseholdPrivate = HouseholdPrivate()
    persons: tuple[LedgerPerson, ...] = ()
    refused: tuple[RefusedPerson, ...] = ()
    columns: tuple[Column, ...] = ()


class UnplacedPersons(Struct, frozen=True, kw_only=True, tag="strays"):
    """The persons of refused rows of which the file does not tell the household; they come before its households."""

    persons: tuple[RefusedPerson, ...]


class FileSummary(Struct, frozen=True, kw_only=True, tag="summary"):
    """One file was read to its end: rows that are persons (accepted and refused) and the unknown columns met."""

    file: str
    rows: int
    unknown_columns: tuple[str, ...] = ()


class Progress(Struct, frozen=True, kw_only=True, tag="progress"):
    """How many of a file's rows have been understood so far."""

    file: str
    done: int
    total: int


LedgerItem = LedgerHousehold | RowProblem | Progress | UnplacedPersons | Question | SheetAccount | FileSummary
"""What reading a ledger yields, in order; a `FileSummary` ends each file."""

"""One row of a ledger understood as a person, or refused with the first reason."""

from __future__ import annotations

from datetime import date
from typing import Final

from msgspec import Struct

from casework.application.ledgers.persons.cells import compact, digits_lost, name_of, number_text, text_of
from casework.application.ledgers.persons.ledger import LedgerPerson, RefusedPerson, RowPlace
from casework.application.ledgers.persons.problems import Remark
from casework.application.ledgers.persons.row_cells import RowCells
from casework.application.ledgers.persons.words import HEAD, SEX, WILLINGNESS, YES_NO, schooling
from casework.application.ledgers.persons.work import Work, read_work
from casework.application.ledgers.sheets.raw import Column, RawRow, RawSheet
from casework.domain.codes import Employment, Sex
from casework.domain.members import Member, PersonPrivate
from casework.domain.persons import IdProblem, normal_resident_id, read_resident_id

_TEXTS: Final = {
    Column.RELATION: "relation",
    Column.EDUCATION: "education",
    Column.HEALTH: "health",
    Column.SKILLS: "skills",
    Column.SCHOOLING: "schooling",
    Column.EMPLOYER: "employer",
    Column.WORK_PLACE: "work_place",
    Column.POST: "post",
    Column.CHANNEL: "channel",
    Column.CADRE_NAMED: "cadre_named",
    Column.NOTE: "note",
}
_NO_ID: Final = frozenset({"", "无", "暂无", "没有"})


class PersonRow(Struct, frozen=True, kw_only=True):
    """
    A row read: the person as far as it says, the first reason to refuse it (or None), and the warnings.

    `head_name` is the household's head as this row names it; `has_id` says whether the id could be read.
    """

    person: LedgerPerson
    refusal: Remark | None
    warnings: tuple[Remark, ...]
    head_name: str
    has_id: bool

    def as_refused(self) -> RefusedPerson:
        """What is known of the person when the row is not taken."""
        private, member = self.person.private, self.person.member
        return RefusedPerson(
            place=self.person.place,
            name=private.name,
            resident_id=private.resident_id,
            employed=member.employment is Employment.EMPLOYED,
        )


class _Identity(Struct, frozen=True, kw_only=True):
    number: str
    birth_date: date | None
    sex: Sex | None
    has_id: bool


def read_person(row: RawRow, sheet: RawSheet, *, assessed_on: date) -> PersonRow:
    """The row as a person; `assessed_on` is the day after which a birth date lies in the future."""
    cells = RowCells(row.cells)
    name = name_of(row.cells.get(Column.NAME))
    if not name:
        cells.refuse("missing-name", Column.NAME)
    identity = _read_identity(cells, assessed_on)
    work = read_work(cells, has_status_column=Column.EMPLOYMENT in sheet.headers)
    head_name = name_of(row.cells.get(Column.HEAD_NAME))
    member = _member(cells, identity, work, is_head=_is_head(cells, name, head_name))
    private = _private(row, name, identity, work)
    return PersonRow(
        person=LedgerPerson(place=_place(row, sheet), member=member, private=private),
        refusal=cells.refusals[0] if cells.refusals else None,
        warnings=tuple(cells.warnings),
        head_name=head_name,
        has_id=identity.has_id,
    )


def _read_identity(row: RowCells, assessed_on: date) -> _Identity:
    """The id's birth date and sex win over the cells; without an id, the birth date identifies beside the name."""
    cell = row.cells.get(Column.RESIDENT_ID)
    text = number_text(cell)
    if digits_lost(cell):
        row.refuse("id-digits-lost", Column.RESIDENT_ID)
        text = ""
    elif text not in _NO_ID:
        return _by_id(row, text, assessed_on)
    return _without_id(row, assessed_on)


def _by_id(row: RowCells, text: str, assessed_on: date) -> _Identity:
    found = read_resident_id(text, assessed_on=assessed_on)
    if isinstance(found, IdProblem):
        row.refuse(str(found), Column.RESIDENT_ID)
        return _Identity(number=normal_resident_id(text), birth_date=None, sex=None, has_id=False)
    sex = row.word(Column.SEX, SEX)
    if sex and sex is not found.sex:
        row.warn("sex-differs", Column.SEX)
    written = row.day(Column.BIRTH_DATE)
    if written and written.on != (found.birth_date.replace(day=1) if written.month_only else found.birth_date):
        row.warn("birth-date-differs", Column.BIRTH_DATE)
    return _Identity(number=found.number, birth_date=found.birth_date, sex=found.sex, has_id=True)


def _without_id(row: RowCells, assessed_on: date) -> _Identity:
    sex = row.word(Column.SEX, SEX)
    written = row.day(Column.BIRTH_DATE)
    if written and written.on > assessed_on:
        row.refuse("id-date", Column.BIRTH_DATE)
    elif written:
        row.warn("id-blank", Column.RESIDENT_ID)
    else:
        row.refuse("id-format", Column.RESIDENT_ID)
    return _Identity(number="", birth_date=written.on if written else None, sex=sex, has_id=False)


def _is_head(row: RowCells, name: str, head_name: str) -> bool:
    relation = compact(row.cells.get(Column.RELATION))
    return relation in HEAD if relation else bool(name) and name == head_name


def _member(row: RowCells, identity: _Identity, work: Work, *, is_head: bool) -> Member:
    in_school, graduates_in = schooling(compact(row.cells.get(Column.SCHOOLING)))
    return Member(
        number=0,
        is_head=is_head,
        sex=identity.sex,
        birth_date=identity.birth_date,
        capacity=work.capacity,
        in_school=in_school,
        graduates_in=graduates_in,
        employment=work.employment,
        willingness=row.word(Column.WILLINGNESS, WILLINGNESS),
        work_started_on=work.started_on,
        returned_on=work.returned_on,
        monthly_pay=work.monthly_pay,
        work_months=work.work_months,
        wants_training=row.word(Column.WANTS_TRAINING, YES_NO),
    )


def _private(row: RawRow, name: str, identity: _Identity, work: Work) -> PersonPrivate:
    texts = {field: text_of(cell) for column, cell in row.cells.items() if (field := _TEXTS.get(column))}
    return PersonPrivate(
        name=name,
        resident_id=identity.number,
        person_code=number_text(row.cells.get(Column.PERSON_CODE)),
        phone=number_text(row.cells.get(Column.PHONE)),
        returned=work.returned,
        extra={header: text for header, cell in row.unknown.items() if (text := text_of(cell))},
        **texts,
    )


def _place(row: RawRow, sheet: RawSheet) -> RowPlace:
    return RowPlace(
        file=sheet.file,
        sheet=sheet.sheet,
        row=row.row,
        id_column=sheet.headers.get(Column.RESIDENT_ID),
        employment_column=sheet.headers.get(Column.EMPLOYMENT),
    )

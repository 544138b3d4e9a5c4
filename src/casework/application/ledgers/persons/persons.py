"""One row of a ledger understood as a person, or refused with the first reason."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from casework.application.ledgers.persons.ledger import LedgerPerson, RefusedPerson, RowPlace
from casework.application.ledgers.persons.particulars.identity import Identity, read_identity
from casework.application.ledgers.persons.particulars.income import read_income
from casework.application.ledgers.persons.particulars.registration import Chain, read_registration
from casework.application.ledgers.persons.problems import Remark
from casework.application.ledgers.persons.row_cells import NOT_UNDERSTOOD, RowCells
from casework.application.ledgers.persons.work import Work, read_work
from casework.application.ledgers.sheets.raw import AS_WRITTEN, Cell, Column, RawRow, RawSheet
from casework.application.ledgers.understanding.cells import compact, name_of, number_text, text_of
from casework.application.ledgers.understanding.layout import WORK
from casework.application.ledgers.understanding.words import (
    HEAD,
    YES_NO,
    Words,
    graduation_year,
    place_says,
    understood_category,
)
from casework.domain.codes.people import Employment, Willingness
from casework.domain.codes.persons.abilities import Disability, Education, Health, Skill
from casework.domain.members import Member, PersonPrivate
from casework.domain.written.ability_words import code_said, codes_said
from casework.domain.written.work_words import stated_employment, stated_labour

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
    Column.EMPLOYMENT: "employment_text",
    Column.CAPACITY: "capacity_text",
    Column.CATEGORY: "category_text",
    Column.CADRE_NAMED: "cadre_named",
    Column.NOTE: "note",
}
_KEPT: Final = (Column.DOCUMENT_KIND, Column.OTHER_DOCUMENT, *sorted(AS_WRITTEN))
"""Kept as written too: what is understood of them is less than what they say."""
_WAGES: Final = ("工资", "薪", "务工")
_SAYS_NOTHING: Final = frozenset({"无", "暂无", "没有"})


class PersonRow(Struct, frozen=True, kw_only=True):
    """
    A row read: the person as far as it says, the reasons to refuse it (none for a good row), and the warnings.

    `head_name` is the household's head as this row names it; `has_id` says whether the id could be read;
    `relative_works` that the row speaks of somebody else of the household who works or may work; `open_words` are
    deciding words that nobody knows.
    """

    person: LedgerPerson
    refusals: tuple[Remark, ...]
    warnings: tuple[Remark, ...]
    head_name: str
    has_id: bool
    relative_works: bool = False
    open_words: tuple[tuple[Column, str], ...] = ()

    def as_refused(self) -> RefusedPerson:
        """What is known of the person when the row is not taken."""
        private, member = self.person.private, self.person.member
        return RefusedPerson(
            place=self.person.place,
            name=private.name,
            resident_id=private.resident_id,
            employed=member.employment in (Employment.EMPLOYED, Employment.NOT_UNDERSTOOD),
            employment=member.employment,
            birth_date=member.birth_date,
            sex=member.sex,
        )


def read_person(
    row: RawRow, sheet: RawSheet, *, assessed_on: date, words: Words | None = None, home: Chain = ()
) -> PersonRow:
    """
    The row as a person; `home` is its village with what lies above.

    `assessed_on` is the day on which work is judged and after which a birth date lies in the future; `words` are those
    of the office.
    """
    cells = RowCells(row, words or _WORDS)
    name = name_of(row.cells.get(Column.NAME))
    if not name:
        cells.refuse("missing-name", Column.NAME)
    identity = read_identity(cells, sheet, assessed_on)
    cells.refuse_differing(Column.NAME, Column.RESIDENT_ID, Column.HOUSEHOLD_NUMBER)
    has_status = Column.EMPLOYMENT in sheet.headers
    work = read_work(
        cells,
        has_status_column=has_status,
        assessed_on=assessed_on,
        wages=any(word in sheet.headers.get(Column.MONTHLY_PAY, "") for word in _WAGES),
        idle=None if has_status or any(column in WORK for column in sheet.headers) else sheet.idle,
    )
    head_name = name_of(row.cells.get(Column.HEAD_NAME))
    member = _member(cells, identity, work, is_head=_is_head(cells, name, head_name) or sheet.heads_only)
    if not AS_WRITTEN.isdisjoint(row.cells):
        member = _with_particulars(member, cells, sheet, home)
    cells.warn_of_differing()
    private = _private(row, sheet, name, identity, work, cells.not_understood)
    return PersonRow(
        person=LedgerPerson(place=_place(row, sheet), member=member, private=private),
        refusals=tuple(cells.refusals),
        warnings=tuple(cells.warnings),
        head_name=head_name,
        has_id=identity.has_id,
        open_words=tuple(cells.open_words),
        relative_works=bool(row.relatives) and any(_says_work(cell, cells.words) for cell in row.relatives),
    )


def _is_head(row: RowCells, name: str, head_name: str) -> bool:
    relation = compact(row.cells.get(Column.RELATION))
    return relation in HEAD if relation else bool(name) and name == head_name


def _member(row: RowCells, identity: Identity, work: Work, *, is_head: bool) -> Member:
    schooling, willingness = row.said(Column.SCHOOLING), row.said(Column.WILLINGNESS)
    if schooling is None and work.employment is not Employment.EMPLOYED:
        studies = row.remarked("school", Column.EDUCATION, Column.NOTE)
        if studies:
            row.doubt(Column.SCHOOLING, studies)
            schooling = NOT_UNDERSTOOD
    health = compact(row.cells.get(Column.HEALTH))
    in_school = None if schooling == NOT_UNDERSTOOD else schooling == "at-school"
    return Member(
        number=0,
        is_head=is_head,
        sex=identity.sex,
        birth_date=identity.birth_date,
        capacity=work.capacity,
        in_school=in_school,
        graduates_in=graduation_year(compact(row.cells.get(Column.SCHOOLING))) if in_school else None,
        employment=work.employment,
        willingness=None if willingness is None else Willingness(willingness),
        work_started_on=work.started_on,
        returned_on=work.returned_on,
        monthly_pay=work.monthly_pay,
        work_months=work.work_months,
        wants_training=row.word(Column.WANTS_TRAINING, YES_NO),
        stated=stated_employment(compact(row.cells.get(Column.EMPLOYMENT))),
        labour=stated_labour(compact(row.cells.get(Column.CAPACITY))),
        category=understood_category(compact(row.cells.get(Column.CATEGORY))),
        education_code=code_said(Education, compact(row.cells.get(Column.EDUCATION))),
        health_codes=codes_said(Health, health),
        disability=code_said(Disability, health),
        skill_codes=codes_said(Skill, compact(row.cells.get(Column.SKILLS))),
    )


def _with_particulars(member: Member, row: RowCells, sheet: RawSheet, home: Chain) -> Member:
    """The member with what is understood of registration and of a year's income."""
    registered, income = read_registration(row, home), read_income(row, sheet)
    return replace(
        member,
        household_registration=registered.kind,
        registered_place=registered.place,
        residence=registered.residence,
        income_year=income.year,
        income=income.income,
        income_wages=income.wages,
    )


def _private(
    row: RawRow, sheet: RawSheet, name: str, identity: Identity, work: Work, not_understood: dict[str, str]
) -> PersonPrivate:
    cells = row.cells
    unknown = {sheet.headers[column]: cells[column] for column in _KEPT if column in cells}
    texts = {field: _said(cells[column]) for column, field in _TEXTS.items() if column in cells}
    return PersonPrivate(
        name=name,
        resident_id=identity.number,
        document=identity.document,
        person_code=number_text(row.cells.get(Column.PERSON_CODE)),
        phone=number_text(row.cells.get(Column.PHONE)),
        returned=work.returned,
        extra={header: text for header, cell in (unknown | row.unknown).items() if (text := text_of(cell))},
        not_understood=not_understood,
        **texts,
    )


def _said(cell: Cell) -> str:
    """The text of a cell; that there is nothing is no text."""
    return _said_by(cell) if isinstance(cell, str) else text_of(cell)


@lru_cache(maxsize=8_192)
def _said_by(text: str) -> str:
    # The same words stand in thousands of rows.
    text = text_of(text)
    return "" if text in _SAYS_NOTHING else text


def _says_work(cell: Cell, words: Words) -> bool:
    """Whether a cell about another member says, or may say, that this one works."""
    word = compact(cell)
    if not word or word in YES_NO:
        return bool(YES_NO.get(word))
    said = words.meaning(Column.EMPLOYMENT, word)
    return said == "employed" or (said is None and place_says(word) is not False)


_WORDS: Final = Words()


def _place(row: RawRow, sheet: RawSheet) -> RowPlace:
    return RowPlace(
        file=sheet.file,
        sheet=sheet.sheet,
        row=row.row,
        id_column=sheet.headers.get(Column.RESIDENT_ID),
        employment_column=sheet.headers.get(Column.EMPLOYMENT),
    )

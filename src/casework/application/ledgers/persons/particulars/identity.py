"""Who a row says that its person is: by the id, by another document, or by birth date beside the name (GY-1b)."""

from __future__ import annotations

from datetime import date
from typing import Final

from msgspec import Struct

from casework.application.ledgers.persons.row_cells import RowCells
from casework.application.ledgers.sheets.raw import Column, RawSheet
from casework.application.ledgers.understanding.cells import digits_lost, number_text
from casework.application.ledgers.understanding.words import SEX
from casework.domain.codes.people import DocumentKind, Sex
from casework.domain.persons import IdProblem, document_named, normal_resident_id, other_document, read_resident_id

_NO_ID: Final = frozenset(
    {
        *("", "无", "暂无", "没有", "不详", "未知", "无证", "无证件", "无身份证", "无户口"),
        *("未办", "未办理", "未办证", "未上户", "未落户"),
        *("新生儿", "补办中", "办理中", "正在办理", "遗失", "丢失"),
    }
)
_CERTIFICATES: Final = (20, 22)
"""The lengths of the number of a certificate of disability, which begins with the id."""
_ID_LENGTH: Final = 18


class Identity(Struct, frozen=True, kw_only=True):
    """By what a row says that somebody is one person: number, birth date, sex; `has_id` where the number could be read."""

    number: str
    birth_date: date | None
    sex: Sex | None
    has_id: bool
    document: DocumentKind | None = None


def read_identity(row: RowCells, sheet: RawSheet, assessed_on: date) -> Identity:
    """The id's birth date and sex win over the cells; without an id, the birth date identifies beside the name."""
    cell = row.cells.get(Column.RESIDENT_ID)
    text = number_text(cell)
    if digits_lost(cell):
        row.refuse("id-digits-lost", Column.RESIDENT_ID)
        text = ""
    elif text not in _NO_ID:
        named = document_named(row.text(Column.DOCUMENT_KIND)) if Column.DOCUMENT_KIND in row.cells else None
        return _by_id(row, text, named, assessed_on)
    elif Column.OTHER_DOCUMENT in row.cells and (other := number_text(row.cells[Column.OTHER_DOCUMENT])) not in _NO_ID:
        named = document_named(sheet.headers[Column.OTHER_DOCUMENT] + row.text(Column.DOCUMENT_KIND))
        return _by_id(row, other, named, assessed_on)
    return _without_id(row, assessed_on)


def _by_id(row: RowCells, text: str, named: DocumentKind | None, assessed_on: date) -> Identity:
    if len(text) in _CERTIFICATES and named is None:
        # A certificate of disability: the id, then kind, degree and issue.
        text = text[:_ID_LENGTH]
    found = read_resident_id(text, assessed_on=assessed_on)
    if found is IdProblem.FORMAT or (named is not None and len(text) < _ID_LENGTH):
        kind = other_document(text, named=named)
        if kind is not None:
            return _by_other_document(row, text, kind, assessed_on)
    if isinstance(found, IdProblem):
        row.refuse(str(found), Column.RESIDENT_ID)
        return Identity(number=normal_resident_id(text), birth_date=None, sex=None, has_id=False)
    sex = row.word(Column.SEX, SEX)
    if sex and sex is not found.sex:
        row.warn("sex-differs", Column.SEX)
    written = row.day(Column.BIRTH_DATE)
    if written and written.on != (found.birth_date.replace(day=1) if written.month_only else found.birth_date):
        row.warn("birth-date-differs", Column.BIRTH_DATE)
    return Identity(number=found.number, birth_date=found.birth_date, sex=found.sex, has_id=True)


def _by_other_document(row: RowCells, text: str, kind: DocumentKind, assessed_on: date) -> Identity:
    """A passport or permit is the person's number; birth date and sex are what the cells say."""
    row.warn("other-document", Column.RESIDENT_ID)
    written = row.day(Column.BIRTH_DATE)
    if written and written.on > assessed_on:
        row.refuse("id-date", Column.BIRTH_DATE)
    return Identity(
        number=normal_resident_id(text),
        birth_date=written.on if written else None,
        sex=row.word(Column.SEX, SEX),
        has_id=True,
        document=kind,
    )


def _without_id(row: RowCells, assessed_on: date) -> Identity:
    sex = row.word(Column.SEX, SEX)
    written = row.day(Column.BIRTH_DATE)
    if written and written.on > assessed_on:
        row.refuse("id-date", Column.BIRTH_DATE)
    elif written:
        row.warn("id-blank", Column.RESIDENT_ID)
    elif row.text(Column.BIRTH_DATE):
        row.refuse("bad-date", Column.BIRTH_DATE)
    else:
        row.warn("identity-blank", Column.RESIDENT_ID)
    return Identity(number="", birth_date=written.on if written else None, sex=sex, has_id=False)

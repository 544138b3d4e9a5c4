"""What a row says of a person's work: status, capacity, start, return, pay, months."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from msgspec import Struct

from casework.application.ledgers.persons.cells import compact, read_months, read_pay
from casework.application.ledgers.persons.dates import read_date
from casework.application.ledgers.persons.row_cells import RowCells
from casework.application.ledgers.persons.words import (
    CAPACITY,
    EMPLOYMENT,
    NO_CAPACITY,
    NOT_FILLED,
    NOT_LABOUR,
    RETURNED,
)
from casework.application.ledgers.sheets.raw import Column
from casework.domain.codes import Capacity, Employment


class Work(Struct, frozen=True, kw_only=True):
    """A person's work as the row states it; `returned` is the return cell in one spelling, for the sealed block."""

    employment: Employment
    capacity: Capacity | None
    started_on: date | None
    returned_on: date | None
    returned: str
    monthly_pay: Decimal | None
    work_months: int | None


class _Return(Struct, frozen=True):
    said: bool | None = None
    on: date | None = None
    text: str = ""


def read_work(row: RowCells, *, has_status_column: bool) -> Work:
    """The row's work; a status beats a filled employer, which counts only where the sheet has no status column."""
    came_back = _read_return(row)
    started_on = _read_start(row)
    capacity_of_status = None
    if has_status_column:
        employment, capacity_of_status = _read_status(row)
    else:
        employment = _by_filled_cells(row, started_on, came_back)
    employment, capacity = _read_capacity(row, employment)
    return Work(
        employment=employment,
        capacity=capacity or capacity_of_status,
        started_on=started_on,
        returned_on=came_back.on,
        returned=came_back.text,
        monthly_pay=_read_pay(row),
        work_months=_read_months(row),
    )


def _read_status(row: RowCells) -> tuple[Employment, Capacity | None]:
    if compact(row.cells.get(Column.EMPLOYMENT)) in NO_CAPACITY:
        return Employment.NOT_EMPLOYED, Capacity.NONE
    return row.word(Column.EMPLOYMENT, EMPLOYMENT) or Employment.NOT_EMPLOYED, None


def _by_filled_cells(row: RowCells, started_on: date | None, came_back: _Return) -> Employment:
    works = started_on or row.is_filled(Column.EMPLOYER) or row.is_filled(Column.WORK_PLACE)
    returned = came_back.said
    if came_back.on:
        returned = started_on is None or came_back.on > started_on
    return Employment.EMPLOYED if works and not returned else Employment.NOT_EMPLOYED


def _read_capacity(row: RowCells, employment: Employment) -> tuple[Employment, Capacity | None]:
    not_labour = NOT_LABOUR.get(compact(row.cells.get(Column.CAPACITY)))
    if not_labour is not None:
        return employment if employment is Employment.EMPLOYED else not_labour, None
    return employment, row.word(Column.CAPACITY, CAPACITY)


def _read_start(row: RowCells) -> date | None:
    if not row.is_filled(Column.WORK_STARTED):
        return None
    written = row.day(Column.WORK_STARTED)
    return written.on if written else None


def _read_return(row: RowCells) -> _Return:
    """The cell is a date or yes/no; without a digit it is a word, known or not, with one it must be a date."""
    word = compact(row.cells.get(Column.RETURNED))
    if not word:
        return _Return()
    if word in RETURNED:
        said = RETURNED[word]
        return _Return(said=said, text="是" if said else "否")
    if written := read_date(row.cells[Column.RETURNED]):
        return _Return(on=written.on, text=written.on.isoformat())
    if any(mark.isdigit() for mark in word):
        row.refuse("bad-date", Column.RETURNED)
    else:
        row.warn("unknown-word", Column.RETURNED)
    return _Return(text=word)


def _read_pay(row: RowCells) -> Decimal | None:
    cell = row.cells.get(Column.MONTHLY_PAY)
    if cell is None:
        return None
    pay = read_pay(cell)
    if pay is None and compact(cell) not in NOT_FILLED | {""}:
        row.warn("unreadable-pay", Column.MONTHLY_PAY)
    return pay


def _read_months(row: RowCells) -> int | None:
    cell = row.cells.get(Column.WORK_MONTHS)
    if cell is None:
        return None
    months = read_months(cell)
    if months is None and compact(cell) not in NOT_FILLED | {""}:
        row.warn("unreadable-months", Column.WORK_MONTHS)
    return months

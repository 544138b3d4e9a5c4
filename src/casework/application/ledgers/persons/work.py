"""
What a row says of a person's work: status, capacity, start, end, return, pay, months.

A status counts before a filled place or employer, which count where the sheet has no status column. Where one denies
what the other states, nothing is concluded: the employment is not understood.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Final

from msgspec import Struct

from casework.application.ledgers.persons.dates import read_date, read_period
from casework.application.ledgers.persons.evidence import (
    PLACES,
    SILENT,
    CameBack,
    Evidence,
    ended,
    evidence_of,
    lasts,
    of_post_or_pay,
    said_to_be_gone,
)
from casework.application.ledgers.persons.problems import unit_converted
from casework.application.ledgers.persons.row_cells import NOT_UNDERSTOOD, RowCells
from casework.application.ledgers.sheets.raw import Column
from casework.application.ledgers.understanding.cells import compact, read_months, read_pay
from casework.application.ledgers.understanding.words import NOT_FILLED, RETURNED
from casework.domain.codes.people import Capacity, Employment

_CAPACITIES: Final = {each.value: each for each in Capacity}
_NOT_LABOUR: Final = ("military-service", "custody")


class Work(Struct, frozen=True, kw_only=True):
    """A person's work as the row states it; `returned` is the return cell in one spelling, for the sealed block."""

    employment: Employment
    capacity: Capacity | None
    started_on: date | None
    returned_on: date | None
    returned: str
    monthly_pay: Decimal | None
    work_months: int | None


def read_work(
    row: RowCells, *, has_status_column: bool, assessed_on: date, idle: bool | None = None, wages: bool = False
) -> Work:
    """
    The row's work on a day; `wages` says that the pay is for work and no other income.

    `idle` stands for a sheet without any column for work: True when somebody said that nobody in it works.
    """
    came_back = _read_return(row)
    started_on, ended_on = _read_start_and_end(row, ranges=not has_status_column)
    pay, months = _read_pay(row), _read_months(row)

    def evidence() -> Evidence:
        # Most rows need none: their status says work.
        found = evidence_of(row, started_on, ended_on, came_back, months, assessed_on)
        return of_post_or_pay(row, pay if wages else None) or found if found.text == "" else found

    capacity_of_status = None
    if has_status_column:
        employment, capacity_of_status = _by_status(row, evidence, ended=ended(started_on, ended_on, assessed_on))
    elif idle is not None:
        employment = Employment.NOT_EMPLOYED if idle else Employment.NOT_UNDERSTOOD
    else:
        employment = _by_evidence(row, evidence())
    employment, capacity = _read_capacity(row, employment, capacity_of_status)
    return Work(
        employment=employment,
        capacity=capacity,
        started_on=started_on,
        returned_on=came_back.on,
        returned=came_back.text,
        monthly_pay=pay,
        work_months=months,
    )


def _by_status(row: RowCells, look: Callable[[], Evidence], *, ended: bool) -> tuple[Employment, Capacity | None]:
    said = row.said(Column.EMPLOYMENT)
    if said == "none":
        said, capacity = "not-employed", Capacity.NONE
    else:
        capacity = None
    if said == NOT_UNDERSTOOD or said in _NOT_LABOUR:
        return Employment(said), capacity
    if said == "employed" and not ended:
        return Employment.EMPLOYED, capacity
    evidence = look()
    if said == "employed":
        return _contradicted(row, evidence.text), capacity
    if evidence.works or (said is None and evidence.works is None):
        return _contradicted(row, evidence.text), capacity
    if gone := said_to_be_gone(row):
        return _contradicted(row, gone), capacity
    return Employment.NOT_EMPLOYED, capacity


def _by_evidence(row: RowCells, evidence: Evidence) -> Employment:
    if evidence.works is None:
        row.doubt(Column.EMPLOYMENT, evidence.text)
        return Employment.NOT_UNDERSTOOD
    if evidence.works and evidence.noted:
        row.doubt(Column.EMPLOYMENT, evidence.text)
        return Employment.NOT_UNDERSTOOD
    if not evidence.works and (gone := said_to_be_gone(row)):
        return _contradicted(row, gone)
    if not evidence.works and evidence.nobody:
        row.warn("taken-as-idle", next(c for c in PLACES if c in row.cells))
    return Employment.EMPLOYED if evidence.works else Employment.NOT_EMPLOYED


def _contradicted(row: RowCells, text: str) -> Employment:
    status = "、".join(row.filled(Column.EMPLOYMENT))
    row.doubt(Column.EMPLOYMENT, "、".join(filter(None, (status, text))), differ=True)
    return Employment.NOT_UNDERSTOOD


def _read_capacity(
    row: RowCells, employment: Employment, said_by_status: Capacity | None
) -> tuple[Employment, Capacity | None]:
    said = row.said(Column.CAPACITY)
    if said in _NOT_LABOUR:
        return employment if employment is Employment.EMPLOYED else Employment(said), said_by_status
    capacity = said_by_status if said is None else _CAPACITIES[said]
    if capacity in (None, Capacity.FULL) and employment is Employment.NOT_EMPLOYED:
        unable = row.remarked("unable", Column.NOTE, Column.HEALTH)
        if unable:
            row.doubt(Column.CAPACITY, unable, differ=capacity is not None)
            return employment, Capacity.NOT_UNDERSTOOD
    return employment, capacity


def _read_start_and_end(row: RowCells, *, ranges: bool) -> tuple[date | None, date | None]:
    """Start and end of the work; an end in the cell of the start counts only where no status says otherwise."""
    started_on = ended_on = None
    if row.is_filled(Column.WORK_STARTED):
        period = read_period(row.cells[Column.WORK_STARTED])
        started_on, ended_on = period.start, period.end if ranges else None
        if not (period.start or period.lasts):
            row.warn("bad-date", Column.WORK_STARTED)
    if row.is_filled(Column.WORK_ENDED) and not lasts(row):
        period = read_period(row.cells[Column.WORK_ENDED])
        ended_on = period.end or period.last_day or ended_on
        if ended_on is None:
            row.warn("bad-date", Column.WORK_ENDED)
    return started_on, ended_on


def _read_return(row: RowCells) -> CameBack:
    """The cell is a date or yes/no; anything else is a warning, kept as it stands."""
    word = compact(row.cells.get(Column.RETURNED)) if Column.RETURNED in row.cells else ""
    if not word:
        return SILENT
    if word in RETURNED:
        said = RETURNED[word]
        return CameBack(said=said, text="是" if said else "否")
    written = read_date(row.cells[Column.RETURNED])
    if written is not None:
        return CameBack(on=written.on, text=written.on.isoformat())
    row.warn("bad-date" if any(mark.isdigit() for mark in word) else "unknown-word", Column.RETURNED)
    return CameBack(text=word)


def _read_pay(row: RowCells) -> Decimal | None:
    cell = row.cells.get(Column.MONTHLY_PAY)
    if cell is None:
        return None
    pay = read_pay(cell)
    if pay is not None and isinstance(cell, Decimal):
        row.warnings.append(unit_converted(pay))
    if pay is None and compact(cell) not in NOT_FILLED:
        row.warn("unreadable-pay", Column.MONTHLY_PAY)
    return pay


def _read_months(row: RowCells) -> int | None:
    cell = row.cells.get(Column.WORK_MONTHS)
    if cell is None:
        return None
    months = read_months(cell)
    if months is None and compact(cell) not in NOT_FILLED:
        row.warn("unreadable-months", Column.WORK_MONTHS)
    return months

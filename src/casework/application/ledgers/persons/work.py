"""
What a row says of a person's work: status, capacity, start, end, return, pay, months.

A status counts before a filled place or employer, which count where the sheet has no status column. Where one denies
what the other states, nothing is concluded: the employment is not understood.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from msgspec import Struct

from casework.application.ledgers.persons.dates import read_date, read_period
from casework.application.ledgers.persons.problems import unit_converted
from casework.application.ledgers.persons.row_cells import NOT_UNDERSTOOD, RowCells
from casework.application.ledgers.sheets.raw import Column
from casework.application.ledgers.understanding.cells import compact, number_text, read_months, read_pay
from casework.application.ledgers.understanding.words import (
    NO,
    NOT_FILLED,
    NOTHING,
    RETURNED,
    YES,
    place_says,
    remarked,
)
from casework.domain.codes import Capacity, Employment

_PLACES: Final = (Column.EMPLOYER, Column.WORK_PLACE)
_SPEAK_OF_WORK: Final = frozenset({*_PLACES, Column.PUBLIC_POST, Column.WORK_STARTED, Column.NOTE, Column.WORK_MONTHS})
_CAPACITIES: Final = {each.value: each for each in Capacity}
_WORD_AT_MOST: Final = 8
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


class _Return(Struct, frozen=True):
    said: bool | None = None
    on: date | None = None
    text: str = ""


_SILENT: Final = _Return()


class _Evidence(NamedTuple):
    """
    What cells other than the status say: `works` True, False or, when it cannot be told, None; "" is silence.

    `nobody` says that it is a word like 在家, where a place was asked for; `noted` that only a note says so.
    """

    works: bool | None
    text: str
    nobody: bool = False
    noted: bool = False


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

    def evidence() -> _Evidence:
        # Most rows need none: their status says work.
        found = _evidence(row, started_on, ended_on, came_back, months, assessed_on)
        return _of_post_or_pay(row, pay if wages else None) or found if found.text == "" else found

    capacity_of_status = None
    if has_status_column:
        employment, capacity_of_status = _by_status(row, evidence, ended=_ended(started_on, ended_on, assessed_on))
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


def _by_status(row: RowCells, look: Callable[[], _Evidence], *, ended: bool) -> tuple[Employment, Capacity | None]:
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
    if gone := _gone(row):
        return _contradicted(row, gone), capacity
    return Employment.NOT_EMPLOYED, capacity


def _by_evidence(row: RowCells, evidence: _Evidence) -> Employment:
    if evidence.works is None:
        row.doubt(Column.EMPLOYMENT, evidence.text)
        return Employment.NOT_UNDERSTOOD
    if evidence.works and evidence.noted:
        row.doubt(Column.EMPLOYMENT, evidence.text)
        return Employment.NOT_UNDERSTOOD
    if not evidence.works and (gone := _gone(row)):
        return _contradicted(row, gone)
    if not evidence.works and evidence.nobody:
        row.warn("taken-as-idle", next(c for c in _PLACES if c in row.cells))
    return Employment.EMPLOYED if evidence.works else Employment.NOT_EMPLOYED


def _contradicted(row: RowCells, text: str) -> Employment:
    status = "、".join(row.filled(Column.EMPLOYMENT))
    row.doubt(Column.EMPLOYMENT, "、".join(filter(None, (status, text))), differ=True)
    return Employment.NOT_UNDERSTOOD


def _gone(row: RowCells) -> str:
    """What a note, or a column that is not known, says of somebody who is no longer there: then nobody is called idle."""
    words = (word for cell in row.unknown.values() if len(word := compact(cell)) <= _WORD_AT_MOST)
    said = (remarked("gone", word) for word in words)
    return row.remarked("gone", Column.NOTE, Column.HEALTH) or next(filter(None, said), "")


def _evidence(
    row: RowCells,
    started_on: date | None,
    ended_on: date | None,
    came_back: _Return,
    months: int | None,
    assessed_on: date,
) -> _Evidence:
    if row.cells.keys().isdisjoint(_SPEAK_OF_WORK):
        return _Evidence(False, "")
    found = [*_of_places(row), *_of_post(row)]
    if started_on:
        found.append(_Evidence(True, started_on.isoformat()))
    elif row.is_filled(Column.WORK_STARTED):
        found.append(_Evidence(None, row.text(Column.WORK_STARTED)))
    works = next((each for each in found if each.works), None)
    if works is not None:
        over = _ended(started_on, ended_on, assessed_on) or _returned(started_on, came_back)
        if not over and ended_on is None and row.is_filled(Column.WORK_ENDED) and not _lasts(row):
            return _Evidence(None, row.text(Column.WORK_ENDED))
        if not over and came_back.text and came_back.said is None and came_back.on is None:
            return _Evidence(None, came_back.text)
        text = row.text(Column.WORK_ENDED) if ended_on else came_back.text
        return _Evidence(False, text) if over else works
    noted = row.remarked("work", Column.NOTE)
    if noted and not _returned(started_on, came_back):
        return _Evidence(True, noted, noted=True)
    if doubt := next((each for each in found if each.works is None), None):
        return doubt
    if months and not _returned(started_on, came_back):
        return _Evidence(None, row.text(Column.WORK_MONTHS))
    return found[0] if found else _Evidence(False, "")


def _of_places(row: RowCells) -> list[_Evidence]:
    found = [
        _Evidence(says, word, nobody=says is False and word not in NO)
        for column in _PLACES
        for word in row.filled(column)
        for says in (place_says(word),)
    ]
    for column in _PLACES:
        cell = row.cells.get(column)
        if isinstance(cell, str) and cell.strip().lower() in NOTHING:
            found.append(_Evidence(False, cell.strip(), nobody=True))
    return found


def _of_post_or_pay(row: RowCells, pay: Decimal | None) -> _Evidence | None:
    """A post or wages where nothing else speaks of work: somebody has to say what is so."""
    said = next((word for word in row.filled(Column.POST) if place_says(word)), None)
    said = said or (f"{pay}元" if pay else None)
    return _Evidence(True, said, noted=True) if said else None


def _of_post(row: RowCells) -> list[_Evidence]:
    """A public-welfare post that is filled is work, be it named, counted in months, or said yes to."""
    found = []
    for cell in (row.cells.get(Column.PUBLIC_POST), *row.also.get(Column.PUBLIC_POST, ())):
        word = compact(cell)
        if not word:
            continue
        months = read_months(number_text(cell))
        if word in NO or months == 0:
            found.append(_Evidence(False, ""))
        elif word in YES or months:
            found.append(_Evidence(True, f"公益性岗位{word}"))
        else:
            found.append(_Evidence(place_says(word), word))
    return found


def _ended(started_on: date | None, ended_on: date | None, assessed_on: date) -> bool:
    return ended_on is not None and ended_on <= assessed_on and (started_on is None or started_on <= ended_on)


def _returned(started_on: date | None, came_back: _Return) -> bool:
    if came_back.on:
        return started_on is None or came_back.on > started_on
    return bool(came_back.said)


def _lasts(row: RowCells) -> bool:
    return compact(row.cells.get(Column.WORK_ENDED)) in _LASTING


_LASTING: Final = frozenset(
    {"至今", "今", "长期", "无固定期限", "未结束", "仍在", "在岗", "在职", "现在", "目前", "持续", "未离岗", "常年"}
)


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
    if row.is_filled(Column.WORK_ENDED) and not _lasts(row):
        period = read_period(row.cells[Column.WORK_ENDED])
        ended_on = period.end or period.last_day or ended_on
        if ended_on is None:
            row.warn("bad-date", Column.WORK_ENDED)
    return started_on, ended_on


def _read_return(row: RowCells) -> _Return:
    """The cell is a date or yes/no; anything else is a warning, kept as it stands."""
    word = compact(row.cells.get(Column.RETURNED)) if Column.RETURNED in row.cells else ""
    if not word:
        return _SILENT
    if word in RETURNED:
        said = RETURNED[word]
        return _Return(said=said, text="是" if said else "否")
    written = read_date(row.cells[Column.RETURNED])
    if written is not None:
        return _Return(on=written.on, text=written.on.isoformat())
    row.warn("bad-date" if any(mark.isdigit() for mark in word) else "unknown-word", Column.RETURNED)
    return _Return(text=word)


def _read_pay(row: RowCells) -> Decimal | None:
    cell = row.cells.get(Column.MONTHLY_PAY)
    if cell is None:
        return None
    pay = read_pay(cell)
    if pay is not None and isinstance(cell, Decimal):
        row.warnings.append(unit_converted(pay))
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

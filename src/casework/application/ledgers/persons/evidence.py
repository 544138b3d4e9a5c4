"""What the cells of a row other than its status say of somebody's work: place, employer, post, start and end, a note."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from msgspec import Struct

from casework.application.ledgers.persons.row_cells import RowCells
from casework.application.ledgers.sheets.raw import Column
from casework.application.ledgers.understanding.cells import compact, number_text, read_months
from casework.application.ledgers.understanding.words import NO, NOTHING, YES, place_says, remarked

PLACES: Final = (Column.EMPLOYER, Column.WORK_PLACE)
_SPEAK_OF_WORK: Final = frozenset({*PLACES, Column.PUBLIC_POST, Column.WORK_STARTED, Column.NOTE, Column.WORK_MONTHS})
_WORD_AT_MOST: Final = 8


class CameBack(Struct, frozen=True):
    """Whether and when somebody came back from work elsewhere, as the cell says it; `text` is its one spelling."""

    said: bool | None = None
    on: date | None = None
    text: str = ""


SILENT: Final = CameBack()
"""Nothing is said of coming back."""


class Evidence(NamedTuple):
    """
    What cells other than the status say: `works` True, False or, when it cannot be told, None; "" is silence.

    `nobody` says that it is a word like 在家, where a place was asked for; `noted` that only a note says so.
    """

    works: bool | None
    text: str
    nobody: bool = False
    noted: bool = False


_NONE: Final = Evidence(False, "")


def evidence_of(
    row: RowCells,
    started_on: date | None,
    ended_on: date | None,
    came_back: CameBack,
    months: int | None,
    assessed_on: date,
) -> Evidence:
    """What place, employer, post, start, end, return, months and note together say of work on a day."""
    if row.cells.keys().isdisjoint(_SPEAK_OF_WORK):
        return _NONE
    found = [*_of_places(row), *_of_post(row)]
    if started_on:
        found.append(Evidence(True, started_on.isoformat()))
    elif row.is_filled(Column.WORK_STARTED):
        found.append(Evidence(None, row.text(Column.WORK_STARTED)))
    works = next((each for each in found if each.works), None)
    if works is not None:
        over = ended(started_on, ended_on, assessed_on) or _returned(started_on, came_back)
        if not over and ended_on is None and row.is_filled(Column.WORK_ENDED) and not lasts(row):
            return Evidence(None, row.text(Column.WORK_ENDED))
        if not over and came_back.text and came_back.said is None and came_back.on is None:
            return Evidence(None, came_back.text)
        text = row.text(Column.WORK_ENDED) if ended_on else came_back.text
        return Evidence(False, text) if over else works
    noted = row.remarked("work", Column.NOTE)
    if noted and not _returned(started_on, came_back):
        return Evidence(True, noted, noted=True)
    if doubt := next((each for each in found if each.works is None), None):
        return doubt
    if months and not _returned(started_on, came_back):
        return Evidence(None, row.text(Column.WORK_MONTHS))
    return found[0] if found else Evidence(False, "")


def said_to_be_gone(row: RowCells) -> str:
    """What a note, or a column that is not known, says of somebody who is no longer there: then nobody is called idle."""
    if said := row.remarked("gone", Column.NOTE, Column.HEALTH):
        return said
    for cell in row.unknown.values():
        if len(word := compact(cell)) <= _WORD_AT_MOST and (said := remarked("gone", word)):
            return said
    return ""


def _of_places(row: RowCells) -> list[Evidence]:
    found = [
        Evidence(says, word, nobody=says is False and word not in NO)
        for column in PLACES
        for word in row.filled(column)
        for says in (place_says(word),)
    ]
    for column in PLACES:
        cell = row.cells.get(column)
        if isinstance(cell, str) and cell.strip().lower() in NOTHING:
            found.append(Evidence(False, cell.strip(), nobody=True))
    return found


def of_post_or_pay(row: RowCells, pay: Decimal | None) -> Evidence | None:
    """A post or wages where nothing else speaks of work: somebody has to say what is so."""
    said = next((word for word in row.filled(Column.POST) if place_says(word)), None)
    said = said or (f"{pay}元" if pay else None)
    return Evidence(True, said, noted=True) if said else None


def _of_post(row: RowCells) -> list[Evidence]:
    """A public-welfare post that is filled is work, be it named, counted in months, or said yes to."""
    found = []
    for cell in (row.cells.get(Column.PUBLIC_POST), *row.also.get(Column.PUBLIC_POST, ())):
        word = compact(cell)
        if not word:
            continue
        months = read_months(number_text(cell))
        if word in NO or months == 0:
            found.append(Evidence(False, ""))
        elif word in YES or months:
            found.append(Evidence(True, f"公益性岗位{word}"))
        else:
            found.append(Evidence(place_says(word), word))
    return found


def ended(started_on: date | None, ended_on: date | None, assessed_on: date) -> bool:
    """Whether the work was over by the day; an end before the start says nothing."""
    return ended_on is not None and ended_on <= assessed_on and (started_on is None or started_on <= ended_on)


def _returned(started_on: date | None, came_back: CameBack) -> bool:
    if came_back.on:
        return started_on is None or came_back.on > started_on
    return bool(came_back.said)


def lasts(row: RowCells) -> bool:
    """Whether the cell for the end says that the work goes on."""
    return compact(row.cells.get(Column.WORK_ENDED)) in _LASTING


_LASTING: Final = frozenset(
    {"至今", "今", "长期", "无固定期限", "未结束", "仍在", "在岗", "在职", "现在", "目前", "持续", "未离岗", "常年"}
)

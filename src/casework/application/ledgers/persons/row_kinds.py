"""Rows that are no persons: subtotals, foot lines, titles, and pre-numbered rows that nobody filled in."""

from __future__ import annotations

import re
from typing import Final

from casework.application.ledgers.sheets.raw import Cell, Column, RawRow
from casework.application.ledgers.understanding.cells import compact

_SUM: Final = re.compile(r"(?:.{0,12})(?:合计|小计|总计|共计)(?:[:(\d].*|人数.*|户数.*)?")
_FOOT: Final = re.compile(
    r"(?:填表|填报|审核|制表|审批|复核)(?:人|单位|日期|时间)?(?:[:(\d].*)?|(?:填表|审核|制表)人.*|(?:备?注|说明):.*"
)
_TITLE: Final = re.compile(
    r"附.{0,2}:.*|附表.*|续表.*|.*(?:名单|台账|一览表|汇总表|统计表|花名册|登记表|明细表)(?:\(.*\))?"
)
_FRAME: Final = frozenset({Column.SERIAL, Column.COUNTY, Column.TOWNSHIP, Column.VILLAGE, Column.GROUP})
_WRITTEN_IN: Final = (
    *_FRAME,
    Column.HOUSEHOLD_NUMBER,
    Column.PERSON_CODE,
    Column.HEAD_NAME,
    Column.RELATION,
    Column.NAME,
    Column.SEX,
)
_ID_LENGTH: Final = 15


def is_person(row: RawRow) -> bool:
    """Whether the row is about a person, well or badly filled."""
    if Column.NAME in row.cells and len(compact(row.cells.get(Column.RESIDENT_ID))) >= _ID_LENGTH:
        return True
    if not row.unknown and row.cells.keys() <= _FRAME:
        return False
    named = Column.NAME in row.cells
    if not named and len(row.cells) + len(row.unknown) == 1:
        only = next(iter((*row.cells.values(), *row.unknown.values())))
        if isinstance(only, str) and _TITLE.fullmatch(compact(only)):
            return False
    written: list[Cell] = [row.cells.get(column) for column in (_WRITTEN_IN if named else row.cells)]
    if not named:
        written += row.unknown.values()
    return not any(_is_sum_or_foot(cell) for cell in written)


def _is_sum_or_foot(cell: Cell) -> bool:
    if not isinstance(cell, str):
        return False
    text = compact(cell)
    return bool(_SUM.fullmatch(text) or _FOOT.fullmatch(text))

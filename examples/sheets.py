"""The sheets of the ledger: titles, headers, rows, merged cells, subtotals and foot lines."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from itertools import groupby

from examples.households import Household
from examples.layouts import EMPTY_SHEET, HIDDEN_SHEET, INSTRUCTIONS, INSTRUCTIONS_SHEET, LAYOUTS, Blocks, Layout
from examples.people import Person
from examples.rows import HOUSEHOLD_KEYS, REGION_KEYS, household_cells, person_cells, region_cells
from examples.spelling import Value


@dataclass(kw_only=True)
class Written:
    """Where a person came to stand; `row` counts from 1, as Excel shows it."""

    sheet: str
    row: int
    household: Household
    person: Person


@dataclass(kw_only=True)
class Sheet:
    """One sheet as it is to be written; `merges` are (first row, first column, last row, last column) from 0."""

    name: str
    rows: list[list[Value]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    header_rows: list[int] = field(default_factory=list)  # from 1
    hidden: bool = False
    hidden_columns: list[int] = field(default_factory=list)
    persons: list[Written] = field(default_factory=list)

    def add(self, cells: dict[int, Value], width: int) -> int:
        """Append a row and give its index."""
        self.rows.append([cells.get(column) for column in range(width)])
        return len(self.rows) - 1


def build_sheets(households: list[Household], rng: random.Random) -> list[Sheet]:
    """All sheets in their order: instructions, the ledger's own, one hidden, one empty."""
    sheets = [Sheet(name=INSTRUCTIONS_SHEET, rows=[[line] for line in INSTRUCTIONS])]
    sheets += [_sheet(layout, [h for h in households if h.layout is layout], rng) for layout in LAYOUTS]
    sheets.append(_hidden_sheet(sheets[-1]))
    sheets.append(Sheet(name=EMPTY_SHEET))
    return sheets


def _sheet(layout: Layout, households: list[Household], rng: random.Random) -> Sheet:
    sheet = Sheet(name=layout.sheet, hidden_columns=[layout.keys.index(key) for key in layout.hidden])
    _titles(sheet, layout)
    _header(sheet, layout)
    for _, of_village in groupby(households, key=lambda household: household.village.code):
        start = len(sheet.rows)
        for household in of_village:
            _household(sheet, household, rng)
        _subtotal(sheet, layout, "小计", len(sheet.rows) - start)
        if rng.random() < 0.3:
            sheet.add({}, len(layout.columns))
    _subtotal(sheet, layout, rng.choice(("合计", "合  计")), len(sheet.persons))
    _foot(sheet, layout)
    return sheet


def _titles(sheet: Sheet, layout: Layout) -> None:
    width = len(layout.columns)
    for line in (layout.title, layout.note):
        if line is not None:
            row = sheet.add({0: line}, width)
            sheet.merges.append((row, 0, row, width - 1))


def _header(sheet: Sheet, layout: Layout) -> None:
    width, headers = len(layout.columns), {index: header for index, (_, header) in enumerate(layout.columns)}
    if not layout.groups:
        sheet.header_rows = [sheet.add(dict(headers), width) + 1]
        return
    upper: dict[int, Value] = dict(headers)
    lower: dict[int, Value] = {}
    for title, (first, last) in layout.groups.items():
        columns = range(layout.keys.index(first), layout.keys.index(last) + 1)
        upper |= dict.fromkeys(columns) | {columns[0]: title}
        lower |= {column: headers[column] for column in columns}
        sheet.merges.append((len(sheet.rows), columns[0], len(sheet.rows), columns[-1]))
    single = [column for column in range(width) if column not in lower]
    sheet.merges += [(len(sheet.rows), column, len(sheet.rows) + 1, column) for column in single]
    sheet.header_rows = [sheet.add(upper, width) + 1, sheet.add(lower, width) + 1]


def _household(sheet: Sheet, household: Household, rng: random.Random) -> None:
    layout = household.layout
    region, own = region_cells(household, rng), household_cells(household, rng)
    first = len(sheet.rows)
    for index, person in enumerate(household.members):
        cells: dict[str, Value] = {"serial": len(sheet.persons) + 1} | person_cells(household, person, rng)
        if index == 0 or layout.blocks in (Blocks.REPEATED, Blocks.NUMBER_ON_FIRST):
            cells |= region
        if index == 0 or layout.blocks is Blocks.REPEATED:
            cells |= own
        row = sheet.add({i: cells.get(key) for i, key in enumerate(layout.keys)}, len(layout.columns))
        sheet.persons.append(Written(sheet=sheet.name, row=row + 1, household=household, person=person))
    if layout.blocks is Blocks.MERGED and len(household.members) > 1:
        filled = [key for key, value in (region | own).items() if value is not None]
        columns = [layout.keys.index(key) for key in (*REGION_KEYS, *HOUSEHOLD_KEYS) if key in filled]
        sheet.merges += [(first, column, len(sheet.rows) - 1, column) for column in columns]


def _subtotal(sheet: Sheet, layout: Layout, word: str, persons: int) -> None:
    if layout.subtotal is not None:
        cells: dict[int, Value] = {layout.keys.index(layout.subtotal): word, len(layout.columns) - 1: f"{persons}人"}
        sheet.add(cells, len(layout.columns))


def _foot(sheet: Sheet, layout: Layout) -> None:
    width = len(layout.columns)
    if layout.foot == "one cell":
        row = sheet.add({0: "填表人：禾一亩        审核人：麦二垄        填表日期：2026年2月20日"}, width)
        sheet.merges.append((row, 0, row, width - 1))
    elif layout.foot == "two cells":
        sheet.add({0: "填表人：", 2: "禾一亩", 4: "审核人：", 6: "麦二垄"}, width)
        sheet.add({0: "制表：粟三畦"}, width)


def _hidden_sheet(model: Sheet) -> Sheet:
    """Last year's list, hidden: none of its rows may count."""
    rows = [list(row) for row in model.rows[:40]]
    return Sheet(name=HIDDEN_SHEET, rows=rows, merges=model.merges[:1], header_rows=model.header_rows, hidden=True)

"""What a row says of a year's income, where the header says which year it was (GY-1a)."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from casework.application.ledgers.persons.row_cells import RowCells
from casework.application.ledgers.sheets.raw import Cell, Column, RawSheet, YearAndUnit
from casework.application.ledgers.understanding.cells import compact, in_fen, read_amount
from casework.application.ledgers.understanding.words import BLANK
from casework.domain.details.details import MOST_PAY


class Income(Struct, frozen=True, kw_only=True):
    """Income and the wages in it, in yuan, of a year; nothing where the year is not said."""

    year: int | None = None
    income: Decimal | None = None
    wages: Decimal | None = None


def read_income(row: RowCells, sheet: RawSheet) -> Income:
    """
    The income of the latest year that the columns speak of; an amount of another year is kept as written alone.

    Wages above the income cannot be: then neither is taken, and the clerk is told.
    """
    found = {column: _amount(row, column, sheet) for column in (Column.INCOME, Column.INCOME_WAGES)}
    years = {column: sheet.incomes[column].year for column, amount in found.items() if amount is not None}
    year = max((each for each in years.values() if each), default=None)
    if year is None:
        return Income()
    income, wages = (found[column] if years.get(column) == year else None for column in found)
    if income is not None and wages is not None and wages > income:
        row.warn("kept-as-written", Column.INCOME_WAGES)
        return Income()
    return Income(year=year, income=income, wages=wages)


def yearly_amount(cell: Cell, of: YearAndUnit) -> Decimal | None:
    """A year's amount in yuan, to the fen; None when the cell says none, one a month, or more than anybody has: yuan under 万元."""
    word = compact(cell)
    amount = None if "月" in word else read_amount(word.removesuffix("/年").removesuffix("每年"))
    # 1.2 under a header in 万元 is 12000, and 12000元 is what it says.
    own_unit = any(mark in word for mark in "元万千")
    if amount is None:
        return None
    yuan = in_fen(amount if own_unit else amount * of.unit)
    return yuan if yuan < MOST_PAY else None


def _amount(row: RowCells, column: Column, sheet: RawSheet) -> Decimal | None:
    of = sheet.incomes.get(column)
    if of is None or of.year is None or not row.is_filled(column):
        return None
    amount = yearly_amount(row.cells[column], of)
    if amount is None:
        said = row.keep(column, compact(row.cells[column]))
        return None if said in (None, BLANK) else yearly_amount(said, YearAndUnit(of.year))
    return amount

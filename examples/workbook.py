"""Writes the sheets as an Excel file; the same sheets give the same file, byte by byte."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import xlsxwriter

from examples.sheets import Sheet
from examples.spelling import Value


def write_workbook(sheets: list[Sheet], path: Path) -> None:
    """Every text stays text, also one that begins with `=`; numbers stay numbers, dates are cells in date format."""
    options = {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as book:
        book.set_properties(
            {"title": "虚构示例台账", "created": datetime(2026, 2, 20, tzinfo=UTC).replace(tzinfo=None)}
        )
        dates = book.add_format({"num_format": "yyyy-mm-dd"})
        months = book.add_format({"num_format": 'yyyy"年"m"月"'})
        middle = book.add_format({"align": "center", "valign": "vcenter", "text_wrap": True})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            if sheet.hidden:
                page.hide()
            for column in sheet.hidden_columns:
                page.set_column(column, column, None, None, {"hidden": True})
            merged = {(top, left): (bottom, right) for top, left, bottom, right in sheet.merges}
            for top, row in enumerate(sheet.rows):
                for left, value in enumerate(row):
                    if (top, left) in merged:
                        page.merge_range(top, left, *merged[top, left], _text_or_number(value), middle)
                    elif isinstance(value, date):
                        moment = datetime(value.year, value.month, value.day)  # noqa: DTZ001 - a cell has no zone
                        page.write_datetime(top, left, moment, months if value.day % 7 == 0 else dates)
                    elif value not in (None, ""):
                        page.write(top, left, _text_or_number(value))


def _text_or_number(value: Value) -> str | int | float:
    if value is None or isinstance(value, date):
        raise TypeError(f"not a text or a number: {value!r}")
    return value

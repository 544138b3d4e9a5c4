"""Writes the ledger template: an empty ledger with words to choose from, and a page of examples (GY-1b, ADR 0024)."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from casework.application.ledgers.files.file_errors import LedgerFileError
from casework.application.ledgers.sheets.table import NOT_IMPORTED, column_letters
from casework.application.ledgers.template.accepted_words import ACCEPTED
from casework.application.ledgers.template.columns import COLUMNS, TemplateColumn

LEDGER = "台账"
EXAMPLES = f"填写示例{NOT_IMPORTED}"
WORDS = f"可选词语{NOT_IMPORTED}"

_ROWS = 5_000
"""So many rows of the ledger offer words."""

_FONT = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
_HEADER = {**_FONT, "bold": True, "border": 1, "align": "center", "text_wrap": True}
_NEEDED = {**_HEADER, "bg_color": "#FFEB9C"}
_TEXT = {**_FONT, "num_format": "@"}
_HINT = {**_FONT, "italic": True, "text_wrap": True, "font_color": "#7F7F7F"}


def write_template(out: Path) -> None:
    """
    Write the template to a new file; it goes in as it is, whatever is filled in.

    Raises:
        LedgerFileError: There is a file of this name, or none can be written.
    """
    try:
        descriptor = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
        with os.fdopen(descriptor, "wb") as file:
            file.write(_content())
    except OSError as error:
        raise LedgerFileError("unwritable", out.name, error.strerror or "") from error


def _content() -> bytes:
    content = BytesIO()
    with Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False}) as book:
        formats = {name: book.add_format(look) for name, look in _LOOKS.items()}
        _ledger(book.add_worksheet(LEDGER), formats)
        _examples(book.add_worksheet(EXAMPLES), formats)
        _words(book.add_worksheet(WORDS), formats)
    return content.getvalue()


_LOOKS = {"header": _HEADER, "needed": _NEEDED, "text": _TEXT, "hint": _HINT}
_Formats = dict[str, Any]


def _ledger(sheet: Any, formats: _Formats) -> None:
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, _width(column), formats["text"])
        sheet.data_validation(1, place, _ROWS, place, _rule(column))
    _headers(sheet, formats)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)


def _examples(sheet: Any, formats: _Formats) -> None:
    _headers(sheet, formats)
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, _width(column))
        sheet.write_string(1, place, ("必填。" if column.needed else "") + column.hint, formats["hint"])
        for row, example in enumerate(column.examples, start=2):
            sheet.write_string(row, place, example, formats["text"])
    sheet.freeze_panes(2, 0)


def _words(sheet: Any, formats: _Formats) -> None:
    headers = {column.column: column.header for column in COLUMNS}
    for place, (column, words) in enumerate(ACCEPTED.items()):
        sheet.set_column(place, place, 16)
        sheet.write_string(0, place, headers[column], formats["header"])
        for row, word in enumerate(words, start=1):
            sheet.write_string(row, place, word, formats["text"])


def _headers(sheet: Any, formats: _Formats) -> None:
    for place, column in enumerate(COLUMNS):
        sheet.write_string(0, place, column.header, formats["needed" if column.needed else "header"])


def _rule(column: TemplateColumn) -> dict[str, Any]:
    """What the cells of a column offer: words to choose from, any other still allowed, and what belongs there."""
    said = {"input_title": column.header, "input_message": column.hint} if column.hint else {}
    if column.column not in ACCEPTED:
        return {"validate": "any", **said}
    letters = column_letters(list(ACCEPTED).index(column.column))
    source = f"='{WORDS}'!${letters}$2:${letters}${len(ACCEPTED[column.column]) + 1}"
    other = "不在可选词语之中，确定要这样填写吗？"
    return {"validate": "list", "source": source, "error_type": "warning", "error_message": other, **said}


def _width(column: TemplateColumn) -> float:
    return max(10.0, 2.2 * len(column.header), *(1.2 * len(example) for example in column.examples))

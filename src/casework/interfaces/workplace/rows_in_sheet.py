"""Rows of a list as a workbook, as their rows declare them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from casework.application.ledgers.files.file_errors import LedgerFileError
from casework.domain.columns import ListRow, columns_of
from casework.interfaces.wording.cells import CellWords
from casework.interfaces.wording.language import Language


def refuse_existing(out: Path) -> None:
    """Raise LedgerFileError where there is a file of this name: what somebody else wrote stays."""
    if out.exists():
        raise LedgerFileError("unwritable", out.name, "已有同名文件|there is a file of this name")


def write_rows(
    out: Path, language: Language, row: type[ListRow], rows: Sequence[ListRow], places: Sequence[str]
) -> None:
    """
    Write the rows with their headers to a new workbook that its owner alone may read; every cell is text, none a formula.

    Raises LedgerFileError: there is a file of this name, or none can be written.
    """
    columns, words = columns_of(row), CellWords(language)
    lines = [[language.say(*columns[place].header) for place in places]]
    lines += [["" if cell is None else str(cell) for cell in words.row(each, places)] for each in rows]
    with new_file(out) as file:
        file.write(_workbook(lines))


@contextmanager
def new_file(out: Path) -> Iterator[BinaryIO]:
    """A new file that its owner alone may read. Raises LedgerFileError: there is one of this name, or none can be written."""
    refuse_existing(out)
    try:
        descriptor = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            yield file
    except OSError as error:
        raise LedgerFileError("unwritable", out.name, error.strerror or "") from error


def _workbook(lines: Sequence[Sequence[str]]) -> bytes:
    from xlsxwriter import Workbook

    content = BytesIO()
    with Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        text = book.add_format({"num_format": "@"})
        sheet = book.add_worksheet()
        for number, line in enumerate(lines):
            for place, cell in enumerate(line):
                sheet.write_string(number, place, cell, text)
    return content.getvalue()

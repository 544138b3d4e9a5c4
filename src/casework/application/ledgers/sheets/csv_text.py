"""Reads a CSV file: its encoding is proved first, then its records stream."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from typing import IO

from casework.application.ledgers.files.file_errors import LedgerFileError
from casework.application.ledgers.files.limits import ReadingLimits
from casework.application.ledgers.sheets.encodings import Encoding, proved_encoding, text_of
from casework.application.ledgers.sheets.headers import find_header
from casework.application.ledgers.sheets.table import Line, Table

_BLOCK = 1024 * 1024
_SAMPLE_CHARACTERS = 64 * 1024
_DELIMITERS = ",\t;"
_END_OF_FILE = "\x1a"  # what programs of the DOS age wrote last


def csv_table(file: IO[bytes], name: str, limits: ReadingLimits) -> Table:
    """The file as one table; refuses what is not text, in one of the two encodings, to its last byte."""
    encoding = proved_encoding(file, name)
    delimiter = _delimiter(file, encoding, limits)
    return Table(name="", lines=partial(_lines, file, encoding, delimiter, name, limits))


def line_count(file: IO[bytes]) -> int:
    """How many line breaks the file has: about as many records."""
    file.seek(0)
    return sum(block.count(b"\n") for block in iter(lambda: file.read(_BLOCK), b""))


def _delimiter(file: IO[bytes], encoding: Encoding, limits: ReadingLimits) -> str:
    """The delimiter under which a header is found near the start; a comma when none is."""
    text = text_of(file, encoding)
    sample = text.read(_SAMPLE_CHARACTERS)
    text.detach()
    csv.field_size_limit(limits.cell_characters)
    for delimiter in _DELIMITERS:
        records = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
        # The sample may end inside a record, which is no reason against the delimiter.
        with suppress(csv.Error):
            lines = (Line(number, record) for number, record in enumerate(records, start=1))
            if find_header(lines, ())[0] is not None:
                return delimiter
    return _DELIMITERS[0]


def _lines(file: IO[bytes], encoding: Encoding, delimiter: str, name: str, limits: ReadingLimits) -> Iterator[Line]:
    text = text_of(file, encoding)
    number = width = 0
    record: list[str] = []
    try:
        for number, record in enumerate(csv.reader(text, delimiter=delimiter, strict=True), start=1):
            if number > limits.lines_per_sheet:
                raise LedgerFileError(
                    "huge", name, f"超过 {limits.rows_per_sheet} 行|more than {limits.rows_per_sheet} rows"
                )
            if len(record) > limits.columns:
                raise LedgerFileError(
                    "huge", name, f"第{number}行有 {len(record)} 列|{len(record)} columns in row {number}"
                )
            if record == [_END_OF_FILE]:
                continue
            width = max(width, len(record)) if number <= 3 else width
            yield Line(number, record)
    except csv.Error as error:
        raise _translated(error, name, number + 1) from error
    finally:
        with suppress(ValueError):  # whoever broke off may have closed the file first
            text.detach()
    if 1 < len(record) < width and not _ends_with_line_break(file, encoding):
        raise LedgerFileError("cut-off", name)


def _translated(error: csv.Error, name: str, record: int) -> LedgerFileError:
    if "field larger" in str(error):
        return LedgerFileError("huge", name, f"第{record}行有一格太长|a cell in row {record} is too long")
    if "unexpected end" in str(error):
        return LedgerFileError("cut-off", name)
    return LedgerFileError("damaged", name, f"第{record}行的引号不成对|the quotes in row {record} do not match")


def _ends_with_line_break(file: IO[bytes], encoding: Encoding) -> bool:
    file.seek(-encoding.smallest_bytes, io.SEEK_END)
    return file.read().strip(b"\x00") in {b"\n", b"\r"}

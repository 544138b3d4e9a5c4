"""Reads a CSV file: its encoding is proved first, then its records stream."""

from __future__ import annotations

import csv
import io
from codecs import getincrementaldecoder
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from typing import IO

from casework.application.ledgers.files.file_errors import LedgerFileError
from casework.application.ledgers.files.limits import ReadingLimits
from casework.application.ledgers.sheets.headers import find_header
from casework.application.ledgers.sheets.table import Line, Table

_BLOCK = 1024 * 1024
_SAMPLE_CHARACTERS = 64 * 1024
_DELIMITERS = ",\t;"
_BOM = b"\xef\xbb\xbf"
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_ENOUGH_LETTERS = 64
_FEW_LETTERS = 8  # when everything but the very end has been UTF-8
_CUT = ("unexpected end of data", "incomplete multibyte sequence")


def csv_table(file: IO[bytes], name: str, limits: ReadingLimits) -> Table:
    """The file as one table; refuses what is not text, in one of the two encodings, to its last byte."""
    encoding = proved_encoding(file, name)
    delimiter = _delimiter(file, encoding, limits)
    return Table(name="", lines=partial(_lines, file, encoding, delimiter, name, limits))


def line_count(file: IO[bytes]) -> int:
    """How many line breaks the file has: about as many records."""
    file.seek(0)
    return sum(block.count(b"\n") for block in iter(lambda: file.read(_BLOCK), b""))


def proved_encoding(file: IO[bytes], name: str) -> str:
    """`utf-8-sig` or `gb18030`, whichever the whole file obeys; UTF-8 comes first."""
    file.seek(0)
    start = file.read(4)
    if start.startswith(_WIDE):
        raise LedgerFileError("undecodable", name)
    letters, problem = _decodes(file, name, "utf-8")
    if problem is None:
        return "utf-8-sig"
    # GB18030 takes almost any bytes: what has begun as UTF-8 is a broken UTF-8 file, not one of the other kind.
    enough = _FEW_LETTERS if problem in _CUT else _ENOUGH_LETTERS
    if start.startswith(_BOM) or letters >= enough:
        raise LedgerFileError("cut-off" if problem in _CUT else "undecodable", name)
    _, problem = _decodes(file, name, "gb18030")
    if problem is not None:
        raise LedgerFileError("cut-off" if problem in _CUT else "undecodable", name)
    return "gb18030"


def _decodes(file: IO[bytes], name: str, encoding: str) -> tuple[int, str | None]:
    """How many letters beyond ASCII were met, and what stopped the decoder, if anything."""
    decoder = getincrementaldecoder(encoding)("strict")
    letters = unbroken = 0
    file.seek(0)
    while True:
        block = file.read(_BLOCK)
        if b"\x00" in block:
            raise LedgerFileError("nul", name)
        unbroken = 0 if b"\n" in block or b"\r" in block else unbroken + len(block)
        if unbroken > 2 * _BLOCK:
            raise LedgerFileError("huge", name, "一行超过 2 MB|one line is longer than 2 MB")
        try:
            text = decoder.decode(block, final=not block)
        except UnicodeDecodeError as error:
            readable = block[: error.start].decode(encoding, errors="ignore")
            return letters + _beyond_ascii(readable), error.reason
        letters += _beyond_ascii(text)
        if not block:
            return letters, None


def _beyond_ascii(text: str) -> int:
    return 0 if text.isascii() else len(text) - len(text.encode("ascii", errors="ignore"))


def _delimiter(file: IO[bytes], encoding: str, limits: ReadingLimits) -> str:
    """The delimiter under which a header is found near the start; a comma when none is."""
    text = _text(file, encoding)
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


def _lines(file: IO[bytes], encoding: str, delimiter: str, name: str, limits: ReadingLimits) -> Iterator[Line]:
    text = _text(file, encoding)
    number = width = 0
    record: list[str] = []
    try:
        for number, record in enumerate(csv.reader(text, delimiter=delimiter, strict=True), start=1):
            if number > limits.rows_per_sheet:
                raise LedgerFileError(
                    "huge", name, f"超过 {limits.rows_per_sheet} 行|more than {limits.rows_per_sheet} rows"
                )
            if len(record) > limits.columns:
                raise LedgerFileError(
                    "huge", name, f"第{number}行有 {len(record)} 列|{len(record)} columns in row {number}"
                )
            width = max(width, len(record)) if number <= 3 else width
            yield Line(number, record)
    except csv.Error as error:
        raise _translated(error, name, number + 1) from error
    finally:
        text.detach()
    if 1 < len(record) < width and not _ends_with_line_break(file):
        raise LedgerFileError("cut-off", name)


def _text(file: IO[bytes], encoding: str) -> io.TextIOWrapper:
    file.seek(0)
    return io.TextIOWrapper(file, encoding=encoding, errors="strict", newline="")


def _translated(error: csv.Error, name: str, record: int) -> LedgerFileError:
    if "field larger" in str(error):
        return LedgerFileError("huge", name, f"第{record}行有一格太长|a cell in row {record} is too long")
    if "unexpected end" in str(error):
        return LedgerFileError("cut-off", name)
    return LedgerFileError("damaged", name, f"第{record}行的引号不成对|the quotes in row {record} do not match")


def _ends_with_line_break(file: IO[bytes]) -> bool:
    file.seek(-1, io.SEEK_END)
    return file.read(1) in {b"\n", b"\r"}

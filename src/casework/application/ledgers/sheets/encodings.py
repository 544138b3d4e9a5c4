"""In which encoding a text file is written, proved to its last byte."""

from __future__ import annotations

import codecs
import io
from typing import IO, NamedTuple

from casework.application.ledgers.files.file_errors import LedgerFileError


class Encoding(NamedTuple):
    """A codec, what it does with bytes that are none of its own, and in how many bytes the shortest letter is written."""

    codec: str
    errors: str = "strict"
    smallest_bytes: int = 1


_BLOCK = 1024 * 1024
_BOM = b"\xef\xbb\xbf"
_UTF_8 = Encoding("utf-8-sig")
_WIDE = {
    codecs.BOM_UTF16_LE: Encoding("utf-16", smallest_bytes=2),
    codecs.BOM_UTF16_BE: Encoding("utf-16", smallest_bytes=2),
}
_WIDER = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_UNMARKED = (Encoding("utf-16-le", smallest_bytes=2), Encoding("utf-16-be", smallest_bytes=2))
_SAMPLE = 4096
_MANY_ZEROS = 8
_ENOUGH_LETTERS = 64
_FEW_LETTERS = 8  # when everything but the very end has been UTF-8
_CUT = ("unexpected end of data", "incomplete multibyte sequence", "truncated data")
_EURO = 0x80  # in Windows code page 936, which is what Excel calls GBK


def _euro(error: UnicodeError) -> tuple[str, int]:
    if isinstance(error, UnicodeDecodeError) and error.object[error.start] == _EURO:
        return "\N{EURO SIGN}", error.start + 1
    raise error


codecs.register_error("casework-euro", _euro)
_GB18030 = Encoding("gb18030", errors="casework-euro")


def proved_encoding(file: IO[bytes], name: str) -> Encoding:
    """UTF-16, UTF-8 or GB18030, whichever the whole file obeys; raises LedgerFileError."""
    file.seek(0)
    start = file.read(_SAMPLE)
    if (wide := _wide(start)) is not None:
        _, problem = _decodes(file, name, wide)
        return wide if problem is None else _refuse(problem, name)
    letters, problem = _decodes(file, name, _UTF_8)
    if problem is None:
        return _UTF_8
    # GB18030 takes almost any bytes: what has begun as UTF-8 is a broken UTF-8 file, not one of the other kind.
    enough = _FEW_LETTERS if problem in _CUT else _ENOUGH_LETTERS
    if start.startswith(_BOM) or letters >= enough:
        return _refuse(problem, name)
    _, problem = _decodes(file, name, _GB18030)
    return _GB18030 if problem is None else _refuse(problem, name)


def text_of(file: IO[bytes], encoding: Encoding) -> io.TextIOWrapper:
    """The file's text from its start; detach it afterwards, so that the file stays open."""
    file.seek(0)
    return io.TextIOWrapper(file, encoding=encoding.codec, errors=encoding.errors, newline="")


def _refuse(problem: str, name: str) -> Encoding:
    raise LedgerFileError("cut-off" if problem in _CUT else "undecodable", name)


def _wide(start: bytes) -> Encoding | None:
    """UTF-16, by its mark, or without one by the zeros beside digits, commas and line breaks."""
    if start.startswith(_WIDER):
        return None
    for mark, encoding in _WIDE.items():
        if start.startswith(mark):
            return encoding
    little, big = start[1::2].count(0), start[::2].count(0)
    if min(little, big) == 0 and max(little, big) >= _MANY_ZEROS:
        return _UNMARKED[0] if little else _UNMARKED[1]
    return None


def _decodes(file: IO[bytes], name: str, encoding: Encoding) -> tuple[int, str | None]:
    """How many letters beyond ASCII were met, and what stopped the decoder, if anything."""
    decoder = codecs.getincrementaldecoder(encoding.codec)(encoding.errors)
    letters = unbroken = 0
    file.seek(0)
    while True:
        block = file.read(_BLOCK)
        unbroken = 0 if b"\n" in block or b"\r" in block else unbroken + len(block)
        if unbroken > 2 * _BLOCK:
            raise LedgerFileError("huge", name, "一行超过 2 MB|one line is longer than 2 MB")
        try:
            text = decoder.decode(block, final=not block)
        except UnicodeDecodeError as error:
            readable = block[: error.start].decode(encoding.codec, errors="ignore")
            return letters + _beyond_ascii(readable), error.reason
        if "\x00" in text:
            raise LedgerFileError("nul", name)
        letters += _beyond_ascii(text)
        if not block:
            return letters, None


def _beyond_ascii(text: str) -> int:
    return 0 if text.isascii() else len(text) - len(text.encode("ascii", errors="ignore"))

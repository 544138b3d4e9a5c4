"""What a file really is, told by its content and not by its name."""

from __future__ import annotations

from enum import StrEnum
from typing import IO

from casework.application.ledgers.files.archive_check import directory
from casework.application.ledgers.files.file_errors import LedgerFileError


class FileKind(StrEnum):
    """The kinds of files that are read, by the ending that belongs to them."""

    XLSX = ".xlsx"
    XLS = ".xls"
    ODS = ".ods"
    CSV = ".csv"


KIND_WORDS = {
    FileKind.XLSX: "Excel 工作簿（.xlsx）|an Excel workbook (.xlsx)",
    FileKind.XLS: "旧版 Excel 工作簿（.xls）|an old Excel workbook (.xls)",
    FileKind.ODS: "ODF 表格（.ods）|an ODF spreadsheet (.ods)",
    FileKind.CSV: "文本|text",
}

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_EXCEL = (b"\x09\x08", b"\x09\x04", b"\x09\x02")
_FOREIGN = {
    b"%PDF": "PDF 文档|a PDF document",
    b"{\\rtf": "RTF 文档|an RTF document",
    b"\x89PNG": "图片|a picture",
    b"\xff\xd8\xff": "图片|a picture",
    b"GIF8": "图片|a picture",
    b"Rar!": "RAR 压缩包|a RAR archive",
    b"7z\xbc\xaf": "7z 压缩包|a 7z archive",
    b"\x1f\x8b\x08": "gzip 压缩包|a gzip archive",
    b"SQLite format 3\x00": "数据库|a database",
    b"\x7fELF": "程序|a program",
}
_WEB_PAGE = (b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<meta", b"mime-version:")
_XML = (b"<?xml", b"<workbook", b"<!doctype")
_BLOCK = 1024 * 1024
_WORKBOOK_BEGINS = b"\x09\x08\x10\x00\x00\x06\x05\x00"
_FILE_PASS = 0x2F
_FIRST_SHEET = 0x85
_FIRST_RECORDS = 512


def recognise(file: IO[bytes], name: str) -> tuple[FileKind | None, str]:
    """The kind of the file, or None, with the words for it (`zh|en`); refuses an encrypted or cut-off one."""
    start = file.read(512)
    if start.startswith(_ZIP):
        return _archive(file, name)
    if start.startswith(_OLE):
        return _compound(file, name)
    for magic, words in _FOREIGN.items():
        if start.startswith(magic):
            return None, words
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith(_WEB_PAGE) or (text.startswith(_XML) and b"<html" in text):
        return None, "网页（HTML）|a web page (HTML)"
    if text.startswith(_XML):
        return None, "XML 文档|an XML document"
    if start.startswith(_OLD_EXCEL):
        return None, "Excel 4 或更早的工作表|a worksheet of Excel 4 or earlier"
    return FileKind.CSV, KIND_WORDS[FileKind.CSV]


def _archive(file: IO[bytes], name: str) -> tuple[FileKind | None, str]:
    names = {part.filename for part in directory(file, name)}
    if "xl/workbook.xml" in names or {"[Content_Types].xml", "_rels/.rels"} <= names:
        if any(part.startswith("word/") for part in names):
            return None, "Word 文档|a Word document"
        if any(part.startswith("ppt/") for part in names):
            return None, "PowerPoint 文档|a PowerPoint document"
        if "xl/workbook.bin" in names:
            return None, "二进制工作簿（.xlsb）|a binary workbook (.xlsb)"
        return FileKind.XLSX, KIND_WORDS[FileKind.XLSX]
    if "content.xml" in names:
        return FileKind.ODS, KIND_WORDS[FileKind.ODS]
    return None, "ZIP 压缩包|a ZIP archive"


def _compound(file: IO[bytes], name: str) -> tuple[FileKind | None, str]:
    """Old Excel workbooks and encrypted new ones share a container; its stream names tell them apart."""
    streams = {word: word.encode("utf-16-le") for word in ("EncryptedPackage", "Workbook", "Book", "WordDocument")}
    met: set[str] = set()
    file.seek(0)
    tail = b""
    while block := file.read(_BLOCK):
        window = tail + block
        met.update(word for word, pattern in streams.items() if pattern in window)
        tail = window[-64:]
    if "EncryptedPackage" in met:
        raise LedgerFileError("encrypted", name)
    if _asks_for_password(file):
        raise LedgerFileError("encrypted", name)
    if "WordDocument" in met:
        return None, "Word 文档|a Word document"
    if not met:
        raise LedgerFileError("damaged", name, "没有工作簿|it holds no workbook")
    return FileKind.XLS, KIND_WORDS[FileKind.XLS]


def _asks_for_password(file: IO[bytes]) -> bool:
    """Whether one of the workbook's first records says that the rest needs a password."""
    file.seek(0)
    tail = b""
    while block := file.read(_BLOCK):
        window = tail + block
        at = window.find(_WORKBOOK_BEGINS)
        if at >= 0:
            return _FILE_PASS in _record_kinds(window[at:] + file.read(_FIRST_RECORDS))
        tail = window[-len(_WORKBOOK_BEGINS) :]
    return False


def _record_kinds(stream: bytes) -> list[int]:
    """The kinds of the records at the start of a workbook, as far as its first sheet or its first sector."""
    kinds: list[int] = []
    at = 0
    while at + 4 <= min(len(stream), _FIRST_RECORDS) and _FIRST_SHEET not in kinds:
        kinds.append(int.from_bytes(stream[at : at + 2], "little"))
        at += 4 + int.from_bytes(stream[at + 2 : at + 4], "little")
    return kinds

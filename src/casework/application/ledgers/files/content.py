"""What a file really is, told by its content and not by its name."""

from __future__ import annotations

from enum import StrEnum
from typing import IO, NamedTuple

from casework.application.ledgers.files.archive_directory import directory, part_name, whole_archive
from casework.application.ledgers.files.compound_file import COMPOUND
from casework.application.ledgers.files.corrected_file import corrected, size_of
from casework.application.ledgers.files.file_errors import LedgerFileError
from casework.application.ledgers.files.old_workbook import OldContent, old_content


class FileKind(StrEnum):
    """The kinds of files that are read, by the ending that belongs to them."""

    XLSX = ".xlsx"
    XLS = ".xls"
    ODS = ".ods"
    CSV = ".csv"


ENDINGS = {
    **{kind.value: frozenset({kind}) for kind in FileKind},
    ".xlsm": frozenset({FileKind.XLSX}),  # with macros, which are never read
    ".et": frozenset({FileKind.XLSX, FileKind.XLS}),  # WPS writes either
    ".txt": frozenset({FileKind.CSV}),  # Excel's "Unicode text"
}
"""Which kinds a file of this ending may be."""

KIND_WORDS = {
    FileKind.XLSX: "Excel 工作簿（.xlsx）|an Excel workbook (.xlsx)",
    FileKind.XLS: "旧版 Excel 工作簿（.xls）|an old Excel workbook (.xls)",
    FileKind.ODS: "ODF 表格（.ods）|an ODF spreadsheet (.ods)",
    FileKind.CSV: "文本|text",
}

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLD_EXCEL = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00\x04\x00")
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


class Recognised(NamedTuple):
    """The kind of a file, or None, the words for it (`zh|en`), and the bytes that its reader shall see."""

    kind: FileKind | None
    words: str
    file: IO[bytes]


def recognise(file: IO[bytes], name: str) -> Recognised:
    """What the file is; refuses an encrypted, cut-off or damaged one."""
    start = file.read(512)
    if start.startswith(_ZIP):
        return _archive(whole_archive(file, name), name)
    if start.startswith(COMPOUND):
        return _compound(file, name)
    for magic, words in _FOREIGN.items():
        if start.startswith(magic):
            return Recognised(None, words, file)
    # Two bytes a letter read as one beside its zeros, for what is asked here.
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe").replace(b"\x00", b"").lstrip().lower()
    if text.startswith(_WEB_PAGE) or (text.startswith(_XML) and b"<html" in text):
        return Recognised(None, "网页（HTML）|a web page (HTML)", file)
    if text.startswith(_XML):
        return Recognised(None, "XML 文档|an XML document", file)
    if start.startswith(_OLD_EXCEL):
        return Recognised(None, "Excel 4 或更早的工作表|a worksheet of Excel 4 or earlier", file)
    return _known(FileKind.CSV, file)


def _archive(archive: IO[bytes], name: str) -> Recognised:
    names = {part_name(part) for part in directory(archive, name)}
    if "xl/workbook.xml" in names:
        return _known(FileKind.XLSX, archive)
    if {"[content_types].xml", "_rels/.rels"} <= names:
        if any(part.startswith("word/") for part in names):
            return Recognised(None, "Word 文档|a Word document", archive)
        if any(part.startswith("ppt/") for part in names):
            return Recognised(None, "PowerPoint 文档|a PowerPoint document", archive)
        if "xl/workbook.bin" in names:
            return Recognised(None, "二进制工作簿（.xlsb）|a binary workbook (.xlsb)", archive)
        return _known(FileKind.XLSX, archive)
    if "content.xml" in names:
        return _known(FileKind.ODS, archive)
    return Recognised(None, "ZIP 压缩包|a ZIP archive", archive)


def _compound(file: IO[bytes], name: str) -> Recognised:
    """Old Excel workbooks, encrypted new ones and Word documents share a container; its streams tell them apart."""
    found = old_content(file)
    match found.what:
        case OldContent.WORKBOOK:
            return _known(FileKind.XLS, corrected(file, size_of(file), found.corrections))
        case OldContent.WORD:
            return Recognised(None, "Word 文档|a Word document", file)
        case OldContent.ENCRYPTED:
            raise LedgerFileError("encrypted", name)
        case OldContent.EXCEL_95:
            raise LedgerFileError("excel-95", name)
        case OldContent.NOTHING:
            raise LedgerFileError("damaged", name, "没有工作簿|it holds no workbook")
        case OldContent.BROKEN:
            raise LedgerFileError("damaged", name, "内部目录|its directory")


def _known(kind: FileKind, file: IO[bytes]) -> Recognised:
    return Recognised(kind, KIND_WORDS[kind], file)

"""A corpus of broken and hostile files, made on the spot; each name says what is wrong."""

import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import openpyxl
import xlwt

from tests.support.ledgers.row_collector import HEADER, LI_MING

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
MIB = 1024 * 1024
NUMBERS = " ".join(str(number * 7919 % 1_000_003) for number in range(1_000_000))


def honest_xlsx() -> bytes:
    """A small ledger as Excel would write it."""
    book = openpyxl.Workbook()
    for row in (HEADER, *[LI_MING] * 50):
        book.worksheets[0].append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def honest_xls() -> bytes:
    """The same in the old format."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("一")
    for column, text in enumerate(HEADER):
        sheet.write(0, column, text)
    for row in range(1, 60):
        for column, text in enumerate(LI_MING):
            sheet.write(row, column, text)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def with_entries(book: bytes, *, book_name: str = "Workbook", embedded: str | None = None) -> bytes:
    """The old workbook with another name for its stream, or with a folder that holds a stream of that name."""
    changed = bytearray(book)
    start = (struct.unpack_from("<I", book, 48)[0] + 1) * 512
    _name_entry(changed, start + 128, book_name, kind=2)
    if embedded is not None:
        _name_entry(changed, start + 256, "MBD00001", kind=1)
        _name_entry(changed, start + 384, embedded, kind=2)
        nothing = 0xFFFF_FFFF
        struct.pack_into("<I", changed, start + 128 + 72, 2)  # beside the workbook stands the folder
        struct.pack_into("<III", changed, start + 256 + 68, nothing, nothing, 3)
        struct.pack_into("<III", changed, start + 384 + 68, nothing, nothing, nothing)
        struct.pack_into("<II", changed, start + 384 + 116, 0xFFFF_FFFE, 0)
    return bytes(changed)


def _name_entry(changed: bytearray, place: int, name: str, *, kind: int) -> None:
    encoded = name.encode("utf-16-le")
    changed[place : place + 64] = encoded.ljust(64, b"\x00")
    struct.pack_into("<HBB", changed, place + 64, len(encoded) + 2, kind, 1)


def repacked(parts: dict[str, bytes | None], *, extra: int = 0) -> bytes:
    """The honest workbook with some parts replaced, added or (None) left out, and `extra` more empty parts."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(honest_xlsx())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            if content is not None:
                new.writestr(name, content)
        for number in range(extra):
            new.writestr(f"xl/media/{number}.png", b"")
    return out.getvalue()


def sheet_of(rows: str, declaration: str = "") -> bytes:
    """A worksheet part of these rows."""
    return f'<?xml version="1.0" encoding="UTF-8"?>{declaration}<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>'.encode()


def with_sheet(rows: str, declaration: str = "") -> bytes:
    """The honest workbook with another sheet in it."""
    return repacked({"xl/worksheets/sheet1.xml": sheet_of(rows, declaration)})


def bomb() -> bytes:
    """Some hundred kilobytes that unpack to 520 megabytes of blanks inside a sheet."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    blanks, crc, packed = b" " * MIB, 0, b""
    for _ in range(520):
        packed += packer.compress(blanks)
        crc = zlib.crc32(blanks, crc)
    return stored_part(packed + packer.flush(), crc, 520 * MIB)


def lying(declared: int, filling: str) -> bytes:
    """A sheet whose directory entry claims `declared` bytes, whatever comes out."""
    content = sheet_of(filling)
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return stored_part(packer.compress(content) + packer.flush(), zlib.crc32(content), declared)


def stored_part(packed: bytes, crc: int, declared: int) -> bytes:
    """The honest workbook whose first sheet is the packed bytes as they are, whatever the directory says of them."""
    name = b"xl/worksheets/sheet1.xml"
    archive = repacked({name.decode(): None})
    end = archive[-22:]
    count, size, offset = struct.unpack("<H", end[10:12])[0], *struct.unpack("<II", end[12:20])
    body, listed = archive[:offset], archive[offset : offset + size]
    sizes = struct.pack("<III", crc, len(packed), declared)
    local = b"PK\x03\x04" + struct.pack("<5H", 20, 0, 8, 0, 33) + sizes + struct.pack("<2H", len(name), 0) + name
    entry = (
        b"PK\x01\x02"
        + struct.pack("<6H", 20, 20, 0, 8, 0, 33)
        + sizes
        + struct.pack("<5H2I", len(name), 0, 0, 0, 0, 0, len(body))
        + name
    )
    new_offset = len(body) + len(local) + len(packed)
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count + 1, count + 1, size + len(entry), new_offset, 0)
    return body + local + packed + listed + entry + tail


def overlapping() -> bytes:
    """Many directory entries that point at one and the same packed part."""
    archive = honest_xlsx()
    end = archive[-22:]
    size, offset = struct.unpack("<II", end[12:20])
    listed = archive[offset : offset + size]
    name_length = struct.unpack("<H", listed[28:30])[0]
    first = listed[: 46 + name_length]
    copies = b"".join(first[:46] + f"{number:0{name_length}d}".encode() for number in range(1_000))
    count = struct.unpack("<H", end[10:12])[0] + 1_000
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, size + len(copies), offset, 0)
    return archive[:offset] + listed + copies + tail


def shared_text() -> bytes:
    """A text of 32,000 characters that 200,000 cells share: 5 megabytes of cells, 6 gigabytes in memory."""
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 200_001))
    strings = f"<sst {MAIN}><si><t>{'a' * 32_000}</t></si></sst>".encode()
    relations = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"'
        b' Target="/xl/worksheets/sheet1.xml"/><Relationship Id="rId9" Target="sharedStrings.xml" Type='
        b'"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/></Relationships>'
    )
    return repacked(
        {
            "xl/worksheets/sheet1.xml": sheet_of(cells),
            "xl/sharedStrings.xml": strings,
            "xl/_rels/workbook.xml.rels": relations,
        }
    )


def far_apart() -> bytes:
    """Two cells in opposite corners of the largest sheet."""
    corners = (("A", 1), ("XFD", 1_048_576))
    return with_sheet("".join(f'<row r="{row}"><c r="{column}{row}"><v>1</v></c></row>' for column, row in corners))


def ods(content: bytes, manifest: bytes = b"") -> bytes:
    """An .ods of this content."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", b"application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest or b"<manifest/>")
    return out.getvalue()


def ods_content(rows: str) -> bytes:
    """The content part with these rows."""
    spaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"' for prefix in ("office", "table", "text")
    )
    return (
        f"<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name='a'>{rows}"
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    ).encode()


ODS_ROW = "".join(
    "<table:table-row>"
    + "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' for text in row
    )
    + "</table:table-row>"
    for row in (HEADER, LI_MING)
)
"""A header and one person as an .ods holds them."""


def repeated_rows() -> bytes:
    """One row of 200 cells that says it is repeated a million times."""
    cell = '<table:table-cell office:value-type="string" table:number-columns-repeated="200"><text:p>x</text:p></table:table-cell>'
    return ods(ods_content(f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'))


def encrypted_ods() -> bytes:
    """An .ods whose manifest tells how it is encrypted."""
    space = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    entry = '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
    return ods(b"\x93\x11\x84\x25" * 200, f"<manifest:manifest {space}>{entry}</manifest:manifest>".encode())


def encrypted_xls() -> bytes:
    """An old workbook with the record that says it needs a password."""
    book = bytearray(honest_xls())
    start = book.index(b"\x09\x08\x10\x00")
    following = start + 4 + 16
    book[following : following + 2] = b"\x2f\x00"
    return bytes(book)


def encrypted_xlsx() -> bytes:
    """What Excel stores when a password is set: a container with an EncryptedPackage."""
    return with_entries(honest_xls(), book_name="EncryptedPackage")


def entities(part: str) -> bytes:
    """The honest workbook with a billion laughs in one of its parts."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    declaration = f'<!DOCTYPE x [<!ENTITY l0 "ha"><!ENTITY f SYSTEM "file:///etc/passwd">{laughs}]>'
    body = f'<?xml version="1.0"?>{declaration}<x>&l9;&f;</x>'
    return repacked({part: body.encode()})


def with_flag(archive: bytes) -> bytes:
    """The archive with every part marked as encrypted."""
    marked = bytearray(archive)
    at = marked.find(b"PK\x01\x02")
    while at >= 0:
        marked[at + 8] |= 1
        at = marked.find(b"PK\x01\x02", at + 4)
    return bytes(marked)


def damaged_part() -> bytes:
    """The honest workbook with a few bytes of its sheet turned."""
    archive = bytearray(honest_xlsx())
    at = archive.index(b"xl/worksheets/sheet1.xml") + 60
    archive[at : at + 8] = b"\xff" * 8
    return bytes(archive)


def wide_letters() -> bytes:
    """A declaration hidden by writing two bytes a letter."""
    return repacked({"xl/worksheets/sheet1.xml": sheet_of("", "<!DOCTYPE x>").decode().encode("utf-16")})


def nested() -> bytes:
    """Archives in archives."""
    inner = honest_xlsx()
    for _ in range(3):
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(10):
                archive.writestr(f"{number}.zip", inner)
        inner = out.getvalue()
    return inner


def many_columns() -> bytes:
    """A sheet that uses column XFD."""
    return with_sheet('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>')


def million_rows() -> bytes:
    """A sheet of a million numbers."""
    return with_sheet(
        "".join(f'<row r="{row}"><c r="A{row}"><v>{row * 7919 % 100_003}</v></c></row>' for row in range(1, 1_000_001))
    )


CSV_HEAD = (",".join(HEADER) + "\r\n").encode()
CSV_ROW = (",".join(LI_MING) + "\r\n").encode()

CORPUS: dict[str, tuple[str, str, Callable[[], bytes]]] = {
    # what it is: (the code it is refused with, its name, its content)
    "nothing": ("empty", "a.xlsx", lambda: b""),
    "an empty csv": ("empty", "a.csv", lambda: b""),
    "a word document's ending": ("format", "a.docx", honest_xlsx),
    "no ending": ("format", "ledger", honest_xlsx),
    "a pdf": ("renamed", "a.xlsx", lambda: b"%PDF-1.7\n%..."),
    "a web page as xls": ("renamed", "a.xls", lambda: b"\r\n<html><table><tr><td>1</td></tr></table></html>"),
    "an xml spreadsheet as xls": ("renamed", "a.xls", lambda: b'<?xml version="1.0"?><Workbook/>'),
    "text as xlsx": ("renamed", "a.xlsx", lambda: CSV_HEAD + CSV_ROW),
    "noise as xlsx": ("renamed", "a.xlsx", lambda: bytes(range(1, 256)) * 20),
    "xlsx as xls": ("renamed", "a.xls", honest_xlsx),
    "xls as xlsx": ("renamed", "a.xlsx", honest_xls),
    "xlsx as csv": ("renamed", "a.csv", honest_xlsx),
    "ods as xlsx": ("renamed", "a.xlsx", lambda: ods(ods_content(""))),
    "archives in archives": ("renamed", "a.xlsx", nested),
    "xlsx cut in half": ("cut-off", "a.xlsx", lambda: honest_xlsx()[:3000]),
    "xlsx short of one byte": ("cut-off", "a.xlsx", lambda: honest_xlsx()[:-1]),
    "xls cut in half": ("damaged", "a.xls", lambda: honest_xls()[:3000]),
    "csv cut inside quotes": ("cut-off", "a.csv", lambda: CSV_HEAD + CSV_ROW + b'"H2,'),
    "csv cut inside a row": ("cut-off", "a.csv", lambda: CSV_HEAD + CSV_ROW + CSV_ROW[:19]),
    "csv cut inside a character": ("cut-off", "a.csv", lambda: CSV_HEAD + CSV_ROW + CSV_ROW[:7]),
    "turned bytes": ("damaged", "a.xlsx", damaged_part),
    "quotes that do not match": ("damaged", "a.csv", lambda: CSV_HEAD + b'"H2"x,' + CSV_ROW),
    "two bytes a letter in a part": ("damaged", "a.xlsx", wide_letters),
    "nul": ("nul", "a.csv", lambda: CSV_HEAD + CSV_ROW + b"H2,\x00,\r\n"),
    "utf-16 cut inside a letter": ("cut-off", "a.csv", lambda: (CSV_HEAD + CSV_ROW).decode().encode("utf-16")[:-1]),
    "utf-16 with half a letter": (
        "undecodable",
        "a.csv",
        lambda: "姓名,".encode("utf-16") + b"\x00\xd8" + b",\x00" * 9,
    ),
    "utf-32": ("undecodable", "a.csv", lambda: (CSV_HEAD + CSV_ROW).decode().encode("utf-32")),
    "utf-8 with a wrong byte": ("undecodable", "a.csv", lambda: CSV_HEAD + CSV_ROW * 20 + b"\xff\xff\r\n"),
    "neither encoding": ("undecodable", "a.csv", lambda: b"\xc3\xfb\xff\xff\xff,\r\n" * 40),
    "an encrypted xlsx": ("encrypted", "a.xlsx", encrypted_xlsx),
    "an encrypted xls": ("encrypted", "a.xls", encrypted_xls),
    "an encrypted ods": ("encrypted", "a.ods", encrypted_ods),
    "encrypted parts": ("encrypted", "a.xlsx", lambda: with_flag(honest_xlsx())),
    "a bomb": ("bomb", "a.xlsx", bomb),
    "lying sizes": ("damaged", "a.xlsx", lambda: lying(1_000, NUMBERS)),
    "lying sizes of a bomb": ("bomb", "a.xlsx", lambda: lying(1_000, " " * 64 * MIB)),
    "lying sizes upwards": ("huge", "a.xlsx", lambda: lying(0xFFFF_FFFE, NUMBERS)),
    "ten thousand parts": ("bomb", "a.xlsx", lambda: repacked({}, extra=10_000)),
    "parts that overlap": ("bomb", "a.xlsx", overlapping),
    "a text that all cells share": ("huge", "a.xlsx", shared_text),
    "cells far apart": ("stray-cell", "a.xlsx", far_apart),
    "a million repeated rows": ("huge", "a.ods", repeated_rows),
    "16,384 columns": ("stray-cell", "a.xlsx", many_columns),
    "a million rows": ("huge", "a.xlsx", million_rows),
    "a cell of a million letters": ("huge", "a.csv", lambda: CSV_HEAD + b"a" * 1_000_000 + b",\r\n"),
    "a line without end": ("huge", "a.csv", lambda: CSV_HEAD + b"a," * 4_000_000),
    "entities in a sheet": ("dtd", "a.xlsx", lambda: entities("xl/worksheets/sheet1.xml")),
    "entities in the workbook": ("dtd", "a.xlsx", lambda: entities("xl/workbook.xml")),
    "entities in the shared texts": ("dtd", "a.xlsx", lambda: entities("xl/sharedStrings.xml")),
    "entities in the list of types": ("dtd", "a.xlsx", lambda: entities("[Content_Types].xml")),
    "entities in an ods": ("dtd", "a.ods", lambda: ods(b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + ods_content(""))),
    "an archive of nothing": ("renamed", "a.xlsx", lambda: b"PK\x05\x06" + bytes(18)),
    "a workbook without its sheet": ("damaged", "a.xlsx", lambda: repacked({"xl/worksheets/sheet1.xml": None})),
}


def written(folder: Path, what: str) -> Path:
    """The file of the corpus, in `folder`."""
    _, name, content = CORPUS[what]
    path = folder / name
    path.write_bytes(content())
    return path

"""
Only what is parsed is judged: what other programs put beside the sheets, behind the archive or into names does no harm.
"""

import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from casework.application.ledgers.files.file_errors import LedgerFileError
from casework.application.ledgers.sheets.raw import Column
from tests.support.ledgers.hostile_files import (
    MIB,
    ODS_ROW,
    honest_xls,
    honest_xlsx,
    ods,
    ods_content,
    repacked,
    sheet_of,
    with_entries,
)
from tests.support.ledgers.row_collector import taken

DECLARED = b'<!DOCTYPE svg PUBLIC "x" "y"><!ENTITY a "b">'
WIDE = '<?xml version="1.0" encoding="utf-16"?><x/>'.encode("utf-16")


def rows_in(path: Path, content: bytes) -> int:
    """How many rows the file hands over."""
    path.write_bytes(content)
    return len(taken(path).rows)


def refusal(path: Path, content: bytes) -> str:
    """The code with which the file is refused."""
    path.write_bytes(content)
    with pytest.raises(LedgerFileError) as caught:
        taken(path)
    return caught.value.code


def renamed_parts(name: Callable[[str], str]) -> bytes:
    """The honest workbook with other names for its parts."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(honest_xlsx())) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            entry = zipfile.ZipInfo("x")
            entry.filename = name(part)
            new.writestr(entry, old.read(part))
    return out.getvalue()


def with_long_end(archive: bytes) -> bytes:
    """The archive with the long form of the end record before the short one, as some Java programs write it."""
    end = archive[-22:]
    size, offset = struct.unpack_from("<II", end, 12)
    count = struct.unpack_from("<H", end, 10)[0]
    record = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, offset)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, len(archive) - 22, 1)
    short = end[:8] + struct.pack("<HHII", 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF) + end[20:]
    return archive[:-22] + record + locator + short


@pytest.mark.parametrize(
    "part", ["customXml/item2.xml", "xl/media/image1.jpeg", "xl/model/item.data", "xl/embeddings/oleObject1.bin",
             "xl/printerSettings/printerSettings1.bin", "docProps/custom.xml", "xl/theme/theme1.xml", "xl/calcChain.xml",
             "xl/externalLinks/externalLink1.xml", "xl/vbaProject.bin", "word/document.xml"]
)  # fmt: skip
@pytest.mark.parametrize("content", [DECLARED, WIDE, b"\x00\xff" * 3])
def test_a_part_that_nobody_parses_refuses_nothing(tmp_path: Path, part: str, content: bytes) -> None:
    """Pictures, queries, models and embedded documents may hold what they like."""
    assert rows_in(tmp_path / "a.xlsx", repacked({part: content})) == 50


def test_a_part_that_nobody_parses_may_be_packed_badly(tmp_path: Path) -> None:
    """A broken preview, a blank picture packed tightly: neither is ever unpacked."""
    blank = repacked({"xl/media/image1.bmp": b"\x00" * 64 * MIB})
    preview = b"docProps/thumbnail.wmf"
    packed = bytearray(repacked({preview.decode(): b"a picture of the first page"}))
    at = packed.index(preview) + len(preview)
    packed[at : at + 8] = b"\xff" * 8

    assert rows_in(tmp_path / "a.xlsx", blank) == 50
    assert rows_in(tmp_path / "b.xlsx", bytes(packed)) == 50
    assert refusal(tmp_path / "c.xlsx", repacked({"xl/styles.xml": b" " * 64 * MIB})) == "bomb"


def test_what_is_parsed_is_judged_wherever_it_lies(tmp_path: Path) -> None:
    """A sheet that the relations put among the pictures is a sheet all the same."""
    relations = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"'
        b' Target="media/Image1.jpeg"/></Relationships>'
    )
    for content, code in ((sheet_of("", "<!DOCTYPE x>"), "dtd"), (sheet_of("").decode().encode("utf-16"), "damaged")):
        hidden = repacked({"xl/_rels/workbook.xml.rels": relations, "xl/media/image1.jpeg": content})
        assert refusal(tmp_path / "a.xlsx", hidden) == code


@pytest.mark.parametrize(
    "behind", [b"\n", b"\x00" * 70_000, b"--boundary--\r\n", b"PK\x05\x06" + bytes(18), b"PK\x05\x06"]
)
def test_bytes_behind_the_archive_are_no_part_of_it(tmp_path: Path, behind: bytes) -> None:
    """Some upload systems leave their own bytes behind a file."""
    assert rows_in(tmp_path / "a.xlsx", honest_xlsx() + behind) == 50
    assert rows_in(tmp_path / "a.ods", ods(ods_content(ODS_ROW)) + behind) == 1


@pytest.mark.parametrize("comment", [b"x", "由系统导出".encode() * 100, b"PK\x05\x06" * 5])
def test_an_archive_may_have_a_comment(tmp_path: Path, comment: bytes) -> None:
    """A comment at the end of an archive is allowed and says nothing."""
    archive = honest_xlsx()[:-2] + struct.pack("<H", len(comment)) + comment

    assert rows_in(tmp_path / "a.xlsx", archive) == 50
    assert refusal(tmp_path / "b.xlsx", honest_xlsx()[:-10]) == "cut-off"


def test_the_long_form_of_the_end_is_read(tmp_path: Path) -> None:
    """Archives made for large files end in another record."""
    assert rows_in(tmp_path / "a.xlsx", with_long_end(honest_xlsx())) == 50


def test_an_archive_that_lost_its_middle_is_damaged(tmp_path: Path) -> None:
    """Its end is there: nothing is missing there, and the sentence says so."""
    whole = honest_xlsx()
    assert refusal(tmp_path / "a.xlsx", whole[:2_000] + whole[2_500:]) == "damaged"


@pytest.mark.parametrize(
    "name", [lambda part: part.replace("/", "\\"), str.upper, lambda part: part.replace("/", "\\").title()]
)
def test_names_of_parts_know_neither_case_nor_slash(tmp_path: Path, name: Callable[[str], str]) -> None:
    """Old writers put backslashes and capitals."""
    assert rows_in(tmp_path / "a.xlsx", renamed_parts(name)) == 50


@pytest.mark.parametrize("name", ["WORKBOOK", "workbook", "WorkBook", "BOOK", "book", "Book"])
def test_the_stream_of_an_old_workbook_knows_no_case(tmp_path: Path, name: str) -> None:
    """So names are in a compound file."""
    assert rows_in(tmp_path / "a.xls", with_entries(honest_xls(), book_name=name)) == 59


@pytest.mark.parametrize("inside", ["WordDocument", "EncryptedPackage", "PowerPoint Document"])
def test_what_is_embedded_in_an_old_workbook_does_not_rename_it(tmp_path: Path, inside: str) -> None:
    """A Word object in a sheet, or the word in a cell, makes no Word document of it."""
    text = honest_xls().replace("李明".encode("utf-16-le"), inside[:2].encode("utf-16-le"))

    assert rows_in(tmp_path / "a.xls", with_entries(honest_xls(), embedded=inside)) == 59
    assert rows_in(tmp_path / "b.xls", text + inside.encode("utf-16-le")) == 59


@pytest.mark.parametrize(
    ("stream", "code"), [("WordDocument", "renamed"), ("EncryptedPackage", "encrypted"), ("Contents", "damaged")]
)
def test_the_outermost_stream_says_what_the_container_is(tmp_path: Path, stream: str, code: str) -> None:
    """The same names outermost are what they say."""
    assert refusal(tmp_path / "a.xls", with_entries(honest_xls(), book_name=stream)) == code


@pytest.mark.parametrize("page", [b"\xa8\x03", b"\xe4\x04", b"\xb6\x03"])
def test_a_workbook_of_excel_95_is_named(tmp_path: Path, page: bytes) -> None:
    """Its Chinese cannot be read, whatever its code page; that it has no header would be untrue."""
    book = honest_xls()
    start = book.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    older = bytearray(book)
    older[start : start + 8] = b"\x09\x08\x10\x00\x00\x05\x05\x00"
    at = older.index(b"\x42\x00\x02\x00", start)
    older[at + 4 : at + 6] = page

    assert refusal(tmp_path / "a.xls", bytes(older)) == "excel-95"


def test_a_container_whose_chains_go_in_circles_is_refused(tmp_path: Path) -> None:
    """A hostile directory ends like any other."""
    book = bytearray(honest_xls())
    table = struct.unpack_from("<I", book, 76)[0]
    directory = struct.unpack_from("<I", book, 48)[0]
    struct.pack_into("<I", book, (table + 1) * 512 + directory * 4, directory)

    assert refusal(tmp_path / "a.xls", bytes(book)) == "damaged"
    assert refusal(tmp_path / "b.xls", bytes(book[:100])) == "damaged"


@pytest.mark.parametrize(
    ("ending", "content", "rows"), [(".xlsm", honest_xlsx, 50), (".et", honest_xlsx, 50), (".et", honest_xls, 59)]
)
def test_wps_workbooks_and_workbooks_with_macros_are_read(
    tmp_path: Path, ending: str, content: Callable[[], bytes], rows: int
) -> None:
    """Their endings say nothing that matters; other content is named as ever."""
    assert rows_in(tmp_path / f"a{ending}", content()) == rows
    assert refusal(tmp_path / f"b{ending}", "姓名,户编号\r\n".encode()) == "renamed"


def test_every_row_of_a_read_workbook_is_the_same(tmp_path: Path) -> None:
    """What is left out or put right changes no cell."""
    for name, content in (
        ("a.xlsx", honest_xlsx() + b"\r\n"),
        ("a.xls", with_entries(honest_xls(), book_name="workbook")),
    ):
        (tmp_path / name).write_bytes(content)
        read = taken(tmp_path / name)
        assert set(read.column(Column.NAME)) == {"李明"}
        assert set(read.column(Column.RESIDENT_ID)) == {"530101198001010014"}

"""Text files are read in the encodings that offices write, and proved to their last byte."""

import codecs
from pathlib import Path

import pytest

from casework.application.ledgers.files.file_errors import LedgerFileError
from casework.application.ledgers.sheets.raw import Column
from tests.support.ledgers.row_collector import HEADER, LI_MING, taken

LINES = (HEADER, LI_MING, ("", "", "配偶", "上官𬭚", "女", "", "务农"))


def text(delimiter: str) -> str:
    """The ledger as text."""
    return "".join(delimiter.join(line) + "\r\n" for line in LINES)


def names(path: Path, content: bytes) -> list[object]:
    """The persons that are read."""
    path.write_bytes(content)
    return list(taken(path).column(Column.NAME))


def refusal(path: Path, content: bytes) -> str:
    """The code with which the file is refused."""
    path.write_bytes(content)
    with pytest.raises(LedgerFileError) as caught:
        taken(path)
    return caught.value.code


@pytest.mark.parametrize("ending", [".csv", ".txt"])
@pytest.mark.parametrize("delimiter", [",", "\t"])
@pytest.mark.parametrize("byte_order", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("marked", [True, False])
def test_two_bytes_a_letter_are_read(
    tmp_path: Path, ending: str, delimiter: str, byte_order: str, marked: bool
) -> None:
    """Excel's "Unicode text", with its mark and without."""
    mark = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}[byte_order] if marked else b""

    assert names(tmp_path / f"a{ending}", mark + text(delimiter).encode(byte_order)) == ["李明", "上官𬭚"]


def test_two_bytes_a_letter_are_proved_to_the_end(tmp_path: Path) -> None:
    """What breaks off, holds half a letter or zeros is refused by its own sentence."""
    whole = text(",").encode("utf-16")
    assert refusal(tmp_path / "a.csv", whole[:-1]) == "cut-off"
    assert refusal(tmp_path / "a.csv", whole + b"\x00\xd8,\x00") == "undecodable"
    assert refusal(tmp_path / "a.csv", whole + b"\x00\x00") == "nul"
    assert refusal(tmp_path / "a.csv", text(",").encode("utf-32")) == "undecodable"


def test_a_row_that_breaks_off_is_noticed_in_any_encoding(tmp_path: Path) -> None:
    """The last row has to end, or to have all its cells."""
    for encoding in ("utf-8", "gb18030", "utf-16"):
        cut = text(",").removesuffix("女,,务农\r\n")
        assert refusal(tmp_path / "a.csv", cut.encode(encoding)) == "cut-off"
        assert names(tmp_path / "a.csv", text(",").removesuffix("\r\n").encode(encoding)) == ["李明", "上官𬭚"]


@pytest.mark.parametrize("place", ["李明", "户编号", "务农\r\n"])
def test_the_euro_of_windows_is_one_byte_of_its_code_page(tmp_path: Path, place: str) -> None:
    """One 0x80 somewhere refuses no ledger; any other byte that is no letter still does."""
    content, found = text(",").encode("gb18030"), place.encode("gb18030")

    with_euro = names(tmp_path / "a.csv", content.replace(found, b"\x80" + found))

    assert [str(name).strip("€") for name in with_euro] == ["李明", "上官𬭚"]
    assert refusal(tmp_path / "a.csv", content.replace(found, b"\xff" + found)) == "undecodable"


def test_the_end_mark_of_old_programs_is_no_row(tmp_path: Path) -> None:
    """Ctrl-Z behind the last line ends the file and is nobody."""
    assert names(tmp_path / "a.csv", text(",").encode("gb18030") + b"\x1a") == ["李明", "上官𬭚"]


def test_a_page_in_two_bytes_a_letter_is_no_table(tmp_path: Path) -> None:
    """A web page or XML is told from text in this encoding too."""
    for page in ("<html><table/></html>", '<?xml version="1.0"?><Workbook/>'):
        assert refusal(tmp_path / "a.csv", page.encode("utf-16")) == "renamed"

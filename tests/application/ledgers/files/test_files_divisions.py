"""Tables of divisions come in with their two columns, whatever else they hold."""

from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest

from casework.application.ledgers.files.file_errors import LedgerFileError
from casework.application.ledgers.files.limits import ReadingLimits
from casework.application.ledgers.process.ledger_reader import read_divisions, read_reference_list


def workbook(path: Path, *rows: tuple[object, ...]) -> Path:
    """An .xlsx of these rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path)
    return path


def test_codes_may_be_numbers_or_text_and_other_columns_are_ignored(tmp_path: Path) -> None:
    """Excel makes numbers of codes; they read as the digits they are."""
    path = workbook(
        tmp_path / "a.xlsx",
        ("2026年区划",),
        ("城乡分类", "区划代码", "名称"),
        (None, 53, "云南省"),
        ("111", "530101001201", "河口村"),
        (None, 530101001202, " 山口村 "),
        (None, None, None),
    )
    assert list(read_divisions(path, ReadingLimits())) == [
        ("53", "云南省"),
        ("530101001201", "河口村"),
        ("530101001202", "山口村"),
    ]


def test_a_csv_with_english_headers_is_read(tmp_path: Path) -> None:
    """The English words of the two columns count too."""
    path = tmp_path / "a.csv"
    path.write_text("code,name\r\n53,云南省\r\n", encoding="gb18030")
    assert list(read_divisions(path, ReadingLimits())) == [("53", "云南省")]


@pytest.mark.parametrize("header", [("编码", "名称"), ("village_code", "village_name"), ("地区代码 ", "地区名称")])
@pytest.mark.parametrize("code", ["530101001201.0", "530101001201.00", "'530101001201", 530101001201.0])
def test_a_whole_number_written_as_a_fraction_has_lost_nothing(
    tmp_path: Path, header: tuple[str, str], code: object
) -> None:
    """Programs that know only fractions add .0; a header that is repeated further down is no division."""
    path = workbook(tmp_path / "a.xlsx", header, ("53", "云南省"), header, (code, "河口村"))
    assert list(read_divisions(path, ReadingLimits())) == [("53", "云南省"), ("530101001201", "河口村")]


@pytest.mark.parametrize("more", [0, 1])
def test_a_table_of_divisions_has_a_limit_of_its_own(tmp_path: Path, more: int) -> None:
    """The country has more villages than any ledger has rows."""
    limits = ReadingLimits(rows_per_sheet=2, division_rows=4)
    path = tmp_path / "a.csv"
    rows = ReadingLimits(rows_per_sheet=4).lines_per_sheet - 1 + more
    path.write_text("code,name\r\n" + "53,云南省\r\n" * rows, encoding="utf-8")
    if more:
        with pytest.raises(LedgerFileError, match="too large"):
            list(read_divisions(path, limits))
    else:
        assert len(list(read_divisions(path, limits))) == rows


@pytest.mark.parametrize("code", ["5.30101E+11", 5.3010100120123e17, "530101.5"])
def test_codes_that_lost_digits_are_refused(tmp_path: Path, code: object) -> None:
    """A code shown as 5.3E+11 could be many places: the table is refused and the row named."""
    path = workbook(tmp_path / "a.xlsx", ("code", "name"), ("53", "云南省"), (code, "河口村"))
    with pytest.raises(LedgerFileError, match="row 3") as caught:
        list(read_divisions(path, ReadingLimits()))
    assert caught.value.code == "code-digits-lost"


@pytest.mark.parametrize("read", [read_divisions, read_reference_list])
@pytest.mark.parametrize("name", ["=A2", "#REF!"])
def test_a_name_whose_formula_failed_is_refused(
    tmp_path: Path, read: Callable[[Path, ReadingLimits], Iterator[object]], name: str
) -> None:
    """No division, and no entry of a list, is called #REF!; the row is named."""
    path = workbook(tmp_path / "a.xlsx", ("code", "name"), ("53", "云南省"), ("530101", name))
    with pytest.raises(LedgerFileError, match="row 3") as caught:
        list(read(path, ReadingLimits()))
    assert caught.value.code == "formula-failed"


def test_a_table_without_the_two_columns_is_refused(tmp_path: Path) -> None:
    """A ledger given by mistake is no table of divisions."""
    path = workbook(tmp_path / "a.xlsx", ("姓名", "名称"), ("李明", "河口村"))
    with pytest.raises(LedgerFileError) as caught:
        list(read_divisions(path, ReadingLimits()))
    assert caught.value.code == "no-divisions"

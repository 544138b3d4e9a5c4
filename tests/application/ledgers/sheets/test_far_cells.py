"""A single cell far from all others is named by its address; a table that is really too large is said to be so."""

from pathlib import Path

import odf.opendocument
import odf.table
import odf.text
import openpyxl
import pytest
import xlwt

from casework.application.ledgers.files.file_errors import LedgerFileError
from casework.application.ledgers.files.limits import ReadingLimits
from tests.support.ledgers.row_collector import HEADER, LI_MING, read_in_child

ROWS = (HEADER, *[LI_MING] * 30)


def refusal(path: Path, limits: ReadingLimits | None = None) -> LedgerFileError:
    """Why the file is refused."""
    with pytest.raises(LedgerFileError) as caught:
        read_in_child(path, limits)
    return caught.value


def xlsx(path: Path, address: str, value: object = " ", sheet: str = "二组") -> Path:
    """A workbook whose second sheet has one more cell, and formatted cells without content further still."""
    book = openpyxl.Workbook()
    for row in ROWS:
        book.worksheets[0].append(row)
    further = book.create_sheet(sheet)
    for row in ROWS:
        further.append(row)
    further[address] = value
    further["XFD1"].number_format = "0.00"
    book.save(path)
    return path


@pytest.mark.parametrize("address", ["XFC7", "SH2", "AAB1048576", "C900000", "A301001"])
def test_the_far_cell_of_a_new_workbook_is_named(tmp_path: Path, address: str) -> None:
    """Sheet and address, so that the clerk can go there; dividing the file would not help him."""
    refused = refusal(xlsx(tmp_path / "a.xlsx", address))

    assert refused.code == "stray-cell"
    assert f"工作表“二组”的单元格 {address}" in refused.zh
    assert f"cell {address} of sheet 二组" in refused.en


@pytest.mark.parametrize(("row", "column", "address"), [(65535, 255, "IV65536"), (65535, 199, "GR65536")])
def test_the_far_cell_of_an_old_workbook_is_named(tmp_path: Path, row: int, column: int, address: str) -> None:
    """Within the limits of rows and columns it still takes more memory than there is."""
    book = xlwt.Workbook()
    sheets = [book.add_sheet(name) for name in ("一组", "二组")]
    for sheet in sheets:
        for number, cells in enumerate(ROWS):
            for place, cell in enumerate(cells):
                sheet.write(number, place, cell)
    sheets[-1].write(row, column, " ")
    book.save(str(tmp_path / "a.xls"))

    refused = refusal(tmp_path / "a.xls")

    assert refused.code == "stray-cell"
    assert f"工作表“二组”的单元格 {address}" in refused.zh


def test_the_far_cell_of_an_ods_file_is_named(tmp_path: Path) -> None:
    """Blank rows repeated by a count, then one cell."""
    book = odf.opendocument.OpenDocumentSpreadsheet()
    table = odf.table.Table(name="一组")
    for cells in ROWS:
        line = odf.table.TableRow()
        for text in cells:
            cell = odf.table.TableCell(valuetype="string")
            cell.addElement(odf.text.P(text=text))
            line.addElement(cell)
        table.addElement(line)
    blank = odf.table.TableRow(numberrowsrepeated=400_000)
    blank.addElement(odf.table.TableCell())
    table.addElement(blank)
    last = odf.table.TableRow()
    last.addElement(odf.table.TableCell(numbercolumnsrepeated=2))
    stray = odf.table.TableCell(valuetype="string")
    stray.addElement(odf.text.P(text=" x"))
    last.addElement(stray)
    table.addElement(last)
    book.spreadsheet.addElement(table)
    book.save(str(tmp_path / "a.ods"))

    assert "单元格 C400032，" in refusal(tmp_path / "a.ods").zh


def test_a_table_that_is_really_wide_or_long_is_too_large(tmp_path: Path) -> None:
    """Where the columns or rows are filled there is something to split."""
    book = openpyxl.Workbook()
    for _ in range(20):
        book.worksheets[0].append(["格"] * 600)
    book.save(tmp_path / "wide.xlsx")
    book = openpyxl.Workbook()
    for _ in range(3_000):
        book.worksheets[0].append(LI_MING)
    book.save(tmp_path / "long.xlsx")

    assert refusal(tmp_path / "wide.xlsx").code == "huge"
    assert refusal(tmp_path / "long.xlsx", ReadingLimits(rows_per_sheet=2_000)).code == "huge"

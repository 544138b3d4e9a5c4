"""Ledgers of every format arrive as the same rows, numbered as the clerk sees them."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import odf.opendocument
import odf.style
import odf.table
import odf.text
import openpyxl
import pytest
import xlwt

from casework.application.ledgers.files.file_errors import LedgerFileError
from casework.application.ledgers.files.limits import ReadingLimits
from casework.application.ledgers.persons.ledger import FileSummary, LedgerHousehold, Progress
from casework.application.ledgers.process.lists.division_table import division_rows
from casework.application.ledgers.process.lists.reference_table import reference_rows
from casework.application.ledgers.process.lists.staff_table import staff_rows
from casework.application.ledgers.sheets.raw import Column
from tests.support.ledgers.row_collector import HEADER, LI_MING, WANG_FANG, read_in_child, taken

Row = tuple[object, ...]
LEFT_AT = datetime.fromisoformat("2025-03-01T08:30")
ROWS: tuple[Row, ...] = (("台账",), (), HEADER, LI_MING, (), WANG_FANG, ("", "", "", "赵强"))


def write_xlsx(path: Path, rows: tuple[Row, ...]) -> None:
    book = openpyxl.Workbook()
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            book.worksheets[0].cell(number, column, value)
    book.save(path)


def write_xls(path: Path, rows: tuple[Row, ...]) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("台账")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            sheet.write(number, column, value)
    book.save(str(path))


def write_ods(path: Path, rows: tuple[Row, ...]) -> None:
    book = odf.opendocument.OpenDocumentSpreadsheet()
    book.spreadsheet.addElement(ods_table("台账", rows))
    book.save(str(path))


def ods_table(name: str, rows: tuple[Row, ...], style: str | None = None) -> odf.element.Element:
    table = odf.table.Table(name=name, **({"stylename": style} if style else {}))
    for row in rows:
        line = odf.table.TableRow()
        for value in row or ("",):
            cell = odf.table.TableCell()
            if value:
                cell.setAttribute("valuetype", "string")
                cell.addElement(odf.text.P(text=str(value)))
            line.addElement(cell)
        table.addElement(line)
    return table


def write_csv(path: Path, rows: tuple[Row, ...], encoding: str = "utf-8", delimiter: str = ",") -> None:
    lines = (delimiter.join(str(value) for value in row) for row in rows)
    path.write_bytes("".join(line + "\r\n" for line in lines).encode(encoding))


WRITERS = {".xlsx": write_xlsx, ".xls": write_xls, ".ods": write_ods, ".csv": write_csv}


@pytest.mark.parametrize("ending", WRITERS)
def test_every_format_gives_the_same_rows(tmp_path: Path, ending: str) -> None:
    """Whatever program a village uses, its ledger says the same, and each row keeps its number."""
    write: Callable[[Path, tuple[Row, ...]], None] = WRITERS[ending]
    write(tmp_path / f"台账{ending}", ROWS)

    read = taken(tmp_path / f"台账{ending}")

    assert read.numbers == [4, 6, 7]
    assert read.column(Column.NAME) == ["李明", "王芳", "赵强"]
    assert read.column(Column.HOUSEHOLD_NUMBER) == ["H001", None, None]
    assert read.column(Column.RESIDENT_ID) == ["530101198001010014", "530101198202020021", None]
    assert [sheet.headers[Column.RESIDENT_ID] for sheet in read.sheets] == ["身份证号"]
    assert not read.problems


@pytest.mark.parametrize(
    ("encoding", "delimiter"), [("utf-8", ","), ("utf-8-sig", ","), ("gb18030", ","), ("gb18030", "\t"), ("utf-8", ";")]
)
def test_csv_is_read_in_both_encodings(tmp_path: Path, encoding: str, delimiter: str) -> None:
    """A CSV from Excel, WPS or a government system reads the same, rare characters of names included."""
    rows = (HEADER, ("H001", "𬭚明", "户主", "𬭚明", "男", "530101198001010014", "未就业"))
    write_csv(tmp_path / "a.csv", rows, encoding, delimiter)

    read = taken(tmp_path / "a.csv")

    assert read.column(Column.NAME) == ["𬭚明"]
    assert read.numbers == [2]
    assert read.sheets[0].sheet == ""


def test_a_comma_inside_quotes_does_not_choose_the_delimiter(tmp_path: Path) -> None:
    """Notes full of commas or semicolons leave the columns where they are."""
    (tmp_path / "a.csv").write_text(
        '户编号,姓名,备注,就业状态\nH1,李明,"a;b;c,\nd;e",务农\nH2,王芳,,务农\n', encoding="utf-8"
    )

    read = taken(tmp_path / "a.csv")

    assert read.column(Column.NOTE) == ["a;b;c,\nd;e", None]
    assert read.numbers == [2, 3]


def test_dates_and_numbers_stay_what_they_are(tmp_path: Path) -> None:
    """A date cell is a date and a number a number, in new and in old workbooks."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["户编号", "姓名", "出生日期", "月收入", "外出时间", "是否就业"])
    sheet.append(["1", "李明", date(1980, 1, 1), 3500.5, LEFT_AT, True])
    book.save(tmp_path / "a.xlsx")
    old = xlwt.Workbook()
    old_sheet = old.add_sheet("一")
    for column, text in enumerate(("户编号", "姓名", "出生日期", "月收入", "就业状态")):
        old_sheet.write(0, column, text)
    for column, value in enumerate(("1", "李明", date(1980, 1, 1), 3500.5)):
        style = xlwt.easyxf(num_format_str="YYYY-MM-DD") if column == 2 else xlwt.Style.default_style
        old_sheet.write(1, column, value, style)
    old.save(str(tmp_path / "a.xls"))

    new_row, old_row = (taken(tmp_path / name).rows[0].cells for name in ("a.xlsx", "a.xls"))

    assert new_row[Column.BIRTH_DATE] == old_row[Column.BIRTH_DATE] == date(1980, 1, 1)
    assert new_row[Column.MONTHLY_PAY] == old_row[Column.MONTHLY_PAY] == 3500.5
    assert new_row[Column.WORK_STARTED] == LEFT_AT
    assert new_row[Column.EMPLOYMENT] is True


def test_hidden_sheets_do_not_count_but_hidden_columns_and_rows_do(tmp_path: Path) -> None:
    """What the clerk put away is not imported; what he only folded is."""
    book = openpyxl.Workbook()
    shown = book.worksheets[0]
    for row in (HEADER, LI_MING, WANG_FANG):
        shown.append(row)
    shown.column_dimensions["F"].hidden = True
    shown.row_dimensions[3].hidden = True
    for state in ("hidden", "veryHidden"):
        away = book.create_sheet(state)
        away.append(HEADER)
        away.append(("H9", "张旧", "户主", "张旧", "男", "", ""))
        away.sheet_state = state
    book.save(tmp_path / "a.xlsx")

    read = taken(tmp_path / "a.xlsx")

    assert read.column(Column.NAME) == ["李明", "王芳"]
    assert read.column(Column.RESIDENT_ID) == ["530101198001010014", "530101198202020021"]


def test_a_hidden_sheet_of_an_ods_file_does_not_count(tmp_path: Path) -> None:
    """LibreOffice hides sheets in its own way, with the same meaning."""
    book = odf.opendocument.OpenDocumentSpreadsheet()
    style = odf.style.Style(name="away", family="table")
    style.addElement(odf.style.TableProperties(display="false"))
    book.automaticstyles.addElement(style)
    book.spreadsheet.addElement(ods_table("一", (HEADER, LI_MING)))
    book.spreadsheet.addElement(ods_table("二", (HEADER, WANG_FANG), "away"))
    book.save(str(tmp_path / "a.ods"))

    assert taken(tmp_path / "a.ods").column(Column.NAME) == ["李明"]


def test_region_cells_are_filled_from_their_merged_range_and_no_further(tmp_path: Path) -> None:
    """A township written once beside its households counts for each of them, and for nobody below the range."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(("乡镇", "行政村", "户编号", "户主姓名", "姓名", "就业状态"))
    for row in (
        ("东山镇", "河口村", "1", "李明", "李明", "务农"),
        ("", "", "", "", "王芳"),
        ("", "", "2", "赵强", "赵强"),
        ("", "", "3", "钱进", "钱进"),
    ):
        sheet.append(row)
    for merged in ("A2:A4", "B2:B3", "C2:C3", "D2:D3"):
        sheet.merge_cells(merged)
    book.save(tmp_path / "a.xlsx")

    read = taken(tmp_path / "a.xlsx")

    assert read.column(Column.TOWNSHIP) == ["东山镇", "东山镇", "东山镇", None]
    assert read.column(Column.VILLAGE) == ["河口村", "河口村", None, None]
    assert read.column(Column.HOUSEHOLD_NUMBER) == ["1", "1", "2", "3"]


def test_region_cells_of_an_ods_file_are_filled_too(tmp_path: Path) -> None:
    """The same holds for LibreOffice files, whose reader does not tell merged ranges."""
    book = odf.opendocument.OpenDocumentSpreadsheet()
    table = ods_table("一", (("说明",), ("乡镇", "户编号", "姓名", "就业状态")))
    for number, (town, person) in enumerate((("东山镇", "李明"), ("", "王芳"), ("", "赵强"))):
        line = odf.table.TableRow()
        cell = odf.table.TableCell(numberrowsspanned=2) if number == 0 else odf.table.CoveredTableCell()
        if number == 2:
            cell = odf.table.TableCell()
        if town:
            cell.setAttribute("valuetype", "string")
            cell.addElement(odf.text.P(text=town))
        line.addElement(cell)
        for value in (str(number), person):
            text = odf.table.TableCell(valuetype="string")
            text.addElement(odf.text.P(text=value))
            line.addElement(text)
        table.addElement(line)
    book.spreadsheet.addElement(table)
    book.save(str(tmp_path / "a.ods"))

    assert taken(tmp_path / "a.ods").column(Column.TOWNSHIP) == ["东山镇", "东山镇", None]


def test_a_sheet_without_header_warns_and_a_file_without_any_is_refused(tmp_path: Path) -> None:
    """填表说明 and empty sheets are passed over with a word; a file of nothing else is no ledger."""
    book = openpyxl.Workbook()
    book.worksheets[0].append(("填表说明",))
    book.create_sheet("空")
    book.save(tmp_path / "none.xlsx")
    for row in (HEADER, LI_MING):
        book["空"].append(row)
    book.create_sheet("只有表头").append(HEADER)
    book.save(tmp_path / "one.xlsx")

    warned = taken(tmp_path / "one.xlsx")
    with pytest.raises(LedgerFileError) as refused:
        taken(tmp_path / "none.xlsx")

    assert [(problem.sheet, problem.code, problem.row) for problem in warned.problems] == [
        ("Sheet", "no-header", 1),
        ("只有表头", "no-rows", 1),
    ]
    assert warned.column(Column.NAME) == ["李明"]
    assert (refused.value.code, refused.value.file) == ("no-header", "none.xlsx")


def test_a_file_of_headers_alone_is_told(tmp_path: Path) -> None:
    """A ledger, a table of divisions, a list of references and a sheet of people: nothing in them is no success."""
    (tmp_path / "ledger.csv").write_text(",".join(map(str, HEADER)), encoding="utf-8")
    (tmp_path / "divisions.csv").write_text("区划代码,名称\n", encoding="utf-8")
    (tmp_path / "references.csv").write_text("编号,名称\n", encoding="utf-8")
    (tmp_path / "staff.csv").write_text("姓名,职务,区划\n,,\n", encoding="utf-8")
    reads: tuple[tuple[str, Callable[[Path], object]], ...] = (
        ("ledger.csv", taken),
        ("divisions.csv", lambda path: list(division_rows(path, ReadingLimits()))),
        ("references.csv", lambda path: list(reference_rows(path, ReadingLimits()))),
        ("staff.csv", lambda path: list(staff_rows(path, ReadingLimits()))),
    )
    for name, read in reads:
        with pytest.raises(LedgerFileError) as refused:
            read(tmp_path / name)
        assert refused.value.code == "no-rows", name


def test_a_child_process_tells_households_progress_and_the_summary(tmp_path: Path) -> None:
    """The whole way: a file goes in, households come out, the summary is last."""
    write_xlsx(tmp_path / "a.xlsx", (HEADER, LI_MING, WANG_FANG))

    items = read_in_child(tmp_path / "a.xlsx")

    households = [item for item in items if isinstance(item, LedgerHousehold)]
    assert [household.number for household in households] == ["H001"]
    assert any(isinstance(item, Progress) for item in items)
    assert isinstance(items[-1], FileSummary)
    assert items[-1].rows == 2


def test_progress_counts_up_to_all_rows(tmp_path: Path) -> None:
    """The clerk who waits sees how far a long ledger has come, and at last that it is all done."""
    for name, write in (("a.xlsx", write_xlsx), ("a.csv", write_csv)):
        write(tmp_path / name, (HEADER, *[LI_MING] * 4_500))
        told = [item for item in read_in_child(tmp_path / name) if isinstance(item, Progress)]
        assert [progress.done for progress in told] == [2_000, 4_000, 4_500]
        assert [progress.total for progress in told] == [4_501, 4_501, 4_500]


def test_columns_outside_the_header_are_kept_and_named(tmp_path: Path) -> None:
    """Nothing that was typed is dropped, even in a column that has no header."""
    rows = ((*HEADER, "低保", "", "低保"), (*LI_MING, "是", "复核过", "否"))
    write_xlsx(tmp_path / "a.xlsx", rows)

    read = taken(tmp_path / "a.xlsx")

    assert read.rows[0].unknown == {"低保": "是", "I列": "复核过", "低保（J列）": "否"}
    assert read.sheets[0].unknown_headers == ("低保", "低保（J列）")
    summary = read_in_child(tmp_path / "a.xlsx")[-1]
    assert isinstance(summary, FileSummary)
    assert summary.unknown_columns == ("低保", "低保（J列）", "I列")


@pytest.mark.parametrize(("rows", "refused"), [(4, False), (5, True)])
def test_rows_up_to_the_limit_pass(tmp_path: Path, rows: int, refused: bool) -> None:
    """The limit counts the rows below the header."""
    limits = ReadingLimits(rows_per_sheet=4)
    for ending, write in WRITERS.items():
        path = tmp_path / f"a{ending}"
        write(path, (HEADER, *[LI_MING] * rows))
        if refused:
            with pytest.raises(LedgerFileError, match="too large"):
                taken(path, limits)
        else:
            assert len(taken(path, limits).rows) == 4

"""The clerk gets his own sheets back, with the reason beside each refused row."""

import stat
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import xlwt
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl.workbook import Workbook
from python_calamine import CalamineWorkbook

from casework.application.ledgers.files.file_errors import LedgerFileError
from casework.application.ledgers.files.limits import ReadingLimits
from casework.application.ledgers.persons.ledger import RowProblem
from casework.application.ledgers.process.error_copy import NOTES
from casework.application.ledgers.process.error_sheet import write_errors
from casework.application.ledgers.sheets.raw import Column
from casework.application.ledgers.sheets.workbook_writer import WorkbookWriter
from casework.domain.labels import Label
from tests.support.ledgers.row_collector import HEADER, LI_MING, WANG_FANG, taken

LIMITS = ReadingLimits()
ILLEGAL = "".join(map(chr, {*range(32)} - {9, 10, 13})) + "\ufffe\uffff"
WRONG_ID = "身份证号校验位错误"


def refused(
    file: str, sheet: str, row: int, zh: str = WRONG_ID, *, warning: bool = False, column: str | None = None
) -> RowProblem:
    """A refused row, or a warning, at this place."""
    message = Label(zh=zh, en="wrong")
    return RowProblem(
        refused=not warning, file=file, sheet=sheet, row=row, column=column, code="id-checksum", message=message
    )


def returned(paths: Sequence[Path], problems: Sequence[RowProblem]) -> Workbook:
    """The workbook that comes back."""
    out = paths[0].parent / "错误.xlsx"
    write_errors(paths, problems, out, LIMITS)
    return openpyxl.load_workbook(out)


def cells(book: Workbook, sheet: str) -> list[tuple[object, ...]]:
    """The sheet's cells, row by row."""
    return list(book[sheet].iter_rows(values_only=True))


def test_a_moment_keeps_its_seconds(tmp_path: Path) -> None:
    """A date with a time of day comes back as it was."""
    moment = datetime(2025, 3, 1, 8, 30, 7)  # noqa: DTZ001 - a workbook's moments have no zone
    book = openpyxl.Workbook()
    book.worksheets[0].append((*HEADER, "登记时间"))
    book.worksheets[0].append((*LI_MING, moment))
    book.save(tmp_path / "a.xlsx")

    back = returned([tmp_path / "a.xlsx"], [])

    assert cells(back, back.sheetnames[0])[1][len(HEADER)] == moment


def test_every_sheet_and_row_keeps_its_place_and_the_reason_stands_at_the_right_end(tmp_path: Path) -> None:
    """Titles, notes, hidden sheets, merged cells, blank rows: all as before, and one column more."""
    book = openpyxl.Workbook()
    notes = book.worksheets[0]
    notes.title = "填表说明"
    notes["B2"] = "请逐户填写"
    ledger = book.create_sheet("河口村")
    for number, row in enumerate((("河口村台账",), HEADER, LI_MING, (), WANG_FANG), start=1):
        for column, value in enumerate(row, start=1):
            ledger.cell(number, column, value or None)
    ledger.merge_cells("A1:G1")
    ledger.merge_cells("A3:A5")
    old = book.create_sheet("旧")
    old.append(HEADER)
    old.sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")

    back = returned(
        [tmp_path / "a.xlsx"],
        [
            refused("a.xlsx", "河口村", 5),
            refused("a.xlsx", "河口村", 5, "缺少户编号"),
            refused("a.xlsx", "河口村", 3, "只是提醒", warning=True),
        ],
    )

    assert back.sheetnames == ["填表说明", "河口村", "旧", NOTES]
    assert [back[name].sheet_state for name in back.sheetnames] == ["visible", "visible", "hidden", "visible"]
    assert cells(back, "填表说明")[1] == (None, "请逐户填写")
    assert {str(merged) for merged in back["河口村"].merged_cells.ranges} == {"A1:G1", "A3:A5"}
    assert cells(back, "河口村") == [
        ("河口村台账", *[None] * 7),
        (*HEADER, "错误原因"),
        (*LI_MING, "提示：只是提醒"),
        (None,) * 8,
        (None, None, *WANG_FANG[2:], f"错误：{WRONG_ID}\uff1b错误：缺少户编号"),
    ]
    assert cells(back, "旧") == [HEADER]


def test_text_stays_text_and_numbers_and_dates_what_they_are(tmp_path: Path) -> None:
    """An id keeps all its digits and leading zeros, and no text turns into a formula."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    typed = ("0012", "530101198001010014", "a\nb", "<&>\"'", " x ", "'0012", 3500, 3500.5, date(2025, 3, 1), True)
    sheet.append(("户编号", "身份证号", "姓名", *"abcdefg"))
    sheet.append(typed)
    for column, text in enumerate(("=1+1", "+1", "-1", "@SUM(A1)", "{=1}"), start=1):
        sheet.cell(3, column, text).data_type = "s"
    book.save(tmp_path / "a.xlsx")

    back = returned([tmp_path / "a.xlsx"], [refused("a.xlsx", "Sheet", 2)]).worksheets[0]

    values = [cell.value for cell in back[2]]
    assert values[:8] == list(typed[:8])
    assert values[8].date() == date(2025, 3, 1)
    assert values[9] is True
    assert back.cell(2, 9).is_date
    assert [back.cell(3, column).value for column in range(1, 6)] == ["=1+1", "+1", "-1", "@SUM(A1)", "{=1}"]
    assert {back.cell(3, column).data_type for column in range(1, 6)} <= {"s", "inlineStr"}
    with zipfile.ZipFile(tmp_path / "错误.xlsx") as archive:
        assert b"<f" not in archive.read("xl/worksheets/sheet1.xml")


def test_a_csv_comes_back_as_a_workbook(tmp_path: Path) -> None:
    """Rows count as in the CSV, ragged ones too; the reason stands right of the widest row."""
    rows = ("户编号,姓名,性别", "=1+1,李明,男", "H2,王芳,女,多,余", "H3")
    (tmp_path / "村.csv").write_text("\r\n".join(rows) + "\r\n", encoding="gb18030")

    back = returned([tmp_path / "村.csv"], [refused("村.csv", "", 4)])

    assert back.sheetnames == ["村", NOTES]
    assert cells(back, "村") == [
        ("户编号", "姓名", "性别", None, None, "错误原因"),
        ("=1+1", "李明", "男", None, None, None),
        ("H2", "王芳", "女", "多", "余", None),
        ("H3", None, None, None, None, f"错误：{WRONG_ID}"),
    ]


def test_sheets_of_several_files_stand_one_after_another_under_names_of_their_own(tmp_path: Path) -> None:
    """Two villages that both call their sheet 台账 keep both, and each its own reasons."""
    old = xlwt.Workbook()
    sheet = old.add_sheet("台账")
    for number, row in enumerate((HEADER, LI_MING)):
        for column, value in enumerate(row):
            sheet.write(number, column, value)
    old.save(str(tmp_path / "甲.xls"))
    new = openpyxl.Workbook()
    new.worksheets[0].title = "台账"
    for row in (HEADER, LI_MING):
        new.worksheets[0].append(row)
    new.save(tmp_path / "乙.xlsx")
    (tmp_path / f"{'长' * 40}.csv").write_text("姓名,性别,户号\n", encoding="utf-8")

    paths = [tmp_path / name for name in ("甲.xls", "乙.xlsx", f"{'长' * 40}.csv")]
    back = returned(paths, [refused("乙.xlsx", "台账", 2)])

    assert back.sheetnames == ["台账", "台账(2)", "长" * 31, NOTES]
    assert cells(back, "台账")[1][-1] is None
    assert cells(back, "台账(2)")[1][-1] == f"错误：{WRONG_ID}"


def test_reasons_of_an_earlier_round_give_way(tmp_path: Path) -> None:
    """The corrected sheet is imported again: it has one column of reasons, and only those of today."""
    book = openpyxl.Workbook()
    for row in ((*HEADER, "错误原因"), (*LI_MING, "旧原因"), (*WANG_FANG, "旧原因")):
        book.worksheets[0].append(row)
    book.save(tmp_path / "a.xlsx")

    back = cells(returned([tmp_path / "a.xlsx"], [refused("a.xlsx", "Sheet", 3)]), "Sheet")

    assert [row[-1] for row in back] == ["错误原因", None, f"错误：{WRONG_ID}"]
    assert len(back[0]) == len(HEADER) + 1


RED, YELLOW, NONE = "FFFFC7CE", "FFFFEB9C", "00000000"


def colours(book: Workbook, sheet: str, row: int) -> dict[str, str]:
    """The coloured cells of a row by their column."""
    found = {cell.column_letter: cell.fill.fgColor.rgb for cell in book[sheet][row]}
    return {column: colour for column, colour in found.items() if colour != NONE}


def test_the_cells_in_question_are_coloured_and_all_that_is_said_of_a_row_stands_beside_it(tmp_path: Path) -> None:
    """Red for what refused the row, yellow for what is to be looked at; faults first, each with its column."""
    book = openpyxl.Workbook()
    for row in (("河口村台账",), HEADER, LI_MING, WANG_FANG, LI_MING):
        book.worksheets[0].append(row)
    book.save(tmp_path / "a.xlsx")

    back = returned(
        [tmp_path / "a.xlsx"],
        [
            refused("a.xlsx", "Sheet", 3, "看不懂", warning=True, column="就业状态"),
            refused("a.xlsx", "Sheet", 3, column="身份证号"),
            refused("a.xlsx", "Sheet", 4, "请核对", warning=True, column="性别"),
            refused("a.xlsx", "Sheet", 4, "再核对", warning=True),
        ],
    )

    reasons = [row[-1] for row in cells(back, "Sheet")]
    assert reasons == [
        None,
        "错误原因",
        f"错误：身份证号：{WRONG_ID}\uff1b提示：就业状态：看不懂",
        "提示：性别：请核对\uff1b提示：再核对",
        None,
    ]
    assert [colours(back, "Sheet", row) for row in (2, 3, 4, 5)] == [
        {},
        {"F": RED, "G": YELLOW, "H": RED},
        {"E": YELLOW, "H": YELLOW},
        {},
    ]


def test_a_blank_cell_in_question_and_one_of_a_table_further_down_are_coloured(tmp_path: Path) -> None:
    """The column is the one of the header above the row; dates and numbers keep what they are."""
    book = openpyxl.Workbook()
    for row in (
        ("户编号", "姓名", "性别", "月收入"),
        ("1", "李明", None, 3500),
        ("姓名", "户编号", "月收入", "性别"),
        ("王芳", "2", 12.5, "?"),
    ):
        book.worksheets[0].append(row)
    book.save(tmp_path / "a.xlsx")

    back = returned(
        [tmp_path / "a.xlsx"],
        [refused("a.xlsx", "Sheet", 2, column="性别"), refused("a.xlsx", "Sheet", 4, column="月收入", warning=True)],
    )

    assert [set(colours(back, "Sheet", row)) for row in (2, 4)] == [{"C", "E"}, {"C", "E"}]
    assert [back["Sheet"]["D2"].value, back["Sheet"]["C4"].value] == [3500, 12.5]


def test_a_table_whose_headers_an_office_taught_gets_its_reasons_too(tmp_path: Path) -> None:
    """By the tables alone nothing is a header there, and the reasons would stand nowhere."""
    book = openpyxl.Workbook()
    for row in (("户码", "称呼", "证"), ("1", "虚构甲", "0"), ("2", "虚构乙", "0")):
        book.worksheets[0].append(row)
    book.save(tmp_path / "a.xlsx")
    taught = tuple(
        ("", "header", text, column.value)
        for text, column in (("户码", Column.HOUSEHOLD_NUMBER), ("称呼", Column.NAME), ("证", Column.RESIDENT_ID))
    )

    def reasons(*taught: tuple[str, str, str, str]) -> list[object]:
        out = tmp_path / "错误.xlsx"
        write_errors([tmp_path / "a.xlsx"], [refused("a.xlsx", "Sheet", 3)], out, LIMITS, taught)
        return [row[3] if len(row) > 3 else None for row in cells(openpyxl.load_workbook(out), "Sheet")]

    assert reasons(*taught) == ["错误原因", None, f"错误：{WRONG_ID}"]
    assert reasons() == [None, None, None]


def test_words_can_be_chosen_where_only_some_are_taken(tmp_path: Path) -> None:
    """The list stands on a sheet of its own, which is for reading; a cell with any text has none."""
    book = openpyxl.Workbook()
    for row in (HEADER, LI_MING, WANG_FANG):
        book.worksheets[0].append(row)
    book.save(tmp_path / "a.xlsx")

    back = returned(
        [tmp_path / "a.xlsx"],
        [refused("a.xlsx", "Sheet", row, column=column) for row in (2, 3) for column in ("就业状态", "身份证号")],
    )

    (rule,) = back["Sheet"].data_validations.dataValidation
    assert (rule.type, str(rule.sqref)) == ("list", "G2 G3")
    sheet, place = rule.formula1.split("!")
    assert sheet == f"'{NOTES}'"
    words = [cell.value for (cell,) in back[NOTES][place.replace("$", "")]]
    assert words[0] == "已就业"
    assert "未就业" in words
    assert "已就业" in [cell.value for column in back[NOTES].columns for cell in column]


def test_what_is_said_of_a_whole_sheet_stands_on_the_last_one(tmp_path: Path) -> None:
    """A sheet without header or rows has no row to put it beside; an earlier round's notes are left out."""
    book = openpyxl.Workbook()
    for row in (HEADER, LI_MING):
        book.worksheets[0].append(row)
    book.create_sheet("空")
    book.create_sheet(NOTES).append(["旧的说明"])
    book.save(tmp_path / "a.xlsx")

    back = returned([tmp_path / "a.xlsx"], [refused("a.xlsx", "空", 1, "没有表头", warning=True)])

    assert back.sheetnames == ["Sheet", "空", NOTES]
    told = [row[:2] for row in cells(back, NOTES)]
    assert ("空", "没有表头") in told
    assert ("旧的说明", None) not in told


def test_what_comes_back_can_be_imported_again(tmp_path: Path) -> None:
    """The returned workbook reads as the ledger it came from."""
    book = openpyxl.Workbook()
    for row in (("台账",), HEADER, LI_MING, WANG_FANG):
        book.worksheets[0].append(row)
    book.save(tmp_path / "a.xlsx")
    returned([tmp_path / "a.xlsx"], [refused("a.xlsx", "Sheet", 3), refused("a.xlsx", "Sheet", 4, column="就业状态")])

    first, second = taken(tmp_path / "a.xlsx"), taken(tmp_path / "错误.xlsx")

    assert first.rows == second.rows
    assert [sheet.sheet for sheet in second.sheets] == ["Sheet"]
    assert second.problems == first.problems
    assert second.column(Column.NAME) == ["李明", "王芳"]


def test_the_copy_is_its_owners_alone_and_leaves_nothing_beside(tmp_path: Path) -> None:
    """The copy holds ids: nobody else may read it, and no half-written piece stays."""
    (tmp_path / "a.csv").write_text("姓名,性别,户号\n李明,男,1\n", encoding="utf-8")
    returned([tmp_path / "a.csv"], [refused("a.csv", "", 2)])
    assert stat.S_IMODE((tmp_path / "错误.xlsx").stat().st_mode) == 0o600
    assert {path.name for path in tmp_path.iterdir()} == {"a.csv", "错误.xlsx"}


def test_a_place_that_cannot_be_written_is_said_in_one_sentence(tmp_path: Path) -> None:
    """A folder that is not there, or a folder in the file's place, is a refusal and leaves nothing beside."""
    (tmp_path / "a.csv").write_text("姓名,性别,户号\n李明,男,1\n", encoding="utf-8")
    (tmp_path / "folder.xlsx").mkdir()
    for out in (tmp_path / "absent" / "b.xlsx", tmp_path / "folder.xlsx"):
        with pytest.raises(LedgerFileError) as caught:
            write_errors([tmp_path / "a.csv"], [], out, LIMITS)
        assert (caught.value.code, caught.value.file) == ("unwritable", out.name)
    assert {path.name for path in tmp_path.iterdir()} == {"a.csv", "folder.xlsx"}


def test_a_failed_copy_leaves_the_earlier_one_alone(tmp_path: Path) -> None:
    """A ledger that has gone meanwhile is said so; what stood at the place still stands there."""
    out = tmp_path / "错误.xlsx"
    out.write_bytes(b"earlier")
    with pytest.raises(LedgerFileError, match="no such file"):
        write_errors([tmp_path / "gone.xlsx"], [], out, LIMITS)
    assert out.read_bytes() == b"earlier"
    assert [path.name for path in tmp_path.iterdir()] == ["错误.xlsx"]


@example(["=1+1", "_x000D_", "a\r\nb", "\t"])
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters=ILLEGAL), min_size=1), min_size=1, max_size=20))
def test_any_text_reads_back_as_it_was_written(texts: list[str]) -> None:
    """Whatever a village typed stands in the copy, letter for letter, and never computes."""
    with BytesIO() as file:
        writer = WorkbookWriter(file)
        with writer.sheet("a") as sheet:
            for row, text in enumerate(texts, start=1):
                sheet.row(row, ["x", text, "y"])
        writer.close()
        file.seek(0)
        rows = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()
    assert [row[1] for row in rows] == texts


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["a", "A"], ["a", "A(2)"]),
        (["x" * 31, "x" * 31], ["x" * 31, "x" * 28 + "(2)"]),
        (["a/b", "[c]", ""], ["a_b", "_c_", "Sheet3"]),
    ],
)
def test_sheet_names_are_made_unique_and_allowed(tmp_path: Path, names: list[str], expected: list[str]) -> None:
    """Excel takes names of 31 letters, none twice, none with brackets or slashes."""
    with (tmp_path / "a.xlsx").open("wb") as file:
        writer = WorkbookWriter(file)
        for name in names:
            with writer.sheet(name) as sheet:
                sheet.row(1, ["x"])
        writer.close()
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames == expected

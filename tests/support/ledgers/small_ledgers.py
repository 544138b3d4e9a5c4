"""Rows, sheets and divisions of small ledgers, for the tests of this folder."""

from datetime import date

from casework.application.ledgers.persons.households import HouseholdBuilder
from casework.application.ledgers.persons.ledger import FileSummary, LedgerHousehold, RowProblem
from casework.application.ledgers.sheets.raw import Cell, Column, RawRow, RawSheet
from casework.domain.divisions.tree import Divisions
from casework.domain.persons import check_digit

AS_OF = date(2026, 3, 1)
EAST_WIND, RED_STAR, WILLOW, OTHER_EAST_WIND = "510802101200", "510802101201", "510802101202", "510802102200"
DIVISIONS = Divisions.of(
    [
        ("510802", "利州区"),
        ("510802101", "大石镇"),
        (EAST_WIND, "东风村村民委员会"),
        (RED_STAR, "红星村村民委员会"),
        (WILLOW, "柳树社区居委会"),
        ("510802102", "青山镇"),
        (OTHER_EAST_WIND, "东风村村民委员会"),
    ]
)
HEADERS = {
    Column.HOUSEHOLD_NUMBER: "户编号",
    Column.HEAD_NAME: "户主姓名",
    Column.RELATION: "与户主关系",
    Column.NAME: "姓名",
    Column.SEX: "性别",
    Column.RESIDENT_ID: "身份证号",
    Column.BIRTH_DATE: "出生日期",
    Column.TOWNSHIP: "乡镇",
    Column.VILLAGE: "行政村",
    Column.CAPACITY: "劳动能力",
    Column.SCHOOLING: "在校生状况",
    Column.WILLINGNESS: "就业意愿",
    Column.EMPLOYMENT: "就业状态",
    Column.EMPLOYER: "务工企业",
    Column.WORK_PLACE: "务工地点",
    Column.WORK_STARTED: "务工开始时间",
    Column.RETURNED: "返乡时间",
    Column.MONTHLY_PAY: "月收入(元)",
    Column.WORK_MONTHS: "务工月数",
    Column.WANTS_TRAINING: "培训意愿",
    Column.CATEGORY: "户类型",
    Column.RELOCATED: "易地搬迁",
    Column.GROUP: "组",
    Column.PHONE: "联系电话",
    Column.NOTE: "备注",
}
WHERE: dict[Column, Cell] = {Column.TOWNSHIP: "大石镇", Column.VILLAGE: "东风村"}


def an_id(serial: int, *, born: str = "19900101") -> str:
    """A valid resident id of a person who cannot be real (region 999999); odd serials are men."""
    body = f"999999{born}{serial:03}"
    return body + check_digit(body)


def a_sheet(*without: Column, name: str = "东风村", unknown: tuple[str, ...] = ()) -> RawSheet:
    """A sheet with all columns but these."""
    headers = {column: header for column, header in HEADERS.items() if column not in without}
    return RawSheet(file="台账.xlsx", sheet=name, headers=headers, unknown_headers=unknown)


def a_sheet_with(columns: dict[Column, str]) -> RawSheet:
    """A sheet with all columns and these."""
    return RawSheet(file="台账.xlsx", sheet="东风村", headers=HEADERS | columns)


def a_row(number: int, cells: dict[Column, Cell], unknown: dict[str, Cell] | None = None) -> RawRow:
    """Row `number` with these cells; blank ones are left out, as reading leaves them out."""
    filled: dict[Column, Cell] = {column: cell for column, cell in cells.items() if cell is not None}
    return RawRow(row=number, cells=filled, unknown=unknown or {})


class Understood:
    """What a builder made of a file, taken apart."""

    def __init__(self, *sheets: tuple[RawSheet, list[RawRow]], village: str | None = None) -> None:
        """Read the sheets with their rows."""
        builder = HouseholdBuilder(file="台账.xlsx", assessed_on=AS_OF, divisions=DIVISIONS, village=village)
        for sheet, rows in sheets:
            builder.sheet(sheet)
            for row in rows:
                builder.row(row)
        *self.items, summary = builder.finish()
        assert isinstance(summary, FileSummary)
        self.summary = summary
        self.households = [item for item in self.items if isinstance(item, LedgerHousehold)]
        self.problems = [item for item in self.items if isinstance(item, RowProblem)]

    @property
    def refused(self) -> list[tuple[int, str]]:
        """Row and code of every refusal."""
        return [(problem.row, problem.code) for problem in self.problems if problem.refused]

    @property
    def warned(self) -> list[tuple[int, str, str | None]]:
        """Row, code and header of every warning."""
        return [(problem.row, problem.code, problem.column) for problem in self.problems if not problem.refused]

    @property
    def names(self) -> dict[str, list[str]]:
        """The names of the accepted persons by their household's number or head's id."""
        return {
            household.number or household.head_resident_id or "": [person.private.name for person in household.persons]
            for household in self.households
        }

"""A taker that keeps what it is handed, so that tests can look at raw rows."""

from datetime import date
from pathlib import Path

from casework.application.ledgers.files.limits import ReadingLimits
from casework.application.ledgers.persons.ledger import LedgerItem, RowProblem
from casework.application.ledgers.process.ledger_reader import read_ledger
from casework.application.ledgers.process.ledger_rows import Understanding, read_rows
from casework.application.ledgers.sheets.raw import Cell, Column, RawRow, RawSheet
from casework.application.ledgers.understanding.office_words import OfficeWords
from casework.domain.divisions.tree import Divisions

HEADER = ("户编号", "户主姓名", "与户主关系", "姓名", "性别", "身份证号", "就业状态")
LI_MING = ("H001", "李明", "户主", "李明", "男", "530101198001010014", "未就业")
WANG_FANG = ("", "", "配偶", "王芳", "女", "530101198202020021", "务农")


class Taken:
    """Sheets and rows in the order in which they were handed over."""

    def __init__(self) -> None:
        self.sheets: list[RawSheet] = []
        self.rows: list[RawRow] = []
        self.problems: list[RowProblem] = []
        self.nameless: dict[str, None] = {}

    def sheet(self, sheet: RawSheet) -> None:
        """Keep the sheet."""
        self.sheets.append(sheet)

    def row(self, row: RawRow) -> None:
        """Keep the row."""
        self.rows.append(row)

    def village_of(self, _row: RawRow, _sheet: RawSheet) -> str | None:
        """Nobody asks these tests for villages."""
        return None

    def column(self, column: Column) -> list[Cell]:
        """The cells of one column, None where a row has none."""
        return [row.cells.get(column) for row in self.rows]

    @property
    def numbers(self) -> list[int]:
        """The rows' numbers as Excel shows them."""
        return [row.row for row in self.rows]


def taken(path: Path, limits: ReadingLimits | None = None) -> Taken:
    """Everything that the file hands over."""
    rows = Taken()
    by = Understanding(date(2026, 3, 1), OfficeWords())
    for item in read_rows(path, rows, limits or ReadingLimits(), rows.nameless, by):
        if isinstance(item, RowProblem):
            rows.problems.append(item)
    return rows


def read_in_child(path: Path, limits: ReadingLimits | None = None) -> list[LedgerItem]:
    """What an import of the file would be told, read by a process of its own."""
    divisions = Divisions.of(
        (
            ("53", "云南省"),
            ("5301", "昆明市"),
            ("530101", "东山县"),
            ("530101001", "东山镇"),
            ("530101001201", "河口村"),
        )
    )
    items = read_ledger(
        path,
        assessed_on=date(2026, 11, 25),
        divisions=divisions,
        village="530101001201",
        limits=limits or ReadingLimits(),
    )
    return list(items)

"""The example ledger read by hand: a second, plain reading of its cells, sharing nothing with generator or product."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook, SheetVisibleEnum

EMPLOYED = frozenset(
    {"务工", "已就业", "就业", "灵活就业", "公益性岗位", "自主创业", "个体经营", "打零工", "是", "√", "1", "1.0"}
)
AWAY = frozenset({"服兵役", "现役", "参军", "服刑", "在押"})
NO_CAPACITY = frozenset({"丧失劳动力", "无劳动力", "完全丧失劳动能力", "无劳动能力"})
NOT_AT_SCHOOL = frozenset({"", "非在校生", "已毕业", "应届毕业生", "2025届", "2026届"})
HEADERS = {
    "name": "姓名 成员姓名 *姓名",
    "number": "户编号 户号 *家庭编号",
    "township": "乡(镇) 乡镇",
    "village": "行政村 村(社区) *村 村",
    "relation": "与户主关系 *与户主关系",
    "sex": "性别 *性别",
    "id": "身份证号码(必填) 公民身份号码 *身份证号码 身份证号 证件号码 身份证号码",
    "birth": "出生日期 出生年月",
    "capacity": "劳动能力 *劳动能力",
    "school": "在校生状况",
    "status": "就业状态 *就业情况 是否就业 务工情况",
    "employer": "务工企业",
    "start": "外出时间 务工开始时间",
    "returned": "返乡时间",
    "phone": "联系电话 手机号码",
}
KEYS = {header: key for key, headers in HEADERS.items() for header in headers.split()}


@dataclass(kw_only=True)
class HandRow:
    """One person's row: `household` is the first row of his household on that sheet."""

    sheet: str
    row: int
    household: int
    cells: dict[str, Any]

    def text(self, key: str) -> str:
        return unicodedata.normalize("NFKC", str(self.cells.get(key, ""))).strip()

    @property
    def resident_id(self) -> str:
        """The id in its 18 digits, as far as it can be read."""
        digits = self.text("id").replace(" ", "").upper()
        return f"{digits[:6]}19{digits[6:]}" if len(digits) == 15 else digits

    @property
    def employed(self) -> bool:
        if "status" in self.cells:
            return self.text("status") in EMPLOYED
        return bool(self.text("employer") or self.text("start")) and not self.text("returned")

    def employable_on(self, day: date) -> bool:
        digits = self.resident_id
        born = f"{digits[6:10]}-{digits[10:12]}-{digits[12:14]}" if digits else self._birth_cell()
        years = day.year - int(born[:4]) - (f"{day:%m-%d}" < born[5:10])
        man = int(digits[16]) % 2 == 1 if digits else self.text("sex") == "男"
        away = self.text("status") in AWAY
        at_school = self.text("school") not in NOT_AT_SCHOOL
        return 16 <= years <= (60 if man else 50) and not (at_school or away or self.text("capacity") in NO_CAPACITY)

    def _birth_cell(self) -> str:
        parts = self.text("birth").replace("年", "-").replace("月", "-").replace("日", "").replace("/", "-").split("-")
        return "-".join(part.zfill(2) for part in parts)


def visible_sheets(path: Path) -> dict[str, CalamineSheet]:
    """The sheets that count, by name."""
    book = CalamineWorkbook.from_path(path)
    shown = [info.name for info in book.sheets_metadata if info.visible is SheetVisibleEnum.Visible]
    return {name: book.get_sheet_by_name(name) for name in shown}


def person_rows(path: Path) -> Iterator[HandRow]:
    """Every row that speaks of a person, on every visible sheet, in the file's order."""
    for name, sheet in visible_sheets(path).items():
        rows = sheet.to_python(skip_empty_area=False)
        header = next((i for i, row in enumerate(rows[:6]) if _keys(row).keys() >= {"name", "id", "relation"}), None)
        if header is not None:
            yield from _persons(name, rows, header)


def _keys(row: list[Any]) -> dict[str, int]:
    cells = (unicodedata.normalize("NFKC", str(cell)).replace(" ", "").replace("\n", "") for cell in row)
    return {KEYS[cell]: column for column, cell in enumerate(cells) if cell in KEYS}


def _persons(name: str, rows: list[list[Any]], header: int) -> Iterator[HandRow]:
    upper = rows[header - 1] if header else rows[header]  # a heading over both header rows stands in the upper one
    columns = _keys([low or high for low, high in zip(rows[header], upper, strict=True)])
    seen: dict[tuple[str, str], int] = defaultdict(int)
    current = 0
    for index in range(header + 1, len(rows)):
        cells = {key: rows[index][column] for key, column in columns.items()}
        if not str(cells["relation"]).strip() or str(rows[index][0]).startswith(("填表人", "制表")):
            continue  # subtotals, foot lines and empty rows
        number, own = str(cells.get("number", "")), index + 1
        if "number" not in columns:
            current = own if cells["relation"] in ("户主", "本人") else current
        elif number or current == 0 or cells["relation"] in ("户主", "本人"):
            place = (_stem(str(cells.get("village", ""))), number)
            current = seen[place] = seen[place] or own if number else own
        yield HandRow(sheet=name, row=own, household=current, cells=cells)


def _stem(village: str) -> str:
    for ending in ("居委会", "社区", "村民委员会", "村委会", "村"):
        village = village.removesuffix(ending)
    return village

"""What hidden rows and columns, failed formulas and the year 1904 mean is one rule for .xls and .ods too (M17, M23)."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import xlwt

from tests.support.ledgers.read_sheets import ReadSheet
from tests.support.ledgers.small_ledgers import an_id

HEADER = ("户编号", "行政村", "姓名", "身份证号", "与户主关系", "去岁就业", "就业状态", "务工开始时间")
START_1904 = 43_891  # 2024-03-02, counted from 1904
NAMESPACES = " ".join(
    f'xmlns:{short}="urn:{long}"'
    for short, long in (
        ("office", "oasis:names:tc:opendocument:xmlns:office:1.0"),
        ("table", "oasis:names:tc:opendocument:xmlns:table:1.0"),
        ("text", "oasis:names:tc:opendocument:xmlns:text:1.0"),
        ("calcext", "org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"),
    )
)


def base(number: int) -> tuple[str, ...]:
    """The first cells of a household of one."""
    return (str(number), "河湾村", f"虚构{number}甲", an_id(number), "户主", "务工")


def an_xls(folder: Path) -> Path:
    """A formula without its result in row 2, 待业 in the hidden row 3, a day number in row 4; column F is hidden."""
    book = xlwt.Workbook()
    book.dates_1904 = True
    sheet = book.add_sheet("台账")
    for row, cells in enumerate((HEADER, base(1), base(2), base(3))):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell)
    sheet.write(1, 6, xlwt.Formula('IF(1=1,"务工","待业")'))
    sheet.write(2, 6, "待业")
    sheet.write(3, 6, "务工")
    sheet.write(3, 7, START_1904)
    sheet.row(2).hidden = True
    sheet.col(5).hidden = True
    book.save(str(folder / "台账.xls"))
    return folder / "台账.xls"


def an_ods(folder: Path) -> Path:
    """The same as an open document, with an error beside."""
    status = (
        '<table:table-cell table:formula="of:=NA()" office:value-type="string" calcext:value-type="error"/>',
        text("待业"),
        text("务工") + f'<table:table-cell office:value-type="float" office:value="{START_1904}"/>',
    )
    rows = [f"<table:table-row>{''.join(map(text, HEADER))}</table:table-row>"]
    for number, said in enumerate(status, start=1):
        hidden = ' table:visibility="filter"' if number == 2 else ""
        rows.append(f"<table:table-row{hidden}>{''.join(map(text, base(number)))}{said}</table:table-row>")
    content = (
        f"<office:document-content {NAMESPACES}><office:body><office:spreadsheet><table:calculation-settings>"
        '<table:null-date table:date-value="1904-01-01"/></table:calculation-settings><table:table table:name="台账">'
        '<table:table-column table:number-columns-repeated="5"/><table:table-column table:visibility="collapse"/>'
        f"{''.join(rows)}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    with zipfile.ZipFile(folder / "台账.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{manifest}"/>')
        archive.writestr("content.xml", content)
    return folder / "台账.ods"


def text(word: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{word}</text:p></table:table-cell>'


@pytest.mark.parametrize("made", [an_xls, an_ods])
def test_the_same_holds_as_in_xlsx(tmp_path: Path, made: Callable[[Path], Path]) -> None:
    """A failed formula waits, a hidden row is read and said, a hidden column gives way, days are counted as they were."""
    path = made(tmp_path)
    found = ReadSheet(path)
    assert found.detected() == ["2"]
    assert found.persons["虚构1甲"].private.not_understood.keys() == {"employment"}
    assert "hidden-rows" in found.codes
    assert found.persons["虚构3甲"].member.work_started_on == date(2024, 3, 2)


@pytest.mark.parametrize("made", [an_xls, an_ods])
def test_a_hidden_column_gives_way(
    tmp_path: Path, made: Callable[[Path], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A status that somebody hid stands back for the visible one."""
    monkeypatch.setattr(f"{__name__}.HEADER", (*HEADER[:5], "就业情况", *HEADER[6:]))
    found = ReadSheet(made(tmp_path))
    assert (found.detected(), "hidden-columns" in found.codes) == (["2"], True)

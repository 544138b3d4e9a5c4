"""Headers are found by their words, wherever and however the county draws them."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from casework.application.ledgers.sheets.headers import Header, aliases, find_header, meaning
from casework.application.ledgers.sheets.raw import Column
from casework.application.ledgers.sheets.table import Line, Span
from casework.application.ledgers.understanding.layout import Layout, LayoutMaker
from tests.support.ledgers.row_collector import Taken, taken

ISSUE_WORDS = {
    Column.HOUSEHOLD_NUMBER: "户编号 户号 家庭编号",
    Column.PERSON_CODE: "人员编号",
    Column.HEAD_NAME: "户主姓名 户主",
    Column.RELATION: "与户主关系",
    Column.NAME: "姓名 成员姓名",
    Column.SEX: "性别",
    Column.DOCUMENT_KIND: "证件类型 证件种类",
    Column.OTHER_DOCUMENT: "护照号码 港澳居民来往内地通行证 台胞证号 外国人永久居留证号码 户口簿号 出生医学证明 军官证号",
    Column.RESIDENT_ID: "身份证号 身份证号码 公民身份号码 证件号码 身份证号码(必填) *身份证号",
    Column.BIRTH_DATE: "出生日期 出生年月",
    Column.COUNTY: "县 区 县(区) 县\uff08区\uff09",
    Column.TOWNSHIP: "乡镇 乡(镇) 街道",
    Column.VILLAGE: "行政村 村 村(社区) 嘎查村",
    Column.GROUP: "组",
    Column.PHONE: "联系电话 手机号码",
    Column.CATEGORY: "户类型 脱贫户类型 监测对象类别",
    Column.RELOCATED: "易地搬迁 安置点",
    Column.EDUCATION: "文化程度 学历",
    Column.HEALTH: "健康状况",
    Column.CAPACITY: "劳动能力",
    Column.SKILLS: "技能 劳动技能 技能证书",
    Column.SCHOOLING: "在校生状况",
    Column.WILLINGNESS: "就业意愿 是否有就业意愿",
    Column.EMPLOYMENT: "就业状态 就业情况 是否就业 务工情况",
    Column.WORK_PLACE: "务工地点 务工区域",
    Column.EMPLOYER: "务工企业 务工单位 就业单位",
    Column.POST: "岗位 工种",
    Column.WORK_STARTED: "务工开始时间 外出时间",
    Column.MONTHLY_PAY: "月收入 月工资 月收入(元) 月收入(元)\uff08必填\uff09",
    Column.WORK_MONTHS: "务工月数 务工时间(月) 务工时间\uff08月\uff09",
    Column.CHANNEL: "就业渠道",
    Column.RETURNED: "返乡时间 是否返乡回流",
    Column.WANTS_TRAINING: "培训意愿",
    Column.CADRE_NAMED: "帮扶责任人 帮扶干部",
    Column.NOTE: "备注",
    Column.SERIAL: "序号",
    Column.WORK_ENDED: "务工结束时间 离岗时间",
    Column.PUBLIC_POST: "公益性岗位 公益岗位",
    Column.HOUSEHOLD_SIZE: "家庭人口 家庭人口数",
    Column.HOUSEHOLD_LABOUR: "劳动力人数",
    Column.HOUSEHOLD_EMPLOYED: "就业人数 务工人数",
    Column.HOUSEHOLD_REGISTRATION: "户口性质 户籍性质",
    Column.REGISTERED_PLACE: "户籍地 户籍所在地",
    Column.SITE_CODE: "安置点编号 安置点代码",
    Column.RESIDENCE: "常住地 现住址",
    Column.INCOME: "年收入 全年收入 上年收入",
    Column.INCOME_WAGES: "工资性收入 全年务工收入",
    Column.INCOME_PER_HEAD: "家庭人均年收入 人均纯收入",
}


@pytest.mark.parametrize("column", Column)
def test_every_word_of_the_contract_is_known(column: Column) -> None:
    """The words that ledgers are known to use find their column."""
    words = ISSUE_WORDS[column].split()
    assert {word: meaning(word) for word in words} == dict.fromkeys(words, column)


@pytest.mark.parametrize(
    "text",
    ["姓 名", "姓\n名", "*姓名", "姓名*", "姓\u3000名", "姓名(必填)", "姓名\uff08必填\uff09", " 姓名【必填】", "姓名:"],
)
def test_spaces_stars_and_trailing_brackets_do_not_matter(text: str) -> None:
    """A header means the same however it was typed."""
    assert meaning(text) is Column.NAME


@pytest.mark.parametrize("text", ["姓名拼音", "(姓名)", "务工", "家庭成员数", "", "*", "(必填)"])
def test_other_words_stay_unknown(text: str) -> None:
    """A word that only resembles a known one is kept as an unknown column, never guessed."""
    assert meaning(text) is None


def test_no_word_stands_under_two_columns() -> None:
    """The table of words is unambiguous, so that every word is one column's."""
    assert {aliases()[word] for word in aliases()} == set(Column)


def lines(*rows: str) -> Iterator[Line]:
    """Rows written with | between cells, from row 1."""
    return (Line(number, row.split("|")) for number, row in enumerate(rows, start=1))


def found(*rows: str, spans: Iterable[Span] = ()) -> tuple[Header, list[Line]]:
    """The header that must be there, and the lines below it."""
    header, rest = find_header(lines(*rows), spans)
    assert header is not None
    return header, list(rest)


def layout(header: Header, rest: list[Line]) -> Layout:
    """What the header's columns are read as."""
    return LayoutMaker(file="a.csv", assessed_on=date(2026, 3, 1)).layout("", header, rest, {})


@pytest.mark.parametrize(
    ("row", "is_header"), [("姓名|性别|户号", True), ("姓名|性别|寨名", False), ("户主|性别|户号", False)]
)
def test_a_name_and_two_more_make_a_header(row: str, is_header: bool) -> None:
    """Fewer known words, or none for the person's name, are a title or a note."""
    header, _ = find_header(lines(row, "李明|男|1"), ())
    assert (header is not None) is is_header


def test_titles_above_are_skipped() -> None:
    """A title of any length and the line of the reporting unit are no header and no data."""
    header, rest = found(
        "某县农村劳动力台账||", "填报单位:某镇||2026年", "姓名|性别|户号", "李明|男|1", spans=[Span(1, 0, 1, 2)]
    )
    assert header.last_row == 3
    assert [line.row for line in rest] == [4]
    assert layout(header, rest).unknown == {}


def test_a_group_is_never_a_column() -> None:
    """务工情况 above 务工地点 and 月收入 is a group, though the word alone would be the employment column."""
    header, rest = found(
        "序号|户编号|姓名|务工情况|||备注",
        "|||务工地点|务工企业|月收入(元)|",
        "1|H1|李明|昆明|某厂|3500|无",
        spans=[Span(1, 3, 1, 5), *[Span(1, column, 2, column) for column in (0, 1, 2, 6)]],
    )
    assert header.last_row == 2
    read = layout(header, rest)
    assert read.known[3] is Column.WORK_PLACE
    assert Column.EMPLOYMENT not in read.texts
    assert read.texts[Column.NOTE] == "备注"
    assert [line.row for line in rest] == [3]


def test_a_group_is_recognised_without_merged_ranges() -> None:
    """A CSV made from a two-level sheet has lost its merged ranges, and reads the same."""
    header, rest = found("户编号|姓名|务工情况||自编列", "||务工地点|月收入|", "H1|李明|昆明|3500|甲")
    assert layout(header, rest).known == {
        0: Column.HOUSEHOLD_NUMBER,
        1: Column.NAME,
        2: Column.WORK_PLACE,
        3: Column.MONTHLY_PAY,
    }
    assert layout(header, rest).unknown == {4: "自编列"}
    assert [line.row for line in rest] == [3]


def test_groups_all_over_the_top_row() -> None:
    """Where the lower row holds every word, the upper one adds nothing."""
    header, rest = found(
        "家庭信息||成员信息|", "户编号|户主姓名|姓名|性别", "1|李明|李明|男", spans=[Span(1, 0, 1, 1), Span(1, 2, 1, 3)]
    )
    assert header.last_row == 2
    assert list(layout(header, rest).known.values()) == [
        Column.HOUSEHOLD_NUMBER,
        Column.HEAD_NAME,
        Column.NAME,
        Column.SEX,
    ]
    assert layout(header, rest).unknown == {}


def test_a_title_above_a_two_level_header_changes_nothing() -> None:
    """Title, groups, columns: three rows, and still the pair counts."""
    header, rest = found(
        "某镇台账||||",
        "户编号|姓名|性别|务工情况|",
        "|||务工地点|工种",
        "H1|李明|男|昆明|焊工",
        spans=[Span(1, 0, 1, 4), Span(2, 3, 2, 4), *[Span(2, column, 3, column) for column in range(3)]],
    )
    assert header.last_row == 3
    assert layout(header, rest).known[4] is Column.POST
    assert Column.EMPLOYMENT not in layout(header, rest).texts
    assert [line.row for line in rest] == [4]


def test_the_first_person_is_not_taken_for_a_second_level() -> None:
    """A single header row stays single, even when a header cell is merged across and the person's name is missing."""
    header, rest = found(
        "户编号|姓名|与户主关系|家庭住址|", "H1||户主|河口村|三组", "H1|王芳|配偶|河口村|三组", spans=[Span(1, 3, 1, 4)]
    )
    assert header.last_row == 1
    assert len(rest) == 2


def test_a_returned_error_column_is_not_read() -> None:
    """The sheet that came back with reasons is corrected and imported again: the reasons are no data."""
    header, rest = found("姓名|性别|户号|错误原因", "李明|男|1|身份证号错误")
    assert header.error_column == 3
    assert layout(header, rest).unknown == {}


def read(tmp_path: Path, *rows: tuple[object, ...]) -> Taken:
    """What an .xlsx of these rows hands over."""
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(tmp_path / "a.xlsx")
    return taken(tmp_path / "a.xlsx")


def test_blank_rows_and_rows_of_only_a_serial_are_left_out(tmp_path: Path) -> None:
    """Numbered empty lines at the end of a form are no persons; white space is blank."""
    rows = read(
        tmp_path,
        ("序号", "姓名", "户号", "就业状态"),
        (1, "李明", "H1", "务农"),
        (2, None, None, None),
        (3, " ", " ", None),
    )
    assert rows.numbers == [2]


def test_repeated_headers_and_column_numbers_are_left_out(tmp_path: Path) -> None:
    """Forms number their columns below the header, and printed ledgers repeat it on every page."""
    head = ("序号", "姓名", "户号", "就业状态")
    rows = read(tmp_path, head, (1, 2, 3, 4), (1, "李明", "H1", "务农"), head, (2, "王芳", None, "务农"))
    assert rows.numbers == [3, 5]

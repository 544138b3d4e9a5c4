"""Every kind of sheet that was misread once, with other words and places (foreign-files 2a)."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from casework.application.ledgers.sheets.raw import Cell
from casework.domain.codes.people import Capacity, Employment, HouseholdCategory
from tests.support.ledgers.read_sheets import ReadSheet, Rows, a_workbook, read
from tests.support.ledgers.small_ledgers import an_id

HEAD = ("户号", "所在村", "姓名", "身份证号", "与户主关系")
BORN = "1985-03-12"
NEITHER_PLACE_NOR_NONE = ("外面", "附近", "村里", "坐月子", "跟儿子生活", "上高中", "县医院看病")


def a_man(number: int, name: str = "") -> tuple[str, str, str, str, str]:
    """The first cells of a household's only member."""
    return (f"{number}", "河湾村", name or f"虚构{'甲乙丙丁戊己庚辛'[number]}", an_id(number), "户主")


def people(*cells: tuple[Cell, ...]) -> Rows:
    """One household for each row of further cells."""
    return [(*a_man(number), *row) for number, row in enumerate(cells, start=1)]


def column(tmp_path: Path, header: str, *words: Cell) -> ReadSheet:
    """A sheet with one more column, read."""
    return read(tmp_path, [(*HEAD, header), *people(*((word,) for word in words))])


@pytest.mark.parametrize("word", ["溜达", "视情况而定", "外出", "5", "A3", "已就业、未就业", "曾在外务工"])
def test_an_unknown_status_makes_no_household(tmp_path: Path, word: str) -> None:
    """Nobody is called jobless for a word; the household next to it is found as ever (M8)."""
    found = column(tmp_path, "就业状态", word, "待业")
    assert found.detected() == ["2"]
    assert found.persons["虚构乙"].private.not_understood["employment"]
    assert [question.of for question in found.questions] == ["employment"]


@pytest.mark.parametrize(
    "word", ["在广东务工", "灵活就业（跑外卖）", "长期在外打工", "务工、公益岗", "自主创业", "乡镇内务工"]
)
def test_everyday_words_for_work(tmp_path: Path, word: str) -> None:
    """Words that say work say it with a place before them, in a bracket, or twice."""
    assert column(tmp_path, "目前就业情况", word, "目前未就业").detected() == ["2"]


@pytest.mark.parametrize(
    ("word", "capacity"),
    [
        ("已丧失劳动能力", Capacity.NONE),
        ("不具备劳动能力（精神残疾）", Capacity.NONE),
        ("部分丧失劳动力", Capacity.WEAK),
        ("正常劳动力", Capacity.FULL),
        ("差", Capacity.NOT_UNDERSTOOD),
    ],
)
def test_words_for_capacity(tmp_path: Path, word: str, capacity: Capacity) -> None:
    """A capacity that nobody understands is not full (M9)."""
    found = read(tmp_path, [(*HEAD, "劳动力状况", "是否就业"), *people((word, "否"))])
    assert found.persons["虚构乙"].member.capacity is capacity
    assert found.detected() == (["1"] if capacity in (Capacity.WEAK, Capacity.FULL) else [])


def test_capacity_stands_under_a_skill(tmp_path: Path) -> None:
    """A column is what its cells say; real skills stay skills (M3)."""
    rows = people(("无劳动力", "否"), ("弱劳动力或半劳动力", "否"))
    assert read(tmp_path, [(*HEAD, "劳动技能", "是否就业"), *rows]).detected() == ["2"]
    skilled = read(tmp_path, [(*HEAD, "劳动技能", "是否就业"), *people(("电焊", "否"), ("厨师", "否"))])
    assert (skilled.persons["虚构乙"].private.skills, skilled.detected()) == ("电焊", ["1", "2"])


def test_a_skill_that_may_be_capacity_is_asked_about(tmp_path: Path) -> None:
    """A word that nobody knows under 劳动技能 may be labour capacity, unless another column tells that (M3)."""
    unknown = people(("将就", "否"), ("厨师", "否"))
    asked = read(tmp_path, [(*HEAD, "劳动技能", "是否就业"), *unknown])
    assert (asked.blocked, asked.detected()) == (["劳动技能"], [])
    assert read(tmp_path, [(*HEAD, "技能特长", "是否就业"), *unknown]).detected() == ["1", "2"]
    both = [(*HEAD, "劳动技能", "是否就业", "劳动能力"), *(((*row, "普通劳动力")) for row in unknown)]
    assert read(tmp_path, both).detected() == ["1", "2"]


@pytest.mark.parametrize("word", ["初中毕业", "中专毕业", "已退学", "非在读", "不在校", "往届毕业生"])
def test_who_has_left_school_is_not_at_school(tmp_path: Path, word: str) -> None:
    """Only grades and yes are school (M2)."""
    assert read(tmp_path, [(*HEAD, "是否在校", "就业情况"), *people((word, "无业"))]).detected() == ["1"]


@pytest.mark.parametrize("word", ["休学", "不详", "哈佛"])
def test_an_unknown_word_for_school_waits(tmp_path: Path, word: str) -> None:
    """It is neither at school nor not."""
    found = read(tmp_path, [(*HEAD, "就学情况", "就业情况"), *people((word, "无业"))])
    assert (found.detected(), found.persons["虚构乙"].member.in_school) == ([], None)


@pytest.mark.parametrize(
    ("place", "employment"),
    [
        *(
            (word, Employment.NOT_EMPLOYED)
            for word in ("在家带孩子", "在家带孙女", "本村务农", "屋里", "没出去", "NULL", "未外出务工", "务农")
        ),
        *(
            (word, Employment.NOT_UNDERSTOOD)
            for word in ("未知", "已去世", "读书", "待定", "#REF!", *NEITHER_PLACE_NOR_NONE)
        ),
        *((word, Employment.EMPLOYED) for word in ("浙江义乌", "无锡", "县城某超市", "学府路小吃店")),
    ],
)
def test_a_place_is_work_only_when_it_is_a_place(tmp_path: Path, place: str, employment: Employment) -> None:
    """Nobody's place is no work, and what is neither is asked about (M1)."""
    found = column(tmp_path, "就业地点", place)
    assert found.persons["虚构乙"].member.employment is employment


@pytest.mark.parametrize("header", ["是否脱产就业登记", "有无在外劳务", "打工形态", "从业归属", "务工标志", "劳动标识"])
def test_a_header_that_speaks_of_work_and_is_not_known_is_asked_about(tmp_path: Path, header: str) -> None:
    """The table waits; once it is said what the column is, it is read (M10)."""
    found = read(tmp_path, [(*HEAD, header, "务工地点"), *people(("是", ""), ("否", ""))])
    assert (len(found.blocked), found.households) == (1, {})
    path = tmp_path / "台账.xlsx"
    assert ReadSheet(path, {("header", found.blocked[0]): "employment"}).detected() == ["2"]
    assert ReadSheet(path, {("header", found.blocked[0]): "other"}).detected() == ["1", "2"]


def test_a_table_that_says_nothing_of_work_is_asked_about(tmp_path: Path) -> None:
    """Nobody is idle for want of a column; an office may say that a list is one of the jobless."""
    found = read(tmp_path, [HEAD, *people(())])
    assert (len(found.blocked), found.households) == (1, {})
    path = tmp_path / "台账.xlsx"
    assert ReadSheet(path, {("table", found.blocked[0]): "not-employed"}).detected() == ["1"]
    assert ReadSheet(path, {("table", found.blocked[0]): "not-understood"}).detected() == []


@pytest.mark.parametrize(
    ("group", "second"),
    [("求职意向", "现务工情况"), ("2023年", "2026年"), ("返乡前", "目前"), ("期望岗位", "实际就业")],
)
def test_what_stands_below_a_wish_or_a_past_year_is_no_work(tmp_path: Path, group: str, second: str) -> None:
    """The group belongs to the header (M5)."""
    rows = [
        (*HEAD, group, None, second, None),
        (*[None] * 5, "就业地点", "月收入", "就业地点", "月收入"),
        *people(("广东", "3000", None, None), (None, None, "江苏", "4000")),
    ]
    merged = ["F1:G1", "H1:I1", *(f"{letter}1:{letter}2" for letter in "ABCDE")]
    assert read(tmp_path, rows, merged=merged).detected() == ["1"]


@pytest.mark.parametrize(
    "header", ["就业单位（意向）", "务工单位（去年）", "配偶务工单位", "曾务工单位", "期望就业单位"]
)
def test_a_bracket_that_says_something_is_not_cut_off(tmp_path: Path, header: str) -> None:
    """A wish, last year and another person are other columns (M6)."""
    rows = [(*HEAD, header, "就业状态"), *people(("某厂", "未就业"))]
    found = read(tmp_path, rows)
    assert found.persons["虚构乙"].private.employer == ""
    assert found.detected() == ([] if "配偶" in header else ["1"])


@pytest.mark.parametrize(
    ("header", "cell", "yuan"),
    [("月工资（千元）", 3.5, 3500), ("月收入(万元)", "0.4", 4000), ("月收入（元）", 2800, 2800)],
)
def test_units_convert(tmp_path: Path, header: str, cell: Cell, yuan: int) -> None:
    """The amount is what the header says it is."""
    found = read(tmp_path, [(*HEAD, "是否就业", header), *people(("是", cell))])
    assert found.persons["虚构乙"].member.monthly_pay == Decimal(yuan)


def test_codes_are_read_by_the_legend(tmp_path: Path) -> None:
    """1 is what the header says that 1 is; a code that it does not list is not understood (M7)."""
    found = column(tmp_path, "就业情况（1未就业；2已就业；3服兵役）", 1, 2, 3, 9)
    assert found.detected() == ["1"]
    meanings = [person.member.employment for person in found.persons.values()]
    assert meanings[2:] == [Employment.MILITARY_SERVICE, Employment.NOT_UNDERSTOOD]
    assert column(tmp_path, "是否务工:1=否,0=是", 1, 0).detected() == ["1"]


def test_codes_without_a_legend_are_asked_about(tmp_path: Path) -> None:
    """Each code is one question; answered, it counts for this header alone."""
    found = column(tmp_path, "就业状况", 1, 2, 2)
    assert (found.detected(), [q.text for q in found.questions]) == ([], ["就业状况=1", "就业状况=2"])
    taught = {("employment", "就业状况=1"): "not-employed", ("employment", "就业状况=2"): "employed"}
    assert ReadSheet(tmp_path / "台账.xlsx", taught).detected() == ["1"]
    assert column(tmp_path, "是否就业", "1.0", "0.0").detected() == ["2"]


def test_two_columns_of_one_meaning(tmp_path: Path) -> None:
    """They agree, or one is blank, or nothing is concluded (M4)."""
    header = (*HEAD, "就业状态", "是否务工")
    rows = people(("未就业", "否"), ("未就业", "是"), ("", "是"), ("", "否"))
    found = read(tmp_path, [header, *rows])
    assert found.detected() == ["1", "4"]
    assert found.persons["虚构丙"].member.employment is Employment.NOT_UNDERSTOOD


def test_the_id_belongs_to_the_name_before_it(tmp_path: Path) -> None:
    """户主姓名 and his id stand before the member and his (M4)."""
    rows = [
        ("户号", "村", "户主姓名", "证件号码", "成员姓名", "证件号码", "是否就业"),
        ("1", "河湾村", "虚构翁", an_id(1, born="19500105"), "虚构子", an_id(3), "否"),
    ]
    found = read(tmp_path, rows)
    assert (found.persons["虚构子"].member.birth_date, found.detected()) == (date(1990, 1, 1), ["1"])


def test_tables_below_and_beside_each_other(tmp_path: Path) -> None:
    """Each header begins a table of its own (M4, M16)."""
    head, turned = (*HEAD, "是否就业", "务工意愿"), (*HEAD, "务工意愿", "是否就业")
    below = [head, *people(("否", "是")), turned, (*a_man(2), "是", "否"), (*a_man(3), "否", "是")]
    assert read(tmp_path, below).detected() == ["1", "2"]
    beside = [
        (*HEAD, "是否就业", *HEAD, "是否就业"),
        (*a_man(1), "否", *a_man(2), "否"),
        (*a_man(3), "是", *a_man(4), "否"),
    ]
    assert read(tmp_path, beside).detected() == ["1", "2", "4"]


def test_a_merged_cell_holds_for_all_its_rows(tmp_path: Path) -> None:
    """Capacity, schooling and status drawn over two persons are said of both (M15)."""
    rows = [
        (*HEAD, "劳动能力", "就业状态"),
        (*a_man(1), "无劳动力", "无业"),
        ("1", "河湾村", "虚构妻", an_id(6), "配偶", None, None),
    ]
    found = read(tmp_path, rows, merged=["F2:F3", "G2:G3"])
    assert (found.persons["虚构妻"].member.capacity, found.detected()) == (Capacity.NONE, [])


@pytest.mark.parametrize("mark", ["同上", "〃", "″", '"', "同  上", "--〃--", "上同", "↑"])
def test_a_ditto_mark_means_the_row_above(tmp_path: Path, mark: str) -> None:
    """In the household's number as in the status (M12)."""
    rows = [
        (*HEAD, "就业状态"),
        (*a_man(1), "已就业"),
        (mark, mark, "虚构妻", an_id(6), "配偶", "待业"),
        (*a_man(2), "无业"),
        (mark, mark, "虚构女", an_id(8), "女儿", mark),
    ]
    found = read(tmp_path, rows)
    assert ({n: len(h.persons) for n, h in found.households.items()}, found.detected()) == ({"1": 2, "2": 2}, ["2"])


@pytest.mark.parametrize("tick", ["√", "V", "●", "Y", "对号"])
def test_ticks_below_answers_are_answers(tmp_path: Path, tick: str) -> None:
    """Two ticks that contradict each other are none (M13)."""
    rows = [
        (*HEAD, "就业情况", None, None),
        (*[None] * 5, "务工", "未就业", "丧失劳动能力"),
        *people((tick, None, None), (None, tick, None), (None, None, tick), (tick, tick, None), (None, tick, tick)),
    ]
    merged = ["F1:H1", *(f"{letter}1:{letter}2" for letter in "ABCDE")]
    found = read(tmp_path, rows, merged=merged)
    assert found.detected() == ["2"]


def test_a_row_of_several_persons(tmp_path: Path) -> None:
    """劳动力1姓名 … 劳动力2姓名: each is a person of the household (C16)."""
    header = (
        "户号",
        "村",
        "户主姓名",
        *(f"劳动力{n}{what}" for n in "12" for what in ("姓名", "身份证号", "是否就业")),
    )
    rows = [
        header,
        ("1", "河湾村", "虚构甲", "虚构甲", an_id(1), "否", "虚构妻", an_id(2), "是"),
        ("2", "河湾村", "虚构丙", "虚构丙", an_id(3), "否", None, None, None),
    ]
    found = read(tmp_path, rows)
    assert ({n: len(h.persons) for n, h in found.households.items()}, found.detected()) == ({"1": 2, "2": 1}, ["2"])


def test_who_is_counted_and_not_listed(tmp_path: Path) -> None:
    """A household that counts persons in work whom it does not list is asked about; so is one with members missing."""
    assert read(tmp_path, [(*HEAD, "家庭人口", "务工人数"), *people((4, 1), (2, 0))]).detected() == ["2"]
    assert read(tmp_path, [(*HEAD, "是否就业", "家庭人口数"), *people(("否", 3), ("否", 1))]).detected() == ["2"]


def test_the_end_of_work_ends_it(tmp_path: Path) -> None:
    """A past month ends it; a coming one and 至今 do not; beside a status of work it is a contradiction (M11)."""
    rows = people(("某厂", "2025.3", "2026.1"), ("某厂", "2025.3", "2026.12"), ("某厂", "2025.3", "至今"))
    assert read(tmp_path, [(*HEAD, "务工单位", "上岗时间", "离岗时间"), *rows]).detected() == ["1"]
    found = read(tmp_path, [(*HEAD, "就业状态", "离职时间"), *people(("已就业", "2025-12"))])
    assert found.persons["虚构乙"].member.employment is Employment.NOT_UNDERSTOOD


def test_a_hidden_column_gives_way_to_a_visible_one(tmp_path: Path) -> None:
    """An id that somebody hid to save room is read; a hidden status beside a visible one is not."""
    rows = [(*HEAD, "是否务工", "是否就业"), *people(("是", "否"))]
    path = a_workbook(tmp_path / "隐藏.xlsx", rows, hidden_columns=("D", "F"))
    found = ReadSheet(path)
    assert (found.detected(), "hidden-columns" in found.codes) == (["1"], True)
    assert found.persons["虚构乙"].private.resident_id == an_id(1)


@pytest.mark.parametrize(
    ("word", "category"),
    [
        ("监测户（脱贫不稳定户）", HouseholdCategory.OTHER),
        ("边缘易致贫户(风险已消除)", HouseholdCategory.MARGINAL),
        ("脱贫户（享受政策）", HouseholdCategory.LIFTED_OUT_OF_POVERTY),
        ("城镇户", HouseholdCategory.OTHER),
    ],
)
def test_a_category_keeps_its_bracket(tmp_path: Path, word: str, category: HouseholdCategory) -> None:
    """The state in a bracket changes nothing; what becomes "other" is said (M19)."""
    found = read(tmp_path, [(*HEAD, "户类型", "是否就业"), *people((word, "是"))])
    assert found.households["1"].values.category is category
    assert ("other-category" in found.codes) is (category is HouseholdCategory.OTHER)


@pytest.mark.parametrize(
    "village",
    [
        *("柳河镇河湾村", "河湾村3组", "河湾村（原上湾）", "河湾村委", "青禾县柳河镇河湾村第二村民小组", "河湾"),
        *("河湾行政村", "河湾村2组15号", "河湾村-4组", "河湾村 / 三社", "河湾村新屋组", "柳河镇河湾村李家坝自然村"),
    ],
)
def test_villages_with_what_people_write_around_them(tmp_path: Path, village: str) -> None:
    """Township before it, group behind it, a bracket, a short ending (F13)."""
    found = read(tmp_path, [(*HEAD, "是否就业"), ("1", village, "虚构甲", an_id(1), "户主", "否")])
    assert (found.refused, found.detected()) == ([], ["1"])


def test_dates_that_decide_nothing_refuse_nobody(tmp_path: Path) -> None:
    """Starts in words, years of two digits beside a good id (F11, C4)."""
    rows = people(("75.3", "2024年5月份至今"), ("85年3月", "长期"), ("", "24年3月"), ("", "过完年"))
    found = read(
        tmp_path,
        [
            ("户号", "村", "姓名", "身份证号", "与户主关系", "出生年月", "外出时间", "是否就业"),
            *((*row, "是") for row in rows),
        ],
    )
    assert found.refused == []
    started = [person.member.work_started_on for person in found.persons.values()]
    assert started == [date(2024, 5, 1), None, date(2024, 3, 1), None]


def test_all_faults_of_a_row_at_once(tmp_path: Path) -> None:
    """A clerk corrects a row once, not three times (C4)."""
    found = read(tmp_path, [(*HEAD, "是否就业"), ("1", "河湾村", "0", "990102198503120000", "户主", "否")])
    (problem,) = found.problems
    assert problem.code == "missing-name"
    assert problem.message.zh == "姓名：姓名为空；身份证号：证件号码校验码不对"


def test_a_missing_village_column_names_the_way_out(tmp_path: Path) -> None:
    """The sentence names --village, the sheet, its title and the village that the title names (C5)."""
    rows = [("柳河镇湖口社区就业台账",), ("户号", "姓名", "身份证号", "是否就业"), ("1", "虚构甲", an_id(1), "否")]
    found = ReadSheet(a_workbook(tmp_path / "台账.xlsx", rows), village=None)
    (problem,) = found.problems
    assert problem.message.zh == (
        "表中没有“行政村”一列，工作表名“表1”和标题“柳河镇湖口社区就业台账”也不能确定是哪个村；"
        "可能是：柳河镇湖口社区居委会(990121200202)：请用 --village 代码 写明"
    )


@pytest.mark.parametrize("dot", ["•", "・", "‧", ".", "．"])
def test_dots_in_names_are_one(tmp_path: Path, dot: str) -> None:
    """A name is the same name whichever dot stands in it (M20)."""
    found = read(tmp_path, [(*HEAD, "是否就业"), (*a_man(1, f"虚构{dot}阿依"), "是")])
    assert list(found.persons) == ["虚构·阿依"]


@pytest.mark.parametrize("number", ["`{}", "'{}", "{}43", "{}2201"])
def test_ids_with_what_keeps_excel_off_and_certificates(tmp_path: Path, number: str) -> None:
    """The id is inside, or in front (F9, F10)."""
    found = read(tmp_path, [(*HEAD, "是否就业"), ("1", "河湾村", "虚构甲", number.format(an_id(1)), "户主", "是")])
    assert (found.refused, found.persons["虚构甲"].private.resident_id) == ([], an_id(1))


def test_a_household_may_be_named_by_its_head_alone(tmp_path: Path) -> None:
    """Those who work are counted: one household has nobody in work, one has, of one nothing was counted (M14)."""
    header = ("户号", "所在村", "户主", "户主身份证号", "家庭人口", "务工人数")
    rows = [
        (f"{number}", "河湾村", f"虚构{number}甲", an_id(number), "3", works)
        for number, works in ((1, "0"), (2, "2"), (3, ""))
    ]
    found = read(tmp_path, [header, *rows])
    assert (found.detected(), list(found.households), found.refused) == (["1"], ["1", "2", "3"], [])
    assert found.households["3"].values.listed_in_full is False


def test_answers_stand_below_a_group_and_below_a_name(tmp_path: Path) -> None:
    """有 and 无 below a merged 劳动能力 are no person, though 是 stands below 就业 too: what is ticked is asked about."""
    top = (*HEAD, "劳动能力", None, "就业")
    rows = [top, (*[None] * 5, "有", "无", "是"), *people(("√", "", "√"), ("", "√", ""))]
    found = read(tmp_path, rows, merged=("F1:G1",))
    assert (found.detected(), found.refused, len(found.blocked)) == ([], [], 1)

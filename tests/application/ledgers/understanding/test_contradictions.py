"""What one cell says against another is asked about: nobody is called jobless, and nobody is missed without a word."""

from pathlib import Path

import pytest

from casework.application.ledgers.sheets.raw import Cell
from tests.support.ledgers.read_sheets import ReadSheet, read
from tests.support.ledgers.small_ledgers import an_id

HEAD = ("户号", "所在村", "姓名", "身份证号", "与户主关系")


def two_men(tmp_path: Path, headers: tuple[str, ...], first: tuple[Cell, ...], second: tuple[Cell, ...]) -> ReadSheet:
    """Two households of one man each, with these further cells."""
    men = (("1", "河湾村", "虚构甲", an_id(1), "户主"), ("2", "河湾村", "虚构乙", an_id(2), "户主"))
    return read(tmp_path, [(*HEAD, *headers), (*men[0], *first), (*men[1], *second)])


@pytest.mark.parametrize(
    "note",
    [
        "已去世",
        "2025年病故",
        "全家已迁出",
        "失联多年",
        "服刑",
        "在苏州打工",
        "儿子在温州上班",
        "丧失劳动能力",
        "瘫痪在床",
        "在省城上大学",
        "在读",
        "正月初八已外出",
        "现在电子厂",
        "公益岗已上",
        "2024年嫁到外县",
    ],
)
def test_a_note_that_says_otherwise_is_asked_about(tmp_path: Path, note: str) -> None:
    """A status denies what the note says: the household waits."""
    found = two_men(tmp_path, ("就业状态", "备注"), ("待业", note), ("待业", "有就业需求"))
    assert (found.detected(), found.codes) == (["2"], {"not-understood"})


@pytest.mark.parametrize(
    "note",
    [
        "部分丧失劳动能力",
        "大学毕业",
        "曾在苏州打工",
        "刑满释放",
        "未外嫁",
        "拟在县城务工",
        "未外出",
        "原在电子厂",
        "准备年后外出",
    ],
)
def test_a_note_that_says_nothing_of_it_counts_for_nothing(tmp_path: Path, note: str) -> None:
    """What was, what is wished and what is only partly so contradict nothing."""
    assert two_men(tmp_path, ("就业状态", "备注"), ("待业", note), ("待业", "")).detected() == ["1", "2"]


def test_a_column_that_nobody_knows_may_say_that_somebody_is_gone(tmp_path: Path) -> None:
    """人员状态 is no column of ours, but 死亡 in it is understood."""
    assert two_men(tmp_path, ("就业状态", "人员状态"), ("待业", "死亡"), ("待业", "正常")).detected() == ["2"]


def test_a_note_is_quoted_only_by_the_words_that_matter(tmp_path: Path) -> None:
    """What else stands in it may be somebody's own."""
    found = two_men(tmp_path, ("就业状态", "备注"), ("待业", "其子虚构丙在苏州打工"), ("待业", ""))
    assert not any("虚构丙" in problem.message.zh for problem in found.problems)


@pytest.mark.parametrize(("header", "cell", "nothing"), [("岗位", "保洁员", "无"), ("月工资", "3200", "0")])
def test_a_post_or_wages_beside_no_work_are_asked_about(tmp_path: Path, header: str, cell: str, nothing: str) -> None:
    """Somebody who is paid for work has some; an income that is not called wages says nothing of that."""
    assert two_men(tmp_path, ("就业状态", header), ("待业", cell), ("待业", nothing)).detected() == ["2"]
    assert two_men(tmp_path, ("就业状态", "月收入"), ("待业", "300"), ("待业", "")).detected() == ["1", "2"]


def test_somebody_who_is_ticked_nowhere_was_not_asked(tmp_path: Path) -> None:
    """Where those without work are ticked, no tick is no answer; ticks below words that nobody knows stay unread."""
    found = two_men(tmp_path, ("省外", "县内", "未务工"), ("√", "", ""), ("", "", "√"))
    assert (found.detected(), found.persons["虚构甲"].private.not_understood) == (["2"], {"employment": "未勾选"})


@pytest.mark.parametrize(("counted", "detected"), [("1", ["1", "2"]), ("2", ["2"])])
def test_labour_is_counted_as_persons_are(tmp_path: Path, counted: str, detected: list[str]) -> None:
    """Where a household has more who can work than are listed, somebody is left out."""
    assert two_men(tmp_path, ("就业状态", "劳动力人数"), ("待业", counted), ("待业", "1")).detected() == detected


def test_one_id_between_two_names_is_asked_about(tmp_path: Path) -> None:
    """It may be the head's; a header that names the member's says it itself."""
    rows = [("1", "河湾村", "虚构甲", an_id(1), "虚构乙", "待业")]
    asked = read(tmp_path, [("户号", "所在村", "户主姓名", "身份证号", "姓名", "就业状态"), *rows])
    assert (asked.blocked, asked.detected()) == (["身份证号"], [])
    assert read(tmp_path, [("户号", "所在村", "户主姓名", "成员身份证号", "姓名", "就业状态"), *rows]).detected() == [
        "1"
    ]


@pytest.mark.parametrize("header", ["学籍状态", "年级", "是否毕业", "是否辍学", "退学与否"])
def test_further_headers_that_speak_of_school_are_asked_about(tmp_path: Path, header: str) -> None:
    """Nothing is taken before somebody has said what the column is."""
    assert two_men(tmp_path, ("就业状态", header), ("待业", "否"), ("待业", "")).blocked == [header]


def test_a_missing_village_is_said_once(tmp_path: Path) -> None:
    """One sentence names the way out; the rows below refer to it."""
    rows = [(f"{number}", f"虚构{number}甲", an_id(number), "户主", "待业") for number in (1, 2, 3)]
    path = tmp_path / "台账.xlsx"
    read(tmp_path, [("户号", "姓名", "身份证号", "与户主关系", "就业状态"), *rows])
    found = ReadSheet(path, village=None)
    sentences = [problem.message.zh for problem in found.problems if problem.refused]
    assert len(sentences) == 3
    assert ["--village" in sentence for sentence in sentences] == [True, False, False]


@pytest.mark.parametrize(
    ("counted", "detected"), [("一人", ["2"]), ("几个", ["2"]), ("无", ["1", "2"]), ("0人", ["1", "2"])]
)
def test_a_count_that_cannot_be_read_is_no_none(tmp_path: Path, counted: str, detected: list[str]) -> None:
    """Counts stand in words too; what is no number leaves it open whether somebody works."""
    assert two_men(tmp_path, ("就业状态", "务工人数"), ("待业", counted), ("待业", "0")).detected() == detected


@pytest.mark.parametrize("place", ["待安排", "暂缺", "未落实", "不一定"])
def test_a_place_that_is_still_open_is_asked_about(tmp_path: Path, place: str) -> None:
    """It is no place, and no word for having none; 无锡 and 未央区 are places."""
    found = two_men(tmp_path, ("务工地点",), (place,), ("没去",))
    assert (found.detected(), found.persons["虚构甲"].private.not_understood) == (["2"], {"employment": place})
    assert two_men(tmp_path, ("务工地点",), ("无锡",), ("未央区",)).detected() == []

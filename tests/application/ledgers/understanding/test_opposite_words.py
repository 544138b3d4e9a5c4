"""Words that say the opposite of what they end with, words for nobody, and what the questions are called."""

from pathlib import Path

import pytest

from tests.support.ledgers.read_sheets import ReadSheet, read
from tests.support.ledgers.small_ledgers import an_id

HEAD = ("户号", "所在村", "姓名", "身份证号", "与户主关系")


def men(tmp_path: Path, headers: tuple[str, ...], *cells: tuple[str, ...], name: str = "虚构甲") -> ReadSheet:
    """A sheet of households of one man each, with these further cells."""
    rows = [(f"{n}", "河湾村", name, an_id(n), "户主", *row) for n, row in enumerate(cells, start=1)]
    return read(tmp_path, [(*HEAD, *headers), *rows])


@pytest.mark.parametrize(("cell", "detected"), [("是", ["1", "2"]), ("否", ["2"])])
def test_zero_employment_is_no_work(tmp_path: Path, cell: str, detected: list[str]) -> None:
    """零就业 ends as work does and is the opposite; who is not ticked under it has not been asked about work."""
    assert men(tmp_path, ("就业状态",), ("零就业",), ("零就业家庭成员",)).detected() == ["1", "2"]
    assert men(tmp_path, ("零就业",), (cell,), ("是",)).detected() == detected


@pytest.mark.parametrize("word", ["去年务工", "2024年在外打工", "父母外出务工", "丈夫在福建打工", "动员其务工"])
def test_work_of_another_or_of_an_earlier_year_is_asked_about(tmp_path: Path, word: str) -> None:
    """It ends as work does, and says nothing of this person now."""
    found = men(tmp_path, ("就业状态",), (word,), ("待业",))
    assert (found.detected(), [question.of for question in found.questions]) == (["2"], ["employment"])


@pytest.mark.parametrize("name", ["无此人", "空户", "待补充"])
def test_a_word_for_nobody_is_no_name(tmp_path: Path, name: str) -> None:
    """The row is refused, whatever id stands beside it (M21)."""
    found = men(tmp_path, ("就业状态",), ("待业",), name=name)
    assert (found.refused, found.detected()) == ([(2, "missing-name")], [])


@pytest.mark.parametrize("mark", ["同上一户", "||", "同上家"])
def test_a_word_for_the_household_above_is_no_number(tmp_path: Path, mark: str) -> None:
    """Nobody is taken out of his family by it (M12)."""
    rows = [
        (*HEAD, "就业状态"),
        ("1", "河湾村", "虚构甲", an_id(1), "户主", "待业"),
        (mark, "河湾村", "虚构妻", an_id(6), "配偶", "已就业"),
    ]
    found = read(tmp_path, rows)
    assert ({n: len(h.persons) for n, h in found.households.items()}, found.detected()) == ({"1": 2}, [])


def test_what_cells_look_like_is_said_in_chinese(tmp_path: Path) -> None:
    """The question names the column as the office calls it, with the word to answer by."""
    found = men(tmp_path, ("人员类型", "就业状态"), ("普通劳动力", "待业"), ("无劳动力", "待业"))
    assert [(q.suggestion, "劳动能力（capacity）" in q.why.zh) for q in found.questions] == [("capacity", True)]

"""
A screen of 80 columns keeps numbers whole: text folds between words and Chinese signs, rows become lines (newcomer
W10).
"""

from __future__ import annotations

import re

import pytest
from rich.cells import cell_len

from casework.interfaces.workplace.narrow_screen import as_record, fold, widths_within, without_blank_columns

TEXT = "成员1于2026-03-05上岗（安置编号1）：签订合同，自2026-03-09起，月收入3200元，合同12个月；户编号02001001027号，导入20260302-4d180a3c"
WHOLE = ("2026-03-05", "2026-03-09", "3200元", "02001001027号", "20260302-4d180a3c")


@pytest.mark.parametrize("width", [17, 20, 33, 80])
def test_numbers_dates_and_codes_stay_whole(width: int) -> None:
    """Whatever the width; no line is wider, nothing is lost, and no line begins with a mark that closes."""
    lines = fold(TEXT, width).split("\n")
    assert [piece for piece in WHOLE if not any(piece in line for line in lines)] == []
    assert max(map(cell_len, lines)) <= width
    assert "".join(lines) == TEXT
    assert [line for line in lines if line[0] in "，。；：、）”"] == []


def test_what_is_longer_than_the_screen_is_not_broken() -> None:
    """The terminal folds it where it must, and it can be copied."""
    assert fold("户 e686ad95-6900-8ab8-9c49-f73c610157fe", 20).split("\n") == [
        "户",
        "e686ad95-6900-8ab8-9c49-f73c610157fe",
    ]


def test_the_column_with_most_words_is_folded() -> None:
    """Those of numbers keep their widths."""
    rows = [("第几条", "日期", "内容"), *[("1", "2026-03-05", TEXT)] * 3]
    assert widths_within(rows, 200) == [6, 10, cell_len(TEXT)]
    assert widths_within(rows, 60) == [6, 10, 44]


def test_a_row_that_does_not_fit_becomes_lines() -> None:
    """Each header with its cell, blanks left out."""
    assert widths_within([("a" * 30, "b" * 30), ("1", "2")], 50) is None
    said = as_record(("户", "阶段", "帮扶干部", "截止日"), ("禾坪社区 02001001027号", "已发现", "", "2026-03-03"), 40)
    assert said == "禾坪社区 02001001027号  阶段 已发现\n  截止日 2026-03-03"


def test_columns_in_which_nothing_stands_are_left_out() -> None:
    """On a screen that is too narrow for all of them."""
    assert without_blank_columns(["a", "b"], [["1", ""], ["2", ""]]) == [["a"], ["1"], ["2"]]
    assert re.fullmatch("a", without_blank_columns(["a"], [["1"]])[0][0])

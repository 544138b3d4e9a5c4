"""A table of divisions that leaves somebody without an office, or gives a place its neighbour's name, is refused."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from casework.domain.consequences.of_divisions import TableOfDivisions, judge_table

COUNTY, TOWNSHIP, OTHER = "990101000000", "990101001000", "990101002000"
FIRST, SECOND, THIRD = "990101001001", "990101001002", "990101001003"
KNOWN = {COUNTY: "麦浪区", TOWNSHIP: "禾丰镇", FIRST: "禾坪村", SECOND: "双穗村"}
Names = Mapping[str, str]


def harms(table: Names, before: Names = KNOWN, gone: tuple[str, ...] = ()) -> list[str]:
    """Why the table is refused."""
    return [each.zh for each in judge_table(TableOfDivisions(before, table, lambda code: code not in gone)).harms]


def oddities(table: Names, before: Names = KNOWN, gone: tuple[str, ...] = ()) -> list[str]:
    """What the table is warned of."""
    return [each.zh for each in judge_table(TableOfDivisions(before, table, lambda code: code not in gone)).oddities]


@pytest.mark.parametrize(
    ("harmful", "says", "harmless"),
    [
        ({FIRST: "禾坪村"}, "1个区划没有上级，其逾期无处上报：如禾坪村（990101001001）的上级990101001000", KNOWN),
        ({TOWNSHIP: "禾丰镇", FIRST: "禾坪村"}, "2个区划没有上级", {COUNTY: "麦浪区", TOWNSHIP: "禾丰镇"}),
        ({COUNTY: "麦浪区", "990101000001": "禾坪村"}, "的上级990101000000", {COUNTY: "麦浪区"}),
    ],
    ids=["a village without a township", "a township without a county", "a village of no township"],
)
def test_a_division_without_an_office_above_it_is_refused(harmful: Names, says: str, harmless: Names) -> None:
    """Nothing that is overdue there could be raised; a county may be the topmost that is loaded."""
    assert any(says in each for each in harms(harmful, before={})), harms(harmful, before={})
    assert harms(harmless, before={}) == []


@pytest.mark.parametrize("sign", ["\u202e", "\u200b", "\x07", "\u2028"])
def test_a_name_with_signs_that_cannot_be_seen_is_refused(sign: str) -> None:
    """It reads as another name; a rare character of private use is one that somebody sees."""
    assert "看不见的控制字符" in harms({THIRD: f"新{sign}村"})[0]
    assert harms({THIRD: "新\ue000村"}) == []


def test_what_is_loaded_already_counts_as_an_office_above() -> None:
    """A single village more below a township that stands; not below one that was moved away."""
    assert harms({THIRD: "新村"}) == []
    assert "的上级990101001000" in harms({THIRD: "新村"}, gone=(TOWNSHIP,))[0]


@pytest.mark.parametrize(
    ("table", "harmful"),
    [
        (KNOWN | {FIRST: "双穗村", SECOND: "禾坪村"}, True),
        (KNOWN | {FIRST: "双穗村", SECOND: "石桥村"}, True),
        (KNOWN | {THIRD: "禾坪村"}, True),
        (KNOWN | {OTHER: "禾丰镇"}, True),
        (KNOWN | {OTHER: "丰水镇", "990101002001": "禾坪村"}, False),
        (KNOWN | {FIRST: "禾坪新村"}, False),
        (KNOWN | {THIRD: "石桥村"}, False),
    ],
    ids=[
        "exchanged",
        "slipped by a row",
        "another code for the same village",
        "another code for the same township",
        "the same name in another township",
        "a name of its own",
        "one more",
    ],
)
def test_the_name_of_a_neighbour_is_refused(table: Names, harmful: bool) -> None:
    """Ledgers that say 禾坪村 would go to another place than the households of 禾坪村 that stand there."""
    assert bool(harms(table)) is harmful
    assert all("用了旁边区划的名称" in each for each in harms(table))


def test_the_name_of_a_neighbour_that_is_gone_is_free() -> None:
    """双穗村 was merged into another one: a village may be called so."""
    assert harms({THIRD: "双穗村"}, gone=(SECOND,)) == []
    assert harms({THIRD: "双穗村"}) != []


@pytest.mark.parametrize(
    ("odd", "says", "usual"),
    [
        (
            {FIRST: "禾坪新村"},
            "1个区划更名，写旧名的台账今后找不到：如禾坪村改为禾坪新村（990101001001）",
            {FIRST: "禾坪社区"},
        ),
        ({THIRD: "石桥村", "990101001004": "石桥村"}, "1个区划与旁边的同名", {THIRD: "石桥村"}),
        ({OTHER: "石桥村"}, "1个区划的名称与代码的级别不符：如石桥村（990101002000），按代码为乡级", {OTHER: "石桥乡"}),
        ({THIRD: "石桥镇"}, "按代码为村级", {THIRD: "石桥镇村"}),
        (
            {COUNTY: "麦浪区", TOWNSHIP: "禾丰镇", FIRST: "禾坪村"},
            "表中没有1个已导入的区划",
            {COUNTY: "麦浪区", TOWNSHIP: "禾丰镇"},
        ),
    ],
    ids=["renamed", "alike", "a township called a village", "a village called a township", "one is missing"],
)
def test_what_is_only_odd_is_loaded_with_a_warning(odd: Names, says: str, usual: Names) -> None:
    """Each kind once, with the first division that shows it."""
    assert harms(odd) == []
    assert any(says in each for each in oddities(odd)), oddities(odd)
    assert not any(says in each for each in oddities(usual))


def test_a_division_that_was_merged_away_stays_so() -> None:
    """An older table names it again."""
    assert "1个区划已合并、拆分或划转" in oddities(KNOWN, gone=(SECOND,))[0]
    assert oddities(KNOWN) == []

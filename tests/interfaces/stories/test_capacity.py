"""How many households a cadre can carry is said once; more are asked about, and meant, or not allowed (GY-12d)."""

from __future__ import annotations

import pytest

from tests.support.installations.command_line import DIVISIONS, HEADER, VILLAGE, CommandLine, resident_id
from tests.support.installations.staff import TOWNSHIP, Staff

CADRE = f"cadre@{VILLAGE}"
ELSEWHERE = (
    ("990101002000", "六镰镇"),
    ("990101002001", "石桥村"),
    ("990102000000", "豆浪县"),
    ("990102001000", "七镰镇"),
    ("990102001001", "河湾村"),
)
OTHERS = [
    (f"01{number}", "", "户主", "谷四方", resident_id("19700101", number), "禾坪村", "", "", "未就业")
    for number in (11, 12)
]


class Loaded:
    """Three households with nobody in work; Wang, who can carry two, has one."""

    def __init__(self, counter: CommandLine) -> None:
        self.counter = counter
        counter.say("import", counter.table("more.csv", [HEADER, *OTHERS]))
        self.staff = staff = Staff(counter)
        self.li = staff.active("李娜", TOWNSHIP)
        self.wang, self.zhao = (staff.active(name, CADRE) for name in ("王伟", "赵六"))
        counter.account = self.li
        assert counter.ask("office", "capacity", self.wang, "2")["facts"] == ["capacity-set"]
        counter.do("assign", "0101", self.wang, by=self.li)

    def load(self, cadre: str) -> tuple[int, int | None]:
        """What a cadre carries, of how many."""
        (row,) = [row for row in self.counter.ask("workload") if row["cadre"] == cadre]
        return row["open"], row["capacity"]


@pytest.fixture
def loaded(any_counter: CommandLine) -> Loaded:
    """On either database."""
    return Loaded(any_counter)


def test_more_than_that_is_asked_about_and_may_be_meant(loaded: Loaded) -> None:
    """The second is within it, the third is not: refused with the figures, recorded as meant; the workload shows both."""
    counter = loaded.counter
    assert counter.do("assign", "0111", loaded.wang, by=loaded.li) == ["cadre-assigned"]
    before = counter.facts()
    refused = counter.refused("assign", "0112", loaded.wang)
    assert f"{loaded.wang}现有在办2户，承担上限2户" in refused
    assert "--beyond-capacity" in refused
    assert counter.facts() == before
    counter.do("assign", "0112", loaded.wang, "--beyond-capacity", by=loaded.li)
    assert "超出承担上限" in counter.say("history", "0112")
    assert loaded.load(loaded.wang) == (3, 2)


def test_a_hand_over_asks_for_all_together(loaded: Loaded) -> None:
    """Two more are beyond what Wang can carry: nothing is handed over until it is meant."""
    counter = loaded.counter
    for household in ("0111", "0112"):
        counter.do("assign", household, loaded.zhao, by=loaded.li)
    before = counter.facts()
    assert "承担上限2户" in counter.refused("hand-over", loaded.zhao, loaded.wang)
    assert counter.facts() == before
    items = counter.ask("hand-over", loaded.zhao, loaded.wang, "--beyond-capacity")["items"]
    assert [row["came"] for row in items] == ["recorded", "recorded"]


def test_a_sister_townships_cadre_is_not_counted(loaded: Loaded) -> None:
    """Of a sister township's cadre it is told that it is too many, and not how many."""
    counter, staff = loaded.counter, loaded.staff
    county = staff.active("县局", "county-hrss@990101000000")
    rows = [("区划代码", "名称"), *DIVISIONS, *ELSEWHERE]
    counter.say("import", "--divisions", counter.table("far.csv", rows), "--as", county)
    near = staff.active("王邻", "cadre@990101002001")
    counter.ask("office", "capacity", near, "1", "--as", county)
    counter.do("assign", "0111", near, by=loaded.li)
    told = counter.refused("assign", "0112", near)
    assert ("已达承担上限" in told, "1户" in told) == (True, False)
    assert "现有在办1户，承担上限1户" in counter.refused("assign", "0112", near, "--as", county)


def test_who_says_it_and_what_it_is_not(loaded: Loaded) -> None:
    """Neither the cadre nor another township; said again it is quiet; without a number nobody says so any more."""
    counter = loaded.counter
    assert "无权办理" in counter.refused("office", "capacity", loaded.wang, "9", "--as", loaded.wang)
    assert "不能给自己授权" in counter.refused("office", "capacity", loaded.li, "9")
    assert counter.ask("office", "capacity", loaded.wang, "2")["facts"] == []
    counter.ask("office", "capacity", loaded.wang)
    assert loaded.load(loaded.wang) == (1, None)
    assert counter.refused("office", "capacity", loaded.wang, "0", code=2)

"""Once there are accounts, an absence says who stands in for everything, and nothing else does (GY-12d, ADR 0037)."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby

import pytest

from tests.support.installations.command_line import VILLAGE, CommandLine
from tests.support.installations.staff import TOWNSHIP, Staff

H, CADRE = "0101", f"cadre@{VILLAGE}"


class Absent:
    """0101 is Wang's from Monday, 2 March; Wang is away from the 9th to the 13th, and Zhao stands in."""

    def __init__(self, counter: CommandLine) -> None:
        self.counter, self.staff = counter, Staff(counter)
        self.li = self.staff.active("李娜", TOWNSHIP)
        self.wang, self.zhao = (self.staff.active(name, CADRE) for name in ("王伟", "赵六"))
        counter.account = self.li
        counter.do("assign", H, self.wang, by=self.li)
        counter.do("accept", H, by=self.wang)
        self.away("2026-03-13")

    def away(self, until: str) -> None:
        """Wang says until when."""
        words = ("office", "away", self.wang, "--from", "2026-03-09", "--until", until, "--stand-in", self.zhao)
        self.counter.ask(*words, "--as", self.wang)

    def at(self, moment: str) -> CommandLine:
        """The same installation at this moment in Asia/Shanghai."""
        self.counter.now = datetime.fromisoformat(f"{moment}+08:00")
        return self.counter

    def responsible(self, moment: str) -> set[str]:
        """Who owes the first visit then."""
        return {row["responsible"] for row in self.at(moment).ask("overdue") if row["deadline"] == "first-visit"}


@pytest.fixture
def absent(any_counter: CommandLine) -> Absent:
    """On either database."""
    return Absent(any_counter)


def test_duties_follow_the_absence_and_come_back(absent: Absent) -> None:
    """In lists and the workload: on the first and last day of it, not on the days beside them."""
    assert absent.responsible("2026-03-08T23:59") == {absent.wang}
    assert absent.responsible("2026-03-09T00:00") == {absent.zhao}
    counter = absent.counter
    assert [row["household"] for row in counter.ask("list", "--stand-in", absent.zhao)["items"]] == [H]
    (load,) = [row for row in counter.ask("workload") if row["cadre"] == absent.zhao]
    assert (load["open"], load["standing_in"], load["overdue_households"]) == (1, 1, 1)
    assert absent.responsible("2026-03-13T23:59") == {absent.zhao}
    assert absent.responsible("2026-03-14T00:00") == {absent.wang}


def test_who_comes_back_sooner_says_so_once(absent: Absent) -> None:
    """Said again of the same first day: no household has a second truth."""
    absent.at("2026-03-10T09:00")
    absent.away("2026-03-10")
    assert absent.responsible("2026-03-10T23:59") == {absent.zhao}
    assert absent.responsible("2026-03-11T00:00") == {absent.wang}
    found = absent.at("2026-03-20T09:00").ask("responsibility", H)
    assert [by for by, _ in groupby(stretch["by"] for stretch in found["held"])][-3:] == [
        absent.wang,
        absent.zhao,
        absent.wang,
    ]


def test_an_earlier_list_says_who_stood_in_by_what_was_known(absent: Absent) -> None:
    """As of the day before the absence was said, it is not known."""
    counter = absent.at("2026-03-10T09:00")
    before = counter.facts() - 1
    rows = counter.ask("list", "--as-of-position", str(before))["items"]
    assert [row["stand_in"] for row in rows if row["household"] == H] == [None]
    assert [row["stand_in"] for row in counter.ask("list") if row["household"] == H] == [absent.zhao]


@pytest.mark.parametrize("words", [("cadre-leave",), ("cadre-leave", "--preview"), ("stand-in",)])
def test_no_other_word_says_who_stands_in(absent: Absent, words: tuple[str, ...]) -> None:
    """The leave of a cadre, and the stand-in of one household, name the absence instead; nothing is recorded."""
    counter, before = absent.counter, absent.counter.facts()
    whom = (absent.wang, absent.zhao) if words[0] == "cadre-leave" else (H, absent.zhao)
    said = (words[0], *whom, "--from", "2026-03-16", "--to", "2026-03-18", *words[1:], "--as", absent.li)
    assert "office away" in counter.refused(*said)
    assert counter.facts() == before

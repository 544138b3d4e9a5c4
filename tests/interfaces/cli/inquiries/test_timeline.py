"""The responsibility timeline from the command line: who held a household, whom it waited for, for how many hours."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.domain.accountability.holders import Party
from casework.domain.accountability.responsibility_timeline import Stretch
from casework.interfaces.cli.inquiries.timeline_page import rounded
from tests.support.installations.command_line import MONDAY, CommandLine

TOWNSHIP = "township 五镰镇"


def a_household_handed_over(command_line: CommandLine) -> CommandLine:
    """
    0101: verified on Tuesday, with li.na since then, offered to wang.wei on Wednesday, his on Thursday, placed on
    Friday.
    """
    command_line.later(days=1)
    command_line.do("verify", "0101", "--confirm", "--source", "visit")
    command_line.do("assign", "0101", "li.na")
    command_line.do("accept", "0101", by="li.na")
    command_line.later(days=1)
    command_line.do("assign", "0101", "wang.wei")
    command_line.later(days=1)
    command_line.do("accept", "0101", by="wang.wei")
    command_line.later(days=1, hours=1)
    command_line.do("offer", "0101", "--member", "1", "--post", "保洁", "--channel", "social", by="wang.wei")
    command_line.later(hours=1, minutes=5)
    return command_line


def test_each_office_hour_is_somebodys(any_counter: CommandLine) -> None:
    """An unaccepted hand-over is held by the giver and waits for the taker; the hours add up."""
    answer = a_household_handed_over(any_counter).ask("responsibility", "0101")
    assert answer == {
        "open_hours": 30.08,
        "held": [
            stretch("2026-03-02T09:00", "2026-03-03T09:00", TOWNSHIP, TOWNSHIP, 7.0),
            stretch("2026-03-03T09:00", "2026-03-04T09:00", "li.na", "li.na", 7.0),
            stretch("2026-03-04T09:00", "2026-03-05T09:00", "li.na", "wang.wei", 7.0),
            stretch("2026-03-05T09:00", "2026-03-06T10:00", "wang.wei", "wang.wei", 8.0),
            stretch("2026-03-06T10:00", "2026-03-06T11:05", "wang.wei", "member 1", 1.08),
        ],
        "missed_law": [],
    }


def stretch(since: str, until: str, by: str, waiting_for: str, hours: float) -> dict[str, object]:
    """A stretch as JSON has it."""
    return {
        "from": f"{since}:00+08:00",
        "to": f"{until}:00+08:00",
        "by": by,
        "waiting_for": waiting_for,
        "hours": hours,
    }


def test_a_stand_in_gives_the_household_back(any_counter: CommandLine) -> None:
    """He holds it from his acceptance until he is released; then it waits for the cadre to accept again."""
    any_counter.do("verify", "0101", "--confirm", "--source", "visit")
    any_counter.do("assign", "0101", "li.na")
    any_counter.do("accept", "0101", by="li.na")
    assert "不是该户的帮扶干部" in any_counter.refused("assign", "0101", "wang.wei", "--stands-in-for", "zhou.min")
    any_counter.do("assign", "0101", "wang.wei", "--stands-in-for", "li.na")
    assert "临时代管，替li.na" in any_counter.say("history", "0101")
    any_counter.later(hours=1)
    any_counter.do("accept", "0101", by="wang.wei")
    any_counter.later(hours=1)
    assert any_counter.do("release", "0101", "--reason", "病假结束") == ["cadre-released", "cadre-assigned"]
    any_counter.later(hours=1)
    held = any_counter.ask("responsibility", "0101")["held"]
    assert [(each["by"], each["waiting_for"], each["hours"]) for each in held] == [
        ("li.na", "wang.wei", 1.0),
        ("wang.wei", "wang.wei", 1.0),
        ("li.na", "li.na", 1.0),
    ]


def test_the_page_has_stretches_totals_and_the_rule(any_counter: CommandLine) -> None:
    """In Chinese and in English."""
    a_household_handed_over(any_counter)
    page = any_counter.say("responsibility", "0101")
    assert (
        page.splitlines()[0] == "禾坪村 0101号，第1个处置周期，2026-03-02 09:00 - 2026-03-06 11:05，共30.08个办公小时"
    )
    for words in (
        ("li.na", "14.00", "47%"),
        ("wang.wei", "9.08", "30%"),
        ("乡镇：五镰镇", "7.00", "23%"),
        ("成员1", "1.08"),
    ):
        assert any(all(word in line for word in words) for line in page.splitlines()), words
    assert "在此之前仍是前一名" in page
    english = any_counter.say("responsibility", "0101", "--lang", "en")
    assert "30.08 office hours" in english
    assert re.findall(r"[一-鿿]+", english.replace("五镰镇", "").replace("禾坪村", "")) == []


def test_shares_add_up_to_the_open_hours(command_line: CommandLine) -> None:
    """Stretches of odd minutes are rounded so that nothing is lost."""
    command_line.later(minutes=7)
    command_line.do("verify", "0101", "--confirm", "--source", "visit")
    for _ in range(6):
        command_line.do("assign", "0101", "li.na")
        command_line.later(minutes=11)
        command_line.do("release", "0101", "--reason", "调离")
        command_line.later(minutes=13)
    answer = command_line.ask("responsibility", "0101")
    assert len(answer["held"]) == 13
    assert round(sum(each["hours"] for each in answer["held"]), 2) == answer["open_hours"] == 2.52


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=40))
def test_rounded_hours_always_add_up(microseconds: list[int]) -> None:
    """No stretch is off by more than a hundredth of an hour, and their sum by no more than half of one."""
    times = [timedelta(microseconds=each * 997) for each in microseconds]
    party = Party(role="cadre", account="li.na")
    held = [Stretch(since=MONDAY, until=MONDAY, by=party, waiting_for=party, open_time=time) for time in times]
    hours = rounded(held)
    exact = [time / timedelta(hours=1) for time in times]
    assert max(abs(each - own) for each, own in zip(hours, exact, strict=True)) <= 0.01 + 1e-9
    assert abs(sum(hours) - sum(exact)) <= 0.005 + 1e-9


def test_an_earlier_episode_can_be_asked_for(any_counter: CommandLine) -> None:
    """By its number; one that there is not is refused; who never was at risk has the time since the registration."""
    any_counter.later(days=1)
    any_counter.do("verify", "0101", "--not-eligible", "moved", "--source", "visit")
    any_counter.do("verify", "0101", "--decide", by="county")
    assert any_counter.ask("responsibility", "0101", "--episode", "1")["open_hours"] == 7.0
    assert "没有第2个处置周期" in any_counter.refused("responsibility", "0101", "--episode", "2")
    assert any_counter.ask("responsibility", "0102")["open_hours"] == 7.0
    assert "处置周期之外" in any_counter.say("responsibility", "0102")
    assert "没有这一户" in any_counter.refused("responsibility", "9999")
    assert any_counter.ask("responsibility", "0101", "--episode", "0") == {
        "open_hours": 0.0,
        "held": [],
        "missed_law": [],
    }
    any_counter.refused("responsibility", "0101", "--episode", "-1", code=2)


@pytest.mark.parametrize(("language", "said"), [("zh", "还没有办公时间"), ("en", "no office hour in it yet")])
def test_without_an_office_hour_the_page_says_so(command_line: CommandLine, language: str, said: str) -> None:
    """An empty table would say nothing."""
    assert said in command_line.say("responsibility", "0101", "--lang", language)
    assert command_line.ask("responsibility", "0101") == {"open_hours": 0.0, "held": [], "missed_law": []}

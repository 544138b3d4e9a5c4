"""All households of a cadre who leaves go to another one in one act, with a result for each (GY-12d, CZ-6)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.installations.command_line import VILLAGE, CommandLine

OVER = ("hand-over", "li.na", "wang.wei")


@pytest.fixture
def held(any_counter: CommandLine) -> CommandLine:
    """Both households are li.na's."""
    for number in ("0101", "0102"):
        any_counter.do("assign", number, "li.na")
        any_counter.do("accept", number, by="li.na")
    return any_counter


def came(answer: Any) -> list[tuple[str, str]]:
    """Each household with what the act came to in it."""
    return [(row["household"], row["came"]) for row in answer["items"]]


def cadres(place: CommandLine) -> list[str]:
    """The cadre of each household."""
    return [row["cadre"] for row in place.ask("list")]


def test_all_households_are_assigned_and_accepted_together(held: CommandLine) -> None:
    """A preview stores nothing; until the successor accepts the cadre stays responsible; then the successor is."""
    before = held.facts()
    assert came(held.ask(*OVER, "--preview")) == [("0101", "recorded"), ("0102", "recorded")]
    assert held.facts() == before
    assert came(held.ask(*OVER)) == [("0101", "recorded"), ("0102", "recorded")]
    assert cadres(held) == ["li.na", "li.na"]
    accepted = held.ask(*OVER, "--accept", "--as", "wang.wei")
    assert came(accepted) == [("0101", "recorded"), ("0102", "recorded")]
    assert accepted["items"][0]["facts"] == ["cadre-released", "cadre-accepted"]
    assert cadres(held) == ["wang.wei", "wang.wei"]


def test_the_same_act_again_is_the_same_act(held: CommandLine) -> None:
    """Under one command id what was recorded is not recorded again, though the successor has declined one since."""
    held.ask(*OVER, "--command-id", "h1")
    held.do("decline", "0102", "--reason", "太远", by="wang.wei")
    before = held.facts()
    assert came(held.ask(*OVER, "--command-id", "h1")) == [("0101", "before"), ("0102", "before")]
    assert held.facts() == before
    assert "已用于另一项" in held.refused("hand-over", "li.na", "zhou.min", "--command-id", "h1")
    assert came(held.ask(*OVER)) == [("0101", "nothing"), ("0102", "recorded")]


def test_a_refusal_in_one_household_changes_nothing_in_the_others(held: CommandLine) -> None:
    """Only one of them was assigned: it is accepted, the other one is refused with the reason."""
    held.do("assign", "0101", "wang.wei")
    answer = held.ask(*OVER, "--accept", "--as", "wang.wei")
    assert came(answer) == [("0101", "recorded"), ("0102", "refused")]
    assert "未指派给wang.wei" in answer["items"][1]["why"]["zh"]
    assert answer["counts"]["refused"] == 1
    assert answer["filter"]["cadre"] == "li.na"
    assert "未办理 1 户" in held.say(*OVER, "--accept", "--as", "wang.wei")


def test_only_the_region_that_is_named_is_handed_over(held: CommandLine) -> None:
    """A cadre of two villages keeps the other one."""
    assert came(held.ask(*OVER, "--region", "990101001002")) == []
    assert len(came(held.ask(*OVER, "--region", VILLAGE, "--preview"))) == 2
    assert "没有户" in held.say("hand-over", "nobody", "wang.wei")


def test_what_makes_no_sense_is_refused(command_line: CommandLine) -> None:
    """To oneself, and somebody else's acceptance."""
    command_line.refused("hand-over", "li.na", "Li.Na", code=2)
    command_line.refused(*OVER, "--accept", "--as", "zhou.min", code=2)

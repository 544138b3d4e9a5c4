"""While a cadre is on leave somebody else has the duties, from day to day, and gives them back without a command (GY-12d)."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby

import pytest

from tests.support.installations.command_line import CommandLine

H = "0101"
LEAVE = ("cadre-leave", "li.na", "wang.wei", "--from", "2026-03-09", "--to", "2026-03-13")


def at(place: CommandLine, moment: str) -> CommandLine:
    """The same installation at this moment in Asia/Shanghai."""
    place.now = datetime.fromisoformat(f"{moment}+08:00")
    return place


@pytest.fixture
def held(any_counter: CommandLine) -> CommandLine:
    """0101 is li.na's, who has accepted it on Monday, 2 March 2026."""
    any_counter.do("assign", H, "li.na")
    any_counter.do("accept", H, by="li.na")
    return any_counter


def responsible(place: CommandLine) -> set[str]:
    """Who owes the first visit and all else that is a cadre's and overdue."""
    return {row["responsible"] for row in place.ask("overdue") if row["deadline"] == "first-visit"}


def test_duties_go_to_the_stand_in_and_come_back(held: CommandLine) -> None:
    """On the day before and the day after the leave they are the cadre's: in lists, notices and next duties."""
    answer = held.ask(*LEAVE)
    assert [(row["household"], row["came"], row["facts"]) for row in answer["items"]] == [
        (H, "recorded", ["stand-in-named"])
    ]
    assert responsible(at(held, "2026-03-08T23:59")) == {"li.na"}
    assert responsible(at(held, "2026-03-09T00:00")) == {"wang.wei"}
    assert [row["household"] for row in held.ask("list", "--stand-in", "wang.wei")["items"]] == [H]
    assert responsible(at(held, "2026-03-13T23:59")) == {"wang.wei"}
    assert responsible(at(held, "2026-03-14T00:00")) == {"li.na"}
    assert held.ask("list", "--stand-in", "wang.wei")["items"] == []
    assert held.ask("list")[0]["cadre"] == "li.na"


def test_what_is_raised_meanwhile_is_for_the_stand_in(held: CommandLine) -> None:
    """The sweep of a day of the leave names the stand-in; the history says from when to when."""
    held.ask(*LEAVE)
    at(held, "2026-03-10T09:00").say("sweep")
    raised = [entry for entry in held.ask("history", H) if entry["fact"] in ("reminded", "escalated")]
    accounts = {to["account"] for entry in raised for to in entry["to"] if to["role"] == "cadre"}
    assert accounts == {"wang.wei"}
    assert "li.na自2026-03-09至2026-03-13离岗，由wang.wei代管" in "".join(
        held.say("history", H).replace("│", "").split()
    )


def test_the_time_line_says_who_held_the_household(held: CommandLine) -> None:
    """li.na until the leave, wang.wei during it, li.na again."""
    held.ask(*LEAVE)
    found = at(held, "2026-03-20T09:00").ask("responsibility", H)
    assert [by for by, _ in groupby(stretch["by"] for stretch in found["held"])] == ["li.na", "wang.wei", "li.na"]


def test_a_leave_that_ends_sooner_is_said_again(held: CommandLine) -> None:
    """Of the same first day; the very same again is quiet."""
    held.ask(*LEAVE)
    assert [row["came"] for row in held.ask(*LEAVE)["items"]] == ["nothing"]
    at(held, "2026-03-10T09:00").ask(*LEAVE[:-1], "2026-03-10")
    assert responsible(held) == {"wang.wei"}
    assert responsible(at(held, "2026-03-11T00:00")) == {"li.na"}


@pytest.mark.parametrize(
    "words",
    [
        ("stand-in", H, "wang.wei", "--from", "2026-03-09", "--to", "2026-03-08"),
        ("stand-in", H, "wang.wei", "--from", "2026-02-01", "--to", "2026-03-01"),
        ("stand-in", H, "wang.wei", "--from", "2026-03-09", "--to", "2027-03-11"),
        ("stand-in", H, "Li.Na", "--from", "2026-03-09", "--to", "2026-03-10"),
        ("stand-in", "0102", "wang.wei", "--from", "2026-03-09", "--to", "2026-03-10"),
    ],
)
def test_a_leave_that_cannot_be_is_refused(held: CommandLine, words: tuple[str, ...]) -> None:
    """Backwards, over, too long, by the cadre, where nobody is responsible."""
    before = held.facts()
    held.refused(*words)
    assert held.facts() == before

"""While a cadre is on leave somebody else has the duties, from day to day, and gives them back without a command (GY-12d)."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby

import pytest

from tests.support.installations.command_line import CommandLine, resident_id

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


def loads(place: CommandLine) -> dict[str | None, tuple[int, int, int]]:
    """Open households, overdue deadlines, and how many of the households somebody has in another's place."""
    return {row["cadre"]: (row["open"], row["overdue"], row["standing_in"]) for row in place.ask("workload")}


def test_the_workload_is_the_stand_ins_meanwhile(held: CommandLine) -> None:
    """The visit was due on the 5th: li.na's, then wang.wei's from day to day, then li.na's again."""
    held.ask(*LEAVE)
    for moment, cadre, standing_in in (
        ("2026-03-08T23:59", "li.na", 0),
        ("2026-03-09T00:00", "wang.wei", 1),
        ("2026-03-13T23:59", "wang.wei", 1),
        ("2026-03-14T00:00", "li.na", 0),
    ):
        (found,) = loads(at(held, moment)).items()
        assert (found[0], found[1][0], found[1][2]) == (cadre, 1, standing_in)
        assert found[1][1] > 0


LIAN, HE = "0301", "0302"


def with_others(place: CommandLine) -> CommandLine:
    """Two more households at risk that nobody has."""
    place.import_rows(
        (LIAN, "谷一", "户主", "谷一", resident_id("19750101", 31), "禾坪村", "", "", "未就业"),
        (HE, "谷二", "户主", "谷二", resident_id("19760101", 32), "双穗村", "", "", "未就业"),
        name="others.csv",
    )
    return place


def stand_ins(place: CommandLine, stand_in: str = "wang.wei") -> list[str]:
    """The households that somebody has in another's place today."""
    return sorted(row["household"] for row in place.ask("list", "--stand-in", stand_in)["items"])


def test_households_that_come_during_the_leave_are_the_stand_ins_too(held: CommandLine) -> None:
    """Assigned before it begins, in its midst or handed over: in one act, without saying the leave again."""
    with_others(held)
    held.ask(*LEAVE)
    assert held.do("assign", LIAN, "li.na") == ["cadre-assigned", "stand-in-named"]
    at(held, "2026-03-10T09:00").do("assign", HE, "zhao.lei")
    held.do("assign", HE, "li.na")
    assert stand_ins(held) == [H, LIAN]
    assert held.do("accept", HE, by="li.na") == ["cadre-released", "cadre-accepted", "stand-in-named"]
    assert held.do("accept", LIAN, by="li.na") == ["cadre-accepted"]
    assert stand_ins(held) == [H, LIAN, HE]
    assert loads(held)["wang.wei"][2] == 3
    assert stand_ins(at(held, "2026-03-14T00:00")) == []


def test_a_household_that_comes_after_the_leave_or_elsewhere_is_the_cadres(held: CommandLine) -> None:
    """The day after the last one; and in a township for which the leave was not said."""
    with_others(held)
    held.ask(*LEAVE, "--region", "990101001001")
    assert held.do("assign", HE, "li.na") == ["cadre-assigned"]
    assert at(held, "2026-03-14T00:00").do("assign", LIAN, "li.na") == ["cadre-assigned"]


def test_a_leave_said_again_holds_as_it_was_said_last(held: CommandLine) -> None:
    """It ended on the 10th after all; the very same again records nothing; a preview neither."""
    with_others(held)
    before = held.facts()
    held.ask(*LEAVE, "--preview")
    assert held.facts() == before
    held.ask(*LEAVE)
    at(held, "2026-03-10T09:00").ask(*LEAVE[:-1], "2026-03-10")
    said = held.facts()
    held.ask(*LEAVE[:-1], "2026-03-10")
    assert held.facts() == said
    assert held.do("assign", LIAN, "li.na") == ["cadre-assigned", "stand-in-named"]
    assert stand_ins(held) == [H, LIAN]
    assert at(held, "2026-03-11T00:00").do("assign", HE, "li.na") == ["cadre-assigned"]


def test_a_cadre_without_households_goes_on_leave(held: CommandLine) -> None:
    """What comes afterwards is the stand-in's; days that are over are refused though nobody is concerned."""
    with_others(held)
    assert held.ask("cadre-leave", "zhao.lei", "wang.wei", *LEAVE[3:])["items"] == []
    assert held.do("assign", LIAN, "zhao.lei") == ["cadre-assigned", "stand-in-named"]
    refused = held.refused("cadre-leave", "zhao.lei", "wang.wei", "--from", "2026-02-01", "--to", "2026-03-01")
    assert "截止日应不早于起始日和今日" in refused
    assert "代管人就是" in held.refused("cadre-leave", "zhao.lei", "Zhao.Lei", *LEAVE[3:])


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


def test_a_leave_on_days_of_another_is_refused_in_words(held: CommandLine) -> None:
    """The other one is named; the days after it are free. That of a township stands when one for everywhere is said."""
    held.ask(*LEAVE)
    said = held.facts()
    refused = held.refused("cadre-leave", "li.na", "zhao.lei", "--from", "2026-03-13", "--to", "2026-03-20")
    assert "li.na已登记2026-03-09至2026-03-13离岗，由wang.wei代管" in refused
    assert "2026-03-13" in held.refused("stand-in", H, "zhao.lei", "--from", "2026-03-10", "--to", "2026-03-11")
    assert "全部区划" in held.refused(*LEAVE, "--region", "990101001001")
    assert held.facts() == said
    held.ask("cadre-leave", "li.na", "zhao.lei", "--from", "2026-03-14", "--to", "2026-03-20")


def test_stand_ins_in_a_circle_are_refused(held: CommandLine) -> None:
    """wang.wei goes with zhao.lei, who cannot leave it to li.na on a day on which li.na left it to wang.wei."""
    held.ask(*LEAVE)
    held.ask("cadre-leave", "wang.wei", "zhao.lei", "--from", "2026-03-12", "--to", "2026-03-20")
    assert "循环" in held.refused("cadre-leave", "zhao.lei", "li.na", "--from", "2026-03-13", "--to", "2026-03-15")
    held.ask("cadre-leave", "zhao.lei", "li.na", "--from", "2026-03-14", "--to", "2026-03-15")

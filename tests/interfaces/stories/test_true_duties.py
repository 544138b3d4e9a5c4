"""Duties begin and end with what is true, and what was missed stays missed (field log, K2 and K3): other instances."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.installations.command_line import CommandLine, resident_id
from tests.support.installations.episodes import Desk, H


def test_a_job_that_was_lost_before_the_clearance_opens_its_duty_again(any_counter: CommandLine) -> None:
    """Nobody works since the 20th: the household stands as overdue, as if the job had never been."""
    desk = Desk(any_counter).placed().on("2026-03-23")
    desk.do("end-job", H, "1", "--on", "2026-03-20", "--reason", "laid-off")
    desk.on("2026-06-01")
    assert desk.duties("employed")[-1]["status"] == "overdue"
    assert "employed" in desk.overdue()


def test_a_second_declining_leaves_one_clock(any_counter: CommandLine) -> None:
    """Two cadres in a row decline, a third one never answers: one duty to assign, from the day of the gap."""
    desk = Desk(any_counter).on("2026-03-03")
    desk.do("report", H, by="clerk")
    desk.on("2026-03-04").do("verify", H, "--confirm", "--source", "visit", by="liu")
    for day, cadre in (("2026-03-05", "li"), ("2026-03-06", "wang")):
        desk.on(day).do("assign", H, cadre, by="liu")
        desk.do("decline", H, "--reason", "workload", by=cadre)
    desk.on("2026-03-18")
    assert [each["status"] for each in desk.duties("assign")].count("overdue") == 1
    assert desk.overdue().count("assign") == 1


def test_three_stand_ins_go_back_step_by_step(command_line: CommandLine) -> None:
    """Each who releases gives the household back to the one for whom he stood in."""
    desk = Desk(command_line).taken_over()
    for day, (stands_in, for_whom) in enumerate([("wang", "li"), ("chen", "wang"), ("zhou", "chen")], start=5):
        desk.on(f"2026-03-{day:02}").do("assign", H, stands_in, "--stands-in-for", for_whom, by="liu")
        desk.do("accept", H, by=stands_in)
    for day, leaves, comes in ((9, "zhou", "chen"), (10, "chen", "wang"), (11, "wang", "li")):
        desk.on(f"2026-03-{day:02}").do("release", H, "--reason", "returned", by=leaves)
        assert [row["cadre"] for row in command_line.ask("list") if row["household"] == H] == [comes]


@pytest.mark.parametrize(
    "said",
    [
        {"left": [1]},
        {"members": [{"number": 1, "employment": "military-service"}]},
        {"members": [{"number": 1, "employment": "custody"}]},
        {"members": [{"number": 1, "capacity": "none"}]},
        {"members": [{"number": 1, "employment": "employed"}]},
    ],
    ids=["moved out", "in the army", "in custody", "fell ill", "found work"],
)
def test_a_plan_is_owed_to_nobody_of_whom_it_is_not_true_any_more(
    any_counter: CommandLine, said: dict[str, Any]
) -> None:
    """From the day on which that holds; the other member's plan runs on."""
    desk = Desk(any_counter).taken_over().on("2026-03-06")
    desk.survey(**said)
    desk.on("2026-04-20")
    plans = {each["occurrence"].partition("/")[2]: each["status"] for each in desk.duties("plan")}
    assert plans == {"1": "ended", "2": "overdue"}
    assert desk.overdue().count("plan") == 1


def test_who_joins_an_open_household_is_owed_a_plan_from_then_on(command_line: CommandLine) -> None:
    """A son who comes of age to the household on 20 March has his own clock, and it is his alone."""
    desk = Desk(command_line).taken_over().on("2026-03-20")
    desk.survey(members=[{"name": "禾三分", "resident_id": resident_id("20000101", 7), "relation": "子"}])
    (plan,) = [each for each in desk.duties("plan") if each["occurrence"].endswith("/3")]
    assert plan["started_at"].startswith("2026-03-20")


@pytest.mark.parametrize(
    ("words", "ended_by"),
    [
        (("verify", H, "--not-eligible", "employed", "--source", "visit"), "核实"),
        (("survey",), "信息更新"),
    ],
    ids=["not eligible", "the mother left"],
)
def test_what_was_overdue_when_it_ended_stays_in_the_figures(
    any_counter: CommandLine, words: tuple[str, ...], ended_by: str
) -> None:
    """Whatever ended it, the report says what."""
    desk = Desk(any_counter)
    if words[0] == "verify":
        desk.on("2026-05-12")
        before = {row["account"]: row["nothing_done"] for row in any_counter.ask("late")}
        desk.do(*words, by="liu")
        desk.do("verify", H, "--decide", by="county")
    else:
        desk.taken_over().on("2026-05-12")
        before = {row["account"]: row["nothing_done"] for row in any_counter.ask("late")}
        desk.survey(left=[2])
    after = any_counter.ask("late")
    missed = sum(before.values())
    assert missed > 0
    assert sum(row["nothing_done"] + row["ended_overdue"] + row["done_late"] for row in after) == missed
    assert any(ended_by in row["ended_by"] for row in after)


def test_a_day_that_moved_by_a_pause_is_reminded_of_anew(command_line: CommandLine) -> None:
    """The reminder of the first date says nothing of the second; each names the day that it was for."""
    desk = Desk(command_line).taken_over().on("2026-03-10T17:00")
    command_line.say("sweep")
    first = notices(command_line)
    desk.on("2026-03-11")
    for member in ("1", "2"):
        desk.do("pause", H, "plan", "--occurrence", f"6/{member}", "--reason", "家中办丧事", by="liu")
    desk.on("2026-03-20")
    for member in ("1", "2"):
        desk.do("resume", H, "plan", "--occurrence", f"6/{member}", by="liu")
    days = {each["due_on"] for each in desk.duties("plan")}
    desk.on("2026-03-27T17:00")
    command_line.say("sweep")
    later = [each for each in notices(command_line) if each not in first]
    assert {each["due_on"] for each in later if each["deadline"] == "plan"} == days != {"2026-03-11"}


def notices(counter: CommandLine) -> list[dict[str, object]]:
    """All notices that were raised."""
    found: list[dict[str, object]] = counter.ask("notices")
    return found

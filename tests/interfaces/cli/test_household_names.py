"""Households are called 禾坪村 0101号 and found so; every answer that wrote says what comes next and whose it is."""

from __future__ import annotations

import pytest

from tests.support.installations.command_line import WORKER, CommandLine, resident_id


@pytest.mark.parametrize(
    "name", ["0101", "禾坪村 0101号", "禾坪村0101", "禾坪0101号", "五镰镇禾坪村 0101", "990101001001/0101", "0101号"]
)
def test_a_household_is_found_by_its_name(command_line: CommandLine, name: str) -> None:
    """As an argument of every command."""
    assert command_line.ask("show", name)["number"] == "0101"
    assert command_line.ask("history", name)[0]["fact"] == "registered"


@pytest.mark.parametrize("name", ["双穗村 0101号", "禾坪村 9号", "禾坪村"])
def test_a_name_that_means_nobody_is_refused(command_line: CommandLine, name: str) -> None:
    """Also a number of another village."""
    assert f"没有这一户：{name}" in command_line.refused("show", name)


def test_a_number_of_several_villages_is_asked_about(command_line: CommandLine) -> None:
    """Each candidate by its name and by what means it alone; named with its village it is found."""
    other = ("0101", "", "户主", "谷五亩", resident_id("19760303", 8), "双穗村", "", "", "务工")
    command_line.import_rows(other, name="other.csv")
    said = command_line.refused("show", "0101")
    assert "“0101”有2户" in said
    assert "禾坪村 0101号（990101001001/0101）；双穗村 0101号（990101001002/0101）" in said
    assert command_line.ask("show", "双穗村 0101号")["village"] == "990101001002"
    assert command_line.ask("show", "990101001002/0101")["village"] == "990101001002"


def test_lists_and_answers_call_households_by_name(command_line: CommandLine) -> None:
    """On screens; JSON has number, id and village as before."""
    assert command_line.say("report", "0101").startswith("禾坪村 0101号：已记录上报\n")
    assert "│ 禾坪村 0101号 │" in command_line.say("list")
    assert command_line.say("show", "0101").startswith("禾坪村 0101号（990101001001/0101）\n")
    assert "禾坪村 0101" in command_line.say("history", "0101", "--lang", "en")
    (row,) = command_line.ask("list", "--stage", "detected")
    assert (row["household"], row["village"], row["village_name"]) == ("0101", "990101001001", "禾坪村")


def test_an_answer_ends_with_the_next_duty_and_whose_it_is(command_line: CommandLine) -> None:
    """The one that ends first, an office by its place, a cadre by name; also when there was nothing to do."""
    command_line.do("report", "0101")
    for line in (command_line.say("receipt", "0101", "township"), command_line.say("receipt", "0101", "township")):
        assert line.splitlines()[1] == "下一步：签收，2026-03-04前，由县区人社部门（麦浪区）办理；另有2项待办"
    english = command_line.say("receipt", "0101", "county-hrss", "--lang", "en").splitlines()[1]
    assert english == "Next: receipt of the report by 2026-03-04, county rural revitalisation (麦浪区); 1 more open"
    command_line.do("verify", "0101", "--confirm", "--source", "visit")
    command_line.do("assign", "0101", "li.na")
    command_line.do("accept", "0101", by="li.na")
    answer = command_line.ask("receipt", "0101", "county-rural-revitalisation")
    duty = answer["next_duty"]
    assert (duty["deadline"], duty["due_on"]) == ("first-visit", "2026-03-05")
    assert (duty["to"]["account"], duty["overdue"], duty["others"]) == ("li.na", False, 6)
    assert set(answer) == {"household", "id", "position", "facts", "next_duty"}


def test_an_overdue_duty_comes_first_and_says_so(command_line: CommandLine) -> None:
    """With the working days that it is late."""
    command_line.later(days=7)
    said = command_line.say("report", "0101", "--at", "昨天").splitlines()[1]
    assert "已逾期" not in said
    command_line.later(days=10)
    assert "已逾期" in command_line.say("receipt", "0101", "乡镇").splitlines()[1]


def test_a_household_without_duties_says_so(command_line: CommandLine) -> None:
    """Somebody works there."""
    survey = '{"number": "0102", "village": "990101001001", "source": "visit", "members": [{"number": 1, "capacity": "half"}]}'
    file = command_line.folder / "survey.json"
    file.write_text(survey, encoding="utf-8")
    lines = command_line.say("register", str(file)).splitlines()
    assert lines == ["禾坪村 0102号：已记录信息更新", "下一步：没有待办的期限"]
    assert WORKER[0] == "0102"

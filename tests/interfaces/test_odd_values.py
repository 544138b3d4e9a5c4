"""What cannot be meant is refused in a sentence, and never leaves a household that nobody can work out any more."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from casework.domain.calendar.work_calendar import SHANGHAI
from tests.support.installations.command_line import DIVISIONS, FATHER, HEADER, VILLAGE, CommandLine

H = "0101"


def with_cadre(command_line: CommandLine) -> None:
    """0101 is verified and has a cadre."""
    command_line.do("verify", H, "--confirm", "--source", "visit")
    command_line.do("assign", H, "li.na")
    command_line.do("accept", H, by="li.na")


def nobody_is_set_aside(command_line: CommandLine) -> None:
    """The lists are whole: no household is parked with an earlier state."""
    listed = command_line.run("list", "--json")
    assert (listed.exit_code, listed.stderr) == (0, "")


@pytest.mark.parametrize(
    "words",
    [
        ("difficulty", H, "--kind", "care", "--owner", "li.na", "--by", "9999-12-31"),
        ("place", H, "--member", "1", "--kind", "public-welfare", "--since", "2003-12-31"),
    ],
)
def test_a_date_that_no_calendar_judges_is_refused(any_counter: CommandLine, words: tuple[str, ...]) -> None:
    """Recorded, it would set the household aside for good, and nobody would be told what is overdue in it."""
    with_cadre(any_counter)
    before = any_counter.facts()
    any_counter.refused(*words)
    assert any_counter.facts() == before
    nobody_is_set_aside(any_counter)
    assert any_counter.do("log", H, "--kind", "visit", "--outcome", "reached") == ["follow-up-logged"]


def test_a_correction_brings_no_such_date_in_either(command_line: CommandLine) -> None:
    """A contract of a million years is no contract."""
    with_cadre(command_line)
    command_line.do("place", H, "--member", "1", "--kind", "contract", "--since", "2026-03-02")
    version = str(command_line.ask("history", H)[-1]["version"])
    for value in ("contract_months=99999999", "contract_months=-5", "monthly_pay=NaN", "member=77"):
        command_line.refused("correct", H, version, "--set", value, "--reason", "录入错误")
    nobody_is_set_aside(command_line)


@pytest.mark.parametrize(
    "said",
    [{"work_months": 10**25}, {"graduates_in": 99999, "in_school": True}, {"monthly_pay": "NaN"}, {"monthly_pay": -1}],
)
def test_a_survey_says_numbers_that_can_be(command_line: CommandLine, tmp_path: Path, said: dict[str, Any]) -> None:
    """A number that nothing can count with is refused, not a fault."""
    file = tmp_path / "survey.json"
    file.write_text(json.dumps({"number": H, "village": VILLAGE, "members": [{"number": 1, **said}]}))
    command_line.refused("register", str(file))
    nobody_is_set_aside(command_line)


def test_before_the_calendar_nothing_is_recorded(sqlite_url: str, tmp_path: Path) -> None:
    """Working days are known from 2004 on; a clock before that is an error, never a guess."""
    new_year = datetime(2004, 1, 1, tzinfo=SHANGHAI)
    command_line = CommandLine(sqlite_url, tmp_path, new_year - timedelta(seconds=1))
    divisions = command_line.table("divisions.csv", [("区划代码", "名称"), *DIVISIONS])
    assert "2004-01-01" in command_line.refused("import", "--divisions", divisions)
    command_line.now = new_year
    command_line.load_divisions()
    ledger = command_line.table("ledger.csv", [HEADER, FATHER])
    assert command_line.ask("import", ledger)["detected"] == 1


def test_a_correction_keeps_no_name(command_line: CommandLine) -> None:
    """What is corrected stays in clear, so a name has no place in it; a number too large for anything has none either."""
    members = 'members=[{"number":1,"name":"禾丙"}]'
    command_line.refused("correct", H, "1", "--set", members, "--reason", "录入错误")
    assert "禾丙" not in command_line.say("history", H, "--json")
    command_line.refused("correct", H, "1", "--set", f"members={10**25}", "--reason", "录入错误", code=2)


@pytest.mark.parametrize("at", ["0001-01-01T00:00", "9999-12-31T23:59:59-23:00"])
def test_a_time_at_the_edge_of_time_is_a_usage_error(command_line: CommandLine, at: str) -> None:
    """Other time zones could not tell it."""
    command_line.refused("report", H, "--at", at, code=2)
    assert command_line.run("list", CASEWORK_CLOCK=at).exit_code == 2


def test_bytes_that_are_no_text_are_a_usage_error(command_line: CommandLine) -> None:
    """An argument in another encoding is named as such; nothing is looked up and nothing recorded."""
    undecodable = b"\xb1\xb8\xd7\xa2".decode("utf-8", "surrogateescape")
    assert "UTF-8" in command_line.refused("show", undecodable, code=2)
    assert "UTF-8" in command_line.refused(
        "log", H, "--kind", "visit", "--outcome", "away", "--note", undecodable, code=2
    )


def test_nothing_stored_is_markup(command_line: CommandLine, tmp_path: Path) -> None:
    """A number or a village's name in brackets is shown as it is, in every list and in the history."""
    odd = "[/]"
    odd_table = command_line.table("odd.csv", [("区划代码", "名称"), (VILLAGE, "[/red]村")])
    command_line.say("import", "--divisions", odd_table)
    file = tmp_path / "survey.json"
    file.write_text(
        json.dumps({"number": odd, "village": VILLAGE, "members": [{"name": "粟四畦", "birth_date": "1985-05-05"}]})
    )
    command_line.ask("register", str(file))

    for words in (("list",), ("history", odd), ("show", odd), ("overdue",), ("explain", odd, "report")):
        shown = command_line.run(*words)
        assert (shown.exit_code, shown.stderr) == (0, "")
    assert odd in command_line.run("list").stdout
    assert "[/red]" in command_line.run("list").stdout


@pytest.mark.parametrize(
    "words",
    [
        ("assign", H, "x" * 5_000),
        ("log", H, "--kind", "visit", "--outcome", "reached", "--note", "长" * 10_001),
        ("place", H, "--member", str(2**70), "--kind", "contract", "--since", "2026-03-02"),
        ("place", H, "--member", "1", "--kind", "contract", "--since", "2026-03-02", "--pay", "1E+400000"),
        ("place", H, "--member", "1", "--kind", "contract", "--since", "2026-03-02", "--pay", str(10**30)),
        ("place", H, "--member", "1", "--kind", "contract", "--since", "0001-01-01"),
        ("needs", H, "--member", str(2**70)),
    ],
)
def test_what_no_table_could_hold_is_refused(any_counter: CommandLine, words: tuple[str, ...]) -> None:
    """In a sentence, on both databases alike; the office goes on."""
    with_cadre(any_counter)
    before = any_counter.facts()
    shown = any_counter.run(*words)
    assert (shown.exit_code in {1, 2}, any_counter.facts()) == (True, before)
    assert "fault" not in shown.stderr
    nobody_is_set_aside(any_counter)

"""An entry says in which office somebody acted, and by which text a rule decided (field 1; CD-P3, GY-15a)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.support.installations.command_line import CommandLine

H = "0101"
VERIFY = ("verify", H, "--confirm", "--source", "visit")


def last(command_line: CommandLine) -> Any:
    """The newest entry of the household."""
    return command_line.ask("history", H)[-1]


def test_an_entry_says_in_which_office(any_counter: CommandLine) -> None:
    """The township of the household, by the word alone; in the history beside the account."""
    any_counter.do(*VERIFY, "--office", "乡镇", by="chen")
    assert last(any_counter)["acting_office"] == {"role": "township", "division": "990101001000"}
    assert "chen（乡镇 五镰镇）" in any_counter.say("history", H).replace("\n", "")


def test_the_office_may_stand_in_the_environment(command_line: CommandLine) -> None:
    """As the account may; a code says which of several it is."""
    command_line.say(*VERIFY, CASEWORK_OFFICE="人社局@990101")
    assert last(command_line)["acting_office"] == {"role": "county-hrss", "division": "990101000000"}


def test_what_was_not_said_is_said_to_be_so(command_line: CommandLine) -> None:
    """An entry without an office, as all earlier ones are, says 未记录; a rule acts in no office."""
    command_line.do(*VERIFY)
    entries = command_line.ask("history", H)
    assert [entry["acting_office"] for entry in entries] == [None] * len(entries)
    assert "未记录" in command_line.say("history", H, "--verbose")
    assert "not recorded" in command_line.say("history", H, "--verbose", "--lang", "en")


def test_a_rule_says_by_which_text(command_line: CommandLine) -> None:
    """Policy and calendar with the beginnings of their SHA-256, and the release; what a person says has none."""
    command_line.do(*VERIFY)
    by_fact = {entry["fact"]: entry["under"] for entry in command_line.ask("history", H)}
    detected = by_fact["detected"]
    assert by_fact["verified"] is None
    assert len(detected["policy_sha256"]) == len(detected["calendar_sha256"]) == 64
    shown = command_line.say("history", H, "--verbose").replace("\n", "").replace(" ", "")
    assert detected["policy_sha256"][:12] in shown


def test_an_office_that_is_none_is_refused(command_line: CommandLine) -> None:
    """A usage error at the option, and nothing is recorded."""
    before = len(command_line.ask("history", H))
    for office in ("镇长", "township@990101", "township@99010100100x"):
        assert command_line.run(*VERIFY, "--office", office).exit_code == 2
    assert len(command_line.ask("history", H)) == before


def test_what_holds_everywhere_needs_to_say_which_office(command_line: CommandLine) -> None:
    """A word taught to the program is nobody's household: the county must be named."""
    word = ("words", "add", "employment", "跑车", "employed", "--region", "990101")
    refused = command_line.run(*word, "--office", "人社局")
    assert refused.exit_code == 2, refused.output
    command_line.say(*word, "--office", "人社局@990101")
    assert "跑车" in command_line.say("words", "list")


def test_the_office_is_no_part_of_the_command(command_line: CommandLine) -> None:
    """The same command id in another office is the same command, and is answered alike."""
    once = command_line.ask(*VERIFY, "--command-id", "a", "--office", "township")
    again = command_line.ask(*VERIFY, "--command-id", "a", "--office", "county")
    assert once["position"] == again["position"]
    assert last(command_line)["acting_office"]["role"] == "township"


def test_an_office_in_a_division_that_is_not_loaded_is_refused(any_counter: CommandLine) -> None:
    """With what is near; nothing is recorded. Where no divisions are loaded nothing can be said."""
    before = any_counter.facts()
    refused = any_counter.run(*VERIFY, "--office", "township@990101009")
    assert "没有代码为990101009000的区划" in refused.stderr
    assert "相近的有：990101001000 五镰镇" in refused.stderr
    assert "没有代码为990201000000的区划" in any_counter.run(*VERIFY, "--office", "人社局@990201").stderr
    assert any_counter.facts() == before
    any_counter.do(*VERIFY, "--office", "township@990101001")


def test_before_divisions_are_loaded_any_office_may_load_them(sqlite_url: str, tmp_path: Path) -> None:
    """Nobody knows yet which there are."""
    empty = CommandLine(sqlite_url, tmp_path)
    empty.environment["CASEWORK_OFFICE"] = "county-hrss@990101"
    empty.load_divisions()
    assert empty.facts() > 0

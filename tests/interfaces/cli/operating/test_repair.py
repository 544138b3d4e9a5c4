"""`casework repair`: households whose histories could not be read follow the log again once they can."""

from __future__ import annotations

import json
from unittest.mock import ANY
from uuid import UUID

import pytest

from tests.support.installations.command_line import CommandLine
from tests.support.installations.raw_database import run_sql

SPOIL = (
    "INSERT INTO stored_events (originator_id, originator_version, topic, state) VALUES ({id}, 9, 'nonsense', {bytes})"
)
MEND = ("DROP TRIGGER facts_not_removed", "DELETE FROM stored_events WHERE topic = 'nonsense'")


@pytest.fixture
def parked(command_line: CommandLine) -> UUID:
    """A household with an entry that nobody can read, put there round the log."""
    household = UUID(command_line.ask("show", "0101")["id"])
    run_sql(command_line.url, SPOIL, household=household)
    return household


def test_nothing_to_repair_is_said_too(command_line: CommandLine) -> None:
    """Quiet and well."""
    assert command_line.ask("repair") == {"repaired": 0, "parked": [], "next_step": ANY}
    assert command_line.say("repair") == "已修复 0 户\n下一步：查看清单（casework overdue）\n"


def test_who_still_cannot_be_read_is_listed_and_the_exit_code_says_so(command_line: CommandLine, parked: UUID) -> None:
    """Each with the entry at which it stopped and the kind of error, never with a value."""
    done = command_line.run("repair", "--json")

    assert done.exit_code == 1
    answer = json.loads(done.stdout)
    assert answer["repaired"] == 0
    assert [each["household"] for each in answer["parked"]] == [str(parked)]
    assert answer["parked"][0].keys() == {"household", "position", "version", "reason"}
    assert json.loads(done.stderr.splitlines()[-1])["code"] == "still-parked"
    said = command_line.run("repair", "--lang", "en")
    assert said.exit_code == 1
    assert str(parked) in said.stdout
    assert "1 households are still parked" in said.stderr


def test_who_can_be_read_again_follows_the_log(command_line: CommandLine, parked: UUID) -> None:
    """The lists no longer warn, and what was recorded meanwhile is in them."""
    assert "无法读取" in command_line.say("list")
    for statement in MEND:
        run_sql(command_line.url, statement)

    assert command_line.ask("repair") == {"repaired": 1, "parked": [], "next_step": ANY}

    assert "无法读取" not in command_line.say("list")
    assert command_line.do("report", "0101") == ["household-reported"]
    assert command_line.ask("history", "0101")[-1]["fact"] == "household-reported"

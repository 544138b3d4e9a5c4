"""Once there are accounts, what is raised reaches people by name, wherever it is read (GY-15a, GY-17c)."""

from __future__ import annotations

import pytest

from tests.support.installations.command_line import CommandLine
from tests.support.installations.staff import TOWNSHIP, VILLAGE, Staff

DIRECTORY = 2 * 4 + 4 * 4 + 1
"""So many entries the directory holds: four for each administrator and account, and one absence."""


class Ladder:
    """0101 was found on Monday and nobody reports it; Zhao of the village is away, Wang stands in, nobody is the county."""

    def __init__(self, counter: CommandLine) -> None:
        self.counter, staff = counter, Staff(counter)
        self.li = staff.active("李娜", TOWNSHIP)
        self.zhao = staff.active("赵六", VILLAGE)
        self.wang = staff.active("王伟", "village@990101001002")
        self.chen = staff.active("陈洁", "county-hrss@990101")
        away = ("office", "away", self.zhao, "--until", "2026-03-20", "--stand-in", self.wang)
        counter.ask(*away, "--as", self.zhao)
        counter.account = self.li
        for days in (2, 2):
            counter.later(days=days)
            counter.say("sweep")

    def raised(self) -> list[list[tuple[str, str | None, str | None, list[str]]]]:
        """Whom each step is for, the first one first: role, account, whose place, vacant offices."""
        return [
            [
                (
                    to["role"],
                    to.get("account"),
                    to.get("stands_in_for"),
                    [each["role"] for each in to.get("vacant", [])],
                )
                for to in notice["to"]
            ]
            for notice in reversed(self.counter.ask("notices"))
            if notice["deadline"] == "report"
        ]


@pytest.fixture
def ladder(any_counter: CommandLine) -> Ladder:
    """On either database."""
    return Ladder(any_counter)


def test_each_step_reaches_its_holders(ladder: Ladder) -> None:
    """The stand-in as such beside the township's clerk; then the county's HRSS department, the county being vacant."""
    assert ladder.raised() == [
        [("village", ladder.wang, ladder.zhao, []), ("township", ladder.li, None, [])],
        [("county-hrss", ladder.chen, None, ["county"])],
    ]


def test_every_way_of_reading_shows_them(ladder: Ladder) -> None:
    """The list, the history with the version of the directory, a digest for each person, and who would be next."""
    counter = ladder.counter
    page = "".join(counter.say("notices").replace("│", "").split())
    assert f"{ladder.chen}（县区人社部门：麦浪区；空缺：县区：麦浪区）" in page
    assert f"{ladder.wang}（村：禾坪村；代{ladder.zhao}）" in page
    entries = [entry for entry in counter.ask("history", "0101") if entry["fact"] == "escalated"]
    assert {entry["under"]["directory"] for entry in entries} == {DIRECTORY}
    history = "".join(counter.say("history", "0101").replace("│", "").split())
    assert f"发给{ladder.wang}（村；代{ladder.zhao}）、{ladder.li}（乡镇）" in history
    assert f"to {ladder.chen}" in " ".join(counter.say("explain", "0101", "report", "--lang", "en").split())
    digests = {piece["to"]["account"] for piece in counter.ask("notices", "--digest")}
    assert digests == {ladder.li, ladder.wang, ladder.chen}
    coming = counter.ask("explain", "0101", "report")["next_notice"]
    assert (coming["step"], coming["to"][0]["role"], coming["to"][0]["vacant"][0]["role"]) == (3, "city", "city")


def test_a_replay_names_the_same_people(ladder: Ladder) -> None:
    """By the directory as it was then, whoever holds the offices since: no step comes out otherwise."""
    ladder.counter.ask("office", "leave", ladder.li, TOWNSHIP, "--as", ladder.li)
    found = ladder.counter.ask("what-if", "--region", "990101", "--as", ladder.chen)
    assert (found["not_reproduced"], found["notices"]) == (0, {"recorded": 2, "simulated": 2})
    assert {row["account"] for row in found["by_recipient"]} == {ladder.li, ladder.wang, ladder.chen}

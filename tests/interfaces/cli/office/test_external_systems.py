"""A household and its members have codes in two systems outside, and it is known what was entered there when (GY-1c)."""

from __future__ import annotations

from typing import Any

from python_calamine import CalamineWorkbook

from tests.support.installations.command_line import CommandLine

H, OTHER = "0101", "0102"


def sealed_codes(page: Any, member: int) -> dict[str, str]:
    """What `show` says of a member's codes."""
    found = next(each for each in page["members"] if each["number"] == member)["sealed"]
    return {word["field"]: word["text"] for word in found if word["field"].endswith("_code")}


def test_codes_are_in_clear_of_the_household_and_sealed_of_a_person(any_counter: CommandLine) -> None:
    """`show` prints the one, and the other masked; the history says what changed; said again it changes nothing."""
    command_line = any_counter
    own = ("external-code", H, "--system", "national", "--code", "QG-5101-77")
    theirs = ("external-code", H, "--system", "provincial", "--code", "5101987654", "--member", "2")
    assert command_line.do(*own) == ["members-updated"]
    assert command_line.do(*theirs) == ["members-updated"]
    assert (command_line.do(*own), command_line.do(*theirs)) == ([], [])
    page = command_line.ask("show", H)
    assert (page["national_code"], page["provincial_code"]) == ("QG-5101-77", None)
    assert list(sealed_codes(page, 2)) == ["provincial_code"]
    assert "5101987654" not in command_line.say("show", H) + command_line.say("history", H)
    assert "QG-5101-77" in command_line.say("show", H)
    changes = command_line.ask("history", H)[-2]["before_and_after"]
    assert [(each["field"], each["after"]) for each in changes] == [("national_code", "QG-5101-77")]


def test_a_persons_code_goes_along_and_the_households_stays(any_counter: CommandLine) -> None:
    """Whoever founds a household takes no code of the old one with them."""
    command_line = any_counter
    command_line.do("external-code", H, "--system", "national", "--code", "QG-1")
    command_line.do("external-code", H, "--system", "national", "--code", "5101987654", "--member", "2")
    command_line.do("split", H, "--member", "2", "--number", "0103")
    page = command_line.ask("show", "0103")
    assert (page["national_code"], list(sealed_codes(page, 1))) == (None, ["national_code"])


def test_what_was_shared_is_known_by_system_and_entry(any_counter: CommandLine) -> None:
    """Up to which entry, on which day, and how many came since; that it was shared is no entry to share."""
    command_line = any_counter
    last = command_line.ask("history", H)[-1]["version"]

    def listed() -> list[str]:
        found = command_line.ask("list", "--not-shared-with", "national")
        return [each["household"] for each in (found["items"] if isinstance(found, dict) else found)]

    assert listed() == [H, OTHER]
    assert command_line.do("shared", H, "--system", "national") == ["records-shared"]
    assert listed() == [OTHER]
    assert command_line.do("shared", H, "--system", "national") == []
    command_line.refused("shared", H, "--system", "national", "--up-to", "99")
    command_line.refused("shared", H, "--system", "provincial", "--on", "2026-04-01")
    (shared,) = command_line.ask("show", H)["shared"]
    assert shared == {"system": "national", "on": "2026-03-02", "up_to": shared["up_to"], "behind": 0}
    assert shared["up_to"] <= last
    command_line.do("log", H, "--kind", "visit", "--outcome", "reached")
    assert command_line.ask("show", H)["shared"][0]["behind"] >= 1
    assert listed() == [H, OTHER]
    assert "全国防返贫监测信息系统" in [each["words"]["zh"] for each in command_line.ask("history", H)][-2]


def test_what_is_to_be_shared_is_listed_and_written(any_counter: CommandLine) -> None:
    """One line a member with the codes there, masked; in full with a reason, which is recorded first."""
    command_line = any_counter
    command_line.do("external-code", H, "--system", "national", "--code", "QG-1")
    command_line.do("external-code", H, "--system", "national", "--code", "5101987654", "--member", "2")
    command_line.do("shared", OTHER, "--system", "national")
    asked = ("to-share", "national", "--region", "990101")
    rows = command_line.ask(*asked)
    assert [(row["household"], row["household_code"], row["member"]) for row in rows] == [
        (H, "QG-1", 1),
        (H, "QG-1", 2),
    ]
    assert (rows[1]["person_code"], rows[1]["shared_on"]) == ("5********4", None)
    before = command_line.facts()
    out = str(command_line.folder / "national.xlsx")
    command_line.say(*asked, "--out", out)
    assert command_line.facts() == before
    sheet = CalamineWorkbook.from_path(out).get_sheet_by_index(0).to_python()
    assert (len(sheet), sheet[0][3], sheet[2][3]) == (3, "该系统户编号", "QG-1")
    assert "已有同名文件" in command_line.run(*asked, "--out", out).stderr
    assert command_line.run(*asked, "--unmask").exit_code != 0
    full = command_line.ask(*asked, "--unmask", "--reason", "录入全国系统", "--as", "li.na")
    assert full[1]["person_code"] == "5101987654"
    assert command_line.ask("history", H)[-1]["fact"] == "personal-data-shown"
    command_line.do("shared", H, "--system", "national")
    assert "都已录入该系统" in command_line.say(*asked)

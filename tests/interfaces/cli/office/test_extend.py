"""An extension on the command line: asked for, granted or refused, explained, and in the history (GY-13d)."""

from __future__ import annotations

from tests.support.installations.command_line import CommandLine

ASKED = ("extend", "0101", "verify", "--until", "2026-03-20", "--reason", "山洪断路")


def test_an_extension_is_asked_for_granted_and_explained(command_line: CommandLine) -> None:
    """Said again it changes nothing; whoever asked does not grant; the sentence, the days and the history say it."""
    assert command_line.do(*ASKED, by="li") == ["extension-requested"]
    assert command_line.do(*ASKED, by="li") == []
    assert "li" in command_line.refused("extend", "0101", "verify", "--grant", "--as", "li")
    before = command_line.ask("explain", "0101", "verify")
    assert (before["due_on"], before["extensions"][0]["reason"]) == ("2026-03-17", "山洪断路")
    assert command_line.do("extend", "0101", "verify", "--grant", by="county") == ["extension-granted"]
    after = command_line.ask("explain", "0101", "verify")
    assert (after["due_on"], after["unextended_on"]) == ("2026-03-20", "2026-03-17")
    assert "已延期1次，原为2026-03-17" in after["sentence"]["zh"]
    assert "extended once, before 2026-03-17" in after["sentence"]["en"]
    assert [day["why"] for day in after["days"][-4:]] == ["calendar-day", "extended", "extended", "extended"]
    shown = next(each for each in command_line.ask("show", "0101")["deadlines"] if each["deadline"] == "verify")
    assert (shown["due_on"], shown["extended"], shown["extension_asked"]) == ("2026-03-20", 1, None)
    assert "同意延期：“核实”至2026-03-20" in command_line.run("history", "0101").stdout
    assert "由county同意" in command_line.run("explain", "0101", "verify").stdout


def test_an_extension_is_refused_in_words(command_line: CommandLine) -> None:
    """The day stays and the words are read again; a day that is too far away is refused with the last one."""
    assert "2026-04-01" in command_line.refused(
        "extend", "0101", "verify", "--until", "2026-04-02", "--reason", "停电", "--as", "li"
    )
    command_line.do(*ASKED, by="li")
    assert command_line.do("extend", "0101", "verify", "--refuse", "--note", "路已通", by="county") == [
        "extension-refused"
    ]
    answer = command_line.ask("explain", "0101", "verify")
    assert (answer["due_on"], answer["extensions"][0]["note"]) == ("2026-03-17", "路已通")

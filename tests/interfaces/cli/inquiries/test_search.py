"""Somebody is found by number, id, telephone, full name, and part of a name in a region; what is shown is masked."""

from __future__ import annotations

import json

import pytest

from casework.application.register import member_search
from tests.support.installations.command_line import FATHER, MOTHER, VILLAGE, CommandLine

ID, TELEPHONE = FATHER[4], FATHER[6]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("--number", "禾坪村101号"), []),
        (("--number", "禾坪村0101号"), [("0101", 1), ("0101", 2)]),
        (("--id", ID), [("0101", 1)]),
        (("--id", f"{ID[:6]} {ID[6:]}"), [("0101", 1)]),
        (("--id", ID[:-1]), []),
        (("--telephone", f"+86 {TELEPHONE[:3]}-{TELEPHONE[3:]}"), [("0101", 1)]),
        (("--name", "麦 两顷"), [("0101", 2)]),
        (("--name", "麦两"), []),
        (("--part-of-name", "亩", "--region", VILLAGE), [("0101", 1)]),
        (("--part-of-name", "亩", "--region", "990101001002"), []),
        (("--part-of-name", "三", "--region", "99"), [("0102", 1)]),
        (("--name", "禾一亩", "--region", "990101001002"), []),
    ],
)
def test_members_are_found_by_what_is_known_of_them(
    any_counter: CommandLine, words: tuple[str, ...], found: list[tuple[str, int]]
) -> None:
    """Exactly and however it is spelled; part of an id or of a name finds nobody outside a region."""
    assert [(row["household"], row["member"]) for row in any_counter.ask("find", *words)["items"]] == found


def test_what_is_found_is_masked_and_what_was_looked_for_is_not_repeated(command_line: CommandLine) -> None:
    """Neither on the page nor in JSON stands the id, the name or the telephone; an empty answer says what to try."""
    (row,) = command_line.ask("find", "--id", ID)["items"]
    assert (row["name"], row["telephone"], row["stage"]) == ("禾**", "100******78", "detected")
    pages = [
        command_line.say("find", "--id", ID),
        command_line.say("find", "--telephone", TELEPHONE),
        command_line.say("find", "--name", "禾一亩", "--json"),
        command_line.say("find", "--name", "禾九亩"),
    ]
    assert all(secret not in page for page in pages for secret in (ID, TELEPHONE, "禾一亩", "禾九亩"))
    assert "没有找到" in pages[-1]
    assert "按姓名查找" in pages[-1]


def test_words_may_come_from_stdin(command_line: CommandLine) -> None:
    """So that they are in no shell's memory."""
    result = command_line.run("find", "--name", "-", "--json", stdin="豆三垄\n")
    assert result.exit_code == 0
    assert '"household":"0102"' in result.stdout


def test_a_refused_search_does_not_repeat_its_words(command_line: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a region, in one that is too large, by two things at once, or by none."""
    assert "亩" not in command_line.refused("find", "--part-of-name", "亩", code=2)
    assert "禾一亩" not in command_line.refused("find", "--name", "禾一亩", "--telephone", "1", code=2)
    command_line.refused("find", code=2)
    monkeypatch.setattr(member_search, "MOST_SEARCHED", 1)
    said = command_line.refused("find", "--part-of-name", "亩", "--region", "99")
    assert "2户" in said
    assert "亩" not in said


def test_who_has_left_is_found_by_name_and_marked(command_line: CommandLine) -> None:
    """The id finds nobody any more; the name finds the household that the person left."""
    path = command_line.folder / "left.json"
    path.write_text(json.dumps({"number": "0101", "village": VILLAGE, "left": [2]}), encoding="utf-8")
    command_line.ask("register", str(path))
    assert command_line.ask("find", "--id", MOTHER[4])["items"] == []
    for words in (("--name", "麦两顷"), ("--part-of-name", "麦", "--region", VILLAGE)):
        assert [row["left"] for row in command_line.ask("find", *words)["items"]] == [True]

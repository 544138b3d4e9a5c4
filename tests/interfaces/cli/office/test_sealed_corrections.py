"""Sealed words are put right like clear ones: the right words are shown, the wrong ones are not any more (GY-2a)."""

from __future__ import annotations

import pytest

from tests.support.installations.command_line import FATHER, CommandLine

H, WHY = "0101", ("--reason", "记错了")
IN_FULL = ("--unmask", "--reason", "核对", "--as", "li.na")


@pytest.fixture
def spoken(any_counter: CommandLine) -> CommandLine:
    """Entry 3 is a call with words, a number and a name, of member 1."""
    more = ("--member", "1", "--note", "张家的事", "--telephone", "13800138000", "--names", "禾二亩")
    any_counter.do("log", H, "--kind", "call", "--outcome", "reached", *more)
    return any_counter


def words_of_entry(place: CommandLine, version: int, *words: str) -> dict[str, str]:
    """The sealed words of an entry by their fields."""
    entry = next(each for each in place.ask("history", H, *words) if each["version"] == version)
    return {word["field"]: word["text"] for word in entry["sealed"]}


def test_the_right_words_are_shown_and_the_wrong_ones_are_not(spoken: CommandLine) -> None:
    """By field or by its word; masked like any other, in full for a reason; the entry says by whom and why."""
    facts = spoken.do("correct", H, "3", "--set-sealed", "names=禾一亩", "--set-sealed", "备注=", *WHY, by="zhou.min")
    assert facts == ["entry-corrected"]
    assert words_of_entry(spoken, 3) == {"telephone": "138******00", "names": "禾**"}
    assert words_of_entry(spoken, 3, *IN_FULL)["names"] == "禾一亩"
    page = "".join(spoken.say("history", H, *IN_FULL).replace("│", "").split())
    assert "更正（第4条，zhou.min）：成员1见到的人、成员1备注；原因：记错了" in page
    assert "禾二亩" not in page
    assert "张家的事" not in page
    assert "更正第3条：成员1见到的人、成员1备注" in page


def test_a_later_correction_counts_and_the_same_again_is_quiet(spoken: CommandLine) -> None:
    """Another one lays itself over the first; what stands so already records nothing."""
    assert spoken.do("correct", H, "3", "--set-sealed", "names=禾三亩", *WHY) == ["entry-corrected"]
    assert spoken.do("correct", H, "3", "--set-sealed", "names=禾一亩", *WHY) == ["entry-corrected"]
    assert spoken.do("correct", H, "3", "--set-sealed", "1.names=禾一亩", *WHY) == []
    assert words_of_entry(spoken, 3, *IN_FULL)["names"] == "禾一亩"


def test_of_then_the_words_are_those_that_were_known(spoken: CommandLine) -> None:
    """As of the position before the correction the words stand as they were recorded."""
    then = str(spoken.facts())
    spoken.do("correct", H, "3", "--set-sealed", "names=禾一亩", *WHY)
    rows = spoken.ask("history", H, "--as-of-position", then, *IN_FULL)["items"]
    assert "禾二亩" in [word["text"] for row in rows for word in row["sealed"]]


def test_a_mistyped_name_is_put_right_and_found_by_it(spoken: CommandLine) -> None:
    """On the household's page and in a search: the look-ups follow the right name."""
    assert spoken.do("correct", H, "1", "--set-sealed", "1.姓名=禾亩", *WHY) == ["entry-corrected"]
    (member,) = [each for each in spoken.ask("show", H, *IN_FULL)["members"] if each["number"] == 1]
    assert (member["name"], member["id"]) == ("禾亩", FATHER[4])
    assert len(spoken.ask("find", "--name", "禾亩")["items"]) == 1
    assert spoken.ask("find", "--name", "禾一亩")["items"] == []


@pytest.mark.parametrize(
    ("version", "change", "code"),
    [
        ("9", "names=x", 1),
        ("1", "姓名=x", 1),
        ("1", "1.resident_id=x", 1),
        ("1", "1.name= ", 1),
        ("3", "outcome=x", 1),
        ("3", f"names={'亩' * 1001}", 1),
        ("2", "text=x", 1),
        ("3", "names", 2),
    ],
)
def test_what_cannot_be_put_right_is_refused_and_not_repeated(
    spoken: CommandLine, version: str, change: str, code: int
) -> None:
    """No such entry or field, several meant, the id, no name left, too long, a decision of the rules, no value."""
    before = spoken.facts()
    said = spoken.refused("correct", H, version, "--set-sealed", change, *WHY, code=code)
    assert "亩" not in said
    assert spoken.facts() == before


def test_right_words_may_come_from_stdin(command_line: CommandLine) -> None:
    """So that they are in no shell's memory; a preview stores nothing."""
    command_line.do("log", H, "--kind", "call", "--outcome", "away", "--note", "错")
    words = ("correct", H, "3", "--set-sealed", "备注=-", *WHY, "--as", "clerk")
    assert command_line.run(*words, "--preview", stdin="对\n").exit_code == 0
    assert words_of_entry(command_line, 3) == {"text": "错"}
    assert command_line.run(*words, stdin="对\n").exit_code == 0
    assert words_of_entry(command_line, 3) == {"text": "对"}


def test_a_withdrawn_entry_is_not_put_right(spoken: CommandLine) -> None:
    """It would come back."""
    spoken.do("correct", H, "3", "--withdraw", *WHY)
    assert "已撤回" in spoken.refused("correct", H, "3", "--set-sealed", "names=x", *WHY)

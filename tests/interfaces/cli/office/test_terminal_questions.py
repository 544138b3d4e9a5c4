"""At a terminal what a sheet leaves open is asked one by one; an answer is kept, none concludes nothing."""

from __future__ import annotations

from tests.interfaces.cli.office.test_sheet_questions import a_sheet
from tests.support.installations.command_line import CommandLine
from tests.support.installations.terminal import at_a_terminal

ASKED = "回答（回车跳过）"


def test_a_header_is_asked_about_and_the_table_taken(command_line: CommandLine) -> None:
    """A word that is none of the choices is refused and asked again; the right one, in Chinese, takes the table in."""
    words = ("import", a_sheet(command_line, "是", "否"))
    code, shown = at_a_terminal(command_line, words, [(ASKED, "不知道"), (ASKED, "就业状态")])
    assert (code, "劳务标志" in shown, "Traceback" in shown) == (0, True, False)
    assert [(word["text"], word["meaning"]) for word in command_line.ask("words", "list")] == [
        ("劳务标志", "employment")
    ]
    assert [row["household"] for row in command_line.ask("list", "--stage", "detected")] == ["0101", "0701"]


def test_without_an_answer_nothing_is_taken(command_line: CommandLine) -> None:
    """Enter leaves the question open: the file is refused as it is without a terminal."""
    code, shown = at_a_terminal(command_line, ("import", a_sheet(command_line, "是", "否")), [(ASKED, "")])
    assert (code, "劳务标志" in shown) == (1, True)
    assert command_line.ask("words", "list") == []


def test_a_word_is_asked_about_and_the_household_found(command_line: CommandLine) -> None:
    """After the import each word that nobody knows is asked about; with its meaning the households no longer wait."""
    path = a_sheet(command_line, "溜达", "务工")
    answers = [(ASKED, "employment"), (ASKED, "not-employed")]
    code, _ = at_a_terminal(command_line, ("import", path), answers)
    assert code == 0
    assert [word["text"] for word in command_line.ask("words", "list")] == ["劳务标志", "溜达"]
    assert "0700" in [row["household"] for row in command_line.ask("list", "--stage", "detected")]

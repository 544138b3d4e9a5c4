"""A ledger that is judged as of an earlier day says what it moves, before it is stored and after (GY-17b)."""

from __future__ import annotations

from typing import Any

from tests.support.installations.command_line import FATHER, MOTHER, CommandLine
from tests.support.installations.episodes import Desk, H

AS_OF = ("--as-of", "2026-03-05")


def of_work(row: tuple[str, ...], word: str) -> tuple[str, ...]:
    """The row with another word for work."""
    return (*row[:-1], word)


def imported(counter: CommandLine, *rows: tuple[str, ...], words: tuple[str, ...]) -> dict[str, Any]:
    """What the answer of an import says it moves."""
    answer: dict[str, Any] = counter.import_rows(*rows, words=words)["moves"]
    return answer


def test_a_ledger_of_an_earlier_day_says_what_it_moves(any_counter: CommandLine) -> None:
    """Who serves in the army since the fifth is owed no plan: counted, named, in a dry run as in the receipt."""
    desk = Desk(any_counter).taken_over().on("2026-05-12")
    any_counter.say("sweep")
    rows, facts = (of_work(FATHER, "服兵役"), MOTHER), any_counter.facts()
    looked = imported(any_counter, *rows, words=(*AS_OF, "--dry-run"))
    assert any_counter.facts() == facts
    assert (looked["households"], looked["duties"]) == (1, {"ended": 1})
    (household,) = looked["by_household"]
    assert household["household"] == H
    (duty,) = household["moves"]["duties"]
    assert (duty["deadline"], duty["occurrence"], duty["was_outcome"]) == ("plan", "6/1", "nothing-done")
    assert looked["notices"] == len(household["moves"]["notices"]) == 3
    assert looked["figures"] == [{"quarter": "2026Q1", "figure": "nothing-done", "change": -1}]
    assert [each["zh"] for each in looked["words"]] == [
        "补记的内容影响1户的期限：终止1项；本不会发出的通知3条",
        "2026年第1季度：未办理 -1",
    ]
    stored = imported(any_counter, *rows, words=AS_OF)
    assert stored == looked
    assert imported(any_counter, *rows, words=AS_OF)["households"] == 0
    assert "补记的内容影响" not in any_counter.say("import", str(any_counter.folder / "ledger.csv"), *AS_OF)
    assert [each["status"] for each in desk.duties("plan") if each["occurrence"].endswith("/1")] == ["ended"]


def test_a_ledger_of_today_moves_nothing_that_was(command_line: CommandLine) -> None:
    """What it changes holds from today on, as every entry of today."""
    Desk(command_line).taken_over().on("2026-05-12")
    answer = imported(command_line, of_work(FATHER, "服兵役"), MOTHER, words=())
    assert (answer["households"], answer["by_household"]) == (0, [])


def test_an_older_ledger_than_the_one_that_is_known_moves_what_nobody_has_said_since(command_line: CommandLine) -> None:
    """It neither ends nor begins anything by what is known of a later day."""
    Desk(command_line).taken_over().on("2026-05-12")
    command_line.import_rows((*FATHER[:-2], "弱劳动力", FATHER[-1]), MOTHER, words=("--as-of", "2026-05-01"))
    answer = imported(command_line, of_work(FATHER, "服兵役"), MOTHER, words=AS_OF)
    assert answer["households"] == 0

"""A household moves or is renumbered, and ledgers, lists and commands find it where it stands (GY-2a)."""

from __future__ import annotations

import json

from tests.support.installations.command_line import FATHER, MOTHER, VILLAGE, CommandLine, resident_id

OTHER = "990101001002"
H = "0101"


def listed(command_line: CommandLine) -> dict[str, tuple[str, str]]:
    """Every household by id: its village and number."""
    return {each["id"]: (each["village"], each["household"]) for each in command_line.ask("list")}


def as_listed(row: tuple[str, ...], number: str, village: str) -> tuple[str, ...]:
    """The row of a ledger under another number, in another village."""
    return (number, *row[1:5], village, *row[6:])


def test_a_household_moves_and_its_clocks_go_on(any_counter: CommandLine) -> None:
    """The history says so; the ledgers of both villages find the same household, under its cadre."""
    command_line = any_counter
    before = command_line.ask("show", H)
    command_line.do("assign", H, "li.na")
    command_line.later(days=1)
    assert command_line.do("move", H, "--village", OTHER, "--number", "7") == ["household-moved"]
    assert listed(command_line)[before["id"]] == (OTHER, "7")
    shown = command_line.ask("show", "7")
    assert (shown["id"], shown["cadre"], shown["stage"]) == (before["id"], "li.na", "assigned")
    assert [each["started_at"] for each in shown["deadlines"][:2]] == [
        each["started_at"] for each in before["deadlines"][:2]
    ]
    told = command_line.ask("history", "7")[-1]["words"]
    assert told["zh"] == f"自2026-03-03起迁入{OTHER}，户编号7（原属{VILLAGE}，0101）"
    for number, village in (("7", "双穗村"), (H, "禾坪村")):
        rows = [as_listed(row, number, village) for row in (FATHER, MOTHER)]
        result = command_line.import_rows(*rows, name=f"{number}.csv")
        assert (result["registered"], result["refused"]) == (0, [])
    assert listed(command_line)[before["id"]] == (OTHER, "7")


def test_the_number_it_left_may_be_another_familys(any_counter: CommandLine) -> None:
    """Who is listed under it afterwards is registered anew, and found there the next time."""
    command_line = any_counter
    moved = command_line.ask("show", H)["id"]
    command_line.do("move", H, "--number", "300")
    family = (H, "", "户主", "稻五亩", "", "禾坪村", "", "", "未就业")
    rows = [(*family[:4], resident_id("19800101", 9), *family[5:])]
    first = command_line.import_rows(*rows, name="a.csv")
    assert (first["registered"], first["refused"]) == (1, [])
    again = command_line.import_rows(*rows, name="b.csv")
    assert (again["registered"], again["unchanged"]) == (0, 1)
    assert listed(command_line)[moved] == (VILLAGE, "300")
    assert H in {number for _, number in listed(command_line).values()}
    assert "0101" in command_line.refused("move", "300", "--number", H)


def test_a_place_that_is_taken_or_no_village_is_refused(any_counter: CommandLine) -> None:
    """Nothing is recorded; going back to the place of the first registration is a move like any other."""
    command_line = any_counter
    facts = command_line.facts()
    assert "0102" in command_line.refused("move", H, "--number", "0102")
    assert "990101001009" in command_line.refused("move", H, "--village", "990101001009")
    command_line.refused("move", H)
    assert command_line.facts() == facts
    command_line.do("move", H, "--number", "300")
    assert command_line.do("move", "300", "--number", H) == ["household-moved"]
    assert command_line.ask("show", H)["number"] == H


def test_a_survey_with_an_id_moves_the_household(command_line: CommandLine) -> None:
    """Village and number beside an id are never passed over in silence (field log, 28)."""
    household = command_line.ask("show", H)["id"]
    file = command_line.folder / "survey.json"
    said = {"id": household, "village": OTHER, "number": "18", "source": "visit", "effective_on": "2026-03-02"}
    file.write_text(json.dumps(said), encoding="utf-8")
    assert command_line.ask("register", str(file))["facts"] == ["household-moved"]
    assert listed(command_line)[household] == (OTHER, "18")
    assert command_line.ask("register", str(file))["facts"] == []

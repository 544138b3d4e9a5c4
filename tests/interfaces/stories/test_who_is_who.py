"""A household is its people (field log, K6): renumbered, merged, remarried, and spelled in other ways."""

from __future__ import annotations

from tests.support.installations.command_line import (
    FATHER,
    MOTHER,
    VILLAGE,
    WORKER,
    CommandLine,
    resident_id,
)
from tests.support.installations.episodes import Desk, H

TWIN = "990101001002"
MERGED = "990101001009"


def listed(row: tuple[str, ...], number: str, **other: str) -> tuple[str, ...]:
    """The row under another number; other cells by their place's name."""
    places = {"relation": 2, "name": 3, "id_number": 4, "village": 5, "status": 8}
    cells = [number, *row[1:]]
    for name, text in other.items():
        cells[places[name]] = text
    return tuple(cells)


def episodes(counter: CommandLine) -> dict[str, str]:
    """The ids of the households that are or were at risk, by the number under which they are listed."""
    return {row["household"]: row["id"] for row in counter.ask("list")}


def codes(answer: dict[str, list[dict[str, str]]]) -> list[str]:
    """The codes of what was refused and warned of."""
    return [each["code"] for each in (*answer["refused"], *answer["warnings"])]


def test_three_households_that_change_their_numbers_in_a_ring_keep_their_histories(any_counter: CommandLine) -> None:
    """0101 is listed as 0102, 0102 as 0103, and 0103 as 0101: nobody becomes another family, no job ends."""
    desk = Desk(any_counter)
    third = ("0103", "", "户主", "稻五塍", resident_id("19770101", 9), "禾坪村", "", "", "务工")
    any_counter.import_rows(third)
    desk.placed().on("2026-03-20")
    before = {number: len(any_counter.ask("history", number)) for number in (H, "0102", "0103")}
    answer = any_counter.import_rows(
        listed(FATHER, "0102", status="务工"), listed(MOTHER, "0102"), listed(WORKER, "0103"), listed(third, "0101")
    )
    assert codes(answer) == ["household-recognised"] * 3
    assert [each["outcome"] for each in answer["outcomes"]] == []
    assert {number: len(any_counter.ask("history", number)) for number in (H, "0102", "0103")} == {
        **before, H: before[H] + 1,
    }  # fmt: skip
    assert any_counter.ask("show", H)["placements"][0]["status"] != "ended"


def test_a_merged_village_that_numbers_its_households_anew_keeps_them(any_counter: CommandLine) -> None:
    """Its first ledger lists all families under new numbers: each leads to its own household, which is said and told how to renumber."""
    desk = Desk(any_counter).taken_over().on("2026-03-20")
    twin = ("0101", "", "户主", "稻五塍", resident_id("19770101", 9), "双穗村", "", "", "未就业")
    any_counter.import_rows(twin)
    known = {row["id"] for row in any_counter.ask("list")}
    any_counter.say(
        "divisions",
        "merge",
        VILLAGE,
        TWIN,
        "--into",
        MERGED,
        "--name",
        "合穗村",
        "--from",
        "2026-04-01",
        "--as",
        "county",
    )
    desk.on("2026-04-02")
    any_counter.say("divisions", "carry")
    rows = (
        listed(FATHER, "2001", village="合穗村"),
        listed(MOTHER, "2001", village="合穗村"),
        listed(WORKER, "2002", village="合穗村"),
        listed(twin, "2003", village="合穗村"),
    )
    looked = any_counter.import_rows(*rows, words=("--dry-run",))
    answer = any_counter.import_rows(*rows)
    assert codes(looked) == codes(answer) == ["household-recognised"] * 3
    assert (answer["registered"], answer["detected"], answer["outcomes"]) == (0, 0, [])
    assert {row["id"] for row in any_counter.ask("list")} == known
    first = next(row for row in any_counter.ask("list") if row["cadre"] == "li")
    assert (first["household"], first["village"]) == (H, MERGED)
    said = any_counter.say("import", str(any_counter.folder / "ledger.csv"), "--dry-run")
    assert "3 户列在别的编号下，已按人员归入原户，编号不变" in said
    assert "casework move" in said
    desk.do("move", first["id"], "--number", "2001", by="clerk")
    again = any_counter.import_rows(*rows)
    assert codes(again) == ["household-recognised"] * 2
    assert any_counter.ask("show", first["id"])["number"] == "2001"


def test_a_widow_who_heads_the_household_under_a_new_number_is_the_same_household(any_counter: CommandLine) -> None:
    """The man is not listed any more, his wife is head, the number another: asked about him, and nothing is anew."""
    Desk(any_counter).taken_over().on("2026-05-12")
    answer = any_counter.import_rows(listed(MOTHER, "0155", relation="户主"))
    assert set(codes(answer)) == {"household-recognised", "member-missing"}
    assert (answer["registered"], [each["of"] for each in answer["questions"]]) == (0, ["member"])
    page = any_counter.ask("show", H)
    assert [(each["number"], each["is_head"]) for each in page["members"]][1] == (2, True)
    assert len(page["members"]) == 2


def test_one_who_has_a_number_now_is_who_he_was(any_counter: CommandLine) -> None:
    """A survey knew her by name and birth date; the ledger brings her id, with her name spelled with another dot."""
    desk = Desk(any_counter)
    desk.survey("0300", members=[
        {"name": "阿依·古丽", "birth_date": "1990-01-01", "relation": "户主", "is_head": True, "sex": "female"}
    ])  # fmt: skip
    row = ("0300", "", "户主", "阿依•古丽", resident_id("19900101", 8, male=False), "禾坪村", "", "", "未就业")
    answer = any_counter.import_rows(row)
    assert (answer["registered"], answer["refused"]) == (0, [])
    assert len(any_counter.ask("show", "0300")["members"]) == 1
    again = desk.on("2026-03-05").survey(
        "0300", members=[{"name": "阿依‧古丽", "relation": "户主", "phone": "10012345678"}]
    )
    assert again["facts"] == ["members-updated"]
    assert len(any_counter.ask("show", "0300")["members"]) == 1


def test_two_brothers_who_are_listed_for_each_other_are_asked_about(command_line: CommandLine) -> None:
    """The ids of two rows were swapped: whoever works goes on working, and nobody gets the other's history."""
    desk = Desk(command_line).placed().on("2026-04-01")
    swapped = (
        listed(FATHER, H, id_number=MOTHER[4], status="未就业"),
        listed(MOTHER, H, id_number=FATHER[4], status="务工"),
    )
    command_line.import_rows(*swapped)
    page = command_line.ask("show", H)
    assert len(page["members"]) == 2
    assert [each["status"] for each in page["placements"]] != ["ended"]
    assert desk.duties("clear")[-1]["status"] == "open"

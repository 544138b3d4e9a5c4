"""One household by hand: `register FILE.json`, and `correct`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.installations.command_line import VILLAGE, WORKER, CommandLine, resident_id


def written(folder: Path, **document: Any) -> str:
    """The path of a survey with this content."""
    path = folder / "survey.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return str(path)


def test_a_new_household_is_registered_and_judged(any_counter: CommandLine, tmp_path: Path) -> None:
    """Nobody in work: it is detected like one from a ledger; said once more it says nothing new."""
    person = {"name": "粟四畦", "birth_date": "1985-05-05"}
    path = written(tmp_path, number="0200", village=VILLAGE, informant="村委会", members=[person])
    answer = any_counter.ask("register", path)
    assert (answer["household"], answer["facts"]) == ("0200", ["registered", "detected"])
    assert any_counter.ask("register", path, "--command-id", "x")["facts"] == []


def test_who_is_of_unknown_age_is_asked_about(any_counter: CommandLine, tmp_path: Path) -> None:
    """The answer names what is missing, until it is said; the same man is no second person when his id comes."""

    def say(**person: str) -> dict[str, Any]:
        answer: dict[str, Any] = any_counter.ask(
            "register", written(tmp_path, number="0200", village=VILLAGE, members=[{"name": "粟四畦", **person}])
        )
        return answer

    first = say()
    assert (first["facts"], first["waits_for"]) == (["registered"], [{"member": 1, "why": "age-unknown"}])
    path = written(tmp_path, number="0201", village=VILLAGE, members=[{"name": "谷九"}])
    assert "成员1年龄不明，请补充证件号码或出生日期" in any_counter.say("register", path)
    known = say(resident_id=resident_id("19850505", 20))
    assert (known["facts"], "waits_for" in known) == (["members-updated", "detected"], False)
    assert len(any_counter.ask("show", "0200")["members"]) == 1


def test_digits_are_a_document_where_it_is_named(command_line: CommandLine, tmp_path: Path) -> None:
    """A passport of digits alone; without its name they are a resident id that cannot be right."""
    person = {"name": "黎氏兰", "resident_id": "12345678", "birth_date": "1990-01-01"}

    def survey(**more: str) -> str:
        return written(tmp_path, number="0200", village=VILLAGE, members=[{**person, **more}])

    assert "证件号码" in command_line.refused("register", survey())
    answer = command_line.ask("register", survey(document="passport"))
    assert answer["facts"] == ["registered", "detected"]
    assert command_line.ask("show", "0200")["members"][0]["id"] == "1******8"
    assert "证件类型：护照" in command_line.say("show", "0200")


def test_a_known_household_is_updated_with_what_is_stated(command_line: CommandLine, tmp_path: Path) -> None:
    """Only that; the rest stays as it was."""
    path = written(
        tmp_path,
        number="0101",
        village=VILLAGE,
        source="visit",
        informant="禾一亩",
        members=[{"number": 2, "employment": "employed", "employer": "某厂", "monthly_pay": 3500}],
    )
    assert command_line.ask("register", path)["facts"] == ["members-updated"]
    members = command_line.ask("show", "0101")["members"]
    assert [member["employment"] for member in members] == ["not-employed", "employed"]
    assert members[1]["birth_date"] == "1980-06-20"
    assert command_line.ask("register", path)["facts"] == []


@pytest.mark.parametrize(
    "document",
    [
        {"number": "0200", "village": VILLAGE, "members": [{"name": "粟四畦", "shoe_size": 42}]},
        {"number": "0200", "village": VILLAGE, "weather": "fine", "members": [{"name": "粟四畦"}]},
        {"number": "0200", "village": VILLAGE, "members": []},
        {"number": "0200", "village": VILLAGE, "members": [{"sex": "male"}]},
        {"number": "0200", "village": VILLAGE, "members": [{"name": "粟四畦", "resident_id": "123"}]},
        {"number": "0200", "village": VILLAGE, "members": [{"name": "粟四畦", "birth_date": "2026-03-03"}]},
        {"number": "0200", "village": VILLAGE, "members": [{"name": "粟四畦", "resident_id": WORKER[4]}]},
        {"number": "0200", "village": VILLAGE, "source": "ledger", "members": [{"name": "粟四畦"}]},
        {"number": "0200", "village": VILLAGE, "effective_on": "2026-03-03", "members": [{"name": "粟四畦"}]},
        {"number": "0200", "village": "990101001009", "members": [{"name": "粟四畦"}]},
        {"number": "0200", "members": [{"name": "粟四畦"}]},
        {"village": VILLAGE, "members": [{"name": "粟四畦"}]},
        {"number": "0101", "village": VILLAGE, "members": [{"number": 7, "phone": "1"}]},
        {"number": "0101", "village": VILLAGE, "members": [{"number": 1}, {"number": 1}]},
        {"number": "0101", "village": VILLAGE, "left": [9]},
        {"number": "0101", "village": VILLAGE, "members": [{"number": 1}], "left": [1]},
        {"id": "00000000-0000-8000-8000-000000000000", "members": [{"name": "粟四畦"}]},
    ],
    ids=str,
)
def test_what_cannot_be_right_is_refused(command_line: CommandLine, tmp_path: Path, document: dict[str, Any]) -> None:
    """With a sentence; nothing is recorded."""
    before = command_line.facts()
    command_line.refused("register", written(tmp_path, **document))
    assert command_line.facts() == before


def test_a_file_that_is_no_json_is_refused(command_line: CommandLine, tmp_path: Path) -> None:
    """Its name is told, its content is not."""
    (tmp_path / "survey.json").write_text("禾一亩", encoding="utf-8")
    assert "禾一亩" not in command_line.refused("register", str(tmp_path / "survey.json"))


def test_an_entry_is_corrected(any_counter: CommandLine) -> None:
    """The value counts anew, the entry itself stays as it was."""
    command_line = any_counter
    command_line.do("place", "0101", "--member", "1", "--kind", "odd-jobs", "--since", "2026-03-01", "--pay", "300")
    correction = (
        "correct",
        "0101",
        "3",
        "--set",
        "monthly_pay=3000",
        "--set",
        'kind="flexible"',
        "--reason",
        "漏写一个零",
    )
    answer = command_line.ask(*correction, "--command-id", "c-1")
    assert answer["facts"] == ["entry-corrected"]
    assert command_line.ask(*correction, "--command-id", "c-1") == answer
    placement = command_line.ask("show", "0101")["placements"][0]
    assert (placement["kind"], placement["monthly_pay"]) == ("flexible", "3000")
    entry = command_line.ask("history", "0101")[2]
    assert (entry["fact"], entry["kind"], entry["monthly_pay"]) == ("placed", "odd-jobs", "300")
    assert command_line.ask(*correction)["facts"] == []
    assert command_line.ask("correct", "0101", "3", "--withdraw", "--reason", "不属实")["facts"] == ["entry-corrected"]
    assert command_line.ask("show", "0101")["placements"] == []


def test_whoever_was_registered_by_mistake_can_be_registered_elsewhere(
    any_counter: CommandLine, tmp_path: Path
) -> None:
    """A withdrawn registration lets its persons go."""
    person = {"name": "粟四畦", "resident_id": resident_id("19850505", 20)}
    right = {"number": "0300", "village": VILLAGE, "members": [person]}
    any_counter.ask("register", written(tmp_path, number="0200", village=VILLAGE, members=[person]))
    assert "（禾坪村 0200号）" in any_counter.refused("register", written(tmp_path, **right))
    for by in ("li.na", "town"):
        any_counter.ask("correct", "0200", "1", "--withdraw", "--reason", "户编号错", "--as", by)
    assert any_counter.ask("register", written(tmp_path, **right))["facts"] == ["registered", "detected"]
    assert "0200" not in [entry["household"] for entry in any_counter.ask("list")]


def test_a_household_number_is_one_however_it_is_typed(any_counter: CommandLine, tmp_path: Path) -> None:
    """Full-width digits and letters, spaces around it and another case find the household, and register no second one."""
    people = [{"name": "粟四畦", "birth_date": "1985-05-05"}]
    first = any_counter.ask("register", written(tmp_path, number=" Ａ０２００ ", village=VILLAGE, members=people))
    assert first["facts"] == ["registered", "detected"]
    again = any_counter.ask("register", written(tmp_path, number="A0200", village=VILLAGE, members=people))
    assert again["id"] == first["id"]
    for typed in ("A0200", "a0200", "Ａ０２００"):
        shown = any_counter.ask("show", typed)
        assert (shown["id"], shown["number"]) == (first["id"], "A0200")
    assert any_counter.ask("show", "０１０１")["number"] == "0101"

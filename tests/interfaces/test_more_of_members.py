"""What is known of members beside what rules need: from a ledger, from a survey, read again (fields 19, 25, 32, 33)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.installations.command_line import FATHER, HEADER, MOTHER, CommandLine

H = "0101"


def survey(folder: Path, **said: Any) -> str:
    """The path of a survey of household 0101."""
    path = folder / "survey.json"
    path.write_text(json.dumps({"number": H, "village": "990101001001", **said}), encoding="utf-8")
    return str(path)


MORE = {
    "number": 1,
    "education_code": "junior",
    "health_codes": ["disabled"],
    "disability": "limb",
    "disability_grade": 3,
    "skill_codes": ["welding", "cooking"],
    "household_registration": "rural",
    "registered_place": "990101001001",
    "residence": "990101",
    "income_year": 2025,
    "income_months": 7,
    "income": "36000",
    "income_wages": "21000.50",
}


def test_a_survey_says_more_and_it_is_read_again(any_counter: CommandLine, tmp_path: Path) -> None:
    """In `show`, in its JSON, and before and after in the history."""
    said = survey(tmp_path, members=[MORE], household={"site_code": "AZ-07"})
    assert any_counter.ask("register", said)["facts"] == ["members-updated"]
    assert any_counter.ask("register", said, "--command-id", "again")["facts"] == []
    page = any_counter.ask("show", H)
    member = page["members"][0]
    assert {name: member[name] for name in MORE} == MORE
    assert page["site_code"] == "AZ-07"
    shown = any_counter.say("show", H)
    assert "安置点编号：AZ-07" in shown
    assert "成员1 文化程度（代码）：初中；健康状况（代码）：残疾；残疾类别：肢体残疾；残疾等级：3；" in shown
    changes = {each["field"]: (each["before"], each["after"]) for each in newest(any_counter)["before_and_after"]}
    assert changes["education_code"] == (None, "junior")
    assert changes["skill_codes"] == ([], ["welding", "cooking"])
    assert changes["income"] == (None, "36000")
    assert changes["site_code"] == (None, "AZ-07")
    history = "".join(any_counter.say("history", H).replace("│", "").split())
    assert "成员1文化程度（代码）（空）→初中" in history
    assert "成员1劳动技能（代码）（空）→焊工，烹饪" in history


def newest(command_line: CommandLine) -> dict[str, Any]:
    """The newest entry of the household."""
    entry: dict[str, Any] = command_line.ask("history", H)[-1]
    return entry


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"residence": "99010"}, "区划代码"),
        ({"income": "100"}, "哪一年"),
        ({"income_year": 2027}, "尚未到"),
        ({"income_year": 2025, "income": "100", "income_wages": "100.01"}, "不能高于"),
        ({"income_year": 2025, "income": "-1"}, "金额"),
        ({"disability": "limb"}, "残疾"),
    ],
)
def test_what_cannot_be_is_refused(command_line: CommandLine, tmp_path: Path, said: dict[str, Any], words: str) -> None:
    """In a sentence, and nothing is recorded."""
    before = len(command_line.ask("history", H))
    result = command_line.run("register", survey(tmp_path, members=[{"number": 1, **said}]))
    assert (result.exit_code == 0, words in result.stderr) == (False, True), result.stderr
    assert len(command_line.ask("history", H)) == before


def listed(command_line: CommandLine, *more: str) -> None:
    """A ledger lists the father with education, health and skills."""
    header = (*HEADER, "文化程度", "健康状况", "劳动技能")
    command_line.say("import", command_line.table(f"{more[0]}.csv", [header, (*FATHER, *more), (*MOTHER, "", "", "")]))


def test_a_ledger_is_read_by_exact_words_and_its_words_stay(command_line: CommandLine) -> None:
    """What is not understood stays words only; a later ledger that says otherwise changes code and words."""
    listed(command_line, "初中", "肢体残疾", "电焊、会一点木工")
    member = command_line.ask("show", H)["members"][0]
    assert (member["education_code"], member["health_codes"], member["disability"]) == ("junior", ["disabled"], "limb")
    assert member["skill_codes"] == []
    assert "电焊、会一点木工" in {word["text"] for word in member["sealed"]}
    listed(command_line, "高中", "健康", "电焊")
    member = command_line.ask("show", H)["members"][0]
    assert (member["education_code"], member["health_codes"], member["disability"]) == ("senior", ["healthy"], None)
    assert member["skill_codes"] == ["welding"]


def income(command_line: CommandLine, year: str, amount: str, *, per_head: str = "", registration: str = "") -> None:
    """A ledger lists the father with a year's income."""
    header = (*HEADER, f"{year}年全年收入", f"{year}年家庭人均收入", "户口性质")
    rows = [header, (*FATHER, amount, per_head, registration), (*MOTHER, "", "", "")]
    command_line.say("import", command_line.table(f"income{year}{amount}{registration}.csv", rows))


def test_a_ledger_says_registration_and_a_years_income(any_counter: CommandLine) -> None:
    """Read again in `show`; an earlier year and a word that nobody understands change nothing that is known."""
    income(any_counter, "2025", "36000", per_head="9000", registration="农业")
    page = any_counter.ask("show", H)
    known = {"household_registration": "rural", "income_year": 2025, "income": "36000"}
    assert {name: page["members"][0][name] for name in known} == known
    assert (page["income_year"], page["income_per_head"]) == (2025, "9000")
    assert "家庭人均年收入（2025年）：9000元" in any_counter.say("show", H)
    income(any_counter, "2024", "50000", per_head="11000", registration="说不清")
    page = any_counter.ask("show", H)
    assert {name: page["members"][0][name] for name in known} == known
    assert (page["income_year"], page["income_per_head"]) == (2025, "9000")
    assert {"36000", "50000"} <= {word["text"] for word in page["members"][0]["sealed"]}


def test_an_income_per_head_of_no_year_is_refused(command_line: CommandLine, tmp_path: Path) -> None:
    """A visit has to say of which year; nothing is recorded."""
    before = len(command_line.ask("history", H))
    result = command_line.run("register", survey(tmp_path, household={"income_per_head": "9000"}))
    assert (result.exit_code == 0, "哪一年" in result.stderr) == (False, True), result.stderr
    said = survey(tmp_path, household={"income_per_head": "9000", "income_year": 2025})
    assert command_line.ask("register", said)["facts"] == ["members-updated"]
    assert len(command_line.ask("history", H)) == before + 1

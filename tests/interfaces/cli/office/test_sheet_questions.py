"""What the import asks about a sheet, and what becomes of the answers: asked once, kept for the division, inherited."""

from __future__ import annotations

import json
from pathlib import Path

from tests.support.installations.command_line import VILLAGE, CommandLine, resident_id

HEADER = ("户编号", "行政村", "姓名", "身份证号", "劳务标志")
COUNTY, ELSEWHERE = VILLAGE[:6], "990102"


def a_sheet(command_line: CommandLine, *words: str, name: str = "劳务.csv") -> str:
    """One household for each word, in a sheet whose column of work nobody knows."""
    rows = [
        (f"07{number:02}", "双穗村", f"粟{'甲乙丙丁'[number]}畦", resident_id("19810101", 40 + number), word)
        for number, word in enumerate(words)
    ]
    return command_line.table(name, [HEADER, *rows])


def test_a_table_with_an_open_question_is_not_taken(command_line: CommandLine) -> None:
    """The sentence names the header; a dry run shows what each column was taken for, masked, and asks."""
    path = a_sheet(command_line, "是", "否")
    assert "劳务标志" in command_line.refused("import", path)
    dry = command_line.ask("import", path, "--explain")
    assert [(q["of"], q["text"], q["blocks"]) for q in dry["questions"]] == [("header", "劳务标志", True)]
    (table,) = dry["tables"]
    assert (table["taken"], [column["meaning"] for column in table["columns"]]) == (
        False,
        ["household_number", "village", "name", "resident_id", None],
    )
    assert "粟甲畦" not in json.dumps(dry, ensure_ascii=False)


def test_answers_are_written_as_a_template_and_kept(command_line: CommandLine, tmp_path: Path) -> None:
    """Answered once, the next sheet of the same form is not asked about; a dry run records nothing."""
    path, file = a_sheet(command_line, "是", "否"), tmp_path / "答.json"
    command_line.ask("import", path, "--dry-run", "--answers", str(file))
    template = json.loads(file.read_text(encoding="utf-8"))
    assert template["answers"][0]["choices"]["employment"] == "就业状态"
    template["answers"][0]["meaning"] = "employment"
    file.write_text(json.dumps(template), encoding="utf-8")

    dry = command_line.ask("import", path, "--dry-run", "--answers", str(file))
    assert (dry["detected"], command_line.ask("words", "list")) == (1, [])
    assert command_line.ask("import", path, "--answers", str(file))["detected"] == 1
    assert [word["text"] for word in command_line.ask("words", "list")] == ["劳务标志"]
    assert command_line.ask("import", a_sheet(command_line, "否", name="又一.csv"))["questions"] == []


def test_a_word_of_the_division_counts_below_it_and_nowhere_else(command_line: CommandLine) -> None:
    """A household waits until its county says what the word means; another county's word says nothing."""
    path = command_line.table(
        "词.csv",
        [
            ("户编号", "行政村", "姓名", "身份证号", "就业状态"),
            ("0790", "双穗村", "粟戊畦", resident_id("19810101", 50), "溜达"),
        ],
    )
    waits = command_line.ask("import", path)
    assert (waits["detected"], waits["withheld"]) == (0, 1)
    assert (
        command_line.ask("words", "add", "employment", "溜达", "not-employed", "--region", ELSEWHERE)["recorded"] == 1
    )
    assert command_line.ask("import", path)["withheld"] == 1
    assert command_line.ask("words", "add", "employment", "溜达", "not-employed", "--region", COUNTY)["recorded"] == 1
    assert command_line.ask("import", path)["detected"] == 1
    assert command_line.ask("words", "withdraw", "employment", "溜达", "--region", COUNTY)["recorded"] == 1
    assert command_line.ask("words", "withdraw", "employment", "溜达", "--region", COUNTY)["recorded"] == 0


def test_an_answer_that_cannot_be_is_refused(command_line: CommandLine, tmp_path: Path) -> None:
    """With the answers that can; nothing is recorded."""
    assert "not-employed" in command_line.refused("words", "add", "employment", "溜达", "闲", "--region", COUNTY)
    (tmp_path / "a.json").write_text("[]", encoding="utf-8")
    path = a_sheet(command_line, "是")
    assert "回答文件" in command_line.refused("import", path, "--answers", str(tmp_path / "a.json"))
    assert command_line.ask("words", "list") == []

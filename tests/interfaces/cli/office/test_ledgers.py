"""Ledgers by command line: as of a day, for a village, with the errors written back, and taken back again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.support.installations.command_line import FATHER, HEADER, MOTHER, VILLAGE, WORKER, CommandLine, resident_id

OTHER = ("0109", "", "户主", "粟五畦", resident_id("19810101", 9), "双穗村", "", "", "失业")


def test_the_same_file_twice_changes_nothing(any_counter: CommandLine) -> None:
    """Not even by a day later."""
    before = any_counter.facts()
    again = any_counter.import_rows(FATHER, MOTHER, WORKER)
    assert (again["unchanged"], again["registered"], again["updated"], again["detected"]) == (2, 0, 0, 0)
    assert any_counter.facts() == before


def test_ages_are_judged_as_of_the_day_that_is_named(command_line: CommandLine) -> None:
    """A man of 60 counts until his 61st birthday."""
    old = ("0110", "", "户主", "粟六畦", resident_id("19650302", 10), "双穗村", "", "", "失业")
    older = ("0111", "", "户主", "粟七畦", resident_id("19650302", 11), "双穗村", "", "", "失业")
    assert command_line.import_rows(old, words=("--as-of", "2026-03-01"))["detected"] == 1
    assert command_line.import_rows(older, words=("--as-of", "2026-03-02"))["detected"] == 0


def test_a_sheet_without_village_needs_one(command_line: CommandLine) -> None:
    """`--village` says which; a wrong one is refused."""
    without = [cell for name, cell in zip(HEADER, OTHER, strict=True) if name != "行政村"]
    path = command_line.table("bare.csv", [[name for name in HEADER if name != "行政村"], without])
    assert command_line.ask("import", path, "--village", VILLAGE)["registered"] == 1
    assert "990101001009" in command_line.refused("import", path, "--village", "990101001009")


@pytest.mark.parametrize("few", [0, 20_000])
def test_divisions_are_told_beforehand_or_asked_for(
    any_counter: CommandLine, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    """With those of a country loaded the import says what it says with a city's: taken, refused, candidates, notices."""
    monkeypatch.setattr("projections.lists.division_lookup.FEW", few)
    others = [("990201", "另一县"), ("990201001", "五镰镇"), ("990201001001", "禾坪村"), ("990201001002", "孤村")]
    any_counter.say("import", "--divisions", any_counter.table("more.csv", [("code", "name"), *others]))
    header = ("县", "乡镇", *HEADER)
    places = (
        ("麦浪区", "五镰镇", "禾坪村"),
        ("", "五镰乡", "孤村村委会"),
        ("", "", VILLAGE),
        ("", "五镰镇", "禾坪"),
        ("另一县", "", "双穗村"),
        ("", "", "无此村"),
        ("", "", ""),
    )
    rows = [
        (
            county,
            township,
            f"020{number}",
            "",
            "户主",
            f"粟{number}畦",
            resident_id("19810101", 20 + number),
            village,
            "",
            "",
            "失业",
        )
        for number, (county, township, village) in enumerate(places)
    ]
    path = any_counter.table("places.csv", [header, *rows])

    answer = any_counter.ask("import", path)

    assert (answer["registered"], answer["detected"]) == (3, 3)
    codes = {(problem["row"], problem["code"]) for problem in answer["refused"]}
    assert codes == {(5, "ambiguous-village"), (6, "unknown-village"), (7, "unknown-village"), (8, "unknown-village")}
    ambiguous = next(problem for problem in answer["refused"] if problem["row"] == 5)["message"]["zh"]
    assert "990101001001" in ambiguous
    assert "990201001001" in ambiguous
    assert "孤村" in any_counter.say("list", "--region", "990201001002")
    bare = any_counter.table("bare.csv", [[n for n in HEADER if n != "行政村"], [*OTHER[:5], *OTHER[6:]]])
    assert any_counter.ask("import", bare, "--village", "990201001002")["registered"] == 1


def test_the_ledger_comes_back_with_its_errors(command_line: CommandLine, tmp_path: Path) -> None:
    """The reason stands beside the refused row only."""
    bad = ("0103", "", "户主", "粟四畦", "990100197001010000", "禾坪村", "", "", "未就业")
    command_line.import_rows(bad, OTHER, words=("--errors", str(tmp_path / "out.xlsx")))
    rows = CalamineWorkbook.from_path(str(tmp_path / "out.xlsx")).get_sheet_by_index(0).to_python()
    column = rows[0].index("错误原因")
    assert [bool(row[column]) for row in rows[1:]] == [True, False]


def test_what_is_only_remarked_on_comes_back_too(command_line: CommandLine, tmp_path: Path) -> None:
    """A row that was taken may still be asked about; the sheet goes in again as it is."""
    unclear = (*OTHER[:8], "说不清")
    path = command_line.table("unclear.csv", [HEADER, unclear, WORKER])
    command_line.say("import", path, "--errors", str(tmp_path / "out.xlsx"))
    back = CalamineWorkbook.from_path(str(tmp_path / "out.xlsx"))
    rows = back.get_sheet_by_index(0).to_python()
    assert str(rows[1][-1]).startswith("提示：就业状态：")
    assert rows[2][-1] == ""
    assert "已就业" in {cell for row in back.get_sheet_by_index(1).to_python() for cell in row}
    again = command_line.ask("import", str(tmp_path / "out.xlsx"))
    assert (again["rows"], again["unchanged"]) == (2, 2)


def test_a_template_is_written_once_and_nobody_stands_in_it(command_line: CommandLine, tmp_path: Path) -> None:
    """An import of it as it is says so, and it never takes the place of a file."""
    out = str(tmp_path / "模板.xlsx")
    answer = command_line.ask("template", out)
    assert answer == {"file": out, "next_step": answer["next_step"]}
    assert "unwritable" in command_line.refused("template", out, "--json")
    assert "xlsx" in command_line.refused("template", str(tmp_path / "a.xls"), code=2)
    assert "只有表头" in command_line.refused("import", out)


def test_the_batch_keeps_the_account(command_line: CommandLine) -> None:
    """The facts are signed by the import."""
    answer = command_line.import_rows(OTHER)
    assert {entry["by"] for entry in command_line.ask("history", "0109")} == {f"import:{answer['batch']}"}


def test_a_wrong_import_is_taken_back(any_counter: CommandLine) -> None:
    """
    A preview first; somebody at risk is among them, so one asks and another one does the same. Then its households are
    gone from the lists, and the right ledger can come in.
    """
    command_line = any_counter
    batch = command_line.import_rows(OTHER)["batch"]
    before = command_line.facts()
    preview = command_line.ask("import", "--withdraw", batch, "--dry-run")
    assert preview == {
        "batch": batch,
        "dry_run": True,
        "households": 0,
        "entries": 0,
        "unregistered": 0,
        "kept": preview["kept"],
        "beyond_office": False,
        "next_step": preview["next_step"],
    }
    assert [(kept["household"], kept["why"]) for kept in preview["kept"]] == [("0109", "second-person")]
    assert command_line.facts() == before

    asked = command_line.ask("import", "--withdraw", batch, "--yes", "--as", "another")
    assert asked == preview | {"dry_run": False, "next_step": asked["next_step"]}
    assert asked["next_step"]["command"] == f"casework import --withdraw {batch} --yes --as OTHER"
    done = command_line.ask("import", "--withdraw", batch, "--yes")
    counted = {"households": 1, "entries": 2, "unregistered": 1, "kept": [], "beyond_office": False}
    assert done == preview | counted | {"dry_run": False, "next_step": done["next_step"]}
    assert "重新导入" in done["next_step"]["zh"]
    assert [entry["household"] for entry in command_line.ask("list")] == ["0101", "0102"]
    assert command_line.ask("import", "--withdraw", batch, "--yes")["entries"] == 0
    moved = (*OTHER[:5], "禾坪村", *OTHER[6:])
    assert command_line.import_rows(moved)["registered"] == 1
    assert [entry["village"] for entry in command_line.ask("list") if entry["household"] == "0109"] == [VILLAGE]


def test_a_household_that_somebody_worked_on_is_kept(command_line: CommandLine) -> None:
    """It is listed, and stays as it is."""
    batch = command_line.import_rows(OTHER)["batch"]
    command_line.do("report", "0109")
    done = command_line.ask("import", "--withdraw", batch, "--yes")
    assert (done["households"], [(kept["household"], kept["why"]) for kept in done["kept"]]) == (
        0,
        [("0109", "built-on")],
    )
    assert "0109" in command_line.say("import", "--withdraw", batch, "--dry-run")


def test_results_are_told_in_words(command_line: CommandLine) -> None:
    """Counts, refused rows and what a withdrawal came to, in both languages."""
    bad = ("0103", "", "户主", "粟四畦", "990100197001010000", "禾坪村", "", "", "未就业")
    path = command_line.table("words.csv", [HEADER, bad, OTHER])
    said = command_line.say("import", path)
    for word in ("拒绝 1 行", "新登记 1", "校验码"):
        assert word in said
    said = command_line.say("import", path, "--lang", "en", "--dry-run")
    for word in ("dry run", "1 rows refused", "check digit"):
        assert word in said


def test_a_file_that_cannot_be_read_holds_back_the_others_and_says_so(command_line: CommandLine) -> None:
    """All or nothing; `--keep-going` leaves the broken ones out, names them, and takes the rest."""
    good = command_line.table("good.csv", [HEADER, OTHER])
    bad = command_line.table("bad.csv", [("电话",), ("1",)])
    before = command_line.facts()

    for files in ((good, bad), (bad, good), (good, bad, "absent.csv"), (good, "absent.csv", good)):
        told = command_line.refused("import", *files)
        assert f"其余 {len(files) - 1} 个文件也没有导入" in told
        assert "--keep-going" in told
    assert command_line.facts() == before
    assert "其余" not in command_line.refused("import", bad)

    answer = command_line.ask("import", bad, good, "absent.csv", "--keep-going")
    assert [(file["file"], file["code"]) for file in answer["refused_files"]] == [
        ("bad.csv", "no-header"),
        ("absent.csv", "missing"),
    ]
    assert (answer["files"], answer["registered"]) == (1, 1)
    assert command_line.ask("import", "--list")[0]["files"] == 1
    assert "也没有导入" in command_line.refused("import", bad, "absent.csv", "--keep-going")


def test_the_errors_of_the_files_that_were_read_are_written(command_line: CommandLine, tmp_path: Path) -> None:
    """A file that was left out stands in no error sheet."""
    good, bad = command_line.table("good.csv", [HEADER, OTHER]), command_line.table("bad.csv", [("电话",), ("1",)])
    command_line.say("import", bad, good, "--keep-going", "--errors", str(tmp_path / "out.xlsx"))
    assert CalamineWorkbook.from_path(str(tmp_path / "out.xlsx")).sheet_names == ["good"]


@pytest.mark.parametrize("words", [(), ("--dry-run",)])
def test_an_import_that_took_no_row_ends_with_exit_code_1(command_line: CommandLine, words: tuple[str, ...]) -> None:
    """Its answer stands all the same: a script need not read it to know; one row taken is enough."""
    bad = ("0103", "", "户主", "粟四畦", "990100197001010000", "禾坪村", "", "", "未就业")
    nothing = command_line.run("import", command_line.table("bad.csv", [HEADER, bad, bad]), "--json", *words)
    assert (nothing.exit_code, json.loads(nothing.stdout)["persons"]) == (1, 0)
    some = command_line.run("import", command_line.table("some.csv", [HEADER, bad, OTHER]), *words)
    assert some.exit_code == 0


def test_imports_are_listed_with_what_became_of_them(any_counter: CommandLine) -> None:
    """Newest first, for anybody; a withdrawn one says by whom."""
    first = any_counter.ask("import", "--list")[0]["batch"]
    any_counter.later(days=1)
    second = any_counter.import_rows(OTHER)["batch"]
    for one in ("another", "supervisor"):
        any_counter.say("import", "--withdraw", second, "--yes", "--as", one)

    listed = any_counter.ask("import", "--list")

    assert [(batch["batch"], batch["state"]) for batch in listed] == [(second, "withdrawn"), (first, "finished")]
    assert (listed[0]["withdrawn_by"], listed[0]["account"], listed[0]["persons"]) == ("supervisor", "clerk", 1)
    any_counter.account = None
    shown = any_counter.say("import", "--list")
    assert "已撤回" in shown
    assert "已完成" in shown
    assert any_counter.run("import", "--list", "--withdraw", second).exit_code == 2
    assert "--as" in any_counter.refused("import", "x.csv", code=2)

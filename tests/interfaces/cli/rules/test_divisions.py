"""
Villages merge, split, move and are renamed from the command_line: households follow, ledgers still find them (ADR
0019).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest.mock import ANY

import pytest
from eventsourcing.persistence import OperationalError

from casework.domain.calendar.work_calendar import SHANGHAI
from scheduler.duties import village_changes
from tests.support.installations.command_line import FATHER, MOTHER, VILLAGE, WORKER, CommandLine, resident_id

EARS = "990101001002"
NEW = "990101001009"
HEIR = ("0101", "", "户主", "粟五斗", resident_id("19900909", 7), "双穗村", "", "", "未就业")
MERGE = ("divisions", "merge", VILLAGE, EARS, "--into", NEW, "--name", "禾穗村", "--from", "2026-03-10")
CHANGE_KEYS = {"effective", "position", "changes", "households", "carried", "left", "rule", "next_step"}


def said(row: Iterable[str], village: str) -> tuple[str, ...]:
    """The row with another village in its cell."""
    cells = list(row)
    cells[5] = village
    return tuple(cells)


def villages(command_line: CommandLine, *words: str) -> list[tuple[str, str]]:
    """Number and village of every household, now or as of an earlier moment."""
    found = command_line.ask("list", *words)
    rows = found["items"] if isinstance(found, dict) else found
    return [(row["household"], row["village"]) for row in rows]


def a_merger(command_line: CommandLine) -> Any:
    """禾坪村 with two households and 双穗村 with one, merged on 10 March; a week later everybody has followed."""
    command_line.import_rows(HEIR)
    told = command_line.ask(*MERGE)
    command_line.later(days=8)
    command_line.ask("divisions", "carry")
    return told


def counts(result: Any) -> dict[str, int]:
    return {name: result[name] for name in ("registered", "updated", "unchanged") if result[name]}


def test_a_merger_is_looked_at_then_told_then_followed(any_counter: CommandLine) -> None:
    """The preview says who goes where; nothing moves before the day; then everybody has, once."""
    command_line = any_counter
    command_line.import_rows(HEIR)
    before = command_line.facts()
    preview = command_line.ask(*MERGE, "--dry-run")
    assert set(preview) == CHANGE_KEYS
    assert (preview["position"], command_line.facts()) == (None, before)
    assert preview["households"] == [
        {"from": VILLAGE, "to": NEW, "stage": "detected", "households": 1},
        {"from": VILLAGE, "to": NEW, "stage": "registered", "households": 1},
        {"from": EARS, "to": NEW, "stage": "detected", "households": 1},
    ]
    told = command_line.ask(*MERGE)
    assert (told["position"], told["effective"], told["carried"]) == (before + 1, "2026-03-10", 0)
    assert command_line.ask(*MERGE)["position"] is None
    assert command_line.ask("divisions", "carry") == {"carried": 0, "left": 0, "next_step": ANY}
    command_line.now = datetime(2026, 3, 10, 0, 0, tzinfo=SHANGHAI)
    assert command_line.ask("divisions", "carry") == {"carried": 3, "left": 0, "next_step": ANY}
    assert command_line.ask("divisions", "carry") == {"carried": 0, "left": 0, "next_step": ANY}
    assert villages(command_line) == [("0101", NEW), ("0101", NEW), ("0102", NEW)]
    assert command_line.ask(*MERGE)["position"] is None
    followed = command_line.ask("list"), command_line.ask("divisions", "list", "--on", "2026-03-09")
    command_line.ask("rebuild")
    assert (command_line.ask("list"), command_line.ask("divisions", "list", "--on", "2026-03-09")) == followed


def test_on_the_day_the_command_itself_carries_them_over(command_line: CommandLine) -> None:
    """A change from today on needs no second command, and the rule stands below what was done."""
    text = command_line.say("divisions", "merge", VILLAGE, "--into", EARS, "--from", "2026-03-02")
    assert "已转入新村 2 户" in text
    assert "帮扶干部不变" in text
    assert villages(command_line) == [("0101", EARS), ("0102", EARS)]


def test_the_same_ledger_means_the_same_households_before_and_after(any_counter: CommandLine) -> None:
    """By the old name, by the new one, twice: nobody is registered a second time."""
    command_line = any_counter
    a_merger(command_line)
    old_names = command_line.import_rows(FATHER, MOTHER, WORKER, HEIR)
    assert counts(old_names) == {"unchanged": 3}
    assert [warning["code"] for warning in old_names["warnings"]] == ["former-village"] * 3
    assert [warning["row"] for warning in old_names["warnings"]] == [2, 4, 5]
    new_names = command_line.import_rows(said(WORKER, "禾穗村"), said(FATHER, "禾穗村"), said(MOTHER, "禾穗村"))
    assert (counts(new_names), new_names["warnings"], new_names["refused"]) == ({"unchanged": 2}, [], [])
    assert counts(command_line.import_rows(said(HEIR, NEW))) == {"unchanged": 1}
    assert len(villages(command_line)) == 3


def test_a_number_that_two_merged_households_have_is_decided_by_the_persons(command_line: CommandLine) -> None:
    """Without a known person the rows are refused, and say what to write instead."""
    a_merger(command_line)
    stranger = ("0101", "", "户主", "黍六合", resident_id("19880808", 8), "禾穗村", "", "", "务工")
    result = command_line.import_rows(stranger)
    assert counts(result) == {}
    assert [(row["row"], row["code"]) for row in result["refused"]] == [(2, "several-households")]
    assert "合并前的行政村" in result["refused"][0]["message"]["zh"]
    with_a_son = (*said(FATHER, "禾穗村"),), (*said(MOTHER, "禾穗村"),), stranger
    assert counts(command_line.import_rows(*with_a_son)) == {"updated": 1}


def test_a_household_that_is_new_after_a_merger_is_one_whatever_its_ledger_calls_the_village(
    command_line: CommandLine,
) -> None:
    """First by the old name, then by the new one, or the other way round."""
    a_merger(command_line)
    old = ("0201", "", "户主", "稗七升", resident_id("19830303", 9), "双穗村", "", "", "务工")
    new = ("0202", "", "户主", "稷八勺", resident_id("19840404", 10), "禾穗村", "", "", "务工")
    assert counts(command_line.import_rows(old, new)) == {"registered": 2}
    assert counts(command_line.import_rows(said(old, "禾穗村"), said(new, "双穗村"))) == {"unchanged": 2}
    assert [village for _, village in villages(command_line)] == [NEW] * 5


def test_several_files_may_call_the_village_differently(command_line: CommandLine) -> None:
    """One household, its father in one file and its mother in the other, stays one."""
    a_merger(command_line)
    header = ("户编号", "户主姓名", "与户主关系", "姓名", "身份证号", "行政村", "联系电话", "劳动能力", "就业状态")
    one = command_line.table("one.csv", [header, FATHER])
    two = command_line.table("two.csv", [header, said(MOTHER, "禾穗村")])
    assert counts(command_line.ask("import", one, two)) == {"unchanged": 1}


def test_a_dry_import_says_what_the_real_one_does(command_line: CommandLine) -> None:
    """Also across a merger; it explains the tables beside that, and its next step is the real one."""
    a_merger(command_line)
    rows = (FATHER, MOTHER, said(HEIR, "禾穗村"))
    dry, real = command_line.import_rows(*rows, words=["--dry-run"]), command_line.import_rows(*rows)
    assert dry.pop("tables")
    assert {**dry, "batch": None, "next_step": None} == {**real, "batch": None, "next_step": None}


def test_lists_are_right_from_the_first_minute_of_the_day(any_counter: CommandLine) -> None:
    """No scheduler was there yet: whoever looks at midnight sees the households where they belong, and late steps too."""
    command_line = any_counter
    command_line.ask(*MERGE)
    command_line.now = datetime(2026, 3, 9, 23, 59, tzinfo=SHANGHAI)
    assert villages(command_line) == [("0101", VILLAGE), ("0102", VILLAGE)]
    command_line.now = datetime(2026, 3, 10, 0, 0, tzinfo=SHANGHAI)
    assert {row["village"] for row in command_line.ask("overdue")} == {NEW}
    assert villages(command_line, "--region", VILLAGE) == []
    assert villages(command_line, "--region", NEW) == [("0101", NEW), ("0102", NEW)]
    assert villages(command_line, "--as-of", "2026-03-09T23:59") == [("0101", VILLAGE), ("0102", VILLAGE)]


def test_a_ledger_finds_its_households_on_the_day_by_either_name(command_line: CommandLine) -> None:
    """The scheduler has not been there yet: the import finds them, and nobody is registered twice."""
    command_line.ask(*MERGE)
    command_line.later(days=8)
    assert counts(command_line.import_rows(said(FATHER, "禾穗村"), said(MOTHER, "禾穗村"), WORKER)) == {"unchanged": 2}
    assert villages(command_line) == [("0101", NEW), ("0102", NEW)]


def test_where_nothing_can_be_written_a_list_answers_as_it_was(
    command_line: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database that only reads keeps nobody from looking: the households stand in the old village for so long."""

    def refused(*_: Any, **__: Any) -> None:
        raise OperationalError

    command_line.ask(*MERGE)
    command_line.later(days=8)
    with monkeypatch.context() as read_only:
        read_only.setattr(village_changes, "carry_over_due", refused)
        assert villages(command_line) == [("0101", VILLAGE), ("0102", VILLAGE)]
    assert villages(command_line) == [("0101", NEW), ("0102", NEW)]


def test_a_split_follows_its_list(any_counter: CommandLine) -> None:
    """0102 goes to the new village, 0101 stays; a stale ledger still finds both."""
    command_line = any_counter
    listed = command_line.table("listed.csv", [("户编号", "村代码"), ("0102", NEW)])
    split = ("divisions", "split", VILLAGE, "--into", VILLAGE, "--into", f"{NEW}=新禾村", "--from", "2026-03-02")
    assert command_line.ask(*split, "--households", listed)["carried"] == 1
    assert villages(command_line) == [("0101", VILLAGE), ("0102", NEW)]
    assert counts(command_line.import_rows(FATHER, MOTHER, WORKER)) == {"unchanged": 2}
    assert counts(command_line.import_rows(said(WORKER, "新禾村"))) == {"unchanged": 1}
    assert villages(command_line) == [("0101", VILLAGE), ("0102", NEW)]


def test_a_village_that_was_divided_must_be_named_anew(command_line: CommandLine) -> None:
    """Both parts are new: rows of the old name are refused and name them; register is refused likewise."""
    into = ("--into", f"{NEW}=新禾村", "--into", "990101001008=老禾村")
    command_line.ask("divisions", "split", VILLAGE, *into, "--from", "2026-03-02")
    result = command_line.import_rows(FATHER, MOTHER)
    assert [row["code"] for row in result["refused"]] == ["divided-village"] * 2
    assert "新禾村(990101001009)" in result["refused"][0]["message"]["zh"]
    survey = command_line.folder / "survey.json"
    survey.write_text(
        json.dumps({"source": "survey", "number": "0300", "village": VILLAGE, "members": [{"name": "某"}]})
    )
    assert "新禾村" in command_line.refused("register", str(survey))


def test_a_survey_finds_a_household_by_either_village(command_line: CommandLine) -> None:
    """Registered in 禾坪村, asked for in 禾穗村; a number that two have needs the id."""
    a_merger(command_line)
    survey = command_line.folder / "survey.json"
    for village in (VILLAGE, NEW):
        survey.write_text(json.dumps({"source": "survey", "number": "0102", "village": village}))
        assert command_line.ask("register", str(survey))["facts"] == []
    survey.write_text(json.dumps({"source": "survey", "number": "0101", "village": NEW}))
    assert "系统编号" in command_line.refused("register", str(survey))
    assert len(villages(command_line)) == 3


def test_a_township_moves_to_another_county(command_line: CommandLine) -> None:
    """Its households are listed there, and no longer here; the lists of the day before keep the old shape."""
    command_line.say(
        "import", "--divisions", command_line.table("more.csv", [("区划代码", "名称"), ("990102000000", "谷雨县")])
    )
    printed = command_line.ask("list", "--region", "990101")
    position = command_line.facts()
    moved = command_line.ask("divisions", "move", "990101001", "--to", "990102007", "--from", "2026-03-10")
    assert len(moved["changes"]) == 3
    command_line.later(days=9)
    command_line.ask("divisions", "carry")
    assert villages(command_line, "--region", "990101") == []
    assert villages(command_line, "--region", "990102") == [("0101", "990102007001"), ("0102", "990102007001")]
    then = command_line.ask("list", "--region", "990101", "--as-of-position", str(position))
    assert then["items"] == printed
    true_at = villages(command_line, "--region", "990101", "--true-at", "2026-03-09")
    assert true_at == [("0101", VILLAGE), ("0102", VILLAGE)]
    assert villages(command_line, "--true-at", "2026-03-10T00:00") == [
        ("0101", "990102007001"),
        ("0102", "990102007001"),
    ]


@pytest.mark.parametrize("merger_first", [True, False])
def test_a_merger_and_a_move_of_its_township_are_told_in_either_order(
    any_counter: CommandLine, merger_first: bool
) -> None:
    """All stand in the moved village, the previews say so, and a ledger of before finds them."""
    command_line = any_counter
    command_line.import_rows(HEIR)
    county = command_line.table("more.csv", [("区划代码", "名称"), ("990102000000", "谷雨县")])
    command_line.say("import", "--divisions", county)
    move = ("divisions", "move", "990101001", "--to", "990102007", "--from", "2026-03-10")
    first, second = (MERGE, move) if merger_first else (move, MERGE)
    command_line.ask(*first)
    preview = command_line.ask(*second, "--dry-run")
    assert sum(flow["households"] for flow in preview["households"]) == 3
    command_line.ask(*second)
    assert [command_line.ask(*told)["position"] for told in (first, second)] == [None, None]
    command_line.now = datetime(2026, 3, 10, 0, 0, tzinfo=SHANGHAI)
    command_line.ask("divisions", "carry")
    assert villages(command_line) == [(number, "990102007009") for number in ("0101", "0101", "0102")]
    assert counts(command_line.import_rows(FATHER, MOTHER, WORKER, HEIR)) == {"unchanged": 3}
    [now] = [row for row in command_line.ask("divisions", "list") if row["level"] == "village"]
    assert (now["code"], now["name"]) == ("990102007009", "禾穗村")


def test_a_neighbours_name_needs_a_word(command_line: CommandLine) -> None:
    """Renaming to it is refused and says how to go on; with the word it is done."""
    rename = ("divisions", "rename", VILLAGE, "双穗社区", "--from", "2026-03-10")
    before = command_line.facts()
    assert "--same-name" in command_line.refused(*rename)
    assert command_line.facts() == before
    assert command_line.ask(*rename, "--same-name")["position"] == before + 1


def test_a_change_told_late_is_a_correction_that_held_from_its_day(command_line: CommandLine) -> None:
    """Refused without --correct; with it, what is now known to have held then has the new village."""
    command_line.later(days=20)
    late = ("divisions", "merge", VILLAGE, "--into", EARS, "--from", "2026-03-10")
    assert "--correct" in command_line.refused(*late)
    assert command_line.ask(*late, "--correct")["carried"] == 2
    assert villages(command_line, "--true-at", "2026-03-09") == [("0101", VILLAGE), ("0102", VILLAGE)]
    assert villages(command_line, "--true-at", "2026-03-10T00:00") == [("0101", EARS), ("0102", EARS)]
    assert villages(command_line, "--as-of", "2026-03-15") == [("0101", VILLAGE), ("0102", VILLAGE)]


def test_a_name_counts_from_its_day(command_line: CommandLine) -> None:
    """Announced for the tenth, the lists have it on the tenth."""
    command_line.ask("divisions", "rename", VILLAGE, "禾湾村", "--from", "2026-03-10")
    assert "禾坪村" in command_line.say("list")
    command_line.now = datetime(2026, 3, 10, 0, 0, tzinfo=SHANGHAI)
    assert "禾湾村" in command_line.say("list")
    assert "禾坪村" in command_line.say("list", "--true-at", "2026-03-09")


def test_after_a_renaming_the_ledger_of_before_finds_its_households(any_counter: CommandLine) -> None:
    """By the old name, literally or not, and by the new one: nobody is registered a second time, and the row says so."""
    command_line = any_counter
    command_line.ask("divisions", "rename", VILLAGE, "朝阳村", "--from", "2026-03-02")
    command_line.ask("divisions", "rename", "990101001", "向阳镇", "--from", "2026-03-02")
    old = command_line.import_rows(FATHER, said(MOTHER, "禾坪村委会"), WORKER)
    assert (counts(old), old["refused"]) == ({"unchanged": 2}, [])
    assert {(warning["row"], warning["code"]) for warning in old["warnings"]} == {
        (row, "former-village") for row in (2, 4)
    }
    assert "禾坪村→向阳镇朝阳村" in old["warnings"][0]["message"]["zh"]
    new = command_line.import_rows(*(said(row, "朝阳村") for row in (FATHER, MOTHER, WORKER)))
    assert (counts(new), new["warnings"]) == ({"unchanged": 2}, [])


def test_later_escalations_go_to_the_new_township_and_sent_ones_stay(command_line: CommandLine) -> None:
    """The report was due on the third: step 1 told the old township, step 2 tells the new one."""
    command_line.say(
        "import",
        "--divisions",
        command_line.table("more.csv", [("区划代码", "名称"), ("990102000000", "谷雨县"), ("990102007000", "新镇")]),
    )
    command_line.ask("divisions", "move", VILLAGE, "--to", "990102007001", "--from", "2026-03-05")
    command_line.later(days=2)
    command_line.ask("sweep")
    command_line.later(days=2)
    command_line.ask("divisions", "carry")
    command_line.ask("sweep")
    told = {entry["step"]: {to["division"][:6] for to in entry["to"]} for entry in command_line.ask("notices")}
    assert (told[1], told[2]) == ({"990101"}, {"990102"})


def test_what_was_changed_is_listed(command_line: CommandLine) -> None:
    """The divisions of a day, the changes with who told them; nothing is said in a sentence."""
    assert command_line.ask("divisions", "history") == []
    assert "没有区划变更" in command_line.say("divisions", "history")
    a_merger(command_line)
    [change] = command_line.ask("divisions", "history")
    assert set(change) == {"kind", "from", "into", "listed", "effective", "by", "recorded_at"}
    assert (change["kind"], change["into"], change["by"]) == ("merged", [{"code": NEW, "name": "禾穗村"}], "clerk")
    today = [row["code"] for row in command_line.ask("divisions", "list", "--region", "990101001")]
    assert today == ["990101001000", NEW]
    before = command_line.ask("divisions", "list", "--on", "2026-03-09", "--region", "990101001")
    assert [(row["code"], row["until"]) for row in before][1:] == [(VILLAGE, "2026-03-10"), (EARS, "2026-03-10")]
    assert "禾穗村" in command_line.say("divisions", "list", "--lang", "en")


@pytest.mark.parametrize(
    ("lines", "line"),
    [("0102;1", 1), ("0102,x\n0102,y", 2), (f"0101,{NEW}\n,{NEW}", 2), (f"0101,{NEW}\n0101,{VILLAGE}", 2)],
)
def test_a_list_that_cannot_be_taken_is_refused_by_line(command_line: CommandLine, lines: str, line: int) -> None:
    """And nothing was recorded."""
    file: Path = command_line.folder / "listed.csv"
    file.write_text(lines, encoding="utf-8")
    before = command_line.facts()
    split = ("divisions", "split", VILLAGE, "--into", VILLAGE, "--into", f"{NEW}=新禾村", "--from", "2026-03-02")
    assert f"第{line}行" in command_line.refused(*split, "--households", str(file))
    assert "missing.csv" in command_line.refused(*split, "--households", str(command_line.folder / "missing.csv"))
    assert command_line.facts() == before


def test_an_import_that_was_carried_over_can_still_be_withdrawn(command_line: CommandLine) -> None:
    """
    A change of divisions builds nothing on it; registered again the household belongs to the new village.

    Its report is overdue meanwhile, so that it takes two persons.
    """
    batch = command_line.import_rows(HEIR, name="heir.csv")["batch"]
    command_line.ask(*MERGE)
    command_line.later(days=8)
    command_line.ask("divisions", "carry")
    asked, taken_back = (command_line.ask("import", "--withdraw", batch, "--yes", "--as", one) for one in ("a", "b"))
    assert (asked["households"], taken_back["households"]) == (0, 1)
    assert len(villages(command_line)) == 2
    assert counts(command_line.import_rows(HEIR)) == {"registered": 1}
    assert [village for _, village in villages(command_line)] == [NEW] * 3


def test_a_table_that_would_do_harm_is_refused_and_an_odd_one_is_warned_of(any_counter: CommandLine) -> None:
    """Names that slipped by a row and a village without a township, tried or loaded; a new name is said and loaded."""
    before = any_counter.facts()
    head = ("区划代码", "名称")
    slipped = any_counter.table("slipped.csv", [head, ("990101001001", "双穗村"), ("990101001002", "禾坪村")])
    rootless = any_counter.table("rootless.csv", [head, ("990108001001", "石桥村")])
    for words in ((), ("--dry-run",)):
        refused = any_counter.refused("import", "--divisions", slipped, *words)
        assert "2个区划用了旁边区划的名称" in refused
        assert "Check whether rows have slipped" in refused
        assert "1个区划没有上级" in any_counter.refused("import", "--divisions", rootless, *words)
    assert any_counter.facts() == before
    renamed = any_counter.table("renamed.csv", [head, ("990101001001", "谷雨村")])
    tried = any_counter.ask("import", "--divisions", renamed, "--dry-run")
    assert (tried["divisions"], tried["added"], tried["renamed"], tried["position"]) == (1, 0, 1, None)
    assert "禾坪村改为谷雨村" in tried["warnings"][0]["zh"]
    assert "处值得再看" in any_counter.say("import", "--divisions", renamed)
    assert any_counter.facts() == before + 1
    assert any_counter.ask("import", "--divisions", renamed)["warnings"] == []

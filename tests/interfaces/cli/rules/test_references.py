"""A county keeps lists of its own; entries name what stands on them on the day, and nothing else (GY-14b, GY-17g, CD-5a)."""

from __future__ import annotations

import pytest
import xlsxwriter

from tests.support.installations.command_line import FATHER, HEADER, MOTHER, VILLAGE, CommandLine, resident_id

CLAUSES = (("编号", "名称", "类别"), ("T-01", "交通补贴", "补贴"), ("T-02", "一次性创业补贴", "补贴"))


@pytest.fixture
def county(any_counter: CommandLine) -> CommandLine:
    """A county that keeps the clauses of its policy."""
    file = any_counter.table("clauses.csv", CLAUSES)
    before = any_counter.facts()
    preview = any_counter.ask("references", "load", "政策条款", file, "--region", "990101", "--dry-run")
    assert (preview["added"], preview["recorded"], any_counter.facts()) == (["T-01", "T-02"], False, before)
    assert any_counter.ask("references", "load", "clauses", file, "--region", "990101")["version"] == 1
    return any_counter


def benefit(clause: str) -> tuple[str, ...]:
    """The words that record a benefit under a clause."""
    return ("benefit", "0101", "--member", "1", "--benefit", "travel-subsidy", "--clause", clause)


def test_a_list_is_loaded_once_and_listed_as_of_a_day(county: CommandLine) -> None:
    """The same again is quiet; a village inherits it; before its day there is none."""
    again = county.ask("references", "load", "clauses", county.table("same.csv", CLAUSES), "--region", "990101")
    assert (again["changes"], again["recorded"]) == (False, False)
    listed = county.ask("references", "list", "clauses", "--region", VILLAGE)
    assert [(each["code"], each["group"], each["division"], each["version"]) for each in listed] == [
        ("T-01", "补贴", "990101000000", 1),
        ("T-02", "补贴", "990101000000", 1),
    ]
    assert len(listed[0]["sha256"]) == 64
    assert county.ask("references", "list", "clauses", "--region", VILLAGE, "--on", "2026-03-01") == []


def test_what_is_not_on_the_list_is_refused_with_what_is_near(county: CommandLine) -> None:
    """By number or by name what stands there is taken; a slip is answered with what was meant."""
    assert "不在政策条款清单中，相近的有：T-0" in county.run(*benefit("T-03")).stderr
    assert county.do(*benefit("T-01")) == ["benefit-recorded"]
    assert county.do(*benefit("一次性创业补贴")) == ["benefit-recorded"]


def test_where_no_list_is_kept_the_word_stays_free(county: CommandLine) -> None:
    """Nobody keeps a list of campaigns; once there is one, what is not on it is refused from its day on."""
    told = ("log", "0101", "--kind", "visit", "--outcome", "reached", "--campaign")
    county.do(*told, "春风行动")
    book = county.folder / "campaigns.xlsx"
    with xlsxwriter.Workbook(book) as workbook:
        sheet = workbook.add_worksheet()
        for row, cells in enumerate([("编号", "名称"), ("就业援助月", "就业援助月")]):
            sheet.write_row(row, 0, cells)
    county.ask("references", "load", "活动", str(book), "--region", "990101001", "--from", "2026-03-03")
    county.do(*told, "春风行动", "--again")
    county.later(days=1)
    assert "不在活动清单中" in county.run(*told, "春风行动").stderr
    county.do(*told, "就业援助月")


def test_a_new_list_stands_in_place_of_the_one_before(county: CommandLine) -> None:
    """Whole: what it leaves out is gone from its day on, and was there before."""
    file = county.table("new.csv", [CLAUSES[0], ("T-01", "交通补助", "补贴")])
    loaded = county.ask("references", "load", "clauses", file, "--region", "990101", "--from", "2026-04-01")
    assert (loaded["version"], loaded["removed"], loaded["renamed"]) == (2, ["T-02"], ["T-01"])
    county.later(days=40)
    assert "不在政策条款清单中" in county.run(*benefit("T-02")).stderr


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([("编号", "名称")], "只有表头"),
        ([("编号", "名称"), ("1", "甲"), ("1", "乙")], "出现两次"),
        ([("姓名", "电话"), ("甲", "1")], "没有找到清单表头"),
    ],
)
def test_a_sheet_that_is_no_list_is_refused(
    any_counter: CommandLine, rows: list[tuple[str, str]], sentence: str
) -> None:
    """In a sentence, and nothing is recorded."""
    before = any_counter.facts()
    file = any_counter.table("odd.csv", rows)
    assert sentence in any_counter.run("references", "load", "sites", file, "--region", "990101").stderr
    assert any_counter.facts() == before


def test_an_office_has_kinds_of_employers_of_its_own(any_counter: CommandLine) -> None:
    """The program's closed kind stays; the office's own stands beside it, free where no list is kept."""
    placed = (
        "place",
        "0101",
        "--member",
        "1",
        "--kind",
        "contract",
        "--since",
        "2026-03-02",
        "--employer-kind",
        "企业",
    )
    any_counter.do(*placed, "--employer-class", "县级龙头企业")
    file = any_counter.table("kinds.csv", [("编号", "名称"), ("K1", "社区工厂"), ("K2", "龙头企业")])
    assert any_counter.ask("references", "load", "用人单位类别", file, "--region", "990101")["version"] == 1
    changed = ("change-job", "0101", "1", "--on", "2026-03-02", "--employer-class")
    assert "“小作坊”当日不在用人单位类别清单中" in any_counter.run(*changed, "小作坊").stderr
    any_counter.do(*changed, "K2")
    entry = any_counter.ask("history", "0101")[-1]
    assert "单位类别（本地清单）：K2" in any_counter.say("history", "0101").replace("│", "").replace(" ", ""), entry


def test_a_ledgers_site_is_held_against_the_list(any_counter: CommandLine) -> None:
    """By number or by name what is on the list of the day is taken; what is not is said, and the row is taken without."""
    file = any_counter.table("sites.csv", [("编号", "名称"), ("AZ-01", "禾苗新村"), ("AZ-02", "麦田家园")])
    header = (*HEADER, "安置点编号", "安置点")

    def taken(name: str, code: str, site: str, *words: str) -> tuple[str | None, list[str]]:
        rows = [header, (*FATHER, code, site), (*MOTHER, "", "")]
        answer = any_counter.ask("import", any_counter.table(f"{name}.csv", rows), *words)
        told = [each["message"]["zh"] for each in answer["warnings"] if each["code"] == "not-on-list"]
        return any_counter.ask("show", "0101")["site_code"], told

    assert taken("free", "X-9", "") == ("X-9", [])  # nobody keeps a list
    any_counter.ask("references", "load", "sites", file, "--region", "990101")
    assert taken("number", "AZ-01", "") == ("AZ-01", [])
    assert taken("name", "", "麦田家园") == ("AZ-02", [])
    code, told = taken("slip", "AZ-1", "")
    assert (code, len(told)) == ("AZ-02", 1)
    assert told[0].startswith("“AZ-1”当日不在易地搬迁安置点清单中，相近的有：AZ-0")
    code, told = taken("other", "", "青禾小区")
    assert (code, len(told)) == ("AZ-02", 1)
    words = {word["text"] for word in any_counter.ask("show", "0101")["members"][0]["sealed"]}
    assert "AZ-1" in words


def test_a_site_number_that_is_none_stays_sealed(any_counter: CommandLine) -> None:
    """Where nobody keeps a list a name or a telephone is no number: the row is taken without it, and that is said."""
    for cell in ("3栋虚构甲", "10012345678", resident_id("19700515", 11)):
        rows = [(*HEADER, "安置点编号"), (*FATHER, cell), (*MOTHER, "")]
        answer = any_counter.ask("import", any_counter.table(f"{len(cell)}.csv", rows))
        assert "no-site-number" in {each["code"] for each in answer["warnings"]}
        shown = any_counter.ask("show", "0101")
        assert shown["site_code"] is None
        ends = {(word["text"][0], word["text"][-1]) for word in shown["members"][0]["sealed"]}
        assert (cell[0], cell[-1]) in ends  # a telephone or an id is shown masked


def test_the_list_of_the_ledgers_day_counts(any_counter: CommandLine) -> None:
    """A ledger of a day before the list is as free as an entry of that day was."""
    file = any_counter.table("sites.csv", [("编号", "名称"), ("AZ-01", "禾苗新村")])
    any_counter.ask("references", "load", "sites", file, "--region", "990101", "--from", "2026-03-02")
    rows = [(*HEADER, "安置点编号"), (*FATHER, "B-7"), (*MOTHER, "")]
    before = any_counter.ask("import", any_counter.table("before.csv", rows), "--as-of", "2026-03-01")
    assert "not-on-list" not in {each["code"] for each in before["warnings"]}
    of_its_day = any_counter.ask("import", any_counter.table("on.csv", rows), "--as-of", "2026-03-02")
    assert "not-on-list" in {each["code"] for each in of_its_day["warnings"]}

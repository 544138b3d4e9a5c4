"""A list from elsewhere begins a duty for each member on it, and what it says otherwise is settled by a person (BJ-1.2d, CZ-3)."""

from __future__ import annotations

import csv

import pytest

from tests.support.installations.command_line import FATHER, HEADER, MOTHER, VILLAGE, WORKER, CommandLine, resident_id

LIST = ("--roster", "低收入农户名单", "--issuer", "区农业农村局", "--obtained", "2026-02-20")


@pytest.fixture
def county(any_counter: CommandLine) -> CommandLine:
    """The county after it took in a list of its two households, in which nothing is new."""
    path = any_counter.folder / "list.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, FATHER, MOTHER, WORKER])
    answer = any_counter.ask("import", str(path), *LIST)
    assert (answer["unchanged"], answer["on_roster"]) == (2, 3)
    assert any_counter.ask("import", str(path), *LIST).get("on_roster") is None
    return any_counter


def due(county: CommandLine, member: int, household: str = "0101") -> tuple[str, str]:
    """The last day of verifying a member of the first household, and how that stands."""
    found = county.ask("explain", household, "roster-verification", "--occurrence", f"成员{member}")
    return found["due_on"], found["status"]


def test_each_listed_member_is_verified_by_the_end_of_the_following_month(county: CommandLine) -> None:
    """Counted from the day on which the list was obtained; who was verified is done, the others are overdue."""
    assert due(county, 1) == ("2026-03-31", "open")
    assert "列入低收入农户名单（区农业农村局，2026-02-20取得）" in county.say("history", "0101")
    county.do("verify", "0101", "--confirm", "--source", "visit", "--member", "1=willing", "--member", "2=willing")
    county.later(days=31)
    late = [each["household"] for each in county.ask("overdue") if each["deadline"] == "roster-verification"]
    assert (due(county, 1)[1], due(county, 2)[1], late) == ("met", "met", ["0102"])


def test_half_of_what_a_list_is_is_refused(county: CommandLine) -> None:
    """Its kind, issuer and day come together."""
    assert "要么都写" in county.run("import", "x.csv", "--roster", "low-income").stderr


def test_a_list_that_is_not_imported_is_recorded_of_the_division(county: CommandLine) -> None:
    """Once; a day to come is refused."""
    county.ask("open-ledgers", "990101")
    told = ("--kind", "社保数据", "--issuer", "社保局", "--on", "2026-03-01", "--sha256", "ab" * 32)
    assert county.do("roster", VILLAGE, *told) == ["roster-obtained"]
    assert county.do("roster", VILLAGE, *told) == []
    assert "尚未到" in county.run("roster", VILLAGE, *told[:5], "2026-04-01").stderr
    assert "取得社会保险数据（社保局）" in county.say("history", VILLAGE)


def test_a_difference_waits_for_a_person_who_settles_it_in_words(county: CommandLine) -> None:
    """The same that waits is quiet; once settled it is not settled otherwise; the words are sealed and read again."""
    told = (
        "--kind",
        "社保数据",
        "--difference",
        "已就业",
        "--on",
        "2026-03-01",
        "--member",
        "1",
        "--note",
        "参保单位：某厂",
    )
    assert county.do("difference", "0101", *told) == ["difference-raised"]
    assert county.do("difference", "0101", *told) == []
    assert county.ask("explain", "0101", "difference")["due_on"] == "2026-03-09"
    settled = ("--settlement", "list-right", "--reason", "已到单位核实")
    assert "没有编号为7" in county.run("settle-difference", "0101", "7", *settled).stderr
    assert county.do("settle-difference", "0101", "1", *settled) == ["difference-settled"]
    assert county.do("settle-difference", "0101", "1", *settled) == []
    assert county.ask("explain", "0101", "difference")["status"] == "met"
    assert "已处理" in county.run("settle-difference", "0101", "1", "--settlement", "undecided", "--reason", "x").stderr
    assert "比对差异1已处理：名单无误，已更正台账" in county.say("history", "0101")


def test_a_list_that_was_a_mistake_is_taken_back(county: CommandLine) -> None:
    """With the import: whom it lists has no duty of it any more, and the next list begins one again."""
    (listed,) = [each for each in county.ask("history", "0101") if each["fact"] == "roster-listed"]
    batch = listed["by"].removeprefix("import:")
    taken = county.ask("import", "--withdraw", batch, "--yes")
    assert taken["kept"] == []
    assert "没有已起算的期限" in county.run("explain", "0101", "roster-verification").stderr
    county.later(days=1)
    county.ask("import", str(county.folder / "list.csv"), *LIST)
    assert due(county, 1) == ("2026-03-31", "open")


NAMELESS = ("0102", "", "次子", "粟三畦", "", "禾坪村", "", "", "失业")


def rows_of(county: CommandLine, name: str, *rows: tuple[str, ...]) -> str:
    """The path of a list of these people with their birth dates."""
    return county.table(f"{name}.csv", [(*HEADER, "出生日期"), *rows])


def test_who_has_no_number_stands_on_a_list_by_name_and_birth_date(any_counter: CommandLine) -> None:
    """As the import knows them; somebody who is only perhaps meant is asked about and not on it."""
    born = (*NAMELESS, "1990-05-01")
    any_counter.ask("import", rows_of(any_counter, "first", (*WORKER, ""), born))
    listed = any_counter.ask("import", rows_of(any_counter, "list", (*WORKER, ""), born), *LIST)
    assert listed["on_roster"] == 2
    assert due(any_counter, 2, "0102")[1] == "open"
    doubtful = (*NAMELESS[:4], resident_id("19900501", 77), *NAMELESS[5:], "1990-05-01")
    asked = any_counter.ask("import", rows_of(any_counter, "other", (*WORKER, ""), doubtful), *LIST[:5], "2026-02-21")
    assert asked["on_roster"] >= 1


def test_a_list_is_held_against_the_register(any_counter: CommandLine) -> None:
    """Only there, only here, other than here, perhaps somebody: each by line and member; nothing is recorded."""
    before = any_counter.facts()
    at_work = (*FATHER[:-1], "已就业")
    stranger = ("0188", "", "户主", "粟九畦", resident_id("19800101", 31), "双穗村", "", "", "失业")
    alike = ("0189", "", "户主", WORKER[3], "", "禾坪村", "", "", "已就业")
    path = rows_of(any_counter, "list", (*at_work, ""), (*stranger, ""), (*alike, ""))
    found = any_counter.ask("compare", path, "--region", "990101")
    said = [(each["difference"], each["household"], each["member"], each["row"]) for each in found]
    assert said[0] == ("in-work", "0101", 1, 2)
    assert ("only-listed", None, None, 3) in said
    assert [each for each in said if each[0] == "maybe-same"] == [("maybe-same", "0102", 1, 4)]
    assert ("not-listed", "0101", 2, None) in said
    assert any_counter.facts() == before
    assert FATHER[3] not in any_counter.say("compare", path, "--region", "990101")
    assert any_counter.do(
        "difference", "0101", "--kind", "employment", "--difference", "in-work", "--member", "1", "--on", "2026-03-01"
    )


def test_a_list_that_agrees_says_so(any_counter: CommandLine) -> None:
    """The very ledger that was taken in differs in nothing."""
    path = any_counter.table("same.csv", [HEADER, FATHER, MOTHER, WORKER])
    assert any_counter.ask("compare", path, "--region", "990101") == []
    assert "名单与台账一致" in any_counter.say("compare", path, "--region", "990101")


def test_a_list_of_names_and_numbers_alone_is_compared(any_counter: CommandLine) -> None:
    """Without household and village people are known by their numbers wherever they live."""
    rows = [
        ("姓名", "身份证号", "性别", "就业状态"),
        (FATHER[3], FATHER[4], "", "已就业"),
        ("粟九畦", resident_id("19800101", 31), "", "失业"),
    ]
    found = any_counter.ask("compare", any_counter.table("bare.csv", rows), "--region", "990101")
    said = [(each["difference"], each["household"], each["member"]) for each in found if each["row"]]
    assert said == [("in-work", "0101", 1), ("only-listed", None, None)]

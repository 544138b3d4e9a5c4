"""A list from elsewhere begins a duty for each member on it, and what it says otherwise is settled by a person (BJ-1.2d, CZ-3)."""

from __future__ import annotations

import csv

import pytest

from tests.support.installations.command_line import FATHER, HEADER, MOTHER, VILLAGE, WORKER, CommandLine

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


def due(county: CommandLine, member: int) -> tuple[str, str]:
    """The last day of verifying a member of the first household, and how that stands."""
    found = county.ask("explain", "0101", "roster-verification", "--occurrence", f"成员{member}")
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

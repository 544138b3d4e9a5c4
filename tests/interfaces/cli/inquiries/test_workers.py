"""A village's ledger lists its workers one by one, and the three groups who have ledgers of their own (GY-1b, GY-2c)."""

from __future__ import annotations

from tests.support.installations.command_line import CommandLine, resident_id

WILLING = ("户编号", "户主姓名", "与户主关系", "姓名", "身份证号", "行政村", "就业状态", "就业意愿")


def members(rows: list[dict[str, object]]) -> list[tuple[object, object]]:
    """Whom the lines are about."""
    return [(row["household"], row["member"]) for row in rows]


def test_every_worker_has_a_line(any_counter: CommandLine) -> None:
    """In work or not, by household and number; the table and the JSON say the same."""
    rows = any_counter.ask("workers")
    assert members(rows) == [("0101", 1), ("0101", 2), ("0102", 1)]
    assert [(row["employment"], row["age"]) for row in rows] == [
        ("not-employed", 55),
        ("not-employed", 45),
        ("employed", 51),
    ]
    assert "劳动力台账 3 人" in any_counter.say("workers")
    assert any_counter.ask("workers", "--region", "990101001002") == []


def test_who_came_home_is_on_the_ledger_of_returnees_until_there_is_work_again(any_counter: CommandLine) -> None:
    """With the days since, the last contact and what was planned then; as of the day before as well."""
    any_counter.do("return", "0102", "--member", "1", "--on", "2026-02-20")
    planned = ("--next-action", "recommend-post", "--next-on", "2026-03-09")
    any_counter.do("log", "0102", "--kind", "call", "--outcome", "reached", *planned)
    (line,) = any_counter.ask("workers", "--group", "returnees")
    assert (line["household"], line["returned_days"], line["contacted_on"]) == ("0102", 10, "2026-03-02")
    assert (line["next_action"], line["next_on"]) == ("recommend-post", "2026-03-09")
    before = any_counter.facts()
    any_counter.later(days=1)
    any_counter.do("place", "0102", "--member", "1", "--kind", "contract", "--since", "2026-03-03")
    assert any_counter.ask("workers", "--group", "returnees") == []
    then = any_counter.ask("workers", "--group", "returnees", "--as-of-position", str(before))
    assert members(then["items"]) == [("0102", 1)]


def test_a_wish_that_nobody_said_is_none(any_counter: CommandLine) -> None:
    """Only who is said to wish for work is on the ledger of the willing; the household's open episode is another ledger."""
    assert any_counter.ask("workers", "--group", "willing") == []
    assert members(any_counter.ask("workers", "--group", "zero-employment")) == [("0101", 1), ("0101", 2)]
    rows = [
        ("0103", "", "户主", "谷四仓", resident_id("19850303", 4), "禾坪村", "未就业", "愿意"),
        ("0103", "", "配偶", "稻五升", resident_id("19860404", 5, male=False), "禾坪村", "务工", ""),
    ]
    any_counter.say("import", any_counter.table("willing.csv", [WILLING, *rows]))
    assert members(any_counter.ask("workers", "--group", "willing")) == [("0103", 1)]
    assert members(any_counter.ask("workers", "--group", "zero-employment")) == [("0101", 1), ("0101", 2)]


def test_a_plan_and_a_wish_stand_in_the_line(any_counter: CommandLine) -> None:
    """What was found out last, and the measure that is due first (CZ-6)."""
    any_counter.do("assign", "0101", "li.na")
    any_counter.do("needs", "0101", "--member", "2", "--wish", "job")
    any_counter.do("plan", "0101", "--member", "2", "--measure", "training", "--owner", "li.na", "--by", "2026-03-20")
    line = next(row for row in any_counter.ask("workers") if (row["household"], row["member"]) == ("0101", 2))
    assert (line["wishes"], line["measure"], line["measure_due_on"], line["cadre"]) == (
        ["job"],
        "training",
        "2026-03-20",
        "li.na",
    )

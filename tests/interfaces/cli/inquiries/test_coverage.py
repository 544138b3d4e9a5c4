"""Whom assistance reaches is counted by category, level, relocation and region (BT-2e, CZ-5, GY-12b)."""

from __future__ import annotations

from typing import Any

from tests.support.installations.command_line import CommandLine, resident_id

HEADER = ("户编号", "户主姓名", "与户主关系", "姓名", "身份证号", "行政村", "户类型", "就业状态", "是否易地搬迁")
MARGINAL = ("0103", "", "户主", "谷四仓", resident_id("19850303", 4), "双穗村", "边缘易致贫户", "务工", "是")


def figures(rows: list[dict[str, Any]]) -> dict[str | None, tuple[int, ...]]:
    """Households, open ones, with a cadre, contacted, never contacted, overdue: by group."""
    names = ("households", "open", "with_cadre", "contacted", "never_contacted", "overdue")
    return {row["group"]: tuple(row[name] for name in names) for row in rows}


def test_households_are_counted_by_what_is_known_of_them(any_counter: CommandLine) -> None:
    """By category first; what nobody said is a group of its own, and stands last."""
    any_counter.say("import", any_counter.table("marginal.csv", [HEADER, MARGINAL]))
    any_counter.do("assign", "0103", "li.na")
    any_counter.do("log", "0103", "--kind", "visit", "--outcome", "reached", by="li.na")
    assert figures(any_counter.ask("coverage")) == {"marginal": (1, 0, 1, 1, 0, 0), None: (2, 1, 0, 0, 2, 0)}
    assert figures(any_counter.ask("coverage", "--by", "relocated")) == {
        "yes": (1, 0, 1, 1, 0, 0),
        None: (2, 1, 0, 0, 2, 0),
    }
    assert list(figures(any_counter.ask("coverage", "--by", "village"))) == ["990101001001", "990101001002"]
    assert figures(any_counter.ask("coverage", "--by", "county")) == {"990101000000": (3, 1, 1, 1, 2, 0)}
    assert figures(any_counter.ask("coverage", "--region", "990101001002")) == {"marginal": (1, 0, 1, 1, 0, 0)}
    assert "边缘易致贫户" in any_counter.say("coverage")
    assert "（未说明）" in any_counter.say("coverage")


def test_a_contact_is_of_the_last_month_and_what_is_late_counts(any_counter: CommandLine) -> None:
    """After 31 days it still counts, after one more it does not; as of then the answer of then comes again."""
    any_counter.do("log", "0102", "--kind", "call", "--outcome", "reached")
    any_counter.later(days=31)
    assert figures(any_counter.ask("coverage"))[None][3:5] == (1, 1)
    any_counter.later(days=1)
    assert figures(any_counter.ask("coverage"))[None] == (2, 1, 0, 0, 1, 1)
    then = any_counter.ask("coverage", "--as-of", "2026-03-02")
    assert figures(then["items"])[None] == (2, 1, 0, 1, 1, 0)

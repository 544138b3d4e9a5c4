"""Members are reported by name of their ledger, and the receipt says who received it (GY-2c, GY-2d)."""

from __future__ import annotations

from tests.support.installations.command_line import CommandLine

WORKERS = "0102"


def test_a_member_is_reported_and_the_report_receipted(any_counter: CommandLine) -> None:
    """Without an episode too; who received it is sealed and masked."""
    report = ("report", WORKERS, "--member", "1=返乡人员，有意愿未就业", "--note", "刚回来")
    assert any_counter.do(*report) == ["household-reported"]
    entry = any_counter.ask("history", WORKERS)[-1]
    assert entry["words"]["zh"] == (
        "已上报成员1（外出返乡回流人员、有就业意愿未实现就业人员）：乡镇、县区人社部门、县区乡村振兴部门"
    )
    assert [(word["of"], word["text"]) for word in entry["sealed"]] == [("1", "刚回来")]
    assert any_counter.do("receipt", WORKERS, "乡镇", "--received-by", "豆三垄") == ["report-receipted"]
    assert [word["text"] for word in any_counter.ask("history", WORKERS)[-1]["sealed"]] == ["豆**"]
    assert any_counter.refused("report", WORKERS, "--member", "一", code=2)

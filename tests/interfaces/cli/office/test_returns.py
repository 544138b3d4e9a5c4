"""What is sent back as insufficient, on the command line (GY-2d, GY-17d)."""

from __future__ import annotations

from tests.support.installations.command_line import CommandLine

BACK = ("--insufficient", "佐证不足", "--note", "缺工资流水")


def test_report_verification_and_placement_go_back(command_line: CommandLine) -> None:
    """Each is said by a code and in words, and asked for again; without words it is a wrong call."""
    command_line.do("report", "0101")
    assert command_line.do("receipt", "0101", "township", *BACK, by="town") == ["report-returned"]
    assert command_line.do("report", "0101") == ["household-reported"]
    command_line.do("verify", "0101", "--confirm", "--source", "visit", by="town")
    assert "--note" in command_line.refused("verify", "0101", "--insufficient", "incomplete", code=2)
    assert command_line.do("verify", "0101", *BACK, by="county") == ["verification-returned"]
    assert command_line.do("verify", "0101", "--confirm", "--source", "visit", by="town") == ["verified"]
    command_line.do("place", "0101", "--member", "1", "--kind", "flexible", "--since", "2026-03-02", by="li.na")
    assert command_line.do("confirm", "0101", "1", *BACK, by="town") == ["placement-returned"]
    assert command_line.do("supplement", "0101", "1", "--note", "已补", by="li.na") == ["placement-supplemented"]
    assert command_line.do("confirm", "0101", "1", by="town") == ["placement-confirmed"]
    assert "退回安置编号1补正：佐证不足" in command_line.run("history", "0101").stdout

"""Chinese words and the dates people write, wherever the command line asks for a code or a date (newcomer W2)."""

from __future__ import annotations

import pytest

from tests.support.installations.command_line import CommandLine


def test_a_household_is_worked_on_in_chinese(command_line: CommandLine) -> None:
    """Codes by their words, days without a year, moments as people say them."""
    command_line.do("report", "0101")
    assert command_line.do("receipt", "0101", "乡镇") == ["report-receipted"]
    command_line.later(days=2)
    words = ("--confirm", "--source", "入户", "--member", "1=有就业意愿，就业困难人员：大龄", "--member", "2=愿意")
    assert command_line.do("verify", "0101", *words, "--at", "昨天下午3点") == ["verified"]
    assert command_line.do("assign", "0101", "li.na") == ["cadre-assigned"]
    assert command_line.do("accept", "0101", by="li.na") == ["cadre-accepted"]
    assert command_line.do("level", "0101", "重点") == ["level-set"]
    command_line.later(days=5)
    assert command_line.do("log", "0101", "--kind", "打电话", "--outcome", "联系上", "--at", "3月6日10点")
    assert command_line.do("plan", "0101", "--member", "1", "--measure", "培训", "--owner", "li.na", "--by", "3月31日")
    history = command_line.ask("history", "0101")
    said = {entry["fact"]: entry for entry in history}
    assert said["verified"]["occurred_at"] == "2026-03-03T15:00:00+08:00"
    assert said["verified"]["findings"][0]["hard_to_employ"] == "older"
    assert said["follow-up-logged"]["occurred_at"] == "2026-03-06T10:00:00+08:00"
    assert said["plan-agreed"]["due_on"] == "2026-03-31"


def test_a_deadline_is_named_in_chinese(command_line: CommandLine) -> None:
    """Where one is explained, and where one is paused."""
    assert command_line.ask("explain", "0101", "核实")["deadline"] == "verify"
    assert command_line.do("pause", "0101", "上报", "--reason", "道路中断", by="liu.yang") == ["deadline-paused"]
    assert "verify 核实" in command_line.refused("explain", "0101", "核什么", code=2)


def test_lists_are_asked_for_in_chinese(command_line: CommandLine) -> None:
    """By stage, and as of a day."""
    command_line.later(days=1)
    assert [row["household"] for row in command_line.ask("list", "--stage", "已发现")] == ["0101"]
    assert command_line.ask("list", "--as-of", "昨天")["as_of"] == "2026-03-03T00:00:00+08:00"


@pytest.mark.parametrize(
    ("words", "choices"),
    [
        (("receipt", "0101", "县区"), "county-hrss 县区人社部门、county-rural-revitalisation 县区乡村振兴部门"),
        (("assign", "0101", "li.na", "--at", "周一"), "2026-02-23、2026-03-02"),
        (("divisions", "list", "--on", "5月1日"), "2025-05-01、2026-05-01"),
    ],
)
def test_what_may_mean_several_is_refused_with_them(
    command_line: CommandLine, words: tuple[str, ...], choices: str
) -> None:
    """As a usage error; nothing is recorded."""
    command_line.later(days=1)
    before = command_line.facts()
    assert choices in command_line.refused(*words, code=2)
    assert command_line.facts() == before


def test_a_correction_and_a_survey_are_written_in_chinese(command_line: CommandLine) -> None:
    """The right value of an entry, and the codes and days in a file that a Chinese editor saved with a mark."""
    command_line.do("report", "0101")
    command_line.do("verify", "0101", "--confirm", "--source", "入户")
    assert command_line.do("correct", "0101", "4", "--set", "source=电话", "--reason", "写错") == ["entry-corrected"]
    assert command_line.ask("history", "0101")[-1]["changes"] == {"source": "telephone"}
    survey = '{"number": "0101", "village": "990101001001", "source": "走访", "members": [{"number": 2, "willingness": "无就业意愿"}]}'
    file = command_line.folder / "survey.json"
    file.write_text(survey, encoding="utf-8-sig")
    assert command_line.ask("register", str(file))["facts"] == ["members-updated"]
    assert "visit 入户走访" in command_line.refused("correct", "0101", "4", "--set", "source=某法", "--reason", "写错")


def test_history_and_page_tell_corrections_at_the_entry(command_line: CommandLine) -> None:
    """Old value, new value and reason; what was taken back is marked (newcomer S2)."""
    command_line.do("report", "0101")
    command_line.do("verify", "0101", "--confirm", "--source", "visit")
    command_line.do("correct", "0101", "4", "--set", "核实方式=电话", "--reason", "当天打的电话")
    command_line.do("log", "0101", "--kind", "call", "--outcome", "away")
    command_line.do("correct", "0101", "6", "--withdraw", "--reason", "记错户")
    at_the_entry = "〔更正（第5条，clerk）：核实方式由“入户走访”改为“电话调查”；原因：当天打的电话〕"
    for page in (command_line.say("history", "0101"), command_line.say("show", "0101")):
        assert at_the_entry in page
        assert "〔已撤回（第7条，clerk）；原因：记错户〕" in page
    history = command_line.ask("history", "0101")
    (correction,) = history[3]["corrected_by"]
    assert correction["changes"] == [{"field": "source", "from": "visit", "to": "telephone"}]
    assert (correction["version"], correction["reason"], correction["withdrawn"]) == (5, "当天打的电话", False)
    assert history[4]["words"]["zh"] == "更正第4条：核实方式由“入户走访”改为“电话调查”"
    assert history[5]["corrected_by"][0]["withdrawn"]

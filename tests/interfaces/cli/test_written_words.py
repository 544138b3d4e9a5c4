"""Chinese words and the dates people write, wherever the command line asks for a code or a date (newcomer W2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import click
import pytest

from casework.domain.calendar.work_calendar import SHANGHAI
from casework.domain.written.days import Lies
from casework.interfaces.cli.first_page import command_beside_catalogue, command_of_catalogue, panels
from casework.interfaces.cli.parameters import CodeType, DayType, MomentType, WrongValueError
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


def options() -> Iterator[tuple[str, click.Parameter]]:
    """Every option and argument of every command, those of the catalogue among them."""

    def of(words: str, command: click.Command) -> Iterator[tuple[str, click.Parameter]]:
        for below, each in getattr(command, "commands", {}).items():
            yield from of(f"{words} {below}", each)
        yield from ((words, parameter) for parameter in command.params)

    for names in panels().values():
        for word in names:
            command = command_beside_catalogue(word) or command_of_catalogue(word)
            assert command is not None
            yield from of(word, command)


OPTIONS = list(options())


def taking(kind: type[click.ParamType[Any]]) -> list[Any]:
    """The options of this kind, each under its command's name."""
    return [pytest.param(each, id=f"{words} {each.name}") for words, each in OPTIONS if isinstance(each.type, kind)]


@pytest.mark.parametrize("option", taking(CodeType))
def test_every_option_for_a_code_takes_its_words(option: click.Parameter) -> None:
    """Each code of its list by its Chinese label, and by the English one."""
    assert isinstance(option.type, CodeType)
    for code in option.type.codes:
        assert option.type.convert(code.label.zh, option, None) is code
        assert option.type.convert(code.label.en, option, None) is code


WRITTEN = ("2026年2月27日", "2月27日", "2026.2.27", "2026/2/27", "20260227", "上周五", "2026-02-27")


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize("option", taking(DayType))
def test_every_option_for_a_day_takes_what_people_write(
    option: click.Parameter, written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked on Monday, 2 March 2026. Without a year it is the next one ahead, the last one behind, or asked which."""
    monkeypatch.setenv("CASEWORK_CLOCK", "2026-03-02T09:00+08:00")
    assert isinstance(option.type, DayType)
    if option.type.lies is Lies.ANYWHERE and written == "2月27日":
        with pytest.raises(WrongValueError, match="2026-02-27, 2027-02-27"):
            option.type.convert(written, option, None)
        return
    meant = option.type.convert(written, option, None)
    ahead = option.type.lies is Lies.AHEAD and written == "2月27日"
    assert meant == date(2027 if ahead else 2026, 2, 27)


@pytest.mark.parametrize("written", [*WRITTEN, "2月27日上午9点", "2026-02-27T09:00"])
@pytest.mark.parametrize("option", taking(MomentType))
def test_every_option_for_a_moment_takes_what_people_write(
    option: click.Parameter, written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bare day stands where its option says: at its start, or at its end."""
    monkeypatch.setenv("CASEWORK_CLOCK", "2026-03-02T09:00+08:00")
    assert isinstance(option.type, MomentType)
    meant = option.type.convert(written, option, None)
    first = datetime(2026, 2, 27, tzinfo=SHANGHAI)
    assert first <= meant <= first + timedelta(days=1)


def test_no_code_or_day_of_a_command_is_taken_as_text() -> None:
    """What a command of the catalogue declares as a code, a day or a moment comes through an option for it."""
    assert (len(taking(CodeType)) > 30, len(taking(DayType)) > 15, len(taking(MomentType)) > 30) == (True, True, True)
    spoken = ("on", "since", "at", "kind", "until", "outcome", "stage", "source", "milestone")
    plain = [
        (words, each.name) for words, each in OPTIONS if each.name in spoken and each.type.name in ("text", "name")
    ]
    assert plain == []


def test_words_of_an_office_are_taught_in_chinese(command_line: CommandLine) -> None:
    """The kind of a word by its usual header, the meaning by the words for it; codes as before, and withdrawn alike."""
    for words in (
        ("就业状态", "打散工", "已就业"),
        ("header", "务工去向", "务工地点"),
        ("劳动能力", "三级", "弱劳动力"),
    ):
        assert command_line.ask("words", "add", *words, "--region", "9901")["recorded"] == 1
    taught = {(each["of"], each["text"]): each["meaning"] for each in command_line.ask("words", "list")}
    assert taught == {
        ("employment", "打散工"): "employed",
        ("header", "务工去向"): "work_place",
        ("capacity", "三级"): "weak",
    }
    assert command_line.ask("words", "add", "employment", "打散工", "employed", "--region", "9901")["recorded"] == 0
    assert command_line.ask("words", "withdraw", "就业情况", "打散工", "--region", "9901")["recorded"] == 1
    assert "可用" in command_line.refused("words", "add", "就业状态", "打散工", "也许", "--region", "9901")

"""
What people read: one plain sentence for a deadline, tables in both languages, and log lines without anybody in them.
"""

from __future__ import annotations

import json
import logging

import pytest
import structlog

from casework.interfaces.workplace.log_lines import configure_logging
from tests.support.installations.command_line import FATHER, HEADER, CommandLine


def test_a_deadline_is_explained_in_one_sentence(command_line: CommandLine) -> None:
    """Whether it is overdue, from when, how long, until when; then day by day, and the rule."""
    said = command_line.say("explain", "0101", "verify")
    assert said.splitlines()[0] == (
        "“核实”没有逾期：自2026-03-02 09:00起算，时限为15天，截止日2026-03-17，还有11个工作日。"
    )
    assert f"工作日历：版本{calendar(command_line)}" in said
    english = command_line.say("explain", "0101", "verify", "--lang", "en").splitlines()[0]
    assert english == (
        "Verification is not overdue: it runs from 2026-03-02 09:00 for 15 days, due by the end of 2026-03-17, "
        "leaving 11 working days."
    )


def calendar(command_line: CommandLine) -> str:
    """The version of the calendar in use."""
    return str(command_line.ask("explain", "0101", "verify")["calendar"])


def test_days_off_are_named(command_line: CommandLine) -> None:
    """Why a day does not count, in words: a weekend, a holiday, a make-up day."""
    command_line.now = command_line.now.replace(month=4, day=2)
    command_line.do("verify", "0101", "--confirm", "--source", "visit")
    said = command_line.say("explain", "0101", "assign")
    for word in ("清明节", "工作日"):
        assert word in said


def test_a_late_deadline_says_by_how_much(command_line: CommandLine) -> None:
    """In working days."""
    command_line.later(days=9)
    assert "已逾期6个工作日" in command_line.say("explain", "0101", "report")
    assert "is overdue by 6 working days" in command_line.say("explain", "0101", "report", "--lang", "en")


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        (("list",), "已发现", "detected"),
        (("overdue",), "逾期工作日", "working days late"),
        (("workload",), "（尚无帮扶干部）", "(nobody)"),
        (("history", "0101"), "已上报", "Reported"),
        (("show", "0101"), "整劳力", "禾坪村 0101"),
        (("policy", "show"), "落实责任人", "a cadre responsible"),
        (("calendar", "show", "2026"), "清明节", "Tomb-sweeping Day"),
        (("doctor",), "每次提交都保存到磁盘", "every commit reaches the disk"),
    ],
)
def test_everything_is_said_in_both_languages(
    command_line: CommandLine, words: tuple[str, ...], zh: str, en: str
) -> None:
    """Chinese first."""
    command_line.do("report", "0101")
    row = (*FATHER[:7], "整劳力", FATHER[8])
    command_line.import_rows(row, name="again.csv")
    command_line.later(days=20)
    command_line.ask("sweep")
    assert zh in command_line.say(*words)
    assert en in command_line.say(*words, "--lang", "en")


def test_policy_and_calendar_can_be_taken_as_toml(command_line: CommandLine) -> None:
    """As the texts that casework itself reads."""
    from casework.domain.calendar.work_calendar import WorkCalendar
    from casework.domain.policy.text import load_policy

    assert load_policy(command_line.say("policy", "show", "--toml")).version == "1"
    whole = WorkCalendar.load(command_line.say("calendar", "show", "--toml"))
    assert whole.years[0].year == 2004
    assert [year.year for year in WorkCalendar.load(command_line.say("calendar", "show", "2025", "--toml")).years] == [
        2025
    ]


def test_log_lines_are_json_and_name_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    """An error is told by its kind and place; what a library logs, by its constant words."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    try:
        configure_logging("info")
        log = structlog.get_logger("casework")
        log.info("facts.recorded", household="x")
        try:
            raise ValueError("禾一亩")
        except ValueError:
            log.exception("pass.failed")
        logging.getLogger("library").warning("could not store %s", "禾一亩")
        log.debug("not.shown")
    finally:
        root.handlers, root.level = handlers, level
        structlog.reset_defaults()
    lines = capsys.readouterr().err.splitlines()
    said = [json.loads(line) for line in lines]
    assert [line["event"] for line in said] == ["facts.recorded", "pass.failed", "could not store %s"]
    assert said[1]["error"] == "ValueError"
    assert said[1]["places"][0].startswith("test_log_lines_are_json_and_name_nobody:")
    assert "禾一亩" not in "".join(lines)


def test_nothing_is_logged_unless_something_is_wrong(command_line: CommandLine) -> None:
    """Unless the level says otherwise."""
    assert command_line.run("report", "0101").stderr == ""
    told = command_line.run("receipt", "0101", "township", CASEWORK_LOG_LEVEL="info").stderr
    assert json.loads(told.splitlines()[0])["event"] == "facts.recorded"


def test_the_most_talkative_log_names_nobody(command_line: CommandLine) -> None:
    """Neither while ledgers are read nor while a household is worked on."""
    path = command_line.table("again.csv", [HEADER, (*FATHER[:6], "10099999999", *FATHER[7:])])
    note = ("log", "0101", "--kind", "call", "--outcome", "away", "--note", "秘密的话")
    told = "".join(
        command_line.run(*words, CASEWORK_LOG_LEVEL="debug").stderr
        for words in (("import", path), note, ("show", "0101"), ("sweep",))
    )
    assert "facts.recorded" in told
    assert [secret for secret in (FATHER[3], FATHER[4], "10099999999", "秘密的话") if secret in told] == []

"""What was entered can be read again by whoever may: words, values before and after, and in full for a reason (GY-17g)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.installations.command_line import FATHER, HEADER, MOTHER, WORKER, CommandLine

H = "0101"
IN_FULL = ("--unmask", "--reason", "电话打不通，核对号码", "--as", "li.na")


@pytest.fixture
def spoken(any_counter: CommandLine) -> CommandLine:
    """A visit with words, a telephone and a name."""
    more = ("--member", "1", "--note", "想去县城打工", "--telephone", "13800138000", "--names", "禾一亩")
    any_counter.do("log", H, "--kind", "visit", "--outcome", "reached", *more)
    return any_counter


def in_one_line(text: str) -> str:
    """A table without its frame and line breaks."""
    return "".join(text.replace("│", "").split())


def test_a_note_is_read_again(spoken: CommandLine) -> None:
    """In the history, of whom it speaks; who was met and by which number masked; nothing in a log line."""
    shown = in_one_line(spoken.say("history", H))
    assert "成员1备注：想去县城打工" in shown
    assert "138******00" in shown
    assert "禾**" in shown
    assert "13800138000" not in shown
    sealed = spoken.ask("history", H)[-1]["sealed"]
    assert [(word["of"], word["field"]) for word in sealed] == [("1", "text"), ("1", "telephone"), ("1", "names")]


def test_sealed_data_is_shown_in_full_for_a_reason_and_that_is_recorded(spoken: CommandLine) -> None:
    """Who, where, of whom and why: recorded before anything is shown."""
    assert "13800138000" in in_one_line(spoken.say("history", H, *IN_FULL))
    page = spoken.say("show", H, *IN_FULL)
    assert FATHER[4] in page
    assert FATHER[6] in page
    seen = [entry for entry in spoken.ask("history", H) if entry["fact"] == "personal-data-shown"]
    assert [(entry["by"], entry["where"], entry["members"]) for entry in seen] == [
        ("li.na", "history", [1, 2]),
        ("li.na", "household", [1, 2]),
    ]
    assert [word["text"] for word in seen[0]["sealed"]] == ["电话打不通，核对号码"]


@pytest.mark.parametrize("words", [("--unmask",), ("--unmask", "--reason", " "), ("--reason", "想看")])
@pytest.mark.parametrize("name", ["history", "show"])
def test_without_a_reason_nothing_is_shown(command_line: CommandLine, name: str, words: tuple[str, ...]) -> None:
    """A usage error, and nothing recorded."""
    before = command_line.facts()
    assert command_line.run(name, H, *words).exit_code == 2
    assert command_line.facts() == before


def test_nobody_looks_without_saying_who_he_is(command_line: CommandLine) -> None:
    """The account is part of the record."""
    command_line.account = None
    assert command_line.run("show", H, "--unmask", "--reason", "核对").exit_code == 2
    command_line.say("show", H)


def test_the_page_shows_what_is_known_of_each_masked(command_line: CommandLine) -> None:
    """Relation and telephone, which no list has; names and numbers to their ends."""
    page = command_line.say("show", H)
    assert "成员1 与户主关系：户主；联系电话：100******78" in page
    assert FATHER[6] not in page
    assert FATHER[4] not in page
    members = command_line.ask("show", H)["members"]
    assert [word["field"] for word in members[0]["sealed"]] == ["relation", "phone", "employment_text"]


def later_ledger(command_line: CommandLine, pay: str, employer: str, telephone: str) -> None:
    """A ledger of a later day with pay, employer and the father's telephone."""
    command_line.later(days=1)
    father = (*FATHER[:6], telephone, *FATHER[7:])
    rows = [(*father, "", ""), (*MOTHER, "", ""), (*WORKER, pay, employer)]
    file = command_line.table(f"{pay}.csv", [(*HEADER, "月收入", "务工企业"), *rows])
    command_line.say("import", file)


def changes(command_line: CommandLine, household: str) -> list[tuple[Any, ...]]:
    """What the newest entry says was changed."""
    return [
        (each["member"], each["label"]["zh"], each["before"], each["after"])
        for each in command_line.ask("history", household)[-1]["before_and_after"]
    ]


def test_a_change_says_before_and_after(any_counter: CommandLine) -> None:
    """Clear values and sealed words alike; a telephone masked; in words in the table."""
    later_ledger(any_counter, "2800", "甲厂", "13912345678")
    assert changes(any_counter, H) == [(1, "联系电话", "100******78", "139******78")]
    later_ledger(any_counter, "3200", "乙厂", "13912345678")
    assert changes(any_counter, "0102") == [(1, "月收入", "2800", "3200"), (1, "务工企业", "甲厂", "乙厂")]
    shown = in_one_line(any_counter.say("history", "0102"))
    assert "成员1月收入2800→3200" in shown
    assert "成员1月收入（空）→2800" in shown


def test_what_holds_from_another_day_says_from_which(command_line: CommandLine) -> None:
    """A ledger of the first of March taken in on the third."""
    command_line.later(days=1)
    rows = [(*WORKER, "2800")]
    command_line.say("import", command_line.table("march.csv", [(*HEADER, "月收入"), *rows]), "--as-of", "2026-03-02")
    assert "自2026-03-02起" in in_one_line(command_line.say("history", "0102"))


def test_a_change_in_a_job_says_before_and_after(command_line: CommandLine) -> None:
    """What was never said before is no change, and nothing stands there twice."""
    command_line.say(
        "place",
        H,
        "--member",
        "1",
        "--kind",
        "flexible",
        "--since",
        "2026-03-02",
        "--pay",
        "2800",
        "--employer",
        "甲厂",
    )
    command_line.later(days=3)
    change = ("change-job", H, "1", "--on", "2026-03-05", "--pay", "3200", "--employer", "乙厂", "--post", "质检")
    command_line.say(*change)
    assert changes(command_line, H) == [(1, "月收入", "2800", "3200"), (1, "单位名称", "甲厂", "乙厂")]
    shown = in_one_line(command_line.say("history", H))
    assert "成员1月收入2800→3200成员1单位名称甲厂→乙厂成员1岗位：质检" in shown


def test_a_change_that_is_entered_late_is_held_against_its_own_day(command_line: CommandLine) -> None:
    """Pay of the fourth, entered after that of the sixth, follows the pay of the second."""
    command_line.say("place", H, "--member", "1", "--kind", "flexible", "--since", "2026-03-02", "--pay", "2800")
    command_line.later(days=5)
    command_line.say("change-job", H, "1", "--on", "2026-03-06", "--pay", "3200")
    command_line.say("change-job", H, "1", "--on", "2026-03-04", "--pay", "3000")
    assert changes(command_line, H) == [(1, "月收入", "2800", "3000")]


def test_a_household_of_nobody_says_once_what_is_known_of_it(command_line: CommandLine) -> None:
    """Its own line stands on the page once, not once for each table that is empty."""
    for member in ("1", "2"):
        command_line.say("member-left", H, "--member", member, "--why", "dead")
    assert command_line.say("show", H).count("户主姓名") == 1

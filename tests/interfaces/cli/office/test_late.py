"""Two times from the command line: very late entries need somebody's word, and what is logged late is told as such."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from unittest.mock import ANY

import pytest

from casework.domain.calendar.work_calendar import SHANGHAI
from tests.support.installations.command_line import CommandLine

H = "0101"
LIMIT = 92
"""Days after which the default policy asks for a supervisor's word."""


def ago(command_line: CommandLine, days: int) -> str:
    """The day so many days before now."""
    return (command_line.now.date() - timedelta(days=days)).isoformat()


def allow(command_line: CommandLine, first: str, last: str, *words: str, by: str = "boss") -> list[str]:
    """A supervisor gives his word."""
    return command_line.do("allow-late", H, "--from", first, "--to", last, "--reason", "山区无网络", *words, by=by)


def call(day: str, by: str = "li.na") -> tuple[str, ...]:
    """Logging a call of a day."""
    return ("log", H, "--kind", "call", "--outcome", "reached", "--at", f"{day}T16:00", "--as", by)


def deadline(command_line: CommandLine, name: str) -> dict[str, Any]:
    """What the page of the household says of a deadline."""
    (found,) = [each for each in command_line.ask("show", H)["deadlines"] if each["deadline"] == name]
    return dict(found)


def rows(command_line: CommandLine, *words: str) -> dict[str | None, dict[str, Any]]:
    """The report of late logging by account."""
    return {row["account"]: row for row in command_line.ask("late", *words)}


def test_an_entry_within_the_limit_needs_no_word(any_counter: CommandLine) -> None:
    """What happened 92 days ago is entered as usual, at any hour; 93 days ago it is refused, and nothing is recorded."""
    command_line = any_counter
    command_line.later(days=200)
    command_line.say(*call(ago(command_line, LIMIT)))
    facts = command_line.facts()
    refused = command_line.refused(*call(ago(command_line, LIMIT + 1)))
    assert "casework allow-late" in refused
    assert "上级" in refused
    assert "supervisor" in refused
    assert command_line.facts() == facts


def test_a_supervisors_word_opens_the_door_for_its_days(any_counter: CommandLine) -> None:
    """Somebody else allows it, for its days alone; the entry is an ordinary one, and the word stands in the history."""
    command_line = any_counter
    command_line.later(days=200)
    day, before = ago(command_line, 150), ago(command_line, 151)
    assert "li.na" in command_line.refused(
        "allow-late", H, "--from", day, "--to", day, "--for", "li.na", "--reason", "无网络", "--as", "li.na"
    )
    assert allow(command_line, day, day) == ["late-entry-allowed"]
    assert allow(command_line, day, day) == []
    command_line.refused(*call(before))
    command_line.refused(*call(day, by="boss"))
    command_line.say(*call(day))
    told = {entry["fact"]: entry for entry in command_line.ask("history", H)}
    assert told["late-entry-allowed"]["words"]["zh"] == f"准许他人补录{day}的事"
    assert told["late-entry-allowed"]["by"] == "boss"
    assert [word["text"] for word in told["late-entry-allowed"]["sealed"]] == ["山区无网络"]
    assert "山区" not in str({**told["late-entry-allowed"], "sealed": None})
    assert datetime.fromisoformat(told["follow-up-logged"]["occurred_at"]).date().isoformat() == day


def test_a_word_for_one_account_holds_for_no_other(command_line: CommandLine) -> None:
    """And no longer once it was withdrawn."""
    command_line.later(days=200)
    day = ago(command_line, 150)
    allow(command_line, ago(command_line, 160), day, "--for", "li.na")
    command_line.refused(*call(day, by="wang.wei"))
    command_line.say(*call(day))
    version = next(e["version"] for e in command_line.ask("history", H) if e["fact"] == "late-entry-allowed")
    refused = command_line.refused(
        "correct", H, str(version), "--set", "account=null", "--reason", "错", "--as", "li.na"
    )
    assert "account" in refused
    command_line.say("correct", H, str(version), "--withdraw", "--reason", "错")
    command_line.refused(*call(day))


def test_a_survey_passes_the_same_door(command_line: CommandLine) -> None:
    """A visit of long ago is taken in with a supervisor's word only."""
    command_line.later(days=200)
    day, file = ago(command_line, 150), command_line.folder / "survey.json"
    village = command_line.ask("list")[0]["village"]
    file.write_text(
        f'{{"number": "{H}", "village": "{village}", "source": "visit", "effective_on": "{day}",'
        ' "members": [{"number": 2, "willingness": "unwilling"}]}',
        encoding="utf-8",
    )
    assert "allow-late" in command_line.refused("register", str(file), "--at", day, "--as", "li.na")
    allow(command_line, day, day)
    command_line.say("register", str(file), "--at", day, "--as", "li.na")


def test_correcting_an_old_entry_is_no_late_entry(command_line: CommandLine) -> None:
    """A year later a wrong entry is put right without anybody's word."""
    command_line.later(days=1)
    command_line.say(*call("2026-03-02"))
    command_line.later(days=400)
    version = next(e["version"] for e in command_line.ask("history", H) if e["fact"] == "follow-up-logged")
    assert command_line.do("correct", H, str(version), "--set", 'kind="visit"', "--reason", "错") == ["entry-corrected"]


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2026-03-02", "2026-03-01", "起始日"),
        ("2026-03-02", "2026-03-03", "已经发生"),
        ("2003-01-01", "2026-03-01", "2004"),
    ],
)
def test_days_that_cannot_be_are_refused(command_line: CommandLine, first: str, last: str, said: str) -> None:
    """In the wrong order, still to come, before the calendar: one sentence, and nothing is recorded."""
    facts = command_line.facts()
    assert said in command_line.refused(
        "allow-late", H, "--from", first, "--to", last, "--reason", "无", "--as", "boss"
    )
    assert command_line.facts() == facts


def duties(command_line: CommandLine) -> dict[str, tuple[int, int, int]]:
    """Of each household on the board: duties with nothing done, done late, and done in time but logged late."""
    return {
        each["household"]: (each["nothing_done"], each["done_late"], each["logged_late"])
        for each in command_line.ask("list")
    }


def test_a_late_entry_changes_the_status_and_leaves_the_notice(any_counter: CommandLine) -> None:
    """Overdue and raised; then it turns out that the report was made in time: overdue no more, the notice stays."""
    command_line = any_counter
    command_line.later(days=2)
    command_line.say("sweep")
    sent = [notice for notice in command_line.ask("notices") if notice["deadline"] == "report"]
    assert [notice["step"] for notice in sent] == [1]
    assert deadline(command_line, "report")["outcome"] == "nothing-done"
    assert duties(command_line) == {H: (1, 0, 0), "0102": (0, 0, 0)}
    command_line.do("report", H, "--at", "2026-03-03T16:00", by="village.head")
    assert [each["deadline"] for each in command_line.ask("overdue")] == []
    assert (deadline(command_line, "report")["status"], deadline(command_line, "report")["outcome"]) == (
        "met",
        "logged-late",
    )
    assert [notice for notice in command_line.ask("notices") if notice["deadline"] == "report"] == sent
    assert "按时完成、逾期补录" in command_line.say("show", H)
    assert "logged late" in command_line.say("show", H, "--lang", "en")
    assert duties(command_line) == {H: (0, 0, 1), "0102": (0, 0, 0)}


@pytest.mark.parametrize(
    ("done", "recorded", "outcome"),
    [
        ("2026-03-03T23:59:59", "2026-03-03T23:59:59", "in-time"),
        ("2026-03-03T23:59:59", "2026-03-04T00:00:00", "logged-late"),
        ("2026-03-04T00:00:00", "2026-03-04T00:00:00", "done-late"),
    ],
)
def test_the_outcome_turns_at_the_end_of_the_last_day(
    command_line: CommandLine, done: str, recorded: str, outcome: str
) -> None:
    """The report is due by the end of Tuesday 3 March: a second decides, by both times; the board says the same."""
    command_line.now = datetime.fromisoformat(recorded).replace(tzinfo=SHANGHAI)
    command_line.do("report", H, "--at", done)
    assert deadline(command_line, "report")["outcome"] == outcome
    assert duties(command_line)[H] == (0, int(outcome == "done-late"), int(outcome == "logged-late"))


def test_the_report_of_late_logging(any_counter: CommandLine) -> None:
    """By township and account: entries, late ones and their share, the longest delay, and what came of the duties."""
    command_line = any_counter
    assert command_line.ask("late") == []
    command_line.later(days=2)
    command_line.do("report", H, "--at", "2026-03-03T16:00", by="village.head")
    command_line.do("verify", H, "--confirm", "--source", "visit", by="town")
    command_line.do("assign", H, "li.na", by="town")
    command_line.do("accept", H, by="li.na")
    command_line.later(days=12)
    command_line.do("log", H, "--kind", "visit", "--outcome", "reached", "--at", "2026-03-05", by="li.na")
    command_line.say(*call("2026-03-15"))
    found = rows(
        command_line
    )  # the visit was the first one and a contact, the call another contact; two plans are missing
    township = {"township": "990101001000", "township_name": "五镰镇"}
    assert found["li.na"] == {
        **township,
        "account": "li.na",
        "entries": 3,
        "late": 1,
        "share": 1 / 3,
        "longest_days": 11,
        "in_time": 2,
        "logged_late": 1,
        "done_late": 0,
        "nothing_done": 2,
        "ended_overdue": 0,
        "ended_by": "",
    }
    assert (found["village.head"]["entries"], found["village.head"]["late"]) == (1, 0)
    assert (found[None]["entries"], found[None]["share"], found[None]["logged_late"]) == (0, None, 1)
    assert rows(command_line, "--to", "2026-03-15")["li.na"]["entries"] == 1
    assert rows(command_line, "--from", "2026-03-16")["li.na"]["entries"] == 2
    assert command_line.ask("late", "--region", "990102") == []
    page = command_line.say("late")
    assert "补录情况" in page
    assert "33.3%" in page
    assert "Late logging" in command_line.say("late", "--lang", "en")


def test_the_report_without_anything_to_count(command_line: CommandLine) -> None:
    """A sentence, in both languages."""
    assert "没有可统计" in command_line.say("late", "--region", "990102")
    assert "no entries" in command_line.say("late", "--region", "990102", "--lang", "en")
    assert "起始日" in command_line.refused("late", "--from", "2026-03-02", "--to", "2026-03-01")


def test_the_report_of_then(any_counter: CommandLine) -> None:
    """What it said on a day is said again later."""
    command_line = any_counter
    command_line.later(days=2)
    command_line.do("report", H, "--at", "2026-03-03T16:00", by="village.head")
    then, moment = command_line.ask("late"), command_line.now.isoformat()
    command_line.later(days=20)
    command_line.say(*call("2026-03-15"))
    again = command_line.ask("late", "--as-of", moment)
    assert again["items"] == then


def test_a_pause_ends_by_itself(any_counter: CommandLine) -> None:
    """Paused for 60 days at the most: until 30 April it stands still, on 1 May the sweep lets it run, in words."""
    command_line = any_counter
    assert command_line.do("pause", H, "verify", "--reason", "住院", by="town") == ["deadline-paused"]
    assert command_line.do("pause", H, "report", "--reason", "住院", by="town") == ["deadline-paused"]
    standing = deadline(command_line, "verify")
    assert (standing["status"], standing["outcome"], standing["due_on"]) == ("paused", None, None)
    assert standing["lapses_at"] == "2026-05-01T00:00:00+08:00"
    assert "最迟2026-05-01恢复计算" in command_line.say("show", H)
    command_line.now = datetime(2026, 4, 30, 23, 59, 59, tzinfo=SHANGHAI)
    assert command_line.ask("sweep")["due"] == 0
    assert deadline(command_line, "verify")["status"] == "paused"
    command_line.now += timedelta(seconds=1)
    assert deadline(command_line, "verify")["status"] == "open"
    assert "恢复计算 2 项" in command_line.say("sweep")
    ended = [entry for entry in command_line.ask("history", H) if entry["fact"] == "deadline-resumed"]
    assert {entry["by"] for entry in ended} == {"rule:escalation@1"}
    assert deadline(command_line, "verify")["due_on"] == "2026-05-15"
    command_line.later(days=30)
    command_line.say("sweep")
    assert {n["deadline"] for n in command_line.ask("notices")} == {"verify", "report"}


def test_days_beyond_the_limit_count_without_a_sweep(any_counter: CommandLine) -> None:
    """Nobody swept for a month: the first sweep finds the deadline overdue since mid-May, and raises it at once."""
    command_line = any_counter
    command_line.do("pause", H, "verify", "--reason", "住院", by="town")
    command_line.now = datetime(2026, 6, 1, 9, tzinfo=SHANGHAI)
    assert deadline(command_line, "verify")["status"] == "overdue"
    assert command_line.ask("sweep")["escalated"] > 0
    assert deadline(command_line, "verify")["due_on"] == "2026-05-15"
    assert "verify" in {each["deadline"] for each in command_line.ask("overdue")}
    assert command_line.ask("sweep") == {
        "due": 0,
        "reminded": 0,
        "escalated": 0,
        "already": 0,
        "overdue": ANY,
        "next_duty": ANY,
    }


def test_a_used_up_limit_and_ones_own_deadline_are_refused(any_counter: CommandLine) -> None:
    """The sentence says how long and how much is left; the cadre is told to ask somebody else."""
    command_line = any_counter
    command_line.do("verify", H, "--confirm", "--source", "visit", by="town")
    command_line.do("assign", H, "li.na", by="town")
    command_line.do("accept", H, by="li.na")
    refused = command_line.refused("pause", H, "first-offer", "--reason", "住院", "--as", "li.na")
    assert "须由他人办理" in refused
    assert "Somebody else" in refused
    command_line.do("pause", H, "first-offer", "--reason", "住院", by="town")
    command_line.later(days=61)
    command_line.do("resume", H, "first-offer", by="li.na")
    used_up = command_line.refused("pause", H, "first-offer", "--reason", "住院", "--as", "town")
    assert "最多暂停60天" in used_up
    assert "剩余0天" in used_up

"""What the lists said on an earlier day, asked by command line on both databases (issue: as-of; ADR 0017)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from casework.application.log.encoding.keys import KeyRing
from casework.application.log.records.groups import AppendGroup
from casework.application.log.records.household_ids import reference_id
from casework.application.log.store import Log
from casework.application.writing.rule_books import CALENDARS, POLICIES
from casework.domain.fact import Fact, Recorded
from casework.domain.facts.office.rules import CalendarLoaded, PolicyPublished
from casework.domain.policy.text import default_policy_text
from tests.support.installations.command_line import DIVISIONS, VILLAGE, CommandLine, resident_id
from tests.support.installations.printed_lists import LISTS, Printed, all_printed, asked_again, printed

H = "0101"
OTHER = ("0109", "", "户主", "粟五畦", resident_id("19810101", 9), "双穗村", "", "", "失业")
NEXT = ("0110", "", "户主", "粟六畦", resident_id("19810102", 8), "禾坪村", "", "", "失业")
FLOODED = "2026-03-18T09:00:00+08:00"
PAGES = (("explain", "verify"), ("show",), ("responsibility",))
FLOOD = """
version = "flood"
names = [{ code = "flood", zh = "汛情", en = "flood" }]
[[years]]
year = 2026
notice = "五镰镇防汛通知"
off = [{ name = "flood", first = 2026-03-16, last = 2026-03-20 }]
work = []
"""


def publish(command_line: CommandLine, name: str, fact: Fact) -> None:
    """The fact about rules is recorded now."""
    ring = KeyRing.load(command_line.folder / "command_line.keys")
    stream = reference_id(ring.ids, kind="rules", name=name)
    with Log.open(command_line.url, ring) as log:
        entry = Recorded(
            originator_id=stream,
            originator_version=len(log.entries(stream)) + 1,
            timestamp=command_line.now,
            occurred_at=command_line.now,
            by="county",
            command_id="",
            fact=fact,
        )
        log.append(AppendGroup(household=stream, expected_version=entry.version - 1, entries=(entry,)))


def a_stricter_policy() -> PolicyPublished:
    """From 9 March on a household is to be verified within four days."""
    text = default_policy_text().replace('version = "1"', 'version = "2"', 1)
    text = text.replace("effective_on = 2004-01-01", "effective_on = 2026-03-09", 1)
    text = text.replace(
        'limit = { value = 15, unit = "calendar-days" }', 'limit = { value = 4, unit = "calendar-days" }'
    )
    return PolicyPublished(version="2", effective_on=date(2026, 3, 9), text=text)


def weeks_of_work(command_line: CommandLine) -> list[Printed]:
    """Three weeks with everything that changes lists, and every list as it was printed before and after each step."""
    kept = all_printed(command_line)
    command_line.do("report", H)
    kept += all_printed(command_line)  # in the same moment as before: only the position tells them apart
    command_line.later(days=3)
    command_line.say("sweep")
    kept += all_printed(command_line)
    command_line.later(days=1)
    command_line.do("verify", H, "--confirm", "--source", "visit", "--at", "2026-03-04", by="town")
    command_line.do("assign", H, "li.na", by="town")
    command_line.do("accept", H, by="li.na")
    command_line.do("level", H, "key", by="town")
    command_line.import_rows(OTHER, name="later.csv")
    kept += all_printed(command_line)
    command_line.later(days=4)
    publish(command_line, POLICIES, a_stricter_policy())
    command_line.import_rows(NEXT, name="next.csv")
    kept += all_printed(command_line)
    command_line.later(days=8)
    command_line.say("sweep")
    command_line.do("log", H, "--kind", "visit", "--outcome", "reached", "--at", "2026-03-09", by="li.na")
    kept += all_printed(command_line)
    publish(
        command_line, CALENDARS, CalendarLoaded(version="flood", years=(2026,), division="990101001000", text=FLOOD)
    )
    kept += all_printed(command_line)
    command_line.later(days=1)
    command_line.do("correct", H, version_of(command_line, "level-set"), "--withdraw", "--reason", "录入错误")
    command_line.do(
        "correct", H, version_of(command_line, "follow-up-logged"), "--set", "outcome=refused", "--reason", "录入错误"
    )
    renamed = [(code, "新禾村" if code == VILLAGE else name) for code, name in DIVISIONS]
    command_line.say("import", "--divisions", command_line.table("renamed.csv", [("区划代码", "名称"), *renamed]))
    kept += all_printed(command_line)
    command_line.later(days=8)
    command_line.say("sweep")
    return kept + all_printed(command_line)


def version_of(command_line: CommandLine, fact: str) -> str:
    """The version of the newest entry of this kind in the history of 0101."""
    return next(str(entry["version"]) for entry in reversed(command_line.ask("history", H)) if entry["fact"] == fact)


def test_a_list_asked_later_is_the_list_that_was_printed(any_counter: CommandLine) -> None:
    """
    Facts, late entries, corrections, publications and new names in between change no byte of it.

    Position and time bring back every list; the time alone brings back the last one of its moment.
    """
    command_line = any_counter
    kept = weeks_of_work(command_line)
    command_line.later(days=30)
    for words in LISTS:
        assert len({each.items for each in kept if each.words == words}) > 1
    before, flooded = (each for each in kept if (each.words, each.day) == (("list",), FLOODED))
    assert before.items != flooded.items
    for each in kept:
        again = asked_again(command_line, each.words, *each.again)
        assert (bytes(again.items), again.complete_up_to) == (each.items, each.position), each
    for each in kept:
        alone = asked_again(command_line, each.words, "--as-of-position", str(each.position))
        assert alone.complete_up_to == each.position
        assert (alone.as_of != each.day) or bytes(alone.items) == each.items, each
    last = {(each.words, each.day): each for each in kept if each.words in LISTS}
    for each in last.values():
        again = asked_again(command_line, each.words, "--as-of", each.day)
        assert (bytes(again.items), again.complete_up_to, again.as_of) == (each.items, each.position, each.day)


def test_households_of_merged_villages_are_found_where_they_were_then(any_counter: CommandLine) -> None:
    """Before the day they stand in the old villages, after it in the new one, whose streams have other codes."""
    command_line, old, new = any_counter, "990101001002", "990101001003"
    command_line.import_rows(OTHER, name="other.csv")
    words = [(name, "--region", region) for name in ("list", "overdue") for region in (VILLAGE, old, new)]
    command_line.later(days=2)
    kept = printed(command_line, *words)
    command_line.ask("divisions", "merge", VILLAGE, old, "--into", new, "--name", "双禾村", "--from", "2026-03-09")
    command_line.later(days=5)
    assert command_line.ask("divisions", "carry")["carried"] == 3
    command_line.later(days=2)
    after = printed(command_line, *words)
    command_line.later(days=30)
    command_line.say("sweep")
    for each in kept + after:
        again = asked_again(command_line, each.words, *each.again)
        assert bytes(again.items) == each.items, each
    in_order = [len(json.loads(each.items)) for each in (*kept[:3], *after[:3])]
    assert in_order == [2, 1, 0, 0, 0, 3]


def test_a_date_means_its_end(command_line: CommandLine) -> None:
    """What is due on a day is not overdue before that day's 24:00, and the day as a whole is asked by its date."""
    command_line.later(days=1, hours=14, minutes=59)  # 23:59 on the day on which the report is due
    assert command_line.ask("overdue") == []
    command_line.later(days=5)
    end = asked_again(command_line, ("overdue",), "--as-of", "2026-03-03")
    assert end.as_of == "2026-03-04T00:00:00+08:00"
    assert [each["deadline"] for each in json.loads(bytes(end.items))] == ["report"]
    assert bytes(asked_again(command_line, ("overdue",), "--as-of", "2026-03-03T23:59").items) == b"[]"


def test_a_late_entry_counts_where_it_happened_only_for_what_held(any_counter: CommandLine) -> None:
    """A visit of 4 March logged on the 16th, first as a call: as of the 13th nobody knew, yet it held on the 13th."""
    command_line = any_counter
    command_line.do("report", H)
    command_line.do("verify", H, "--confirm", "--source", "visit", by="town")
    command_line.do("assign", H, "li.na", by="town")
    command_line.do("accept", H, by="li.na")
    command_line.later(days=14)
    command_line.do("log", H, "--kind", "call", "--outcome", "reached", "--at", "2026-03-04", by="li.na")
    for by in ("li.na", "boss"):  # it meets a duty that is overdue, so it takes two
        command_line.do(
            "correct",
            H,
            version_of(command_line, "follow-up-logged"),
            "--set",
            "kind=visit",
            "--reason",
            "录入错误",
            by=by,
        )
    then = ("2026-03-13T18:00",)

    def first_visit(*options: str) -> bool:
        items = json.loads(bytes(asked_again(command_line, ("overdue",), *options).items))
        return any(each["deadline"] == "first-visit" for each in items)

    assert first_visit("--as-of", *then)
    assert not first_visit("--true-at", *then)
    assert first_visit("--as-of", *then, "--true-at", *then)
    held = asked_again(command_line, ("overdue",), "--true-at", *then)
    assert (held.as_of, held.true_at) == (command_line.now.isoformat(), "2026-03-13T18:00:00+08:00")


def test_an_explanation_and_a_page_of_then(any_counter: CommandLine) -> None:
    """
    A deadline and its household as they stood: by what was recorded by then, or by what is known now to have happened
    by then.
    """
    command_line = any_counter
    command_line.do("pause", H, "verify", "--reason", "封路")
    command_line.later(days=1)
    before, shown, held = (command_line.ask(name, H, *more) for name, *more in PAGES)
    position = command_line.facts()
    command_line.later(days=2)
    command_line.do("resume", H, "verify")
    command_line.do("verify", H, "--confirm", "--source", "visit", "--at", "2026-03-03T08:00", by="town")
    asked = ("--as-of", "2026-03-03T09:00")
    then = command_line.ask("explain", H, "verify", *asked)
    of_then = {"as_of": "2026-03-03T09:00:00+08:00", "complete_up_to": position}
    assert then == before | of_then
    assert command_line.ask("show", H, *asked) == shown | of_then
    assert command_line.ask("responsibility", H, *asked) == held | of_then
    assert (then["status"], command_line.ask("explain", H, "verify")["status"]) == ("paused", "met")
    assert command_line.ask("explain", H, "verify", "--true-at", "2026-03-03T09:00")["status"] == "met"
    assert command_line.ask("explain", H, "verify", "--true-at", "2026-03-03T07:59")["status"] == "paused"


def test_what_held_leaves_out_what_happened_later(command_line: CommandLine) -> None:
    """The stage and the notices of a moment, whenever they were recorded."""
    command_line.later(days=3)
    command_line.do("report", H)
    command_line.say("sweep")
    held = asked_again(command_line, ("list",), "--true-at", "2026-03-02")
    assert {each["household"]: each["stage"] for each in json.loads(bytes(held.items))} == {
        H: "detected",
        "0102": "registered",
    }
    assert bytes(asked_again(command_line, ("notices",), "--true-at", "2026-03-02").items) == b"[]"
    assert bytes(asked_again(command_line, ("list",), "--true-at", "2026-03-01").items) == b"[]"


def test_a_history_of_then(any_counter: CommandLine) -> None:
    """The entries that were there, and the household by its id even when its registration was withdrawn since."""
    command_line = any_counter
    before, other = printed(command_line, ("history", H), ("history", "0102"))
    command_line.later(days=1)
    command_line.do("report", H)
    assert bytes(asked_again(command_line, ("history", H), *before.again).items) == before.items
    assert H in command_line.refused("history", H, "--as-of", "2026-02-27")
    found = {each["household"]: each["id"] for each in command_line.ask("list")}["0102"]
    batch = command_line.ask("history", H)[0]["by"].removeprefix("import:")
    assert command_line.ask("import", "--withdraw", batch, "--yes")["households"] >= 1
    assert "0102" in command_line.refused("history", "0102")
    assert bytes(asked_again(command_line, ("history", found), *other.again).items) == other.items


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        (("--as-of", "2026-03-02T09:01"), "还没有到", "has not come yet"),
        (("--as-of", "2026-03-02"), "还没有到", "has not come yet"),
        (("--true-at", "2026-03-02T09:01"), "还没有到", "has not come yet"),
        (("--as-of-position", "0"), "没有序号0", "There is no position 0"),
        (("--as-of-position", "-1"), "没有序号-1", "There is no position -1"),
        (("--as-of-position", "9" * 30), "没有序号9", "There is no position 9"),
        (("--as-of", "2026-03-01", "--true-at", "2026-03-02T09:00"), "不能晚于", "lies after"),
    ],
)
def test_a_moment_that_there_was_not_is_refused(
    command_line: CommandLine, words: tuple[str, ...], zh: str, en: str
) -> None:
    """One sentence in each language; exit code 1."""
    for name in LISTS:
        said = command_line.refused(*name, *words)
        assert zh in said
        assert en in said


def test_an_empty_log_has_no_earlier_state(sqlite_url: str, tmp_path: Path) -> None:
    """Nothing recorded yet is said in a sentence; a moment before the first entry is an empty list."""
    command_line = CommandLine(sqlite_url, tmp_path)
    command_line.say("migrate")
    assert "尚无任何记录" in command_line.refused("list", "--as-of", "2026-03-01")
    command_line.load_divisions()
    assert asked_again(command_line, ("list",), "--as-of", "2026-03-01").complete_up_to == 0


@pytest.mark.parametrize("value", ["yesterday", "2026-02-30", "9999-12-31", "2026-03-02T25:00"])
def test_what_is_no_time_is_a_usage_error(command_line: CommandLine, value: str) -> None:
    """It is named, in both languages."""
    assert value in command_line.refused("overdue", "--as-of", value, code=2)
    assert "序号" in command_line.refused("overdue", "--as-of-position", "ten", code=2)

"""Policies from the command line: checked, shown, compared, published, and what follows from them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import ANY

import pytest

from casework.domain.policy.text import default_policy_text
from tests.support.installations.command_line import DIVISIONS, VILLAGE, CommandLine, resident_id

TEXT = default_policy_text()
TODAY = date(2026, 3, 2)
COUNTY, TOWNSHIP, OTHER_COUNTY = "990101", "990101001", "990102"
NEEDS = """
[[deadline]]
name = "needs"
zh = "了解需求"
en = "needs of a household"
source = "BJ-1.3"
starts = [{ fact = "detected" }]
met = [{ fact = "needs-assessed" }]
limit = { value = 3, unit = "working-days" }
duty = "township"
"""


def a_policy(command_line: CommandLine, version: str, on: date, *changes: tuple[str, str], more: str = "") -> str:
    """The path of a policy file: the default text under another version and day, with these changes."""
    text = TEXT
    for old, new in (('version = "1"', f'version = "{version}"'), ("2004-01-01", f"{on}"), *changes):
        assert old in text, old
        text = text.replace(old, new, 1)
    return a_file(command_line, f"policy-{version}.toml", text + more)


def a_file(command_line: CommandLine, name: str, text: str) -> str:
    """The path of a text file."""
    path = command_line.folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def verify_within(days: int) -> tuple[str, str]:
    """Verification takes so many calendar days instead of 15."""
    usual = 'value = 15, unit = "calendar-days" }\nduty'
    return usual, usual.replace("15", str(days))


def deadlines(command_line: CommandLine, household: str, name: str) -> list[dict[str, Any]]:
    """The instances of a deadline on the household's page."""
    return [each for each in command_line.ask("show", household)["deadlines"] if each["deadline"] == name]


def published(command_line: CommandLine, file: str, *words: str) -> Any:
    """The JSON answer to publishing a file."""
    return command_line.ask("policy", "publish", file, *words)


def test_a_policy_is_published_and_shown(any_counter: CommandLine) -> None:
    """The answer has version, day and position; from then on it is the policy in force, its text as it was typed."""
    file = a_policy(any_counter, "2", TODAY, verify_within(20))
    position = any_counter.facts() + 1
    assert published(any_counter, file) == {
        "version": "2",
        "effective": "2026-03-02",
        "position": position,
        "own_below": [],
        "proposal": None,
        "next_step": ANY,
    }
    assert any_counter.ask("policy", "show")["version"] == "2"
    assert any_counter.say("policy", "show", "--toml") == Path(file).read_text(encoding="utf-8")
    assert any_counter.ask("policy", "show", "--on", "2026-03-01")["version"] == "1"


def test_what_is_shown_can_be_published_back(any_counter: CommandLine) -> None:
    """It is in force already: nothing is recorded, neither before nor after a first publication."""
    for version in ("1", "2"):
        shown = a_file(any_counter, "shown.toml", any_counter.say("policy", "show", "--toml"))
        before = any_counter.facts()
        assert published(any_counter, shown) == {
            "version": version,
            "effective": "2004-01-01" if version == "1" else "2026-03-02",
            "position": None,
            "own_below": [],
            "proposal": None,
            "next_step": ANY,
        }
        assert any_counter.facts() == before
        published(any_counter, a_policy(any_counter, "2", TODAY, verify_within(20)))


def test_the_same_command_is_carried_out_once(any_counter: CommandLine) -> None:
    """With its own id the answer is the same position again, also after another policy followed; without, it is quiet."""
    file = a_policy(any_counter, "2", TODAY, verify_within(20))
    first = published(any_counter, file, "--command-id", "p1")
    assert published(any_counter, file)["position"] is None
    published(any_counter, a_policy(any_counter, "3", TODAY, verify_within(25)))
    before = any_counter.facts()
    assert published(any_counter, file, "--command-id", "p1") == first
    other = a_policy(any_counter, "4", TODAY, verify_within(30))
    assert "command id" in any_counter.refused("policy", "publish", other, "--command-id", "p1")
    assert any_counter.facts() == before


def test_a_running_deadline_keeps_its_policy(any_counter: CommandLine) -> None:
    """Detected on 2 March under 15 days; from the 9th 20 days are allowed: only what begins then has them."""
    published(any_counter, a_policy(any_counter, "2", date(2026, 3, 9), verify_within(20)))
    any_counter.later(days=7)
    newcomer = ("0103", "", "户主", "粟五畦", resident_id("19810101", 9), "双穗村", "", "", "失业")
    any_counter.import_rows(newcomer, name="more.csv")
    assert [each["due_on"] for each in deadlines(any_counter, "0101", "verify")] == ["2026-03-17"]
    assert [each["due_on"] for each in deadlines(any_counter, "0103", "verify")] == ["2026-03-30"]
    assert any_counter.ask("explain", "0103", "verify")["policy"] == "2"


def test_a_correction_reaches_what_began_since(any_counter: CommandLine) -> None:
    """Published on the 9th as in force from the 2nd, with --correct: the deadline of the 2nd has the new limit."""
    any_counter.later(days=7)
    file = a_policy(any_counter, "2", TODAY, verify_within(20))
    before = any_counter.facts()
    assert "--correct" in any_counter.refused("policy", "publish", file)
    assert any_counter.facts() == before
    published(any_counter, file, "--correct")
    assert [each["due_on"] for each in deadlines(any_counter, "0101", "verify")] == ["2026-03-23"]


def test_whoever_publishes_hears_who_below_keeps_a_text_of_its_own(any_counter: CommandLine) -> None:
    """On trial, in earnest, when it is sent again, and in words with name and day."""
    published(any_counter, a_policy(any_counter, "county", TODAY, verify_within(10)), "--region", COUNTY)
    file = a_policy(any_counter, "city", TODAY, verify_within(20))
    own = [{"division": f"{COUNTY}000000", "version": "county", "since": "2026-03-02"}]
    tried = published(any_counter, file, "--dry-run")
    assert (tried["own_below"], tried["moves"]) == (own, {"duties": None})
    said = any_counter.say("policy", "publish", file, "--region", "9901", "--command-id", "p1")
    assert f"不随本次发布变化：麦浪区（{COUNTY}000000）第county版，自2026-03-02起" in said
    assert published(any_counter, file, "--region", "9901", "--command-id", "p1")["own_below"] == own
    below = a_policy(any_counter, "town", TODAY, verify_within(12))
    assert published(any_counter, below, "--region", f"{COUNTY}001")["own_below"] == []


def test_a_county_has_its_own_policy(any_counter: CommandLine) -> None:
    """Its townships inherit it; a neighbouring county follows the city."""
    any_counter.say(
        "import",
        "--divisions",
        any_counter.table(
            "more-divisions.csv",
            [
                ("区划代码", "名称"),
                *DIVISIONS,
                (f"{OTHER_COUNTY}000000", "豆垄县"),
                (f"{OTHER_COUNTY}001000", "垄上镇"),
                (f"{OTHER_COUNTY}001001", "垄下村"),
            ],
        ),
    )
    published(any_counter, a_policy(any_counter, "city", TODAY, verify_within(20)), "--region", "9901")
    published(any_counter, a_policy(any_counter, "county", TODAY, verify_within(10)), "--region", COUNTY)
    any_counter.later(hours=1)
    rows = [
        ("0103", "", "户主", "粟五畦", resident_id("19810101", 9), "双穗村", "", "", "失业"),
        ("0104", "", "户主", "稻六垄", resident_id("19820101", 8), "垄下村", "", "", "失业"),
    ]
    any_counter.import_rows(*rows, name="more.csv")
    asked = [
        any_counter.ask("policy", "show", "--region", code)["version"]
        for code in (TOWNSHIP, COUNTY, OTHER_COUNTY, "9901")
    ]
    assert asked == ["county", "county", "city", "city"]
    assert any_counter.ask("policy", "show")["version"] == "1"
    assert [each["due_on"] for each in deadlines(any_counter, "0103", "verify")] == ["2026-03-12"]
    assert [each["due_on"] for each in deadlines(any_counter, "0104", "verify")] == ["2026-03-23"]
    listed = any_counter.say("policy", "show", "--region", TOWNSHIP, "--lang", "en")
    assert [word in listed for word in ("麦浪区 (990101000000)", "everywhere")] == [True] * 2


def test_a_new_deadline_needs_no_code(any_counter: CommandLine) -> None:
    """Written into the text and published back to the day of the detection, it runs for what happened before."""
    any_counter.later(days=7)
    published(any_counter, a_policy(any_counter, "2", TODAY, more=NEEDS), "--correct")
    (needs,) = deadlines(any_counter, "0101", "needs")
    assert (needs["status"], needs["due_on"], needs["working_days_late"]) == ("overdue", "2026-03-05", 2)
    assert "了解需求" in any_counter.say("show", "0101")
    late = [each for each in any_counter.ask("overdue") if each["deadline"] == "needs"]
    assert [(each["household"], each["due_on"], each["working_days_late"]) for each in late] == [
        ("0101", "2026-03-05", 2)
    ]
    any_counter.do("needs", "0101", "--member", "1")
    assert [each["status"] for each in deadlines(any_counter, "0101", "needs")] == ["met"]


def test_a_difference_is_named(command_line: CommandLine) -> None:
    """Against the policy in force, against that of a division, and of two files."""
    one = a_policy(command_line, "2", TODAY, verify_within(20))
    two = a_policy(command_line, "3", TODAY, verify_within(25), ('"1970"', '"2100"'))

    def limit(days: int) -> dict[str, Any]:
        return {"value": days, "unit": "calendar-days"}

    assert command_line.ask("policy", "diff", one) == [
        {"rule": "deadline.verify.limit", "from": limit(15), "to": limit(20)}
    ]
    assert command_line.ask("policy", "diff", one, two) == [
        {"rule": "clearing.minimum_wage", "from": "1970", "to": "2100"},
        {"rule": "deadline.verify.limit", "from": limit(20), "to": limit(25)},
    ]
    published(command_line, one, "--region", COUNTY)
    assert command_line.ask("policy", "diff", one, "--region", TOWNSHIP) == []
    assert "规则没有变化" in command_line.say("policy", "diff", one, "--region", TOWNSHIP)
    assert len(command_line.ask("policy", "diff", one)) == 1
    page = command_line.say("policy", "diff", one, two, "--lang", "en")
    assert [word in page for word in ("verification", "20 days", "25 days", "minimum wage", "2100")] == [True] * 5
    page = command_line.say("policy", "diff", one)
    assert [word in page for word in ("核实", "15天", "20天")] == [True] * 3


def test_publishing_says_what_changes(command_line: CommandLine) -> None:
    """A trial run says it beforehand and records nothing."""
    file = a_policy(command_line, "2", TODAY, verify_within(20))
    before = command_line.facts()
    tried = command_line.ask("policy", "publish", file, "--dry-run")
    assert (tried["position"], tried["dry_run"], [each["rule"] for each in tried["changes"]]) == (
        None,
        True,
        ["deadline.verify.limit"],
    )
    assert tried["moves"] == {"duties": 1}
    later = a_policy(command_line, "3", date(2026, 4, 1), verify_within(20))
    assert command_line.ask("policy", "publish", later, "--dry-run")["moves"] == {"duties": 0}
    assert "已起算的期限变动 0 项" in command_line.say("policy", "publish", later, "--dry-run")
    page = command_line.say("policy", "publish", file, "--dry-run")
    assert "已起算的期限变动 1 项（逐项：casework what-if 文件）" in page
    assert [word in page for word in ("未发布", "15天", "20天")] == [True] * 3
    assert command_line.facts() == before
    page = command_line.say("policy", "publish", file)
    assert [word in page for word in ("已发布", "15天", "20天")] == [True] * 3
    assert "无须发布" in command_line.say("policy", "publish", file)


def test_a_check_lists_every_fault(command_line: CommandLine) -> None:
    """In both languages, with exit code 1; a sound file is said to be sound."""
    bad = a_policy(command_line, "2", TODAY, ("verify = {", "verifi = {"), ('source = "GY-12f"', 'source = ""'))
    told = command_line.run("policy", "check", bad)
    assert told.exit_code == 1
    assert [word in told.stdout for word in ("verifi", "未注明依据", "names no source", "2 faults")] == [True] * 4
    answer = command_line.run("policy", "check", bad, "--json")
    assert answer.exit_code == 1
    found = json.loads(answer.stdout)
    assert (found["sound"], found["version"], found["effective"]) == (False, "2", "2026-03-02")
    assert [set(fault) for fault in found["faults"]] == [{"zh", "en"}] * 2
    sound = a_policy(command_line, "2", TODAY)
    assert command_line.ask("policy", "check", sound) == {
        "sound": True,
        "version": "2",
        "effective": "2026-03-02",
        "faults": [],
        "warnings": [],
        "next_step": ANY,
    }
    assert "sound" in command_line.say("policy", "check", sound, "--lang", "en")


@pytest.mark.parametrize(
    ("changes", "saying"),
    [
        ([("verify = {", "verifi = {")], "unknown deadline: verifi"),
        ([('fact = "placed"', 'fact = "plaiced"')], "unknown fact: plaiced"),
        ([('to = ["county"]', 'to = ["king"]')], "unknown role: king"),
        ([("working_days_late = 3", "working_days_late = 1")], "step by step"),
        ([('source = "OF-15"', "")], "names no source"),
        ([('source = "OF-15"', 'source = " "')], "names no source"),
        ([('version = "2"', 'version = "1"'), ('"1970"', '"2100"')], "choose a new version"),
        ([("2026-03-02", "2026-03-01"), ('"1970"', '"2100"')], "--correct"),
    ],
)
def test_a_wrong_policy_is_not_published(
    command_line: CommandLine, changes: list[tuple[str, str]], saying: str
) -> None:
    """A sentence, exit code 1, and nothing was recorded."""
    before = command_line.facts()
    assert saying in command_line.refused("policy", "publish", a_policy(command_line, "2", TODAY, *changes))
    assert command_line.facts() == before


@pytest.mark.parametrize("command", [("check",), ("diff",), ("publish",)], ids=lambda words: words[0])
def test_what_is_no_policy_file_is_refused(command_line: CommandLine, command: tuple[str, ...]) -> None:
    """Absent, a folder, too large, no text."""
    (command_line.folder / "large.toml").write_bytes(b"#" * 1_000_001)
    (command_line.folder / "latin.toml").write_bytes("政策".encode("gb18030"))
    for name, saying in (
        ("absent.toml", "there is no such file"),
        ("", "it is a folder"),
        ("large.toml", "too large"),
        ("latin.toml", "UTF-8"),
    ):
        assert saying in command_line.refused("policy", *command, str(command_line.folder / name))


@pytest.mark.parametrize("command", [("diff",), ("publish",)], ids=lambda words: words[0])
def test_what_is_no_toml_is_refused(command_line: CommandLine, command: tuple[str, ...]) -> None:
    """With the place that is wrong."""
    file = a_file(command_line, "torn.toml", 'version = "2"\ntitle = \n')
    assert "line 2" in command_line.refused("policy", *command, file)


def test_a_division_that_is_not_there_has_no_policy(command_line: CommandLine) -> None:
    """A mistyped code publishes nothing; the codes above and below a loaded one are good."""
    file = a_policy(command_line, "2", TODAY, verify_within(20))
    assert "990109000000" in command_line.refused("policy", "publish", file, "--region", "990109")
    assert published(command_line, file, "--region", VILLAGE)["position"] is not None
    assert published(command_line, file, "--region", "99")["position"] is not None


def test_the_policy_can_be_shown_before_there_is_a_database(tmp_path: Path) -> None:
    """What casework starts with; nothing is made on the way."""
    command_line = CommandLine(f"sqlite:///{tmp_path / 'nowhere' / 'none.sqlite'}", tmp_path)
    assert command_line.ask("policy", "show")["version"] == "1"
    assert command_line.say("policy", "show", "--toml") == TEXT
    assert command_line.ask("policy", "diff", a_policy(command_line, "2", TODAY)) == []
    assert not (tmp_path / "nowhere").exists()


def test_the_green_channel_shortens_what_begins(any_counter: CommandLine) -> None:
    """It is on the household's page and in its history; opening it twice is quiet."""
    assert any_counter.do("green-channel", "0101") == ["green-channel-opened"]
    assert any_counter.do("green-channel", "0101") == []
    any_counter.do("verify", "0101", "--confirm", "--source", "visit")
    assert [each["due_on"] for each in deadlines(any_counter, "0101", "employed")] == ["2026-03-23"]
    assert any_counter.ask("show", "0101")["green_channel"] is True
    assert "已开通绿色通道" in any_counter.say("show", "0101")
    assert "Green channel opened" in any_counter.say("history", "0101", "--lang", "en")
    assert any_counter.do("green-channel", "0101", "--close") == ["green-channel-closed"]
    assert any_counter.ask("show", "0101")["green_channel"] is False


def test_two_publishers_at_once(any_counter: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is slower decides again on the other's policy: the same text is then quiet, and no fact stands twice."""
    from casework.application.writing.rule_books import RuleBooks

    file = a_policy(any_counter, "2", TODAY, verify_within(20))
    current = RuleBooks.current
    raced: list[Any] = []

    def slow(books: RuleBooks) -> Any:
        book = current(books)
        if not raced:
            raced.append(True)
            raced.append(published(any_counter, file, "--as", "wang.wei")["position"])
        return book

    monkeypatch.setattr(RuleBooks, "current", slow)
    assert published(any_counter, file)["position"] is None
    assert raced[1] == any_counter.facts()


def test_a_policy_whose_own_case_comes_out_otherwise_is_refused(any_counter: CommandLine) -> None:
    """Fifteen days became ten and the case did not follow: the check names it, and nothing is published."""
    case = """
[[case]]
name = "十五天内核实"
given = [{ fact = "detected", on = 2026-03-03 }]
due = [{ deadline = "verify", due_on = 2026-03-18 }]
"""
    sound = a_policy(any_counter, "2", date(2026, 4, 1), more=case)
    assert any_counter.ask("policy", "check", sound)["faults"] == []
    file = a_policy(any_counter, "3", date(2026, 4, 1), verify_within(10), more=case)
    said = "案例“十五天内核实”不符：期限“核实”应为截止日2026-03-18，结果是截止日2026-03-13"
    result = any_counter.run("policy", "check", file, "--json")
    assert (result.exit_code, [fault["zh"] for fault in json.loads(result.stdout)["faults"]]) == (1, [said])
    before = any_counter.facts()
    assert said in any_counter.refused("policy", "publish", file)
    assert any_counter.facts() == before

"""A deadline set by law that was missed, on every page and list that speaks of it (GY-17c)."""

from __future__ import annotations

from casework.domain.policy.text import default_policy_text
from tests.support.installations.command_line import CommandLine

VERIFY = "2026-03-17"


def marks(command_line: CommandLine) -> tuple[object, ...]:
    """What each page and list says of the verification of 0101."""
    shown = command_line.ask("show", "0101")
    (listed,) = (row for row in command_line.ask("list") if row["household"] == "0101")
    explained = command_line.ask("explain", "0101", "verify")
    return (
        [each["deadline"] for each in shown["missed_law"]],
        [each["missed_law"] for each in shown["deadlines"] if each["deadline"] == "verify"],
        listed["missed_law"],
        (explained["missed_law"], explained["rule"]["force"]),
        [row["missed_law"] for row in command_line.ask("episodes", "--list")["episodes"]],
        [each["deadline"] for each in command_line.ask("responsibility", "0101")["missed_law"]],
        [(row["deadline"], row["due_on"], row["outcome"]) for row in command_line.ask("overdue", "--missed-law")],
    )


def marked(outcome: str) -> tuple[object, ...]:
    """As they say it once it was missed."""
    return ["verify"], [True], 1, (True, "law"), [1], ["verify"], [("verify", VERIFY, outcome)]


def test_it_is_marked_for_ever(any_counter: CommandLine) -> None:
    """Not on its last day, then while nothing is done, when it was done late, after the end, and by a rebuild."""
    any_counter.later(days=15)
    assert marks(any_counter) == ([], [False], 0, (False, "law"), [0], [], [])
    any_counter.later(days=2)
    assert [(row["deadline"], row["force"]) for row in any_counter.ask("overdue")] == [
        ("report", "internal"),
        ("verify", "law"),
    ]
    assert marks(any_counter) == marked("nothing-done")
    any_counter.do("verify", "0101", "--not-eligible", "moved", "--source", "visit")
    any_counter.do("verify", "0101", "--decide", by="county")
    assert marks(any_counter) == marked("done-late")
    any_counter.say("rebuild")
    assert marks(any_counter) == marked("done-late")
    assert "效力：法定" in any_counter.say("explain", "0101", "verify")
    for page in (("explain", "0101", "verify"), ("show", "0101"), ("history", "0101"), ("responsibility", "0101")):
        assert "永久记录" in any_counter.say(*page)
    assert "法定期限逾期（永久记录） 1 项" in any_counter.say("overdue", "--missed-law")
    assert "效力：内部" in any_counter.say("explain", "0101", "report")


def test_an_entry_of_before_its_last_day_takes_the_mark_away(any_counter: CommandLine) -> None:
    """What was done in time and entered late was not missed, though it was raised meanwhile: history marks no step."""
    any_counter.later(days=17)
    any_counter.say("sweep")
    raised = [each for each in any_counter.ask("history", "0101") if each["fact"] == "escalated"]
    assert [
        (each["deadline"], each["force"], each["missed_law"]) for each in raised if each["deadline"] == "verify"
    ] == [("verify", "law", True)]
    any_counter.do("verify", "0101", "--confirm", "--source", "visit", "--at", "2026-03-16")
    assert not any(each["missed_law"] for each in any_counter.ask("history", "0101"))
    assert marks(any_counter)[6] == []


def test_the_rule_book_says_the_force(command_line: CommandLine) -> None:
    """In the table and in the text."""
    page = command_line.say("policy", "show")
    assert all(word in page for word in ("效力", "法定", "承诺", "内部"))
    forces = {rule["name"]: rule["force"] for rule in command_line.ask("policy", "show")["deadline"]}
    assert (forces["verify"], forces["employed"], forces["report"]) == ("law", "promise", "internal")


def test_a_text_published_for_days_that_have_passed_takes_no_mark_away(any_counter: CommandLine) -> None:
    """
    Missed after fifteen days, it stays so under sixty, or where it is only promised, and once it is met.

    Nobody had raised it: a text for days that have passed is published after what was missed before it is recorded.
    """
    any_counter.later(days=17)
    usual = 'force = "law"\nstarts = [{ fact = "detected" }]\nmet = [{ fact = "verified" }]\nlimit = { value = 15, '
    text = default_policy_text().replace('version = "1"', 'version = "2"').replace("2004-01-01", "2026-03-01")
    assert usual in text
    file = any_counter.folder / "policy.toml"
    file.write_text(text.replace(usual, usual.replace("law", "promise").replace("15", "60")), encoding="utf-8")
    any_counter.say("policy", "publish", str(file), "--correct")
    assert "verify" not in [row["deadline"] for row in any_counter.ask("overdue")]
    assert marks(any_counter) == (["verify"], [True], 1, (True, "promise"), [1], ["verify"], marked("nothing-done")[6])
    any_counter.do("verify", "0101", "--confirm", "--source", "visit")
    any_counter.say("rebuild")
    assert marks(any_counter)[6] == marked("done-late")[6]


def test_a_text_that_drops_the_rule_takes_no_mark_away(any_counter: CommandLine) -> None:
    """It asks for no verification on any day; the one that was missed stays on every list, ended, and is urged no more."""
    any_counter.later(days=17)
    text = default_policy_text().replace('version = "1"', 'version = "2"').replace("2004-01-01", "2026-03-01")
    text = text.replace('verify = { value = 5, unit = "working-days" }\n', "")
    before, _, rest = text.partition('[[deadline]]\nname = "verify"')
    cases = rest.index("[[deadline]]"), rest.index("\n# ---- Cases")
    file = any_counter.folder / "policy.toml"
    file.write_text(f"{before}{rest[cases[0] : cases[1]]}", encoding="utf-8")
    any_counter.say("policy", "publish", str(file), "--correct")
    assert "verify" not in [row["deadline"] for row in any_counter.ask("overdue")]
    assert [(r["deadline"], r["outcome"]) for r in any_counter.ask("overdue", "--missed-law")] == [
        ("verify", "ended-overdue")
    ]
    assert [each["deadline"] for each in any_counter.ask("show", "0101")["missed_law"]] == ["verify"]
    any_counter.say("rebuild")
    assert len(any_counter.ask("overdue", "--missed-law")) == 1


def test_a_missed_one_names_the_cadre_of_its_day(any_counter: CommandLine) -> None:
    """Not the successor, to whom the household went since; what is overdue is the successor's."""
    text = default_policy_text().replace('version = "1"', 'version = "2"').replace("2004-01-01", "2026-03-01")
    first = 'met = [{ fact = "job-offered"'
    promise, law = (f'force = "{force}"' for force in ("promise", "law"))
    before, _, rest = text.partition('name = "first-offer"')
    file = any_counter.folder / "policy.toml"
    file.write_text(f'{before}name = "first-offer"{rest.replace(promise, law, 1)}', encoding="utf-8")
    assert first in rest
    any_counter.say("policy", "publish", str(file), "--correct")
    any_counter.do("verify", "0101", "--confirm", "--source", "visit")
    any_counter.do("assign", "0101", "li.na")
    any_counter.do("accept", "0101", by="li.na")
    any_counter.later(days=60)
    any_counter.do("assign", "0101", "wang.wei")
    any_counter.do("accept", "0101", by="wang.wei")
    (missed,) = (r for r in any_counter.ask("overdue", "--missed-law") if r["deadline"] == "first-offer")
    (overdue,) = (r for r in any_counter.ask("overdue") if r["deadline"] == "first-offer")
    assert (missed["responsible"], overdue["responsible"]) == ("li.na", "wang.wei")

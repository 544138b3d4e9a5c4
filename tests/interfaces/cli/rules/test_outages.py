"""An outage declared on the command line: which deadlines it moved, once, and what the explanation says of it."""

from __future__ import annotations

from tests.support.installations.command_line import CommandLine

OUT = ("calendar", "outage", "--from", "2026-03-10", "--to", "2026-03-11", "--kind", "系统停机")


def test_an_outage_moves_what_it_touched_and_says_which(any_counter: CommandLine) -> None:
    """Tried first, then declared; again it is quiet, and lists follow."""
    any_counter.later(days=10)
    tried = any_counter.ask(*OUT, "--dry-run")
    assert tried["position"] is None
    verify = [each for each in tried["moved"] if (each["household"], each["deadline"]) == ("0101", "verify")]
    assert [(each["from"], each["to"]) for each in verify] == [("2026-03-17", "2026-03-19")]
    before = any_counter.ask("explain", "0101", "verify")
    assert before["due_on"] == "2026-03-17"
    done = any_counter.ask(*OUT)
    assert done["moved"] == tried["moved"]
    again = any_counter.ask(*OUT)
    assert (again["moved"], again["unreadable"], again["position"]) == ([], 0, None)
    after = any_counter.ask("explain", "0101", "verify")
    assert (after["due_on"], after["moved"][0]["outage"]["kind"]) == ("2026-03-19", "system")
    assert "停机的2天不计入" in after["sentence"]["zh"]
    assert "声明系统停机（2026-03-10至2026-03-11）后" in any_counter.run("explain", "0101", "verify").stdout
    assert "已声明过" in any_counter.say(*OUT)


def test_a_wrong_outage_is_withdrawn_by_somebody_else(any_counter: CommandLine) -> None:
    """Not by whoever declared it; what moved moves back, is said, and again there is nothing to withdraw."""
    any_counter.later(days=10)
    assert "没有这样的停机声明" in any_counter.refused(*OUT, "--withdraw", "--as", "other")
    any_counter.ask(*OUT)
    any_counter.refused(*OUT, "--withdraw")
    tried = any_counter.ask(*OUT, "--withdraw", "--dry-run", "--as", "other")
    back = [each for each in tried["moved"] if (each["household"], each["deadline"]) == ("0101", "verify")]
    assert [(each["from"], each["to"]) for each in back] == [("2026-03-19", "2026-03-17")]
    done = any_counter.ask(*OUT, "--withdraw", "--as", "other", "--command-id", "w1")
    assert done["moved"] == tried["moved"]
    assert any_counter.ask(*OUT, "--withdraw", "--as", "other", "--command-id", "w1") == done
    assert any_counter.ask("explain", "0101", "verify")["due_on"] == "2026-03-17"
    assert "撤回系统停机（2026-03-10至2026-03-11）后" in any_counter.say("explain", "0101", "verify")
    assert "没有这样的停机声明" in any_counter.refused(*OUT, "--withdraw", "--as", "other", "--command-id", "w2")
    assert "已声明停机" in any_counter.say(*OUT, "--command-id", "w3")


def test_days_of_an_outage_after_the_last_day_are_not_counted_as_late(any_counter: CommandLine) -> None:
    """The verification was due on the 17th; of three working days two were out: it is one late, and the page says so."""
    any_counter.later(days=18)
    assert any_counter.ask("explain", "0101", "verify")["days_late"] == 3
    out = ("calendar", "outage", "--from", "2026-03-18", "--to", "2026-03-19", "--kind", "power")
    any_counter.ask(*out)
    answer = any_counter.ask("explain", "0101", "verify")
    assert (answer["due_on"], answer["days_late"], answer["days_out"]) == ("2026-03-17", 1, 2)
    assert "已逾期1个工作日（停机的2个工作日不计）" in answer["sentence"]["zh"]
    late = {row["deadline"]: row["working_days_late"] for row in any_counter.ask("overdue")}
    assert late["verify"] == 1

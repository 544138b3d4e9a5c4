"""The report of episodes from the command_line, as a table and as JSON, now and as of an earlier moment (GY-13a)."""

from __future__ import annotations

from typing import Any

from tests.support.installations.command_line import CommandLine

REPORT_KEYS = {
    "from",
    "to",
    "detected",
    "open",
    "cleared",
    "closed_otherwise",
    "all",
    "by_ground",
    "by_work",
    "stages",
    "rule",
}
GROUP_KEYS = {"cleared", "stable", "lasting", "relapsed", "not_retained", "found_false"}
EPISODE_KEYS = {
    "household",
    "id",
    "village",
    "episode",
    "kind",
    "state",
    "detected_on",
    "verified_on",
    "assigned_on",
    "offered_on",
    "placed_on",
    "ended_on",
    "ground",
    "work",
    "stable_on",
    "next_detected_on",
    "next_kind",
    "days_until_next",
    "missed_law",
}
NOBODY = {"episodes": 0, "shortest": None, "median": None, "longest": None}


def a_job_lost_after_thirty_days(command_line: CommandLine) -> int:
    """0101 is cleared on Monday and loses the job thirty days later; returns the position before that."""
    do = command_line.do
    do("verify", "0101", "--confirm", "--source", "visit", by="township")
    do("assign", "0101", "li.na", by="township")
    do("accept", "0101", by="li.na")
    do(
        "place",
        "0101",
        "--member",
        "1",
        "--kind",
        "contract",
        "--since",
        "2026-03-02",
        "--contract-months",
        "12",
        by="li.na",
    )
    do("confirm", "0101", "1", by="township")
    do("clear", "0101", "--propose", by="li.na")
    do("clear", "0101", "--decide", by="county")
    before = command_line.facts()
    command_line.later(days=30)
    do("end-job", "0101", "1", "--on", command_line.now.date().isoformat(), "--reason", "quit", by="li.na")
    return before


def test_the_report_counts_and_lists(any_counter: CommandLine) -> None:
    """One clearance, not retained after thirty days; the second episode is open."""
    command_line = any_counter
    before = a_job_lost_after_thirty_days(command_line)
    told = command_line.ask("episodes", "--list")
    assert set(told) == REPORT_KEYS | {"episodes"}
    assert told["detected"] == {"first": 1, "relapse": 0, "not-retained": 1, "false-clearance": 0}
    assert (told["cleared"], told["closed_otherwise"], told["open"]) == (1, 0, 1)
    [contract] = told["by_ground"]
    assert set(contract) == GROUP_KEYS | {"ground"}
    assert contract["relapsed"] == NOBODY
    assert contract["not_retained"] == {"episodes": 1, "shortest": 30, "median": 30, "longest": 30}
    assert [group["work"] for group in told["by_work"]] == ["contract"]
    first, second = told["episodes"]
    assert set(first) == EPISODE_KEYS
    assert (first["state"], first["next_kind"], first["days_until_next"]) == ("cleared", "not-retained", 30)
    assert (second["kind"], second["state"], second["ended_on"]) == ("not-retained", "open", None)

    then: Any = command_line.ask("episodes", "--as-of-position", str(before))
    assert set(then) == REPORT_KEYS | {"as_of", "complete_up_to"}
    assert then["by_ground"][0]["lasting"] == 1


def test_each_region_has_its_figures(any_counter: CommandLine) -> None:
    """What began and ended there, what is open now, and how long clearing took; those of a level above add up (GY-12f)."""
    a_job_lost_after_thirty_days(any_counter)
    [village] = any_counter.ask("episodes", "--by", "village")["regions"]
    assert village == {
        "region": "990101001001",
        "name": "禾坪村",
        "detected": 2,
        "again": 1,
        "cleared": 1,
        "closed_otherwise": 0,
        "open": 1,
        "days": {"shortest": 0, "median": 0, "longest": 0},
    }
    [county] = any_counter.ask("episodes", "--by", "county", "--from", "2026-03-03")["regions"]
    assert (county["name"], county["detected"], county["cleared"], county["open"]) == ("麦浪区", 1, 0, 1)
    assert county["days"] == {"shortest": None, "median": None, "longest": None}
    assert "按区划" in any_counter.say("episodes", "--by", "township")
    assert any_counter.ask("episodes", "--by", "city", "--region", "510000")["regions"] == []


def test_how_long_each_stage_lasted(any_counter: CommandLine) -> None:
    """Days from one stage of the chain to the next, of those who came there in the days asked for (CZ-7d)."""
    any_counter.later(days=3)
    any_counter.do("verify", "0101", "--confirm", "--source", "visit", by="township")
    any_counter.later(days=2)
    any_counter.do("assign", "0101", "li.na", by="township")
    found = {each["stage"]: each for each in any_counter.ask("episodes")["stages"]}
    assert (found["detected"]["next"], found["detected"]["episodes"]) == ("verified", 1)
    assert found["detected"]["days"] == {"shortest": 3, "median": 3, "longest": 3}
    assert found["verified"]["days"]["median"] == 2
    assert found["assigned"] == {
        "stage": "assigned",
        "next": "offered",
        "episodes": 0,
        "days": {"shortest": None, "median": None, "longest": None},
    }
    later = {each["stage"]: each["episodes"] for each in any_counter.ask("episodes", "--from", "2026-03-06")["stages"]}
    assert (later["detected"], later["verified"]) == (0, 1)
    assert "各阶段用时" in any_counter.say("episodes")
    [entry] = any_counter.ask("episodes", "--list")["episodes"]
    assert (entry["verified_on"], entry["assigned_on"], entry["offered_on"]) == ("2026-03-05", "2026-03-07", None)


def test_days_and_regions_limit_the_report(command_line: CommandLine) -> None:
    """Only what began or ended in these days, below this division."""
    a_job_lost_after_thirty_days(command_line)
    assert command_line.ask("episodes", "--from", "2026-03-03")["cleared"] == 0
    assert command_line.ask("episodes", "--to", "2026-03-02")["cleared"] == 1
    assert len(command_line.ask("episodes", "--list", "--from", "2026-04-01")["episodes"]) == 1
    assert command_line.ask("episodes", "--region", "510000")["detected"] == {
        "first": 0,
        "relapse": 0,
        "not-retained": 0,
        "false-clearance": 0,
    }
    assert "--to" in command_line.refused("episodes", "--from", "2026-03-03", "--to", "2026-03-02", code=2)


def test_the_report_in_words(command_line: CommandLine) -> None:
    """Tables with the written rule below them; before anything was cleared a sentence."""
    assert "没有清零" in command_line.say("episodes")
    a_job_lost_after_thirty_days(command_line)
    chinese, english = command_line.say("episodes", "--list"), command_line.say("episodes", "--list", "--lang", "en")
    assert "30/30/30" in chinese
    assert "确认稳定就业之前又发现" in chinese
    assert "contract of the length asked for" in english
    assert "not retained: before" in english

"""The report of episodes from the counter, as a table and as JSON, now and as of an earlier moment (GY-13a)."""

from __future__ import annotations

from typing import Any

from tests.support.installations.command_line import Counter

REPORT_KEYS = {"from", "to", "detected", "open", "cleared", "closed_otherwise", "all", "by_ground", "by_work", "rule"}
GROUP_KEYS = {"cleared", "stable", "lasting", "relapsed", "not_retained"}
EPISODE_KEYS = {
    "household",
    "id",
    "village",
    "episode",
    "kind",
    "state",
    "detected_on",
    "ended_on",
    "ground",
    "work",
    "stable_on",
    "next_detected_on",
    "next_kind",
    "days_until_next",
}
NOBODY = {"episodes": 0, "shortest": None, "median": None, "longest": None}


def a_job_lost_after_thirty_days(counter: Counter) -> int:
    """0101 is cleared on Monday and loses the job thirty days later; returns the position before that."""
    do = counter.do
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
    before = counter.facts()
    counter.later(days=30)
    do("end-job", "0101", "1", "--on", counter.now.date().isoformat(), "--reason", "quit", by="li.na")
    return before


def test_the_report_counts_and_lists(any_counter: Counter) -> None:
    """One clearance, not retained after thirty days; the second episode is open."""
    counter = any_counter
    before = a_job_lost_after_thirty_days(counter)
    told = counter.ask("episodes", "--list")
    assert set(told) == REPORT_KEYS | {"episodes"}
    assert told["detected"] == {"first": 1, "relapse": 0, "not-retained": 1}
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

    then: Any = counter.ask("episodes", "--as-of-position", str(before))
    assert set(then) == REPORT_KEYS | {"as_of", "complete_up_to"}
    assert then["by_ground"][0]["lasting"] == 1


def test_days_and_regions_limit_the_report(counter: Counter) -> None:
    """Only what began or ended in these days, below this division."""
    a_job_lost_after_thirty_days(counter)
    assert counter.ask("episodes", "--from", "2026-03-03")["cleared"] == 0
    assert counter.ask("episodes", "--to", "2026-03-02")["cleared"] == 1
    assert len(counter.ask("episodes", "--list", "--from", "2026-04-01")["episodes"]) == 1
    assert counter.ask("episodes", "--region", "510000")["detected"] == {"first": 0, "relapse": 0, "not-retained": 0}
    assert "--to" in counter.refused("episodes", "--from", "2026-03-03", "--to", "2026-03-02", code=2)


def test_the_report_in_words(counter: Counter) -> None:
    """Tables with the written rule below them; before anything was cleared a sentence."""
    assert "没有清零" in counter.say("episodes")
    a_job_lost_after_thirty_days(counter)
    chinese, english = counter.say("episodes", "--list"), counter.say("episodes", "--list", "--lang", "en")
    assert "30/30/30" in chinese
    assert "确认稳定就业之前又发现" in chinese
    assert "contract of the length asked for" in english
    assert "not retained: before" in english

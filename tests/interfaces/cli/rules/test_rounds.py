"""A round goes from household to household: also who had nothing new was asked, and who was not is listed (GY-1a, CD-5a)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.interfaces.cli.rules.test_policies import a_policy, published
from tests.support.installations.command_line import FATHER, HEADER, MOTHER, VILLAGE, WORKER, CommandLine

SPRING = (
    "rounds",
    "open",
    "990101",
    "2026春节摸底",
    "--kind",
    "就业现状调查",
    "--from",
    "2026-03-01",
    "--to",
    "2026-03-31",
)
ROUND_DUE = """
[[deadline]]
name = "round"
zh = "完成调查轮次"
en = "finishing a round"
source = "GY-1a"
starts = [{ fact = "round-opened" }]
per = "village"
own_date = "last_on"
met = [{ fact = "round-closed", same = ["round_name"] }]
limit = { unit = "own-date" }
duty = "village"
"""


@pytest.fixture
def county(any_counter: CommandLine) -> CommandLine:
    """A county in which a round is opened; its policy asks each village to finish one in time."""
    published(any_counter, a_policy(any_counter, "2", date(2026, 3, 2), more=ROUND_DUE))
    assert any_counter.ask(*SPRING)["divisions"] == 2
    return any_counter


def test_a_round_is_opened_once(county: CommandLine) -> None:
    """In the village and in the county's own ledger; the same again is quiet, another one of its name is refused."""
    assert county.ask(*SPRING)["divisions"] == 0
    other = county.run(*SPRING[:-1], "2026-04-30")
    assert "已有同名轮次" in other.stderr
    assert "结束日早于开始日" in county.run("rounds", "open", "990101", "x", *SPRING[4:-1], "2026-02-01").stderr


def test_who_was_asked_and_who_is_still_to_be(county: CommandLine) -> None:
    """An entry for each, also where nothing is new; the same again is quiet."""
    assert county.do("asked", "0101", "2026春节摸底", "--informant", "本人") == ["household-asked"]
    assert county.do("asked", "0101", "2026春节摸底") == []
    (village,) = county.ask("rounds", "list", "990101")
    assert (village["village"], village["households"], village["asked"], village["waiting"]) == (VILLAGE, 2, 1, 1)
    waiting = county.ask("rounds", "list", "990101", "--waiting", "--round", "2026春节摸底")
    assert [each["household"] for each in waiting] == ["0102"]
    assert "禾坪村 0102号" in county.say("rounds", "list", "990101", "--waiting")
    assert "“2026春节摸底”中已询问该户" in county.say("history", "0101")


def test_it_is_closed_with_its_coverage_and_meets_its_deadline(county: CommandLine) -> None:
    """Overdue after its last day; closing says how many were asked and which were not, once."""
    county.do("asked", "0101", "2026春节摸底")
    county.later(days=31)
    assert [each["deadline"] for each in county.ask("overdue") if each["household"] == ""] == ["round"]
    assert county.ask("rounds", "close", "990101", "2026春节摸底")["divisions"] == 2
    assert county.ask("rounds", "close", "990101", "2026春节摸底")["divisions"] == 0
    assert "“2026春节摸底”结束：已询问1户，未询问1户" in county.say("history", VILLAGE)
    assert county.ask("explain", VILLAGE, "round")["status"] == "met"


def test_nobody_is_asked_in_a_round_that_does_not_run(county: CommandLine) -> None:
    """An unknown one names those that run; a day outside it is refused."""
    assert "进行中：2026春节摸底" in county.run("asked", "0101", "2025摸底").stderr
    county.later(days=40)
    assert "不含2026-04-11" in county.run("asked", "0101", "2026春节摸底").stderr


def test_a_round_is_counted_by_resettlement_site(county: CommandLine) -> None:
    """Relocated households by site, with those of which nobody said the site; the others are in none of them."""
    sites = county.table("sites.csv", [("编号", "名称"), ("AZ-01", "禾苗新村")])
    county.ask("references", "load", "sites", sites, "--region", "990101")
    rows = [(*HEADER, "安置点编号", "易地搬迁"), (*FATHER, "AZ-01", "是"), (*MOTHER, "", ""), (*WORKER, "", "是")]
    county.ask("import", county.table("relocated.csv", rows))
    county.do("asked", "0101", "2026春节摸底")
    found = county.ask("rounds", "list", "990101", "--by-site")
    said = [(each["site"], each["site_name"], each["households"], each["asked"], each["waiting"]) for each in found]
    assert said == [(None, "", 1, 0, 1), ("AZ-01", "禾苗新村", 1, 1, 0)]
    assert "禾苗新村" in county.say("rounds", "list", "990101", "--by-site")
    assert "只能用一个" in county.run("rounds", "list", "990101", "--by-site", "--waiting").stderr

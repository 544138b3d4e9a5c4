"""Once there are accounts, policies and calendars are proposed by one and published by another (GY-17g, GY-12f)."""

from __future__ import annotations

from pathlib import Path

import pytest

from casework.domain.policy.text import default_policy_text
from tests.support.installations.command_line import CommandLine
from tests.support.installations.staff import TOWNSHIP, Staff

COUNTY, CITY = "county-hrss@990101000000", "city@990100000000"
DAYS = """version = "festival"
names = [{ code = "festival", zh = "地方节日", en = "local festival" }]
[[years]]
year = 2026
notice = "麦浪区通知"
off = [{ name = "festival", first = 2026-04-15, last = 2026-04-15 }]
work = []
"""


@pytest.fixture
def staff(any_counter: CommandLine) -> Staff:
    """Two administrators on either database."""
    return Staff(any_counter)


def a_policy(counter: CommandLine, version: str = "2") -> str:
    """A file with another minimum wage, from today on."""
    text = default_policy_text().replace('version = "1"', f'version = "{version}"').replace('"1970"', '"2100"')
    file = Path(counter.folder) / f"policy-{version}.toml"
    file.write_text(text.replace("effective_on = 2004-01-01", "effective_on = 2026-03-02"), encoding="utf-8")
    return str(file)


def wage(counter: CommandLine) -> object:
    """What is in force in the county today."""
    return counter.ask("policy", "show", "--region", "990101")["clearing"]["minimum_wage"]


def test_one_proposes_and_another_publishes(staff: Staff) -> None:
    """Until then nothing holds; who proposed it is no second person, nor is a township."""
    counter = staff.counter
    zhou, wu = staff.active("周一", COUNTY), staff.active("吴二", COUNTY)
    counter.account = zhou
    li = staff.active("李娜", TOWNSHIP)
    publish = ("policy", "publish", a_policy(counter), "--region", "990101", "--as", zhou)
    answer = counter.ask(*publish)
    assert (answer["proposal"], wage(counter)) == (1, "1970")
    assert counter.ask(*publish)["proposal"] == 1, "proposed again it is quiet"
    assert [(each["proposal"], each["version"], each["by"]) for each in counter.ask("policy", "proposals")] == [
        (1, "2", zhou)
    ]
    decide = ("policy", "decide", "1", "--as")
    before = counter.facts()
    assert "须由另一人办理" in counter.refused(*decide, zhou)
    assert "无权办理" in counter.refused(*decide, li)
    assert counter.ask(*decide, wu, "--dry-run")["changes"][0]["rule"] == "clearing.minimum_wage"
    assert (counter.facts(), wage(counter)) == (before, "1970")
    published = counter.ask(*decide, wu, "--command-id", "once")
    assert (published["version"], published["proposal"], wage(counter)) == ("2", None, "2100")
    assert counter.ask(*decide, wu, "--command-id", "once")["position"] == published["position"]
    assert counter.ask("policy", "proposals") == []
    assert "没有待决定的发布提请1" in counter.refused(*decide, wu)


def test_a_proposal_is_refused_or_taken_back(staff: Staff) -> None:
    """By a second person or by whoever proposed it; it may be proposed again."""
    counter = staff.counter
    zhou, wu = staff.active("周一", COUNTY), staff.active("吴二", COUNTY)
    counter.account = zhou
    publish = ("policy", "publish", a_policy(counter), "--region", "990101", "--as", zhou)
    for number, by in ((1, wu), (3, zhou)):
        assert counter.ask(*publish)["proposal"] == number
        assert counter.ask("policy", "decide", str(number), "--refuse", "--as", by)["refused"]
        assert (counter.ask("policy", "proposals"), wage(counter)) == ([], "1970")


def test_the_text_that_was_proposed_can_be_read(staff: Staff) -> None:
    """As it was proposed, so that the second person can check and compare it."""
    counter = staff.counter
    zhou = staff.active("周一", COUNTY)
    counter.account = zhou
    file = a_policy(counter)
    counter.ask("policy", "publish", file, "--region", "990101", "--as", zhou)
    assert counter.run("policy", "proposals", "1").stdout == Path(file).read_text(encoding="utf-8")


def test_what_changes_nothing_any_more_is_not_published(staff: Staff) -> None:
    """Two proposed the same under two versions: once one is published, the other is settled with --refuse."""
    counter = staff.counter
    zhou, wu = staff.active("周一", CITY), staff.active("吴二", CITY)
    counter.account = zhou
    for number in ("2", "3"):
        counter.ask("policy", "publish", a_policy(counter, number), "--as", zhou)
    counter.ask("policy", "decide", "1", "--as", wu)
    assert "--refuse" in counter.refused("policy", "decide", "2", "--as", wu)


def test_a_calendar_is_loaded_by_two(staff: Staff) -> None:
    """So are days of a county's own; the answer says what would move, and nothing has until then."""
    counter = staff.counter
    zhou, wu = staff.active("周一", COUNTY), staff.active("吴二", COUNTY)
    counter.account = zhou
    file = Path(counter.folder) / "days.toml"
    file.write_text(DAYS, encoding="utf-8")
    answer = counter.ask("calendar", "load", str(file), "--region", "990101", "--as", zhou)
    show = ("calendar", "show", "2026", "--region", "990101")
    assert (answer["proposal"], counter.ask(*show)["own"]) == (1, [])
    assert "须由另一人办理" in counter.refused("calendar", "decide", "1", "--as", zhou)
    assert counter.run("calendar", "proposals", "1").stdout == DAYS
    assert counter.ask("calendar", "decide", "1", "--as", wu, "--dry-run")["position"] is None
    assert counter.ask("calendar", "decide", "1", "--as", wu)["position"]
    assert [each["version"] for each in counter.ask(*show)["own"]] == ["festival"]
    assert counter.ask("calendar", "proposals") == []


def test_without_accounts_nobody_is_asked_twice(any_counter: CommandLine) -> None:
    """There is nobody who could be told from another one."""
    answer = any_counter.ask("policy", "publish", a_policy(any_counter), "--as", "clerk")
    assert (answer["proposal"], wage(any_counter)) == (None, "2100")


def test_what_holds_everywhere_is_not_the_countys(staff: Staff) -> None:
    """A city proposes for everybody; a county decides for itself alone."""
    counter = staff.counter
    zhou, wu = staff.active("周一", CITY), staff.active("吴二", COUNTY)
    counter.account = zhou
    counter.ask("policy", "publish", a_policy(counter), "--as", zhou)
    assert "county HRSS may not do policy decide" in counter.refused("policy", "decide", "1", "--as", wu)

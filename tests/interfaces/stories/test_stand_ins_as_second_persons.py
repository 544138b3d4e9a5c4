"""Whoever acts only because somebody is away is no second person to them, wherever one is asked for (ADR 0037)."""

from __future__ import annotations

from pathlib import Path

import pytest

from casework.domain.policy.text import default_policy_text
from tests.support.installations.command_line import CommandLine
from tests.support.installations.staff import COUNTY, Staff


@pytest.fixture
def staff(any_counter: CommandLine) -> Staff:
    """Two administrators on either database."""
    return Staff(any_counter)


def a_policy(counter: CommandLine, effective_on: str = "2026-03-02") -> str:
    """A file with another minimum wage, from a day on."""
    text = default_policy_text().replace('version = "1"', 'version = "2"').replace('"1970"', '"2100"')
    file = Path(counter.folder) / "policy-2.toml"
    file.write_text(text.replace("effective_on = 2004-01-01", f"effective_on = {effective_on}"), encoding="utf-8")
    return str(file)


def test_nobody_appoints_their_own_second_person(staff: Staff) -> None:
    """A household, the rules, taking out data: the stand-in may not decide, a colleague in the same office may."""
    counter = staff.counter
    chen, zhao, zhou = staff.active("陈洁", COUNTY), staff.active("赵六"), staff.active("周一", COUNTY)
    counter.do("verify", "0101", "--not-eligible", "moved", "--source", "visit", by=chen)
    counter.ask("policy", "publish", a_policy(counter), "--region", "990101", "--as", chen)
    counter.ask("office", "away", chen, "--until", "2026-03-02", "--stand-in", zhao, "--as", chen)
    allow = ("account", "allow-export", chen, "--region", "990101", "--until", "2026-03-05")
    before = counter.facts()
    for words in (("verify", "0101", "--decide"), ("policy", "decide", "1")):
        assert "视为一人" in counter.refused(*words, "--as", zhao), words
    assert "不能给自己授权" in counter.refused(*allow, "--as", zhao)
    assert counter.facts() == before
    assert counter.ask(*allow, "--as", zhou)["facts"] == ["bulk-export-allowed"]
    assert counter.do("verify", "0101", "--decide", by=zhou) == ["verified"]


def test_who_was_away_does_not_decide_later_what_was_proposed_in_their_stead(staff: Staff) -> None:
    """Back at work the holder decides as little on it as on an own proposal, nor does the next stand-in; a colleague does."""
    counter = staff.counter
    chen, zhao, zhou = staff.active("陈洁", COUNTY), staff.active("赵六"), staff.active("周一", COUNTY)
    sun = staff.active("孙二")
    counter.ask("office", "away", chen, "--until", "2026-03-02", "--stand-in", zhao, "--as", chen)
    counter.do("verify", "0101", "--not-eligible", "moved", "--source", "visit", by=zhao)
    counter.ask("policy", "publish", a_policy(counter, "2026-03-09"), "--region", "990101", "--as", zhao)
    counter.later(days=1)
    before = counter.facts()
    for words in (("verify", "0101", "--decide"), ("policy", "decide", "1")):
        assert "须由另一人办理" in counter.refused(*words, "--as", chen), words
    assert counter.facts() == before
    counter.ask("office", "away", chen, "--until", "2026-03-03", "--stand-in", sun, "--as", chen)
    for words in (("verify", "0101", "--decide"), ("policy", "decide", "1")):
        assert "须由另一人办理" in counter.refused(*words, "--as", sun), words
    assert counter.do("verify", "0101", "--decide", by=zhou) == ["verified"]
    assert "2" in counter.say("policy", "decide", "1", "--as", zhou)

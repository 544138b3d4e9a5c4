"""The data of many households are taken out in full only where a second person has allowed it (GB/T 35273-2020, 7.1)."""

from __future__ import annotations

from pathlib import Path

import pytest

from casework.domain.policy.text import default_policy_text
from tests.support.installations.command_line import CommandLine
from tests.support.installations.staff import TOWNSHIP, Staff

EXPORT = ("to-share", "national", "--region", "990101001", "--unmask", "--reason", "录入全国系统")
COUNTY = "county-hrss@990101000000"


def with_limit(counter: CommandLine, households: int) -> Staff:
    """The policy lets one person export so many households; two stand in the register."""
    text = default_policy_text().replace('version = "1"', 'version = "2"').replace("2004-01-01", "2026-03-02")
    file = Path(counter.folder) / "policy.toml"
    file.write_text(text.replace("bulk_households = 100", f"bulk_households = {households}"), encoding="utf-8")
    counter.ask("policy", "publish", str(file))
    return Staff(counter)


def test_many_households_need_a_permission(any_counter: CommandLine) -> None:
    """Refused with how to get it, and nothing was shown; masked, it is nobody's concern."""
    staff = with_limit(any_counter, 1)
    li, zhou = staff.active("李娜", TOWNSHIP), staff.active("周一", COUNTY)
    before = any_counter.facts()
    assert f"准许账号{li}导出" in any_counter.refused(*EXPORT, "--as", li)
    assert any_counter.facts() == before
    assert any_counter.ask(*EXPORT[:4], "--as", li)
    allow = ("account", "allow-export", li, "--region", "990101001", "--until", "2026-03-03", "--as", zhou)
    assert any_counter.ask(*allow)["facts"] == ["bulk-export-allowed"]
    assert any_counter.ask(*allow)["facts"] == []
    assert all("*" not in row["name"] for row in any_counter.ask(*EXPORT, "--as", li))
    any_counter.later(days=2)
    assert "allow-export" in any_counter.refused(*EXPORT, "--as", li)


def test_up_to_the_limit_nobody_is_asked(any_counter: CommandLine) -> None:
    """Two of two; one more than the limit is refused above."""
    staff = with_limit(any_counter, 2)
    assert any_counter.ask(*EXPORT, "--as", staff.active("李娜", TOWNSHIP))


@pytest.mark.parametrize(
    ("region", "until", "says"),
    [("990101", "2026-03-05", "无权办理"), ("990101001", "2026-05-05", "最长31天"), ("990101001", "2026-03-01", "")],
)
def test_what_nobody_may_allow(command_line: CommandLine, region: str, until: str, says: str) -> None:
    """A township permits nothing; no permission is for ever, or for days that are over."""
    staff = Staff(command_line)
    li, zhou = staff.active("李娜", TOWNSHIP), staff.active("周一", COUNTY)
    by = li if region == "990101" else zhou
    result = command_line.run(
        "account", "allow-export", li if by == zhou else zhou, "--region", region, "--until", until, "--as", by
    )
    assert result.exit_code in {1, 2}
    assert says in result.stderr


def test_nobody_allows_it_to_themselves(command_line: CommandLine) -> None:
    """Nor is it left of an account that was disabled and activated again."""
    staff = Staff(command_line)
    li, zhou = staff.active("李娜", TOWNSHIP), staff.active("周一", COUNTY)
    words = ("--region", "990101001", "--until", "2026-03-05")
    assert "不能给自己授权" in command_line.refused("account", "allow-export", zhou, *words, "--as", zhou)
    command_line.ask("account", "allow-export", li, *words, "--as", zhou)
    command_line.ask("account", "disable", li, "--reason", "left", "--as", staff.first)
    assert "不在使用中" in command_line.refused("account", "allow-export", li, *words, "--as", zhou)

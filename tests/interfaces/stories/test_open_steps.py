"""What waits for somebody's word in the directory of accounts: listed with since when, until when and whose word it is."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.installations.command_line import CommandLine
from tests.support.installations.staff import TOWNSHIP, Staff

AUDITOR = "auditor@990100000000"


@pytest.fixture
def staff(any_counter: CommandLine) -> Staff:
    """Two administrators on either database."""
    return Staff(any_counter)


def waiting(staff: Staff) -> list[dict[str, Any]]:
    """What waits, as the list has it."""
    rows: list[dict[str, Any]] = staff.counter.ask("office", "proposals", "--as", staff.first)
    return rows


def test_everything_that_waits_is_listed(staff: Staff) -> None:
    """An office, an invitation, disabling and another password of whoever watches; of each account beside it too."""
    counter, first = staff.counter, staff.first
    assert waiting(staff) == []
    assert "没有待决定的任职提请或其他待办" in counter.say("office", "proposals", "--as", first)
    auditor = staff.active("谷四方", AUDITOR)
    li, _ = staff.invited("李娜")
    counter.ask("office", "take", li, TOWNSHIP, "--as", first)
    counter.ask("account", "disable", auditor, "--reason", "misuse", "--as", first)
    counter.ask("account", "reset", staff.second, "--as", first)
    rows = waiting(staff)
    keys = ("kind", "account", "office", "by", "since", "lapses_on")
    on, week = "2026-03-02", "2026-03-09"
    found = sorted(tuple(row[key] for key in keys) for row in rows)
    assert found == sorted(
        [
            ("office", li, TOWNSHIP, first, on, None),
            ("activation", li, "", first, on, week),
            ("disabling", auditor, "", first, on, week),
            ("reset", staff.second, "", first, on, week),
        ]
    )
    decides = {row["kind"]: row["decides"]["zh"] for row in rows}
    assert decides == {
        "office": "另一名系统管理员",
        "activation": "本人",
        "disabling": "另一名系统管理员",
        "reset": "另一名系统管理员或审计员",
    }
    listed = {row["account"]: row for row in counter.ask("account", "list", "--as", auditor)}
    assert [each["kind"] for each in listed[li]["waits"]] == ["office", "activation"]
    assert [each["kind"] for each in listed[staff.second]["waits"]] == ["reset"]
    assert listed[first]["waits"] == []


def test_what_was_decided_or_is_over_waits_no_more(staff: Staff) -> None:
    """The auditor gives the other half; a first word that nobody answered within the week is over."""
    counter, auditor = staff.counter, staff.active("谷四方", AUDITOR)
    half = counter.ask("account", "reset", staff.second, "--as", staff.first)
    assert (half["half"], half["expires_at"]) == (1, None)
    other = counter.ask("account", "reset", staff.second, "--as", auditor)
    assert (other["half"], "本人" in other["next_step"]["zh"]) == (2, True)
    assert waiting(staff) == []
    words = f"{half['code']} {other['code']}\n\nkqzv-moxu-92lb\n"
    assert counter.run("account", "password", staff.second, "--code", stdin=words).exit_code == 0
    listed = {row["account"]: row for row in counter.ask("account", "list", "--as", auditor)}
    assert listed[staff.second]["last_reset"]["by"] == auditor
    assert "2026-03-02 由" in counter.say("account", "list", "--as", auditor)

    counter.ask("account", "disable", auditor, "--reason", "misuse", "--as", staff.first)
    counter.later(days=7)
    assert [row["kind"] for row in waiting(staff)] == ["disabling"]
    counter.later(days=1)
    assert waiting(staff) == []


def test_signing_in_tells_of_a_code_that_was_given_out(staff: Staff) -> None:
    """In words, with who did it: whoever did not ask for it tells the auditor."""
    counter = staff.counter
    li, code = staff.invited("李娜")
    assert counter.run("account", "activate", code, "--password", stdin="kqzv-moxu-92lb\n").exit_code == 0
    sign_in = ("account", "sign-in", li)
    assert "注意" not in counter.run(*sign_in, stdin="kqzv-moxu-92lb\n\n").stdout
    counter.ask("account", "reset", li, "--as", staff.first)
    told = counter.run(*sign_in, stdin="kqzv-moxu-92lb\n\n").stdout
    assert f"由{staff.first}发放过重设密码的代码，尚未使用" in told

"""Somebody is invited once, answers with a code that works once, and is seen in full only with a reason (ADR 0037, 0045)."""

from __future__ import annotations

import pytest

from tests.support.installations.command_line import CommandLine
from tests.support.installations.staff import TOWNSHIP, Staff

AUDITOR, PROTECTION = "auditor@990100000000", "data-protection@990100000000"


@pytest.fixture
def staff(any_counter: CommandLine) -> Staff:
    """Two administrators on either database."""
    return Staff(any_counter)


def test_the_same_person_twice_is_asked_about(staff: Staff) -> None:
    """By name and telephone, or by the name where telephones do not tell them apart; somebody else may be meant."""
    counter = staff.counter
    li, _ = staff.invited("李娜", "--telephone", "10012345678")
    before = counter.facts()
    for telephone in (("--telephone", "+86 100 1234 5678"), ()):
        refused = counter.refused("account", "invite", "李 娜", *telephone, "--as", staff.first)
        assert f"--again {li}" in refused
        assert "--another" in refused
    assert counter.facts() == before
    assert staff.invited("李娜", "--telephone", "10087654321")[0] != li
    assert staff.invited("李娜", "--another")[0] != li
    again = counter.ask("account", "invite", li, "--again", "--as", staff.first)
    assert again["account"] == li


def test_a_lost_answer_to_an_invitation_is_no_second_person(staff: Staff) -> None:
    """The same command again is answered with the account, and no code is told twice."""
    words = ("account", "invite", "李娜", "--command-id", "i-1", "--as", staff.first)
    first, again = staff.counter.ask(*words), staff.counter.ask(*words)
    assert (again["account"], again["code"], again["link"]) == (first["account"], None, None)


def test_no_office_is_granted_before_the_invitation_was_answered(staff: Staff) -> None:
    """Whoever gives out codes would take the office with another one, and read cases as somebody else."""
    counter = staff.counter
    li, _ = staff.invited("李娜")
    number = str(counter.ask("office", "take", li, TOWNSHIP, "--as", staff.first)["proposal"])
    assert "尚未启用" in counter.refused("office", "decide", number, "--as", staff.second)
    again = counter.ask("account", "invite", li, "--again", "--as", staff.first)
    counter.ask("account", "activate", again["code"])
    assert "未任该职" in counter.refused("show", "0101", "--unmask", "--reason", "x", "--as", li)
    assert counter.ask("office", "decide", number, "--as", staff.second)["facts"] == ["office-granted"]


def test_the_qr_code_names_nobody_and_stdin_takes_it(staff: Staff) -> None:
    """Each works once, and after the seventh day no more."""
    counter = staff.counter
    made = counter.ask("account", "invite", "李娜", "--as", staff.first)
    assert (made["link"], made["qr"]) == (None, f"{made['account']} {made['code']}")
    told = counter.run("account", "activate", "-", "--json", stdin=made["qr"] + "\n")
    assert (told.exit_code, made["account"] in told.stdout) == (0, True)
    assert "邀请码无效" in counter.run("account", "activate", "-", stdin=made["code"] + "\n").stderr
    _, late = staff.invited("王伟")
    counter.later(days=7)
    assert "邀请码已过期" in counter.refused("account", "activate", late)


def test_one_administrator_left_is_said(staff: Staff) -> None:
    """Who disables the last but one hears that it takes two; the last one stays."""
    counter = staff.counter
    told = counter.ask("account", "disable", staff.second, "--reason", "离职", "--as", staff.second)
    assert "只剩一名系统管理员" in told["next_step"]["zh"]
    assert "最后一名系统管理员" in counter.refused(
        "account", "disable", staff.first, "--reason", "离职", "--as", staff.first
    )
    assert "account" in counter.ask("account", "init", "管三", "--region", "990101")


def test_no_administrator_disables_alone_who_watches(staff: Staff) -> None:
    """The auditor goes on until the other administrator says the same; the office is not left for them either."""
    counter, words = staff.counter, ("--reason", "misuse", "--as")
    auditor = staff.active("谷四方", AUDITOR)
    for account in (auditor, staff.second):
        told = counter.ask("account", "disable", account, *words, staff.first)
        assert (told["facts"], "另一名管理员" in told["next_step"]["zh"]) == (["disabling-proposed"], True)
    assert "由本人办理离任" in counter.refused("office", "leave", auditor, AUDITOR, "--as", staff.first)
    assert counter.ask("access", "list", "--as", auditor)
    gone = counter.ask("account", "disable", auditor, *words, staff.second)
    assert gone["facts"] == ["account-disabled"]
    assert "已停用" in counter.refused("access", "list", "--as", auditor)


def test_who_works_here_is_seen_in_full_with_a_reason(staff: Staff) -> None:
    """By whom it concerns, recorded first with the reason sealed; the auditor reads who looked and why, and not the name."""
    counter = staff.counter
    li, code = staff.invited("李娜", "--telephone", "10012345678")
    counter.ask("account", "activate", code)
    auditor, protection = staff.active("谷四方", AUDITOR), staff.active("麦两顷", PROTECTION)
    seen = counter.ask("account", "unmask", li, "--reason", "核对外呼名单", "--as", protection)
    assert (seen["name"], seen["telephone"]) == ("李娜", "10012345678")
    assert "无权办理" in counter.refused("account", "unmask", li, "--reason", "好奇", "--as", auditor)
    assert "不能为空" in counter.refused("account", "unmask", li, "--reason", " ", "--as", protection, code=2)
    rows = [row for row in counter.ask("access", "list", "--as", auditor) if row["what"] == "account unmask"]
    assert [(row["account"], row["kind"], row["outcome"], row["reason"]) for row in rows if row["reason"]] == [
        (protection, "unmask", "allowed", "核对外呼名单")
    ]


def test_nobody_gives_themselves_anything_in_any_way(staff: Staff) -> None:
    """An office, a name, being let in again, standing in for somebody, how much one carries."""
    counter = staff.counter
    li = staff.active("李娜", TOWNSHIP)
    own = ("--as", staff.first)
    before = counter.facts()
    for words in (
        ("office", "take", staff.first, TOWNSHIP),
        ("account", "adopt", "li.na", staff.first),
        ("account", "activate", staff.first, "--again"),
        ("office", "away", li, "--until", "2026-03-06", "--stand-in", staff.first),
        ("office", "capacity", staff.first, "9"),
        ("account", "allow-export", staff.first, "--region", "990101", "--until", "2026-03-06"),
    ):
        assert any(word in counter.refused(*words, *own) for word in ("不能给自己授权", "无权办理")), words
    assert counter.facts() == before

"""The second factor at the command line, on both databases."""

from __future__ import annotations

import json
from base64 import b32decode
from typing import Any

import pytest

from casework.domain.authentication.one_time_codes import code_at
from tests.support.installations.command_line import CommandLine

PASSWORD, OTHER = "kqzv-moxu-92lb", "zaiyige-hetang-77"


def asked(counter: CommandLine, *words: str, stdin: tuple[str, ...]) -> Any:
    """The JSON answer of a command that reads secrets from stdin."""
    result = counter.run("account", *words, "--json", stdin="".join(f"{line}\n" for line in stdin))
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


@pytest.fixture
def account(any_counter: CommandLine) -> str:
    """An administrator with a password."""
    made: str = asked(any_counter, "init", "管一", "--region", "990101", "--password", stdin=(PASSWORD,))["account"]
    return made


def test_from_the_link_to_the_last_code(any_counter: CommandLine, account: str) -> None:
    """Offered, confirmed, asked for, and taken away; each step says what comes next."""
    counter = any_counter
    offered = asked(counter, "second-factor", account, stdin=(PASSWORD, ""))
    assert offered["link"].startswith(f"otpauth://totp/casework%3A{account}?secret=")
    assert offered["next_step"]["command"] == "casework account second-factor ACCOUNT --confirm"
    secret = b32decode(offered["secret"].replace(" ", ""))
    code = code_at(secret, int(counter.now.timestamp()) // 30)
    given = asked(counter, "second-factor", account, "--confirm", stdin=(PASSWORD, "", code))
    assert len(given["recovery_codes"]) == 10
    assert "next_step" in given

    without = counter.run("account", "password", account, stdin=f"{PASSWORD}\n\n{OTHER}\n")
    assert (without.exit_code, without.stdout) == (1, "")
    paper = given["recovery_codes"][3]
    assert asked(counter, "password", account, stdin=(PASSWORD, paper, OTHER))["account"] == account
    counter.later(minutes=1)
    code = code_at(secret, int(counter.now.timestamp()) // 30)
    assert asked(counter, "second-factor", account, "--off", stdin=(OTHER, code))["second_factor"] is False
    asked(counter, "password", account, stdin=(OTHER, "", PASSWORD))


def test_guesses_have_to_wait(any_counter: CommandLine, account: str) -> None:
    """The sentence says until when, in both languages; nothing of what was typed."""
    words = ("account", "password", account)
    for _ in range(3):
        any_counter.run(*words, stdin=f"{OTHER}\n\n{PASSWORD}\n")
    last = any_counter.run(*words, stdin=f"{OTHER}\n\n{PASSWORD}\n")
    assert last.exit_code == 1
    assert "请于09:00:05后再试" in last.stderr
    assert "try again after 09:00:05" in last.stderr
    assert OTHER not in last.stderr


def test_what_cannot_be_meant_together(any_counter: CommandLine, account: str) -> None:
    """Begun and ended at once, and a password that was not given."""
    both = any_counter.run("account", "second-factor", account, "--confirm", "--off", stdin=f"{PASSWORD}\n")
    assert (both.exit_code, "--off" in both.stderr) == (2, True)
    nothing = any_counter.run("account", "second-factor", account, stdin="")
    assert (nothing.exit_code, "没有读到密码" in nothing.stderr) == (2, True)

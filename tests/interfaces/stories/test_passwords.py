"""Passwords at the command line, on both databases: chosen with the invitation, changed, and nowhere to be read."""

from __future__ import annotations

import json
from base64 import b64decode
from pathlib import Path
from uuid import UUID

import pytest

from casework.application.authentication.account_secrets import AccountSecrets, SecretKind
from casework.application.authentication.password_hashes import Effort, PasswordHashes
from casework.application.log.encoding.keys import KeyRing
from casework.application.log.records.household_ids import reference_id
from casework.application.log.store import Log
from tests.support.installations.command_line import CommandLine
from tests.support.installations.raw_database import run_sql
from tests.support.installations.staff import Staff

FIRST, OTHER, WEAK = "kqzv-moxu-92lb", "zaiyige-hetang-77", "password1234"


@pytest.fixture
def staff(any_counter: CommandLine) -> Staff:
    """Two administrators on either database."""
    return Staff(any_counter)


def changed(counter: CommandLine, account: str, current: str, chosen: str) -> int:
    """The exit code of changing a password."""
    return counter.run("account", "password", account, stdin=f"{current}\n\n{chosen}\n").exit_code


def activated(counter: CommandLine, code: str, password: str) -> int:
    """The exit code of answering an invitation with a password."""
    return counter.run("account", "activate", code, "--password", stdin=f"{password}\n").exit_code


def test_chosen_with_the_code_and_changed_by_whoever_knows_it(staff: Staff) -> None:
    """A weak one leaves the code unspent; the facts say that one was set, and by whom."""
    counter = staff.counter
    li, code = staff.invited("李娜")
    assert activated(counter, code, WEAK) == 1
    assert activated(counter, code, FIRST) == 0
    assert activated(counter, code, FIRST) == 1

    assert changed(counter, li, OTHER, OTHER) == 1
    assert changed(counter, li, FIRST, WEAK) == 1
    assert changed(counter, li, FIRST, OTHER) == 0
    assert changed(counter, li, FIRST, OTHER) == 1
    assert changed(counter, li, OTHER, FIRST) == 0

    with Log.open(counter.url, keys_of(counter)) as log:
        entries = log.entries(directory_of(counter))
    told = [(type(entry.fact).__name__, entry.by) for entry in entries[-4:]]
    assert told == [("AccountActivated", li), ("PasswordSet", li), ("PasswordSet", li), ("PasswordSet", li)]


def test_unknown_disabled_and_wrong_are_one_answer(staff: Staff) -> None:
    """Nobody learns which accounts there are."""
    counter = staff.counter
    li, code = staff.invited("李娜")
    activated(counter, code, FIRST)
    wang, _ = staff.invited("王伟")
    answers = {
        counter.run("account", "password", said, stdin=f"{OTHER}\n\n{FIRST}\n").stderr
        for said in (li, wang, staff.first, "10000000", "li.na")
    }
    counter.ask("account", "disable", li, "--reason", "离职", "--as", staff.first)
    answers.add(counter.run("account", "password", li, stdin=f"{FIRST}\n\n{OTHER}\n").stderr)
    assert len(answers) == 1
    assert "账号、密码或验证码不正确" in answers.pop()


def test_a_forgotten_one_is_chosen_anew(staff: Staff) -> None:
    """With the code that an administrator was shown, which is asked for like the password."""
    counter = staff.counter
    li, code = staff.invited("李娜")
    activated(counter, code, FIRST)
    given = counter.ask("account", "reset", li, "--as", staff.first)
    assert given["account"] == li
    done = counter.run("account", "password", li, "--code", stdin=f"{given['code']}\n\n{OTHER}\n")
    assert (done.exit_code, given["code"] in done.stdout) == (0, False)
    assert changed(counter, li, OTHER, FIRST) == 0
    assert "不能给自己" in counter.refused("account", "reset", staff.first, "--as", staff.first)


def test_it_stands_nowhere_in_clear(staff: Staff) -> None:
    """Neither the password nor its hash is in the database; a rebuild leaves it as it is (ADR 0047)."""
    counter = staff.counter
    li, code = staff.invited("李娜")
    activated(counter, code, FIRST)
    ((sealed,),) = run_sql(counter.url, "SELECT sealed FROM sign_in_secrets")
    facts = [bytes(state) for (state,) in run_sql(counter.url, "SELECT state FROM stored_events")]
    for stored in (b64decode(sealed), *facts):
        assert FIRST.encode() not in stored
        assert b"argon2id" not in stored
    counter.say("rebuild")
    assert changed(counter, li, FIRST, OTHER) == 0


def test_a_dated_hash_is_made_anew(staff: Staff) -> None:
    """The next time that the password is shown; the control is the cost that it had before."""
    counter = staff.counter
    li, code = staff.invited("李娜")
    activated(counter, code, FIRST)
    cheap = PasswordHashes(Effort(memory_kib=64, passes=1)).hash_of(FIRST)
    with Log.open(counter.url, keys_of(counter)) as log:
        AccountSecrets(log, directory_of(counter)).keep(li, SecretKind.PASSWORD, cheap.encode(), counter.now)
    assert changed(counter, li, FIRST, WEAK) == 1
    with Log.open(counter.url, keys_of(counter)) as log:
        kept = AccountSecrets(log, directory_of(counter)).find(li, SecretKind.PASSWORD)
    assert kept is not None
    assert kept.clear.startswith(b"$argon2id$v=19$m=65536,t=3,p=1$")


def test_an_administrator_chooses_one_at_once(any_counter: CommandLine) -> None:
    """A weak one makes nobody; in production there is no account without one."""
    words = ("account", "init", "管一", "--region", "990101", "--json")
    weak = any_counter.run(*words, "--password", stdin=f"{WEAK}\n")
    assert (weak.exit_code, any_counter.ask("account", "list")) == (1, [])
    made = json.loads(any_counter.run(*words, "--password", stdin=f"{FIRST}\n").stdout)
    done = any_counter.run("account", "password", made["account"], stdin=f"{FIRST}\n\n{OTHER}\n")
    assert "下一步：查看本人账号" in done.stdout


def test_production_has_no_account_without_a_password(sqlite_url: str, tmp_path: Path) -> None:
    """Not even the first one."""
    command_line, words = CommandLine(sqlite_url, tmp_path), ("account", "init", "管一", "--region", "990101")
    real: dict[str, str | None] = {"CASEWORK_MODE": "production", "CASEWORK_CLOCK": None}
    assert command_line.run("migrate", **real).exit_code == 0
    refused = command_line.run(*words, **real)
    assert (refused.exit_code, "--password" in refused.stderr) == (2, True)
    assert command_line.run(*words, "--password", stdin=f"{FIRST}\n", **real).exit_code == 0


def keys_of(counter: CommandLine) -> KeyRing:
    """The keys of the installation."""
    return KeyRing.load(counter.folder / "command_line.keys")


def directory_of(counter: CommandLine) -> UUID:
    """The stream of the directory."""
    return reference_id(keys_of(counter).ids, kind="accounts", name="directory")

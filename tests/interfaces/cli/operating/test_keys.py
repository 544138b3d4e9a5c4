"""`casework keys`: how the keys stand is told, and work does not begin on keys that protect nothing (ADR 0042)."""

from __future__ import annotations

import json
import shlex
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from casework.application.log.encoding.keys import KeyRing
from tests.architecture.tree import ROOT
from tests.support.installations.command_line import DIVISIONS, FATHER, CommandLine

INVENTED = ROOT / "tests" / "examples" / "older_office" / "invented_keys.txt"


def key_file(line: CommandLine) -> Path:
    """The key file of the installation."""
    return line.folder / "command_line.keys"


def telling(file: Path) -> str:
    """A command that writes the file's content, as a vault's does."""
    program = f"print(open({str(file)!r}).read())"
    return f"{shlex.quote(sys.executable)} -c {shlex.quote(program)}"


def secrets_of(file: Path) -> list[str]:
    """Every secret of a key file, as it stands there."""
    content = json.loads(file.read_text())
    return [*content["keks"].values(), content["ids"], content["digests"], content["requests"]]


def unsound(line: CommandLine, **variables: str | None) -> dict[str, str]:
    """The checks that are not well, with what mends them; the exit code says so."""
    result = line.run("keys", "status", "--json", **variables)
    bad = {each["name"]: each["mend"] for each in json.loads(result.stdout)["checks"] if not each["ok"]}
    assert result.exit_code == (1 if bad else 0)
    return bad


def test_the_status_tells_where_the_keys_are_and_what_they_wrap(command_line: CommandLine) -> None:
    """In both languages and as JSON; never a secret."""
    command_line.open_with_ledger()
    ring = KeyRing.load(key_file(command_line))

    found = command_line.ask("keys", "status")
    said = [command_line.say("keys", "status"), command_line.say("keys", "status", "--lang", "en")]

    assert (found["place"], found["kek"], found["days"]) == (str(key_file(command_line)), ring.kek, 0)
    assert found["wrapped"] == [{"kek": ring.kek, "households": 2, "members": 3}]
    assert "成员 3 个" in said[0]
    assert "3 of members" in said[1]
    shown = json.dumps(found) + "".join(said)
    assert [secret for secret in secrets_of(key_file(command_line)) if secret in shown] == []


def test_the_status_makes_nothing(command_line: CommandLine) -> None:
    """Where no database was begun, none is."""
    folder = command_line.folder / "empty"
    folder.mkdir()
    KeyRing.create(folder / "none.keys")
    told = {"CASEWORK_KEYS": str(folder / "none.keys"), "CASEWORK_DATABASE_URL": f"sqlite:///{folder / 'none.sqlite'}"}

    found = json.loads(command_line.say("keys", "status", "--json", **told))

    assert found["wrapped"] == []
    assert [each.name for each in folder.iterdir()] == ["none.keys"]


@pytest.mark.parametrize(("mode", "bad"), [(0o600, False), (0o400, False), (0o640, True), (0o604, True)])
def test_a_file_that_others_read_is_unsound_and_nothing_starts(command_line: CommandLine, mode: int, bad: bool) -> None:
    """By one bit for the group or for others; the command that mends it is told."""
    command_line.load_divisions()
    key_file(command_line).chmod(mode)

    assert list(unsound(command_line)) == (["keys-file"] if bad else [])
    if bad:
        assert f"chmod 600 {key_file(command_line)}" in command_line.refused("list")
    else:
        command_line.say("list")


def test_an_office_that_must_use_national_ciphers(database_url: str, tmp_path: Path) -> None:
    """SM4 and SM3 from the beginning: people are found again, read in full, and stay so through a rotation."""
    line = CommandLine(database_url, tmp_path)
    key_file(line).unlink()
    line.say("keys", "init", str(key_file(line)), "--suite", "sm4-sm3")
    line.open_with_ledger()
    assert "密码算法：sm4-sm3" in line.say("keys", "status")
    for _ in range(2):
        assert unsound(line) == {}
        found = line.run("find", "--id", "-", "--json", stdin=FATHER[4])
        assert [each["household"] for each in json.loads(found.stdout)["items"]] == ["0101"]
        assert FATHER[3] in line.say("show", "0101", "--unmask", "--reason", "核对")
        assert line.ask("keys", "rotate")["rewrapped"] == 5


def test_a_rotation_that_broke_off_is_told_and_finished(command_line: CommandLine) -> None:
    """While the file holds two key-encryption keys; the rotation that is named ends it, though the keys are not sound."""
    command_line.open_with_ledger()
    assert unsound(command_line) == {}
    file = key_file(command_line)
    begun = KeyRing.load(file).with_new_kek()
    begun.put_in_place_of(file)

    assert unsound(command_line) == {"keys-rotated": "casework keys rotate"}
    assert command_line.ask("keys", "rotate")["kek"] == begun.kek

    assert unsound(command_line) == {}


def _thought_up(content: dict[str, Any]) -> None:
    content["requests"] = "Y2hhbmdlLW1lLWNoYW5nZS1tZS1jaGFuZ2UtbWUtcGw="  # change-me-change-me-change-me-pl


def _of_zeros(content: dict[str, Any]) -> None:
    content["keks"][content["kek"]] = "A" * 43 + "="


def _short(content: dict[str, Any]) -> None:
    content["ids"] = content["ids"][:40]


def _shared(content: dict[str, Any]) -> None:
    content["digests"] = content["keks"][content["kek"]]


@pytest.mark.parametrize(
    ("spoil", "zh", "en"),
    [
        (_thought_up, "requests 不是随机生成的", "requests is not random"),
        (_of_zeros, "不是随机生成的", "is not random"),
        (_short, "ids 有 30 字节，应为 32 字节", "ids has 30 bytes, not 32"),
        (_shared, "同一个密钥有两种用途", "one secret has two uses"),
    ],
)
def test_nothing_starts_with_a_weak_secret(
    command_line: CommandLine, spoil: Callable[[dict[str, Any]], None], zh: str, en: str
) -> None:
    """A default, a short or a shared one is refused in a sentence that says how to go on, and is not quoted."""
    command_line.load_divisions()
    file = key_file(command_line)
    whole = file.read_text()
    content = json.loads(whole)
    spoil(content)
    file.write_text(json.dumps(content))

    assert list(unsound(command_line)) == ["keys-strong"]
    refusal = command_line.refused("list") + command_line.refused("list", "--lang", "en")
    assert zh in refusal
    assert en in refusal
    assert "casework keys init" in refusal
    assert [secret for secret in secrets_of(file) if secret in refusal] == []

    file.write_text(whole)
    command_line.say("list")


@pytest.mark.parametrize(("mode", "code"), [("production", 1), ("office", 0)])
def test_published_keys_are_refused_in_production(command_line: CommandLine, mode: str, code: int) -> None:
    """Those of the invented office stand in the source tree; its own machine may still open it."""
    folder = command_line.folder / mode
    folder.mkdir()
    (folder / "own.keys").touch(mode=0o600)
    shutil.copyfile(INVENTED, folder / "own.keys")
    url = f"sqlite:///{folder / 'own.sqlite'}"
    variables = {"CASEWORK_CLOCK": None, "CASEWORK_MODE": mode, "CASEWORK_KEYS": str(folder / "own.keys")}
    variables["CASEWORK_DATABASE_URL"] = url
    divisions = command_line.table("d.csv", [("区划代码", "名称"), *DIVISIONS])

    result = command_line.run("import", "--divisions", divisions, **variables)

    assert (result.exit_code, "在源代码中公开" in result.stderr) == (code, code == 1)
    assert list(unsound(command_line, **variables)) == (["keys-own"] if code else [])


def test_another_database_with_the_same_keys_is_told(command_line: CommandLine, tmp_path: Path) -> None:
    """Two offices under one key file fall together; a copy of one's own database is no other one."""
    url = f"sqlite:///{tmp_path / 'one.sqlite'}"
    command_line.environment["CASEWORK_DATABASE_URL"] = url
    command_line.load_divisions()
    with (
        closing(sqlite3.connect(tmp_path / "one.sqlite")) as own,
        closing(sqlite3.connect(tmp_path / "b.sqlite")) as to,
    ):
        own.backup(to)
    assert unsound(command_line) == {}

    command_line.later(hours=1)
    command_line.environment["CASEWORK_DATABASE_URL"] = f"sqlite:///{tmp_path / 'other.sqlite'}"
    command_line.load_divisions()
    assert list(unsound(command_line)) == ["keys-not-shared"]


def test_the_keys_of_another_database_are_told(command_line: CommandLine) -> None:
    """They would open nothing of it."""
    command_line.load_divisions()
    key_file(command_line).unlink()
    KeyRing.create(key_file(command_line))

    assert list(unsound(command_line)) == ["keys-of-database"]


def test_a_command_may_tell_the_keys(command_line: CommandLine) -> None:
    """No file of this machine holds them: everything works as with a file, and the command is not shown."""
    command_line.open_with_ledger()
    kept = command_line.folder / "vault"
    key_file(command_line).rename(kept)
    told: dict[str, str | None] = {"CASEWORK_KEYS": None, "CASEWORK_KEYS_COMMAND": telling(kept)}

    shown = command_line.say("show", "0101", "--unmask", "--reason", "核对", "--as", "li.na", **told)
    status = json.loads(command_line.say("keys", "status", "--json", **told))

    assert "禾一亩" in shown
    assert (status["place"], status["days"]) == ("CASEWORK_KEYS_COMMAND", None)
    assert str(kept) not in json.dumps(status)
    command_line.say("migrate", **told)
    assert not key_file(command_line).exists()


@pytest.mark.parametrize("command", ["/nowhere/vault", "false", "true", "echo s3cret-words", "'unclosed"])
def test_a_command_that_tells_no_keys_is_refused(command_line: CommandLine, command: str) -> None:
    """In a sentence that names the setting; neither the command nor what it said is quoted."""
    command_line.load_divisions()

    result = command_line.run("list", CASEWORK_KEYS=None, CASEWORK_KEYS_COMMAND=command)

    assert (result.exit_code, result.stdout) == (1, "")
    assert "CASEWORK_KEYS_COMMAND" in result.stderr
    assert "s3cret" not in result.stderr
    assert "nowhere" not in result.stderr


def test_a_file_and_a_command_at_once_are_refused(command_line: CommandLine) -> None:
    """Nobody should have to guess which keys are used."""
    result = command_line.run("list", CASEWORK_KEYS_COMMAND=telling(key_file(command_line)))

    assert (result.exit_code, "CASEWORK_KEYS_COMMAND" in result.stderr) == (2, True)


def test_the_key_encryption_key_is_rotated(command_line: CommandLine) -> None:
    """All names read as before, the file of before opens nothing, and the status counts everything under the new one."""
    command_line.open_with_ledger()
    earlier = command_line.folder / "earlier.keys"
    shutil.copy(key_file(command_line), earlier)
    unmasked = ("show", "0101", "--unmask", "--reason", "核对", "--as", "li.na")

    answer = command_line.ask("keys", "rotate")

    assert answer["rewrapped"] == 5
    assert command_line.ask("keys", "status")["wrapped"] == [{"kek": answer["kek"], "households": 2, "members": 3}]
    assert "禾一亩" in command_line.say(*unmasked)
    refused = command_line.run(*unmasked, CASEWORK_KEYS=str(earlier))
    assert (refused.exit_code, "禾一亩" in refused.stdout) == (1, False)
    assert list(unsound(command_line, CASEWORK_KEYS=str(earlier))) == ["keys-complete"]
    command_line.say("rebuild")


def test_keys_that_are_not_sound_are_not_rotated(command_line: CommandLine, tmp_path: Path) -> None:
    """Another database beside it would lose its keys; nor can those be written that a command tells."""
    command_line.load_divisions()
    command_line.later(hours=1)
    one = {"CASEWORK_DATABASE_URL": f"sqlite:///{tmp_path / 'one.sqlite'}"}
    other = {"CASEWORK_DATABASE_URL": f"sqlite:///{tmp_path / 'other.sqlite'}"}
    divisions = command_line.table("d.csv", [("区划代码", "名称"), *DIVISIONS])
    command_line.say("import", "--divisions", divisions, **one)
    command_line.later(hours=1)
    command_line.say("import", "--divisions", divisions, **other)
    before = key_file(command_line).read_bytes()

    shared = command_line.run("keys", "rotate", **one)
    told = command_line.run(
        "keys", "rotate", CASEWORK_KEYS=None, CASEWORK_KEYS_COMMAND=telling(key_file(command_line)), **one
    )

    assert (shared.exit_code, "keys status" in shared.stderr) == (1, True)
    assert (told.exit_code, "无法写入" in told.stderr) == (1, True)
    assert key_file(command_line).read_bytes() == before


def test_rotation_needs_a_database(command_line: CommandLine) -> None:
    """Where none was begun none is made, and the keys stay."""
    before = key_file(command_line).read_bytes()
    none = command_line.folder / "none.sqlite"

    refused = command_line.run("keys", "rotate", CASEWORK_DATABASE_URL=f"sqlite:///{none}")

    assert (refused.exit_code, none.exists(), key_file(command_line).read_bytes()) == (1, False, before)

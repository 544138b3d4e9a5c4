"""No name, number or telephone leaves the program in full but where somebody said why, nor stands in any file it makes (ADR 0003, 0044)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pytest

from tests.interfaces.cli.accounts.test_access import READINGS, asked
from tests.support.installations.command_line import FATHER, MOTHER, WORKER, CommandLine

H = "0101"
CANARIES = (*FATHER[3:5], *MOTHER[3:5], *WORKER[3:5], FATHER[6])
"""The names and the numbers of everybody in the ledger, and the telephone of one."""


def canaries_in(text: str) -> list[str]:
    """Those that can be read in a text, be it only the last digits of a number behind a mask."""
    return [sign for sign in CANARIES if sign in text or (len(sign) == 18 and sign[-6:] in text)]


def bytes_of(signs: tuple[str, ...]) -> Iterator[bytes]:
    """The signs as they are, in another encoding, and as hashes without a key."""
    for sign in signs:
        yield from (sign.encode(coding) for coding in ("utf-8", "gb18030", "utf-16-le"))
        for digest in (hashlib.sha256, hashlib.md5):
            hashed = digest(sign.encode())
            yield from (hashed.digest()[:16], hashed.hexdigest().encode()[:32])


@pytest.mark.parametrize("name", READINGS)
def test_no_answer_shows_anybody_in_full(command_line: CommandLine, name: str) -> None:
    """Neither on the screen nor as JSON, now and as of an earlier day, in both languages, with all that the log says."""
    command_line.later(days=1)
    for more in ((), ("--json",), ("--lang", "en")):
        result = command_line.run(*asked(command_line, name), *more, CASEWORK_LOG_LEVEL="debug")
        assert result.exit_code == 0, result.stderr
        assert canaries_in(result.stdout + result.stderr) == []


def test_nor_does_a_refusal(command_line: CommandLine) -> None:
    """What was typed is not repeated where it may be somebody's name or number, and a fault quotes nothing."""
    said = [
        command_line.run("show", "no-such", "--json"),
        command_line.run("find", "--id", WORKER[4], "--json"),
        command_line.run("find", "--name", WORKER[3]),
        command_line.run("log", H, "--kind", "visit", "--outcome", "reached", "--note", MOTHER[3]),
        command_line.run("history", H),
        command_line.run("correct", H, "99", "--set-sealed", f"note={MOTHER[3]}", "--reason", "错"),
    ]
    for result in said:
        assert canaries_in(result.stdout + result.stderr) in ([], [MOTHER[3]] if result is said[4] else [])


def test_with_a_reason_it_is_shown(command_line: CommandLine) -> None:
    """The control: whoever says why sees it, and the scan finds it."""
    shown = command_line.say("show", H, "--unmask", "--reason", "核对", "--as", "clerk")
    assert set(canaries_in(shown)) >= {FATHER[3], FATHER[4], MOTHER[3], MOTHER[4]}


def test_no_file_that_the_program_made_holds_anybody(
    command_line: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Database, write-ahead log, read models, keys, lists, an export that is masked, and what stays of temporary files."""
    folder, own = command_line.folder, set(command_line.folder.rglob("*.csv"))
    monkeypatch.setenv("TMPDIR", str(folder))
    for name in READINGS:
        command_line.run(*asked(command_line, name), CASEWORK_LOG_LEVEL="debug")
    command_line.say("to-share", "national", "--region", "990101", "--out", str(folder / "out.xlsx"))
    command_line.say("rebuild")
    files = [path for path in folder.rglob("*") if path.is_file() and path not in own and path.suffix != ".csv"]
    contents = {path.name: path.read_bytes() for path in files}
    assert len(contents) >= 3
    found = {name for name, content in contents.items() for sign in bytes_of(CANARIES) if sign in content}
    assert found == set()
    ledger = b"".join(path.read_bytes() for path in own)
    assert any(sign in ledger for sign in bytes_of(CANARIES)), "the control: the ledger itself holds them"


def test_what_was_erased_is_in_none_of_them(command_line: CommandLine) -> None:
    """Afterwards not even who says why sees anything of the person, in any answer (ADR 0046)."""
    command_line.do("erase", "0102", "--member", "1", "--propose", "--ground", "撤回同意", by="孙护")
    command_line.do("erase", "0102", "--member", "1", "--decide", by="马局")
    for name in READINGS:
        result = command_line.run(*asked(command_line, name))
        assert canaries_in(result.stdout + result.stderr) == []
    for words in (("show", "0102"), ("history", "0102"), ("to-share", "national", "--region", "990101")):
        shown = command_line.say(*words, "--unmask", "--reason", "核对", "--as", "clerk")
        assert not {WORKER[3], WORKER[4]} & set(canaries_in(shown))


def test_the_scan_sees_the_last_digits() -> None:
    """The control of the controls: a masked number that ends in clear is found."""
    assert canaries_in(f"************{WORKER[4][-6:]}") == [WORKER[4]]
    assert canaries_in("豆**") == []

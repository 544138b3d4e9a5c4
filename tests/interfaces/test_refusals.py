"""Exit codes and sentences: what is refused, wrongly asked or broken, and that nothing is recorded then."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from casework.interfaces.cli.main import cli
from tests.architecture.tree import ROOT
from tests.support.installations.command_line import FATHER, HEADER, CommandLine, resident_id

REFUSED = [
    ("receipt", "0102", "township"),
    ("report", "9999"),
    ("receipt", "0101", "township"),
    ("accept", "0101"),
    ("decline", "0101", "--reason", "太远"),
    ("release", "0101", "--reason", "调离"),
    ("plan", "0101", "--member", "9", "--measure", "training", "--owner", "li.na", "--by", "2026-04-01"),
    ("plan", "0101", "--member", "1", "--measure", "training", "--owner", "li.na", "--by", "2026-03-01"),
    ("return", "0101", "--member", "1", "--on", "2026-03-03"),
    ("resolve", "0101", "care"),
    ("answer", "0101", "1", "--accepted"),
    ("place", "0101", "--member", "1", "--kind", "contract", "--since", "2026-03-03"),
    ("confirm", "0101", "1"),
    ("end-job", "0101", "1", "--on", "2026-03-01", "--reason", "quit"),
    ("clear", "0101", "--propose"),
    ("clear", "0101", "--decide"),
    ("check", "0101", "--milestone", "1m", "--employed"),
    ("stabilise", "0101"),
    ("close", "0101", "moved", "--decide"),
    ("close", "0101", "out-of-contact", "--propose"),
    ("pause", "0101", "contact", "--reason", "洪水"),
    ("resume", "0101", "contact"),
    ("explain", "0101", "contact"),
    ("explain", "0101", "report", "--occurrence", "77"),
    ("correct", "0101", "9", "--withdraw", "--reason", "错"),
    ("correct", "0101", "1", "--set", "nothing=1", "--reason", "错"),
    ("report", "0101", "--at", "2026-03-02T09:01"),
    ("report", "0101", "--at", "2025-11-01"),
    ("show", "9999"),
    ("history", "00000000-0000-8000-8000-000000000000"),
    ("import", "absent.xlsx"),
    ("import", "--withdraw", "20200101-00000000", "--yes"),
    ("register", "absent.json"),
    ("calendar", "show", "2030"),
]

WRONG = [
    ("nothing",),
    ("report",),
    ("report", "0101", "--nothing"),
    ("receipt", "0101", "nowhere"),
    ("verify", "0101", "--source", "visit"),
    ("verify", "0101", "--confirm", "--not-eligible", "moved", "--source", "visit"),
    ("verify", "0101", "--confirm", "--source", "dream"),
    ("verify", "0101", "--confirm", "--source", "visit", "--member", "1"),
    ("verify", "0101", "--confirm", "--source", "visit", "--member", "x=willing"),
    ("verify", "0101", "--confirm", "--source", "visit", "--member", "1=glad"),
    ("verify", "0101", "--confirm", "--source", "visit", "--member", "1=willing,hard-to-employ:tired"),
    ("verify", "0101", "--confirm", "--source", "visit", "--signed-by", "禾一亩"),
    ("assign", "0101", " "),
    ("plan", "0101", "--member", "0", "--measure", "loan", "--owner", "li.na", "--by", "2026-04-01"),
    ("plan", "0101", "--member", "1", "--measure", "loan", "--owner", "li.na", "--by", "1.4.2026"),
    ("answer", "0101", "1"),
    ("answer", "0101", "1", "--accepted", "--lapsed"),
    ("answer", "0101", "1", "--accepted", "--counted"),
    ("place", "0101", "--member", "1", "--kind", "contract", "--since", "2026-03-01", "--pay", "viel"),
    ("confirm", "0101", "1", "--document", "合同", "--disproved", "other"),
    ("clear", "0101"),
    ("check", "0101", "--milestone", "2m", "--employed"),
    ("check", "0101", "--milestone", "1m"),
    ("close", "0101", "moved", "--decide", "--signed-by", "甲", "--relation", "乙", "--signed-on", "2026-03-01"),
    ("pause", "0101", "nothing", "--reason", "洪水"),
    ("explain", "0101", "nothing"),
    ("correct", "0101", "1", "--reason", "错"),
    ("correct", "0101", "1", "--set", "number", "--reason", "错"),
    ("report", "0101", "--at", "yesterday"),
    ("list", "--region", "12345"),
    ("list", "--stage", "lost"),
    ("import",),
    ("import", "--withdraw", "20200101-00000000"),
    ("import", "ledger.csv", "--withdraw", "x", "--yes"),
    ("import", "ledger.csv", "--errors", "out.csv"),
    ("import", "ledger.csv", "--errors", "nowhere/out.xlsx"),
    ("report", "0101", "--as", "rule:escalation@1"),
    ("report", "0101", "--as", "import:1"),
    ("list", "--lang", "fr"),
    ("list", "--database", "mysql://x"),
]


@pytest.mark.parametrize("words", REFUSED, ids=" ".join)
def test_a_refusal_is_one_sentence_and_records_nothing(command_line: CommandLine, words: tuple[str, ...]) -> None:
    """Exit code 1, the sentence in Chinese and in English on stderr, then only what would help; the log as it was."""
    before = command_line.facts()
    lines = command_line.refused(*words).splitlines()
    assert [line for line in lines[2:] if not line.startswith("→ casework ")] == []
    assert not any(line.startswith("→") for line in lines[:2])
    assert any("\u4e00" <= letter <= "\u9fff" for letter in lines[0])
    assert lines[1].isascii() or words[0] in ("import", "show", "report", "register")
    assert command_line.facts() == before


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_what_is_wrongly_asked_is_a_usage_error(command_line: CommandLine, words: tuple[str, ...]) -> None:
    """Exit code 2, and nothing was recorded."""
    before = command_line.facts()
    assert command_line.refused(*words, code=2)
    assert command_line.facts() == before


def test_whoever_does_not_say_who_he_is_is_asked(command_line: CommandLine) -> None:
    """A writing command without --as and CASEWORK_AS is a usage error; a reading one needs neither."""
    command_line.account = None
    assert "CASEWORK_AS" in command_line.refused("report", "0101", code=2)
    assert command_line.ask("list")
    assert command_line.do("report", "0101", by="li.na") == ["household-reported"]


def test_a_wrong_code_lists_the_allowed_ones_with_labels(command_line: CommandLine) -> None:
    """The clerk sees what he may write."""
    said = command_line.refused("log", "0101", "--kind", "letter", "--outcome", "reached", code=2)
    for word in ("visit 入户走访", "call 电话", "message 短信或微信"):
        assert word in said


def test_a_problem_as_json(command_line: CommandLine) -> None:
    """With --json the reason is JSON too, on stderr, for every kind of failure."""
    refused = command_line.run("report", "9999", "--json")
    assert (refused.exit_code, refused.stdout) == (1, "")
    problem = json.loads(refused.stderr)
    assert problem["code"] == "household-unknown"
    assert set(problem) == {"code", "message", "notes"}
    assert set(problem["message"]) == {"zh", "en"}
    assert [set(note) for note in problem["notes"]] == [{"zh", "en"}]
    wrong = command_line.run("receipt", "0101", "nowhere", "--json")
    assert (wrong.exit_code, json.loads(wrong.stderr)["code"]) == (2, "usage")


@pytest.mark.parametrize("clock", ["2026-03-02T09:00+08:00", None], ids=["given clock", "real time"])
def test_stderr_is_one_json_text_or_nothing(command_line: CommandLine, clock: str | None) -> None:
    """Of a process as it is: a refusal or a wrong call has the note of the given clock within, an answer has it alone."""
    nowhere = f"sqlite:///{command_line.folder / 'none.sqlite'}"

    def said(*words: str) -> Any:
        told = {"CASEWORK_CLOCK": clock, "CASEWORK_AS": "clerk", "CASEWORK_DATABASE_URL": nowhere}
        runner = CliRunner(env={**command_line.environment, **told})
        return json.loads(runner.invoke(cli, [*words, "--json"]).stderr or "{}")

    beside = {"notes"} if clock else set()
    assert set(said("calendar", "show")) == beside
    assert set(said("receipt", "0101", "nowhere")) == {"code", "message"} | beside
    assert set(said("show", "9999")) == {"code", "message"} | beside


def test_a_number_of_two_villages_lists_the_candidates(command_line: CommandLine) -> None:
    """Each by its name and by what means it alone; nothing is guessed."""
    other = (FATHER[0], "", "户主", "粟四畦", resident_id("19820303", 8), "双穗村", "", "", "失业")
    command_line.import_rows(other)
    said = command_line.refused("report", "0101")
    ids = [entry["id"] for entry in command_line.ask("list") if entry["household"] == "0101"]
    assert len(ids) == 2
    for word in ("禾坪村 0101号（990101001001/0101）", "双穗村 0101号（990101001002/0101）"):
        assert word in said
    assert command_line.do("report", ids[1]) == ["household-reported"]


@pytest.mark.parametrize("content", [b"", b"\x00\x01", "没有表头\n".encode()])
def test_a_file_that_is_no_ledger_is_refused_whole(command_line: CommandLine, tmp_path: Path, content: bytes) -> None:
    """One clear sentence, exit code 1, nothing half done."""
    path = tmp_path / "odd.csv"
    path.write_bytes(content)
    before = command_line.facts()
    assert "odd.csv" in command_line.refused("import", str(path))
    assert command_line.facts() == before


def test_without_divisions_nothing_is_imported(sqlite_url: str, tmp_path: Path) -> None:
    """The sentence says what to do first."""
    command_line = CommandLine(sqlite_url, tmp_path)
    assert "--divisions" in command_line.refused("import", command_line.table("ledger.csv", [HEADER, FATHER]))


def test_an_absent_file_among_several_keeps_the_others_out(command_line: CommandLine) -> None:
    """Nothing is imported when one of the named files is not there."""
    other = ("0109", "", "户主", "粟五畦", resident_id("19810101", 9), "双穗村", "", "", "失业")
    before = command_line.facts()
    assert "absent.csv" in command_line.refused("import", command_line.table("new.csv", [HEADER, other]), "absent.csv")
    assert command_line.facts() == before


def test_a_database_that_is_away_is_a_fault(tmp_path: Path) -> None:
    """Exit code 3 and one sentence, no traceback."""
    command_line = CommandLine("postgresql://nobody@127.0.0.1:1/none", tmp_path)
    said = command_line.refused("list", code=3)
    assert len(said.splitlines()) == 2
    assert "PostgreSQL" in said


def test_a_broken_database_file_is_a_fault(tmp_path: Path) -> None:
    """What is no database is not touched."""
    (tmp_path / "broken.sqlite").write_bytes(b"no database at all" * 100)
    command_line = CommandLine(f"sqlite:///{tmp_path / 'broken.sqlite'}", tmp_path)
    command_line.refused("list", code=3)
    assert (tmp_path / "broken.sqlite").read_bytes() == b"no database at all" * 100


def test_an_older_schema_asks_for_migrate(command_line: CommandLine, tmp_path: Path) -> None:
    """The database is left alone."""
    import sqlite3

    with sqlite3.connect(command_line.url.removeprefix("sqlite:///")) as connection:
        connection.execute("UPDATE log_settings SET value = '0' WHERE name = 'schema'")
    connection.close()
    assert "casework migrate" in command_line.refused("list")


def test_an_internal_fault_shows_no_traceback(command_line: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its kind and the advice to repeat the same command id; what it was about, only on request."""

    def broken(*_: object, **__: object) -> None:
        raise KeyError("禾一亩")

    monkeypatch.setattr("casework.interfaces.workplace.read_models.Reading.find", broken)
    result = command_line.run("report", "0101")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "KeyError" in result.stderr
    assert "--command-id" in result.stderr
    assert "Traceback" not in result.stderr
    assert "禾一亩" not in result.stderr
    debugged = command_line.run("report", "0101", CASEWORK_DEBUG="1")
    assert debugged.exit_code == 3
    assert "Traceback" in debugged.stderr


def test_the_process_itself_ends_with_the_code(command_line: CommandLine) -> None:
    """As a program on its own, with output cut off, the codes are the same."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CASEWORK_")}
    python_path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    environment = {**kept, **command_line.environment, "PYTHONPATH": python_path, "LC_ALL": "C"}
    environment["CASEWORK_CLOCK"] = command_line.now.isoformat()

    def code(*words: str) -> tuple[int, bytes]:
        program = [sys.executable, "-m", "casework.interfaces.cli.main", *words]
        done = subprocess.run(program, env=environment, capture_output=True, check=False)
        assert b"Traceback" not in done.stderr
        return done.returncode, done.stdout

    assert code("list", "--json")[0] == 0
    assert code("show", "9999") == (1, b"")
    assert code("report", "0101") == (2, b"")
    assert code("list", "--database", "postgresql://nobody@127.0.0.1:1/none") == (3, b"")

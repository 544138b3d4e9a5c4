"""Who saw in full, was refused, read the records themselves: on record, for the auditor alone (A8)."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from click.testing import Result

from casework.application.log.encoding.keys import KeyRing
from casework.application.log.store import Log
from casework.domain.access.records import AccessRecord
from casework.domain.rights.table import rights_table
from casework.interfaces.problems import ExitCode
from tests.contracts.test_access_records import read
from tests.interfaces.cli.test_next_steps import READS
from tests.support.installations.command_line import FATHER, HEADER, MOTHER, CommandLine
from tests.support.installations.raw_database import run_sql
from tests.support.installations.staff import TOWNSHIP, Staff

H = "0101"
AUDITOR = "auditor@990100000000"
LIST = ("access", "list")
UNMASK = ("show", H, "--unmask", "--reason", "核对证件")


def test_without_accounts_whoever_is_named_is_on_record(any_counter: CommandLine) -> None:
    """With the bare name, the household by its system id, and the reason out of the sealed entry."""
    any_counter.say(*UNMASK, "--as", "李娜")
    records = any_counter.ask(*LIST)
    (seen,) = (each for each in records if each["kind"] == "unmask")
    assert {name: seen[name] for name in ("account", "what", "outcome", "channel", "reason", "why")} == {
        "account": "李娜",
        "what": "show-personal-data",
        "outcome": "allowed",
        "channel": "command-line",
        "reason": "核对证件",
        "why": "",
    }
    assert seen["household"] == any_counter.ask("show", H)["id"]


def test_nobody_but_the_auditor_reads_them(any_counter: CommandLine) -> None:
    """Who may not is refused and on record; that the auditor read them is on record too, and asked for by filters."""
    staff = Staff(any_counter)
    li, auditor = staff.active("李娜", TOWNSHIP), staff.active("周审", AUDITOR)
    assert "可办理的：审计员" in any_counter.refused(*LIST, "--as", li)
    assert "可办理的：审计员" in any_counter.refused(*LIST, "--as", staff.first)

    records = any_counter.ask(*LIST, "--as", auditor)
    denied = [each for each in records if each["what"] == "access list"]
    told = [(each["account"], each["office"], each["outcome"], each["why"]) for each in denied]
    assert told == [
        (li, TOWNSHIP, "denied", "not-allowed"),
        (staff.first, "system-administrator@990100000000", "denied", "not-allowed"),
        (auditor, AUDITOR, "allowed", ""),
    ]
    any_counter.later(days=1)
    mine = any_counter.ask(*LIST, "--as", auditor, "--account", auditor, "--from", "2026-03-03")
    assert [(each["what"], each["at"]) for each in mine] == [("access list", "2026-03-03T09:00:00+08:00")]
    assert any_counter.ask(*LIST, "--as", auditor, "--until", "2026-03-01") == []
    assert "被拒绝" not in any_counter.say(*LIST, "--as", auditor, "--household", H)


def test_a_refused_command_is_on_record(any_counter: CommandLine) -> None:
    """Another township's household, an office that is not held, a name that is nobody's: this is not kept, it may be anything."""
    staff = Staff(any_counter)
    auditor = staff.active("周审", AUDITOR)
    far = staff.active("王伟", "village@990101001002")
    log = ("log", H, "--kind", "visit", "--outcome", "reached", "--as")
    any_counter.refused(*log, far)
    any_counter.refused(*log, far, "--office", "county-hrss@990101000000")
    any_counter.refused(*log, "nobody")
    any_counter.refused(*UNMASK, "--as", far)
    records = [each for each in any_counter.ask(*LIST, "--as", auditor) if each["outcome"] == "denied"]
    assert [(each["what"], each["account"], each["why"]) for each in records] == [
        ("log", far, "household-unknown"),
        ("log", far, "office-not-held"),
        ("log", "", "account-unknown"),
        ("show", far, "household-unknown"),
    ]


def test_nothing_too_early_is_purged(any_counter: CommandLine) -> None:
    """The data protection officer removes what is over, nobody what is not; that is on record for three years."""
    staff = Staff(any_counter)
    keeper, auditor = staff.active("孙护", "data-protection@990100000000"), staff.active("周审", AUDITOR)
    purge = ("access", "purge", "--retention", "access", "--before")
    assert "无权办理" in any_counter.refused(*purge, "2020-01-01", "--as", auditor)
    assert "未清理任何记录" in any_counter.refused(*purge, "2090-01-01", "--as", keeper)
    assert any_counter.ask(*purge, "2020-01-01", "--as", keeper)["removed"] == 0
    kinds = [each["kind"] for each in any_counter.ask(*LIST, "--as", auditor) if each["what"] == "access purge"]
    assert kinds == ["purge", "purge", "purge"]


ARCHIVE = ("access", "archive", "--retention", "access", "--before", "2026-09-01")


def test_an_archive_is_made_and_verified_by_the_auditor(any_counter: CommandLine) -> None:
    """Whole, under the installation's keys, and nobody else's; one line altered, left out or put elsewhere is named."""
    staff = Staff(any_counter)
    keeper, auditor = staff.active("孙护", "data-protection@990100000000"), staff.active("周审", AUDITOR)
    for _ in range(3):
        any_counter.refused("list", "--as", keeper)
    file = any_counter.folder / "archive.jsonl"
    assert "可办理的：审计员" in any_counter.refused(*ARCHIVE, "--out", str(file), "--as", keeper)
    made = any_counter.ask(*ARCHIVE, "--out", str(file), "--as", auditor)
    lines = file.read_bytes().splitlines(keepends=True)
    assert (made["count"], file.stat().st_mode & 0o777) == (len(lines) - 2, 0o600)
    assert made["count"] == 3
    verified = any_counter.ask("access", "verify", str(file), "--as", auditor)
    assert verified == {name: made[name] for name in ("retention", "before", "count", "digest")}
    assert "同名文件" in any_counter.refused(*ARCHIVE, "--out", str(file), "--as", auditor)
    kinds = {each["what"]: each["kind"] for each in any_counter.ask(*LIST, "--as", auditor)}
    assert (kinds["access archive"], kinds["access verify"]) == ("export", "read")

    def told(*changed: bytes) -> str:
        file.write_bytes(b"".join(changed))
        return any_counter.refused("access", "verify", str(file), "--as", auditor)

    first, second = lines[1], lines[2]
    assert "第2行" in told(lines[0], first.replace(b"denied", b"allowed").replace(b"not-allowed", b""), *lines[2:])
    assert "第2行" in told(lines[0], *lines[2:])
    assert "第2行" in told(lines[0], second, first, *lines[3:])
    assert f"第{len(lines) - 1}行" in told(*lines[:-2], lines[-1])
    assert f"第{len(lines)}行" in told(*lines[:-1])
    assert f"第{len(lines) + 1}行" in told(*lines, lines[-1])
    assert "第1行" in told(b"\xff\n")


def test_what_is_purged_by_an_archive_is_what_it_holds(
    any_counter: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of another day, or a record more in the table: nothing goes. The control: where nobody compares, it all goes."""
    staff = Staff(any_counter)
    keeper, auditor = staff.active("孙护", "data-protection@990100000000"), staff.active("周审", AUDITOR)
    insert(any_counter, *(read(datetime(2020, 1, day, tzinfo=UTC)) for day in (1, 2, 3)))

    def archived(name: str, before: str) -> str:
        file = str(any_counter.folder / name)
        words = ("access", "archive", "--retention", "access", "--before", before, "--out", file)
        any_counter.say(*words, "--as", auditor)
        return file

    def purge(file: str) -> Result:
        words = ("access", "purge", "--retention", "access", "--before", "2020-02-01", "--archive", file)
        return any_counter.run(*words, "--as", keeper, "--json")

    early, before = archived("early", "2020-01-03"), archived("before", "2020-02-01")
    insert(any_counter, read(datetime(2020, 1, 4, tzinfo=UTC)))
    for file in (early, before):
        assert "archive-differs" in purge(file).stderr
    whole = archived("whole", "2020-02-01")
    assert json.loads(purge(whole).stdout)["removed"] == 4
    assert any_counter.ask("access", "verify", whole, "--as", auditor)["count"] == 4

    insert(any_counter, read(datetime(2020, 1, 5, tzinfo=UTC)))
    assert "archive-differs" in purge(whole).stderr
    monkeypatch.setattr("casework.application.access.access_records.refuse_other", lambda *_: None)
    assert json.loads(purge(whole).stdout)["removed"] == 1


def insert(line: CommandLine, *records: AccessRecord) -> None:
    with Log.open(line.url, KeyRing.load(line.folder / "command_line.keys")) as log:
        for record in records:
            log.access.insert(record)


LOOKS = (
    ("log", H, "--kind", "visit", "--outcome", "reached", "--preview"),
    ("correct", H, "2", "--withdraw", "--reason", "错", "--preview"),
    ("import", "FILE", "--dry-run"),
    ("import", "FILE", "--explain"),
    ("rights", "explain", "WHO", "show", H),
)


@pytest.mark.parametrize("words", LOOKS, ids=" ".join)
def test_whoever_only_looks_is_on_record(command_line: CommandLine, words: tuple[str, ...]) -> None:
    """What an act would come to tells of people: one record each, and without it no answer (A8, A9)."""
    command_line.open_with_ledger()
    staff = Staff(command_line)
    li, auditor = staff.active("李娜", TOWNSHIP), staff.active("周审", AUDITOR)
    named = {"FILE": command_line.table("more.csv", [HEADER, FATHER]), "WHO": li}
    given = tuple(named.get(word, word) for word in words)
    command_line.run(*given, "--as", li)
    (seen,) = (each for each in command_line.ask(*LIST, "--as", auditor) if each["account"] == li)
    assert (seen["outcome"], bool(seen["household"])) == ("allowed", H in words)
    run_sql(command_line.url, "ALTER TABLE access_records RENAME TO away")
    assert "访问记录无法写入" in command_line.refused(*given, "--as", li, code=ExitCode.FAULT)


def test_a_record_that_is_let_fall_is_none(command_line: CommandLine) -> None:
    """By a trigger of somebody else's, without an error: nothing is shown, and nothing done."""
    command_line.open_with_ledger()
    run_sql(
        command_line.url,
        "CREATE TRIGGER let_fall BEFORE INSERT ON access_records BEGIN SELECT RAISE(IGNORE); END",
    )
    for words in (UNMASK, ("log", H, "--kind", "visit", "--outcome", "reached")):
        assert "访问记录无法写入" in command_line.refused(*words, "--as", "李娜", code=ExitCode.FAULT)


def test_what_cannot_be_recorded_is_not_shown_and_not_done(any_counter: CommandLine) -> None:
    """In full or done by command: a sentence that says why, the exit code of a fault, and nothing on stdout (A9)."""
    before = any_counter.facts()
    run_sql(any_counter.url, "ALTER TABLE access_records RENAME TO away")
    for words in (UNMASK, ("log", H, "--kind", "visit", "--outcome", "reached")):
        said = any_counter.refused(*words, "--as", "李娜", code=ExitCode.FAULT)
        assert "访问记录无法写入" in said
    assert (
        json.loads(any_counter.refused(*UNMASK, "--as", "李娜", "--json", code=ExitCode.FAULT))["code"]
        == "access-unrecorded"
    )
    assert any_counter.facts() == before


def test_no_record_holds_anything_personal(any_counter: CommandLine) -> None:
    """Neither names, nor the numbers of people, nor the reason: that one is sealed in the entry it stands in."""
    any_counter.say(*UNMASK, "--as", "clerk")
    rows = str(run_sql(any_counter.url, "SELECT * FROM access_records"))
    for word in (MOTHER[3], MOTHER[4], MOTHER[4][-6:], "核对证件"):
        assert word not in rows


ONE = {
    "show": (H,),
    "history": (H,),
    "explain": (H, "verify"),
    "responsibility": (H,),
}
"""Readings of one household."""

MANY: dict[str, Callable[[CommandLine], tuple[str, ...]]] = {
    **dict.fromkeys(("list", "overdue", "pending", "workers", "notices", "quality"), lambda line: ()),
    **dict.fromkeys(("workload", "coverage", "episodes", "late", "account list"), lambda line: ()),
    "rounds list": lambda line: ("990101",),
    "find": lambda line: ("--name", MOTHER[3]),
    "to-share": lambda line: ("national", "--region", "990101"),
    "compare": lambda line: (line.table("other.csv", [HEADER, FATHER]), "--region", "990101"),
    "what-if": lambda line: ("--policy", str(line.folder / "none.toml")),
}
"""Readings of many households."""

KINDS = {"find": "search", "to-share": "export", "compare": "export"}
READINGS = sorted({*ONE, *MANY} - {"what-if"})


def asked(line: CommandLine, name: str) -> tuple[str, ...]:
    return (*name.split(), *(ONE[name] if name in ONE else MANY[name](line)))


def test_no_reading_is_left_out() -> None:
    """Every word of the command line that is asked, and neither everybody's nor the installation's, stands above."""
    asking = {word for word in READS if word in rights_table().lines}
    mine = {
        what for what in asking if not (rights_table().lines[what].everybody or rights_table().lines[what].installation)
    }
    assert mine - {"access list", "access verify"} == {*ONE, *MANY}


@pytest.mark.parametrize("name", READINGS)
def test_every_reading_is_on_record_before_it_is_answered(command_line: CommandLine, name: str) -> None:
    """Who read what, of which household or region; refused to whom it is not allowed, and to all when it cannot be (A8, A9)."""
    words = asked(command_line, name)
    command_line.say(*words, "--as", "李娜")
    (seen,) = (each for each in command_line.ask(*LIST) if each["what"] == name)
    assert (seen["account"], seen["outcome"], seen["kind"]) == ("李娜", "allowed", KINDS.get(name, "read"))
    assert (seen["household"] is not None) is (name in ONE)
    rows = str(run_sql(command_line.url, "SELECT * FROM access_records"))
    assert [word for word in (*MOTHER[3:5], *FATHER[3:5], MOTHER[4][-6:]) if word in rows] == []

    staff = Staff(command_line)
    refused = (
        staff.active("周审", AUDITOR) if name not in ("history", "account list") else staff.active("赵六", TOWNSHIP)
    )
    result = command_line.run(*words, "--as", refused)
    if name != "history":
        assert (result.exit_code, result.stdout) == (1, "")
        auditor = refused if name != "account list" else staff.active("周审", AUDITOR)
        told = [each for each in command_line.ask(*LIST, "--as", auditor) if each["what"] == name]
        assert [(each["account"], each["outcome"]) for each in told[1:]] == [(refused, "denied")]


@pytest.mark.parametrize("name", READINGS)
def test_no_reading_is_answered_that_cannot_be_recorded(command_line: CommandLine, name: str) -> None:
    """Nothing on stdout, and a sentence that says why; what concerns nobody is answered all the same (A9)."""
    words = asked(command_line, name)
    run_sql(command_line.url, "ALTER TABLE access_records RENAME TO away")
    assert "访问记录无法写入" in command_line.refused(*words, "--as", "李娜", code=ExitCode.FAULT)
    assert command_line.run("rights", "test").exit_code == 0
    assert command_line.run("policy", "show").exit_code == 0

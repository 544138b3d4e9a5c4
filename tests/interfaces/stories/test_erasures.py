"""A person's data is erased by two persons, in all their households; whatever is asked afterwards says so (ADR 0046)."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from casework.application.log.encoding.keys import KeyRing
from casework.application.log.records.addresses import sqlite_path
from casework.application.log.store import Log
from tests.support.installations.command_line import FATHER, MOTHER, WORKER, CommandLine, resident_id
from tests.support.installations.raw_database import run_sql
from tests.support.installations.staff import TOWNSHIP, Staff

H, W = "0101", "0102"
NAME, NUMBER = WORKER[3], WORKER[4]
ERASE = ("erase", W, "--member", "1")
PROPOSE = (*ERASE, "--propose", "--ground", "撤回同意")
DECIDE = (*ERASE, "--decide")


def erase(counter: CommandLine) -> None:
    assert counter.do(*PROPOSE, by="孙护") == ["erasure-proposed"]
    assert counter.do(*DECIDE, by="马局") == ["person-erased"]


def readable(counter: CommandLine, *words: str) -> list[str]:
    """Which of these words can be read in anything that is sealed in the log, with the keys of the installation."""
    with Log.open(counter.url, KeyRing.load(counter.folder / "command_line.keys")) as log:
        entries = [entry for _, entry in log.stream_range("9")]
        found = str([[str(vars_of(block)) for block in blocks.values()] for blocks in log.unseal_all(entries)])  # type: ignore[arg-type]
    return [word for word in words if word in found]


def vars_of(block: object) -> dict[str, object]:
    return {name: getattr(block, name) for name in getattr(block, "__struct_fields__", ())}


def test_it_takes_two(any_counter: CommandLine) -> None:
    """First a proposal, then somebody else; said again each is quiet, and both are on record for three years."""
    assert "须先提请" in any_counter.refused(*DECIDE, "--as", "马局")
    assert any_counter.do(*PROPOSE, by="孙护") == ["erasure-proposed"]
    assert any_counter.do(*PROPOSE, by="孙护") == []
    assert "须由另一人办理" in any_counter.refused(*DECIDE, "--as", "孙护")
    assert readable(any_counter, NAME, NUMBER) == [NAME, NUMBER]

    assert any_counter.do(*DECIDE, by="马局") == ["person-erased"]
    assert any_counter.do(*DECIDE, by="马局") == []
    assert any_counter.do(*PROPOSE, by="孙护") == []
    recorded = [each for each in any_counter.ask("access", "list") if each["kind"] == "erase"]
    assert {(each["account"], each["outcome"]) for each in recorded} == {
        ("孙护", "allowed"),
        ("孙护", "denied"),
        ("马局", "allowed"),
    }


def test_what_is_needed_is_not_erased(command_line: CommandLine) -> None:
    """While an episode is open; nor what is not there, nor for a ground that no person has."""
    propose = ("erase", H, "--propose", "--ground", "撤回同意", "--member")
    assert "仍在办理" in command_line.refused(*propose, "1", "--as", "孙护")
    assert "没有编号为9的成员" in command_line.refused("erase", W, "--propose", "--ground", "撤回同意", "--member", "9")
    assert "只用于恢复备份" in command_line.refused(*ERASE, "--propose", "--ground", "restored", code=2)


def test_afterwards_nothing_can_be_read(any_counter: CommandLine) -> None:
    """Neither by show, search, history nor in the database, with its keys; everybody else is there, and counts stay."""
    before = {name: any_counter.ask(name) for name in ("list", "overdue", "workload", "episodes", "notices", "workers")}
    erase(any_counter)

    assert readable(any_counter, NAME, NUMBER) == []
    assert readable(any_counter, FATHER[3], FATHER[4], MOTHER[3], MOTHER[4]) == [
        FATHER[3],
        FATHER[4],
        MOTHER[3],
        MOTHER[4],
    ]
    (member,) = any_counter.ask("show", W)["members"]
    assert (member["name"], member["id"]) == ("已删除", "")
    assert NAME[0] not in any_counter.say("show", W, "--unmask", "--reason", "核对", "--as", "clerk")
    assert any_counter.ask("find", "--id", NUMBER)["items"] == any_counter.ask("find", "--name", NAME)["items"] == []
    history = any_counter.say("history", W)
    assert "个人信息已删除" in history
    assert "已删除" in history
    after = {name: any_counter.ask(name) for name in before}
    assert after == before
    any_counter.say("rebuild")
    assert {name: any_counter.ask(name) for name in before} == after
    assert run_sql(any_counter.url, "SELECT count(*) FROM erasures") == [
        (2,)
    ]  # the head's name was the household's too


def test_whoever_comes_again_is_somebody_new(any_counter: CommandLine) -> None:
    """A ledger that lists the person again makes a new member under a new key; the earlier one stays erased."""
    erase(any_counter)
    answer = any_counter.import_rows(WORKER, name="again.csv")
    assert answer["persons"] == 1, answer
    members = any_counter.ask("show", W)["members"]
    assert [each["name"] for each in members if each["name"] != "已删除"] == ["豆**"]
    assert {each["number"] for each in members} - {1} == {2}
    assert readable(any_counter, NUMBER) == [NUMBER]


def test_all_households_of_the_person_are_meant(any_counter: CommandLine) -> None:
    """Who moved is erased in both households, whichever is named; who is one person with somebody, in both records."""
    child = ("0102", "", "子", "豆小丙", resident_id("20010101", 4), "禾坪村", "", "", "务工")
    any_counter.import_rows(WORKER, child, name="child.csv")
    any_counter.do("split", W, "--member", "2", "--number", "0103")
    assert any_counter.do("erase", W, "--member", "2", "--propose", "--ground", "撤回同意", by="孙护")
    answer = any_counter.ask("erase", W, "--member", "2", "--decide", "--as", "马局")
    assert answer["facts"] == ["person-erased"]
    assert readable(any_counter, child[3], child[4], NAME) == [NAME]
    assert [each["name"] for each in any_counter.ask("show", "0103")["members"]] == ["已删除"]


def test_other_acts_go_on(any_counter: CommandLine) -> None:
    """Rotation, an earlier state, explanations, data quality, a merger: all answer, none brings anybody back."""
    any_counter.later(days=1)
    erase(any_counter)
    for words in (
        ("keys", "rotate"),
        ("quality",),
        ("responsibility", W),
        ("list", "--as-of", "2026-03-02"),
        ("doctor",),
    ):
        result = any_counter.run(*words)
        assert "Traceback" not in result.stderr
        assert NAME not in result.stdout
    assert any_counter.ask("show", W, "--as-of", "2026-03-02")["members"][0]["name"] in ("已删除", "")
    assert any_counter.do("merge", W, "--number", H)
    assert readable(any_counter, NAME, NUMBER) == []


def test_a_restored_backup_erases_again(command_line: CommandLine, tmp_path: Path) -> None:
    """Nothing is done with it before; the list outside the database names whose keys go, and afterwards all is well."""
    database, backup = sqlite_path(command_line.url), tmp_path / "backup.sqlite"
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(backup)) as target:
        source.backup(target)
    erase(command_line)
    listed = command_line.ask("erasures", "list")
    kept = tmp_path / "command_line.keys.erased"
    assert json.loads(kept.read_text()) == listed
    assert NAME not in kept.read_text()

    for name in (database, f"{database}-wal", f"{database}-shm"):
        Path(name).unlink(missing_ok=True)
    shutil.copy(backup, database)
    assert readable(command_line, NUMBER) == [NUMBER]
    for words in (("list",), ("show", W), PROPOSE):
        assert "casework erasures replay" in command_line.refused(*words)
    assert command_line.ask("erasures", "replay", str(kept))["erased"] == len(listed)
    assert command_line.ask("erasures", "replay", str(kept))["erased"] == 0

    assert readable(command_line, NAME, NUMBER) == []
    assert "恢复备份后再次删除" in command_line.say("history", W)
    assert json.loads(kept.read_text()) == listed


def test_without_the_list_a_restored_backup_tells_all(command_line: CommandLine, tmp_path: Path) -> None:
    """The control: it is the list outside the database that keeps them erased."""
    database, backup = sqlite_path(command_line.url), tmp_path / "backup.sqlite"
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(backup)) as target:
        source.backup(target)
    erase(command_line)
    for name in (database, f"{database}-wal", f"{database}-shm"):
        Path(name).unlink(missing_ok=True)
    shutil.copy(backup, database)
    (tmp_path / "command_line.keys.erased").unlink()
    assert command_line.ask("show", W)["members"][0]["name"] == "豆**"
    assert readable(command_line, NUMBER) == [NUMBER]


def test_a_destroyed_key_is_in_no_file(command_line: CommandLine) -> None:
    """Not in the database's free pages, nor in the write-ahead log: it is overwritten, not only let go."""
    database = sqlite_path(command_line.url)
    wrapped = [row[0] for row in run_sql(command_line.url, "SELECT wrapped FROM data_keys")]
    erase(command_line)
    left = {row[0] for row in run_sql(command_line.url, "SELECT wrapped FROM data_keys")}
    content = b"".join(Path(name).read_bytes() for name in (database, f"{database}-wal") if Path(name).exists())
    assert [key for key in wrapped if key in content] == [key for key in wrapped if key in left]
    assert len(left & set(wrapped)) < len(wrapped)


def test_it_is_the_data_protection_officers_to_propose(any_counter: CommandLine) -> None:
    """And another office's to decide; a township neither proposes nor decides."""
    staff = Staff(any_counter)
    keeper, city = staff.active("孙护", "data-protection@990100000000"), staff.active("马市", "city@990100000000")
    li = staff.active("李娜", TOWNSHIP)
    assert "可办理的：个人信息保护负责人" in any_counter.refused(*PROPOSE, "--as", li)
    assert any_counter.do(*PROPOSE, by=keeper) == ["erasure-proposed"]
    assert "无权办理" in any_counter.refused(*DECIDE, "--as", li)
    assert any_counter.do(*DECIDE, by=city) == ["person-erased"]

"""
A database of an earlier program opens, and reads and lists as it did then.

`older_office` was made by commit 4782acf, before entries said more than a code and a date: two households, a clearance,
work lost again, a return, notices; with the answers of that program to the same questions. Its persons are invented, and
its keys were made for it and seal nothing else.
"""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.tree import ROOT
from tests.support.installations.command_line import CommandLine

OLDER = ROOT / "tests" / "examples" / "older_office"
ANSWERS: dict[str, Any] = json.loads((OLDER / "answers.json").read_text(encoding="utf-8"))
ASKED = datetime.fromisoformat(ANSWERS.pop("now"))

OTHERWISE = {
    "goes_out_at",  # steps are decided at once and go out in turn (ADR 0028)
    "outcome",  # what had passed when an episode ended says so
}
"""What a list has said otherwise since, of every row."""

CONTACT = ("due_on", "due_at")
"""A contact by an invalid number no longer counts; the shorter time of a later level reaches the one that runs."""

Difference = tuple[str, object, object]


@pytest.fixture
def older(tmp_path: Path) -> CommandLine:
    """The office as the earlier program left it, asked at the same moment."""
    command_line = CommandLine(f"sqlite:///{tmp_path / 'office.sqlite'}", tmp_path, ASKED)
    file = tmp_path / "office.sqlite"
    file.touch(mode=0o600)
    file.write_bytes(gzip.decompress((OLDER / "office.sqlite.gz").read_bytes()))
    keys = tmp_path / "command_line.keys"
    keys.touch(mode=0o600)
    shutil.copyfile(OLDER / "invented_keys.txt", keys)
    return command_line


def test_it_is_migrated_first(older: CommandLine) -> None:
    """Before that a sentence, and nothing is done."""
    assert "casework migrate" in older.refused("list")
    older.say("migrate")
    older.say("list")
    older.say("doctor")


def test_it_reads_and_lists_as_before(older: CommandLine) -> None:
    """Every key of every answer is there with the value of then, but for what rules have said otherwise since."""
    older.say("migrate")
    found = [each for words, before in ANSWERS.items() for each in differing(before, older.ask(*words.split()), words)]
    assert len(ANSWERS) > 8
    assert [each for each in found if each[0].rsplit("/", 1)[-1] not in OTHERWISE and not is_contact(each[0])] == []
    assert found


def test_it_goes_on(older: CommandLine) -> None:
    """What is new can be said of its households, and what was sealed then is read again."""
    older.say("migrate")
    older.do("log", "0101", "--kind", "visit", "--outcome", "reached", "--service", "recommendation", by="li.na")
    history = older.ask("history", "0101")
    assert history[-1]["fact"] == "follow-up-logged"
    assert "acting_office" not in {name for name, value in history[0].items() if value}
    shown = older.say("show", "0101", "--unmask", "--reason", "核对", "--as", "li.na")
    assert "禾一亩" in shown


def test_a_difference_would_be_found() -> None:
    """A value that changed, a key and a row that are gone: each is noticed; what is new beside them is not."""
    before = {"a": 1, "rows": [{"occurrence": "3", "deadline": "report"}], "list": [1, 2]}
    assert list(differing(before, {**before, "more": 5}, "")) == []
    assert list(differing(before, {**before, "a": 2}, "")) == [("/a", 1, 2)]
    assert [each[0] for each in differing(before, {"a": 1}, "")] == ["/rows", "/list"]
    assert list(differing(before, {**before, "rows": []}, ""))
    assert list(differing(before, {**before, "list": [1]}, ""))


def differing(before: Any, now: Any, place: str) -> Iterator[Difference]:
    """What an answer of then no longer says; rows of deadlines are found by what they are about, others by their order."""
    if isinstance(before, dict) and isinstance(now, dict):
        for key, value in before.items():
            yield from differing(value, now.get(key, "(gone)"), f"{place}/{key}")
    elif isinstance(before, list) and isinstance(now, list) and are_of_deadlines(before):
        kept = {about(row): row for row in now if isinstance(row, dict)}
        for row in before:
            yield from differing(row, kept.get(about(row), "(gone)"), f"{place}/{about(row)}")
    elif isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        for number, (one, other) in enumerate(zip(before, now, strict=True)):
            yield from differing(one, other, f"{place}/{number}")
    elif before != now and not says_more(place, before, now):
        yield place, before, now


def are_of_deadlines(rows: list[Any]) -> bool:
    """Whether the rows are about a deadline each."""
    return all(isinstance(row, dict) and "occurrence" in row for row in rows)


def about(row: dict[str, Any]) -> str:
    """What a row of a list of deadlines or notices is about."""
    return " ".join(str(row.get(name, "")) for name in ("household", "episode", "deadline", "occurrence", "step"))


def says_more(place: str, before: object, now: object) -> bool:
    """A sentence that was not long enough goes on where it ended (findings of a verification, member by member)."""
    return "/words/" in place and isinstance(before, str) and isinstance(now, str) and now.startswith(before)


def is_contact(place: str) -> bool:
    """Whether this is the day of a contact."""
    return " contact " in place and place.rsplit("/", 1)[-1] in CONTACT

"""What cannot be meant is refused in a sentence, and never leaves a household that nobody can work out any more."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from casework.domain.calendar.work_calendar import SHANGHAI
from tests.support.installations.command_line import FATHER, HEADER, VILLAGE, Counter

H = "0101"


def with_cadre(counter: Counter) -> None:
    """0101 is verified and has a cadre."""
    counter.do("verify", H, "--confirm", "--source", "visit")
    counter.do("assign", H, "li.na")
    counter.do("accept", H, by="li.na")


def nobody_is_set_aside(counter: Counter) -> None:
    """The lists are whole: no household is parked with an earlier state."""
    listed = counter.run("list", "--json")
    assert (listed.exit_code, listed.stderr) == (0, "")


@pytest.mark.parametrize(
    "words",
    [
        ("difficulty", H, "--kind", "care", "--owner", "li.na", "--by", "9999-12-31"),
        ("place", H, "--member", "1", "--kind", "public-welfare", "--since", "2003-12-31"),
    ],
)
def test_a_date_that_no_calendar_judges_is_refused(any_counter: Counter, words: tuple[str, ...]) -> None:
    """Recorded, it would set the household aside for good, and nobody would be told what is overdue in it."""
    with_cadre(any_counter)
    before = any_counter.facts()
    any_counter.refused(*words)
    assert any_counter.facts() == before
    nobody_is_set_aside(any_counter)
    assert any_counter.do("log", H, "--kind", "visit", "--outcome", "reached") == ["follow-up-logged"]


def test_a_correction_brings_no_such_date_in_either(counter: Counter) -> None:
    """A contract of a million years is no contract."""
    with_cadre(counter)
    counter.do("place", H, "--member", "1", "--kind", "contract", "--since", "2026-03-02")
    version = str(counter.ask("history", H)[-1]["version"])
    for value in ("contract_months=99999999", "contract_months=-5", "monthly_pay=NaN", "member=77"):
        counter.refused("correct", H, version, "--set", value, "--reason", "录入错误")
    nobody_is_set_aside(counter)


@pytest.mark.parametrize(
    "said",
    [{"work_months": 10**25}, {"graduates_in": 99999, "in_school": True}, {"monthly_pay": "NaN"}, {"monthly_pay": -1}],
)
def test_a_survey_says_numbers_that_can_be(counter: Counter, tmp_path: Path, said: dict[str, Any]) -> None:
    """A number that nothing can count with is refused, not a fault."""
    file = tmp_path / "survey.json"
    file.write_text(json.dumps({"number": H, "village": VILLAGE, "members": [{"number": 1, **said}]}))
    counter.refused("register", str(file))
    nobody_is_set_aside(counter)


def test_before_the_calendar_nothing_is_recorded(sqlite_url: str, tmp_path: Path) -> None:
    """Working days are known from 2004 on; a clock before that is an error, never a guess."""
    new_year = datetime(2004, 1, 1, tzinfo=SHANGHAI)
    counter = Counter(sqlite_url, tmp_path, new_year)
    counter.load_divisions()
    ledger = counter.table("ledger.csv", [HEADER, FATHER])
    counter.now = new_year - timedelta(seconds=1)
    assert "2004-01-01" in counter.refused("import", ledger)
    counter.now = new_year
    assert counter.ask("import", ledger)["detected"] == 1


def test_a_correction_keeps_no_name(counter: Counter) -> None:
    """What is corrected stays in clear, so a name has no place in it; a number too large for anything has none either."""
    members = 'members=[{"number":1,"name":"禾丙"}]'
    counter.refused("correct", H, "1", "--set", members, "--reason", "录入错误")
    assert "禾丙" not in counter.say("history", H, "--json")
    counter.refused("correct", H, "1", "--set", f"members={10**25}", "--reason", "录入错误", code=2)


@pytest.mark.parametrize("at", ["0001-01-01T00:00", "9999-12-31T23:59:59-23:00"])
def test_a_time_at_the_edge_of_time_is_a_usage_error(counter: Counter, at: str) -> None:
    """Other time zones could not tell it."""
    counter.refused("report", H, "--at", at, code=2)
    assert counter.run("list", CASEWORK_CLOCK=at).exit_code == 2


def test_bytes_that_are_no_text_are_a_usage_error(counter: Counter) -> None:
    """An argument in another encoding is named as such; nothing is looked up and nothing recorded."""
    undecodable = b"\xb1\xb8\xd7\xa2".decode("utf-8", "surrogateescape")
    assert "UTF-8" in counter.refused("show", undecodable, code=2)
    assert "UTF-8" in counter.refused("log", H, "--kind", "visit", "--outcome", "away", "--note", undecodable, code=2)

"""A level of confidentiality raises who may open a household: to anybody else it is not there (issue 12, ADR 0052)."""

from __future__ import annotations

import json

import pytest

from tests.support.installations.command_line import VILLAGE, CommandLine, resident_id
from tests.support.installations.staff import COUNTY, TOWNSHIP, Staff

H, ORDINARY, NOBODYS = "0101", "0102", "0199"
NOWHERE = "e6869e53-2900-8860-a564-000000000000"
LOG = ("--kind", "visit", "--outcome", "reached")
WHY = ("--reason", "受家庭暴力，住址不宜让人知道")


def test_two_persons_raise_it_and_two_lower_it(any_counter: CommandLine) -> None:
    """Nobody alone; the level that it has takes a proposal off."""
    staff = Staff(any_counter)
    town, county, other = staff.active("李娜", TOWNSHIP), staff.active("马局", COUNTY), staff.active("副局", COUNTY)
    decide = ("decide-confidentiality", H, "strict")
    assert "须先提请" in any_counter.refused(*decide, "--as", county)
    assert any_counter.do("propose-confidentiality", H, "strict", *WHY, by=county) == ["confidentiality-proposed"]
    assert any_counter.do("propose-confidentiality", H, "strict", *WHY, by=county) == []
    assert "须由另一人" in any_counter.refused(*decide, "--as", county)
    assert "无权办理" in any_counter.refused(*decide, "--as", town)
    assert any_counter.do("propose-confidentiality", H, "ordinary", *WHY, by=county) == ["confidentiality-proposed"]
    assert "须先提请" in any_counter.refused(*decide, "--as", other)
    any_counter.do("propose-confidentiality", H, "strict", *WHY, by=county)
    assert any_counter.do(*decide, by=other) == ["confidentiality-changed"]
    assert any_counter.do(*decide, by=other) == []
    assert "保密级别调整为严格限定" in any_counter.say("history", H, "--as", county)

    assert any_counter.do("propose-confidentiality", H, "ordinary", *WHY, by=county) == ["confidentiality-proposed"]
    lower = ("decide-confidentiality", H, "ordinary")
    assert "须由另一人" in any_counter.refused(*lower, "--as", county)
    assert any_counter.do(*lower, by=other) == ["confidentiality-changed"]
    assert any_counter.ask("show", H, "--as", town)["number"] == H


def test_to_anybody_else_it_is_not_there(any_counter: CommandLine) -> None:
    """Read, searched, counted or acted on; its own cadre goes on, and whoever opens the level."""
    staff = Staff(any_counter)
    town, county, other = staff.active("李娜", TOWNSHIP), staff.active("马局", COUNTY), staff.active("副局", COUNTY)
    cadre, coordinator = staff.active("王伟", f"cadre@{VILLAGE}"), staff.active("周村", f"village@{VILLAGE}")
    any_counter.do("assign", H, cadre, by=town)
    household = any_counter.ask("show", H, "--as", town)["id"]
    any_counter.do("propose-confidentiality", H, "strict", *WHY, by=cadre)
    any_counter.do("decide-confidentiality", H, "strict", by=county)

    for account in (town, coordinator):
        for words in (("show",), ("history",), ("responsibility",), ("log", *LOG)):
            there, absent = (any_counter.refused(words[0], each, *words[1:], "--as", account) for each in (H, NOBODYS))
            assert there.replace(H, NOBODYS) == absent
        assert [each["household"] for each in any_counter.ask("list", "--as", account)] == [ORDINARY]
        assert any_counter.ask("find", "--number", H, "--as", account)["items"] == []
        there, absent = (any_counter.refused("log", each, *LOG, "--as", account) for each in (household, NOWHERE))
        assert there.replace(household, NOWHERE) == absent
    for account in (cadre, county, other):
        assert any_counter.ask("show", H, "--as", account)["id"] == household
    assert any_counter.do("log", H, *LOG, by=cadre) == ["follow-up-logged"]
    assert [each["household"] for each in any_counter.ask("list", "--as", cadre)] == [H]


def test_why_is_told_to_whoever_may_know(any_counter: CommandLine) -> None:
    """The level is the reason to those who open it; to anybody else the household is not there."""
    staff = Staff(any_counter)
    town, county, other = staff.active("李娜", TOWNSHIP), staff.active("马局", COUNTY), staff.active("副局", COUNTY)
    any_counter.do("propose-confidentiality", H, "strict", *WHY, by=county)
    any_counter.do("decide-confidentiality", H, "strict", by=other)
    explain = ("rights", "explain", town, "show")
    assert "该户保密级别为严格限定" in any_counter.say(*explain, H, "--as", county)
    there, absent = (any_counter.refused(*explain, each, "--as", town) for each in (H, NOBODYS))
    assert there.replace(H, NOBODYS) == absent


def test_a_number_that_is_taken_and_a_past_day_tell_no_more(any_counter: CommandLine) -> None:
    """Who registers it anew hears that the number is taken; a day on which it was ordinary is seen from today."""
    staff = Staff(any_counter)
    town, county, other = staff.active("李娜", TOWNSHIP), staff.active("马局", COUNTY), staff.active("副局", COUNTY)
    before = any_counter.now.isoformat()
    any_counter.later(days=1)
    household = any_counter.ask("show", H, "--as", town)["id"]
    any_counter.do("propose-confidentiality", H, "strict", *WHY, by=county)
    any_counter.do("decide-confidentiality", H, "strict", by=other)
    rows = any_counter.ask("list", "--as-of", before, "--as", town)["items"]
    assert [each["household"] for each in rows] == [ORDINARY]
    survey = {
        "number": H, "village": VILLAGE, "source": "survey", "informant": "村委会",
        "effective_on": str(any_counter.now.date()), "members": [{"name": "禾一亩", "relation": "本人"}],
    }  # fmt: skip
    file = any_counter.folder / "survey.json"
    file.write_text(json.dumps(survey), encoding="utf-8")
    refusal = any_counter.refused("register", str(file), "--as", town)
    assert household not in refusal
    assert H in refusal


def test_an_act_beside_it_and_a_ledger_tell_no_more(any_counter: CommandLine) -> None:
    """Nobody is moved into it, or merged with it; a ledger's rows of it are refused like those of another village."""
    staff = Staff(any_counter)
    town, county, other = staff.active("李娜", TOWNSHIP), staff.active("马局", COUNTY), staff.active("副局", COUNTY)
    any_counter.do("propose-confidentiality", H, "strict", *WHY, by=county)
    any_counter.do("decide-confidentiality", H, "strict", by=other)
    for act in (
        ("move-member", ORDINARY, "--member", "1", "--why", "married", "--number"),
        ("merge", ORDINARY, "--number"),
    ):
        there, absent = (any_counter.refused(*act, each, "--as", town) for each in (H, NOBODYS))
        assert there.replace(H, NOBODYS) == absent
    any_counter.account = town
    row = ("0101", "", "户主", "禾一亩", resident_id("19700515", 1), "禾坪村", "10012345678", "", "务工")
    before = any_counter.facts()
    answer = any_counter.import_rows(row, name="again.csv")
    assert (answer["persons"], [each["code"] for each in answer["refused"]]) == (0, ["beyond-office"])
    assert any_counter.ask("list", "--as", county)[0]["household"] == H
    assert any_counter.facts() - before <= 1


def test_many_are_left_out_like_few(any_counter: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Few are named in a query; of many each is looked up: whoever is responsible sees the own one either way."""
    staff = Staff(any_counter)
    town, county = staff.active("李娜", TOWNSHIP), staff.active("马局", COUNTY)
    cadre = staff.active("王伟", f"cadre@{VILLAGE}")
    any_counter.do("assign", H, cadre, by=town)
    any_counter.do("propose-confidentiality", H, "strict", *WHY, by=cadre)
    any_counter.do("decide-confidentiality", H, "strict", by=county)
    monkeypatch.setattr("projections.storage.sight._NAMED", 0)
    for account, seen in ((town, [ORDINARY]), (cadre, [H]), (county, [H, ORDINARY])):
        assert [each["household"] for each in any_counter.ask("list", "--as", account)] == seen
        assert len(any_counter.ask("workers", "--as", account)) == (
            3 if account == county else 1 if account == town else 2
        )


def test_the_auditor_sees_who_looked_and_not_the_case(any_counter: CommandLine) -> None:
    """By its id, which stands in the records; its history is not there for the auditor."""
    staff = Staff(any_counter)
    town, county, other = staff.active("李娜", TOWNSHIP), staff.active("马局", COUNTY), staff.active("副局", COUNTY)
    auditor = staff.active("查账", "auditor@990100000000")
    household = any_counter.ask("show", H, "--as", county)["id"]
    any_counter.do("propose-confidentiality", H, "strict", *WHY, by=county)
    any_counter.do("decide-confidentiality", H, "strict", by=other)
    any_counter.refused("log", household, *LOG, "--as", town)
    any_counter.ask("show", H, "--as", other)
    seen = any_counter.ask("access", "list", "--household", household, "--as", auditor)
    told = [(each["account"], each["what"], each["outcome"]) for each in seen]
    assert (other, "show", "allowed") in told
    denied = any_counter.ask("access", "list", "--account", town, "--as", auditor)
    assert ("log", "denied") in [(each["what"], each["outcome"]) for each in denied]
    for words in (("history",), ("access", "list", "--household")):
        there, absent = (any_counter.refused(*words, each, "--as", auditor) for each in (H, NOBODYS))
        assert there.replace(H, NOBODYS) == absent

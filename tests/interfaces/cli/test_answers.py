"""Every JSON answer has exactly the keys that other programs were promised, with times in +08:00 and whole numbers."""

from __future__ import annotations

import json
from pathlib import Path
from unittest.mock import ANY

import pytest

from tests.support.installations.command_line import FATHER, HEADER, MOTHER, VILLAGE, WORKER, CommandLine, resident_id

IMPORT_KEYS = {
    "batch",
    "moves",
    "files",
    "rows",
    "persons",
    "households",
    "registered",
    "updated",
    "unchanged",
    "detected",
    "withheld",
    "refused",
    "warnings",
    "next_duty",
    "next_step",
    "unknown_columns",
    "refused_files",
    "questions",
    "outcomes",
}
ROW_KEYS = {"file", "sheet", "row", "column", "code", "message"}
LIST_KEYS = {"household", "id", "village", "stage", "episode", "detected_on", "cadre", "next_deadline"}
OVERDUE_KEYS = {
    "household",
    "village",
    "deadline",
    "occurrence",
    "due_on",
    "due_at",
    "working_days_late",
    "step",
    "responsible",
}
HISTORY_KEYS = {"position", "version", "fact", "occurred_at", "recorded_at", "by"}
EXPLAIN_KEYS = {
    "deadline",
    "occurrence",
    "status",
    "started_at",
    "counted_from",
    "met_at",
    "limit",
    "due_on",
    "due_at",
    "policy",
    "calendar",
    "days",
    "provisional",
    "sentence",
    "rule",
    "pauses",
    "extensions",
    "unextended_on",
    "notices",
    "moved",
    "logged_late",
    "missed_law",
    "days_late",
    "days_out",
}


def test_import_answers_with_counts_and_rows(command_line: CommandLine) -> None:
    """Counts add up; a refused row names its place as Excel shows it and its reason in both languages."""
    bad = ("0103", "", "户主", "粟四畦", "990100197001010000", "禾坪村", "", "", "未就业")
    answer = command_line.import_rows(FATHER, MOTHER, WORKER, bad, name="二月.csv")

    assert set(answer) == IMPORT_KEYS
    assert answer["files"] == 1
    assert answer["rows"] == answer["persons"] + len(answer["refused"]) == 4
    assert answer["households"] == answer["registered"] + answer["updated"] + answer["unchanged"] == 2
    refused = answer["refused"][0]
    assert set(refused) == ROW_KEYS
    assert (refused["file"], refused["sheet"], refused["row"]) == ("二月.csv", "", 5)
    assert (refused["column"], refused["code"]) == ("身份证号", "id-checksum")
    assert set(refused["message"]) == {"zh", "en"}


def test_a_dry_run_has_no_batch_and_records_nothing(command_line: CommandLine) -> None:
    """Everything is decided, nothing is stored."""
    before = command_line.facts()
    other = ("0109", "", "户主", "粟五畦", resident_id("19810101", 9), "双穗村", "", "", "失业")
    answer = command_line.import_rows(other, words=("--dry-run",))
    assert (answer["batch"], answer["registered"], answer["detected"]) == (None, 1, 1)
    assert command_line.facts() == before


def test_unknown_columns_are_named(command_line: CommandLine) -> None:
    """A column that nobody knows is kept and named."""
    path = command_line.table("more.csv", [(*HEADER, "微信号"), (*WORKER, "abc")])
    assert command_line.ask("import", path)["unknown_columns"] == ["微信号"]


def test_list_answers_with_every_household(command_line: CommandLine) -> None:
    """The number is the ledger's; the village is its code, its name beside it."""
    entries = {entry["household"]: entry for entry in command_line.ask("list")}
    assert set(entries) == {"0101", "0102"}
    entry = entries["0101"]
    assert set(entry) >= LIST_KEYS
    assert (entry["village"], entry["village_name"]) == (VILLAGE, "禾坪村")
    assert (entry["stage"], entry["episode"], entry["detected_on"], entry["cadre"]) == (
        "detected",
        1,
        "2026-03-02",
        None,
    )
    assert entry["next_deadline"] == {
        "kind": "report",
        "occurrence": "2",
        "due_on": "2026-03-03",
        "due_at": "2026-03-04T00:00:00+08:00",
        "force": "internal",
    }
    assert (entries["0102"]["stage"], entries["0102"]["next_deadline"]) == ("registered", None)


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        (("--stage", "detected"), ["0101"]),
        (("--stage", "cleared"), []),
        (("--region", "9901"), ["0101", "0102"]),
        (("--region", VILLAGE), ["0101", "0102"]),
        (("--region", "990101001002"), []),
    ],
)
def test_list_narrows_by_stage_and_region(
    command_line: CommandLine, words: tuple[str, ...], numbers: list[str]
) -> None:
    """Only what was asked for."""
    assert [entry["household"] for entry in command_line.ask("list", *words)] == numbers


def test_show_answers_with_the_whole_household(command_line: CommandLine) -> None:
    """Names and ids are masked; offers have their post, placements their status."""
    command_line.do("offer", "0101", "--member", "1", "--post", "包装工", "--channel", "social")
    command_line.do("place", "0101", "--member", "1", "--kind", "odd-jobs", "--since", "2026-03-01", "--pay", "100.5")
    shown = command_line.ask("show", "0101")

    assert {
        "number",
        "id",
        "village",
        "members",
        "episodes",
        "cadre",
        "plan",
        "offers",
        "placements",
        "deadlines",
    } <= set(shown)
    member = shown["members"][0]
    assert {"number", "sex", "birth_date", "capacity", "willingness", "employment", "name", "id"} <= set(member)
    assert (member["number"], member["sex"], member["birth_date"]) == (1, "male", "1970-05-15")
    assert (member["name"], member["id"]) == ("禾**", "9" + "*" * 16 + FATHER[4][-1])
    assert member["employment"] == "employed"
    offer = {name: shown["offers"][0][name] for name in ("number", "member", "post", "channel", "status")}
    assert offer == {"number": 1, "member": 1, "post": "包装工", "channel": "social", "status": "open"}
    placement = {name: shown["placements"][0][name] for name in ("number", "member", "kind", "since", "status")}
    assert placement == {"number": 1, "member": 1, "kind": "odd-jobs", "since": "2026-03-01", "status": "placed"}
    assert {each["deadline"] for each in shown["deadlines"]} >= {"report", "verify", "offer-answer", "placement-check"}
    assert shown["deadlines"][0]["due_at"] == "2026-03-04T00:00:00+08:00"


def test_overdue_answers_worst_first(command_line: CommandLine) -> None:
    """A deadline late by 0 working days is listed; the first working day after it is 1."""
    command_line.later(days=2)
    late = command_line.ask("overdue")
    assert set(late[0]) >= OVERDUE_KEYS
    assert (late[0]["household"], late[0]["deadline"], late[0]["working_days_late"], late[0]["step"]) == (
        "0101",
        "report",
        1,
        0,
    )
    command_line.later(days=17)
    late = command_line.ask("overdue")
    assert [entry["deadline"] for entry in late] == ["report", "verify"]
    assert late[0]["working_days_late"] > late[1]["working_days_late"]


def test_a_deadline_passed_on_a_friday_is_listed_on_the_weekend(command_line: CommandLine) -> None:
    """Overdue from 24:00 of its day on, late by 0 working days until Monday."""
    command_line.do("difficulty", "0101", "--kind", "care", "--owner", "town", "--by", "2026-03-06")
    command_line.now = command_line.now.replace(day=6, hour=23, minute=59)
    assert "difficulty" not in [entry["deadline"] for entry in command_line.ask("overdue")]
    command_line.now = command_line.now.replace(day=7, hour=0, minute=0)
    late = {entry["deadline"]: entry for entry in command_line.ask("overdue")}
    assert (late["difficulty"]["working_days_late"], late["difficulty"]["responsible"]) == (0, "town")


def test_history_answers_with_every_fact_in_order(command_line: CommandLine) -> None:
    """Clear fields stand at top level, sealed words apart; what names a person is masked, and no list has any of it."""
    command_line.do(
        "log", "0101", "--kind", "call", "--outcome", "away", "--note", "秘密的话", "--at", "2026-03-02T09:00"
    )
    command_line.later(days=9)
    command_line.ask("sweep")
    entries = command_line.ask("history", "0101")

    assert all(set(entry) >= HISTORY_KEYS for entry in entries)
    assert [entry["version"] for entry in entries] == list(range(1, len(entries) + 1))
    call = entries[2]
    assert (call["fact"], call["kind"], call["outcome"], call["by"]) == ("follow-up-logged", "call", "away", "clerk")
    assert call["occurred_at"] == "2026-03-02T09:00:00+08:00"
    assert call["recorded_at"] == "2026-03-02T09:00:00+08:00"
    raised = entries[-1]
    assert (raised["fact"], raised["deadline"], raised["occurrence"], raised["step"]) == ("escalated", "report", "2", 3)
    everything = (
        command_line.say("history", "0101", "--json")
        + command_line.say("history", "0101")
        + command_line.say("list", "--json")
    )
    for secret in ("禾一亩", "麦两顷", "10012345678", FATHER[4]):
        assert secret not in everything
    assert [(word["field"], word["text"]) for word in call["sealed"]] == [("text", "秘密的话")]
    assert "秘密的话" not in command_line.say("list", "--json")


def test_explain_answers_day_by_day(command_line: CommandLine) -> None:
    """From the day after the start to the last day, each day counted or not, and why."""
    answer = command_line.ask("explain", "0101", "report")
    assert set(answer) == EXPLAIN_KEYS
    assert answer == {
        "deadline": "report",
        "occurrence": "2",
        "status": "open",
        "started_at": "2026-03-02T09:00:00+08:00",
        "counted_from": "2026-03-02",
        "met_at": None,
        "limit": {"value": 1, "unit": "working-days"},
        "due_on": "2026-03-03",
        "due_at": "2026-03-04T00:00:00+08:00",
        "policy": "1",
        "calendar": answer["calendar"],
        "days": [{"date": "2026-03-03", "counts": True, "why": "working-day"}],
        "provisional": False,
        "sentence": answer["sentence"],
        "rule": {
            "version": "1",
            "title": "默认政策",
            "effective_on": "2004-01-01",
            "division": "",
            "source": "GY-2d",
            "limit": {"value": 1, "unit": "working-days"},
            "days_before": 0,
            "limit_by": "rule",
            "limit_source": "GY-2d",
            "level": None,
            "force": "internal",
        },
        "pauses": [],
        "extensions": [],
        "unextended_on": None,
        "notices": [],
        "moved": [],
        "logged_late": False,
        "missed_law": False,
        "days_late": 0,
        "days_out": 0,
    }


def test_a_limit_always_has_both_keys(command_line: CommandLine) -> None:
    """Also a date of its own, whose number says nothing."""
    command_line.do("difficulty", "0101", "--kind", "care", "--owner", "town", "--by", "2026-03-06")
    assert command_line.ask("explain", "0101", "difficulty")["limit"] == {"value": 0, "unit": "own-date"}


def test_explain_takes_the_instance_that_is_named(command_line: CommandLine) -> None:
    """Each office has a deadline of its own for its receipt."""
    command_line.do("report", "0101")
    command_line.later(hours=1)
    command_line.do("receipt", "0101", "township")
    met = command_line.ask("explain", "0101", "receipt", "--occurrence", "3/township")
    assert (met["status"], met["met_at"]) == ("met", "2026-03-02T10:00:00+08:00")
    assert command_line.ask("explain", "0101", "receipt", "--occurrence", "3/county-hrss")["status"] == "open"


def test_a_late_duty_stays_met(command_line: CommandLine) -> None:
    """Done too late is done; when, the answer says."""
    command_line.later(days=10)
    command_line.do("report", "0101")
    answer = command_line.ask("explain", "0101", "report")
    assert (answer["status"], answer["due_on"], answer["met_at"]) == ("met", "2026-03-03", "2026-03-12T09:00:00+08:00")


def test_a_retention_check_is_upcoming_until_it_opens(command_line: CommandLine) -> None:
    """It opens at 00:00 of its day, which does not roll."""
    command_line.do("verify", "0101", "--confirm", "--source", "visit")
    command_line.do("place", "0101", "--member", "1", "--kind", "public-welfare", "--since", "2026-03-02")
    command_line.do("confirm", "0101", "1", by="town")
    command_line.do("clear", "0101", "--propose")
    command_line.do("clear", "0101", "--decide", by="county")
    answer = command_line.ask("explain", "0101", "retention", "--occurrence", "3m")
    assert (answer["status"], answer["started_at"]) == ("upcoming", "2026-06-02T00:00:00+08:00")
    assert answer["limit"] == {"value": 10, "unit": "working-days"}


def test_a_date_in_a_year_without_notice_is_provisional(command_line: CommandLine) -> None:
    """After the last loaded year Monday to Friday count, until the notice is out."""
    command_line.do("difficulty", "0101", "--kind", "care", "--owner", "town", "--by", "2027-03-05")
    assert command_line.ask("explain", "0101", "difficulty")["provisional"] is True


def test_a_command_answers_with_what_it_recorded(command_line: CommandLine) -> None:
    """Household, id, position and facts, and the next duty; a quiet one has neither position nor facts."""
    answer = command_line.ask("report", "0101")
    duty = answer.pop("next_duty")
    assert (duty["deadline"], duty["due_on"], duty["to"]["division"]) == ("receipt", "2026-03-04", "990101000000")
    household = command_line.ask("show", "0101")["id"]
    assert answer == {
        "household": "0101",
        "id": household,
        "position": command_line.facts(),
        "facts": ["household-reported"],
    }
    assert command_line.ask("report", household) == {
        "household": "0101",
        "id": household,
        "position": None,
        "facts": [],
        "next_duty": duty,
    }
    assert "无须办理" in command_line.say("report", "0101")
    assert "nothing to do" in command_line.say("report", "0101", "--lang", "en")


def test_the_same_command_id_is_carried_out_once(any_counter: CommandLine) -> None:
    """The repeat is answered like the first, also once the decision would refuse it; another request is refused."""
    offer = ("offer", "0101", "--member", "1", "--post", "保洁", "--channel", "social", "--command-id", "a-1")
    first = any_counter.ask(*offer)
    before = any_counter.facts()
    assert any_counter.ask(*offer) == first
    assert any_counter.facts() == before
    other = (*offer[:5], "门卫", *offer[6:])
    assert "操作编号" in any_counter.refused(*other)
    assert any_counter.facts() == before


def test_workload_and_notices_answer(command_line: CommandLine) -> None:
    """Per cadre what is open and overdue; per notice whom it was for."""
    command_line.do("verify", "0101", "--confirm", "--source", "visit")
    command_line.do("assign", "0101", "li.na")
    command_line.later(days=40)
    command_line.ask("sweep")
    load = command_line.ask("workload")
    assert [entry["cadre"] for entry in load] == ["li.na"]
    counted = {"open", "overdue", "overdue_households", "by_stage", "standing_in"}
    assert set(load[0]) == {"cadre", *counted, "capacity", "away_until"}
    assert (load[0]["open"], load[0]["overdue"]) == (1, 1)
    notices = command_line.ask("notices", "--region", "990101")
    assert {"household", "deadline", "occurrence", "step", "to", "due_on", "raised_at"} <= set(notices[0])
    assert {"role": "cadre", "division": VILLAGE, "account": "li.na"} in [to for each in notices for to in each["to"]]
    assert command_line.ask("notices", "--region", "9902") == []


def test_json_is_utf8_on_one_line(command_line: CommandLine) -> None:
    """Chinese stands as it is, not escaped."""
    result = command_line.run("list", "--json")
    assert "禾坪村".encode() in result.stdout_bytes
    assert result.stdout.count("\n") == 1
    json.loads(result.stdout_bytes)


def test_the_other_answers(command_line: CommandLine, tmp_path: Path) -> None:
    """Divisions, doctor, migrate, keys, policy and calendar answer as JSON too."""
    again = command_line.ask("import", "--divisions", str(tmp_path / "divisions.csv"))
    assert again == {"divisions": 5, "added": 0, "renamed": 0, "position": None, "warnings": [], "next_step": ANY}
    assert all(check["ok"] for check in command_line.ask("doctor"))
    assert command_line.ask("migrate")["from"] == command_line.ask("migrate")["to"]
    assert command_line.ask("keys", "init", str(tmp_path / "new.keys")) == {
        "file": str(tmp_path / "new.keys"),
        "suite": "aes-sha",
        "next_step": ANY,
    }
    assert (tmp_path / "new.keys").stat().st_mode & 0o777 == 0o600
    assert command_line.ask("policy", "show")["version"] == "1"
    assert command_line.ask("calendar", "show", "2025")["year"] == 2025

"""Appointments, telephones and complaints at the counter, on both databases, and for households without an episode."""

from __future__ import annotations

import pytest

from tests.support.installations.command_line import CommandLine


@pytest.mark.parametrize("household", ["0101", "0102"])
def test_an_appointment_is_answered_by_the_visit(any_counter: CommandLine, household: str) -> None:
    """Its day is a duty of the cadre; what is logged about it answers it."""
    any_counter.do("assign", household, "li.na")
    made = any_counter.do("appointment", household, "--kind", "入户走访", "--on", "2026-03-06", "--place", "家中")
    assert made == ["appointment-made"]
    duties = {d["deadline"]: d for d in any_counter.ask("show", household)["deadlines"]}
    assert (duties["appointment"]["due_on"], duties["appointment"]["status"]) == ("2026-03-06", "open")
    words = ("--kind", "visit", "--outcome", "reached", "--appointment", "1")
    assert any_counter.do("log", household, *words) == ["follow-up-logged", "appointment-kept"]
    duties = {d["deadline"]: d for d in any_counter.ask("show", household)["deadlines"]}
    assert duties["appointment"]["status"] == "met"
    any_counter.refused("keep-appointment", household, "1")


def test_the_right_number_stands_after_a_wrong_one(any_counter: CommandLine) -> None:
    """It is sealed like any other and found by a search; the old one finds nobody."""
    any_counter.do("log", "0101", "--kind", "call", "--outcome", "invalid-number", "--member", "1")
    words = ("--member", "1", "--found", "corrected", "--number", "10087654321")
    assert any_counter.do("telephone", "0101", *words) == ["members-updated", "telephone-checked"]
    assert len(any_counter.ask("find", "--telephone", "10087654321")["items"]) == 1
    assert any_counter.ask("find", "--telephone", "10012345678")["items"] == []
    duties = {d["deadline"]: d["status"] for d in any_counter.ask("show", "0101")["deadlines"]}
    assert duties["number-check"] == "met"
    any_counter.refused("telephone", "0101", "--member", "1", "--found", "right", "--number", "10087654321")


def test_a_complaint_is_taken_in_and_answered(any_counter: CommandLine) -> None:
    """The cadre cannot answer it; the history reads both sides' words again."""
    any_counter.do("assign", "0101", "li.na")
    any_counter.do("complaint", "0101", "--about", "服务态度", "--way", "12345", "--note", "三个月没人来")
    words = ("answer-complaint", "0101", "1", "--outcome", "put-right", "--note", "已上门说明")
    any_counter.refused(*words, "--as", "li.na")
    assert any_counter.ask(*words, "--as", "zhou.min")["facts"] == ["complaint-answered"]
    page = "".join(any_counter.say("history", "0101").replace("│", "").split())
    assert "受理第1件投诉信访：帮扶服务（热线电话）" in page
    assert "三个月没人来" in page
    assert "答复第1件投诉信访：属实，已解决" in page

"""Order of entry is never taken for order of time (field log, K1): instances that no report of the log names."""

from __future__ import annotations

import pytest

from tests.support.installations.command_line import CommandLine
from tests.support.installations.episodes import Desk, H


@pytest.mark.parametrize("kind", ["call", "message", "visit"])
def test_a_contact_of_before_the_last_one_ends_nothing_that_began_since(command_line: CommandLine, kind: str) -> None:
    """A call of 11 March, remembered in May: the contact that began on 20 March stays overdue, and the receipt says so."""
    desk = Desk(command_line).taken_over().on("2026-03-20")
    desk.do("log", H, "--kind", "visit", "--outcome", "reached")
    desk.on("2026-05-12")
    before = desk.duties("contact")[-1]
    answer = desk.do("log", H, "--kind", kind, "--outcome", "reached", "--at", "2026-03-11")
    after = desk.duties("contact")[-1]
    assert (after["status"], after["due_on"]) == (before["status"], before["due_on"]) == ("overdue", "2026-04-20")
    assert "contact" in desk.overdue()
    assert [
        each for each in answer["moves"]["duties"] if each["change"] == "met" and each["due_on"] == "2026-04-20"
    ] == []


def test_two_informations_of_two_months_make_neither_month_full(any_counter: CommandLine) -> None:
    """The last day of March and the first of April, entered in turn: each month has its own, whenever they are entered."""
    desk = Desk(any_counter).taken_over()
    desk.on("2026-03-05").do("hard-to-employ", H, "--member", "1", "--ground", "older", by="liu")
    desk.on("2026-04-20")
    for day, status in (("2026-04-01", "open"), ("2026-03-31", "open"), ("2026-03-30", "open"), ("2026-04-02", "met")):
        desk.do("inform", H, "--member", "1", "--at", day)
        assert {each["occurrence"]: each["status"] for each in desk.duties("post-information")}["2026-04/1"] == status


def test_a_value_that_was_said_of_a_later_day_stands(any_counter: CommandLine) -> None:
    """A survey of 5 March that is entered after one of 18 March takes neither capacity nor schooling back."""
    desk = Desk(any_counter).taken_over().on("2026-03-18")
    desk.survey(members=[{"number": 2, "capacity": "weak", "in_school": False}])
    desk.on("2026-03-23").survey(
        effective_on="2026-03-05", members=[{"number": 2, "capacity": "none", "in_school": True}]
    )
    mother = command_member(any_counter, 2)
    assert mother["capacity"] == "weak"


def command_member(counter: CommandLine, number: int) -> dict[str, object]:
    """A member on the household's page."""
    found: dict[str, object] = next(each for each in counter.ask("show", H)["members"] if each["number"] == number)
    return found


EARLIER = "2026-03-01T10:00"
OUTSIDE_BY_THEIR_DAY = {
    "a report": ("report", H, "--at", EARLIER),
    "needs": ("needs", H, "--member", "1", "--at", EARLIER),
    "a plan": (
        "plan", H, "--member", "1", "--measure", "training", "--owner", "li", "--by", "2026-06-01", "--at", EARLIER,
    ),
    "a difficulty": (
        "difficulty", H, "--kind", "travel", "--owner", "li", "--by", "2026-06-01", "--at", EARLIER,
    ),
    "a level": ("level", H, "key", "--at", EARLIER),
}  # fmt: skip
BEFORE_THEIR_QUESTION = {
    "a check before the clearance": ("check", H, "--milestone", "1m", "--employed", "--at", "2026-03-10T10:00"),
    "a job that ended before it began": (
        "end-job", H, "1", "--on", "2026-03-08", "--reason", "quit", "--at", "2026-03-20T10:00",
    ),
    "a release before the acceptance": ("release", H, "--reason", "transferred", "--at", "2026-03-03T10:00"),
    "a return home before the member was there": ("return", H, "--member", "1", "--on", "2026-12-01"),
}  # fmt: skip


@pytest.mark.parametrize("words", BEFORE_THEIR_QUESTION.values(), ids=BEFORE_THEIR_QUESTION)
def test_an_act_of_before_what_it_answers_is_refused(command_line: CommandLine, words: tuple[str, ...]) -> None:
    """Whatever it is, and though the household is long past it."""
    desk = Desk(command_line).cleared().on("2026-04-01")
    desk.refused(*words, by="li")


@pytest.mark.parametrize("words", OUTSIDE_BY_THEIR_DAY.values(), ids=OUTSIDE_BY_THEIR_DAY)
def test_an_act_of_before_the_detection_is_no_part_of_the_episode(
    command_line: CommandLine, words: tuple[str, ...]
) -> None:
    """It stands outside (ADR 0031): recorded as what was done then, and no duty of the episode is met by it."""
    desk = Desk(command_line).taken_over()
    before = desk.counter.ask("show", H)["deadlines"]
    desk.do(*words, by="li")
    after = {
        (each["deadline"], each["occurrence"]): each["status"] for each in desk.counter.ask("show", H)["deadlines"]
    }
    assert {key: after[key] for key in ((each["deadline"], each["occurrence"]) for each in before)} == {
        (each["deadline"], each["occurrence"]): each["status"] for each in before
    }

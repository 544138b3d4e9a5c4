"""No back door, and grounds that are tested (field log, K4 and K5): other acts, other orders, other persons."""

from __future__ import annotations

import pytest

from tests.support.installations.command_line import CommandLine
from tests.support.installations.episodes import Desk, H


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        ("placed", ("--set", "contract_months=36")),
        ("placed", ("--withdraw",)),
        ("placement-confirmed", ("--withdraw",)),
        ("clearance-proposed", ("--withdraw",)),
        ("verified", ("--withdraw",)),
        ("cleared", ("--withdraw",)),
    ],
)
def test_nothing_on_which_a_clearance_rests_is_changed_by_one(
    any_counter: CommandLine, fact: str, words: tuple[str, ...]
) -> None:
    """It stands as it was until somebody else asks for the same, and is on his list; the asker's own other spelling is he."""
    desk = Desk(any_counter).cleared().on("2026-03-20")
    version = desk.version(fact)
    asked = desk.do("correct", H, version, *words, "--reason", "笔误", by="liu")
    assert asked["facts"] == ["correction-proposed"]
    assert desk.do("correct", H, version, *words, "--reason", "笔误", by=" ＬＩＵ ")["facts"] == []
    assert any_counter.ask("show", H)["episodes"][-1]["state"] == "cleared"
    assert [each["household"] for each in any_counter.ask("pending")] == [H]
    done = desk.do("correct", H, version, *words, "--reason", "笔误", by="chen")
    assert "entry-corrected" in done["facts"]
    assert len(any_counter.ask("pending")) == (fact == "cleared")  # without the decision its proposal waits again


@pytest.mark.parametrize("fact", ["cadre-accepted", "verified", "household-reported"])
def test_taking_back_what_began_an_overdue_duty_takes_two(any_counter: CommandLine, fact: str) -> None:
    """Whoever is late cannot make himself punctual."""
    desk = Desk(any_counter).taken_over().on("2026-06-01")
    overdue = desk.overdue()
    asked = desk.do("correct", H, desk.version(fact), "--withdraw", "--reason", "错", by="li")
    assert (asked["facts"], desk.overdue()) == (["correction-proposed"], overdue)


REACHED_NOBODY = ("--outcome", "away")


def test_out_of_contact_rests_on_attempts_by_two_means_over_its_time(any_counter: CommandLine) -> None:
    """Calls alone do not do, nor two means on the last day alone; the answer says what is missing."""
    desk = Desk(any_counter).taken_over()
    for day in ("2026-03-10", "2026-04-10", "2026-05-11", "2026-06-10"):
        desk.on(day).do("log", H, "--kind", "call", *REACHED_NOBODY)
    said = desk.on("2026-06-11").refused("close", H, "out-of-contact", "--propose", by="liu")
    assert "联系" in said
    desk.do("log", H, "--kind", "visit", *REACHED_NOBODY, "--at", "2026-04-20T10:00")
    assert desk.do("close", H, "out-of-contact", "--propose", by="liu")["facts"] == ["closing-proposed"]
    desk.do("log", H, "--kind", "call", "--outcome", "reached", "--at", "2026-06-10T18:00")
    desk.refused("close", H, "out-of-contact", "--decide", by="chen")


def test_refusals_of_one_day_or_of_one_post_are_one_refusal(command_line: CommandLine) -> None:
    """Three separate posts on three separate days open the exit, not a fourth one of a day."""
    desk = Desk(command_line).taken_over()
    refused = (("2026-03-09", "缝纫工"), ("2026-03-09", "保洁员"), ("2026-03-09", "保安"), ("2026-03-10", "缝纫 工"))
    for number, (day, post) in enumerate(refused, start=1):
        desk.on(day).do("offer", H, "--member", "1", "--channel", "social", "--post", post)
        desk.do("answer", H, str(number), "--refused", "pay", "--counted")
    desk.refused("close", H, "refused-offers", "--propose", by="liu")
    desk.on("2026-03-12").do("offer", H, "--member", "1", "--channel", "social", "--post", "搬运工")
    desk.do("answer", H, "5", "--refused", "pay", "--counted")
    assert desk.do("close", H, "refused-offers", "--propose", by="liu")["facts"] == ["closing-proposed"]


@pytest.mark.parametrize(("months", "day"), [("3", "2026-06-09"), ("12", "2027-03-09")])
def test_work_that_is_over_clears_nobody(command_line: CommandLine, months: str, day: str) -> None:
    """The contract ran out before the decision; that it was proposed in its time, or is proposed again, does not help."""
    desk = Desk(command_line).placed(months=months).on("2026-03-16")
    desk.do("confirm", H, "1", "--document", "劳动合同", by="liu")
    desk.do("clear", H, "--propose", by="liu")
    assert "到期" in desk.on(day).refused("clear", H, "--decide", by="chen")


@pytest.mark.parametrize(("milestone", "day"), [("1m", "2026-04-15"), ("3m", "2026-06-15"), ("6m", "2026-09-15")])
def test_a_check_before_its_day_names_the_day(command_line: CommandLine, milestone: str, day: str) -> None:
    """A month and a day make the difference, for each of the milestones."""
    desk = Desk(command_line).cleared()
    said = desk.on(day).refused("check", H, "--milestone", milestone, "--employed")
    first = f"{day[:-2]}16"
    assert first in said
    assert desk.on(first).do("check", H, "--milestone", milestone, "--employed")["facts"] == ["retention-checked"]

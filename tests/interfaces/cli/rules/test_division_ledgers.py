"""A village confirms its ledger every quarter, line by line, and is reminded and raised like a household (GY-2b)."""

from __future__ import annotations

import pytest

from tests.support.installations.command_line import VILLAGE, CommandLine

QUARTER = "quarter-confirmation"


@pytest.fixture
def county(any_counter: CommandLine) -> CommandLine:
    """The county with its two households, and the ledgers of their village and its township kept."""
    assert any_counter.ask("open-ledgers", "990101")["opened"] == 2
    return any_counter


def test_a_ledger_is_kept_once(county: CommandLine) -> None:
    """Opening it again is quiet; it is no household in any list."""
    assert county.ask("open-ledgers", "990101")["opened"] == 0
    assert sorted(each["household"] for each in county.ask("list")) == ["0101", "0102"]


def test_a_quarter_that_nobody_confirms_is_raised_and_explained(county: CommandLine) -> None:
    """Reminded before its end, overdue after it, up the ladder of its offices, once each."""
    due = county.ask("explain", VILLAGE, QUARTER, "--occurrence", "2026Q2")
    assert (due["due_on"], due["status"]) == ("2026-06-30", "upcoming")
    county.later(days=119)
    assert county.ask("sweep")["reminded"] == 1
    county.later(days=3)
    first, again = county.ask("sweep"), county.ask("sweep")
    assert (first["escalated"], again["escalated"]) == (1, 0)
    late = [each for each in county.ask("overdue") if each["deadline"] == QUARTER]
    assert [(each["household"], each["village"], each["occurrence"]) for each in late] == [("", VILLAGE, "2026Q2")]
    assert "禾坪村台账" in county.say("overdue")
    raised = [each for each in county.ask("notices") if each["deadline"] == QUARTER]
    assert [each["step"] for each in raised] == [1, 0]
    assert [to["role"] for to in raised[0]["to"]] == ["village", "township"]


def test_it_is_confirmed_line_by_line(county: CommandLine) -> None:
    """One line changed, one not: only then is the quarter complete; confirmed late it meets its own quarter."""
    county.later(days=125)
    assert county.do("confirm-quarter", "禾坪村", "2026Q2", "--changed", "0101") == ["quarter-confirmed"]
    assert county.ask("explain", VILLAGE, QUARTER, "--occurrence", "2026Q2")["status"] == "overdue"
    assert county.do("confirm-quarter", "禾坪村", "2026年第二季度", "--rest") == ["quarter-confirmed"]
    assert county.ask("explain", VILLAGE, QUARTER, "--occurrence", "2026Q2")["status"] == "met"
    assert county.ask("explain", VILLAGE, QUARTER, "--occurrence", "2026Q3")["status"] == "open"
    assert county.do("confirm-quarter", "禾坪村", "2026Q2", "--rest") == []
    said = county.say("history", VILLAGE)
    assert "2026Q2台账确认：有变化1户，无变化0户，尚未确认1户" in said
    assert "2026Q2台账确认：有变化0户，无变化1户，尚未确认0户" in said


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("2026Q3", "--rest"), "2026Q3尚未开始"),
        (("夏天", "--rest"), "不是季度"),
        (("2026Q1", "--changed", "0199"), "没有户编号“0199”"),
        (("2026Q1", "--changed", "0101", "--unchanged", "0101"), "不能既有变化又无变化"),
        (("2026Q1",), "--rest"),
    ],
)
def test_what_cannot_be_confirmed_is_refused(county: CommandLine, words: tuple[str, ...], sentence: str) -> None:
    """In a sentence, and nothing is recorded."""
    before = county.facts()
    assert sentence in county.run("confirm-quarter", VILLAGE, *words).stderr
    assert county.facts() == before


def test_a_ledger_is_no_household(county: CommandLine) -> None:
    """What is done for a household is refused on a ledger, and the other way round."""
    assert "不是一户" in county.run("log", VILLAGE, "--kind", "visit", "--outcome", "reached").stderr
    assert "不用于一户" in county.run("confirm-quarter", "0101", "2026Q1", "--rest").stderr


def test_its_deadline_may_stand_still(county: CommandLine) -> None:
    """A pause is recorded of a ledger as of a household."""
    county.later(days=60)
    county.do("pause", VILLAGE, QUARTER, "--occurrence", "2026Q2", "--reason", "合并中", by="chief")
    assert county.ask("explain", VILLAGE, QUARTER, "--occurrence", "2026Q2")["status"] == "paused"

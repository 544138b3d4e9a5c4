"""What is missing, old, or said in two ways is listed, so that somebody asks (BT-10b)."""

from __future__ import annotations

from typing import Any

from tests.support.installations.command_line import CommandLine


def doubts(rows: list[dict[str, Any]]) -> dict[tuple[str, int], list[str]]:
    """What is doubtful of each worker."""
    return {(row["household"], row["member"]): row["doubts"] for row in rows}


def test_what_is_missing_is_listed(any_counter: CommandLine) -> None:
    """Who is out of work has a wish, who works has pay and a beginning; one kind can be asked for."""
    assert doubts(any_counter.ask("quality")) == {
        ("0101", 1): ["no-wish"],
        ("0101", 2): ["no-wish"],
        ("0102", 1): ["no-pay", "no-start"],
    }
    assert list(doubts(any_counter.ask("quality", "--doubt", "no-pay"))) == [("0102", 1)]
    assert "待核对的信息 3 人" in any_counter.say("quality")
    assert any_counter.ask("quality", "--region", "990101001002") == []


def test_what_nobody_said_for_more_than_a_quarter_is_old(any_counter: CommandLine) -> None:
    """On the 92nd day not yet, on the 93rd it is."""
    any_counter.later(days=92)
    assert any_counter.ask("quality", "--doubt", "unconfirmed") == []
    any_counter.later(days=1)
    assert len(any_counter.ask("quality", "--doubt", "unconfirmed")) == 3


def test_what_the_ledger_says_otherwise_is_asked_about(any_counter: CommandLine) -> None:
    """A worker came home, the ledger still has the work; nothing of the two is taken for wrong."""
    any_counter.do("return", "0102", "--member", "1", "--on", "2026-03-01")
    assert list(doubts(any_counter.ask("quality", "--doubt", "contradicted"))) == [("0102", 1)]

"""Consent, and the end of work known from a ledger, on the command line (OF-15, GY-14a)."""

from __future__ import annotations

from tests.support.installations.command_line import CommandLine

WORKERS = "0102"


def test_a_consent_is_recorded_and_shown(any_counter: CommandLine) -> None:
    """Signed by somebody whose name is masked, until a day."""
    signed = ("--signed-by", "豆三垄", "--relation", "本人", "--signed-on", "2026-03-01")
    covers = ("--covers", "收入", "--covers", "社保", "--until", "2027-03-01")
    assert "签字" in any_counter.refused("consent", WORKERS, "--answer", "同意")
    assert any_counter.do("consent", WORKERS, "--answer", "同意", *covers, *signed) == ["consent-recorded"]
    entry = any_counter.ask("history", WORKERS)[-1]
    assert entry["words"]["zh"] == "数据核对同意授权（收入、社会保险），至2027-03-01"
    assert [word["text"] for word in entry["sealed"]] == ["豆**", "本人"]
    assert any_counter.ask("show", WORKERS)["consent"] == {
        "answer": "given",
        "on": "2026-03-02",
        "covers": ["income", "insurance"],
        "until": "2027-03-01",
    }
    assert "数据核对：同意授权（2026-03-02，至2027-03-01）" in any_counter.say("show", WORKERS)


def test_work_known_from_a_ledger_ends(command_line: CommandLine) -> None:
    """The household is detected; its job has no number to end it by."""
    ended = ("end-work", WORKERS, "--member", "1", "--on", "2026-03-01", "--reason", "辞职")
    assert command_line.do(*ended) == ["employment-ended", "detected"]
    assert command_line.do(*ended, "--command-id", "again") == []
    said = [entry["words"]["zh"] for entry in command_line.ask("history", WORKERS)]
    assert "成员1于2026-03-01离岗：辞职" in said

"""The whole life of a household by command line, on both databases, with weeks passing between commands."""

from __future__ import annotations

from typing import Any
from unittest.mock import ANY

from tests.support.installations.command_line import CommandLine

H = "0101"
SIGNED = ("--signed-by", "禾一亩", "--relation", "本人", "--signed-on", "2026-03-02")


def stage(command_line: CommandLine) -> str:
    """The household's stage on the board."""
    entry = next(entry for entry in command_line.ask("list") if entry["household"] == H)
    return str(entry["stage"])


def statuses(command_line: CommandLine, deadline: str) -> list[str]:
    """The statuses of all instances of a deadline."""
    shown = command_line.ask("show", H)
    return [each["status"] for each in shown["deadlines"] if each["deadline"] == deadline]


def verified(command_line: CommandLine) -> None:
    """0101 is reported, receipted, verified and with a cadre."""
    command_line.do("report", H)
    for office in ("township", "county-hrss", "county-rural-revitalisation"):
        command_line.do("receipt", H, office)
    command_line.do(
        "verify", H, "--confirm", "--source", "visit", "--member", "1=willing,hard-to-employ:older", by="town"
    )
    command_line.do("assign", H, "li.na", by="town")
    command_line.do("accept", H, by="li.na")


def placed(command_line: CommandLine) -> None:
    """0101 has a member in confirmed work."""
    command_line.do("offer", H, "--member", "1", "--post", "包装工", "--channel", "private-firm", by="li.na")
    command_line.do("answer", H, "1", "--accepted", by="li.na")
    contract = ("--kind", "contract", "--since", command_line.now.date().isoformat(), "--pay", "3000")
    command_line.do("place", H, "--member", "1", *contract, "--contract-months", "12", by="li.na")
    command_line.do("confirm", H, "1", by="town")


def cleared(command_line: CommandLine) -> None:
    """0101 is cleared by a second person."""
    command_line.do("clear", H, "--propose", by="town")
    command_line.do("clear", H, "--decide", by="county")


def test_a_household_goes_from_the_ledger_to_stable_and_back(any_counter: CommandLine) -> None:
    """Found, verified, assigned, helped, placed, cleared, stable; then the work is lost and a second spell begins."""
    command_line = any_counter
    assert stage(command_line) == "detected"
    assert command_line.do("report", H) == ["household-reported"]
    assert command_line.do("receipt", H, "township") == ["report-receipted"]
    assert command_line.do("verify", H, "--confirm", "--source", "visit", by="town") == ["verified"]
    assert command_line.do("assign", H, "li.na", by="town") == ["cadre-assigned"]
    assert command_line.do("accept", H, by="li.na") == ["cadre-accepted"]
    assert command_line.do("level", H, "key", by="town") == ["level-set"]
    assert stage(command_line) == "assigned"

    command_line.later(days=1)
    plan = ("--measure", "training", "--owner", "li.na", "--by", "2026-04-01")
    trouble = ("--kind", "travel", "--owner", "town", "--by", "2026-03-10")
    assert command_line.do("log", H, "--kind", "visit", "--outcome", "reached", by="li.na") == ["follow-up-logged"]
    assert command_line.do("needs", H, "--member", "1", by="li.na") == ["needs-assessed"]
    assert command_line.do("plan", H, "--member", "1", *plan, by="li.na") == ["plan-agreed"]
    assert command_line.do("inform", H, "--member", "1", by="li.na") == ["post-information-given"]
    assert command_line.do("difficulty", H, *trouble, by="li.na") == ["difficulty-raised"]
    assert command_line.do("resolve", H, "travel", by="town") == ["difficulty-resolved"]

    placed(command_line)
    assert stage(command_line) == "placed"
    command_line.do("clear", H, "--propose", by="town")
    assert stage(command_line) == "clearance-proposed"
    assert command_line.do("clear", H, "--return", "evidence-missing", by="county") == ["clearance-returned"]
    cleared(command_line)
    assert stage(command_line) == "cleared"

    for days, milestone in ((31, "1m"), (62, "3m"), (92, "6m")):
        command_line.later(days=days)
        assert command_line.do("check", H, "--milestone", milestone, "--employed", by="li.na") == ["retention-checked"]
    assert "li.na" in command_line.refused("stabilise", H, "--as", "li.na")
    assert command_line.do("stabilise", H, by="county") == ["stability-confirmed"]
    assert stage(command_line) == "stable"

    command_line.later(days=5)
    lost = ("--on", command_line.now.date().isoformat(), "--reason", "laid-off")
    assert command_line.do("end-job", H, "1", *lost, by="li.na") == ["employment-ended", "detected"]
    episodes = command_line.ask("show", H)["episodes"]
    assert [(e["number"], e["kind"], e["state"]) for e in episodes] == [(1, "first", "stable"), (2, "relapse", "open")]
    assert stage(command_line) == "detected"


def test_a_job_lost_before_clearing_falls_back(any_counter: CommandLine) -> None:
    """Within the same spell the household needs another post."""
    command_line = any_counter
    verified(command_line)
    placed(command_line)
    command_line.later(days=3)
    assert command_line.do("return", H, "--member", "1", "--on", command_line.now.date().isoformat(), by="li.na") == [
        "member-returned",
        "employment-ended",
    ]
    assert stage(command_line) == "offered"


def test_what_is_not_done_is_raised_step_by_step(any_counter: CommandLine) -> None:
    """A missed deadline is reminded of, then escalated to the city, once each, whoever sweeps."""
    command_line = any_counter
    command_line.later(days=1)
    assert command_line.ask("sweep") == {
        "due": 0,
        "reminded": 0,
        "escalated": 0,
        "already": 0,
        "overdue": ANY,
        "next_duty": ANY,
    }
    command_line.later(days=1)
    assert command_line.ask("sweep") == {
        "due": 1,
        "reminded": 0,
        "escalated": 1,
        "already": 0,
        "overdue": ANY,
        "next_duty": ANY,
    }
    assert command_line.ask("sweep") == {
        "due": 0,
        "reminded": 0,
        "escalated": 0,
        "already": 0,
        "overdue": ANY,
        "next_duty": ANY,
    }
    command_line.later(days=7)
    assert command_line.ask("sweep")["escalated"] == 2
    late = command_line.ask("overdue")
    assert [(e["deadline"], e["working_days_late"], e["step"]) for e in late] == [("report", 6, 3)]
    assert [n["step"] for n in command_line.ask("notices")] == [3, 2, 1]
    assert statuses(command_line, "report") == ["overdue"]
    command_line.do("report", H)
    assert command_line.ask("overdue") == []
    assert statuses(command_line, "report") == ["met"]


def test_a_deadline_stands_still_while_it_is_paused(any_counter: CommandLine) -> None:
    """Paused days do not count; resumed, the end moves by as many."""
    command_line = any_counter
    assert command_line.do("pause", H, "verify", "--reason", "洪水") == ["deadline-paused"]
    paused = command_line.ask("explain", H, "verify")
    assert (paused["status"], paused["due_on"], paused["due_at"]) == ("paused", None, None)
    command_line.later(days=4)
    assert command_line.do("resume", H, "verify") == ["deadline-resumed"]
    resumed = command_line.ask("explain", H, "verify")
    assert (resumed["status"], resumed["due_on"]) == ("open", "2026-03-20")
    assert [d["why"] for d in resumed["days"][:5]] == ["paused"] * 3 + ["calendar-day"] * 2


def test_an_unwilling_household_is_closed_by_a_second_person(any_counter: CommandLine) -> None:
    """Unwillingness is signed, proposed by one and decided by another."""
    command_line = any_counter
    verified(command_line)
    assert "书面记录" in command_line.refused("close", H, "unwilling", "--propose", "--as", "town")
    assert command_line.do("close", H, "unwilling", "--propose", *SIGNED, by="town") == ["closing-proposed"]
    assert command_line.do("close", H, "unwilling", "--return", "other", by="county") == ["closing-returned"]
    command_line.do("close", H, "unwilling", "--propose", *SIGNED, by="town")
    assert "town" in command_line.refused("close", H, "unwilling", "--decide", "--as", "town")
    assert command_line.do("close", H, "unwilling", "--decide", by="county") == ["closed-otherwise"]
    assert stage(command_line) == "closed-otherwise"


def test_a_hand_over_needs_both_sides(any_counter: CommandLine) -> None:
    """The earlier cadre stays until the later one accepts; who declines or is released leaves a trace."""
    command_line = any_counter
    verified(command_line)
    command_line.do("assign", H, "wang.wei", by="town")
    shown = command_line.ask("show", H)
    assert (shown["cadre"], shown["offered_to"]) == ("li.na", "wang.wei")
    assert command_line.do("decline", H, "--reason", "太远", by="wang.wei") == ["cadre-declined"]
    command_line.do("assign", H, "zhao.min", by="town")
    assert command_line.do("accept", H, by="zhao.min") == ["cadre-released", "cadre-accepted"]
    assert command_line.do("release", H, "--reason", "调离", by="town") == ["cadre-released"]
    assert command_line.ask("show", H)["cadre"] is None


def test_three_counted_refusals_open_the_exit_path(any_counter: CommandLine) -> None:
    """Two are not enough; nothing closes by itself."""
    command_line = any_counter
    verified(command_line)
    offer = ("--member", "1", "--channel", "public-welfare", "--post")
    answers: tuple[tuple[str, ...], ...] = (
        ("--refused", "distance", "--counted"),
        ("--refused", "no-reason", "--counted"),
        ("--lapsed",),
        ("--withdrawn",),
    )
    for number, answer in enumerate(answers, start=1):
        command_line.do("offer", H, *offer, f"保洁{number}", by="li.na")
        command_line.do("answer", H, str(number), *answer, by="li.na")
        command_line.later(days=1)  # refusals of one day are one
    assert "3" in command_line.refused("close", H, "refused-offers", "--propose")
    command_line.do("offer", H, *offer, "保洁5", by="li.na")
    command_line.do("answer", H, "5", "--refused", "pay", "--counted", by="li.na")
    assert stage(command_line) == "assigned"
    assert command_line.do("close", H, "refused-offers", "--propose") == ["closing-proposed"]


def test_a_placement_that_is_not_so_is_disproved(any_counter: CommandLine) -> None:
    """Who recorded it cannot confirm it alone; a document can; disproved, it clears nothing."""
    command_line = any_counter
    verified(command_line)
    odd = ("--member", "2", "--kind", "odd-jobs", "--since", "2026-03-02")
    command_line.do("place", H, *odd, by="li.na")
    assert "li.na" in command_line.refused("confirm", H, "1", "--as", "li.na")
    assert command_line.do("confirm", H, "1", "--disproved", "not-employed", by="town") == ["placement-disproved"]
    command_line.do("place", H, "--member", "1", "--kind", "self-employed", "--since", "2026-03-01", by="li.na")
    assert command_line.do("confirm", H, "2", "--document", "营业执照", by="li.na") == ["placement-confirmed"]
    cleared(command_line)
    assert stage(command_line) == "cleared"


def test_a_household_found_not_eligible_is_over(any_counter: CommandLine) -> None:
    """One person proposes it with a coded reason, another one decides."""
    command_line = any_counter
    found = ("--not-eligible", "unwilling", "--source", "visit", *SIGNED)
    assert command_line.do("verify", H, *found, by="town") == ["not-eligible-proposed"]
    assert "town" in command_line.refused("verify", H, "--decide", "--as", "town")
    back = ("--return", "evidence-missing", "--note", "缺书面记录")
    assert command_line.do("verify", H, *back, by="county") == ["not-eligible-returned"]
    assert command_line.do("verify", H, *found, by="town") == ["not-eligible-proposed"]
    assert stage(command_line) == "detected"
    assert command_line.do("verify", H, "--decide", by="county") == ["verified"]
    assert stage(command_line) == "closed-otherwise"


def test_the_read_models_are_the_same_after_a_rebuild(any_counter: CommandLine) -> None:
    """Board, overdue list, workload and history answer alike."""

    def everything() -> list[Any]:
        return [
            command_line.ask(*words) for words in (("list",), ("overdue",), ("workload",), ("notices",), ("history", H))
        ]

    command_line = any_counter
    verified(command_line)
    command_line.later(days=30)
    command_line.ask("sweep")
    before = everything()
    assert command_line.ask("rebuild")["position"] == command_line.facts()
    assert everything() == before

"""The whole life of a household by command line, on both databases, with weeks passing between commands."""

from __future__ import annotations

from typing import Any

from tests.support.installations.command_line import Counter

H = "0101"
SIGNED = ("--signed-by", "禾一亩", "--relation", "本人", "--signed-on", "2026-03-02")


def stage(counter: Counter) -> str:
    """The household's stage on the board."""
    entry = next(entry for entry in counter.ask("list") if entry["household"] == H)
    return str(entry["stage"])


def statuses(counter: Counter, deadline: str) -> list[str]:
    """The statuses of all instances of a deadline."""
    shown = counter.ask("show", H)
    return [each["status"] for each in shown["deadlines"] if each["deadline"] == deadline]


def verified(counter: Counter) -> None:
    """0101 is reported, receipted, verified and with a cadre."""
    counter.do("report", H)
    for office in ("township", "county-hrss", "county-rural-revitalisation"):
        counter.do("receipt", H, office)
    counter.do("verify", H, "--confirm", "--source", "visit", "--member", "1=willing,hard-to-employ:older", by="town")
    counter.do("assign", H, "li.na", by="town")
    counter.do("accept", H, by="li.na")


def placed(counter: Counter) -> None:
    """0101 has a member in confirmed work."""
    counter.do("offer", H, "--member", "1", "--post", "包装工", "--channel", "private-firm", by="li.na")
    counter.do("answer", H, "1", "--accepted", by="li.na")
    contract = ("--kind", "contract", "--since", counter.now.date().isoformat(), "--pay", "3000")
    counter.do("place", H, "--member", "1", *contract, "--contract-months", "12", by="li.na")
    counter.do("confirm", H, "1", by="town")


def cleared(counter: Counter) -> None:
    """0101 is cleared by a second person."""
    counter.do("clear", H, "--propose", by="town")
    counter.do("clear", H, "--decide", by="county")


def test_a_household_goes_from_the_ledger_to_stable_and_back(any_counter: Counter) -> None:
    """Found, verified, assigned, helped, placed, cleared, stable; then the work is lost and a second spell begins."""
    counter = any_counter
    assert stage(counter) == "detected"
    assert counter.do("report", H) == ["household-reported"]
    assert counter.do("receipt", H, "township") == ["report-receipted"]
    assert counter.do("verify", H, "--confirm", "--source", "visit", by="town") == ["verified"]
    assert counter.do("assign", H, "li.na", by="town") == ["cadre-assigned"]
    assert counter.do("accept", H, by="li.na") == ["cadre-accepted"]
    assert counter.do("level", H, "key", by="town") == ["level-set"]
    assert stage(counter) == "assigned"

    counter.later(days=1)
    plan = ("--measure", "training", "--owner", "li.na", "--by", "2026-04-01")
    trouble = ("--kind", "travel", "--owner", "town", "--by", "2026-03-10")
    assert counter.do("log", H, "--kind", "visit", "--outcome", "reached", by="li.na") == ["follow-up-logged"]
    assert counter.do("needs", H, "--member", "1", by="li.na") == ["needs-assessed"]
    assert counter.do("plan", H, "--member", "1", *plan, by="li.na") == ["plan-agreed"]
    assert counter.do("inform", H, "--member", "1", by="li.na") == ["post-information-given"]
    assert counter.do("difficulty", H, *trouble, by="li.na") == ["difficulty-raised"]
    assert counter.do("resolve", H, "travel", by="town") == ["difficulty-resolved"]

    placed(counter)
    assert stage(counter) == "placed"
    counter.do("clear", H, "--propose", by="town")
    assert stage(counter) == "clearance-proposed"
    assert counter.do("clear", H, "--return", "evidence-missing", by="county") == ["clearance-returned"]
    cleared(counter)
    assert stage(counter) == "cleared"

    for days, milestone in ((31, "1m"), (62, "3m"), (92, "6m")):
        counter.later(days=days)
        assert counter.do("check", H, "--milestone", milestone, "--employed", by="li.na") == ["retention-checked"]
    assert "li.na" in counter.refused("stabilise", H, "--as", "li.na")
    assert counter.do("stabilise", H, by="county") == ["stability-confirmed"]
    assert stage(counter) == "stable"

    counter.later(days=5)
    lost = ("--on", counter.now.date().isoformat(), "--reason", "laid-off")
    assert counter.do("end-job", H, "1", *lost, by="li.na") == ["employment-ended", "detected"]
    episodes = counter.ask("show", H)["episodes"]
    assert [(e["number"], e["kind"], e["state"]) for e in episodes] == [(1, "first", "stable"), (2, "relapse", "open")]
    assert stage(counter) == "detected"


def test_a_job_lost_before_clearing_falls_back(any_counter: Counter) -> None:
    """Within the same spell the household needs another post."""
    counter = any_counter
    verified(counter)
    placed(counter)
    counter.later(days=3)
    assert counter.do("return", H, "--member", "1", "--on", counter.now.date().isoformat(), by="li.na") == [
        "member-returned",
        "employment-ended",
    ]
    assert stage(counter) == "offered"


def test_what_is_not_done_is_raised_step_by_step(any_counter: Counter) -> None:
    """A missed deadline is reminded of, then escalated to the city, once each, whoever sweeps."""
    counter = any_counter
    counter.later(days=1)
    assert counter.ask("sweep") == {"due": 0, "reminded": 0, "escalated": 0, "already": 0}
    counter.later(days=1)
    assert counter.ask("sweep") == {"due": 1, "reminded": 0, "escalated": 1, "already": 0}
    assert counter.ask("sweep") == {"due": 0, "reminded": 0, "escalated": 0, "already": 0}
    counter.later(days=7)
    assert counter.ask("sweep")["escalated"] == 2
    late = counter.ask("overdue")
    assert [(e["deadline"], e["working_days_late"], e["step"]) for e in late] == [("report", 6, 3)]
    assert [n["step"] for n in counter.ask("notices")] == [3, 2, 1]
    assert statuses(counter, "report") == ["overdue"]
    counter.do("report", H)
    assert counter.ask("overdue") == []
    assert statuses(counter, "report") == ["met"]


def test_a_deadline_stands_still_while_it_is_paused(any_counter: Counter) -> None:
    """Paused days do not count; resumed, the end moves by as many."""
    counter = any_counter
    assert counter.do("pause", H, "verify", "--reason", "洪水") == ["deadline-paused"]
    paused = counter.ask("explain", H, "verify")
    assert (paused["status"], paused["due_on"], paused["due_at"]) == ("paused", None, None)
    counter.later(days=4)
    assert counter.do("resume", H, "verify") == ["deadline-resumed"]
    resumed = counter.ask("explain", H, "verify")
    assert (resumed["status"], resumed["due_on"]) == ("open", "2026-03-20")
    assert [d["why"] for d in resumed["days"][:5]] == ["paused"] * 3 + ["calendar-day"] * 2


def test_an_unwilling_household_is_closed_by_a_second_person(any_counter: Counter) -> None:
    """Unwillingness is signed, proposed by one and decided by another."""
    counter = any_counter
    verified(counter)
    assert "书面记录" in counter.refused("close", H, "unwilling", "--propose", "--as", "town")
    assert counter.do("close", H, "unwilling", "--propose", *SIGNED, by="town") == ["closing-proposed"]
    assert counter.do("close", H, "unwilling", "--return", "other", by="county") == ["closing-returned"]
    counter.do("close", H, "unwilling", "--propose", *SIGNED, by="town")
    assert "town" in counter.refused("close", H, "unwilling", "--decide", "--as", "town")
    assert counter.do("close", H, "unwilling", "--decide", by="county") == ["closed-otherwise"]
    assert stage(counter) == "closed-otherwise"


def test_a_hand_over_needs_both_sides(any_counter: Counter) -> None:
    """The earlier cadre stays until the later one accepts; who declines or is released leaves a trace."""
    counter = any_counter
    verified(counter)
    counter.do("assign", H, "wang.wei", by="town")
    shown = counter.ask("show", H)
    assert (shown["cadre"], shown["offered_to"]) == ("li.na", "wang.wei")
    assert counter.do("decline", H, "--reason", "太远", by="wang.wei") == ["cadre-declined"]
    counter.do("assign", H, "zhao.min", by="town")
    assert counter.do("accept", H, by="zhao.min") == ["cadre-released", "cadre-accepted"]
    assert counter.do("release", H, "--reason", "调离", by="town") == ["cadre-released"]
    assert counter.ask("show", H)["cadre"] is None


def test_three_counted_refusals_open_the_exit_path(any_counter: Counter) -> None:
    """Two are not enough; nothing closes by itself."""
    counter = any_counter
    verified(counter)
    offer = ("--member", "1", "--post", "保洁", "--channel", "public-welfare")
    answers: tuple[tuple[str, ...], ...] = (
        ("--refused", "distance", "--counted"),
        ("--refused", "no-reason", "--counted"),
        ("--lapsed",),
        ("--withdrawn",),
    )
    for number, answer in enumerate(answers, start=1):
        counter.do("offer", H, *offer, by="li.na")
        counter.do("answer", H, str(number), *answer, by="li.na")
    assert "3" in counter.refused("close", H, "refused-offers", "--propose")
    counter.do("offer", H, *offer, by="li.na")
    counter.do("answer", H, "5", "--refused", "pay", "--counted", by="li.na")
    assert stage(counter) == "assigned"
    assert counter.do("close", H, "refused-offers", "--propose") == ["closing-proposed"]


def test_a_placement_that_is_not_so_is_disproved(any_counter: Counter) -> None:
    """Who recorded it cannot confirm it alone; a document can; disproved, it clears nothing."""
    counter = any_counter
    verified(counter)
    odd = ("--member", "2", "--kind", "odd-jobs", "--since", "2026-03-02")
    counter.do("place", H, *odd, by="li.na")
    assert "li.na" in counter.refused("confirm", H, "1", "--as", "li.na")
    assert counter.do("confirm", H, "1", "--disproved", "not-employed", by="town") == ["placement-disproved"]
    counter.do("place", H, "--member", "1", "--kind", "self-employed", "--since", "2026-03-01", by="li.na")
    assert counter.do("confirm", H, "2", "--document", "营业执照", by="li.na") == ["placement-confirmed"]
    cleared(counter)
    assert stage(counter) == "cleared"


def test_a_household_found_not_eligible_is_over(any_counter: Counter) -> None:
    """Verification closes it with a coded reason."""
    counter = any_counter
    found = ("--not-eligible", "unwilling", "--source", "visit", *SIGNED)
    assert counter.do("verify", H, *found, by="town") == ["verified"]
    assert stage(counter) == "closed-otherwise"


def test_the_read_models_are_the_same_after_a_rebuild(any_counter: Counter) -> None:
    """Board, overdue list, workload and history answer alike."""

    def everything() -> list[Any]:
        return [counter.ask(*words) for words in (("list",), ("overdue",), ("workload",), ("notices",), ("history", H))]

    counter = any_counter
    verified(counter)
    counter.later(days=30)
    counter.ask("sweep")
    before = everything()
    assert counter.ask("rebuild")["position"] == counter.facts()
    assert everything() == before

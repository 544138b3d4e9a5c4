"""A household in which somebody works is served like any other: from the first visit to the last list (ADR 0031)."""

from __future__ import annotations

from tests.support.installations.command_line import CommandLine

WORKS = "0102"


def test_a_household_that_was_never_found_is_served(any_counter: CommandLine) -> None:
    """Cadre, level, visit, plan, post information, offer and report; every list shows what came of it."""
    command_line = any_counter
    command_line.do("assign", WORKS, "li.na")
    command_line.do("accept", WORKS, by="li.na")
    command_line.do("level", WORKS, "key")
    command_line.do("needs", WORKS, "--member", "1")
    command_line.do("log", WORKS, "--kind", "visit", "--outcome", "reached", by="li.na")
    command_line.do("inform", WORKS, "--member", "1")
    command_line.do("plan", WORKS, "--member", "1", "--measure", "loan", "--owner", "li.na", "--by", "2026-03-20")
    command_line.do("difficulty", WORKS, "--kind", "care", "--owner", "li.na", "--by", "2026-03-10")
    command_line.do("offer", WORKS, "--member", "1", "--post", "缝纫工", "--channel", "project")
    command_line.do("report", WORKS)
    shown = command_line.ask("show", WORKS)
    assert (shown["stage"], shown["cadre"], shown["level"], shown["episodes"]) == ("registered", "li.na", "key", [])
    assert (len(shown["plan"]), len(shown["difficulties"]), len(shown["offers"])) == (1, 1, 1)
    (listed,) = [each for each in command_line.ask("list") if each["household"] == WORKS]
    assert (listed["stage"], listed["cadre"], listed["next_deadline"]["kind"]) == ("registered", "li.na", "receipt")
    assert [each["by_stage"] for each in command_line.ask("workload") if each["cadre"] == "li.na"] == [
        {"registered": 1}
    ]
    assert command_line.ask("explain", WORKS, "difficulty")["due_on"] == "2026-03-10"
    assert "cadre-assigned" in [entry["fact"] for entry in command_line.ask("history", WORKS)]


def test_a_measure_has_a_number_by_which_it_ends(command_line: CommandLine) -> None:
    """Two trainings of one member: one carried out, one not, each by its number; the history says which."""
    plan = ("plan", WORKS, "--member", "1", "--measure", "培训", "--owner", "li.na", "--by")
    command_line.do(*plan, "2026-03-20")
    command_line.do(*plan, "2026-04-20")
    one, other = (each["number"] for each in command_line.ask("show", WORKS)["plan"])
    assert f"{one}（成员1技能培训）" in command_line.refused(
        "measure", WORKS, "--done", "--member", "1", "--measure", "培训"
    )
    command_line.do("measure", WORKS, "--done", "--number", str(one))
    command_line.do("measure", WORKS, "--not-done", "--number", str(other), "--reason", "班没有办成")
    assert command_line.ask("show", WORKS)["plan"] == []
    page = " ".join(command_line.say("history", WORKS).split())
    assert f"成员1的帮扶措施已落实：技能培训（编号{one}）" in page
    assert f"成员1的帮扶措施未落实：技能培训（编号{other}）" in page


def test_what_is_missed_there_is_raised(any_counter: CommandLine) -> None:
    """By the sweep, once; the notice, the list of what is overdue and the figures say so, as of any day."""
    command_line = any_counter
    command_line.do("assign", WORKS, "li.na")
    command_line.do("difficulty", WORKS, "--kind", "care", "--owner", "li.na", "--by", "2026-03-10")
    command_line.later(days=9)
    command_line.ask("sweep")
    command_line.ask("sweep")
    notices = [each for each in command_line.ask("notices") if each["household"] == WORKS]
    assert [(each["deadline"], each["step"]) for each in notices] == [("difficulty", 1)]
    overdue = [each["deadline"] for each in command_line.ask("overdue") if each["household"] == WORKS]
    assert overdue == ["difficulty"]
    replayed = command_line.ask("what-if")
    assert (replayed["considered"], replayed["differences"], replayed["not_reproduced"]) == (3, 0, 0)
    assert replayed["notices"] == {"recorded": 4, "simulated": 4}
    before = command_line.ask("overdue", "--as-of", "2026-03-09")["items"]
    assert [each for each in before if each["household"] == WORKS] == []
    command_line.do("resolve", WORKS, "care")
    assert [each for each in command_line.ask("overdue") if each["household"] == WORKS] == []


def test_what_is_of_an_episode_alone_is_refused(command_line: CommandLine) -> None:
    """With the sentence that says how the household stands."""
    assert "从未发现为零就业家庭" in command_line.refused("verify", WORKS, "--confirm", "--source", "visit")

"""A county writes the quarterly confirmation and the month after a roster in its policy, and they run (GY-2b, BJ-1.2d)."""

from __future__ import annotations

from datetime import date

from tests.interfaces.cli.rules.test_policies import a_policy, published
from tests.support.installations.command_line import CommandLine

WORKS = "0102"
MORE = """
[[deadline]]
name = "quarter-update"
zh = "按季更新"
en = "quarterly update"
source = "GY-2b"
starts = [{ fact = "registered" }]
each = false
every = "quarter"
met = [{ fact = "members-updated" }, { fact = "follow-up-logged", where = { outcome = "reached" } }]
limit = { value = 1, unit = "quarter-end" }
duty = "village"

[[deadline]]
name = "roster"
zh = "名单核实"
en = "roster"
source = "BJ-1.2d"
starts = [{ fact = "registered", where = { source = "ledger" } }]
counted_from = "effective_on"
met = [{ fact = "verified" }, { fact = "follow-up-logged", where = { kind = "visit", outcome = "reached" } }]
limit = { value = 2, unit = "month-end" }
duty = "township"
"""


def test_deadlines_of_the_register_run(any_counter: CommandLine) -> None:
    """Published today for all households, also those without an episode: explained, raised, met, and not raised again."""
    command_line = any_counter
    file = a_policy(command_line, "2", date(2026, 3, 2), more=MORE)
    assert command_line.ask("policy", "check", file)["faults"] == []
    published(command_line, file)
    assert command_line.ask("explain", WORKS, "roster")["due_on"] == "2026-04-30"
    assert command_line.ask("explain", WORKS, "quarter-update", "--occurrence", "2026Q2")["due_on"] == "2026-06-30"
    command_line.later(days=60)
    command_line.ask("sweep")
    late = [each["deadline"] for each in command_line.ask("overdue") if each["household"] == WORKS]
    assert late == ["roster"]
    command_line.do("log", WORKS, "--kind", "visit", "--outcome", "reached", by="li.na")
    assert [each for each in command_line.ask("overdue") if each["household"] == WORKS] == []
    shown = {each["occurrence"]: each["status"] for each in command_line.ask("show", WORKS)["deadlines"]}
    assert shown["2026Q2"] == "met"
    assert shown["2026Q3"] == "upcoming"
    assert "2026年第2季度" in command_line.say("show", WORKS)

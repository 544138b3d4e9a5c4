"""What takes two persons takes two, however the first one types his name (GY-12f)."""

from __future__ import annotations

from tests.support.installations.command_line import CommandLine

H = "0101"
SPELLINGS = ("Li.Na", "ＬＩ．ＮＡ", "li. na")


def placed(command_line: CommandLine) -> None:
    """li.na is responsible and has placed member 1 under a contract of twelve months."""
    command_line.do("verify", H, "--confirm", "--source", "visit", by="chen")
    command_line.do("assign", H, "LI.NA")
    command_line.do("accept", H, by="li.na")
    terms = ("--member", "1", "--kind", "contract", "--since", "2026-03-02", "--contract-months", "12")
    command_line.do("place", H, *terms, by="li.na")


def test_nobody_is_his_own_second_person(any_counter: CommandLine) -> None:
    """The placement, the clearance, the closing, the correction of what was confirmed."""
    command_line = any_counter
    placed(command_line)
    assert command_line.ask("show", H)["cadre"] == "li.na"
    for name in SPELLINGS:
        assert "second person" in command_line.refused("confirm", H, "1", "--as", name)
    command_line.do("confirm", H, "1", by="chen")
    for name in ("li.na", *SPELLINGS):
        command_line.say("correct", H, "6", "--set", "contract_months=24", "--reason", "错", "--as", name)
    assert [each["fact"] for each in command_line.ask("history", H)].count("correction-proposed") == 1
    assert "entry-corrected" not in [each["fact"] for each in command_line.ask("history", H)]
    command_line.do("clear", H, "--propose", by="Chen")
    assert "second person" in command_line.refused("clear", H, "--decide", "--as", "ＣＨＥＮ")
    assert command_line.do("clear", H, "--decide", by="sun") == ["cleared"]


def test_what_waits_stands_on_the_second_persons_list(any_counter: CommandLine) -> None:
    """A correction and a clearance, until each is made or decided; a list of an earlier time has what waited then."""
    command_line = any_counter
    placed(command_line)
    command_line.do("confirm", H, "1", by="chen")
    assert command_line.ask("pending") == []
    command_line.do("correct", H, "6", "--set", "monthly_pay=4000", "--reason", "错", by="li.na")
    command_line.do("clear", H, "--propose", by="chen")
    rows = command_line.ask("pending")
    assert [(row["what"], row["version"], row["asked_by"], row["due_on"]) for row in rows] == [
        ("correction", 8, "li.na", None),
        ("clearance", 9, "chen", "2026-03-09"),
    ]
    assert rows[0]["words"]["zh"] == "提请更正第6条记录：monthly_pay，须由另一人同样办理"
    position = str(command_line.facts())
    command_line.do("correct", H, "6", "--set", "monthly_pay=4000", "--reason", "错", by="sun")
    assert [row["what"] for row in command_line.ask("pending")] == ["clearance"]
    command_line.do("clear", H, "--decide", by="sun")
    assert command_line.ask("pending") == []
    assert len(command_line.ask("pending", "--as-of-position", position)["items"]) == 2
    command_line.say("pending", "--lang", "en")


def test_that_somebody_is_not_eligible_waits_too(any_counter: CommandLine) -> None:
    """Until it is decided: the list named no such proposal, and broke for everybody who saw the household."""
    line = any_counter
    line.do("verify", H, "--not-eligible", "moved", "--source", "visit", by="chen")
    assert [(row["what"], row["asked_by"]) for row in line.ask("pending")] == [("not-eligible", "chen")]
    assert "不符合条件" in line.say("pending")
    line.do("verify", H, "--decide", by="sun")
    assert line.ask("pending") == []


def test_one_cadre_is_one_in_the_lists(command_line: CommandLine) -> None:
    """Assigned under one spelling, accepted under another, counted once."""
    placed(command_line)
    assert [row["cadre"] for row in command_line.ask("workload")] == ["li.na"]
    for name in ("RULE:detection", "ｒｕｌｅ：x", "import:1"):
        assert "rule:" in command_line.refused("report", H, "--as", name, code=2)
        assert "rule:" in command_line.refused("assign", H, name, code=2)


def test_the_same_command_by_the_same_person_is_one(command_line: CommandLine) -> None:
    """Whatever the spelling of who sends it."""
    first = command_line.ask("report", H, "--command-id", "r", "--as", "li.na")
    assert command_line.ask("report", H, "--command-id", "r", "--as", "Li. Na") == first
